"""A grid in lines: as many columns side by side as fit, the others in bands below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orglife.reports.blocks.grid import label, meanings, named, short
from orglife.reports.blocks.piece import Piece, Row
from orglife.reports.blocks.width import pad, width, wrap
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Table

LONGEST = 20
"""Columns of a label before it goes on in a second line."""
PAGE = 120
"""Columns of a band where there is no terminal."""


def grid_lines(table: Table, language: Language, columns: int | None) -> Iterator[Row]:
    """Yield the grid, and below it what its words mean; no line wider than `columns`."""
    room = columns or PAGE
    labels = [label(table, at, language) for at in range(len(table.rows))]
    first = min(max(map(width, labels)), LONGEST, max(4, room - 4))
    begin = named(table)
    heads = [column.brief.split("-") for column in table.columns[begin:]]
    cells = [[short(cell, language) for cell in row[begin:]] for row in table.rows]
    texts = [text for row in [*cells, *heads] for text in row]
    step = 1 + max(2, *map(width, texts), 0)
    fit = max(1, (room - first) // step)
    for start in range(0, len(heads), fit):
        if start:
            yield []
        band = slice(start, start + fit)
        for level in range(max(map(len, heads[band]))):
            line = [Piece(" " * first)]
            for head in heads[band]:
                text = head[level] if level < len(head) else ""
                line.append(Piece(pad(text, step, "right"), "head"))
            yield line
        for number, row in enumerate(cells):
            parts = wrap(labels[number], first)
            line = [Piece(pad(parts[0], first))]
            for at, text in enumerate(row[band], start + begin):
                cell = table.rows[number][at]
                line += [Piece(" "), Piece(pad(text, step - 1, "right"), _style(cell))]
            yield line
            yield from ([Piece(part)] for part in parts[1:])
    yield from _key(table, language, room)


def _style(cell: object) -> str:
    return str(getattr(cell, "code", ""))


def _key(table: Table, language: Language, room: int) -> Iterator[Row]:
    line: Row = []
    taken = 0
    for term in meanings(table):
        word, meaning = short(term, language), visible(language.text(term))
        size = width(word) + 1 + width(meaning)
        if line and taken + 2 + size > room:
            yield line
            line, taken = [], 0
        if line:
            line.append(Piece("  "))
            taken += 2
        line += [Piece(word, term.code), Piece(" " + meaning)]
        taken += size
    if line:
        yield line
