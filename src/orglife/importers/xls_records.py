"""Errors and hidden rows of an XLS file, read from its records.

An XLS file is a compound file (MS-CFB) that holds a stream of records (MS-XLS): a type and a length
of two bytes each, then the content. Only the records that say what the values leave out are read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from orglife.importers.readers import MOST_ROWS
from orglife.importers.workbook_parts import SheetParts, error_value
from orglife.messages import Message

BOUND_SHEET, FORMULA, BOOL_ERROR, ROW, BEGIN, END = 0x85, 0x06, 0x205, 0x208, 0x809, 0x0A
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
HIDDEN = 0x20
"""The bit of a row record that says that its height is zero."""
FREE = 0xFFFFFFFA
"""Sector numbers from here on are no sectors."""


def parts_of_xls(data: bytes) -> dict[int, SheetParts]:
    """Return the parts of each sheet by its place in the workbook; none where it can't be read.

    What is so damaged that its records can't be found is refused by the reader of the values.
    """
    try:
        stream = _workbook_stream(data)
        offsets = [
            struct.unpack_from("<I", content)[0]
            for kind, content in _records(stream, 0)
            if kind == BOUND_SHEET
        ]
        return {at: _sheet_parts(stream, offset) for at, offset in enumerate(offsets)}
    except (struct.error, IndexError, ValueError):
        return {}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield type and content of the records from `at` to the end of their substream."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        depth += (kind == BEGIN) - (kind == END)
        if kind == END and depth <= 0:
            return
        at += 4 + length


def _sheet_parts(stream: bytes, offset: int) -> SheetParts:
    faults: dict[int, dict[int, Message]] = {}
    hidden: set[int] = set()
    for kind, content in _records(stream, offset):
        if kind == ROW and len(content) >= 16:
            row, options = struct.unpack_from("<H10xI", content)
            if options & HIDDEN and row < MOST_ROWS:
                hidden.add(row)
        code = None
        if kind == BOOL_ERROR and len(content) >= 8 and content[7]:
            code = content[6]
        elif kind == FORMULA and len(content) >= 14 and content[12:14] == b"\xff\xff":
            code = content[8] if content[6] == 2 else None
        if code is not None:
            row, column = struct.unpack_from("<HH", content)
            if row < MOST_ROWS:
                faults.setdefault(row, {})[column] = error_value(ERRORS.get(code, ""))
    return SheetParts(faults, frozenset(hidden))


def _workbook_stream(data: bytes) -> bytes:
    """Return the stream of the workbook out of its compound file.

    Raises:
        ValueError: there is none, or its chain of sectors has no end.
        struct.error: the file is too short.
    """
    sector = 1 << struct.unpack_from("<H", data, 30)[0]
    small = 1 << struct.unpack_from("<H", data, 32)[0]
    first_directory, cutoff, first_small = struct.unpack_from("<I4xII", data, 48)
    if not (64 <= sector <= 65536 and 1 <= small <= sector):
        raise ValueError("no compound file")

    def content(number: int) -> bytes:
        return data[(number + 1) * sector : (number + 2) * sector]

    table: list[int] = []
    for number in _sectors_of_table(data, sector):
        piece = content(number)
        table += struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) // 4 * 4])

    def chain(number: int, links: list[int]) -> Iterator[int]:
        seen = 0
        while number < FREE:
            seen += 1
            if seen > len(links):
                raise ValueError("a chain of sectors without an end")
            yield number
            number = links[number]

    directory = b"".join(map(content, chain(first_directory, table)))
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    root = entries[0]
    for entry in entries:
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(0, length - 2)].decode("utf-16-le", "replace").casefold()
        if name not in ("workbook", "book"):
            continue
        start, size = struct.unpack_from("<II", entry, 116)
        if size >= cutoff:
            return b"".join(map(content, chain(start, table)))[:size]
        links_bytes = b"".join(map(content, chain(first_small, table)))
        links = list(struct.unpack(f"<{len(links_bytes) // 4}I", links_bytes))
        container = b"".join(map(content, chain(struct.unpack_from("<I", root, 116)[0], table)))
        pieces = (container[at * small : (at + 1) * small] for at in chain(start, links))
        return b"".join(pieces)[:size]
    raise ValueError("no workbook in it")


def _sectors_of_table(data: bytes, sector: int) -> list[int]:
    """Return the sectors that hold the table of sectors: 109 in the header, the rest chained."""
    numbers = [number for number in struct.unpack_from("<109I", data, 76) if number < FREE]
    following, count = struct.unpack_from("<II", data, 68)
    per_sector = sector // 4 - 1
    for _ in range(min(count, len(data) // sector)):
        if following >= FREE:
            break
        piece = data[(following + 1) * sector : (following + 2) * sector]
        *more, following = struct.unpack(f"<{per_sector + 1}I", piece)
        numbers += [number for number in more if number < FREE]
    return numbers
