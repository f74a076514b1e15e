"""Grids: tables of states or numbers shown by short words, so that many columns fit a page.

The words are ASCII in English and one Han character in Chinese; what they mean stands below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orglife.model.terms import Term
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Cell, Table

# fmt: off
WORDS = {
    "present": ("ok", "到"),
    "late": ("lt", "迟"),
    "excused": ("ex", "假"),
    "absent": ("XX", "缺"),
    "unstated": ("??", "未"),
    "exempt": ("--", "免"),
}
"""Codes of attendance to their words in English and Chinese."""
# fmt: on
NAMES = ("id", "name")
"""Keys of the columns that name a row; all others are cells of the grid."""


def named(table: Table) -> int:
    """Return how many columns, from the first on, name the row."""
    return next(
        (at for at, one in enumerate(table.columns) if one.key not in NAMES), len(table.columns)
    )


def short(cell: Cell, language: Language) -> str:
    """Return what a grid shows for a cell: a short word, or its number where it is not 0."""
    if isinstance(cell, Term) and cell.code in WORDS:
        return WORDS[cell.code][1 if language.code == "zh" else 0]
    if cell == 0:
        return ""
    return visible(language.text(cell))


def meanings(table: Table) -> tuple[Term, ...]:
    """Return the states that the grid shows, in the order of their words."""
    used = {cell.code: cell for row in table.rows for cell in row if isinstance(cell, Term)}
    return tuple(used[code] for code in WORDS if code in used)


def label(table: Table, row: int, language: Language) -> str:
    """Return what names a row, in one text."""
    cells = table.rows[row][: named(table)]
    return " ".join(visible(language.text(cell)) for cell in cells if cell is not None)
