"""What of a workbook is lost when only its values are read: errors, missing values, hidden rows.

A cell with `#N/A`, or with a formula that no program has computed, is read as an empty one; it is
found here in the file itself, so that it can be refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from orglife.importers.readers import MOST_ROWS, column_position
from orglife.messages import Message, say

WIDEST = 16_384
"""Columns of a sheet; Excel's own limit."""

_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_WORTH_READING = re.compile(rb"""\bt\s*=\s*["']e["']|<(?:\w+:)?f[\s>/]|\bhidden\s*=""")
_TAG = re.compile(rb"<(/?)(?:\w+:)?(row|col|c|f|v)((?:\s[^>]*?)?)(/?)>")
_CELL = re.compile(rb"^([A-Za-z]{1,3})([0-9]{1,7})$")


class SheetParts(NamedTuple):
    """Of one sheet: row to column to what is wrong, and what is hidden; all counted from 0."""

    faults: dict[int, dict[int, Message]] = {}
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def error_value(shown: str) -> Message:
    """Return what is said of a cell that shows an error."""
    return say("the cell holds the error {shown}", shown=shown or "#N/A")


def uncomputed() -> Message:
    """Return what is said of a formula without a stored value."""
    return say(
        "the cell holds a formula that has no value: open the file in Excel and save it, or paste "
        "the value"
    )


def parts_of_xlsx(data: bytes) -> dict[int, SheetParts]:
    """Return the parts of each sheet of an XLSX file, by its place in the workbook."""
    found: dict[int, SheetParts] = {}
    with ZipFile(BytesIO(data)) as archive:
        names = {name.replace("\\", "/").casefold(): name for name in archive.namelist()}
        for at, target in enumerate(_targets(archive, names)):
            if target in names:
                xml = archive.read(names[target])
                if _WORTH_READING.search(xml) is not None:
                    found[at] = _parts(xml)
    return found


def _targets(archive: ZipFile, names: dict[str, str]) -> list[str]:
    """Return the part of each sheet in the workbook's order, as it is named in `names`."""

    def read(part: str) -> bytes:
        return archive.read(names[part]) if part in names else b""

    relations: dict[str, str] = {}
    for match in _RELATION.finditer(read("xl/_rels/workbook.xml.rels")):
        one = _attributes(match[1])
        target = one.get("Target", "").replace("\\", "/")
        whole = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        relations[one.get("Id", "")] = whole.casefold()
    found = []
    for match in _SHEET.finditer(read("xl/workbook.xml")):
        attributes = _attributes(match[1])
        key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        found.append(relations.get(key, ""))
    return found


def _attributes(text: bytes) -> dict[str, str]:
    return {
        match[1].decode("ascii", "replace"): (match[2] or match[3] or b"").decode(
            "utf-8", "replace"
        )
        for match in _ATTRIBUTE.finditer(text)
    }


class _OpenCell:
    """A cell while it is read: where it is, its type, and which of its parts were seen."""

    def __init__(self, row: int, column: int, kind: str) -> None:
        self.row, self.column, self.kind = row, column, kind
        self.formula = self.valued = False
        self.value = ""

    def fault(self) -> Message | None:
        """Return what is wrong with it, if anything."""
        if self.kind == "e":
            return error_value(self.value)
        return uncomputed() if self.formula and not self.valued else None


def _parts(xml: bytes) -> SheetParts:
    reader = _SheetReader(xml)
    for closing, name, text, alone, end in _tags(xml):
        if name == b"c":
            reader.cell(text, closing=closing, alone=alone)
        elif not closing:
            reader.begin(name, text, alone=alone, end=end)
    return SheetParts(
        reader.faults, frozenset(reader.hidden_rows), frozenset(reader.hidden_columns)
    )


class _SheetReader:
    """Reads the tags of a sheet one after the other, and keeps what is wrong and what is hidden."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.faults: dict[int, dict[int, Message]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.row = self.column = -1
        self.open: _OpenCell | None = None

    def cell(self, text: bytes, *, closing: bool, alone: bool) -> None:
        """Take the beginning or the end of a cell."""
        if not closing:
            attributes = _attributes(text)
            place = _CELL.match(attributes.get("r", "").encode())
            if place is not None:
                self.column = column_position(place[1].decode()) or 0
                self.row = int(place[2]) - 1
            else:
                self.column += 1
            self.open = _OpenCell(self.row, self.column, attributes.get("t", ""))
        if (closing or alone) and self.open is not None:
            wrong = self.open.fault()
            if wrong is not None and self.open.row < MOST_ROWS:
                self.faults.setdefault(self.open.row, {})[self.open.column] = wrong
            self.open = None

    def begin(self, name: bytes, text: bytes, *, alone: bool, end: int) -> None:
        """Take the beginning of a formula, a value, a row or the columns' looks."""
        if self.open is not None and name == b"f":
            self.open.formula = True
        elif self.open is not None and name == b"v":
            self.open.valued = True
            if not alone:
                until = self.xml.find(b"<", end)
                self.open.value = self.xml[end:until].decode("utf-8", "replace").strip()
        elif name == b"row":
            attributes = _attributes(text)
            number = attributes.get("r", "")
            self.row = int(number) - 1 if number.isdecimal() else self.row + 1
            self.column = -1
            if attributes.get("hidden") in ("1", "true") and self.row < MOST_ROWS:
                self.hidden_rows.add(self.row)
        elif name == b"col":
            attributes = _attributes(text)
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if attributes.get("hidden") in ("1", "true") and (first + last).isdecimal():
                self.hidden_columns.update(range(int(first) - 1, min(int(last), WIDEST)))


def _tags(xml: bytes) -> Iterator[tuple[bool, bytes, bytes, bool, int]]:
    """Yield of each tag whether it closes, its name, attributes, if it stands alone, its end."""
    for match in _TAG.finditer(xml):
        yield bool(match[1]), match[2], match[3], bool(match[4]), match.end()
