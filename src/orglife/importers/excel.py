"""XLSX and XLS files to rows of text, after the archive was checked.

The sizes that an archive states are checked first, then what it unpacks to, piece by piece, and
how far its sheets extend: one cell in the last row makes a reader fill all rows before it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from orglife.errors import RefusedError
from orglife.importers.readers import (
    LARGEST,
    LONGEST_CELL,
    MOST_ROWS,
    Sheet,
    SheetRow,
    SourceWorkbook,
)
from orglife.importers.workbook_parts import SheetParts
from orglife.messages import Message, say

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream that a workbook with a password consists of."""
PROPERTIES = "docProps/custom.xml"
MOST_MERGED = 1_000_000
"""Rows over which cells are merged, all such cells together."""
Value = int | float | str | bool | date | datetime | time | timedelta


def read_excel(data: bytes, name: str) -> SourceWorkbook:
    """Return the visible sheets of a workbook.

    Raises:
        RefusedError: damaged, protected, too large, or made to be a burden.
    """
    packed = data.startswith(b"PK")
    if not packed and ENCRYPTED in data:
        raise _protected(name)
    if packed:
        check_archive(data, name)
    try:
        return SourceWorkbook(tuple(_sheets(data, name)), own=_to_import(data) if packed else "")
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


def _protected(name: str) -> RefusedError:
    return RefusedError(
        say("{file} is protected by a password", file=name),
        hint=say("open it in Excel and save it without one"),
    )


def _unreadable(name: str, error: BaseException) -> RefusedError:
    if type(error).__name__ == "PasswordError":
        return _protected(name)
    return RefusedError(
        say("{file} can't be read: {why}", file=name, why=str(error)),
        hint=say("open it in Excel and save it anew as XLSX, or as CSV UTF-8"),
    )


def _sheets(data: bytes, name: str) -> list[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    from orglife.importers.workbook_parts import parts_of_xlsx

    if data.startswith(b"PK"):
        parts = parts_of_xlsx(data)
    else:
        from orglife.importers.xls_records import parts_of_xls

        parts = parts_of_xls(data)
    with load_workbook(BytesIO(data)) as workbook:
        return [
            _sheet(workbook.get_sheet_by_name(about.name), name, parts.get(at, SheetParts()))
            for at, about in enumerate(workbook.sheets_metadata)
            if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible
        ]


def _sheet(sheet: CalamineSheet, name: str, parts: SheetParts) -> Sheet:
    return Sheet(sheet.name, _rows(sheet, name, parts), tuple(sorted(parts.hidden_columns)))


def _rows(sheet: CalamineSheet, name: str, parts: SheetParts) -> tuple[SheetRow, ...]:
    if sheet.total_height > MOST_ROWS:
        raise RefusedError(say("{file} has more than {limit} rows", file=name, limit=MOST_ROWS))
    cells = [[cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    faults = dict(parts.faults)
    merged = sheet.merged_cell_ranges or ()
    if sum(min(last, len(cells)) - first for (first, _), (last, _) in merged) > MOST_MERGED:
        raise RefusedError(
            say("{file} has more than {limit} merged cells", file=name, limit=MOST_MERGED)
        )
    for (first, column), (last, _) in merged:
        # What is merged over rows (a group over its members, a day over its meetings) holds in all.
        for number in range(first + 1, min(last + 1, len(cells))):
            row = cells[number]
            if column < len(row):
                row[column] = cells[first][column]
            if column in faults.get(first, {}):
                faults[number] = {**faults.get(number, {}), column: faults[first][column]}
    width = len(cells[0]) if cells else 0
    missing = range(len(cells), max(faults, default=-1) + 1)
    cells += [[""] * width for _ in missing]  # a row of nothing but faults is not among the values
    for number, row in enumerate(cells, 1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise RefusedError(
                say("row {row}: a cell is longer than {limit}", row=number, limit=LONGEST_CELL)
            )
    return tuple(
        SheetRow(number, tuple(row), faults.get(number - 1, {}), number - 1 in parts.hidden_rows)
        for number, row in enumerate(cells, 1)
    )


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


MOST_MEMBERS = 1000
RATIO = 100
MOST_CELLS = 1_000_000
PIECE = 1 << 20
OVERLAP = 64
"""More bytes than a cell's reference has, so that none is lost between two pieces."""
WORKBOOK = "xl/workbook.xml"


def check_archive(data: bytes, name: str, *, part: str = WORKBOOK) -> None:
    """Refuse an archive that is too large, or is no XLSX file. Unpacks nothing into memory.

    `part` is what it must hold; that of a Word document makes it a check of one.

    Raises:
        RefusedError: more than 1,000 members, 64 MiB or a ratio of 100; sheets that reach too far.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError) as error:
        _refuse(name, say("it is damaged: {why}", why=str(error)))
    if part not in {member.filename for member in members}:
        is_none = say("it is no XLSX workbook") if part == WORKBOOK else say("it is no DOCX file")
        _refuse(name, is_none)
    if len(members) > MOST_MEMBERS:
        _refuse(name, say("it has more than {limit} parts", limit=MOST_MEMBERS))
    stated = sum(member.file_size for member in members)
    if stated > LARGEST or stated > RATIO * max(1, len(data)):
        _refuse(name, say("it unpacks to {n} MiB", n=stated // 1024 // 1024))
    total = 0
    shared = _Shared(name)
    members.sort(key=lambda member: member.filename != SHARED)  # its texts before their uses
    for member in members:
        reach = _SheetExtent(name) if member.filename.startswith("xl/worksheets/") else None
        for piece in _pieces(data, member, name):
            total += len(piece)
            if total > LARGEST or total > RATIO * max(1, len(data)):
                _refuse(name, say("it unpacks to more than it says"))
            if member.filename == SHARED:
                shared.read_texts(piece)
            if reach is not None:
                reach.read(piece)
                shared.read_cells(piece)
        shared.end_of_part()


def _pieces(data: bytes, member: ZipInfo, name: str) -> Iterator[bytes]:
    """Yield what a member unpacks to, at most a MiB at a time, whatever size it states."""
    if member.flag_bits & 1 or member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        _refuse(name, say("a part of it is encrypted, or packed in an unusual way"))
    header = data[member.header_offset : member.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        _refuse(name, say("it is damaged: {why}", why=member.filename))
    extra = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = member.header_offset + 30 + extra
    packed = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == ZIP_STORED:
        for at in range(0, len(packed), PIECE):
            yield bytes(packed[at : at + PIECE])
        return
    unpacker = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    try:
        while rest and not unpacker.eof:
            piece = unpacker.decompress(rest, PIECE)
            rest = unpacker.unconsumed_tail
            if not piece and not rest:
                break
            yield piece
    except zlib.error as error:
        _refuse(name, say("it is damaged: {why}", why=str(error)))


SHARED = "xl/sharedStrings.xml"
"""The texts of a workbook, each of which any number of cells may have."""
MOST_TEXT = 64 << 20
"""Bytes of text in all cells together."""


class _Shared:
    """How much text the cells of a workbook hold, though each text stands in it only once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tail = b""
        self.sizes: list[int] = []
        self.size = self.text = self.cells = 0
        self.counting = False
        cell = rb"""<(?:\w{1,9}:)?c[\s/>]"""
        use = rb"""\bt\s*=\s*["']s["'][^<]{0,99}<(?:\w{1,9}:)?v>\s*(\d{1,9})\s*<"""
        self.cell, self.use = re.compile(cell), re.compile(use)

    def read_texts(self, piece: bytes) -> None:
        """Note the size of each shared text, as it is written."""
        text = self.tail + piece
        begin = 0
        for end in re.finditer(rb"</(?:\w{1,9}:)?si\s*>", text):
            self.sizes.append(self.size + end.start() - begin)
            self.size, begin = 0, end.end()
        self.tail = text[max(begin, len(text) - OVERLAP) :]
        self.size += len(text) - begin - len(self.tail)

    def read_cells(self, piece: bytes) -> None:
        """Refuse the file where its cells hold too much text, or are too many."""
        self.counting = True
        text = self.tail + piece
        cut = max(text.rfind(b"<", 0, max(0, len(text) - 3 * OVERLAP)), 0)
        self.tail = text[cut:]
        self._count(text[:cut])

    def _count(self, ready: bytes) -> None:
        self.cells += len(self.cell.findall(ready))
        for number in self.use.findall(ready):
            place = int(number)
            self.text += self.sizes[place] if place < len(self.sizes) else 0
        if self.cells > MOST_CELLS or self.text > MOST_TEXT:
            _refuse(self.name, say("its cells hold more than {n} MiB", n=MOST_TEXT >> 20))

    def end_of_part(self) -> None:
        """Count what was left over of a part."""
        if self.tail and self.counting:
            self._count(self.tail)
        self.tail, self.counting = b"", False


class _SheetExtent:
    """How far the cells of a sheet reach, read from its XML in pieces."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tail = b""
        self.row = self.column = 0
        self.pattern = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")

    def read(self, piece: bytes) -> None:
        """Refuse the file where a cell lies too far out."""
        text = self.tail + piece
        self.tail = text[-OVERLAP:]
        for letters, digits in self.pattern.findall(text):
            column = 0
            for letter in letters.upper():
                column = column * 26 + letter - 64
            self.row, self.column = max(self.row, int(digits)), max(self.column, column)
        if self.row > MOST_ROWS or self.row * self.column > MOST_CELLS:
            raise RefusedError(
                say("{file}: a sheet reaches to row {row}", file=self.name, row=self.row),
                hint=say("delete the empty rows and columns around the table"),
            )


def _refuse(name: str, why: Message) -> NoReturn:
    raise RefusedError(
        say("{file} can't be read: {why}", file=name, why=why),
        hint=say("open it in Excel and save it anew as XLSX, or as CSV UTF-8"),
    )
