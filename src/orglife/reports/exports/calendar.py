"""The calendar of duties: a row a duty and year, a status in its last month; and its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.terms import STATUSES, Term
from orglife.reports.duties.compliance_page import calendars
from orglife.reports.duties.due import agenda
from orglife.reports.duties.duties import done_counts, is_duty, period_of, row_owner
from orglife.reports.duties.findings import worst_status
from orglife.reports.language import Capitalized, DayWithWeekday
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.finding import Finding


def column(key: str, zh: str) -> Column:
    """Return a column of this key, with it as the English heading and `zh` as the Chinese one."""
    return Column(key, say("{title}", title=Term(key, en=key, zh=zh)))


MONTHS = tuple(f"{month:02}" for month in range(1, 13))


def calendar_export(branch: Branch, findings: Sequence[Finding], period: Period, day: date) -> View:
    """Return the duties that end in `period`; a duty of every member is one row."""
    rows: dict[tuple[int, str, int], list[Finding]] = {}
    for one in findings:
        if is_duty(one):
            about = one.subject.id if one.subject.type == "group" else 0
            rows.setdefault((int(one.period[:4]), one.rule.id, about), []).append(one)
    ordered = [rows[key] for key in sorted(rows)]
    data = {
        "schema": "orglife.calendar/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": period.label,
        "rows": [_data(branch, several) for several in ordered],
    }
    columns = (
        column("year", "年度"),
        column("rule", "规则"),
        column("duty", "项目"),
        *(Column(month, column(month, f"{int(month)}月").heading) for month in MONTHS),
        column("needed", "应办"),
        column("done", "已办"),
    )
    table = Table(columns, tuple(_row(branch, several) for several in ordered))
    blocks: list[Block] = [
        Heading(
            say("{branch}: calendar of duties {year}", branch=branch.meta.name, year=period),
            say("as of {day}", day=DayWithWeekday(day)),
        ),
        *calendars(branch, list(findings)),
    ]
    if not ordered:
        blocks.append(Line(say("The rules ask for nothing in this period.")))
    days = agenda(branch, findings, day, period)
    return View(data, tuple(blocks), table, days)


def _months(findings: list[Finding]) -> dict[str, str]:
    """Return the worst status of each month in which a period of the duty ends."""
    ending: dict[str, list[str]] = {}
    for one in findings:
        period = period_of(one)
        if period is not None:
            ending.setdefault(f"{period.last.month:02}", []).append(one.status)
    return {month: str(worst_status(ending[month])) for month in sorted(ending)}


def _data(branch: Branch, findings: list[Finding]) -> dict[str, Any]:
    first = findings[0]
    needed, done = done_counts(findings)
    grouped = first.subject.type == "group"
    return {
        "year": int(first.period[:4]),
        "rule": first.rule.id,
        "title": row_owner(first, branch),
        "group": {"id": first.subject.id, "name": first.subject.name} if grouped else None,
        "months": _months(findings),
        "needed": needed,
        "done": done,
    }


def _row(branch: Branch, findings: list[Finding]) -> tuple[Cell, ...]:
    first = findings[0]
    needed, done = done_counts(findings)
    months = _months(findings)
    return (
        first.period[:4],
        first.rule.id,
        Capitalized(row_owner(first, branch)),
        *(STATUSES[months[month]] if month in months else None for month in MONTHS),
        needed,
        done,
    )
