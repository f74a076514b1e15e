"""What drawings are made of: text, boxes of states, titles, keys; lengths are in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from orglife.reports.blocks.palette import INK, NOTHING, PAINTS, PAPER, QUIET
from orglife.reports.blocks.width import width, wrap
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language

FONTS = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','SimSun',sans-serif"
MARGIN = 20
LINE = 18
"""Height of a line of text."""
TEXT, SMALL, TITLE = 13, 12, 18
"""Sizes of type."""
LETTER = 0.55
"""Of the size of type, how wide a letter is that is not Han."""
EDGES = {"missed": ' stroke-width="2.5"', "pending": ' stroke-dasharray="3 2"'}
"""Of the boxes of a state."""
KEY = 22
"""Size of a box in a key."""


class Drawing(NamedTuple):
    """An SVG element and its size."""

    text: str
    width: int
    height: int


def said(value: object, language: Language) -> str:
    """Return text as it is drawn: what is not printable is shown escaped."""
    return visible(language.text(value)).strip()


def across(text: str, size: int) -> int:
    """Return about how many pixels text is wide: a Han character its size, others rather more."""
    wide = sum(width(one) == 2 for one in text)
    return round(size * (wide + LETTER * (width(text) - 2 * wide)) + 0.5)


def text_at(text: str, x: float, y: float, attributes: str = "") -> str:
    """Return a text element; `y` is the line on which its letters stand."""
    return f'<text x="{x:g}" y="{y:g}"{" " if attributes else ""}{attributes}>{escape(text)}</text>'


def head_of(title: str, aside: str, full: int, top: int) -> tuple[list[str], int]:
    """Return the title in as many lines as it takes, the aside, and where they end."""
    room = full - 2 * MARGIN
    beside = across(title, TITLE) + 16 + across(aside, SMALL) <= room
    columns = int(room / (TITLE * LETTER))
    parts = []
    end = f'text-anchor="end" font-size="{SMALL}" fill="{QUIET}"'
    for line in wrap(title, columns):
        top += 20
        parts.append(text_at(line, MARGIN, top, f'font-size="{TITLE}" font-weight="bold"'))
    if aside and beside:
        parts.append(text_at(aside, full - MARGIN, top, end))
    elif aside:
        top += LINE
        parts.append(text_at(aside, MARGIN, top, f'font-size="{SMALL}" fill="{QUIET}"'))
    return parts, top + 12


def box(code: str | None, x: float, y: float, size: int) -> str:
    """Return the box of a state; what is missed and what is open differ by their edges too."""
    paint = PAINTS[code] if code else NOTHING
    edge = EDGES.get(code or "", "")
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{size}" height="{size}" rx="{min(4, size // 5)}" '
        f'fill="{paint.fill}" stroke="{paint.edge}"{edge}/>'
    )


def key_of(
    entries: Iterable[tuple[str | None, str, str]], full: int, top: int
) -> tuple[list[str], int]:
    """Return what boxes mean (code, word, meaning), in as many lines as it takes, and their end."""
    parts: list[str] = []
    x = MARGIN
    for code, word, meaning in entries:
        long = KEY + 6 + across(meaning, SMALL) + 18
        if x > MARGIN and x + long - 18 > full - MARGIN:
            x, top = MARGIN, top + KEY + 6
        parts.append(box(code, x, top, KEY))
        if code:
            shape = f'text-anchor="middle" font-size="{SMALL}" fill="{PAINTS[code].ink}"'
            parts.append(text_at(word, x + KEY / 2, top + KEY / 2 + 4, shape))
        parts.append(text_at(meaning, x + KEY + 6, top + KEY / 2 + 4, f'font-size="{SMALL}"'))
        x += long
    return parts, top + KEY


def framed(name: str, title: str, parts: Iterable[str], full: int, height: int) -> Drawing:
    """Return parts as one picture, which names itself to those who don't see it."""
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {height}" width="{full}" '
        f'height="{height}" role="img" aria-labelledby="{name}" font-family="{FONTS}" '
        f'fill="{INK}" font-size="{TEXT}"><title id="{name}">{escape(title)}</title>'
    )
    ground = f'<rect width="{full}" height="{height}" fill="{PAPER}"/>'
    return Drawing("\n".join([opening, ground, *parts, "</svg>"]), full, height)
