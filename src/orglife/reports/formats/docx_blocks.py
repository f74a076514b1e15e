"""The blocks of a view as paragraphs and tables of Word, put where a document asks for them.

Styles of the document are used where it has them, so that a form looks like the user's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from orglife.messages import say
from orglife.reports.blocks.calendar_lines import CELLS, legend
from orglife.reports.blocks.calendar_lines import cell as calendar_cell
from orglife.reports.blocks.drawing import months
from orglife.reports.blocks.grid import label, meanings, named, short
from orglife.reports.blocks.palette import INKS, QUIET, code_of, mark, to_be_filled
from orglife.reports.blocks.table_lines import fit, floor
from orglife.reports.blocks.width import width
from orglife.reports.formats.docx_cells import (
    Cell,
    borders,
    cell_element,
    month_cell,
    new,
    state_cell,
)
from orglife.reports.view import Calendar, Heading, Line, Table
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Block

HAND = 480
"""Least height of a row in which somebody writes by hand, in twentieths of a point."""
TO_FILL = 14
"""Columns of text that a column has in which somebody writes."""
BAND = 16
"""Columns of a grid that stand side by side."""
MANY = 7
"""With more columns the letters of a table are smaller."""
POINT = 12_700
"""Of the lengths of python-docx, in a point."""
LETTER = 0.57
"""Of the size of type, how wide a column of text is."""
PADDING = 60
"""Left and right within a cell, in twentieths of a point."""
MONOSPACED = "Consolas"


class Body:
    """Writes blocks at the end of a document that python-docx has open."""

    def __init__(self, document: Any, language: Language) -> None:
        self.document = document
        self.language = language
        self.styles = {one.name for one in document.styles}
        self.first_heading = True

    def said(self, value: object) -> str:
        """Return text in the body's language; what is not printable is shown escaped."""
        return "\n".join(map(visible, self.language.text(value).split("\n"))).strip()

    def add(self, blocks: Iterable[Block]) -> list[Any]:
        """Add the blocks and return the XML elements that they became."""
        body = self.document.element.body
        before = set(body)
        for block in blocks:
            self._block(block)
        return [one for one in body if one not in before]

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Line):
            self._line(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Calendar):
            self._calendar(block)

    def _paragraph(self, text: str, style: str = "") -> Any:
        paragraph = self.document.add_paragraph(style=style if style in self.styles else None)
        run = paragraph.add_run(text)
        return paragraph, run

    def _heading(self, block: Heading) -> None:
        from docx.shared import Pt

        level = 1 if self.first_heading else max(2, block.level)
        self.first_heading = False
        style = f"Heading {min(level, 3)}"
        _, run = self._paragraph(self.said(block.text), style)
        if style not in self.styles:
            run.bold, run.font.size = True, Pt(16 if level == 1 else 13)
        if block.aside:
            self._inked(self._paragraph(self.said(block.aside))[1], QUIET)

    def _line(self, block: Line) -> None:
        text = self.said(block.text)
        if not text:
            return
        _, run = self._paragraph(text)
        if block.style in INKS:
            self._inked(run, INKS[block.style])
        elif block.style == "hint":
            self._inked(run, QUIET)
        elif block.style == "command":
            run.font.name = MONOSPACED

    def _inked(self, run: Any, ink: str) -> None:
        from docx.shared import RGBColor

        run.font.color.rgb = RGBColor.from_string(ink.lstrip("#").upper())

    def _table(self, table: Table) -> None:
        if table.title is not None:
            self._paragraph(self.said(table.title))[1].bold = True
        if not table.rows:
            if table.empty is not None:
                self._inked(self._paragraph(self.said(table.empty))[1], QUIET)
            return
        if table.grid:
            self._grid(table)
            return
        heads = [Cell(self.said(one.heading), one.align, bold=True) for one in table.columns]
        rows = [
            [
                state_cell(self.said(value), column.align, mark(table, number, at))
                for at, (value, column) in enumerate(zip(row, table.columns, strict=True))
            ]
            for number, row in enumerate(table.rows)
        ]
        filled = to_be_filled(table)
        if filled:
            heads = [
                one._replace(text=one.text.ljust(TO_FILL)) if at in filled else one
                for at, one in enumerate(heads)
            ]
        self._write([heads, *rows], HAND if filled else 0)

    def _grid(self, table: Table) -> None:
        """Add a grid by the short words of its cells, so many columns to a table as fit."""
        begin = named(table)
        for start in range(begin, len(table.columns), BAND):
            band = slice(start, start + BAND)
            heads = [Cell(""), *(Cell(one.brief, "center") for one in table.columns[band])]
            rows = [
                [
                    Cell(label(table, number, self.language)),
                    *(
                        state_cell(short(value, self.language), "center", code_of(value))
                        for value in row[band]
                    ),
                ]
                for number, row in enumerate(table.rows)
            ]
            self._write([heads, *rows], 0)
        key = tuple(
            say("{cell} {meaning}", cell=short(term, self.language), meaning=term)
            for term in meanings(table)
        )
        if key:
            self._inked(self._paragraph(self.said(say("{key}", key=key)))[1], QUIET)

    def _calendar(self, calendar: Calendar) -> None:
        if not calendar.rows:
            return
        if calendar.title is not None:
            self._paragraph(self.said(calendar.title))[1].bold = True
        head = [
            Cell(self.said(say("Obligation")), bold=True),
            *(Cell(month, "center", bold=True) for month in months(self.language)),
            Cell(self.said(say("need/done")), "center", bold=True),
        ]
        rows = [head]
        for row in calendar.rows:
            cells = [month_cell(status, self.language) for status in row.months]
            rows.append([Cell(self.said(row.label)), *cells, Cell(row.total, "center")])
        self._write(rows, 0)
        used = {status for row in calendar.rows for status in row.months}
        key = tuple(
            say("{cell} {meaning}", cell=calendar_cell(code, self.language), meaning=legend(code))
            for code in CELLS
            if code in used
        )
        self._inked(self._paragraph(self.said(say("{key}", key=key)))[1], QUIET)

    def _sizes(self, rows: list[list[Cell]], type_size: float) -> list[int]:
        """Return how wide each column is, in columns of text: what fits the page, words whole."""
        section = self.document.sections[-1]
        points = (section.page_width - section.left_margin - section.right_margin) / POINT
        room = int(points / (type_size * LETTER)) - 2 * len(rows[0])
        texts = [
            [one.text + " " * one.bold for one in column] for column in zip(*rows, strict=True)
        ]
        widths = [max(map(width, column)) for column in texts]
        floors = [floor(column) for column in texts]
        means = [sum(map(width, column)) / len(column) for column in texts]
        return [size + 2 for size in fit(widths, floors, means, room) or floors]

    def _write(self, rows: list[list[Cell]], high: int) -> None:
        """Add a table of these rows, the first of them its heads; the whole page wide."""
        from docx.oxml.ns import qn
        from docx.shared import Pt

        type_size = 8.5 if len(rows[0]) > MANY else 10
        sizes = self._sizes(rows, type_size)
        table = self.document.add_table(rows=0, cols=len(sizes))
        element = table._tbl  # its cells would take quadratic time
        properties = element.tblPr
        for tag in ("w:tblW", "w:tblLook", "w:tblLayout"):
            for one in properties.findall(qn(tag)):
                properties.remove(one)
        sides = [new(f"w:{side}", w=str(PADDING), type="dxa") for side in ("left", "right")]
        properties.append(new("w:tblW", type="pct", w="5000"))
        properties.append(new("w:tblBorders", *borders()))
        properties.append(new("w:tblLayout", type="fixed"))
        properties.append(new("w:tblCellMar", *sides))
        whole = sum(sizes)
        for column, size in zip(element.tblGrid.findall(qn("w:gridCol")), sizes, strict=True):
            column.set(qn("w:w"), str(9600 * size // whole))
        for number, row in enumerate(rows):
            line = new("w:tr")
            settings = new("w:trPr", new("w:cantSplit"))
            if high and number:
                settings.append(new("w:trHeight", val=str(high), hRule="atLeast"))
            if not number:
                settings.append(new("w:tblHeader"))
            line.append(settings)
            for cell, size in zip(row, sizes, strict=True):
                shown = cell if number else cell._replace(fill="#f2f2f2")
                line.append(cell_element(shown, 5000 * size // whole, type_size))
            element.append(line)
        paragraph, _ = self._paragraph("")
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(8)
