"""Tables and calendars as one field a line: what a screen reader can read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orglife.messages import say
from orglife.reports.blocks.calendar_lines import legend
from orglife.reports.blocks.piece import Piece, Row
from orglife.reports.blocks.width import wrap
from orglife.reports.view import Calendar, Separator, Table
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language


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
