"""The records of an audit as NDJSON, the interface of `--findings` and `merge`, and their totals.

`record` comes first in each record. `n` is the position of a file in the whole audit, the same in
every shard; findings follow the record of their branch. Totals are counts that can be added up in
any division of the files, so memory does not grow with their number.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta, Struct

SCHEMA = "orglife.audit-records/1"
MOST_SHARDS = 100_000

Count = Annotated[int, Meta(ge=0, lt=2**53)]
"""A number of things; bounded, since parts of an audit may come from anybody."""
Shards = Annotated[int, Meta(ge=1, le=MOST_SHARDS)]


class AuditHeader(Struct, tag_field="record", tag="audit", frozen=True, kw_only=True):
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
    verified: bool = False
    """Whether histories were verified too."""
    sample: Count | None = None
    """How many branches were drawn; None for all."""
    seed: int | None = None
    shard: Shards | None = None
    """Which part this is, from 1; None for the whole."""
    shards: Shards | None = None


class JudgedRecord(Struct, tag_field="record", tag="branch", frozen=True, kw_only=True):
    """A branch that was judged, with its findings counted. What a branch is stands here once."""

    uid: str
    name: str
    superior: str
    sector: str
    written: Count
    """How often the file was written; the newest copy has the highest number."""
    crc32: str
    missed: dict[str, Count]
    """Severity to number of missed findings."""
    rules: dict[str, dict[str, Count]]
    """Rule to status to number of findings."""


class Verified(Struct, tag_field="record", tag="history", frozen=True, kw_only=True):
    """A history that was verified and in which something is to be told; follows its branch."""

    uid: str
    head: str
    entries: Count
    problems: tuple[str, ...]
    """Where the file is not what its history says, or a kept head is not in it; ten at most."""
    notes: tuple[str, ...] = ()
    """Entries older than those they follow; ten at most."""
    old_rule: Count = 0
    """So many entries, from the first, are covered by the rule of schema 1 only."""


class Unreadable(Struct, tag_field="record", tag="unreadable", frozen=True, kw_only=True):
    """A file that can't be judged. `code` is missing, unreadable, damaged, newer, or failed."""

    n: Count
    file: str
    code: str
    message: str


class CopyRecord(Struct, tag_field="record", tag="copy", frozen=True, kw_only=True):
    """A readable file that is set aside, because another of the same branch is judged.

    `why`: `identical` to the judged one, `older` (written less often, and everything in it
    is in the judged one), or `diverged` (both have changes that the other has not; of those written
    as often the first in the order of the files is judged).
    """

    n: Count
    file: str
    uid: str
    written: Count
    crc32: str
    judged: str
    why: str


class AuditFooter(Struct, tag_field="record", tag="end", frozen=True, kw_only=True):
    """The last record: how many files there were. A file without it was cut off."""

    files: Count
    left_aside: Count = 0
    """So many more were found in folders and are no branch files."""


class RecordPosition(Struct, frozen=True, kw_only=True):
    """Where a branch or finding stands, read from its line without decoding the rest."""

    n: Count
    file: str


def line(record: Struct) -> bytes:
    """Return a record as a line."""
    from orglife.reports.formats.to_json import encode_line

    return encode_line(msgspec.to_builtins(record)).encode() + b"\n"


def positioned_line(tag: str, n: int, file: str, rest: bytes) -> bytes:
    """Return the line of a branch or finding: its place, then what does not depend on it."""
    from orglife.reports.formats.to_json import encode_line

    head = f'{{"record":"{tag}","n":{n},"file":{encode_line(file)},'
    return head.encode() + rest + b"\n"


LISTED = 1000
"""So many branches, unreadable files and copies are listed by name in the summary."""

Counts = dict[str, int]


class Brief(NamedTuple):
    """A branch as it is listed: a fortieth of its record."""

    file: str
    uid: str
    name: str
    superior: str
    sector: str
    missed: Counts


class MissedCounts:
    """The counts of some branches: how many they are, and what was missed by severity."""

    __slots__ = ("branches", "missed", "with_missed")

    def __init__(self) -> None:
        self.branches = 0
        self.with_missed = 0
        """How many of them missed anything."""
        self.missed: Counts = {}

    def add(self, record: JudgedRecord) -> None:
        """Count one branch."""
        self.branches += 1
        self.with_missed += bool(record.missed)
        _add(self.missed, record.missed)

    def join(self, other: MissedCounts) -> None:
        """Count what another row counted."""
        self.branches += other.branches
        self.with_missed += other.with_missed
        _add(self.missed, other.missed)


class RuleRow:
    """One rule: its findings by status, and in how many branches any is missed."""

    __slots__ = ("branches", "statuses")

    def __init__(self) -> None:
        self.branches = 0
        self.statuses: Counts = {}

    def join(self, other: RuleRow) -> None:
        """Count what another row counted."""
        self.branches += other.branches
        _add(self.statuses, other.statuses)


class Totals:
    """Everything the summary says, as far as it depends on the files."""

    def __init__(self, named: int = LISTED) -> None:
        """Begin with nothing; so many branches at most are to be `named`."""
        self._named = named
        self.files = 0
        self.all = MissedCounts()
        self.rules: dict[str, RuleRow] = {}
        self.superiors: dict[str, MissedCounts] = {}
        self.sectors: dict[str, MissedCounts] = {}
        self.codes: Counts = {}
        """Code of what is unreadable to number of files."""
        self.copied = 0
        self.left_aside = 0
        """Files found in folders that never were branch files; not among `files`."""
        self.branches: list[Brief] = []
        """The first, as many as are to be named."""
        self.unreadable: list[Unreadable] = []
        self.copies: list[CopyRecord] = []
        self.verified = 0
        """Histories that were verified."""
        self.changed = 0
        """Files that are not what their history says, or lack a head that was kept."""
        self.backwards = 0
        """Histories in which an entry is older than the one it follows."""
        self.old_rule = 0
        """Histories with entries that the rule of schema 1 covers only."""
        self.histories: list[tuple[str, Verified]] = []
        """The first of those with something to tell, each with its file."""

    def add_branch(self, file: str, record: JudgedRecord) -> None:
        """Count a branch that was judged."""
        self.files += 1
        self.all.add(record)
        for rows, key in ((self.superiors, record.superior), (self.sectors, record.sector)):
            if key not in rows:
                rows[key] = MissedCounts()
            rows[key].add(record)
        for rule, statuses in record.rules.items():
            row = self.rules.get(rule)
            if row is None:
                row = self.rules[rule] = RuleRow()
            row.branches += "missed" in statuses
            counts = row.statuses
            for status, number in statuses.items():  # as _add does: forty times a branch
                counts[status] = counts.get(status, 0) + number
        if len(self.branches) < self._named:
            self.branches.append(
                Brief(file, record.uid, record.name, record.superior, record.sector, record.missed)
            )

    def add_unreadable(self, record: Unreadable) -> None:
        """Count a file that could not be judged."""
        self.files += 1
        self.codes[record.code] = self.codes.get(record.code, 0) + 1
        if len(self.unreadable) < LISTED:
            self.unreadable.append(record)

    def add_copy(self, record: CopyRecord) -> None:
        """Count a file that was set aside."""
        self.files += 1
        self.copied += 1
        if len(self.copies) < LISTED:
            self.copies.append(record)

    def add_history(self, file: str, history: Verified) -> None:
        """Count a history that was verified."""
        self.verified += 1
        self.changed += bool(history.problems)
        self.backwards += bool(history.notes)
        self.old_rule += bool(history.old_rule)
        if (history.problems or history.notes) and len(self.histories) < LISTED:
            self.histories.append((file, history))

    def add_left_aside(self, number: int) -> None:
        """Count files that never were branch files."""
        self.left_aside += number

    def join(self, other: Totals) -> None:
        """Count what other totals counted, of files that come after these."""
        self.files += other.files
        self.copied += other.copied
        self.left_aside += other.left_aside
        self.all.join(other.all)
        for mine, theirs in (
            (self.superiors, other.superiors),
            (self.sectors, other.sectors),
        ):
            for key, row in theirs.items():
                mine.setdefault(key, MissedCounts()).join(row)
        for rule, statuses in other.rules.items():
            self.rules.setdefault(rule, RuleRow()).join(statuses)
        _add(self.codes, other.codes)
        self.branches += other.branches[: LISTED - len(self.branches)]
        self.unreadable += other.unreadable[: LISTED - len(self.unreadable)]
        self.copies += other.copies[: LISTED - len(self.copies)]
        self.verified += other.verified
        self.changed += other.changed
        self.backwards += other.backwards
        self.old_rule += other.old_rule
        self.histories += other.histories[: LISTED - len(self.histories)]


def _add(counts: Counts, more: Counts) -> None:
    for key, number in more.items():
        counts[key] = counts.get(key, 0) + number
