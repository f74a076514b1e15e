"""The records of an audit, one a line of NDJSON: the interface of `--findings` and of `merge`.

Every record says what it is first (`record`). `n` is the place of a file in the whole audit, the
same in whichever shard it is judged; findings follow the record of their branch.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

SCHEMA = "orglife.audit-records/1"


class Begun(Struct, tag_field="record", tag="audit", frozen=True, kw_only=True):
    """The first record: what was asked. Only what agrees in all of it can be merged."""

    schema: str = SCHEMA
    orglife: str
    """The version."""
    rules: str
    """A digest of the central pack."""
    period: str
    as_of: str
    names: bool
    statuses: tuple[str, ...]
    sample: int | None = None
    """How many branches were drawn; None for all."""
    seed: int | None = None
    shard: int | None = None
    """Which part this is, from 1; None for the whole."""
    shards: int | None = None


class Judged(Struct, tag_field="record", tag="branch", frozen=True, kw_only=True):
    """A branch that was judged, with its findings counted. What a branch is stands here once."""

    uid: str
    name: str
    superior: str
    sector: str
    written: int
    """How often the file was written; the newest copy has the highest number."""
    crc32: str
    missed: dict[str, int]
    """Severity to number of missed findings."""
    rules: dict[str, dict[str, int]]
    """Rule to status to number of findings."""


class Unreadable(Struct, tag_field="record", tag="unreadable", frozen=True, kw_only=True):
    """A file that can't be judged. `code` is missing, unreadable, damaged, newer, or failed."""

    n: int
    file: str
    code: str
    message: str


class Copied(Struct, tag_field="record", tag="copy", frozen=True, kw_only=True):
    """A readable file that is set aside, because another of the same branch is judged.

    `why`: `identical` to the judged one, `older` (written less often, and everything in it
    is in the judged one), or `diverged` (both have changes that the other has not; of those written
    as often the first in the order of the files is judged).
    """

    n: int
    file: str
    uid: str
    written: int
    crc32: str
    judged: str
    why: str


class Ended(Struct, tag_field="record", tag="end", frozen=True, kw_only=True):
    """The last record: how many files there were. A file without it was cut off."""

    files: int
    left_aside: int = 0
    """So many more were found in folders and are no branch files."""


class Place(Struct, frozen=True, kw_only=True):
    """Where a branch or finding stands, read from its line without decoding the rest."""

    n: int
    file: str


def line(record: Struct) -> bytes:
    """Return a record as a line."""
    from orglife.reports.formats.to_json import encode_line

    return encode_line(msgspec.to_builtins(record)).encode() + b"\n"


def placed(tag: str, n: int, file: str, rest: bytes) -> bytes:
    """Return the line of a branch or finding: its place, then what does not depend on it."""
    from orglife.reports.formats.to_json import encode_line

    head = f'{{"record":"{tag}","n":{n},"file":{encode_line(file)},'
    return head.encode() + rest + b"\n"
