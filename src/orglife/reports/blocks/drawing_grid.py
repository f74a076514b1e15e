"""A grid as a drawing: members by meetings, a coloured box and a short word each."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from orglife.messages import Message, say
from orglife.reports.blocks.grid import label, meanings, named, short
from orglife.reports.blocks.palette import INK, PAINTS, QUIET, code_of
from orglife.reports.blocks.svg_parts import (
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

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Table

BOX, GAP = 20, 2
STEP = BOX + GAP
BAND = 32
"""Columns that stand side by side; the others stand below, so that it can be printed."""
LETTERS = 10


def draw_grid(table: Table, language: Language, aside: Message | str | None = None) -> Drawing:
    """Return the grid with its title, its heads and what its words mean."""
    labels = [label(table, at, language) for at in range(len(table.rows))]
    begin, last = named(table), len(table.columns)
    left = MARGIN + max([40, *(across(one, TEXT) for one in labels)]) + 8
    full = left + min(BAND, max(1, last - begin)) * STEP + MARGIN
    key = [(term.code, short(term, language), said(term, language)) for term in meanings(table)]
    full = max(full, 420)
    title = said(table.title or say("Table"), language)
    parts, top = head_of(title, said(aside, language) if aside else "", full, MARGIN)
    for start in range(begin, last, BAND):
        band = range(start, min(start + BAND, last))
        lines = max((len(table.columns[at].brief.split("-")) for at in band), default=1)
        for at in band:
            x = left + (at - start) * STEP + BOX / 2
            shape = f'text-anchor="middle" font-size="{LETTERS}" fill="{QUIET}"'
            for level, text in enumerate(table.columns[at].brief.split("-")):
                parts.append(text_at(text, x, top + 12 + level * 12, shape))
        top += 12 * lines + 8
        for number, name in enumerate(labels):
            parts.append(text_at(name, left - 8, top + BOX / 2 + 5, 'text-anchor="end"'))
            parts += _boxes(table, number, name, band, left, top, language)
            top += STEP
        top += 14
    drawn, top = key_of(key, full, top)
    return framed("grid", title, [*parts, *drawn], full, top + MARGIN - 6)


def _boxes(
    table: Table, number: int, name: str, band: range, left: int, top: int, language: Language
) -> Iterator[str]:
    for place, at in enumerate(band):
        value = table.rows[number][at]
        code, word = code_of(value), short(value, language)
        whole = said(value, language) if word else ""
        heading = said(table.columns[at].heading, language)
        x = left + place * STEP
        words = f"{name}, {heading}: {whole}" if whole else f"{name}, {heading}"
        yield f"<g><title>{escape(words)}</title>{box(code or None, x, top, BOX)}"
        if word:
            ink = PAINTS[code].ink if code else INK
            size = SMALL if language.code == "zh" and code else LETTERS
            shape = f'text-anchor="middle" font-size="{size}" fill="{ink}"'
            yield text_at(word, x + BOX / 2, top + BOX / 2 + 4, shape)
        yield "</g>"
