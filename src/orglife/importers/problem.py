"""What is wrong with a row, and reading its cells so that every problem is found at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from orglife.errors import OrglifeError, RefusedError
from orglife.importers.header import Recognised
from orglife.importers.headings import bare
from orglife.importers.sheet import Row
from orglife.messages import Message, say

T = TypeVar("T")

NOTES = (
    *("注", "备注", "说明", "制表", "填表", "审核", "合计", "总计", "共计", "小计", "单位负责人"),
    *("note", "notes", "total", "prepared by", "checked by"),
)
"""How a row below the data begins that is none."""


class Problem(NamedTuple):
    """One thing that is wrong: where it stands, what, and how to mend it."""

    sheet: str
    row: int
    column: str
    message: Message
    hint: Message | None = None

    @property
    def said(self) -> Message:
        """The whole as one sentence."""
        where = say("row {row}", row=self.row)
        if self.column:
            where = say("row {row}, {column}", row=self.row, column=self.column)
        if self.sheet:
            where = say("sheet {sheet}, {where}", sheet=self.sheet, where=where)
        if self.hint is None:
            return say("{where}: {problem}", where=where, problem=self.message)
        return say("{where}: {problem} ({hint})", where=where, problem=self.message, hint=self.hint)


class Cells:
    """A row under its headings. Problems are collected, and nothing is raised."""

    def __init__(self, table: Recognised, row: Row) -> None:
        self.table = table
        self.row = row
        self.problems: list[Problem] = []

    def has(self, field: str) -> bool:
        """Whether the sheet has such a column."""
        return field in self.table.columns

    def text(self, field: str) -> str:
        """Return what stands in the field, without space around it; empty without the column."""
        for at in self.table.columns.get(field, ()):
            if at < len(self.row.cells) and self.row.cells[at].strip():
                return self._clean(field, self.row.cells[at])
        return ""

    def _clean(self, field: str, cell: str) -> str:
        text = cell.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip(" \n\u3000")
        if not text.isprintable():
            import unicodedata

            text = "".join(char for char in text if char not in "\ufeff\u200b\u200e\u200f")
            if any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in text):
                self.refuse(field, say("a character that can't be printed stands in it"))
                return ""
        return text

    def read(self, field: str, reader: Callable[[str], T], default: T) -> T:
        """Return what `reader` makes of the cell; where it refuses, note that and go on."""
        text = self.text(field)
        if not text:
            return default
        try:
            return reader(text)
        except OrglifeError as error:
            self.refuse(field, error.message, error.hint)
            return default

    def refuse(self, field: str, message: Message, hint: Message | None = None) -> None:
        """Note a problem of a field; of the whole row where `field` is empty."""
        at = self.table.columns.get(field, ())
        column = self.table.headings[at[0]] if at else field
        problem = Problem(self.table.sheet.name, self.row.number, column, message, hint)
        if problem not in self.problems:
            self.problems.append(problem)


def data_rows(table: Recognised) -> tuple[list[Row], Message | None]:
    """Return the rows of data below the header, and a notice where something stands below them.

    They end at the first row in which the first field (name, date) is empty, or that is a note.

    Raises:
        RefusedError: the very first row has none, though there is more; or a row that is filled in
            otherwise has none, and data go on below it, which would be lost.
    """
    column = table.columns[table.kind.first][0]
    heading = bare(table.headings[column])
    below = [row for row in table.sheet.rows if row.number > table.header]
    while below and below[0].blank:
        below = below[1:]
    rows: list[Row] = []
    for at, row in enumerate(below):
        first = row.cells[column].strip() if column < len(row.cells) else ""
        if first and bare(first) == heading:  # the header again, on the next printed page
            continue
        if first and not _is_note(table, row, first):
            rows.append(row)
            continue
        left = [one.number for one in below[at:] if not one.blank]
        if not left:
            break
        if not rows and not _is_note(table, row, first):
            raise RefusedError(
                say(
                    "row {row}, the first below the headings, has no {field}",
                    row=row.number,
                    field=table.headings[column],
                ),
                hint=say("data begin right below one row of headings"),
            )
        field = table.headings[column]
        if _filled(table, row) and any(_filled(table, one, column) for one in below[at + 1 :]):
            raise RefusedError(
                say(
                    "row {row} has no {field}, and data go on below it", row=row.number, field=field
                ),
                hint=say("fill it in, or take the row out; what stands below is not read without"),
            )
        if left == [row.number]:
            return rows, say(
                "row {row} was not read: the data end where a row has no {field}",
                row=row.number,
                field=field,
            )
        return rows, say(
            "rows {first} to {last} were not read: the data end where row {row} has no {field}",
            first=left[0],
            last=left[-1],
            row=row.number,
            field=field,
        )
    return rows, None


def _filled(table: Recognised, row: Row, *needed: int) -> bool:
    """Whether a row looks like data: two or more of the columns that are read, and those needed."""
    read = {at for places in table.columns.values() for at in places}
    filled = {at for at in read if at < len(row.cells) and row.cells[at].strip()}
    return len(filled) > 1 and filled.issuperset(needed)


def _is_note(table: Recognised, row: Row, first: str) -> bool:
    """Whether a row is a note: its other columns are empty, and it reads like one."""
    read = [at for places in table.columns.values() for at in places]
    others = [at for at in read if at < len(row.cells) and row.cells[at].strip()]
    plain = first.casefold()
    if plain.startswith(NOTES) and (len(others) <= 2 or plain in NOTES):
        return True
    return (
        len(others) == 1 and len(read) > 1 and (len(first) > 20 or any(c in first for c in ":：。"))
    )
