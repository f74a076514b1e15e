"""The files of an audit, scanned and kept on disk: which are copies, which are in the sample.

Reading both ends of a file tells its branch and write count at a tenth of the cost of reading it.
With a cache it is read whole, since its digest is needed. JSON of another program is told by what
it holds, never by what it lacks: a damaged branch file is still reported.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

import msgspec
from msgspec import Raw

from orglife.audit.cache import Cache
from orglife.audit.sources import file_ends, is_remote, read_bytes
from orglife.errors import OrglifeError
from orglife.model.branch import TABLES
from orglife.storage.format import TAIL, Seal

_TABLE = """
CREATE TABLE files (n INTEGER PRIMARY KEY, path TEXT, uid BLOB, written INTEGER, crc32 TEXT,
  digest BLOB, drawn BLOB, judged INTEGER, apart INTEGER NOT NULL DEFAULT 0)
"""


class Listed(NamedTuple):
    """A file of the audit. `judged` is the place of the copy that is judged instead of it."""

    n: int
    path: str
    uid: str
    written: int
    crc32: str
    digest: bytes
    judged: int | None
    apart: bool
    """It was changed apart from the copy that is judged."""


class Index:
    """The files of one audit. Close it when done; it leaves nothing behind."""

    def __init__(self) -> None:
        # An empty name: a temporary file that SQLite deletes at once, with a small cache before it.
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("PRAGMA synchronous=OFF")
        self._base.execute("PRAGMA cache_size=-4096")
        self._base.execute(_TABLE)
        self._base.execute("BEGIN")

    def close(self) -> None:
        """Forget everything."""
        self._base.close()

    def add(self, entries: Iterable[tuple[int, str, FileScan]]) -> None:
        """Put files into the list: place, path, and what a glance at them said."""
        self._base.executemany(
            "INSERT INTO files (n, path, uid, written, crc32, digest) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (n, _kept(path), _key(one.uid), one.written, one.crc32, one.digest)
                for n, path, one in entries
            ),
        )

    def count(self) -> int:
        """Return how many files are in the list."""
        found: int = self._base.execute("SELECT count(*) FROM files").fetchone()[0]
        return found

    def copies(self) -> Iterator[list[Listed]]:
        """Yield the files of each branch of which there are several, the newest first.

        The newest is the one that was written most often; among equals the first of the list.
        """
        self._base.execute("CREATE INDEX by_uid ON files (uid) WHERE uid IS NOT NULL")
        several = self._base.execute(
            "SELECT uid FROM files WHERE uid IS NOT NULL GROUP BY uid HAVING count(*) > 1"
            " ORDER BY min(n)"
        ).fetchall()
        for (uid,) in several:
            rows = self._base.execute(
                f"{_SELECT} WHERE uid = ? ORDER BY written DESC, n", (uid,)
            ).fetchall()
            yield [_listed(row) for row in rows]

    def set_aside(self, aside: Iterable[int], judged: int) -> None:
        """Note that another copy is judged in place of these."""
        self._base.executemany(
            "UPDATE files SET judged = ? WHERE n = ?", ((judged, n) for n in aside)
        )

    def mark_apart(self, numbers: Iterable[int]) -> None:
        """Note that these were changed apart from the copy that is judged."""
        self._base.executemany("UPDATE files SET apart = 1 WHERE n = ?", ((n,) for n in numbers))

    def get(self, n: int) -> Listed:
        """Return one file."""
        return _listed(self._base.execute(f"{_SELECT} WHERE n = ?", (n,)).fetchone())

    def draw(self, number: int, seed: int) -> None:
        """Keep `number` branches, with their copies, and drop every other file.

        Each branch has a lot that depends on the seed and its uid only: not on where its file
        lies, nor on which others there are. Files that don't say which branch they are draw by
        their path.
        """
        salt = str(seed).encode()
        self._base.create_function("lot", 1, lambda key: _lot(salt, key), deterministic=True)
        self._base.execute("UPDATE files SET drawn = lot(coalesce(uid, path))")
        self._base.execute(
            "DELETE FROM files WHERE drawn NOT IN (SELECT drawn FROM files WHERE judged IS NULL"
            " GROUP BY drawn ORDER BY drawn LIMIT ?)",
            (number,),
        )

    def keep_part(self, part: int, parts: int) -> None:
        """Keep every `parts`-th file, from the one at `part` (from 1), and drop the others."""
        self._base.execute("DELETE FROM files WHERE n % ? <> ?", (parts, part - 1))

    def __iter__(self) -> Iterator[Listed]:
        """Yield the files in their order."""
        for row in self._base.execute(f"{_SELECT} ORDER BY n"):
            yield _listed(row)


_SELECT = (
    "SELECT n, path, uid, written, crc32, digest, judged, apart FROM files"  # and its columns alone
)


def _listed(row: tuple[int, bytes, bytes | None, int, str, bytes, int | None, int]) -> Listed:
    n, path, uid, written, crc32, digest, judged, apart = row
    text = path.decode("utf-8", "surrogateescape")
    name = (uid or b"").decode("utf-8", "surrogatepass")
    return Listed(n, text, name, written, crc32, digest, judged, bool(apart))


def _kept(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def _key(uid: str) -> bytes | None:
    return uid.encode("utf-8", "surrogatepass") if uid else None


def _lot(salt: bytes, key: bytes) -> bytes:
    return blake2b(key, key=salt[:64], digest_size=16).digest()


_UID = re.compile(rb'"meta":\{\s*"1":\{[^{}]*?"uid":("(?:[^"\\]|\\.)*")')
_SEAL = b'"seal":{"1":'


class FileScan(NamedTuple):
    """What both ends say. `uid` is empty where they don't; `foreign` is no branch file at all."""

    uid: str = ""
    written: int = 0
    crc32: str = ""
    foreign: bool = False
    """It is JSON, and never was a branch file."""
    digest: bytes = b""
    """Of every byte, where it was read whole and may be in the cache."""


class ScanBatch(NamedTuple):
    """Some files to look at."""

    paths: tuple[str, ...]
    protocols: tuple[str, ...] = ()
    """Over which stores may be asked."""
    digested: bool = False
    """Whether they are read whole for their digests."""


def scan_file(path: str, *, digested: bool = False, protocols: tuple[str, ...] = ()) -> FileScan:
    """Return what the ends of a file say; never an error."""
    if protocols:
        head, tail, whole = file_ends(path, whole=digested, protocols=protocols)
    else:
        head, tail, whole = file_ends(path, whole=digested)
    uid = _UID.search(head)
    if uid is None:
        return FileScan(foreign=is_other_program(path, head, protocols))
    begin = tail.rfind(_SEAL)
    if begin < 0 or not tail.endswith(TAIL):
        return FileScan()
    try:
        seal = _AS_SEAL.decode(tail[begin + len(_SEAL) : -3])
        name = _AS_TEXT.decode(uid[1])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return FileScan()
    return FileScan(name, seal.sequence, seal.crc32, digest=Cache.key(whole) if whole else b"")


def glance_all(look: ScanBatch) -> list[FileScan]:
    """Return the glances at many files."""
    return [
        scan_file(path, digested=look.digested, protocols=look.protocols) for path in look.paths
    ]


_AS_SEAL = msgspec.json.Decoder(Seal)
_AS_TEXT = msgspec.json.Decoder(str)

_COMMAND = re.compile(rb'\s*\{\s*(?:"record":\s*"audit",\s*)?"schema":\s*"orglife\.')
"""How everything begins that a command wrote: `export all`, `--format json`, `--findings`."""
_BOM = b"\xef\xbb\xbf"
_PROGRAM = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
"""How JSON begins that may be another program's: an object with a name in it, or a list of some."""
_OWN = ("meta", *TABLES, "history", "seal")


def is_other_program(path: str, head: bytes, protocols: tuple[str, ...] = ()) -> bool:
    """Whether a file that begins with `head`, without the record of a branch, is something else.

    It is where a command of orglife wrote it; or where it is JSON from beginning to end, an object
    or a list of objects, without a single table of a branch, and has no backups beside it.
    """
    if _COMMAND.match(head):
        return True
    if _PROGRAM.match(head) is None or _has_backups(path):
        return False
    try:
        found = _JSON.decode(read_bytes(path, protocols=protocols).removeprefix(_BOM))
    except (OrglifeError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    if isinstance(found, list):
        return all(found)  # an object with nothing in it says nothing
    return bool(found) and not any(_is_table(found[name]) for name in _OWN if name in found)


def _is_table(value: Raw) -> bool:
    """Whether it is a table of records by their ids, one at least; as `"rules": {}` is not."""
    try:
        rows = _OBJECT.decode(value)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return any(key.isdecimal() for key in rows)


def _has_backups(path: str) -> bool:
    """Whether orglife wrote this file at least twice: backups lie beside it."""
    return not is_remote(path) and os.path.isdir(path + ".backups")  # noqa: PTH112


_OBJECT = msgspec.json.Decoder(dict[str, Raw])
_JSON = msgspec.json.Decoder(dict[str, Raw] | list[dict[str, Raw]])
