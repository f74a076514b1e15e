"""XLSX: a sheet a table, one a calendar, and one with what is said besides; a form is one page.

Days are days, numbers numbers and everything else text, which no spreadsheet computes. The row of
heads stays in sight; a state is told by its word, and by a colour. The same view gives the same
bytes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import zip_longest
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from orglife.messages import say
from orglife.reports.formats.blocks import BlockRenderer, calendar_rows
from orglife.reports.formats.palette import (
    INK,
    INKS,
    PAINTS,
    QUIET,
    cell_status,
    to_be_filled,
)
from orglife.reports.formats.to_csv import escape_formula
from orglife.reports.language import DayWithWeekday, kept_in_cells
from orglife.reports.text_width import width
from orglife.reports.view import RULE, Heading, Line, Table

if TYPE_CHECKING:
    from orglife.messages import Message
    from orglife.reports.language import Language
    from orglife.reports.view import Calendar, Cell, RenderOptions, Separator, View

TO_IMPORT = "orglife import"
"""The property of a workbook that names the sheet to bring back; read in `importers/excel.py`."""
NOTES = 100
"""Width of the column of notes."""


def _is_form(view: View, book: XlsxWriter) -> bool:
    """Whether it is to be printed and signed, so that its lines belong around its table."""
    return any(isinstance(one, Line) and RULE in book.said(one.text) for one in view.blocks)


class FormPage(BlockRenderer[None]):
    """Writes every block below the one before, as they stand on paper."""

    def __init__(self, book: XlsxWriter, view: View) -> None:
        self.book = book
        self.sheet = sheet = book.sheet(say("Form"))
        tables = [one for one in view.blocks if isinstance(one, Table)]
        shapes = [sheet_shape(book, one).sizes for one in tables]
        sizes = [max(several) for several in zip_longest(*shapes, fillvalue=0.0)]
        self.sizes = sizes or [float(NOTES)]
        for at, size in enumerate(self.sizes):
            sheet.set_column(at, at, size)
        if len(self.sizes) > 7:
            sheet.set_landscape()
        self.row, self.frozen = 0, False

    def heading(self, block: Heading) -> None:
        """Write a heading into the next row, and its aside below."""
        self.row = _said(self.book, self.sheet, block, self.row, self.sizes)

    def line(self, block: Line) -> None:
        """Write a line into the next row."""
        self.row = _said(self.book, self.sheet, block, self.row, self.sizes)

    def separator(self, block: Separator) -> None:
        """Write nothing: headings set parts off."""

    def table(self, block: Table) -> None:
        """Write a table; the heads of the first one stay in sight."""
        self.row = _titled(self.book, self.sheet, block, self.row)
        if not block.rows:
            return
        shape = sheet_shape(self.book, block)._replace(sizes=self.sizes)
        if not self.frozen:
            self.sheet.freeze_panes(self.row + 1, 0)
            self.frozen = True
        self.row = write_table(self.book, self.sheet, block, shape, self.row, boxed=True)

    def calendar(self, block: Calendar) -> None:
        """Write nothing: no form has a calendar."""


def _titled(book: XlsxWriter, sheet: Any, table: Table, row: int) -> int:
    """Write what stands above a table, or in its place where it has no rows."""
    for text, shown in ((table.title, True), (table.empty, not table.rows)):
        if text is not None and shown:
            sheet.write_string(
                row, 0, escape_formula(book.said(text)), book.form(bold=text == table.title)
            )
            row += 1
    return row


def _said(book: XlsxWriter, sheet: Any, block: Heading | Line, row: int, sizes: list[float]) -> int:
    """Write a heading or a line across columns of these sizes; return the row below."""
    room, across = sum(sizes), len(sizes)
    text = book.said(block.text)
    looks: Looks = {"text_wrap": across == 1}
    if isinstance(block, Heading):
        looks |= {"bold": True, "font_size": 14 if block.level == 1 else 12}
        sheet.set_row(row, 22 if block.level == 1 else 19)
    else:
        looks |= inked(block.style)
        high = height([text], [room])
        sheet.set_row(row, high)
        if across > 1 and high > LINE:
            looks["text_wrap"] = True
            sheet.merge_range(row, 0, row, across - 1, "", book.form(**looks))
    sheet.write_string(row, 0, escape_formula(text)[:LONGEST], book.form(**looks))
    if isinstance(block, Heading) and block.aside:
        row += 1
        sheet.write_string(
            row, 0, escape_formula(book.said(block.aside)), book.form(font_color=QUIET)
        )
    return row + 1


LONGEST = 32_767
"""Characters that a cell can hold."""
FIRST_DAY = date(1900, 3, 1)
"""Days before it are other days in Excel than in the calendar, so they stay text."""
LINE, HIGHEST = 15, 400
"""Points of a line of text, and of the highest row."""
FORBIDDEN = "[]:*?/\\'"
A4 = 9

Looks = dict[str, object]
HEAD: Looks = {"bold": True, "bg_color": "#f2f2f2", "bottom": 1, "text_wrap": True}


class XlsxWriter(BlockRenderer[None]):
    """Writes a view into a workbook: a sheet a table, one a calendar, one with what is said.

    Its title stands at the head of every printed page.
    """

    def __init__(self, language: Language, options: RenderOptions) -> None:
        self.language, self.options = language, options
        self.book: Any = None
        self.title = ""
        self.names: set[str] = set()
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self.above: Message | str = say("Table")
        self.sheet_given = False
        self.calendars: list[Calendar] = []
        self.notes: list[Heading | Line] = []

    def render(self, view: View) -> bytes:
        """Return the view as an XLSX workbook; a form as one page."""
        from xlsxwriter import Workbook

        file = BytesIO()
        self.book = Workbook(file, {"in_memory": True})
        title = next((one.text for one in view.blocks if isinstance(one, Heading)), "orglife")
        self.title = self.said(title)
        made = document_time(view).replace(tzinfo=None)
        self.book.set_properties({"title": self.title[:255], "created": made, "author": "orglife"})
        if _is_form(view, self):
            if view.sheet is not None and view.sheet not in view.blocks:
                to_import = table_sheet(self, view.sheet.title or say("Table"), view.sheet)
                # The page for printing can be read too; this tells `import` which one to take.
                self.book.set_custom_property(TO_IMPORT, to_import)
            page = FormPage(self, view)
            for block in view.blocks:
                page.visit(block)
        else:
            self._write_sheets(view)
        self.book.close()
        return file.getvalue()

    def _write_sheets(self, view: View) -> None:
        if view.sheet is not None:
            self.sheet_given = True
            table_sheet(self, view.sheet.title or say("Table"), view.sheet)
        for block in view.blocks:
            self.visit(block)
        for calendar in self.calendars:
            calendar_sheet(self, calendar)
        if self.names and not any(isinstance(one, Line) for one in self.notes):
            return
        sheet = self.sheet(say("Notes"))
        sheet.set_column(0, 0, NOTES)
        row = 0
        for note in self.notes:
            row = _said(self, sheet, note, row, [float(NOTES)])

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

    def said(self, value: object) -> str:
        """Return text in the book's language, with nothing in it that moves a cursor."""
        text = self.language.text(value)
        return "\n".join(map(kept_in_cells, text.split("\n"))).strip()

    def form(self, **looks: object) -> Any:
        """Return a format of the workbook; the same looks give the same one."""
        key = tuple(sorted(looks.items()))
        if key not in self.formats:
            usual = {
                "font_name": self.language.facts.excel_font,
                "font_color": INK,
                "valign": "top",
            }
            self.formats[key] = self.book.add_format({**usual, **looks})
        return self.formats[key]

    def sheet(self, name: object) -> Any:
        """Return a new sheet, named as Excel allows and as no other is."""
        text = "".join(" " if one in FORBIDDEN else one for one in self.said(name))
        bare = text.replace("\n", " ").strip()[:31].strip() or "-"
        if bare.casefold() == "history":  # a name that Excel keeps for itself
            bare = f"{bare} 1"
        found, number = bare, 2
        while found.casefold() in self.names:
            found = f"{bare[:27]} {number}"
            number += 1
        self.names.add(found.casefold())
        sheet = self.book.add_worksheet(found)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.set_header("&L" + self.title.replace("&", "&&").replace("\n", " ")[:200])
        sheet.set_footer("&R&P / &N")
        return sheet

    def write(self, sheet: Any, row: int, at: int, value: Cell, looks: Looks) -> None:
        """Write a cell as what it is: a day, a number, or text that nothing computes."""
        if value is None:
            if looks:
                sheet.write_blank(row, at, None, self.form(**looks))
            return
        day = value.day if isinstance(value, DayWithWeekday) else value
        if isinstance(day, date) and day >= FIRST_DAY:
            moment = datetime.combine(day, time())  # a cell has no zone
            form = self.form(**{"align": "left", **looks}, num_format="yyyy-mm-dd")
            sheet.write_datetime(row, at, moment, form)
        elif isinstance(value, int) and abs(value) < 10**15:
            sheet.write_number(row, at, value, self.form(**looks))
        else:
            text = escape_formula(self.said(value))
            if len(text) > LONGEST:
                text = text[: LONGEST - 4] + " ..."
            sheet.write_string(row, at, text, self.form(**{"text_wrap": True, **looks}))


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


def write_table(
    book: XlsxWriter, sheet: Any, table: Table, shape: Shape, top: int, *, boxed: bool
) -> int:
    """Write the table from row `top` on, and return the row below it; `boxed` draws its lines."""
    lines = BORDER if boxed else {}
    for at, column in enumerate(table.columns):
        side: Looks = {"align": column.align}
        if at in shape.turned:
            side = {"rotation": 90}
        elif column.align == "right":
            side["indent"] = 1
        looks: Looks = {**HEAD, "valign": "bottom", **lines, **side}
        sheet.write_string(top, at, escape_formula(book.said(column.heading)), book.form(**looks))
    sheet.set_row(top, shape.head)
    filled = to_be_filled(table)
    for number, row in enumerate(table.rows):
        texts = [book.said(value) for value in row]
        high = height(texts, shape.sizes[: len(row)])
        sheet.set_row(top + 1 + number, max(high, HAND) if filled else high)
        for at, value in enumerate(row):
            looks = {**painted(cell_status(table, number, at)), **lines}
            if filled:
                looks["valign"] = "vcenter"
            if at in shape.turned:
                looks |= {"align": "center", "font_size": 9}
            elif table.columns[at].align == "right":
                looks |= {"align": "right", "indent": 1}
            book.write(sheet, top + 1 + number, at, value, looks)
    return top + 1 + len(table.rows)


def table_sheet(book: XlsxWriter, name: object, table: Table) -> str:
    """Write a table into a sheet of its own, and return what the sheet is called.

    Its heads stay in sight, on every page too.
    """
    sheet = book.sheet(name)
    shape = sheet_shape(book, table)
    write_table(book, sheet, table, shape, 0, boxed=bool(to_be_filled(table)))
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
