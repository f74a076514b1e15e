"""CSV and TSV: UTF-8 with or without a byte order mark, then GB18030; comma, tab or semicolon."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from orglife.errors import RefusedError
from orglife.importers.sheet import LONGEST_CELL, MOST_ROWS, Book, Row, Sheet
from orglife.messages import Message, say

DELIMITERS = (",", "\t", ";")
SAMPLE = 10


def read(data: bytes, name: str) -> Book:
    """Return the one sheet of a CSV file.

    Raises:
        RefusedError: an unknown encoding, a quotation mark without its partner, too many rows.
    """
    text, notices = decode(data, name)
    first, newline, rest = text.partition("\n")
    if first.strip().lower() in ("sep=,", "sep=;", "sep=\t") and newline:
        return Book((Sheet("", _rows(rest, first.strip("\r")[4], name, before=1)),), notices)
    return Book((Sheet("", _rows(text, delimiter_of(text), name)),), notices)


def decode(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
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


def _rows(text: str, delimiter: str, name: str, before: int = 0) -> tuple[Row, ...]:
    rows: list[Row] = []
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
            rows.append(Row(number, tuple(cells)))
    except csv.Error:
        raise RefusedError(
            say("{file}, row {row}: a quotation mark has no partner", file=name, row=number + 1),
            hint=say("open it in Excel and save it as CSV UTF-8"),
        ) from None
    return tuple(rows)
