"""Compliance for people: the calendar of duties, what asks for attention, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.terms import SEVERITIES, STATUSES, Term
from orglife.reports.duties.duties import done_counts, is_duty, next_commands, period_of, row_owner
from orglife.reports.duties.findings import (
    SEVERITY_RANK,
    findings_text,
    group_findings,
    subjects_text,
    worst_status,
)
from orglife.reports.language import Capitalized, DayWithWeekday
from orglife.reports.view import (
    Block,
    Calendar,
    CalendarRow,
    Cell,
    Column,
    Heading,
    Line,
    Separator,
    Table,
)
from orglife.rules.finding import Finding

LEVELS = {**SEVERITIES, "information": Term("information", en="note", zh="提示")}
"""What the narrow column says."""
ANCHORS = {"missed": "missed", "pending": "open"}
SHOWN = ("missed", "pending", "late", "waived", "exempt")
"""Statuses that the list shows unless all are asked for, in their order."""


def compliance_blocks(
    branch: Branch,
    findings: list[Finding],
    period: Period,
    as_of: date,
    *,
    calendar: bool,
    listed: bool,
    everything: bool,
    program: str,
    unjudged: Sequence[tuple[str, Message]] = (),
) -> tuple[Block, ...]:
    """Return what people read of `compliance_view`."""
    name = branch.meta.name
    return (
        Heading(
            say("{branch}: what the rules ask, {period}", branch=name, period=period),
            say("as of {day}", day=DayWithWeekday(as_of)),
        ),
        Separator(),
        *(calendars(branch, findings) if calendar else ()),
        *(_sections(findings, everything=everything) if listed else ()),
        *(
            Line(say("{rule}: not judged: {reason}", rule=rule, reason=reason))
            for rule, reason in unjudged
        ),
        Separator(),
        Line(status_counts(findings)),
        *_next(findings, program),
    )


def calendars(branch: Branch, findings: list[Finding]) -> Iterator[Block]:
    """Yield a calendar for each year in which a duty ends."""
    duties = [one for one in findings if is_duty(one)]
    years = sorted({int(one.period[:4]) for one in duties})
    for year in years:
        rows: dict[tuple[str, int], list[Finding]] = {}
        for one in duties:
            if int(one.period[:4]) == year:
                about = one.subject.id if one.subject.type == "group" else 0
                rows.setdefault((one.rule.id, about), []).append(one)
        ordered = sorted(rows.items(), key=_most_often_first)
        lines = tuple(_calendar_row(branch, several) for _, several in ordered)
        if len(years) > 1:
            yield Heading(say("{year}", year=year), level=2)
        title = say("{branch}: calendar of duties {year}", branch=branch.meta.name, year=str(year))
        yield Calendar(year, lines, title)


def _most_often_first(entry: tuple[tuple[str, int], list[Finding]]) -> tuple[int, str, int]:
    (rule, about), findings = entry
    order = ("month", "quarter", "half", "year")
    return (order.index(str(findings[0].rule.check["per"])), rule, about)


def _calendar_row(branch: Branch, findings: list[Finding]) -> CalendarRow:
    months: list[str | None] = [None] * 12
    for month in range(1, 13):
        ending = [one for one in findings if _last_month(one) == month]
        months[month - 1] = worst_status(one.status for one in ending)
    needed, done = done_counts(findings)
    first = findings[0]
    title = say("{title}", title=Capitalized(row_owner(first, branch)))
    return CalendarRow(title, tuple(months), f"{needed}/{done}")


def _last_month(finding: Finding) -> int:
    period = period_of(finding)
    return period.last.month if period is not None else 0


def _sections(findings: list[Finding], *, everything: bool) -> Iterator[Block]:
    statuses = tuple(STATUSES) if everything else SHOWN
    ordered = [code for code in (*SHOWN, "met", "unrecorded") if code in statuses]
    any_shown = False
    for status in ordered:
        found = [one for one in findings if one.status == status]
        if not found:
            continue
        any_shown = True
        yield Line("")
        anchor = ANCHORS.get(status, "")
        yield Heading(_section_title(status, len(found)), level=2, anchor=anchor)
        if status in ("missed", "pending"):
            found.sort(key=lambda one: -SEVERITY_RANK[one.severity])
        yield _table(
            status, [[one] for one in found] if everything else list(group_findings(found))
        )
    if not any_shown:
        yield Line("")
        yield Line(say("Nothing was missed and nothing is open."), "met")


def _section_title(status: str, n: int) -> Message:
    return {
        "missed": say("Missed ({n})", n=n),
        "pending": say("Still open ({n})", n=n),
        "late": say("Held late ({n})", n=n),
        "waived": say("Waived ({n})", n=n),
        "exempt": say("Exempt ({n})", n=n),
        "met": say("Met ({n})", n=n),
        "unrecorded": say("Before the records begin ({n})", n=n),
    }[status]


def _table(status: str, found: list[list[Finding]]) -> Table:
    weighed = status in ("missed", "pending")
    columns = [
        *([Column("severity", say("Level"))] if weighed else []),
        Column("rule", say("Rule")),
        Column("subject", say("Who")),
        Column("period", say("Period")),
        Column("message", say("What was found")),
    ]
    rows: list[tuple[Cell, ...]] = []
    for several in found:
        one = several[0]
        grade: tuple[Cell, ...] = (LEVELS[one.severity],) if weighed else ()
        rows.append(
            (*grade, one.rule.id, subjects_text(several), one.period, findings_text(several))
        )
    styles = tuple(several[0].severity if weighed else status for several in found)
    return Table(tuple(columns), tuple(rows), styles=styles)


def status_counts(findings: list[Finding]) -> Message:
    """Return how many findings there are of each status, in one line."""
    numbers = tuple(
        say("{status} {n}", status=term, n=sum(one.status == code for one in findings))
        for code, term in STATUSES.items()
        if any(one.status == code for one in findings)
    )
    if not numbers:
        return say("The rules ask for nothing in this period.")
    total = say_n("{n} finding", "{n} findings", len(findings))
    return say("{total}: {numbers}", total=total, numbers=numbers)


def _next(findings: list[Finding], program: str) -> Iterator[Block]:
    open_first = sorted(
        (one for one in findings if one.status == "pending"),
        key=lambda one: (one.deadline or date.max, -SEVERITY_RANK[one.severity]),
    )
    missed = [one for one in findings if one.status == "missed"]
    missed.sort(key=lambda one: -SEVERITY_RANK[one.severity])
    commands = [*next_commands(open_first, program, 2), f"{program} due --within 30d"]
    if missed:
        commands.insert(2, f"{program} rules show {missed[0].rule.id}")
    yield Line(say("Next:"))
    for command in commands:
        yield Line(f"  {command}", "command")
    logged = [one for one in missed if one.rule.check.get("kind") == "held"]
    if logged:
        yield Line(say("If something missed was held and not recorded:"))
        for command in next_commands(logged, program, 2):
            yield Line(f"  {command} --on DATE", "command")
