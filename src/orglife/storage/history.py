"""The history table: one entry an invocation, each chained to the one before.

An entry keeps, for every record that it changed, the record as it was before (null where there was
none) and a digest of what it became. The chain goes over these digests, not over contents, so a
body can be erased and the chain still holds; a digest is salted, so that what was erased cannot be
guessed from it. What a record was before must have the digest that an earlier entry gave it.

From schema 2 on (the *new rule*) the chain also covers which contents and commands were erased, by
the entry of the purge that did it, and which former states were not known. Entries made under
schema 1 keep the digests of the *old rule*, which covered neither.
"""

from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from orglife.model.base import Id, StoredRecord
from orglife.model.branch import TABLES, Branch, Meta
from orglife.storage.filesystem import FileSystem
from orglife.storage.format import record_bytes, table

NOTHING = Raw(b"null")
UNKNOWN_STATE = Raw(b'"unknown"')
"""Stands before a change made outside orglife, where no backup has what the record was."""
SALT_DIGITS = 16
COMMAND = -1
"""The position of an erased command line, where those of changes count from 0."""
_KEPT = frozenset(("meta", *TABLES))
LONGEST = 4096
"""Characters of a command line that are kept."""


class StoredChange(Struct, frozen=True, array_like=True):
    """A record that an entry changed."""

    table: str
    id: Id
    salt: str
    """Empty where the content was erased, and where the record was removed."""
    digest: str
    """Of the record as it was left; empty where it was removed."""
    before: Raw = NOTHING
    """The record before; null where there was none; `"erased"` where it was erased; `"unknown"`
    where it was changed outside orglife and no backup has it."""


class HistoryEntry(StoredRecord, frozen=True, kw_only=True):
    """One invocation that changed the branch."""

    number: Id
    at: str
    """UTC, to the second."""
    command: str
    """What was typed, without private text; empty where it was erased."""
    salt: str
    changes: tuple[StoredChange, ...] = ()
    undoes: tuple[Id, ...] = ()
    """The entries that it took back."""
    redoes: tuple[Id, ...] = ()
    """The entries that it put back."""
    schema: int = 0
    """The schema to which it brought the records; 0 for every other entry."""
    said: str = ""
    """The digest of the command, kept where the command was erased."""
    erased: tuple[tuple[Id, Id], ...] = ()
    """What this purge erased: number of an entry and position of its change; -1 is its command."""
    backups: tuple[str, ...] = ()
    """The heads of the backups that this purge wrote anew."""
    digest: str = ""
    """The head of the chain up to here."""


class HistoryHead(Struct, frozen=True):
    """The newest entry, as far as the next one needs it."""

    number: int = 0
    digest: str = ""


def history_head(history: bytes) -> HistoryHead:
    """Return the newest entry of a history table, without decoding the others."""
    if history.startswith(b"{\n") and history.endswith(b"\n}"):
        last = history[history.rfind(b"\n", 0, -2) + 1 : -2]
        return next(iter(msgspec.json.decode(b"{%b}" % last, type=dict[str, HistoryHead]).values()))
    return max(
        msgspec.json.decode(history, type=dict[str, HistoryHead]).values(),
        key=lambda one: one.number,
        default=HistoryHead(),
    )


def append(history: bytes, entry: HistoryEntry) -> bytes:
    """Return the history table with one more entry."""
    line = b'"%d":%b' % (entry.number, record_bytes(entry))
    if history.startswith(b"{\n") and history.endswith(b"\n}"):
        return b"%b,\n%b\n}" % (history[:-2], line)
    return table_of((*entries(history), entry))


def table_of(all_entries: tuple[HistoryEntry, ...]) -> bytes:
    """Return entries as a history table."""
    lines = [b'"%d":%b' % (one.number, record_bytes(one)) for one in all_entries]
    return table(b"", lines)[1:]


def entries(history: bytes) -> tuple[HistoryEntry, ...]:
    """Return every entry, the oldest first; `ValueError` where one cannot be decoded."""
    found = msgspec.json.decode(history, type=dict[Id, HistoryEntry])
    for entry in found.values():
        for change in entry.changes:
            if change.table not in _KEPT:
                raise ValueError(
                    f"entry {entry.number} changes {change.table!r}, which is no table"
                )
    return tuple(found[number] for number in sorted(found))


def differences(old: Branch | None, new: Branch) -> list[tuple[str, int, Any, Any]]:
    """Return table, id, record before and record after of everything that differs.

    The ids that come next are no difference to people and are left out.
    """
    found: list[tuple[str, int, Any, Any]] = []
    before, after = old and without_next_ids(old.meta), without_next_ids(new.meta)
    if not _alike(before, after):
        found.append(("meta", 1, before, after))
    for name in TABLES:
        was = {} if old is None else getattr(old, name)
        now = getattr(new, name)
        if was is now:
            continue
        for key, record in now.items():
            former = was.get(key)
            if not _alike(former, record):
                found.append((name, key, former, record))
        found += [(name, key, record, None) for key, record in was.items() if key not in now]
    return found


def same_content(old: Branch, new: Branch) -> bool:
    """Whether a file would hold the same for both."""
    return old is new or (old == new and not differences(old, new))


def _alike(one: object, other: object) -> bool:
    """Whether two records stand in a file as the same bytes, which is what digests go over.

    Equal ones may not: to Python `True` is 1, and a dictionary has no order.
    """
    return one is other or (one == other and record_bytes(one) == record_bytes(other))


def without_next_ids(meta: Meta) -> Meta:
    """Return the branch's own record without the ids that come next."""
    return replace(meta, next={})


def make_entry(
    last: HistoryHead,
    changed: list[tuple[str, int, Any, Any]],
    *,
    command: str,
    now: datetime,
    fs: FileSystem,
    undoes: tuple[int, ...] = (),
    redoes: tuple[int, ...] = (),
) -> HistoryEntry:
    """Return the entry after `last`, chained to it."""
    return chained(
        last,
        unchained_entry(
            last, changed, command=command, now=now, fs=fs, undoes=undoes, redoes=redoes
        ),
    )


def chained(last: HistoryHead, entry: HistoryEntry) -> HistoryEntry:
    """Return an entry with its digest, which goes over the head before it and what it did."""
    return replace(entry, digest=chain_digest(last.digest, entry))


def unchained_entry(
    last: HistoryHead,
    changed: list[tuple[str, int, Any, Any]],
    *,
    command: str,
    now: datetime,
    fs: FileSystem,
    undoes: tuple[int, ...] = (),
    redoes: tuple[int, ...] = (),
) -> HistoryEntry:
    """Return the entry after `last` without its digest, for whoever adds to it."""
    if now.tzinfo is None:
        raise ValueError("an entry needs a time with its zone")
    salts = fs.random(8 * (len(changed) + 1)).hex()
    changes = []
    for place, (name, key, before, after) in enumerate(changed):
        salt = "" if after is None else salts[16 * place : 16 * place + 16]
        changes.append(
            StoredChange(
                name,
                key,
                salt,
                "" if after is None else content_digest(salt, record_bytes(after)),
                NOTHING if before is None else Raw(record_bytes(before)),
            )
        )
    return HistoryEntry(
        number=last.number + 1,
        at=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        command=escape_command(command),
        salt=salts[-16:],
        changes=tuple(changes),
        undoes=undoes,
        redoes=redoes,
    )


def escape_command(command: str) -> str:
    """Return a command line as it can be kept: what no file may hold is written as an escape."""
    if len(command) > LONGEST:
        command = command[:LONGEST] + "..."
    if command.isprintable():
        return command
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in command
    )


def unescape_command(command: str) -> str:
    """Return a command line of the history with its escapes resolved, as far as it was kept."""
    import re

    def sign(found: re.Match[str]) -> str:
        escape = found.group(1)
        if len(escape) == 1:
            return {"n": "\n", "r": "\r", "t": "\t"}.get(escape, escape)
        return chr(int(escape[1:], 16))

    pattern = r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U000[0-9a-f]{5}|U0010[0-9a-f]{4}|.)"
    return re.sub(pattern, sign, command)


def content_digest(salt: str, content: bytes) -> str:
    """Return the digest of a record or a command: SHA-256, the first 128 bits."""
    from hashlib import sha256

    return sha256(salt.encode() + content).hexdigest()[:32]


def matches_digest(content: bytes, last: StoredChange | None) -> bool:
    """Whether a record (`null` where there is none) is what the last change to it left.

    Where that content was erased, no record is: a purge changes what it erases from.
    """
    if content == bytes(NOTHING):
        return last is None or last.digest == ""
    if last is None or not last.digest or not last.salt:
        return False
    return content_digest(last.salt, content) == last.digest


def under_old_rule(all_entries: tuple[HistoryEntry, ...]) -> int:
    """Return how many entries, from the first on, have digests of the old rule (schema 1).

    The entry that brings a file to schema 2 ends them; a file made under schema 2 has none.
    """
    ends = (place for place, entry in enumerate(all_entries) if entry.schema == NEW_RULE_SCHEMA)
    return next(ends, 0)


NEW_RULE_SCHEMA = 2
"""The schema from which on the chain covers erasures."""


def chain_digest(previous: str, entry: HistoryEntry, *, old_rule: bool = False) -> str:
    """Return the head of the chain after `entry`: SHA-256 over the head before and what it did."""
    from hashlib import sha256

    said = entry.said or content_digest(entry.salt, entry.command.encode())
    head = f"{entry.number} {entry.at} {said}"
    turned = f"undoes {entry.undoes} redoes {entry.redoes}"
    if old_rule:
        lines = [
            previous,
            head,
            turned,
            *([f"schema {entry.schema}"] if entry.schema else []),
            *(f"{one.table} {one.id} {one.digest}" for one in entry.changes),
        ]
    else:
        unknown = bytes(UNKNOWN_STATE)
        lines = [
            f"rule 2 {previous}",
            head,
            f"{turned} schema {entry.schema}",
            f"erased {len(entry.erased)}",
            *(f"{number} {position}" for number, position in entry.erased),
            f"backups {len(entry.backups)}",
            *entry.backups,
            f"changes {len(entry.changes)}",
            *(
                f"{one.table} {one.id} {one.digest}"
                + (" unknown" if bytes(one.before) == unknown else "")
                for one in entry.changes
            ),
        ]
    return sha256("\n".join(lines).encode()).hexdigest()
