"""The history table as values: what each invocation found and left, record by record."""

from __future__ import annotations

from datetime import datetime

from msgspec import Raw

from orglife.model.branch import Branch
from orglife.model.past import ERASED, Event, State, Step
from orglife.storage.history import Entry, bare
from orglife.storage.migrations import lift, schemas

_ERASED = b'"erased"'


def events(entries: tuple[Entry, ...], branch: Branch) -> tuple[Event, ...]:
    """Return every invocation, the oldest first, given the branch as it is now.

    Goes back from the newest: what an entry left is what the next one to change it found.
    """
    found: list[Event] = []
    later: dict[tuple[str, int], State] = {}
    for entry, schema in zip(reversed(entries), reversed(schemas(entries)), strict=True):
        steps = []
        for change in entry.changes:
            place = (change.table, change.id)
            after = later[place] if place in later else current(branch, *place)
            before = later[place] = _state(change.table, change.id, change.before, schema)
            if not entry.schema or before != after:
                steps.append(Step(change.table, change.id, before, after))
        found.append(
            Event(
                number=entry.number,
                at=datetime.fromisoformat(entry.at),
                command=entry.command,
                steps=tuple(steps),
                digest=entry.digest,
                undoes=entry.undoes,
                redoes=entry.redoes,
                schema=entry.schema,
            )
        )
    return tuple(reversed(found))


def current(branch: Branch, table: str, key: int) -> State:
    """Return a record as it is now; the branch's own without the ids that come next."""
    if table == "meta":
        return bare(branch.meta)
    record: State = getattr(branch, table).get(key)
    return record


def _state(table: str, key: int, raw: Raw, schema: int) -> State:
    data = bytes(raw)
    if data == b"null":
        return None
    if data == _ERASED:
        return ERASED
    state: State = lift(table, key, data, schema)
    return state
