"""`XlsxBook`: a workbook with its formats and sheet names; cells as what they are."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from orglife.reports.formats.palette import INK
from orglife.reports.formats.to_csv import escape_formula
from orglife.reports.language import DayWithWeekday, kept_in_cells

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Cell

CELL_LIMIT = 32_767
"""Characters that a cell can hold."""
FIRST_DAY = date(1900, 3, 1)
"""Days before it are other days in Excel than in the calendar, so they stay text."""
FORBIDDEN = "[]:*?/\\'"
A4 = 9

Looks = dict[str, object]


class XlsxBook:
    """A workbook in one language; its title stands at the head of every printed page."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.book: Any = None
        self.title = ""
        self.names: set[str] = set()
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

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
            if len(text) > CELL_LIMIT:
                text = text[: CELL_LIMIT - 4] + " ..."
            sheet.write_string(row, at, text, self.form(**{"text_wrap": True, **looks}))
