"""Whether a file is what orglife made of it: the chain recomputed, and every record against it.

The seal finds what changed the bytes. What is found here was changed by something that sealed the
file again: a script with `SealedStorage`, `doctor --accept`, or somebody who rewrote the past.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from orglife.messages import Message, say
from orglife.model.branch import TABLES, Branch
from orglife.storage.events import current_record
from orglife.storage.format import record_bytes
from orglife.storage.history import (
    COMMAND,
    NOTHING,
    SALT_DIGITS,
    UNKNOWN_STATE,
    HistoryEntry,
    StoredChange,
    chain_digest,
    matches_digest,
    under_old_rule,
)

if TYPE_CHECKING:
    from orglife.storage.store import Store


ERASED = b'"erased"'
_TAKES_OVER = "--accept"
"""Stands in the command of an entry that took over an edit made outside orglife."""


class VerificationResult(NamedTuple):
    """What `verify` found."""

    problems: tuple[Message, ...]
    heads: tuple[str, ...]
    """The head of the chain after each entry, the oldest first."""
    erased: int
    """How many contents were erased by `purge`; the chain holds without them."""
    old_rule: int = 0
    """How many entries, from the first on, are covered by the rule of schema 1 only."""
    unknown: int = 0
    """How many former states are not known: changed outside orglife, and in no backup."""
    backwards: tuple[Message, ...] = ()
    """The entries that are older than those they follow: a clock was wrong."""


Known = dict[tuple[str, int], StoredChange]
"""The last change of each record, as far as the history was read."""


def verify_history(
    data: bytes, branch: Branch, entries: tuple[HistoryEntry, ...]
) -> VerificationResult:
    """Return everything in which the file is not what its history says."""
    known: Known = {}
    problems = [*duplicate_keys(data), *chain_problems(entries, known), *_records(branch, known)]
    return VerificationResult(
        tuple(problems),
        tuple(entry.digest for entry in entries),
        sum(len(entry.erased) for entry in entries),
        under_old_rule(entries),
        sum(_is_unknown(entry, change) for entry in entries for change in entry.changes),
        tuple(times_backwards(entries)),
    )


def times_backwards(entries: tuple[HistoryEntry, ...]) -> Iterator[Message]:
    """Yield each entry that is older than the one it follows."""
    for before, after in pairwise(entries):
        if after.at < before.at:
            yield say(
                "entry {number} was made at {at}, before the one it follows: a clock was wrong",
                number=after.number,
                at=after.at,
            )


def _is_unknown(entry: HistoryEntry, change: StoredChange) -> bool:
    before = bytes(change.before)
    return before == bytes(UNKNOWN_STATE) or (before == ERASED and _TAKES_OVER in entry.command)


def chain_problems(entries: tuple[HistoryEntry, ...], known: Known) -> Iterator[Message]:
    """Yield where an entry does not follow from those before it; fills `known`.

    A content or a command may be missing only where a later entry says that it was erased.
    """
    erased = {place: entry.number for entry in entries for place in entry.erased}
    old = under_old_rule(entries)
    previous = ""
    for place, entry in enumerate(entries, 1):
        if entry.number != place:
            yield say("history: entry {number} is missing", number=place)
            return
        if chain_digest(previous, entry, old_rule=place <= old) != entry.digest:
            yield say(
                "history: entry {number} ({command}) was changed, or one before it",
                number=entry.number,
                command=entry.command,
            )
        previous = entry.digest
        yield from _commands_and_salts(entry, erased, removals_salted=place <= old)
        for change in entry.changes:
            record = (change.table, change.id)
            if not _follows(entry, change, known.get(record), old_rule=place <= old):
                yield say(
                    "history: what {table} #{id} was before entry {number} was changed",
                    table=change.table,
                    id=change.id,
                    number=entry.number,
                )
            known[record] = change
    yield from _without_purge(entries, erased, old)


def _commands_and_salts(
    entry: HistoryEntry, erased: dict[tuple[int, int], int], *, removals_salted: bool
) -> Iterator[Message]:
    """Yield what is missing of an entry, or stands beside what replaces it, without a purge."""
    if entry.said and (entry.command or entry.salt):
        yield say(
            "history: entry {number} has a command, and a digest in place of it",
            number=entry.number,
        )
    gone = bool(entry.said)
    if gone != ((entry.number, COMMAND) in erased) or not (gone or _is_salt(entry.salt)):
        yield say(
            "history: the command of entry {number} was taken out, and by no purge",
            number=entry.number,
        )
    for position, change in enumerate(entry.changes):
        if not change.digest:
            whole = removals_salted or not change.salt
        elif (entry.number, position) in erased:
            whole = not change.salt
        else:
            whole = _is_salt(change.salt)
        if not whole:
            yield say(
                "history: what entry {number} made of {table} #{id} was taken out, and by no purge",
                number=entry.number,
                table=change.table,
                id=change.id,
            )


def _is_salt(salt: str) -> bool:
    """Whether a salt has its length: one that is longer could have taken signs of the content."""
    return len(salt) == SALT_DIGITS and all(one in "0123456789abcdef" for one in salt)


def _follows(
    entry: HistoryEntry, change: StoredChange, last: StoredChange | None, *, old_rule: bool
) -> bool:
    """Whether what a record was before a change is what the last change to it left."""
    before = bytes(change.before)
    left_something = last is not None and bool(last.digest)
    if before == bytes(UNKNOWN_STATE):
        return left_something and not old_rule  # the chain covers it
    if before == ERASED:
        if last is None or not last.digest:
            return False
        return not last.salt or (old_rule and _TAKES_OVER in entry.command)
    if before != bytes(NOTHING) and last is not None and not last.salt:
        return False
    return matches_digest(before, last)


def _without_purge(
    entries: tuple[HistoryEntry, ...], erased: dict[tuple[int, int], int], old: int
) -> Iterator[Message]:
    """Yield what is said to be erased and never was, or under the old rule without a purge."""
    last_purge = max(
        (
            one.number
            for one in entries[:old]
            if one.said
            or "purge" in one.command
            or any(bytes(change.before) == ERASED for change in one.changes)
        ),
        default=0,
    )
    for (number, position), by in erased.items():
        there = 0 < number < by and COMMAND <= position < len(entries[number - 1].changes)
        if not there:
            yield say(
                "history: entry {by} says that something was erased which is not there", by=by
            )
        elif (
            by == old + 1
            and by <= len(entries)
            and entries[by - 1].schema
            and (number >= last_purge and position != COMMAND)
        ):
            yield say(
                "history: what entry {number} changed was taken out, and by no purge",
                number=number,
            )


def _records(branch: Branch, known: Known) -> Iterator[Message]:
    """Yield the records that are not as their last change left them."""
    there = {("meta", 1), *((name, key) for name in TABLES for key in getattr(branch, name))}
    for place in sorted(there | known.keys(), key=_order):
        table, key = place
        change = known.get(place)
        record = current_record(branch, table, key)
        if record is None:
            if change is not None and change.digest:
                yield say("{table} #{id} was removed outside orglife", table=table, id=key)
        elif change is None or not change.digest:
            yield say("{table} #{id} was added outside orglife", table=table, id=key)
        elif not matches_digest(record_bytes(record), change):
            yield say("{table} #{id} was changed outside orglife", table=table, id=key)
    for name in TABLES:
        highest = max((key for table, key in known if table == name), default=0)
        if branch.next_id(name) <= highest:
            yield say("meta: the next id of {table} was set back", table=name)


def _order(place: tuple[str, int]) -> tuple[int, int]:
    table, key = place
    return (("meta", *TABLES).index(table) if table in ("meta", *TABLES) else 99, key)


def duplicate_keys(data: bytes) -> Iterator[Message]:
    """Yield keys that stand twice in one object; readers of JSON silently take the last."""
    found: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        keys: set[str] = set()
        for key, _ in items:
            if key in keys:
                found.append(key)
            keys.add(key)
        return dict(items)

    json.loads(data, object_pairs_hook=pairs)
    for key in found:
        yield say("the key {key} stands twice in one object", key=key)


def verify_store(store: Store) -> VerificationResult:
    """Return whether the chain of `store` holds and every record is what the history says.

    Raises:
        StoreError: the file can't be read, or it is damaged.
    """
    seen, envelope = store.read(store.path)
    return verify_history(seen.data, envelope.branch, store.entries(envelope))
