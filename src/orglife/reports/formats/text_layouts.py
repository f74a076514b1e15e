"""Grids; one field a line.

A grid in lines: as many columns side by side as fit, the others in bands below.

Tables and calendars as one field a line: what a screen reader can read from top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orglife.messages import say
from orglife.reports.formats.palette import label, legend, meanings, named, short
from orglife.reports.language import visible
from orglife.reports.text_width import Piece, Row, pad, width, wrap
from orglife.reports.view import Calendar, Separator, Table

if TYPE_CHECKING:
    from orglife.reports.language import Language

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


def one_field_a_line(
    block: Table | Calendar | Separator, language: Language, columns: int | None
) -> Iterator[Row]:
    """Yield the lines of a block; rows are apart by an empty line, empty cells are left out."""
    if isinstance(block, Separator):
        yield []
    elif isinstance(block, Calendar):
        yield from _calendar(block, language, columns)
    else:
        yield from _table(block, language, columns)


def _table(table: Table, language: Language, columns: int | None) -> Iterator[Row]:
    if table.title is not None:
        yield from _lines(language.text(table.title), columns, "heading")
    if not table.rows and table.empty is not None:
        yield from _lines(language.text(table.empty), columns, "hint")
    for number, row in enumerate(table.rows):
        style = table.styles[number] if number < len(table.styles) else ""
        for column, cell in zip(table.columns, row, strict=True):
            if said := language.text(cell):
                field = say("{field}: {value}", field=language.text(column.heading), value=said)
                yield from _lines(language.text(field), columns, style)
        yield []


def _calendar(calendar: Calendar, language: Language, columns: int | None) -> Iterator[Row]:
    for row in calendar.rows:
        yield from _lines(language.text(row.label), columns, "heading")
        for month, status in enumerate(row.months, 1):
            if status is not None:
                day = f"{calendar.year}-{month:02}"
                said = say("{field}: {value}", field=day, value=legend(status))
                yield from _lines(language.text(said), columns, status)
        total = say("{field}: {value}", field=say("need/done"), value=row.total)
        yield from _lines(language.text(total), columns, "")
        yield []


def _lines(text: str, columns: int | None, style: str) -> Iterator[Row]:
    said = visible(text)
    for piece in wrap(said, columns) if columns else [said]:
        yield [Piece(piece, style)]
