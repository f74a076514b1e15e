"""XLSX: the sheets of a paper; else a sheet a table, one a calendar, and one with what is said.

Days are days, numbers numbers and everything else text, which no spreadsheet computes. The row of
heads stays in sight; a state is told by its word, and by a colour. The same view gives the same
bytes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from orglife.messages import say
from orglife.reports.formats.blocks import BlockRenderer, calendar_rows
from orglife.reports.formats.palette import (
    INKS,
    PAINTS,
    QUIET,
    cell_status,
    to_be_filled,
)
from orglife.reports.formats.paper_xlsx import paper_sheets
from orglife.reports.formats.to_csv import escape_formula
from orglife.reports.formats.xlsx_book import CELL_LIMIT, Looks, XlsxBook
from orglife.reports.text_width import width
from orglife.reports.view import Heading, Line, Table

if TYPE_CHECKING:
    from orglife.messages import Message
    from orglife.reports.language import Language
    from orglife.reports.view import Calendar, RenderOptions, Separator, View

TO_IMPORT = "orglife import"
"""The property of a workbook that names the sheet to bring back; read in `importers/excel.py`."""
NOTES = 100
"""Width of the column of notes."""


LINE, HIGHEST = 15, 400
"""Points of a line of text, and of the highest row."""
HEAD: Looks = {"bold": True, "bg_color": "#f2f2f2", "bottom": 1, "text_wrap": True}


class XlsxWriter(XlsxBook, BlockRenderer[None]):
    """Writes a view into a workbook: a sheet a table, one a calendar, one with what is said."""

    def __init__(self, language: Language, options: RenderOptions) -> None:
        super().__init__(language)
        self.options = options
        self.above: Message | str = say("Table")
        self.sheet_given = False
        self.calendars: list[Calendar] = []
        self.notes: list[Heading | Line] = []

    def render(self, view: View) -> bytes:
        """Return the view as an XLSX workbook.

        The sheets of its paper come first; those to be filled in, or with all data, behind them.
        """
        from xlsxwriter import Workbook

        file = BytesIO()
        self.book = Workbook(file, {"in_memory": True})
        title = next((one.text for one in view.blocks if isinstance(one, Heading)), "orglife")
        make = view.workbook or view.paper
        paper = make(self.language) if make is not None else None
        self.title = self.said(title) if paper is None else paper.title
        made = document_time(view).replace(tzinfo=None)
        self.book.set_properties({"title": self.title[:255], "created": made, "author": "orglife"})
        if paper is None:
            self._data_sheets(view)
            self._notes()
        else:
            paper_sheets(self, paper)
            if view.sheet is not None and view.to_import:
                to_import = table_sheet(self, view.sheet.title or say("Table"), view.sheet)
                # The paper can be read too; this tells `import` which sheet to take.
                self.book.set_custom_property(TO_IMPORT, to_import)
            elif view.sheet is not None and view.screen and view.workbook is None:
                self._data_sheets(view)
        self.book.close()
        return file.getvalue()

    def _data_sheets(self, view: View) -> None:
        """Write a sheet a table and a calendar; keep what is said besides for the notes."""
        if view.sheet is not None:
            self.sheet_given = True
            table_sheet(self, view.sheet.title or say("Table"), view.sheet)
        for block in view.blocks:
            self.visit(block)
        for calendar in self.calendars:
            calendar_sheet(self, calendar)

    def _notes(self) -> None:
        """Write headings and lines into a last sheet, so that nothing that was said is lost."""
        if self.names and not any(isinstance(one, Line) for one in self.notes):
            return
        sheet = self.sheet(say("Notes"))
        sheet.set_column(0, 0, NOTES)
        row = 0
        for note in self.notes:
            row = self._note(sheet, note, row)

    def _note(self, sheet: Any, block: Heading | Line, row: int) -> int:
        """Write a heading or a line; return the row below."""
        text = self.said(block.text)
        looks: Looks = {"text_wrap": True}
        if isinstance(block, Heading):
            looks |= {"bold": True, "font_size": 14 if block.level == 1 else 12}
            sheet.set_row(row, 22 if block.level == 1 else 19)
        else:
            looks |= inked(block.style)
            sheet.set_row(row, height([text], [float(NOTES)]))
        sheet.write_string(row, 0, escape_formula(text)[:CELL_LIMIT], self.form(**looks))
        if isinstance(block, Heading) and block.aside:
            row += 1
            aside = escape_formula(self.said(block.aside))
            sheet.write_string(row, 0, aside, self.form(font_color=QUIET))
        return row + 1

    def heading(self, block: Heading) -> None:
        """Keep a heading for the notes, and as the name of the sheets below it."""
        if block.level > 1:
            self.above = block.text
        if self.said(block.text):
            self.notes.append(block)

    def line(self, block: Line) -> None:
        """Keep a line for the notes, so that nothing that was said is lost."""
        if self.said(block.text):
            self.notes.append(block)

    def separator(self, block: Separator) -> None:
        """Write nothing: each part has its sheet."""

    def table(self, block: Table) -> None:
        """Write a table into its sheet, unless the view says what the sheets hold."""
        if block.rows and not self.sheet_given:
            table_sheet(self, block.title or self.above, block)

    def calendar(self, block: Calendar) -> None:
        """Keep a calendar that has rows for a sheet after those of the tables."""
        if block.rows:
            self.calendars.append(block)


def painted(code: str) -> Looks:
    """Return the colours of a state; of a severity its ink alone."""
    if code not in PAINTS:
        return inked(code)
    paint = PAINTS[code]
    return {"bg_color": paint.fill, "font_color": paint.ink, "bold": code in ("missed", "absent")}


def inked(code: str) -> Looks:
    """Return the ink of a line: that of its severity, or a quiet one."""
    if code in INKS:
        return {"font_color": INKS[code], "bold": code == "error"}
    return {"font_color": QUIET} if code == "hint" else {}


def height(texts: list[str], sizes: list[float]) -> int:
    """Return how many points a row needs whose texts are wrapped into columns of these sizes."""
    lines = 1
    for text, size in zip(texts, sizes, strict=True):
        room = max(1, size - 1)
        lines = max(lines, sum(max(1, ceil(width(part) / room)) for part in text.split("\n")))
    return min(HIGHEST, lines * LINE)


NARROW, WIDE = 7, 44
"""Columns of text that a column is wide at least and at most."""
TO_FILL = 20
"""Width of a column in which somebody writes by hand, and below it the height of its rows."""
HAND = 24
MANY = 12
"""With more columns of short words a table is a grid: narrow columns, heads that are turned."""
IN_GRID = 10
A_PAGE = 30
"""Columns of a grid that are printed on one page."""
PAGE = 200
"""Columns of text that can be read on one page."""
MONTH = 5.5
BORDER: Looks = {"border": 1, "border_color": "#9a9a9a"}


class Shape(NamedTuple):
    """How wide the columns of a table are, and which of its heads are turned."""

    sizes: list[float]
    turned: frozenset[int]
    head: int
    """Height of the row of heads, in points."""


def sheet_shape(book: XlsxWriter, table: Table) -> Shape:
    """Return widths that show most cells in a line, and none wider than can be read."""
    heads = [book.said(column.heading) for column in table.columns]
    longest = [
        max(
            (width(line) for row in table.rows for line in book.said(row[at]).split("\n")),
            default=0,
        )
        for at in range(len(heads))
    ]
    filled = to_be_filled(table)
    if len(heads) > MANY and all(size <= IN_GRID * 2 for size in longest[2:]):
        sizes = [
            min(max(longest[at] + 2, NARROW), WIDE)
            if at < 2
            else min(max(longest[at] + 1, 4), IN_GRID)
            for at in range(len(heads))
        ]
        turned = frozenset(range(2, len(heads)))
        return Shape([*map(float, sizes)], turned, min(200, 14 + 6 * max(map(width, heads))))
    found: list[float] = []
    for at, head in enumerate(heads):
        least = TO_FILL if at in filled else max(NARROW, min(width(head), 16) + 3)
        found.append(min(max(longest[at] + 2, least), WIDE))
    return Shape(found, frozenset(), height(heads, found) + 3)


def write_table(book: XlsxWriter, sheet: Any, table: Table, shape: Shape, *, boxed: bool) -> None:
    """Write the table from the first row on; `boxed` draws its lines."""
    lines = BORDER if boxed else {}
    for at, column in enumerate(table.columns):
        side: Looks = {"align": column.align}
        if at in shape.turned:
            side = {"rotation": 90}
        elif column.align == "right":
            side["indent"] = 1
        looks: Looks = {**HEAD, "valign": "bottom", **lines, **side}
        sheet.write_string(0, at, escape_formula(book.said(column.heading)), book.form(**looks))
    sheet.set_row(0, shape.head)
    filled = to_be_filled(table)
    for number, row in enumerate(table.rows):
        texts = [book.said(value) for value in row]
        high = height(texts, shape.sizes[: len(row)])
        sheet.set_row(1 + number, max(high, HAND) if filled else high)
        for at, value in enumerate(row):
            looks = {**painted(cell_status(table, number, at)), **lines}
            if filled:
                looks["valign"] = "vcenter"
            if at in shape.turned:
                looks |= {"align": "center", "font_size": 9}
            elif table.columns[at].align == "right":
                looks |= {"align": "right", "indent": 1}
            book.write(sheet, 1 + number, at, value, looks)


def table_sheet(book: XlsxWriter, name: object, table: Table) -> str:
    """Write a table into a sheet of its own, and return what the sheet is called.

    Its heads stay in sight, on every page too.
    """
    sheet = book.sheet(name)
    shape = sheet_shape(book, table)
    write_table(book, sheet, table, shape, boxed=bool(to_be_filled(table)))
    for at, size in enumerate(shape.sizes):
        sheet.set_column(at, at, size)
    named = next((at for at, one in enumerate(table.columns) if one.key == "name"), -1)
    sheet.freeze_panes(1, named + 1)
    sheet.repeat_rows(0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    if len(table.columns) > 7:
        sheet.set_landscape()
    if shape.turned:
        pages = 1 + (len(table.columns) - 3) // A_PAGE
    else:
        pages = 1 + int(sum(shape.sizes) - 1) // PAGE
    if pages > 1:
        sheet.fit_to_pages(pages, 0)
        sheet.repeat_columns(0, max(named, 0))
    return str(sheet.get_name())


def calendar_sheet(book: XlsxWriter, calendar: Calendar) -> None:
    """Write a calendar of duties into a sheet of its own: a word and a colour a month."""
    sheet = book.sheet(say("Calendar {year}", year=str(calendar.year)))
    words = calendar_rows(calendar, book.language)
    middle = book.form(**HEAD, align="center")
    sheet.write_string(0, 0, book.said(words.obligation), book.form(**HEAD))
    for at, month in enumerate(words.months, 1):
        sheet.write_string(0, at, month, middle)
    sheet.write_string(0, 13, book.said(words.total), middle)
    longest = 12
    for number, row in enumerate(words.rows, 1):
        label = book.said(row.label)
        longest = max(longest, width(label))
        sheet.set_row(number, 21)
        sheet.write_string(number, 0, escape_formula(label), book.form(valign="vcenter"))
        for at, (status, word) in enumerate(row.months, 1):
            _month(book, sheet, number, at, status, word)
        total = book.form(valign="vcenter", align="center")
        sheet.write_string(number, 13, row.total, total)
    below = len(words.rows) + 2
    for status, word, meaning in words.legend:
        _month(book, sheet, below, 1, status, word)
        sheet.write_string(below, 2, book.said(meaning), book.form())
        below += 1
    sheet.set_column(0, 0, min(longest + 2, WIDE))
    sheet.set_column(1, 12, MONTH)
    sheet.set_column(13, 13, 11)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()


def _month(book: XlsxWriter, sheet: Any, row: int, at: int, status: str | None, word: str) -> None:
    looks: Looks = {"align": "center", "valign": "vcenter", **BORDER}
    if status is None:
        sheet.write_blank(row, at, None, book.form(**looks))
        return
    sheet.write_string(row, at, escape_formula(word), book.form(**looks, **painted(status)))


NO_DAY = date(2000, 1, 1)
"""For what is about no day."""


def document_time(view: View) -> datetime:
    """Return the beginning of the day as of which the view was made, so that bytes repeat."""
    day = view.data.get("as_of")
    return datetime.combine(day if isinstance(day, date) else NO_DAY, time(), UTC)
