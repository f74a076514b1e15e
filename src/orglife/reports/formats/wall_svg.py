"""The wall calendar as SVG on A4 or A3, in millimetres; it prints on one page as it is."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from orglife.reports.formats.palette import (
    INK,
    PAINTS,
    PAPER,
    QUIET,
    STATUS_CELLS,
    SVG_FONTS,
    status_cell,
    status_meaning,
)
from orglife.reports.language import escape_unprintable
from orglife.reports.papers.paper import text_width

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.papers.wall_calendar import WallBox, WallCalendar, WallCard, WallRow

SIZES = {"A4": (297, 210), "A3": (420, 297)}
"""Millimetres of a page; the drawing has those of A4 and is enlarged."""
LABEL_END, FIRST, STEP, BOX = 47.0, 50.0, 17.4, 15.4
"""Where labels end and months begin, their distance, and the width of a box."""
HEADS = 32.0
"""Where the heads of the months stand."""
MANY_ROWS = 9
"""From so many rows on they stand closer."""
CARD, CARD_HEIGHT, CARDS = 88.0, 14.0, 3
EDGE = {"missed": ' stroke-width=".9"', "pending": ' stroke-width=".7" stroke-dasharray="1.4 .9"'}
POINTS = 72 / 25.4
SANS = 1.15
"""How much wider Latin letters are here than in the face of papers."""


def draw_wall(calendar: WallCalendar, size: str, language: Language) -> str:
    """Return the calendar as an SVG file for a page of `size` (A4 or A3)."""
    width, height = SIZES[size]
    style = f"@page{{size:{width}mm {height}mm;margin:0}}"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 297 210" role="img" aria-labelledby="wall" font-family="{SVG_FONTS}" '
        f'fill="{INK}"><title id="wall">{_said(calendar.title)}</title><style>{style}</style>'
    )
    ground = f'<rect width="297" height="210" fill="{PAPER}"/>'
    return "\n".join([opening, ground, *_parts(calendar, language), "</svg>"]) + "\n"


def _said(text: str) -> str:
    return escape(escape_unprintable(text))


def _text(text: str, x: float, y: float, size: float, attributes: str = "") -> str:
    more = f" {attributes}" if attributes else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{more}>{_said(text)}</text>'


def _parts(calendar: WallCalendar, language: Language) -> Iterator[str]:
    size = min(8.0, 8.0 * 240 / max(1.0, text_width(calendar.title, 8 * POINTS)))
    middle = 'text-anchor="middle"'
    yield _text(calendar.title, 148.5, 18, size, f'{middle} font-weight="bold"')
    yield _text(calendar.as_of, 285, 25.5, 3.6, f'text-anchor="end" fill="{QUIET}"')
    for at, month in enumerate(calendar.months):
        yield _text(month, FIRST + at * STEP + BOX / 2, HEADS, 4, middle)
    yield _text(calendar.total, 272, HEADS, 3.4, f'{middle} fill="{QUIET}"')
    pitch = 13.0 if len(calendar.rows) < MANY_ROWS else 10.0
    top = HEADS + 3
    for row in calendar.rows:
        yield from _row(row, top, pitch - 2, language)
        top += pitch
    top += 7
    if calendar.cards:
        yield _text(calendar.heading, 12, top, 4.8, 'font-weight="bold"')
        top += 3
        for at, card in enumerate(calendar.cards):
            column, line = at % CARDS, at // CARDS
            left = 12 + column * (CARD + 4.5)
            yield from _card(card, left, top + line * (CARD_HEIGHT + 3), language)
        top += -(-len(calendar.cards) // CARDS) * (CARD_HEIGHT + 3)
    yield from _legend(calendar, min(top + 4, 198), language)


def _box(status: str, x: float, y: float, width: float, height: float) -> str:
    paint = PAINTS[status]
    edge = EDGE.get(status, ' stroke-width=".3"')
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="1.2" '
        f'fill="{paint.fill}" stroke="{paint.edge}"{edge}/>'
    )


def _row(row: WallRow, top: float, height: float, language: Language) -> Iterator[str]:
    room = LABEL_END - 8
    size = min(4.4, 4.4 * room / max(1.0, SANS * text_width(row.name, 4.4 * POINTS)))
    yield _text(row.name, LABEL_END, top + height / 2 + 1.6, size, 'text-anchor="end"')
    for box in row.boxes:
        yield from _month(box, top, height, language)
    yield _text(row.total, 272, top + height / 2 + 1.6, 4.4, 'text-anchor="middle"')


def _month(box: WallBox, top: float, height: float, language: Language) -> Iterator[str]:
    x = FIRST + (box.month - 1) * STEP
    width = (box.span - 1) * STEP + BOX
    ink = PAINTS[box.status].ink
    bold = ' font-weight="bold"' if box.status == "missed" else ""
    middle = f'text-anchor="middle" fill="{ink}"'
    word = top + height / 2 + (1.7 if not box.day else 0.2)
    title = f"{box.label}: {language.text(status_meaning(box.status))}"
    yield f"<g><title>{_said(title)}</title>{_box(box.status, x, top, width, height)}"
    yield _text(status_cell(box.status, language), x + width / 2, word, 4.6, f"{middle}{bold}")
    if box.day:
        yield _text(box.day, x + width / 2, top + height - 1.5, 3, middle)
    yield "</g>"


def _card(card: WallCard, x: float, y: float, language: Language) -> Iterator[str]:
    yield (
        f'<rect x="{x:g}" y="{y:g}" width="{CARD:g}" height="{CARD_HEIGHT:g}" rx="1.2" '
        f'fill="none" stroke="#9a9a9a" stroke-width=".3"/>'
    )
    yield _box(card.status, x + 2, y + 2, 9.5, 10)
    ink = f'text-anchor="middle" fill="{PAINTS[card.status].ink}"'
    yield _text(status_cell(card.status, language), x + 6.75, y + 8.6, 4.2, ink)
    room = CARD - 16
    size = min(4.2, 4.2 * room / max(1.0, SANS * text_width(card.name, 4.2 * POINTS)))
    yield _text(card.name, x + 14, y + 6, size)
    yield _text(card.text, x + 14, y + 11.2, 3.5, f'fill="{QUIET}"')


def _legend(calendar: WallCalendar, top: float, language: Language) -> Iterator[str]:
    x = 12.0
    for status in STATUS_CELLS:
        if status not in calendar.statuses:
            continue
        meaning = language.text(status_meaning(status))
        yield _box(status, x, top, 8, 7)
        ink = f'text-anchor="middle" fill="{PAINTS[status].ink}"'
        yield _text(status_cell(status, language), x + 4, top + 5, 3.8, ink)
        yield _text(meaning, x + 10, top + 5, 3.7)
        x += 16 + text_width(meaning, 3.7 * POINTS)
    if calendar.note:
        yield _text(calendar.note, 285, top + 5, 3.5, f'text-anchor="end" fill="{QUIET}"')
