"""The colours of states: those that people tell apart who see red and green alike.

Fills are of the palette of Okabe and Ito; the ink on each has a contrast of 4.5 or more, which a
test holds. A colour always stands beside its word.
"""

from __future__ import annotations

from typing import NamedTuple

from orglife.messages import Message
from orglife.model.terms import Term
from orglife.reports.view import Capital, Cell, Table


class Paint(NamedTuple):
    """A fill, the ink on it and its edge, each `#rrggbb`."""

    fill: str
    ink: str
    edge: str


PAPER = "#ffffff"
INK = "#1b1b1b"
QUIET = "#555555"

# fmt: off
PAINTS = {
    "met": Paint("#0072b2", "#ffffff", "#00507d"),
    "late": Paint("#e69f00", "#1b1b1b", "#9a6a00"),
    "missed": Paint("#d55e00", "#000000", "#1b1b1b"),
    "pending": Paint("#ffffff", "#1b1b1b", "#767676"),
    "exempt": Paint("#cccccc", "#1b1b1b", "#9a9a9a"),
    "waived": Paint("#cccccc", "#1b1b1b", "#9a9a9a"),
    "unrecorded": Paint("#f1f1f1", "#555555", "#c4c4c4"),
    "present": Paint("#cfe4f3", "#1b1b1b", "#7fb2d6"),
    "excused": Paint("#dddddd", "#1b1b1b", "#9a9a9a"),
    "absent": Paint("#d55e00", "#000000", "#1b1b1b"),
    "unstated": Paint("#f3c9a8", "#1b1b1b", "#d55e00"),
}
"""Codes of states (of duties and of attendance) to what they look like."""
NOTHING = Paint("#f6f6f6", QUIET, "#d4d4d4")
"""Where nothing is asked."""
INKS = {"error": "#8c1d18", "warning": "#6b4300", "information": "#1b4a66"}
"""Severities: ink only."""
# fmt: on

STATES = ("status", "severity", "state")
"""Keys of the columns that are coloured by a row's style, the first of these; else column one."""


def coloured_column(table: Table) -> int:
    """Return which column is coloured by the style of its row."""
    keys = [column.key for column in table.columns]
    return next((keys.index(key) for key in STATES if key in keys), 0)


def mark(table: Table, row: int, column: int) -> str:
    """Return the code by which a cell is coloured: its row's style, or the state that it is.

    Where no column says the state, its colour would stand without its word, so there is none.
    """
    if row < len(table.styles) and column == coloured_column(table):
        style = table.styles[row]
        return style if table.columns[column].key in STATES or style in INKS else ""
    return code_of(table.rows[row][column])


def code_of(cell: Cell) -> str:
    """Return the code of the state that a cell is, or nothing."""
    if isinstance(cell, Capital):
        inner: Term | Message | str = cell.term
        cell = inner
    return cell.code if isinstance(cell, Term) and cell.code in PAINTS else ""


def to_be_filled(table: Table) -> frozenset[int]:
    """Return the columns in which nothing stands: there somebody writes by hand."""
    return frozenset(
        at
        for at in range(len(table.columns))
        if table.rows and all(row[at] is None for row in table.rows)
    )
