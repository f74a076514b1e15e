"""What falls due, also as ICS.

What falls due: the soonest first, with how many days are left and what to type.

Findings and plans as days of a calendar, each known by a name that never changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.names import kind_term
from orglife.model.terms import ACTIVITY_STATES, STATUSES
from orglife.reports.duties.duties import (
    duty_title,
    is_duty,
    next_command,
    next_commands,
    period_of,
    subject_text,
)
from orglife.reports.duties.findings import (
    finding_data,
    finding_message,
    findings_text,
    group_findings,
    subjects_text,
)
from orglife.reports.language import Capitalized, DayWithWeekday
from orglife.reports.view import (
    Agenda,
    Block,
    CalendarEvent,
    Cell,
    Column,
    Heading,
    Line,
    Separator,
    Table,
    View,
)
from orglife.rules.finding import Finding


def due_view(
    branch: Branch, findings: list[Finding], today: date, within: int, *, program: str = "orglife"
) -> View:
    """Return what falls due within so many days of `today`, overdue tasks among it."""
    data = {
        "schema": "orglife.due/1",
        "branch": branch.meta.name,
        "as_of": today,
        "within_days": within,
        "findings": [
            {
                **finding_data(one),
                "days_left": _left(one, today),
                "next": next_command(one, program),
            }
            for one in findings
        ],
    }
    shown = list(group_findings(findings))
    rows: list[tuple[Cell, ...]] = [
        (
            several[0].deadline,
            _left(several[0], today),
            several[0].rule.id,
            subjects_text(several),
            findings_text(several),
        )
        for several in shown
    ]
    table = Table(
        (
            Column("deadline", say("Due")),
            Column("days", say("Days"), "right"),
            Column("rule", say("Rule")),
            Column("subject", say("Who")),
            Column("message", say("What is open")),
        ),
        tuple(rows),
        styles=tuple("missed" if one.status == "missed" else one.severity for (one, *_) in shown),
        empty=say_n(
            "Nothing falls due within {n} day.", "Nothing falls due within {n} days.", within
        ),
    )
    blocks: list[Block] = [
        Heading(
            say("{branch}: what falls due", branch=branch.meta.name),
            say("as of {day}", day=DayWithWeekday(today)),
        ),
        Separator(),
        table,
    ]
    if findings:
        blocks += [Separator(), Line(say("Next:"))]
        blocks += [Line(f"  {command}", "command") for command in next_commands(findings, program)]
    return View(data, tuple(blocks), agenda=agenda(branch, findings, today))


def _left(finding: Finding, today: date) -> int | None:
    return None if finding.deadline is None else (finding.deadline - today).days


SHOWN = ("missed", "pending", "late", "met")
"""Statuses that have a day; what is exempt or waived asks for nothing on it."""


def agenda(
    branch: Branch, findings: Iterable[Finding], as_of: date, period: Period | None = None
) -> Agenda:
    """Return the deadlines of findings, and with a `period` what is planned in it.

    A duty that every member owes is one event with the names of those who still owe it, as it is
    one row of the calendar of duties.
    """
    rows: dict[str, list[Finding]] = {}
    for one in findings:
        if one.deadline is not None and one.status in SHOWN:
            asked = period.label if period is not None else ""
            rows.setdefault(_uid(branch, one, asked), []).append(one)
    events: list[CalendarEvent] = []
    for uid, several in rows.items():
        if is_duty(several[0]) and several[0].subject.type == "member":
            events.append(_of_members(branch, uid, several))
            continue
        # Two deadlines of one record under one rule: the later ones are told apart by their day.
        for number, one in enumerate(several):
            unique = uid if not number else f"{one.deadline}.{number}.{uid}"
            events.append(_of_finding(branch, unique, one))
    if period is not None:
        events += _plans(branch, period)
    events.sort(key=lambda one: (one.day, one.uid))
    return Agenda(say("{branch}: duties", branch=branch.meta.name), as_of, tuple(events))


def _uid(branch: Branch, finding: Finding, asked: str) -> str:
    """Return what tells an event from all others: rule, subject, period and branch.

    Where the period is only a day (a task, a term) it is left out: when the day moves, the event
    moves with it. So it is where it is only what was asked for.
    """
    subject = f"{finding.subject.type}-{finding.subject.id}"
    if is_duty(finding) and finding.subject.type == "member":
        subject = "members"
    parts = [finding.rule.id, subject]
    if is_duty(finding) or (period_of(finding) is not None and finding.period != asked):
        parts.append(finding.period)
    return f"{'.'.join(parts)}.{branch.meta.uid}@orglife"


def _of_finding(branch: Branch, uid: str, one: Finding) -> CalendarEvent:
    return CalendarEvent(
        uid,
        one.deadline or date.max,
        _title(branch, one, one.status),
        (finding_message(one), _rule(one)),
        STATUSES[one.status],
    )


def _of_members(branch: Branch, uid: str, several: list[Finding]) -> CalendarEvent:
    """Return one event for a duty of every member; met when nobody owes it any longer."""
    owing = [one for one in several if one.status in ("missed", "pending")]
    first = owing[0] if owing else several[0]
    status = next((code for code in SHOWN if any(one.status == code for one in several)), "met")
    text: tuple[Message | str, ...] = (_rule(first),)
    if owing:
        names = tuple(str(one.subject.name) for one in owing)
        count = say_n("{n} member", "{n} members", len(owing))
        text = (say("{count}: {names}", count=count, names=names), *text)
    return CalendarEvent(
        uid, first.deadline or date.max, _title(branch, first, status), text, STATUSES[status]
    )


def _title(branch: Branch, finding: Finding, status: str) -> Message:
    duty = Capitalized(duty_title(finding.rule, branch))
    about = finding.subject.type
    if about == "task":
        title = say("{what}", what=subject_text(finding))
    elif about == "branch" or (about == "member" and is_duty(finding)):
        title = say("{what}", what=duty)
    else:
        title = say("{duty}: {who}", duty=duty, who=subject_text(finding))
    if status == "pending":
        return title
    return say("{title} ({state})", title=title, state=STATUSES[status])


def _rule(finding: Finding) -> Message:
    rule = finding.rule
    return say("Rule {id}: {title}", id=rule.id, title=rule.term)


def _plans(branch: Branch, period: Period) -> Iterable[CalendarEvent]:
    for one in branch.activities.values():
        if one.state != "planned" or one.planned is None or one.planned not in period:
            continue
        title: Message = say("{what}", what=Capitalized(kind_term(branch, one.kind)))
        if one.group is not None:
            title = say("{duty}: {who}", duty=title, who=branch.groups[one.group].name)
        text = tuple(one.topics) + ((one.place,) if one.place else ())
        uid = f"activity-{one.id}.{branch.meta.uid}@orglife"
        yield CalendarEvent(uid, one.planned, title, text, ACTIVITY_STATES["planned"])
