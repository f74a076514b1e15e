"""What a new secretary signs for: what is in the file, its state, and what is open."""

from __future__ import annotations

from datetime import date

from orglife.messages import say, say_n
from orglife.model.as_of import branch_as_of
from orglife.model.branch import TABLES, Branch
from orglife.model.calendar import Period
from orglife.model.history import HistoryEvent
from orglife.model.names import describe_activity
from orglife.model.roster import groups_on, members_on, posts_on
from orglife.model.terms import SEATS, STATUSES
from orglife.reports.duties.compliance_page import status_counts
from orglife.reports.duties.duties import subject_text
from orglife.reports.duties.findings import finding_data, finding_message
from orglife.reports.file.change_descriptions import RECORDS
from orglife.reports.language import Capitalized, DayWithWeekday
from orglife.reports.meetings.tasks import open_tasks, task_data, task_table
from orglife.reports.view import Block, Column, Heading, Line, Table, View, signature
from orglife.rules.engine import check_branch
from orglife.rules.finding import Finding


def handover_view(branch: Branch, events: tuple[HistoryEvent, ...], day: date) -> View:
    """Return the handover sheet on `day`: counts, head of the history, seats, what is open.

    Texts that are private are counted and not shown. `events` is the whole history.
    """
    seen = branch_as_of(branch, day)
    findings = check_branch(branch, Period.year(day.year), as_of=day)
    opened = [one for one in findings if one.status in ("missed", "pending")]
    opened = [one for one in opened if one.subject.type != "member"]
    tasks = open_tasks(seen, day)
    plans = [one for one in branch.activities.values() if one.state == "planned"]
    plans.sort(key=lambda one: (one.day, one.id))
    head = events[-1].digest if events else ""
    data = {
        "schema": "orglife.handover/1",
        "branch": branch.meta.name,
        "uid": branch.meta.uid,
        "as_of": day,
        "members": len(members_on(seen, day)),
        "groups": len(groups_on(seen, day)),
        "records": {table: len(getattr(branch, table)) for table in TABLES},
        "history": {
            "head": head,
            "entries": len(events),
            "last": events[-1].at.date() if events else None,
        },
        "seats": [
            {"seat": one.seat, "member": one.member, "name": seen.members[one.member].name}
            for one in posts_on(seen, day)
        ],
        "open_tasks": [task_data(seen, one, day) for one in tasks],
        "planned": [{"id": one.id, "kind": one.kind, "planned": one.planned} for one in plans],
        "findings": [finding_data(one) for one in opened],
    }
    blocks: list[Block] = [
        Heading(
            say("{branch}: handover", branch=branch.meta.name),
            say("as of {day}", day=DayWithWeekday(day)),
        ),
        *_file(branch, events),
        _records(branch),
        Line(""),
        Heading(say("Seats"), level=2),
        *(
            Line(
                say(
                    "{seat}: {name}",
                    seat=Capitalized(SEATS[one.seat]),
                    name=seen.members[one.member].name,
                )
            )
            for one in posts_on(seen, day)
        ),
        Line(""),
        Heading(say("Open tasks"), level=2),
        task_table(seen, tasks, day),
        Line(""),
        Heading(say("Planned and not yet held"), level=2),
        *(Line(describe_activity(seen, one)) for one in plans),
        *([] if plans else [Line(say("Nothing."))]),
        Line(""),
        Heading(say("What the rules ask this year"), level=2),
        Line(status_counts(findings)),
        _asked(opened),
        Line(""),
        signature(say("Handed over by")),
        signature(say("Taken over by")),
        signature(say("In the presence of")),
    ]
    return View(data, tuple(blocks))


def _file(branch: Branch, events: tuple[HistoryEvent, ...]) -> tuple[Block, ...]:
    meta = branch.meta
    lines = [
        say(
            "Founded on {day}; the records begin on {from_}",
            day=meta.founded,
            from_=branch.records_from,
        ),
        say("Identity of the file: {uid}", uid=meta.uid),
    ]
    if meta.superior:
        lines.insert(0, say("Superior: {name}", name=meta.superior))
    if events:
        lines += [
            say("Head of the history: {digest}", digest=events[-1].digest),
            say_n(
                "{n} entry, the last on {day}",
                "{n} entries, the last on {day}",
                len(events),
                day=events[-1].at.date(),
            ),
        ]
    return tuple(Line(line) for line in lines)


def _records(branch: Branch) -> Table:
    return Table(
        (Column("table", say("Records")), Column("n", say("Number"), "right")),
        tuple((Capitalized(RECORDS[table]), len(getattr(branch, table))) for table in TABLES),
        title=say("In the file"),
    )


def _asked(findings: list[Finding]) -> Table:
    return Table(
        (
            Column("rule", say("Rule")),
            Column("who", say("Who")),
            Column("period", say("Period")),
            Column("status", say("Status")),
            Column("what", say("What was found")),
        ),
        tuple(
            (one.rule.id, subject_text(one), one.period, STATUSES[one.status], finding_message(one))
            for one in findings
        ),
        styles=tuple(one.status for one in findings),
        empty=say("Nothing is missed and nothing is open."),
    )
