"""Which module reads which kind of file; told by its first bytes, since names lie.

A further format is one module with `read(data, name) -> Book` and one line in `FORMATS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from orglife.errors import RefusedError
from orglife.importers.sheet import LARGEST, Book, Sheet
from orglife.messages import say


class Format(NamedTuple):
    """A kind of file: how it begins, and the module that reads it."""

    beginnings: tuple[bytes, ...]
    module: str


FORMATS = (
    Format((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), "orglife.importers.excel"),
    Format((b"",), "orglife.importers.csv_file"),
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


def read_book(data: bytes, name: str) -> Book:
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
    module = next(one.module for one in FORMATS if data.startswith(one.beginnings))
    book: Book = import_module(module).read(data, name)
    return book


def choose_sheets(book: Book, wanted: str, name: str) -> tuple[Sheet, ...]:
    """Return the sheet named `wanted`, or else every sheet that holds anything.

    Raises:
        RefusedError: there is no such sheet, or none with anything in it.
    """
    from orglife.model.terms import fold

    if wanted:
        for sheet in book.sheets:
            if fold(sheet.name) == fold(wanted):
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
