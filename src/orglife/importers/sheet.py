"""What every file format is read into: sheets of rows of text, with the row numbers people see."""

from __future__ import annotations

from typing import NamedTuple

from orglife.messages import Message

LARGEST = 64 * 1024 * 1024
"""Bytes of a file, or of all that an archive unpacks to."""
MOST_ROWS = 100_000
LONGEST_CELL = 32_767
"""Characters; Excel's own limit."""


class Row(NamedTuple):
    """A row; `number` counts from 1, as a spreadsheet shows it, blank rows included."""

    number: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


class Sheet(NamedTuple):
    """A sheet: its name (empty in a CSV file) and its rows."""

    name: str
    rows: tuple[Row, ...]


class Book(NamedTuple):
    """The sheets of a file, and what its reader has to say about it."""

    sheets: tuple[Sheet, ...]
    notices: tuple[Message, ...] = ()
    own: str = ""
    """The sheet that orglife made to be filled in and brought back, where the file says so."""
