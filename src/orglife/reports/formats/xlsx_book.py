"""A workbook that is being written: its sheets, its formats and single cells."""

from __future__ import annotations

from datetime import date, datetime, time
from math import ceil
from typing import TYPE_CHECKING, Any

from orglife.reports.blocks.palette import INK, INKS, PAINTS, QUIET
from orglife.reports.blocks.width import width
from orglife.reports.formats.spreadsheet import neutral
from orglife.reports.view import Weekday
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Cell

LONGEST = 32_767
"""Characters that a cell can hold."""
FIRST_DAY = date(1900, 3, 1)
"""Days before it are other days in Excel than in the calendar, so they stay text."""
LINE, HIGHEST = 15, 400
"""Points of a line of text, and of the highest row."""
FORBIDDEN = "[]:*?/\\'"
FONTS = {"en": "Calibri", "zh": "Microsoft YaHei"}
A4 = 9

Looks = dict[str, object]
HEAD: Looks = {"bold": True, "bg_color": "#f2f2f2", "bottom": 1, "text_wrap": True}


class Book:
    """The workbook, in one language; `title` stands at the head of every printed page."""

    def __init__(self, book: Any, language: Language, title: str) -> None:
        self.book, self.language, self.title = book, language, title
        self.names: set[str] = set()
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def said(self, value: object) -> str:
        """Return text in the book's language, with nothing in it that moves a cursor."""
        text = self.language.text(value)
        return "\n".join(map(visible, text.split("\n"))).strip()

    def form(self, **looks: object) -> Any:
        """Return a format of the workbook; the same looks give the same one."""
        key = tuple(sorted(looks.items()))
        if key not in self.formats:
            usual = {"font_name": FONTS[self.language.code], "font_color": INK, "valign": "top"}
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
        day = value.day if isinstance(value, Weekday) else value
        if isinstance(day, date) and day >= FIRST_DAY:
            moment = datetime.combine(day, time())  # a cell has no zone
            form = self.form(**{"align": "left", **looks}, num_format="yyyy-mm-dd")
            sheet.write_datetime(row, at, moment, form)
        elif isinstance(value, int) and abs(value) < 10**15:
            sheet.write_number(row, at, value, self.form(**looks))
        else:
            text = neutral(self.said(value))
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
