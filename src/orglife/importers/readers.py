"""Bytes of a file to sheets of rows; CSV and TSV are read here.

The reader is chosen by the first bytes of the file, since names may be wrong. Another format is one
function and one line in `FORMATS`. Text is UTF-8 with or without a byte order mark, then GB18030;
separated by comma, tab or semicolon.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    faults: Mapping[int, Message] = {}
    """Position to what is wrong with a cell that holds something and has no value."""
    hidden: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.faults and not any(cell.strip() for cell in self.cells)

    def cell(self, at: int) -> str:
        """Return the text at a position; empty beyond the last cell."""
        return self.cells[at] if at < len(self.cells) else ""

    def filled(self, at: int) -> bool:
        """Whether something stands at a position, a value or a fault."""
        return at in self.faults or bool(self.cell(at).strip())


class Sheet(NamedTuple):
    """A sheet: its name (empty in a CSV file) and its rows."""

    name: str
    rows: tuple[SheetRow, ...]
    hidden_columns: tuple[int, ...] = ()


class SourceWorkbook(NamedTuple):
    """The sheets of a file, and what its reader has to say about it."""

    sheets: tuple[Sheet, ...]
    notices: tuple[Message, ...] = ()
    own: str = ""
    """The sheet that orglife made to be filled in and brought back, where the file says so."""


def column_letters(at: int) -> str:
    """Return what a spreadsheet calls the column at a position: `A` for 0, `AA` for 26."""
    letters = ""
    at += 1
    while at:
        at, letter = divmod(at - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def column_position(letters: str) -> int | None:
    """Return the position of the column of these letters, 0 for `A`; None where it is none."""
    plain = letters.strip().upper()
    if not (plain.isascii() and plain.isalpha() and len(plain) <= 3):
        return None
    at = 0
    for letter in plain:
        at = at * 26 + ord(letter) - 64
    return at - 1


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
    b"<?xm",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rt",
)
WEB_PAGE = (b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<style", b"<body", b"<div")
"""How a page begins that a system gives out by the name of a workbook."""
WEB_ARCHIVE = (b"mime-version:", b"from: <saved by", b"content-type: multipart/related")
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
"""What stands at byte 30 of an OpenDocument file."""


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
    _refuse_other_files(data, name)
    if data.lstrip()[:4].startswith(NOT_TABLES):
        raise RefusedError(
            say("{file} is no table", file=name),
            hint=say("open it in Excel and save it as CSV UTF-8"),
        )
    reader = next(kind.reader for kind in FORMATS if data.startswith(kind.beginnings))
    module, _, function = reader.partition(":")
    book: SourceWorkbook = getattr(import_module(module), function)(data, name)
    return book


def _refuse_other_files(data: bytes, name: str) -> None:
    """Refuse what Excel opens as a table and what is none, named for what it is."""
    mend = say("open it in Excel or WPS and save it as XLSX, or as CSV UTF-8")
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    excel_xml = begin.startswith(b"<?xml") and b"<html" not in begin
    if begin.startswith(WEB_PAGE) or (begin.startswith(b"<") and b"<html" in begin):
        raise RefusedError(
            say("{file} is a web page (HTML), whatever its name says", file=name), hint=mend
        )
    if begin.startswith(WEB_ARCHIVE):
        raise RefusedError(
            say("{file} is a web archive (MHT), whatever its name says", file=name), hint=mend
        )
    if excel_xml and b"urn:schemas-microsoft-com:office:spreadsheet" in begin:
        raise RefusedError(say("{file} is an XML spreadsheet of 2003", file=name), hint=mend)
    if data[30:76].startswith(OPEN_DOCUMENT):
        raise RefusedError(
            say("{file} is an OpenDocument file (ODS)", file=name),
            hint=say("open it in LibreOffice, Excel or WPS and save it as XLSX, or as CSV UTF-8"),
        )


def choose_sheets(book: SourceWorkbook, wanted: Sequence[str], name: str) -> tuple[Sheet, ...]:
    """Return the sheets named in `wanted`, or else every sheet that holds anything.

    Raises:
        RefusedError: there is no such sheet, or none with anything in it.
    """
    from orglife.model.terms import normalize

    by_name = {normalize(sheet.name): sheet for sheet in reversed(book.sheets)}
    for sheet_name in wanted:
        if normalize(sheet_name) not in by_name:
            names = tuple(sheet.name for sheet in book.sheets if sheet.name)
            raise RefusedError(
                say("{file} has no sheet {sheet}", file=name, sheet=sheet_name),
                hint=say("its sheets: {names}", names=names)
                if names
                else say("leave --sheet out: a CSV file has only one"),
            )
    if wanted:
        chosen = {normalize(sheet_name) for sheet_name in wanted}
        return tuple(
            sheet
            for sheet in book.sheets
            if by_name.get(normalize(sheet.name)) is sheet and normalize(sheet.name) in chosen
        )
    filled = tuple(sheet for sheet in book.sheets if not all(row.blank for row in sheet.rows))
    if not filled:
        raise RefusedError(say("{file} is empty", file=name))
    return filled


DELIMITERS = (",", "\t", ";")
SAMPLE = 10
BIG5_WORDS = (
    "姓名",
    "日期",
    "時間",
    "會議",
    "黨員",
    "類別",
    "類型",
    "主題",
    "議題",
    "人員",
    "組織",
)
GB_WORDS = ("姓名", "日期", "时间", "会议", "党员", "类别", "类型", "主题", "议题", "人员", "组织")
"""Words of headings by which an encoding is told from another."""


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
        if _is_big5(data):
            raise RefusedError(
                say("{file} is in Big5, the encoding of traditional Chinese", file=name),
                hint=say("open it in Excel and save it as CSV UTF-8"),
            )
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


def _is_big5(data: bytes) -> bool:
    """Whether headings of a sheet are found in it as Big5 and not as GB18030.

    Most of what is Big5 can be decoded as GB18030 too, and makes no sense then.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        begin = data[:8192]
        traditional = begin.decode("big5", "replace")
        simplified = begin.decode("gb18030", "replace")
        return any(word in traditional for word in BIG5_WORDS) and not any(
            word in simplified for word in GB_WORDS
        )
    return False


def delimiter_of(text: str) -> str:
    """Return what separates the cells: that by which most of the first lines are of one width.

    Separators within the cells (`Li Si; Wang Wu`) vary from row to row, those between them do not.
    A row counts with every line it takes: else a cell of several lines would be as many rows by
    what separates within it.
    """
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            left = SAMPLE
            for cells in _reader(text, delimiter):
                lines = min(left, 1 + sum(cell.count("\n") for cell in cells))
                widths[len(cells)] += lines * (len(cells) > 1)
                left -= lines
                if not left:
                    break
        except csv.Error:
            continue
        for width, lines in widths.items():
            if (lines, width) > best_score and lines:
                best, best_score = delimiter, (lines, width)
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
