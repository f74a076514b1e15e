"""Bytes of a file to sheets of rows; CSV and TSV are read here.

The reader is chosen by the first bytes of the file, since names may be wrong. Another format is one
function and one line in `FORMATS`. Text is UTF-8 with or without a byte order mark, then GB18030;
separated by comma, tab or semicolon.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from typing import NamedTuple

from orglife.errors import RefusedError
from orglife.messages import Message, say

LARGEST = 64 * 1024 * 1024
"""Bytes of a file, or of all that an archive unpacks to."""
MOST_ROWS = 100_000
LONGEST_CELL = 32_767
"""Characters; Excel's own limit."""


class SheetRow(NamedTuple):
    """A row; `number` counts from 1, as a spreadsheet shows it, blank rows included."""

    number: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


class Sheet(NamedTuple):
    """A sheet: its name (empty in a CSV file) and its rows."""

    name: str
    rows: tuple[SheetRow, ...]


class SourceWorkbook(NamedTuple):
    """The sheets of a file, and what its reader has to say about it."""

    sheets: tuple[Sheet, ...]
    notices: tuple[Message, ...] = ()
    own: str = ""
    """The sheet that orglife made to be filled in and brought back, where the file says so."""


class Format(NamedTuple):
    """A kind of file: how it begins, and `module:function` of its reader."""

    beginnings: tuple[bytes, ...]
    reader: str


FORMATS = (
    Format((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), "orglife.importers.excel:read_excel"),
    Format((b"",), "orglife.importers.readers:read_csv"),
)
"""The first whose beginning fits; text comes last, since it begins with anything."""

NOT_TABLES = (
    b"%PDF",
    b"<htm",
    b"<HTM",
    b"<!do",
    b"<!DO",
    b"<?xm",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rt",
)


def read_book(data: bytes, name: str) -> SourceWorkbook:
    """Return the sheets of a file.

    Raises:
        RefusedError: it is no table, too large, or its text is in an unknown encoding.
    """
    if len(data) > LARGEST:
        raise RefusedError(
            say("{file} is larger than {limit} MiB", file=name, limit=LARGEST // 1024 // 1024)
        )
    if not data.strip():
        raise RefusedError(say("{file} is empty", file=name))
    if data.lstrip()[:4].startswith(NOT_TABLES):
        raise RefusedError(
            say("{file} is no table", file=name),
            hint=say("open it in Excel and save it as CSV UTF-8"),
        )
    reader = next(kind.reader for kind in FORMATS if data.startswith(kind.beginnings))
    module, _, function = reader.partition(":")
    book: SourceWorkbook = getattr(import_module(module), function)(data, name)
    return book


def choose_sheets(book: SourceWorkbook, wanted: str, name: str) -> tuple[Sheet, ...]:
    """Return the sheet named `wanted`, or else every sheet that holds anything.

    Raises:
        RefusedError: there is no such sheet, or none with anything in it.
    """
    from orglife.model.terms import normalize

    if wanted:
        for sheet in book.sheets:
            if normalize(sheet.name) == normalize(wanted):
                return (sheet,)
        names = tuple(sheet.name for sheet in book.sheets if sheet.name)
        raise RefusedError(
            say("{file} has no sheet {sheet}", file=name, sheet=wanted),
            hint=say("its sheets: {names}", names=names)
            if names
            else say("leave --sheet out: a CSV file has only one"),
        )
    filled = tuple(sheet for sheet in book.sheets if not all(row.blank for row in sheet.rows))
    if not filled:
        raise RefusedError(say("{file} is empty", file=name))
    return filled


DELIMITERS = (",", "\t", ";")
SAMPLE = 10


def read_csv(data: bytes, name: str) -> SourceWorkbook:
    """Return the one sheet of a CSV file.

    Raises:
        RefusedError: an unknown encoding, a quotation mark without its partner, too many rows.
    """
    text, notices = decode_text(data, name)
    first, newline, rest = text.partition("\n")
    if first.strip().lower() in ("sep=,", "sep=;", "sep=\t") and newline:
        return SourceWorkbook(
            (Sheet("", _rows(rest, first.strip("\r")[4], name, before=1)),), notices
        )
    return SourceWorkbook((Sheet("", _rows(text, delimiter_of(text), name)),), notices)


def decode_text(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    """Return the text of `data`, and a notice where it is not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig":
            return text, ()
        notice = say(
            "{file} is not UTF-8; it was read as {encoding}", file=name, encoding=encoding.upper()
        )
        return text, (notice,)
    raise RefusedError(
        say("{file} is neither UTF-8 nor GB18030", file=name),
        hint=say("open it in Excel and save it as CSV UTF-8"),
    )


def delimiter_of(text: str) -> str:
    """Return what separates the cells: that by which most of the first rows are of one width.

    Separators within the cells (`Li Si; Wang Wu`) vary from row to row, those between them do not.
    """
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for at, cells in enumerate(_reader(text, delimiter)):
                if at >= SAMPLE:
                    break
                widths[len(cells)] += len(cells) > 1
        except csv.Error:
            continue
        for width, rows in widths.items():
            if (rows, width) > best_score and rows:
                best, best_score = delimiter, (rows, width)
    return best


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _rows(text: str, delimiter: str, name: str, before: int = 0) -> tuple[SheetRow, ...]:
    rows: list[SheetRow] = []
    number = before
    try:
        for number, cells in enumerate(_reader(text, delimiter), start=before + 1):
            if number > MOST_ROWS:
                raise RefusedError(
                    say("{file} has more than {limit} rows", file=name, limit=MOST_ROWS)
                )
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise RefusedError(
                    say("row {row}: a cell is longer than {limit}", row=number, limit=LONGEST_CELL)
                )
            rows.append(SheetRow(number, tuple(cells)))
    except csv.Error:
        raise RefusedError(
            say("{file}, row {row}: a quotation mark has no partner", file=name, row=number + 1),
            hint=say("open it in Excel and save it as CSV UTF-8"),
        ) from None
    return tuple(rows)
