"""Colours and short words of states.

The colours are those that people tell apart who see red and green alike: fills of the palette of
Okabe and Ito, with ink on each of a contrast of 4.5 or more, which a test holds. A colour always
stands beside its word. Short words let many columns fit a page: ASCII in English, one Han
character in Chinese; what they mean stands below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from orglife.messages import Message, say
from orglife.model.terms import Term, terms
from orglife.reports.language import Capitalized, escape_unprintable
from orglife.reports.view import Cell, Table

if TYPE_CHECKING:
    from orglife.reports.language import Language


class Paint(NamedTuple):
    """A fill, the ink on it and its edge, each `#rrggbb`."""

    fill: str
    ink: str
    edge: str


PAPER = "#ffffff"
INK = "#1b1b1b"
QUIET = "#555555"
SVG_FONTS = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','SimSun',sans-serif"
"""Families of the letters in pictures, the first that is installed."""

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


def cell_status(table: Table, row: int, column: int) -> str:
    """Return the code by which a cell is coloured: its row's style, or the state that it is.

    Where no column says the state, its colour would stand without its word, so there is none.
    """
    if row < len(table.styles) and column == coloured_column(table):
        style = table.styles[row]
        return style if table.columns[column].key in STATES or style in INKS else ""
    return code_of(table.rows[row][column])


def code_of(cell: Cell) -> str:
    """Return the code of the state that a cell is, or nothing."""
    if isinstance(cell, Capitalized):
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


ATTENDANCE_CELLS = terms(
    Term("present", en="ok", zh="到"),
    Term("late", en="lt", zh="迟"),
    Term("excused", en="ex", zh="假"),
    Term("absent", en="XX", zh="缺"),
    Term("unstated", en="??", zh="未"),
    Term("exempt", en="--", zh="免"),
)
"""The short words of attendance in grids."""
NAMES = ("id", "name")
"""Keys of the columns that name a row; all others are cells of the grid."""


def title_column_count(table: Table) -> int:
    """Return how many columns, from the first on, name the row."""
    return next(
        (at for at, one in enumerate(table.columns) if one.key not in NAMES), len(table.columns)
    )


def short_word(cell: Cell, language: Language) -> str:
    """Return what a grid shows for a cell: a short word, or its number where it is not 0."""
    if isinstance(cell, Term) and cell.code in ATTENDANCE_CELLS:
        return ATTENDANCE_CELLS[cell.code].title(language.code)
    if cell == 0:
        return ""
    return escape_unprintable(language.text(cell))


def legend_terms(table: Table) -> tuple[Term, ...]:
    """Return the states that the grid shows, in the order of their words."""
    used = {cell.code: cell for row in table.rows for cell in row if isinstance(cell, Term)}
    return tuple(used[code] for code in ATTENDANCE_CELLS if code in used)


def row_title(table: Table, row: int, language: Language) -> str:
    """Return what names a row, in one text."""
    cells = table.rows[row][: title_column_count(table)]
    return " ".join(escape_unprintable(language.text(cell)) for cell in cells if cell is not None)


STATUS_CELLS = terms(
    Term("met", en="ok", zh="齐", symbol="✓"),
    Term("late", en="lt", zh="补", symbol="L"),
    Term("missed", en="XX", zh="缺", symbol="✗"),
    Term("pending", en="??", zh="待", symbol="?"),
    Term("exempt", en="ex", zh="免", symbol="–"),
    Term("waived", en="wv", zh="批", symbol="w"),
    Term("unrecorded", en="--", zh="未", symbol="·"),
)
"""The short words of statuses in calendars; `symbol` stands for them with `--unicode`."""


def status_meaning(status: str) -> Message:
    """Return what a cell means."""
    return {
        "met": say("held"),
        "late": say("held late"),
        "missed": say("missed"),
        "pending": say("still open"),
        "exempt": say("exempt"),
        "waived": say("waived"),
        "unrecorded": say("before the records"),
    }[status]


def status_cell(status: str | None, language: Language, unicode: bool = False) -> str:
    """Return the cell of a status, one or two columns wide; empty where nothing is asked."""
    if status is None:
        return ""
    return STATUS_CELLS[status].title("symbol" if unicode else language.code)
