"""The dashboard: who there is, what is done, open and missed now, and what to type next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.calendar import LENGTHS, Period
from orglife.model.roster import groups_on, members_on
from orglife.model.terms import Term
from orglife.reports.duties.duties import (
    done_counts,
    duty_title,
    frequency_text,
    is_duty,
    next_command,
    next_commands,
    period_of,
)
from orglife.reports.duties.findings import (
    finding_data,
    findings_text,
    group_findings,
    subjects_text,
    worst_status,
)
from orglife.reports.language import Capitalized, DayWithWeekday
from orglife.reports.view import Block, Cell, Column, Heading, Line, Separator, Table, View
from orglife.rules.checks import activity_kinds
from orglife.rules.finding import Finding

QUARTERS = (
    Term("Q1", en="Q1", zh="第一季度"),
    Term("Q2", en="Q2", zh="第二季度"),
    Term("Q3", en="Q3", zh="第三季度"),
    Term("Q4", en="Q4", zh="第四季度"),
)
SOON = 14
"""Days within which something is shown as the next thing to do."""


class DutyProgress(NamedTuple):
    """One row: a rule in the period that runs now."""

    findings: list[Finding]
    needed: int
    done: int
    status: str
    last: date | None
    """The latest day on which it was held."""
    deadline: date | None
    """Until when it is open, or where it is done, when the next one is due."""


def status_view(
    branch: Branch,
    findings: list[Finding],
    today: date,
    *,
    overdue: Sequence[Finding] = (),
    program: str = "orglife",
) -> View:
    """Return the dashboard; `findings` are those of this year as `today` sees them.

    `overdue` is what has passed its day and stays until it is done.
    """
    duties = list(_duties(branch, findings, today))
    members = members_on(branch, today)
    full = sum(one.stage_on(today) == "full" for one in members)
    groups = groups_on(branch, today)
    missed = [one for one in findings if one.status == "missed"]
    pending = [one for one in findings if one.status == "pending"]
    pending.sort(key=lambda one: (one.deadline or date.max, one.rule.id, one.subject.id))
    commands = _commands(bool(members), pending, missed, program)

    def data() -> dict[str, Any]:
        return {
            "schema": "orglife.status/1",
            "branch": branch.meta.name,
            "as_of": today,
            "members": {
                "total": len(members),
                "full": full,
                "probationary": len(members) - full,
            },
            "groups": len(groups),
            "duties": [_duty_data(branch, duty, today) for duty in duties],
            "open": len(pending),
            "missed": len(missed),
            "overdue": [finding_data(one) for one in overdue],
            "next": list(commands),
        }

    def blocks() -> tuple[Block, ...]:
        return (
            Heading(
                say("{branch}  Organizational life", branch=branch.meta.name),
                say(
                    "as of {day} ({quarter})",
                    day=DayWithWeekday(today),
                    quarter=QUARTERS[(today.month - 1) // 3],
                ),
            ),
            Separator(),
            Line(_people(len(members), full, len(groups))),
            Line(""),
            _table(branch, duties, today),
            *_attention([one for one in missed if is_duty(one)], today, program),
            *_overdue(overdue),
            Separator(),
            Line(say("Next:")),
            *(Line(f"  {command}", "command") for command in commands),
        )

    return View(data, blocks)


def _people(total: int, full: int, groups: int) -> Message:
    return say(
        "{members} ({full} full, {probationary} probationary)  {groups}",
        members=say_n("{n} member", "{n} members", total),
        full=full,
        probationary=total - full,
        groups=say_n("{n} group", "{n} groups", groups),
    )


def _duties(branch: Branch, findings: list[Finding], today: date) -> Iterator[DutyProgress]:
    rules: dict[str, list[Finding]] = {}
    for one in findings:
        period = period_of(one)
        if is_duty(one) and period is not None and today in period:
            rules.setdefault(one.rule.id, []).append(one)
    order = tuple(LENGTHS)
    for current in sorted(
        rules.values(),
        key=lambda several: (order.index(str(several[0].rule.check["per"])), several[0].rule.id),
    ):
        needed, done = done_counts(current)
        status = worst_status(one.status for one in current) or "met"
        deadlines = [one.deadline for one in current if one.status == "pending" and one.deadline]
        yield DutyProgress(
            current,
            needed,
            done,
            status,
            _last(branch, current, today),
            min(deadlines) if deadlines else _next_deadline(current[0]),
        )


def _last(branch: Branch, findings: list[Finding], today: date) -> date | None:
    kinds = activity_kinds(findings[0].rule)
    return max(
        (
            one.held
            for one in branch.activities.values()
            if one.kind in kinds and one.held is not None and one.held_by(today)
        ),
        default=None,
    )


def _next_deadline(finding: Finding) -> date | None:
    """Return the end of the period after the one that runs."""
    period = period_of(finding)
    if period is None:
        return None
    year, month = period.last.year + period.last.month // 12, period.last.month % 12 + 1
    return Period.containing(date(year, month, 1), str(finding.rule.check["per"])).last


def _state(duty: DutyProgress) -> Message:
    if duty.status in ("met", "late"):
        return say("done")
    if duty.status in ("exempt", "waived", "unrecorded"):
        return {
            "exempt": say("exempt"),
            "waived": say("waived"),
            "unrecorded": say("before the records"),
        }[duty.status]
    if duty.done == 0:
        return say("not yet")
    return say("{n} to go", n=duty.needed - duty.done)


def _days_left(duty: DutyProgress, today: date) -> int | None:
    if duty.status not in ("pending", "missed") or duty.deadline is None:
        return None
    return (duty.deadline - today).days


def _table(branch: Branch, duties: list[DutyProgress], today: date) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for duty in duties:
        first = duty.findings[0]
        left = _days_left(duty, today)
        rows.append(
            (
                Capitalized(duty_title(first.rule, branch)),
                frequency_text(first.rule, first.subject.type),
                f"{duty.done}/{duty.needed}",
                _state(duty),
                duty.last,
                duty.deadline,
                None if left is None else say("{n} d", n=left),
            )
        )
    columns = (
        Column("duty", say("Duty")),
        Column("asked", say("Asked")),
        Column("now", say("Now"), "right"),
        Column("status", say("State")),
        Column("last", say("Last held")),
        Column("deadline", say("Next due")),
        Column("left", say("Left"), "right"),
    )
    return Table(
        columns,
        tuple(rows),
        styles=tuple(duty.status for duty in duties),
        empty=say("The rules ask for nothing now."),
    )


def _attention(missed: list[Finding], today: date, program: str) -> Iterator[Block]:
    if not missed:
        return
    yield Line("")
    yield Line(
        say(
            "{missed} in {year}: see {command}",
            missed=say_n("{n} duty missed", "{n} duties missed", len(missed)),
            year=today.year,
            command=f"{program} check",
        ),
        "warning",
    )


def _overdue(overdue: Sequence[Finding]) -> Iterator[Block]:
    """Yield a line for each thing that is overdue."""
    for several in group_findings(overdue):
        yield Line(
            say(
                "Overdue since {day}: {who}, {what}",
                day=several[0].deadline,
                who=subjects_text(several),
                what=findings_text(several),
            ),
            "warning",
        )


def _commands(
    has_members: bool, pending: list[Finding], missed: list[Finding], program: str
) -> tuple[str, ...]:
    if not has_members:
        return (f"{program} import roster.csv", f"{program} import register.csv")
    commands = list(next_commands(pending, program, 2))
    if not commands and missed:
        commands.append(next_command(missed[0], program))
    return (*commands, f"{program} due --within {SOON}d")


def _duty_data(branch: Branch, duty: DutyProgress, today: date) -> dict[str, Any]:
    rule = duty.findings[0].rule
    return {
        "rule": rule.id,
        "title": duty_title(rule, branch),
        "asked": frequency_text(rule, duty.findings[0].subject.type),
        "period": duty.findings[0].period,
        "needed": duty.needed,
        "done": duty.done,
        "status": duty.status,
        "last": duty.last,
        "deadline": duty.deadline,
        "days_left": _days_left(duty, today),
        "open": [
            {"type": one.subject.type, "id": one.subject.id, "name": one.subject.name}
            for one in duty.findings
            if one.status in ("pending", "missed")
        ],
    }
