"""Layouts of text that few views need: grids, and one field a line for screen readers.

A grid has as many columns side by side as fit, the others in bands below.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orglife.messages import say
from orglife.reports.formats.blocks import calendar_rows
from orglife.reports.formats.palette import (
    legend_terms,
    row_title,
    short_word,
    title_column_count,
)
from orglife.reports.language import escape_unprintable
from orglife.reports.text_width import StyledLine, StyledText, pad, width, wrap

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Calendar, Table

LONGEST = 20
"""Columns of a label before it goes on in a second line."""
PAGE = 120
"""Columns of a band where there is no terminal."""


def grid_lines(table: Table, language: Language, columns: int | None) -> Iterator[StyledLine]:
    """Yield the grid, and below it what its words mean; no line wider than `columns`."""
    room = columns or PAGE
    labels = [row_title(table, at, language) for at in range(len(table.rows))]
    first = min(max(map(width, labels)), LONGEST, max(4, room - 4))
    begin = title_column_count(table)
    heads = [column.brief.split("-") for column in table.columns[begin:]]
    cells = [[short_word(cell, language) for cell in row[begin:]] for row in table.rows]
    texts = [text for row in [*cells, *heads] for text in row]
    step = 1 + max(2, *map(width, texts), 0)
    fit = max(1, (room - first) // step)
    for start in range(0, len(heads), fit):
        if start:
            yield []
        band = slice(start, start + fit)
        for level in range(max(map(len, heads[band]))):
            line = [StyledText(" " * first)]
            for head in heads[band]:
                text = head[level] if level < len(head) else ""
                line.append(StyledText(pad(text, step, "right"), "head"))
            yield line
        for number, row in enumerate(cells):
            parts = wrap(labels[number], first)
            line = [StyledText(pad(parts[0], first))]
            for at, text in enumerate(row[band], start + begin):
                cell = table.rows[number][at]
                line += [StyledText(" "), StyledText(pad(text, step - 1, "right"), _style(cell))]
            yield line
            yield from ([StyledText(part)] for part in parts[1:])
    yield from _key(table, language, room)


def _style(cell: object) -> str:
    return str(getattr(cell, "code", ""))


def _key(table: Table, language: Language, room: int) -> Iterator[StyledLine]:
    line: StyledLine = []
    taken = 0
    for term in legend_terms(table):
        word, meaning = short_word(term, language), escape_unprintable(language.text(term))
        size = width(word) + 1 + width(meaning)
        if line and taken + 2 + size > room:
            yield line
            line, taken = [], 0
        if line:
            line.append(StyledText("  "))
            taken += 2
        line += [StyledText(word, term.code), StyledText(" " + meaning)]
        taken += size
    if line:
        yield line


def table_fields(table: Table, language: Language, columns: int | None) -> Iterator[StyledLine]:
    """Yield one field a line; rows are apart by an empty line, empty cells are left out."""
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


def calendar_fields(
    calendar: Calendar, language: Language, columns: int | None
) -> Iterator[StyledLine]:
    """Yield one month of an obligation a line; months in which nothing is asked are left out."""
    words = calendar_rows(calendar, language)
    meanings = {entry.status: entry.meaning for entry in words.legend}
    for row in words.rows:
        yield from _lines(language.text(row.label), columns, "heading")
        for month, (status, _) in enumerate(row.months, 1):
            if status is not None:
                day = f"{calendar.year}-{month:02}"
                said = say("{field}: {value}", field=day, value=meanings[status])
                yield from _lines(language.text(said), columns, status)
        total = say("{field}: {value}", field=words.total, value=row.total)
        yield from _lines(language.text(total), columns, "")
        yield []


def _lines(text: str, columns: int | None, style: str) -> Iterator[StyledLine]:
    said = escape_unprintable(text)
    for piece in wrap(said, columns) if columns else [said]:
        yield [StyledText(piece, style)]
