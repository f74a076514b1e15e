"""XLSX and XLS: cells as the text that would be typed for them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from orglife.errors import RefusedError
from orglife.importers.sheet import LONGEST_CELL, MOST_ROWS, Book, Row, Sheet
from orglife.messages import say

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

PROPERTIES = "docProps/custom.xml"
Value = int | float | str | bool | date | datetime | time | timedelta


def read(data: bytes, name: str) -> Book:
    """Return the visible sheets of a workbook.

    Raises:
        RefusedError: damaged, protected, too large, or made to be a burden.
    """
    packed = data.startswith(b"PK")
    if packed:
        from orglife.importers.archive import check_archive

        check_archive(data, name)
    try:
        return Book(tuple(_sheets(data, name)), own=_to_import(data) if packed else "")
    except RefusedError:
        raise
    except Exception as error:
        raise _unreadable(name, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a failed assertion in the library
            raise
        raise _unreadable(name, error) from None


def _to_import(data: bytes) -> str:
    """Return the sheet that orglife wrote to be brought back; nothing in any other workbook.

    A property of the workbook names it; see `reports/formats/to_xlsx.py`. Excel and LibreOffice
    keep it when they save the file.
    """
    import re
    from html import unescape
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as archive:
        if PROPERTIES not in archive.namelist():
            return ""
        properties = archive.read(PROPERTIES).decode("utf-8", "replace")
    found = re.search(
        r"""<property\b[^>]*\bname=["']orglife import["'][^>]*>\s*<(?:\w+:)?lpwstr>([^<]*)<""",
        properties,
    )
    return unescape(found[1]) if found else ""


def _unreadable(name: str, error: BaseException) -> RefusedError:
    if type(error).__name__ == "PasswordError":
        return RefusedError(
            say("{file} is protected by a password", file=name),
            hint=say("open it in Excel and save it without one"),
        )
    return RefusedError(
        say("{file} can't be read: {why}", file=name, why=str(error)),
        hint=say("open it in Excel and save it anew as XLSX, or as CSV UTF-8"),
    )


def _sheets(data: bytes, name: str) -> list[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    with load_workbook(BytesIO(data)) as workbook:
        return [
            Sheet(about.name, _rows(workbook.get_sheet_by_name(about.name), name))
            for about in workbook.sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible
        ]


def _rows(sheet: CalamineSheet, name: str) -> tuple[Row, ...]:
    if sheet.total_height > MOST_ROWS:
        raise RefusedError(say("{file} has more than {limit} rows", file=name, limit=MOST_ROWS))
    cells = [[cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        # What is merged over rows (a group over its members, a day over its meetings) holds in all.
        for row in cells[first + 1 : last + 1]:
            if column < len(row):
                row[column] = cells[first][column]
    for number, row in enumerate(cells, 1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise RefusedError(
                say("row {row}: a cell is longer than {limit}", row=number, limit=LONGEST_CELL)
            )
    return tuple(Row(number, tuple(row)) for number, row in enumerate(cells, 1))


def cell_text(value: Value) -> str:
    """Return a cell as text: days as `2026-01-03`, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if midnight else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        hours, minutes = divmod(round(value.total_seconds()) // 60, 60)
        return f"{hours}:{minutes:02}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)
