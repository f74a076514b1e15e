"""The calendar of duties as a drawing: one SVG element, for a file of its own or inside a page.

A state is told by the word in its cell, by its colour and by its edge, so that it can be read in
black and white; every cell has its whole words as a title. Nothing in it refers to anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from orglife.messages import Message, say
from orglife.reports.blocks.calendar_lines import CELLS, cell, legend
from orglife.reports.blocks.palette import PAINTS, QUIET
from orglife.reports.blocks.svg_parts import (
    LINE,
    MARGIN,
    SMALL,
    TEXT,
    Drawing,
    across,
    box,
    framed,
    head_of,
    key_of,
    said,
    text_at,
)
from orglife.reports.blocks.width import wrap

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Calendar, CalendarRow

BOX, GAP = 32, 4
STEP = BOX + GAP
LONGEST = 26
"""Columns of a label before it goes on in a second line."""
NARROWEST = 96


def months(language: Language) -> tuple[str, ...]:
    """Return the heads of the twelve months."""
    if language.code == "zh":
        return tuple(f"{number}月" for number in range(1, 13))
    return ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def draw(calendar: Calendar, language: Language, aside: Message | str | None = None) -> Drawing:
    """Return the calendar with its title, its heads and what its cells mean.

    `aside` stands at the right end of the title, or below it where there is no room.
    """
    labels = [wrap(said(row.label, language), LONGEST) for row in calendar.rows]
    left = max(NARROWEST, *(across(part, TEXT) for label in labels for part in label), 0)
    totals = max(
        across(said(say("need/done"), language), SMALL),
        *(across(row.total, TEXT) for row in calendar.rows),
        0,
    )
    grid = MARGIN + left + 12
    full = grid + 12 * STEP + 8 + totals + MARGIN
    title = said(calendar.title or str(calendar.year), language)
    parts, top = head_of(title, said(aside, language) if aside else "", full, MARGIN)
    parts += _months(calendar, language, grid, top)
    top += LINE + 6
    for row, label in zip(calendar.rows, labels, strict=True):
        high = max(BOX, len(label) * (LINE - 2))
        parts += _row(row, label, calendar.year, language, grid, top, high)
        top += high + GAP
    key, top = key_of(_meanings(calendar, language), full, top + 10)
    return framed(f"calendar-{calendar.year}", title, [*parts, *key], full, top + MARGIN - 6)


def _months(calendar: Calendar, language: Language, grid: int, top: int) -> Iterator[str]:
    middle = f'text-anchor="middle" font-size="{SMALL}" fill="{QUIET}"'
    for at, month in enumerate(months(language)):
        yield text_at(month, grid + at * STEP + BOX / 2, top + 14, middle)
    if calendar.rows:
        small = f'font-size="{SMALL}" fill="{QUIET}"'
        yield text_at(said(say("need/done"), language), grid + 12 * STEP + 8, top + 14, small)


def _row(
    row: CalendarRow,
    label: list[str],
    year: int,
    language: Language,
    grid: int,
    top: int,
    high: int,
) -> Iterator[str]:
    first = top + high / 2 - (len(label) - 1) * (LINE - 2) / 2 + 5
    for number, part in enumerate(label):
        yield text_at(part, grid - 12, first + number * (LINE - 2), 'text-anchor="end"')
    name = said(row.label, language)
    for at, status in enumerate(row.months):
        means = said(legend(status) if status else say("nothing asked"), language)
        words = f"{name} {year}-{at + 1:02}: {means}"
        x, y = grid + at * STEP, top + (high - BOX) / 2
        yield f"<g><title>{escape(words)}</title>{box(status, x, y, BOX)}"
        if status:
            paint = PAINTS[status]
            size = 15 if language.code == "zh" else TEXT
            shape = f'text-anchor="middle" font-size="{size}" fill="{paint.ink}"'
            if status == "missed":
                shape += ' font-weight="bold"'
            yield text_at(cell(status, language), x + BOX / 2, y + BOX / 2 + 5, shape)
        yield "</g>"
    yield text_at(row.total, grid + 12 * STEP + 8, top + high / 2 + 5)


def _meanings(calendar: Calendar, language: Language) -> Iterator[tuple[str | None, str, str]]:
    """Yield what the cells of this calendar mean, and the empty ones."""
    used = {status for row in calendar.rows for status in row.months}
    for status in (*(code for code in CELLS if code in used), None):
        meaning = legend(status) if status else say("nothing asked")
        yield status, cell(status, language), said(meaning, language)
