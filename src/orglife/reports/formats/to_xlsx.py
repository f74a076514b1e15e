"""XLSX: a sheet a table, one a calendar, and one with what is said besides; a form is one page.

Days are days, numbers numbers and everything else text, which no spreadsheet computes. The row of
heads stays in sight; a state is told by its word, and by a colour. The same view gives the same
bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from orglife.messages import Message, say
from orglife.reports.blocks.palette import QUIET
from orglife.reports.formats.made_on import made_on
from orglife.reports.formats.spreadsheet import neutral
from orglife.reports.formats.xlsx_book import LINE, LONGEST, Book, Looks, height, inked
from orglife.reports.formats.xlsx_table import calendar_sheet, shape_of, table_sheet, write_table
from orglife.reports.signature import RULE
from orglife.reports.view import Calendar, Heading, Line, Table

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.look import Look
    from orglife.reports.view import View

TO_IMPORT = "orglife import"
"""The property of a workbook that names the sheet to bring back; read in `importers/excel.py`."""
NOTES = 100
"""Width of the column of notes."""


def render(view: View, language: Language, look: Look) -> bytes:  # noqa: ARG001  # every format's
    """Return the view as an XLSX workbook."""
    from xlsxwriter import Workbook

    file = BytesIO()
    written = Workbook(file, {"in_memory": True})
    title = next((one.text for one in view.blocks if isinstance(one, Heading)), "orglife")
    book = Book(written, language, language.text(title))
    book.title = book.said(title)
    made = made_on(view).replace(tzinfo=None)
    written.set_properties({"title": book.title[:255], "created": made, "author": "orglife"})
    if _is_form(view, book):
        if view.sheet is not None and view.sheet not in view.blocks:
            to_import = table_sheet(book, view.sheet.title or say("Table"), view.sheet)
            # The page for printing can be read too; this tells `import` which one to take.
            written.set_custom_property(TO_IMPORT, to_import)
        _page(book, view)
    else:
        for name, table in _tables(view):
            table_sheet(book, name, table)
        for block in view.blocks:
            if isinstance(block, Calendar) and block.rows:
                calendar_sheet(book, block)
        _notes(book, view)
    written.close()
    return file.getvalue()


def _is_form(view: View, book: Book) -> bool:
    """Whether it is to be printed and signed, so that its lines belong around its table."""
    return any(isinstance(one, Line) and RULE in book.said(one.text) for one in view.blocks)


def _tables(view: View) -> Iterator[tuple[Message | str, Table]]:
    """Yield the tables and what their sheets are called: their title, or the heading above."""
    if view.sheet is not None:
        yield view.sheet.title or say("Table"), view.sheet
        return
    heading: Message | str = say("Table")
    for block in view.blocks:
        if isinstance(block, Heading) and block.level > 1:
            heading = block.text
        elif isinstance(block, Table) and block.rows:
            yield block.title or heading, block


def _page(book: Book, view: View) -> None:
    """Write every block below the one before, as they stand on paper."""
    sheet = book.sheet(say("Form"))
    tables = [one for one in view.blocks if isinstance(one, Table)]
    shapes = [shape_of(book, one).sizes for one in tables]
    sizes = [max(several) for several in zip_longest(*shapes, fillvalue=0.0)] or [float(NOTES)]
    for at, size in enumerate(sizes):
        sheet.set_column(at, at, size)
    if len(sizes) > 7:
        sheet.set_landscape()
    row, frozen = 0, False
    for block in view.blocks:
        if isinstance(block, Table):
            row = _titled(book, sheet, block, row)
            if block.rows:
                shape = shape_of(book, block)._replace(sizes=sizes)
                if not frozen:
                    sheet.freeze_panes(row + 1, 0)
                    frozen = True
                row = write_table(book, sheet, block, shape, row, boxed=True)
        elif isinstance(block, (Heading, Line)):
            row = _said(book, sheet, block, row, sizes)


def _titled(book: Book, sheet: Any, table: Table, row: int) -> int:
    """Write what stands above a table, or in its place where it has no rows."""
    for text, shown in ((table.title, True), (table.empty, not table.rows)):
        if text is not None and shown:
            sheet.write_string(
                row, 0, neutral(book.said(text)), book.form(bold=text == table.title)
            )
            row += 1
    return row


def _notes(book: Book, view: View) -> None:
    """Write headings and lines into a last sheet, so that nothing that was said is lost."""
    blocks = [
        one for one in view.blocks if isinstance(one, (Heading, Line)) and book.said(one.text)
    ]
    if book.names and not any(isinstance(one, Line) for one in blocks):
        return
    sheet = book.sheet(say("Notes"))
    sheet.set_column(0, 0, NOTES)
    row = 0
    for block in blocks:
        row = _said(book, sheet, block, row, [float(NOTES)])


def _said(book: Book, sheet: Any, block: Heading | Line, row: int, sizes: list[float]) -> int:
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
    sheet.write_string(row, 0, neutral(text)[:LONGEST], book.form(**looks))
    if isinstance(block, Heading) and block.aside:
        row += 1
        sheet.write_string(row, 0, neutral(book.said(block.aside)), book.form(font_color=QUIET))
    return row + 1
