"""A paper as sheets of a workbook: the same rows, widths and names, on the same pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orglife.reports.formats.to_csv import escape_formula
from orglife.reports.formats.xlsx_book import CELL_LIMIT
from orglife.reports.language import LANGUAGE_FACTS
from orglife.reports.papers.paper import (
    POINT,
    PaperCell,
    PaperLine,
    PaperRow,
    PaperTable,
    column_edges,
    line_height,
    row_height,
)

if TYPE_CHECKING:
    from orglife.reports.formats.xlsx_book import XlsxBook
    from orglife.reports.papers.paper import Paper, PaperSheet, Piece

PIXELS = 96 / 25.4
"""Pixels of a spreadsheet in a millimetre."""
UPRIGHT = 270
"""The rotation by which letters stand below each other."""


def paper_sheets(book: XlsxBook, paper: Paper) -> None:
    """Add a sheet to the workbook for every sheet of a paper."""
    for sheet in paper.sheets:
        _SheetWriter(book, paper, sheet).write()


class _SheetWriter:
    """Writes one sheet; its columns end wherever a column of any of its tables ends."""

    def __init__(self, book: XlsxBook, paper: Paper, sheet: PaperSheet) -> None:
        self.book, self.paper, self.sheet = book, paper, sheet
        self.text_face, self.head_face = LANGUAGE_FACTS[paper.language].paper_fonts
        tables = [piece for piece in sheet.pieces if isinstance(piece, PaperTable)]
        edges = {edge for table in tables for edge in column_edges(table.widths)}
        self.edges = sorted(edges) or [sheet.page.text_width]
        self.row = 0
        self.page: Any = None

    def write(self) -> None:
        """Write titles, lines and tables one below the other, and set up the printed page."""
        self.page = self.book.sheet(self.sheet.name)
        left = 0.0
        for at, edge in enumerate(self.edges):
            self.page.set_column_pixels(at, at, max(6, round((edge - left) * PIXELS)))
            left = edge
        pieces: tuple[Piece, ...] = (*self.sheet.titles, *self.sheet.pieces)
        longest = max(
            (piece for piece in pieces if isinstance(piece, PaperTable)),
            key=lambda table: len(table.rows),
            default=None,
        )
        for piece in pieces:
            if isinstance(piece, PaperLine):
                self._line(piece)
            else:
                self._table(piece, main=piece is longest)
        self._print_setup()

    def _print_setup(self) -> None:
        page = self.sheet.page
        if page.landscape:
            self.page.set_landscape()
        else:
            self.page.set_portrait()
        self.page.set_margins(*(side / 25.4 for side in (page.left, page.right, 20, page.bottom)))
        self.page.center_horizontally()
        before, between, after = self.paper.page_words
        self.page.set_header("")
        self.page.set_footer(f"&C{before}&P{between}&N{after}")

    def _format(self, *, size: float, head: bool = False, **looks: object) -> Any:
        face = self.head_face if head else self.text_face
        usual = {"font_name": face, "font_size": size, "font_color": "#000000", "text_wrap": True}
        return self.book.form(**{**usual, "valign": "vcenter", **looks})

    def _put(self, last_row: int, first: int, last: int, text: str, form: Any) -> None:
        """Write text into the cells from the current row to `last_row`, `first` to `last`."""
        said = escape_formula(self.book.said(text))[:CELL_LIMIT]
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
        if last_row > self.row or last > first:
            self.page.merge_range(self.row, first, last_row, last, "", form)
        if number is not None and str(number) == text:
            self.page.write_number(self.row, first, number, form)
        elif said:
            self.page.write_string(self.row, first, said, form)
        else:
            self.page.write_blank(self.row, first, None, form)

    def _line(self, line: PaperLine) -> None:
        form = self._format(size=line.size, head=line.head, bold=line.bold, align=line.align)
        text = "      ".join(part for part in line.parts if part)
        width = self.edges[-1]
        high = line_height(PaperLine((text,), line.size, gap=line.gap), width)
        self.page.set_row(self.row, high / POINT + 2)
        self._put(self.row, 0, len(self.edges) - 1, text, form)
        self.row += 1

    def _table(self, table: PaperTable, *, main: bool) -> None:
        """Write a table; the heads of the main one stay in sight and stand on every page."""
        first = self.row
        last_columns = [self.edges.index(edge) for edge in column_edges(table.widths)]
        taken: dict[int, int] = {}
        for number, row in enumerate(table.rows):
            after = table.rows[number + 1] if number + 1 < len(table.rows) else None
            self.page.set_row(self.row, row_height(row, table) / POINT + 1)
            at = 0
            for cell in row.cells:
                while taken.get(at, 0):
                    taken[at] -= 1
                    at += 1
                start = last_columns[at - 1] + 1 if at else 0
                end = last_columns[at + cell.columns - 1]
                form = self._cell_format(cell, row, after, table)
                text = f"{cell.text}\n{cell.note}" if cell.note else cell.text
                self._put(self.row + cell.rows - 1, start, end, text, form)
                for column in range(at, at + cell.columns):
                    taken[column] = cell.rows - 1
                at += cell.columns
            while at < len(table.widths) and taken.get(at, 0):
                taken[at] -= 1
                at += 1
            self.row += 1
        if main and table.heads:
            self.page.repeat_rows(first, first + table.heads - 1)
            self.page.freeze_panes(first + table.heads, self.sheet.frozen)
            if self.sheet.frozen:
                self.page.repeat_columns(0, self.sheet.frozen - 1)
        self.row += 1
        self.page.set_row(self.row - 1, 6)

    def _cell_format(
        self, cell: PaperCell, row: PaperRow, after: PaperRow | None, table: PaperTable
    ) -> Any:
        looks: dict[str, object] = {"border": 1, "border_color": "#000000", "align": cell.align}
        if row.continues:
            looks["top"] = 0
        if after is not None and after.continues:
            looks["bottom"] = 0
        if cell.upright:
            looks["rotation"] = UPRIGHT
        if cell.shaded:
            looks["bg_color"] = "#d9d9d9"
        if cell.bold:
            looks["bold"] = True
        if cell.top:
            looks["valign"] = "top"
        return self._format(size=cell.size or table.size, head=cell.head, **looks)
