"""A form: one meeting a sheet, each label beside its value, as handed in month by month.

It is read as a register with one row. A problem is named with the row in which its value stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from orglife.errors import OrglifeError
from orglife.importers.header import (
    RecognizedSheet,
    in_minutes,
    is_private_heading,
    normalize_heading,
    titles_of,
)
from orglife.importers.readers import Sheet, SheetRow
from orglife.importers.register_rows import split_times
from orglife.importers.sheet_days import without_midnight
from orglife.importers.sheet_kinds import REGISTER
from orglife.messages import Message
from orglife.model.dates import read_day

MOST_FORM_ROWS = 100
"""Rows; what is longer is no form of one meeting."""
LEAST = 3
"""Labels that a form has at least."""
ANCHOR = date(2024, 6, 30)
"""A day from which it is tried whether something can be a day at all."""


def recognize_form(
    sheet: Sheet, defaults: Mapping[str, str] | None = None
) -> RecognizedSheet | None:
    """Return a form as a register with one row, or None where the sheet is none."""
    if len(sheet.rows) > MOST_FORM_ROWS:
        return None
    titles = titles_of(REGISTER)
    values: dict[str, str] = {}
    labels: dict[str, str] = {}
    rows: dict[str, int] = {}
    faults: dict[str, Message] = {}
    left: list[str] = []
    private: list[str] = []
    for row in sheet.rows:
        at = 0
        while at < len(row.cells):
            cell = row.cells[at]
            key = titles.get(normalize_heading(cell), "")
            if not key or len(cell) > 30:
                if cell.strip() and is_private_heading(cell) and len(cell) < 30:
                    private.append(" ".join(cell.split()))
                at += 1
                continue
            value, fault, place = _value(row, at + 1, titles)
            key = in_minutes(key, cell)
            label = " ".join(cell.split())
            if key not in values:
                values[key], labels[key], rows[key] = value, label, row.number
                if fault is not None:
                    faults[key] = fault
            elif value and normalize_heading(cell) != normalize_heading(labels[key]):
                left.append(label)
            at = place
    if len(values) < LEAST or not _is_day(values.get("date", "")):
        return None
    if not values.get("kind") and "kind" not in (defaults or {}):
        return None
    if len({rows[key] for key in values}) < 2:
        return None
    keys = tuple(values)
    first = rows["date"]
    header = SheetRow(0, tuple(labels[key] for key in keys))
    data = SheetRow(
        first,
        tuple(values[key] for key in keys),
        {at: faults[key] for at, key in enumerate(keys) if key in faults},
    )
    above = tuple(row for row in sheet.rows if row.number < min(rows.values()))
    titled = tuple(row._replace(number=row.number - len(above) - 1) for row in above)
    return RecognizedSheet(
        REGISTER,
        Sheet(sheet.name, (*titled, header, data)),
        0,
        {key: (at,) for at, key in enumerate(keys)},
        {at: labels[key] for at, key in enumerate(keys)},
        tuple(private),
        set_aside=tuple(left),
        defaults={key: value for key, value in (defaults or {}).items() if key not in values},
        width=len(keys),
        field_rows=rows,
    )


def _value(row: SheetRow, at: int, titles: Mapping[str, str]) -> tuple[str, Message | None, int]:
    """Return the value right of a label, what is wrong with it, and where the next label may be."""
    for place in range(at, len(row.cells)):
        if place in row.faults:
            return "", row.faults[place], place + 1
        cell = row.cells[place]
        if normalize_heading(cell) in titles:
            return "", None, place
        if cell.strip():
            return cell, None, place + 1
    return "", None, len(row.cells)


def _is_day(text: str) -> bool:
    plain = split_times(text)[0] if ":" in text or "：" in text else without_midnight(text)
    try:
        read_day(plain, today=ANCHOR)
    except OrglifeError:
        return False
    return True
