"""Outcomes, open, missed, tasks.

Effect, not publicity: what came of it, what is to be followed up, which means were tried.

What was missed, what is open, what was waived by whom, what was entered late; nothing hidden.

What was undertaken in the year, kind by kind.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.names import describe_activity, kind_term
from orglife.reports.duties.compliance_page import status_counts
from orglife.reports.duties.duties import subject_text
from orglife.reports.duties.findings import finding_data, finding_message
from orglife.reports.meetings.tasks import (
    count_data,
    counts_table,
    open_tasks,
    task_counts,
    task_data,
    task_table,
)
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table
from orglife.reports.year import YearContext, YearSection
from orglife.rules.finding import Finding

SHOWN = 8
"""Outcomes shown on the page, the latest; the JSON has all."""


def means(given: YearContext) -> YearSection:
    """Return the means tried, in the order of their first use."""
    tried = _tried(given.held)
    names = {key: one.name for key, one in given.branch.members.items()}
    data = {
        "means": [
            {**one._asdict(), "initiator_name": names.get(one.initiator or 0)} for one in tried
        ]
    }
    if not tried:
        return data, ()
    table = Table(
        (
            Column("means", say("Means")),
            Column("times", say("Times"), "right"),
            Column("first", say("First in the period")),
            Column("new", say("First use")),
            Column("initiator", say("Initiator")),
            Column("outcome", say("Outcome")),
        ),
        tuple(
            (
                one.means,
                one.times,
                one.first,
                say("yes") if one.new else None,
                names.get(one.initiator or 0),
                one.outcome or None,
            )
            for one in tried
        ),
    )
    return data, (Heading(say("Means tried"), level=2), table)


class MeansTried(NamedTuple):
    """A means, how often it was used in the period, and what is known of its first use there."""

    means: str
    times: int
    first: date
    new: bool
    """Said to be a first use when it was recorded."""
    initiator: int | None
    outcome: str


def effect(given: YearContext) -> YearSection:
    """Return the outcomes on record, how many activities have none, what is to be followed up."""
    with_outcome = [one for one in given.held if one.outcome.strip()]
    follow = [one for one in given.held if one.follow_up is not None]
    data = {
        "outcomes": [
            {"activity": one.id, "day": one.day, "kind": one.kind, "outcome": one.outcome}
            for one in with_outcome
        ],
        "without_outcome": len(given.held) - len(with_outcome),
        "tie_ins": [
            {"activity": one.id, "day": one.day, "tie_in": one.tie_in}
            for one in given.held
            if one.tie_in
        ],
        "follow_ups": [
            {"activity": one.id, "day": one.day, "follow_up": one.follow_up} for one in follow
        ],
    }
    blocks: list[Block] = [
        Heading(say("What came of it"), level=2),
        Line(
            say(
                "An outcome is on record of {found} of {all} activities.",
                found=len(with_outcome),
                all=len(given.held),
            )
        ),
        *(Line(_outcome(given, one)) for one in with_outcome[-SHOWN:]),
    ]
    tied = tuple(one.tie_in for one in given.held if one.tie_in)
    if tied:
        blocks.append(Line(say("Of the unit's own strengths were used: {what}", what=tied)))
    waiting = [one for one in follow if one.follow_up is not None and one.follow_up <= given.day]
    if waiting:
        blocks.append(
            Line(
                say_n(
                    "{n} activity was to be followed up by now: {which}",
                    "{n} activities were to be followed up by now: {which}",
                    len(waiting),
                    which=tuple(f"#{one.id}" for one in waiting),
                )
            )
        )
    return data, tuple(blocks)


def _tried(held: list[Activity]) -> list[MeansTried]:
    found: dict[str, MeansTried] = {}
    for one in held:
        for name in one.means:
            before = found.get(name)
            found[name] = (
                before._replace(times=before.times + 1, outcome=one.outcome or before.outcome)
                if before is not None
                else MeansTried(name, 1, one.day, one.new_means, one.initiator, one.outcome)
            )
    return list(found.values())


def _outcome(given: YearContext, one: Activity) -> Message:
    return say(
        "  {day} {kind}: {outcome}",
        day=one.day,
        kind=kind_term(given.branch, one.kind),
        outcome=one.outcome,
    )


LATE = "ENTRY-LATE"


def waived_section(given: YearContext) -> YearSection:
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
                    who=subject_text(one),
                    reason=one.reason,
                )
            )
            for one in found
        ),
    )


def still_open(given: YearContext) -> YearSection:
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
    blocks: list[Block] = [
        Heading(say("Missed and open"), level=2, anchor="missed"),
        Line(status_counts(given.findings)),
    ]
    blocks.append(_missed_table(missed))
    if tasks:
        blocks += [Line(""), task_table(given.branch, tasks, given.end)]
    return data, tuple(blocks)


def entered_late(given: YearContext) -> YearSection:
    """Return what was entered long after it was held."""
    late = [one for one in given.of_rule(LATE) if one.status == "missed"]
    data = {"entered_late": [finding_data(one) for one in late]}
    activities = given.branch.activities
    lines: list[Message] = [
        say(
            "{activity}: {what}",
            activity=describe_activity(given.branch, activities[one.subject.id]),
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
            where = say("{where}: {what}", where=where, what=finding_message(found[0]))
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
    return say("{who} {period}", who=subject_text(one), period=one.period)


def tasks_section(given: YearContext) -> YearSection:
    """Return how many tasks of each kind were opened, done, left open, overdue."""
    counts = task_counts(given.branch, given.period, given.day)
    return {"tasks": [count_data(one) for one in counts]}, (
        Heading(say("Undertaken"), level=2, anchor="tasks"),
        counts_table(counts),
    )
