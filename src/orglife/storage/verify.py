"""Whether a file is what orglife made of it: the chain recomputed, and every record against it.

The seal finds what changed the bytes. What is found here was changed by something that sealed the
file again: a script with `SealedStorage`, `doctor --accept`, or somebody who rewrote the past.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from orglife.messages import Message, say
from orglife.model.branch import TABLES, Branch
from orglife.storage.events import current_record
from orglife.storage.format import record_bytes
from orglife.storage.history import (
    HistoryEntry,
    StoredChange,
    chain_digest,
    content_digest,
    matches_digest,
)

if TYPE_CHECKING:
    from orglife.storage.store import Store


ERASED = b'"erased"'


class VerificationResult(NamedTuple):
    """What `verify` found."""

    problems: tuple[Message, ...]
    heads: tuple[str, ...]
    """The head of the chain after each entry, the oldest first."""
    erased: int
    """How many contents were erased by `purge`; the chain holds without them."""


Known = dict[tuple[str, int], StoredChange]
"""The last change of each record, as far as the history was read."""


def verify_history(
    data: bytes, branch: Branch, entries: tuple[HistoryEntry, ...]
) -> VerificationResult:
    """Return everything in which the file is not what its history says."""
    known: Known = {}
    problems = [*duplicate_keys(data), *chain_problems(entries, known), *_records(branch, known)]
    erased = sum(
        bytes(change.before) == ERASED for entry in entries for change in entry.changes
    ) + sum(bool(entry.said) for entry in entries)
    return VerificationResult(tuple(problems), tuple(entry.digest for entry in entries), erased)


def chain_problems(entries: tuple[HistoryEntry, ...], known: Known) -> Iterator[Message]:
    """Yield where an entry does not follow from those before it; fills `known`."""
    previous = ""
    for place, entry in enumerate(entries, 1):
        if entry.number != place:
            yield say("history: entry {number} is missing", number=place)
            return
        if chain_digest(previous, entry) != entry.digest:
            yield say(
                "history: entry {number} ({command}) was changed, or one before it",
                number=entry.number,
                command=entry.command,
            )
        previous = entry.digest
        for change in entry.changes:
            before = bytes(change.before)
            if before != ERASED and not matches_digest(
                before, known.get((change.table, change.id))
            ):
                yield say(
                    "history: what {table} #{id} was before entry {number} was changed",
                    table=change.table,
                    id=change.id,
                    number=entry.number,
                )
            known[change.table, change.id] = change


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
        elif change.salt and content_digest(change.salt, record_bytes(record)) != change.digest:
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
