"""Views of records from columns: each says once what JSON holds and what a table shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct

from orglife.messages import Message
from orglife.reports.view import Block, Cell, Column, Table, View


def not_in_data(_record: Any) -> None:
    """Mark a column that stands in tables only, where JSON says the same under other keys."""


class RecordColumn(Struct, frozen=True):
    """One fact of a record: its JSON key, its heading, and how it is found.

    `data` is asked for where JSON holds something else than the cell: a code, a number, a list.
    """

    key: str
    heading: Message | None = None
    """None: in the data only."""
    cell: Callable[[Any], Cell] | None = None
    data: Callable[[Any], Any] | None = None
    align: str = "left"


def json_of(columns: Iterable[RecordColumn], records: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the records for programs, their keys in the order of the columns."""
    found = [
        (column.key, column.data or column.cell)
        for column in columns
        if column.data is not not_in_data
    ]
    return [{key: read(record) for key, read in found if read is not None} for record in records]


def records_table(
    columns: Sequence[RecordColumn],
    records: Iterable[Any],
    *,
    shown: tuple[str, ...] = (),
    title: Message | None = None,
    styles: tuple[str, ...] = (),
    empty: Message | None = None,
) -> Table:
    """Return the records as a table of the columns that have a heading.

    `shown` are the keys of its columns where their order is not that of JSON.
    """
    headed = {
        column.key: (Column(column.key, column.heading, column.align), column.cell)
        for column in columns
        if column.heading is not None and column.cell is not None
    }
    chosen = [headed[key] for key in shown or headed]
    rows = tuple(tuple(cell(record) for _, cell in chosen) for record in records)
    return Table(tuple(head for head, _ in chosen), rows, title, styles, empty)


def records_view(
    head: dict[str, Any],
    list_key: str,
    records: Sequence[Any],
    columns: Sequence[RecordColumn],
    *,
    shown: tuple[str, ...] = (),
    above: tuple[Block, ...] = (),
    below: tuple[Block, ...] = (),
    styles: tuple[str, ...] = (),
    empty: Message | None = None,
) -> View:
    """Return a view of records: `head` and the list in JSON, a table between blocks for people.

    JSON and the table are made only when a format asks for them.
    """
    return View(
        lambda: {**head, list_key: json_of(columns, records)},
        lambda: (
            *above,
            records_table(columns, records, shown=shown, styles=styles, empty=empty),
            *below,
        ),
    )
