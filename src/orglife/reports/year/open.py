"""What was missed, what is open, what was waived by whom, what was entered late; nothing hidden."""

from __future__ import annotations

from collections import Counter

from orglife.messages import Message, say
from orglife.model.which import in_short
from orglife.reports.duties.compliance_page import tally
from orglife.reports.duties.duty import who
from orglife.reports.duties.findings import finding_data, told
from orglife.reports.meetings.task_report import open_tasks
from orglife.reports.meetings.tasks import task_data, task_table
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table
from orglife.reports.year.given import Given, Part
from orglife.rules.finding import Finding

LATE = "ENTRY-LATE"


def waived(given: Given) -> Part:
    """Return what was waived: the rule, the period, who decided and why."""
    found = [one for one in given.findings if one.status == "waived"]
    data = {"waived": [finding_data(one) for one in found]}
    if not found:
        return data, ()
    return data, (
        Heading(say("Waived"), level=2),
        *(
            Line(
                say(
                    "{rule} {period}, {who}: {reason}",
                    rule=one.rule.id,
                    period=one.period,
                    who=who(one),
                    reason=one.reason,
                )
            )
            for one in found
        ),
    )


def still_open(given: Given) -> Part:
    """Return what was missed, rule by rule, and the tasks that are open."""
    missed = [
        one for one in given.findings if one.status == "missed" and one.severity != "information"
    ]
    tasks = open_tasks(given.branch, given.end)
    data = {
        "statuses": dict(Counter(one.status for one in given.findings)),
        "missed": [finding_data(one) for one in missed],
        "pending": [finding_data(one) for one in given.findings if one.status == "pending"],
        "open_tasks": [task_data(given.branch, one, given.end) for one in tasks],
    }
    blocks: list[Block] = [Heading(say("Missed and open"), level=2), Line(tally(given.findings))]
    blocks.append(_missed_table(missed))
    if tasks:
        blocks += [Line(""), task_table(given.branch, tasks, given.end)]
    return data, tuple(blocks)


def entered_late(given: Given) -> Part:
    """Return what was entered long after it was held."""
    late = [one for one in given.of_rule(LATE) if one.status == "missed"]
    data = {"entered_late": [finding_data(one) for one in late]}
    activities = given.branch.activities
    lines: list[Message] = [
        say(
            "{activity}: {what}",
            activity=in_short(given.branch, activities[one.subject.id]),
            what=one.message,
        )
        for one in late
    ]
    if not lines:
        lines = [say("Nothing was entered late.")]
    return data, (
        Heading(say("Entered late"), level=2),
        *(Line(line) for line in lines),
    )


def _missed_table(missed: list[Finding]) -> Table:
    """Return one row a rule: how often it was missed, and where."""
    rules: dict[str, list[Finding]] = {}
    for one in missed:
        rules.setdefault(one.rule.id, []).append(one)
    rows: list[tuple[Cell, ...]] = []
    for rule, found in rules.items():
        where: Message = say("{which}", which=tuple(_where(one) for one in found))
        if len(found) == 1:
            where = say("{where}: {what}", where=where, what=told(found[0]))
        rows.append((rule, found[0].rule.term, len(found), where))
    return Table(
        (
            Column("rule", say("Rule")),
            Column("title", say("What it asks")),
            Column("missed", say("Missed"), "right"),
            Column("where", say("Who and when")),
        ),
        tuple(rows),
        styles=tuple(found[0].severity for found in rules.values()),
        empty=say("Nothing was missed."),
    )


def _where(one: Finding) -> Message | str:
    if one.subject.type == "branch":
        return one.period
    return say("{who} {period}", who=who(one), period=one.period)
