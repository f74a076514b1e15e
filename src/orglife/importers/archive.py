"""What is made sure of before anything of an XLSX file is unpacked into memory.

The sizes that an archive states are checked first, then what it really unpacks to, piece by piece,
and how far its sheets reach: a single cell in the last row makes a reader fill all rows before it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from orglife.errors import RefusedError
from orglife.importers.sheet import LARGEST, MOST_ROWS
from orglife.messages import Message, say

MOST_MEMBERS = 1000
RATIO = 100
MOST_CELLS = 4_000_000
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
    for member in members:
        reach = _Reach(name) if member.filename.startswith("xl/worksheets/") else None
        for piece in _pieces(data, member, name):
            total += len(piece)
            if total > LARGEST or total > RATIO * max(1, len(data)):
                _refuse(name, say("it unpacks to more than it says"))
            if reach is not None:
                reach.read(piece)


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


class _Reach:
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
