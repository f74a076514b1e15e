"""The calendar of duties as a drawing: one SVG element, for a file of its own or inside a page.

A state is told by the word in its cell, by its colour and by its edge, so that it can be read in
black and white; every cell has its whole words as a title. Nothing in it refers to anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from orglife.messages import Message, say
from orglife.reports.calendar_lines import CELLS, cell, legend
from orglife.reports.palette import INK, NOTHING, PAINTS, PAPER, QUIET, Paint
from orglife.reports.visible import visible
from orglife.reports.width import width, wrap

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Calendar, CalendarRow

FONTS = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','SimSun',sans-serif"
MARGIN = 20
BOX, GAP = 32, 4
STEP = BOX + GAP
LINE = 18
"""Height of a line of text."""
LONGEST = 26
"""Columns of a label before it goes on in a second line."""
NARROWEST = 96
TEXT, SMALL, TITLE = 13, 12, 18
"""Sizes of type, in pixels as all lengths here."""


class Drawing(NamedTuple):
    """An SVG element and its size."""

    text: str
    width: int
    height: int


def months(language: Language) -> tuple[str, ...]:
    """Return the heads of the twelve months."""
    if language.code == "zh":
        return tuple(f"{number}月" for number in range(1, 13))
    return ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def draw(calendar: Calendar, language: Language, aside: Message | str | None = None) -> Drawing:
    """Return the calendar with its title, its heads and what its cells mean.

    `aside` stands at the right end of the title, or below it where there is no room.
    """
    labels = [wrap(_said(row.label, language), LONGEST) for row in calendar.rows]
    left = max(NARROWEST, *(across(part, TEXT) for label in labels for part in label), 0)
    totals = max(
        across(_said(say("need/done"), language), SMALL),
        *(across(row.total, TEXT) for row in calendar.rows),
        0,
    )
    grid = MARGIN + left + 12
    full = grid + 12 * STEP + 8 + totals + MARGIN
    parts = [f'<rect width="{full}" height="@" fill="{PAPER}"/>']
    title = _title(calendar, language)
    top = MARGIN
    head, top = _head(title, _said(aside, language) if aside else "", full, top)
    parts += head
    parts += _months(calendar, language, grid, top)
    top += LINE + 6
    for row, label in zip(calendar.rows, labels, strict=True):
        high = max(BOX, len(label) * (LINE - 2))
        parts += _row(row, label, calendar.year, language, grid, top, high)
        top += high + GAP
    key, top = _key(calendar, language, full, top + 10)
    parts += key
    height = top + MARGIN - 6
    name = f"calendar-{calendar.year}"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {height}" width="{full}" '
        f'height="{height}" role="img" aria-labelledby="{name}" font-family="{FONTS}" '
        f'fill="{INK}" font-size="{TEXT}"><title id="{name}">{escape(title)}</title>'
    )
    body = "\n".join(parts).replace('height="@"', f'height="{height}"', 1)
    return Drawing(f"{opening}\n{body}\n</svg>", full, height)


def across(text: str, size: int) -> int:
    """Return about how many pixels text is wide: a Han character its size, others rather more."""
    wide = sum(width(one) == 2 for one in text)
    return round(size * (wide + 0.55 * (width(text) - 2 * wide)) + 0.5)


def _said(value: object, language: Language) -> str:
    return visible(language.text(value)).strip()


def _title(calendar: Calendar, language: Language) -> str:
    return _said(calendar.title or str(calendar.year), language)


def _text(text: str, x: float, y: float, attributes: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}"{" " if attributes else ""}{attributes}>{escape(text)}</text>'


def _head(title: str, aside: str, full: int, top: int) -> tuple[list[str], int]:
    """Return the title in as many lines as it takes, the aside, and where they end."""
    room = full - 2 * MARGIN
    beside = across(title, TITLE) + 16 + across(aside, SMALL) <= room
    columns = int(room / (TITLE * 0.55))
    parts = []
    end = f'text-anchor="end" font-size="{SMALL}" fill="{QUIET}"'
    for line in wrap(title, columns):
        top += 20
        parts.append(_text(line, MARGIN, top, f'font-size="{TITLE}" font-weight="bold"'))
    if aside and beside:
        parts.append(_text(aside, full - MARGIN, top, end))
    elif aside:
        top += LINE
        parts.append(_text(aside, MARGIN, top, f'font-size="{SMALL}" fill="{QUIET}"'))
    return parts, top + 12


def _months(calendar: Calendar, language: Language, grid: int, top: int) -> Iterator[str]:
    middle = f'text-anchor="middle" font-size="{SMALL}" fill="{QUIET}"'
    for at, month in enumerate(months(language)):
        yield _text(month, grid + at * STEP + BOX / 2, top + 14, middle)
    if calendar.rows:
        small = f'font-size="{SMALL}" fill="{QUIET}"'
        yield _text(_said(say("need/done"), language), grid + 12 * STEP + 8, top + 14, small)


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
        yield _text(part, grid - 12, first + number * (LINE - 2), 'text-anchor="end"')
    name = _said(row.label, language)
    for at, status in enumerate(row.months):
        means = _said(legend(status) if status else say("nothing asked"), language)
        words = f"{name} {year}-{at + 1:02}: {means}"
        x, y = grid + at * STEP, top + (high - BOX) / 2
        yield f"<g><title>{escape(words)}</title>{_box(status, x, y)}"
        if status:
            paint = PAINTS[status]
            size = 15 if language.code == "zh" else TEXT
            shape = f'text-anchor="middle" font-size="{size}" fill="{paint.ink}"'
            if status == "missed":
                shape += ' font-weight="bold"'
            yield _text(cell(status, language), x + BOX / 2, y + BOX / 2 + 5, shape)
        yield "</g>"
    yield _text(row.total, grid + 12 * STEP + 8, top + high / 2 + 5)


def _box(status: str | None, x: float, y: float, size: int = BOX) -> str:
    paint: Paint = PAINTS[status] if status else NOTHING
    edge = {"missed": ' stroke-width="2.5"', "pending": ' stroke-dasharray="3 2"'}.get(
        status or "", ""
    )
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{size}" height="{size}" rx="4" fill="{paint.fill}" '
        f'stroke="{paint.edge}"{edge}/>'
    )


def _key(calendar: Calendar, language: Language, full: int, top: int) -> tuple[list[str], int]:
    """Return what the cells mean, in as many lines as it takes, and where they end."""
    used = {status for row in calendar.rows for status in row.months}
    size = 22
    parts: list[str] = []
    x = MARGIN
    for status in (*(code for code in CELLS if code in used), None):
        short = cell(status, language)
        words = _said(legend(status) if status else say("nothing asked"), language)
        long = size + 6 + across(words, SMALL) + 18
        if x > MARGIN and x + long - 18 > full - MARGIN:
            x, top = MARGIN, top + size + 6
        parts.append(_box(status, x, top, size))
        if status:
            shape = f'text-anchor="middle" font-size="{SMALL}" fill="{PAINTS[status].ink}"'
            parts.append(_text(short, x + size / 2, top + size / 2 + 4, shape))
        parts.append(_text(words, x + size + 6, top + size / 2 + 4, f'font-size="{SMALL}"'))
        x += long
    return parts, top + size
