"""The calendar of a year to hang on a wall: duties through the months, and those of the year."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from orglife.model.branch import Branch
from orglife.reports.duties.duties import done_counts, duty_title, period_of
from orglife.reports.duties.findings import worst_status
from orglife.reports.language import Language
from orglife.reports.papers.wording import Wording
from orglife.reports.papers.year_tables import (
    Duty,
    duty_name,
    monthly_duties,
    months_of,
    yearly_duties,
)
from orglife.rules.finding import Finding


class WallBox(Struct, frozen=True):
    """A duty in its months: its status in `span` months from `month` on, and the day it was held.

    `label` names the duty and the period.
    """

    month: int
    span: int
    status: str
    day: str
    label: str


class WallRow(Struct, frozen=True):
    """A duty of every month or quarter, with done/asked."""

    name: str
    boxes: tuple[WallBox, ...]
    total: str


class WallCard(Struct, frozen=True):
    """A duty of the year."""

    name: str
    status: str
    text: str


class WallCalendar(Struct, frozen=True):
    """The calendar of a year on one page."""

    title: str
    as_of: str
    months: tuple[str, ...]
    total: str
    rows: tuple[WallRow, ...]
    heading: str
    cards: tuple[WallCard, ...]
    note: str

    @property
    def statuses(self) -> frozenset[str]:
        """The statuses that stand in it."""
        boxes = (box.status for row in self.rows for box in row.boxes)
        return frozenset((*boxes, *(card.status for card in self.cards)))


def wall_calendar(
    branch: Branch, findings: list[Finding], day: date, language: Language
) -> WallCalendar | None:
    """Return the calendar of the year in which duties are asked; None for none or several years."""
    words = Wording(language)
    years = {finding.period[:4] for duty in monthly_duties(findings) for finding in duty}
    if len(years) != 1:
        return None
    year = years.pop()
    rows = [_row(branch, duty, words) for duty in monthly_duties(findings)]
    cards = [_card(branch, duty, words) for duty in yearly_duties(findings)]
    theme_day = branch.meta.theme_day
    fixed = words.field(words("Theme day", "主题党日固定日"), theme_day) if theme_day else ""
    return WallCalendar(
        title=words(
            f"{branch.meta.name}: organizational life {year}",
            f"{branch.meta.name}{year}年组织生活日历",
        ),
        as_of=words(f"as of {words.day(day)}", f"统计至{words.day(day)}"),
        months=tuple(words.month(month) for month in range(1, 13)),
        total=words("done/asked", "完成/应"),
        rows=tuple(rows),
        heading=words("Through the year", "年度事项"),
        cards=tuple(cards),
        note=fixed,
    )


def _row(branch: Branch, duty: Duty, words: Wording) -> WallRow:
    name = duty_name(branch, duty, words)
    span = months_of(duty[0])
    boxes = []
    for first in range(1, 13, span):
        ending = [
            one
            for one in duty
            if (window := period_of(one)) is not None and window.last.month == first + span - 1
        ]
        status = worst_status(one.status for one in ending)
        if status is None:
            continue
        day = _day(branch, ending, span, words) if status in ("met", "late") else ""
        boxes.append(
            WallBox(
                first,
                span,
                status,
                day,
                f"{name} {words.short_period(ending[0].period)}",
            )
        )
    needed, done = done_counts(duty)
    return WallRow(name, tuple(boxes), f"{done}/{needed}")


def _day(branch: Branch, findings: Duty, span: int, words: Wording) -> str:
    """Return the day on which it was held; of a month, its number alone."""
    if len(findings) != 1 or not findings[0].records:
        return ""
    record = findings[0].records[0]
    activity = branch.activities.get(record.id) if record.type == "activity" else None
    if activity is None:
        return ""
    if span > 1:
        return words.short_day(activity.day)
    return words(str(activity.day.day), f"{activity.day.day}日")


def _card(branch: Branch, duty: Duty, words: Wording) -> WallCard:
    needed, done = done_counts(duty)
    status = worst_status(one.status for one in duty if one.status not in ("exempt", "waived"))
    status = status or duty[0].status
    due = max((one.deadline for one in duty if one.deadline is not None), default=None)
    text = words(f"done {done}/{needed}", f"完成{done}/{needed}")
    if due is not None and done < needed:
        text += words(f", due {due}", f"，截止{due}")
    name = words.capital(duty_title(duty[0].rule, branch))
    return WallCard(name, status, text)
