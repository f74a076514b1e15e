"""Tables and calendars on a sheet of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from orglife.messages import say
from orglife.reports.blocks.calendar_lines import CELLS, legend
from orglife.reports.blocks.calendar_lines import cell as calendar_cell
from orglife.reports.blocks.drawing import months
from orglife.reports.blocks.palette import mark, to_be_filled
from orglife.reports.blocks.width import width
from orglife.reports.formats.spreadsheet import neutral
from orglife.reports.formats.xlsx_book import HEAD, Book, Looks, height, painted

if TYPE_CHECKING:
    from orglife.reports.view import Calendar, Table

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


def shape_of(book: Book, table: Table) -> Shape:
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
    book: Book, sheet: Any, table: Table, shape: Shape, top: int, *, boxed: bool
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
        sheet.write_string(top, at, neutral(book.said(column.heading)), book.form(**looks))
    sheet.set_row(top, shape.head)
    filled = to_be_filled(table)
    for number, row in enumerate(table.rows):
        texts = [book.said(value) for value in row]
        high = height(texts, shape.sizes[: len(row)])
        sheet.set_row(top + 1 + number, max(high, HAND) if filled else high)
        for at, value in enumerate(row):
            looks = {**painted(mark(table, number, at)), **lines}
            if filled:
                looks["valign"] = "vcenter"
            if at in shape.turned:
                looks |= {"align": "center", "font_size": 9}
            elif table.columns[at].align == "right":
                looks |= {"align": "right", "indent": 1}
            book.write(sheet, top + 1 + number, at, value, looks)
    return top + 1 + len(table.rows)


def table_sheet(book: Book, name: object, table: Table) -> str:
    """Write a table into a sheet of its own, and return what the sheet is called.

    Its heads stay in sight, on every page too.
    """
    sheet = book.sheet(name)
    shape = shape_of(book, table)
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


def calendar_sheet(book: Book, calendar: Calendar) -> None:
    """Write a calendar of duties into a sheet of its own: a word and a colour a month."""
    sheet = book.sheet(say("Calendar {year}", year=str(calendar.year)))
    middle = book.form(**HEAD, align="center")
    sheet.write_string(0, 0, book.said(say("Obligation")), book.form(**HEAD))
    for at, month in enumerate(months(book.language), 1):
        sheet.write_string(0, at, month, middle)
    sheet.write_string(0, 13, book.said(say("need/done")), middle)
    used: set[str | None] = set()
    longest = 12
    for number, row in enumerate(calendar.rows, 1):
        label = book.said(row.label)
        longest = max(longest, width(label))
        sheet.set_row(number, 21)
        sheet.write_string(number, 0, neutral(label), book.form(valign="vcenter"))
        for at, status in enumerate(row.months, 1):
            _month(book, sheet, number, at, status)
            used.add(status)
        total = book.form(valign="vcenter", align="center")
        sheet.write_string(number, 13, row.total, total)
    below = len(calendar.rows) + 2
    for status in (code for code in CELLS if code in used):
        _month(book, sheet, below, 1, status)
        sheet.write_string(below, 2, book.said(legend(status)), book.form())
        below += 1
    sheet.set_column(0, 0, min(longest + 2, WIDE))
    sheet.set_column(1, 12, MONTH)
    sheet.set_column(13, 13, 11)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()


def _month(book: Book, sheet: Any, row: int, at: int, status: str | None) -> None:
    looks: Looks = {"align": "center", "valign": "vcenter", **BORDER}
    if status is None:
        sheet.write_blank(row, at, None, book.form(**looks))
        return
    text = neutral(calendar_cell(status, book.language))
    sheet.write_string(row, at, text, book.form(**looks, **painted(status)))
