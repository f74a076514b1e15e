"""A table in aligned lines; narrower where the terminal asks for it, never cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from orglife.reports.blocks.palette import coloured_column
from orglife.reports.blocks.piece import Piece, Row
from orglife.reports.blocks.width import longest_word, pad, width, wrap
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Table

GAP = 2
NARROWEST = 4
"""A column is not made narrower than this; where that is not enough, the rows are stacked."""
COMFORTABLE = 18
"""Columns up to this width give way last."""
LONGEST = 14
"""A longer word may be broken before the rows are stacked."""


def table_lines(table: Table, language: Language, columns: int | None) -> Iterator[Row]:
    """Yield the lines of a table, at most `columns` wide where that is given."""
    if table.title is not None:
        yield from _text(visible(language.text(table.title)), columns, "heading")
    if not table.rows:
        if table.empty is not None:
            yield from _text(visible(language.text(table.empty)), columns, "hint")
        return
    if table.grid:
        from orglife.reports.blocks.grid_lines import grid_lines

        yield from grid_lines(table, language, columns)
        return
    heads = [visible(language.text(column.heading)) for column in table.columns]
    rows = [[visible(language.text(cell)) for cell in row] for row in table.rows]
    widths = [max(map(width, cells)) for cells in zip(heads, *rows, strict=True)]
    gap = GAP
    if columns is not None:
        if sum(widths) + GAP * (len(widths) - 1) > columns:
            gap = 1
        floors = [floor(cells) for cells in zip(heads, *rows, strict=True)]
        means = [sum(map(width, cells)) / len(rows) for cells in zip(*rows, strict=True)]
        fitted = fit(widths, floors, means, columns - gap * (len(widths) - 1))
        if fitted is None:
            yield from _stacked(table, heads, rows, columns)
            return
        widths = fitted
    aligns = [column.align for column in table.columns]
    coloured = coloured_column(table)
    yield from _row(heads, widths, aligns, gap, ["head"] * len(heads))
    for number, row in enumerate(rows):
        styles = [""] * len(row)
        if number < len(table.styles):
            styles[coloured] = table.styles[number]
        yield from _row(row, widths, aligns, gap, styles)


def floor(cells: Iterable[str]) -> int:
    """Return the width below which a column would break within a word, a date or a number."""
    longest = max(longest_word(cell) for cell in cells)
    return max(NARROWEST, min(longest, LONGEST))


def fit(widths: list[int], floors: list[int], means: list[float], room: int) -> list[int] | None:
    """Return widths that take at most `room`; narrower become those that are emptiest.

    Columns that are comfortably narrow are left alone as long as others can give.
    """
    fitted = list(widths)
    comfortable = [
        max(floor, min(size, COMFORTABLE)) for floor, size in zip(floors, widths, strict=True)
    ]
    for least in (comfortable, floors):
        while sum(fitted) > room:
            wide = [i for i, size in enumerate(fitted) if size > least[i]]
            if not wide:
                break
            fitted[min(wide, key=lambda i: means[i] / fitted[i])] -= 1
    return fitted if sum(fitted) <= room else None


def _row(
    cells: list[str], widths: list[int], aligns: list[str], gap: int, styles: list[str]
) -> Iterator[Row]:
    split = [wrap(cell, size) for cell, size in zip(cells, widths, strict=True)]
    for level in range(max(map(len, split))):
        line: Row = []
        for number, pieces in enumerate(split):
            text = pieces[level] if level < len(pieces) else ""
            if number:
                line.append(Piece(" " * gap))
            line.append(Piece(pad(text, widths[number], aligns[number]), styles[number]))
        yield line


def _stacked(table: Table, heads: list[str], rows: list[list[str]], columns: int) -> Iterator[Row]:
    """Yield each row as lines `Heading: cell`, with an empty line between rows."""
    for number, row in enumerate(rows):
        if number:
            yield []
        style = table.styles[number] if number < len(table.styles) else ""
        for head, cell in zip(heads, row, strict=True):
            if cell:
                yield from _text(f"{head}: {cell}", columns, style)


def _text(text: str, columns: int | None, style: str) -> Iterator[Row]:
    for piece in wrap(text, columns) if columns else [text]:
        yield [Piece(piece, style)]
