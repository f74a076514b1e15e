"""A paper as a value: sheets of text lines and ruled tables, measured in millimetres and points.

A paper is written in one language already; `to_html`, `to_docx` and `to_xlsx` only draw it, so that
a sheet has the same columns, heights and pages wherever it is printed.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from orglife.reports.language import LANGUAGE_FACTS


class PageFormat(Struct, frozen=True):
    """An A4 page: its size and margins in millimetres."""

    name: str
    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def text_width(self) -> float:
        """The width between the margins, in millimetres."""
        return self.width - self.left - self.right

    @property
    def landscape(self) -> bool:
        """Whether the page lies on its side."""
        return self.width > self.height


PORTRAIT = PageFormat("portrait", 210, 297, 25, 20, 20, 28)
LANDSCAPE = PageFormat("landscape", 297, 210, 28, 20, 20, 20)
YEAR_PAGE = PageFormat("year", 210, 297, 22, 18, 18, 26)
"""The page of the year report, which has to hold a whole year."""

POINT = 25.4 / 72
"""Millimetres in a point."""
WIDE = 0x2000
"""From this code point on characters count as wide as Han characters."""
LEADING = 1.25
"""Height of a line of text, in its own points; exact, so that Word and HTML break pages alike."""
BODY, SMALL = 10.5, 8.0
LEAST_FACTS = 8.5
"""Points of the text of a cell, of a mark below it, and of a line of facts at the least."""


class PaperCell(Struct, frozen=True):
    """A cell of a table; empty where somebody writes by hand."""

    text: str = ""
    align: str = "center"
    """`left`, `center` or `right`."""
    columns: int = 1
    rows: int = 1
    head: bool = False
    """Whether it names what stands below or beside it; set in the face of heads."""
    bold: bool = False
    shaded: bool = False
    upright: bool = False
    """Whether Han characters stand below each other."""
    top: bool = False
    """Whether the text stands at the upper edge instead of in the middle."""
    note: str = ""
    """A second paragraph in small letters."""
    size: float = 0.0
    """Points, where they differ from those of the table."""


class PaperRow(Struct, frozen=True):
    """A row of at least `height` millimetres; it is never divided between pages."""

    cells: tuple[PaperCell, ...]
    height: float = 8.0
    continues: bool = False
    """Whether no rule parts it from the row above: lines of one text."""
    keep: bool = False
    """Whether it stays on the page of the row below: a heading among rows."""


class PaperTable(Struct, frozen=True):
    """A ruled table: widths in millimetres, the first `heads` rows repeated on every page."""

    widths: tuple[float, ...]
    rows: tuple[PaperRow, ...]
    heads: int = 0
    size: float = BODY
    gap: float = 2.0
    """Millimetres left free above it."""
    padding: float = 1.0
    """Millimetres between a rule and the text, left and right."""


class PaperLine(Struct, frozen=True):
    """A line of text between tables.

    Its parts begin at equal distances across the page, or at `starts` in millimetres.
    """

    parts: tuple[str, ...]
    size: float = BODY
    align: str = "left"
    bold: bool = False
    head: bool = False
    starts: tuple[float, ...] = ()
    gap: float = 1.5
    """Millimetres left free above it."""
    keep: bool = False
    """Whether it stays on the page of what follows."""


Piece = PaperTable | PaperLine


class PaperSheet(Struct, frozen=True):
    """One form, of one or more pages of one format."""

    name: str
    """What the sheet is called in a workbook."""
    page: PageFormat
    titles: tuple[PaperLine, ...]
    pieces: tuple[Piece, ...]
    frozen: int = 0
    """Columns that stay in sight in a workbook."""


class Paper(Struct, frozen=True):
    """One or more sheets that are printed together and numbered through."""

    title: str
    language: str
    """A code of `LANGUAGE_FACTS`."""
    sheets: tuple[PaperSheet, ...]

    @property
    def page_words(self) -> tuple[str, str, str]:
        """What stands before, between and after the number of the page and of the pages."""
        return LANGUAGE_FACTS[self.language].page_words


def head_cell(text: str, *, columns: int = 1, rows: int = 1, size: float = 0.0) -> PaperCell:
    """Return a cell that names a column or a field."""
    return PaperCell(text, head=True, columns=columns, rows=rows, size=size)


def left_cell(text: str, *, columns: int = 1, top: bool = False) -> PaperCell:
    """Return a cell of prose."""
    return PaperCell(text, align="left", columns=columns, top=top)


def head_row(texts: tuple[str, ...], height: float = 8.0) -> PaperRow:
    """Return a row of heads."""
    return PaperRow(tuple(head_cell(text) for text in texts), height)


def frame_row(height: float, *fields: tuple[str, str, int]) -> PaperRow:
    """Return a row of named fields: each a label, its text, and the columns that the text spans."""
    cells: list[PaperCell] = []
    for label, text, columns in fields:
        cells += [head_cell(label), left_cell(text, columns=columns)]
    return PaperRow(tuple(cells), height)


def ruled_rows(number: int, columns: int, height: float = 9.0) -> tuple[PaperRow, ...]:
    """Return empty rows across a whole table, to write on."""
    return tuple(PaperRow((left_cell("", columns=columns),), height) for _ in range(number))


def join_tables(*tables: PaperTable) -> PaperTable:
    """Return tables of one width as one, whose columns are those of all: a frame of many parts."""
    edges = sorted({edge for table in tables for edge in column_edges(table.widths)})
    widths = tuple(
        round(right - left, 2) for left, right in zip((0.0, *edges), edges, strict=False)
    )
    rows = tuple(row for table in tables for row in _spread(table, edges))
    return PaperTable(widths, rows, 0, tables[0].size, tables[0].gap, tables[0].padding)


def column_edges(widths: tuple[float, ...]) -> list[float]:
    """Return the right edge of every column, in millimetres from the left edge of the table."""
    edges, at = [], 0.0
    for width in widths:
        at = round(at + width, 2)
        edges.append(at)
    return edges


def _spread(table: PaperTable, edges: list[float]) -> list[PaperRow]:
    """Return the rows of a table with every cell spanning the columns that end at `edges`."""
    own = column_edges(table.widths)
    last = [edges.index(edge) for edge in own]
    rows: list[PaperRow] = []
    taken: dict[int, int] = {}
    """Column of the table to how many more rows a cell from above takes there."""
    for row in table.rows:
        cells, at = [], 0
        for cell in row.cells:
            while taken.get(at, 0):
                taken[at] -= 1
                at += 1
            first = last[at - 1] + 1 if at else 0
            end = last[at + cell.columns - 1]
            cells.append(replace(cell, columns=end - first + 1))
            for column in range(at, at + cell.columns):
                taken[column] = cell.rows - 1
            at += cell.columns
        while at < len(own) and taken.get(at, 0):
            taken[at] -= 1
            at += 1
        rows.append(replace(row, cells=tuple(cells)))
    return rows


def table_height(table: PaperTable) -> float:
    """Return about how high a table is, in millimetres, its texts wrapped into their cells."""
    return table.gap + sum(row_height(row, table) for row in table.rows)


def row_height(row: PaperRow, table: PaperTable) -> float:
    """Return about how high a row is, in millimetres, its texts wrapped into their cells."""
    height, at = row.height, 0
    for cell in row.cells:
        room = sum(table.widths[at : at + cell.columns]) - 2 * table.padding
        size = cell.size or table.size
        if cell.rows == 1 and not cell.upright:
            lines = sum(
                max(1, ceil(text_width(line, size) / max(1.0, room)))
                for line in cell.text.split("\n")
            )
            height = max(height, lines * size * LEADING * POINT)
        at += cell.columns
    return height


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is, in millimetres: Han characters are squares of `size`."""
    wide = [ord(letter) > WIDE for letter in text]
    ems = sum(1.0 if is_wide else 0.46 for is_wide in wide)
    # Word sets a quarter of an em between Han characters and digits or Latin letters.
    ems += 0.25 * sum(one != other for one, other in pairwise(wide))
    return ems * size * POINT


def line_height(line: PaperLine, width: float) -> float:
    """Return about how high a line is, in millimetres, wrapped into `width`."""
    lines = 1
    if len(line.parts) == 1:
        lines = max(1, ceil(text_width(line.parts[0], line.size) / width))
    return line.gap + lines * line.size * LEADING * POINT


def facts_line(parts: tuple[str, ...], width: float, *, size: float = BODY) -> PaperLine:
    """Return the line of facts below a title: its parts across the page, else wrapped as one."""
    needed = [text_width(part, size) * 1.08 for part in parts]
    free = width - sum(needed)
    if free < 2 * (len(parts) - 1):
        if size > LEAST_FACTS:
            return facts_line(parts, width, size=size - 0.5)
        return PaperLine(("    ".join(parts),), size, gap=1.5, keep=True)
    gap = min(30.0, free / max(1, len(parts) - 1))
    starts, at = [], 0.0
    for room in needed:
        starts.append(round(at, 1))
        at += room + gap
    return PaperLine(parts, size, starts=tuple(starts), gap=1.5, keep=True)


def title_lines(*texts: str) -> tuple[PaperLine, ...]:
    """Return the titles of a sheet: the branch above in 16 points, the sheet in 22."""
    *above, last = texts
    return (
        *(PaperLine((text,), 16, "center", bold=True, gap=0, keep=True) for text in above),
        PaperLine((last,), 22, "center", bold=True, gap=0.5, keep=True),
    )
