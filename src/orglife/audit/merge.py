"""Several parts of an audit, or several audits, put together as if one run had judged all of it.

Each part is read twice and never held: first which branches stand in more than one, then its
records, in the order of the files.
"""

from __future__ import annotations

import errno
import heapq
import os
import re
import sqlite3
import stat
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import IO, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from orglife.audit.chunk import ChunkResult
from orglife.audit.index import FileScan, Index
from orglife.audit.records import (
    SCHEMA,
    AuditFooter,
    AuditHeader,
    CopyRecord,
    Count,
    JudgedRecord,
    RecordPosition,
    Totals,
    Unreadable,
    Verified,
    line,
)
from orglife.audit.run import copy_record, ended
from orglife.audit.summary import CODES
from orglife.errors import DamagedFileError, MissingFileError, RefusedError, StoreError
from orglife.messages import Message, say

BATCH = 1000
LONGEST = 16 << 20
"""Bytes of the longest record that is read; what a branch's holds is a thousandth of it."""
_PLACED = re.compile(rb'\{"record":"([a-z]+)","n":(\d{1,16}),')


class AuditPart(NamedTuple):
    """One file of records. `offset` is added to the places in it."""

    path: str
    begun: AuditHeader
    offset: int


class Records(NamedTuple):
    """What is said of one file: its record, and the findings that follow it."""

    n: int
    tag: str
    lines: list[bytes]


class Merge:
    """Parts that fit together. Close it; iterating gives what they say, in the order of files."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Read the parts a first time.

        Raises:
            StoreError: a part can't be read, is something else, or was cut off.
            RefusedError: they answer different questions, or are not the whole.
        """
        begun = [(path, _begun(path)) for path in paths]
        self.begun = _whole(begun)
        self._index = Index()
        self._parts: list[AuditPart] = []
        self._left_aside = 0
        following = 0
        # Parts of one audit know their places; whole audits come one after the other.
        for path, one in sorted(begun, key=lambda each: each[1].shard is None):
            part = AuditPart(path, one, following if one.shard is None else 0)
            following = max(following, self._note(part))
            self._parts.append(part)
        for group in self._index.copies():
            self._index.set_aside((one.n for one in group[1:]), group[0].n)

    def count(self) -> int:
        """Return how many readable files there are to merge."""
        return self._index.count()

    def _note(self, part: AuditPart) -> int:
        """Note the branches of a part; return the place after its last file."""
        following = part.offset
        noted: list[tuple[int, str, FileScan]] = []
        apart: list[int] = []
        for one in _read(part, self._end):
            following = max(following, one.n + 1)
            if one.tag == "unreadable":
                continue
            found: JudgedRecord | CopyRecord = _COUNTED.decode(one.lines[0])
            file = _PLACE.decode(one.lines[0]).file
            noted.append((one.n, file, FileScan(found.uid, found.written, found.crc32)))
            if isinstance(found, CopyRecord) and found.why == "diverged":
                apart.append(one.n)
            if len(noted) >= BATCH:
                self._add(part, noted)
                noted.clear()
        self._add(part, noted)
        self._index.mark_apart(apart)
        return following

    def _add(self, part: AuditPart, noted: list[tuple[int, str, FileScan]]) -> None:
        """Put files into the list.

        Raises:
            RefusedError: a file stands in two parts.
        """
        try:
            self._index.add(noted)
        except sqlite3.IntegrityError as error:
            raise RefusedError(
                say("{path} has files that another part has too", path=part.path),
                hint=say("name each part once"),
            ) from error

    def _end(self, last: AuditFooter) -> None:
        self._left_aside += last.left_aside

    def __iter__(self) -> Iterator[ChunkResult]:
        yield ChunkResult(line(self.begun), Totals())
        files = 0
        with ExitStack() as stack:
            streams = [stack.enter_context(closing(_read(part))) for part in self._parts]
            for one in heapq.merge(*streams, key=lambda each: each.n):
                files += 1
                yield self._done(one)
        yield ended(files, self._left_aside)

    def _done(self, one: Records) -> ChunkResult:
        totals = Totals()
        if one.tag == "unreadable":
            totals.add_unreadable(replace(_UNREADABLE.decode(one.lines[0]), n=one.n))
            return ChunkResult(one.lines[0], totals)
        listed = self._index.get(one.n)
        if listed.judged is not None:
            copied = copy_record(listed, self._index.get(listed.judged))
            totals.add_copy(copied)
            return ChunkResult(line(copied), totals)
        totals.add_branch(listed.path, _JUDGED.decode(one.lines[0]))
        if self.begun.verified:
            totals.add_history(listed.path, _history(one.lines))
        return ChunkResult(b"".join(one.lines), totals)

    def close(self) -> None:
        """Forget what was noted."""
        self._index.close()


def _history(lines: list[bytes]) -> Verified:
    """Return what is said of a branch's history; one of which nothing is said holds."""
    for text in lines[1:][-1:]:
        found = _PLACED.match(text)
        if found is not None and found[1] == b"history":
            return _VERIFIED.decode(text)
    return Verified(uid="", head="", entries=0, problems=())


_VERIFIED = msgspec.json.Decoder(Verified)
_BEGUN = msgspec.json.Decoder(AuditHeader)
_ENDED = msgspec.json.Decoder(AuditFooter)
_PLACE = msgspec.json.Decoder(RecordPosition)
_JUDGED = msgspec.json.Decoder(JudgedRecord)
_UNREADABLE = msgspec.json.Decoder(Unreadable)
_COPIED = msgspec.json.Decoder(CopyRecord)
_COUNTED = msgspec.json.Decoder(JudgedRecord | CopyRecord)


def _begun(path: str) -> AuditHeader:
    try:
        with _open(path) as file:
            found = _BEGUN.decode(file.readline(LONGEST))
    except FileNotFoundError as error:
        raise MissingFileError(
            say("there is no file {path}", path=path),
            hint=say("make it with: orglife audit run PATH... --findings {path}", path=path),
        ) from error
    except OSError as error:
        raise StoreError(
            say("can't read {path}: {reason}", path=path, reason=error.strerror or str(error))
        ) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DamagedFileError(
            say("{path} does not hold the records of an audit", path=path),
            hint=say("give files that 'orglife audit run' wrote with --findings"),
        ) from error
    if found.schema != SCHEMA:
        raise RefusedError(
            say("{path} has records of another kind: {schema}", path=path, schema=found.schema)
        )
    return found


def _whole(parts: list[tuple[str, AuditHeader]]) -> AuditHeader:
    """Return the first record of the whole; refuse parts that don't fit together."""
    (first, begun), *others = parts
    for path, other in others:
        for field in AuditHeader.__struct_fields__:
            if field in ("shard", "shards"):
                continue
            if getattr(begun, field) != getattr(other, field):
                raise RefusedError(
                    say(
                        "{first} and {other} answer different questions: {field} is {a} and {b}",
                        first=first,
                        other=path,
                        field=field,
                        a=str(getattr(begun, field)),
                        b=str(getattr(other, field)),
                    ),
                    hint=say("run them again with the same period, day, options and orglife"),
                )
    _check_shards([one for _, one in parts if one.shard is not None])
    return replace(begun, shard=None, shards=None)


def _check_shards(sharded: list[AuditHeader]) -> None:
    if not sharded:
        return
    of = {one.shards for one in sharded}
    given = [one.shard or 0 for one in sharded]
    wanted = max(one or 0 for one in of)
    missing = tuple(str(one) for one in range(1, wanted + 1) if one not in given)
    if len(of) > 1 or len(set(given)) < len(given):
        raise RefusedError(
            say("these are parts of several audits"),
            hint=say("merge the parts of each audit first, then the results"),
        )
    if missing:
        raise RefusedError(
            say("parts of the audit are missing: {missing} of {all}", missing=missing, all=wanted),
            hint=say("name every part that --shard made"),
        )


def _read(
    part: AuditPart, at_end: Callable[[AuditFooter], object] = lambda _: None
) -> Generator[Records]:
    """Yield what a part says, file by file; its last record is for `at_end`.

    Every record is decoded as what it says that it is.

    Raises:
        DamagedFileError: it was cut off, or holds something else.
    """
    before = -1
    for one in _unchecked(part, at_end):
        if one.n <= before or one.n >= _BEYOND:
            raise _damaged(part.path, say("its files are not in their order"))
        before = one.n
        try:
            _strictly(one)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise _damaged(part.path, say("{error}", error=str(error))) from error
        yield one


_BEYOND = 2**53


def _strictly(one: Records) -> None:
    """Decode the records of one file; `msgspec.MsgspecError` where one is not what it says."""
    first, *following = one.lines
    if one.tag == "branch":
        _JUDGED.decode(first)
        _PLACE.decode(first)
    elif one.tag == "copy":
        _COPIED.decode(first)
    elif one.tag == "unreadable":
        if _UNREADABLE.decode(first).code not in CODES:
            raise msgspec.ValidationError("an unknown code")
    else:
        raise msgspec.ValidationError(f"an unknown record: {one.tag[:20]}")
    for text in following:
        if one.tag != "branch":
            raise msgspec.ValidationError("a finding that belongs to no branch")
        found = _PLACED.match(text)
        decoder = _VERIFIED if found is not None and found[1] == b"history" else _FINDING
        decoder.decode(text)


def _damaged(path: str, why: Message) -> DamagedFileError:
    return DamagedFileError(
        say("{path} does not hold the records of an audit: {why}", path=path, why=why),
        hint=say("give files that 'orglife audit run' wrote with --findings"),
    )


class _Finding(Struct, tag_field="record", tag="finding", frozen=True):
    """A finding, as far as it is read here: the rest is passed on as it is."""

    n: Count
    file: str
    rule: str
    status: str


_FINDING = msgspec.json.Decoder(_Finding)


def _open(path: str) -> IO[bytes]:
    """Open a part, which must be a regular file; nothing else is opened to find out what it is.

    Raises:
        OSError: it can't be opened.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
        raise OSError(errno.EINVAL, "it is not a regular file")
    return Path(path).open("rb")


def _lines(file: IO[bytes], path: str) -> Iterator[bytes]:
    """Yield the lines of a part, each of bounded length."""
    while line := file.readline(LONGEST):
        if len(line) >= LONGEST:
            raise _damaged(path, say("a record is longer than {limit} bytes", limit=LONGEST))
        yield line


def _unchecked(part: AuditPart, at_end: Callable[[AuditFooter], object]) -> Generator[Records]:
    """Yield the records of a part as lines, grouped by file."""
    with _open(part.path) as file:
        lines = _lines(file, part.path)
        next(lines, None)
        current: Records | None = None
        last = b""
        for last in lines:
            found = _PLACED.match(last)
            if found is None:
                break
            n = int(found[2]) + part.offset
            text = last if not part.offset else _moved(last, found, n)
            if found[1] in (b"finding", b"history") and current is not None and current.n == n:
                current.lines.append(text)
                continue
            if current is not None:
                yield current
            current = Records(n, found[1].decode(), [text])
        if current is not None:
            yield current
        try:
            at_end(_ENDED.decode(last))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise DamagedFileError(
                say("{path} was cut off: its last record is missing", path=part.path),
                hint=say("run that part again"),
            ) from error


def _moved(text: bytes, found: re.Match[bytes], n: int) -> bytes:
    return b'{"record":"%b","n":%d,' % (found[1], n) + text[found.end() :]
