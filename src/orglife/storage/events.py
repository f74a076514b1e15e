"""History entries as values; undo, redo, the state at a moment, and comparing heads of copies.

An undo is an entry itself, so the history only grows, and next ids never decrease. What was undone
can be redone until something else is changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from orglife.errors import RefusedError
from orglife.messages import say, say_n
from orglife.model.branch import Branch, Meta
from orglife.model.history import ERASED, HistoryEvent, RecordChange, RecordState
from orglife.storage.format import ordered_by_id
from orglife.storage.history import HistoryEntry, HistoryHead, without_next_ids
from orglife.storage.migrations import lift, schemas

_ERASED = b'"erased"'


def events(entries: tuple[HistoryEntry, ...], branch: Branch) -> tuple[HistoryEvent, ...]:
    """Return every invocation, the oldest first, given the branch as it is now.

    Goes back from the newest: what an entry left is what the next one to change it found.
    """
    found: list[HistoryEvent] = []
    later: dict[tuple[str, int], RecordState] = {}
    for entry, schema in zip(reversed(entries), reversed(schemas(entries)), strict=True):
        steps = []
        for change in entry.changes:
            place = (change.table, change.id)
            after = later[place] if place in later else current_record(branch, *place)
            before = later[place] = _state(change.table, change.id, change.before, schema)
            if not entry.schema or before != after:
                steps.append(RecordChange(change.table, change.id, before, after))
        found.append(
            HistoryEvent(
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


def current_record(branch: Branch, table: str, key: int) -> RecordState:
    """Return a record as it is now; the branch's own without the ids that come next."""
    if table == "meta":
        return without_next_ids(branch.meta)
    record: RecordState = getattr(branch, table).get(key)
    return record


def _state(table: str, key: int, raw: Raw, schema: int) -> RecordState:
    data = bytes(raw)
    if data == b"null":
        return None
    if data == _ERASED:
        return ERASED
    state: RecordState = lift(table, key, data, schema)
    return state


class UndoResult(NamedTuple):
    """The branch after an undo or redo, and the invocations it is about, in the order of doing."""

    branch: Branch
    events: tuple[HistoryEvent, ...]


def undo_events(events: tuple[HistoryEvent, ...], branch: Branch, steps: int) -> UndoResult:
    """Return the branch as it was before the last `steps` invocations that are still in force.

    Raises:
        RefusedError: there are not so many, or what they found was erased.
    """
    done, _ = _in_force(events)
    if not done:
        raise RefusedError(say("there is nothing to undo"))
    if steps > len(done):
        raise RefusedError(
            say_n(
                "only {n} command can be undone",
                "only {n} commands can be undone",
                len(done),
            ),
            hint=say("'orglife history' shows them"),
        )
    taken = done[: -steps - 1 : -1]
    states = {(one.table, one.id): one.before for event in taken for one in event.steps}
    return UndoResult(_restored(branch, states, taken), tuple(taken))


def redo_events(events: tuple[HistoryEvent, ...], branch: Branch, steps: int) -> UndoResult:
    """Return the branch with the last `steps` undone invocations put back.

    Raises:
        RefusedError: nothing was undone, or something else was done since.
    """
    done, undone = _in_force(events)
    if not undone:
        last = events[-1] if events else None
        if last is None or not any(event.undoes for event in events):
            raise RefusedError(say("nothing was undone, so there is nothing to redo"))
        if not done or last.redoes:
            raise RefusedError(say("everything that was undone was redone"))
        raise RefusedError(
            say(
                "nothing can be redone: '{command}' (entry {number}) was done after the undo",
                command=last.command,
                number=last.number,
            ),
            hint=say("undo that first to take it back, or type the other command again"),
        )
    if steps > len(undone):
        raise RefusedError(
            say_n("only {n} command can be redone", "only {n} commands can be redone", len(undone))
        )
    put_back = undone[: -steps - 1 : -1]
    states = {(one.table, one.id): one.after for event in put_back for one in event.steps}
    return UndoResult(_restored(branch, states, put_back), tuple(put_back))


def known_at(events: tuple[HistoryEvent, ...], branch: Branch, moment: datetime) -> Branch | None:
    """Return the branch as the file had it at a moment, or None where there was no file yet.

    The order is that of the numbers: an entry counts as made if it or a later one was by then, so
    that a clock set back hides nothing. What was erased since stays as it is now.
    """
    known = max((event.number for event in events if event.at <= moment), default=0)
    if not known:
        return None
    later = [event for event in reversed(events) if event.number > known]
    states = {(one.table, one.id): one.before for event in later for one in event.steps}
    there = {place: state for place, state in states.items() if state != ERASED}
    return _restored(branch, there, later)


def _in_force(events: tuple[HistoryEvent, ...]) -> tuple[list[HistoryEvent], list[HistoryEvent]]:
    """Return what may be undone, and what may be redone; the last of each comes first in turn.

    The making of the file is never undone.
    """
    by_number = {event.number: event for event in events}
    done: list[HistoryEvent] = []
    undone: list[HistoryEvent] = []
    for event in events:
        if event.schema:
            continue
        if event.undoes:
            done = [one for one in done if one.number not in event.undoes]
            undone += [by_number[number] for number in event.undoes]
        elif event.redoes:
            undone = [one for one in undone if one.number not in event.redoes]
            done += [by_number[number] for number in event.redoes]
        elif any(one.table == "meta" and one.before is None for one in event.steps):
            done, undone = [], []
        else:
            done.append(event)
            undone = []
    return done, undone


def _restored(
    branch: Branch, states: dict[tuple[str, int], RecordState], events: Iterable[HistoryEvent]
) -> Branch:
    """Return the branch with these records in these states."""
    changed: dict[str, Any] = {}
    for (table, key), state in states.items():
        if state == ERASED:
            number = next(
                event.number
                for event in events
                for one in event.steps
                if (one.table, one.id) == (table, key)
            )
            raise RefusedError(
                say("entry {number} can't be taken back: what it changed was erased", number=number)
            )
        if isinstance(state, Meta):
            changed["meta"] = replace(state, next=branch.meta.next)
            continue
        rows = changed.setdefault(table, dict(getattr(branch, table)))
        if state is None:
            rows.pop(key, None)
        else:
            rows[key] = state
    return replace(
        branch,
        **{
            name: value if name == "meta" else ordered_by_id(value)
            for name, value in changed.items()
        },
    )


Heads = dict[int, str]
"""The digest after each entry, by its number."""


class _Past(Struct, frozen=True):
    history: Raw = Raw(b"{}")


def history_in(data: bytes) -> bytes:
    """Return the history of a file that is known to be whole."""
    return bytes(msgspec.json.decode(data, type=_Past).history)


def history_heads(history: bytes) -> Heads:
    """Return the heads of a history; none where it can't be decoded."""
    try:
        found = msgspec.json.decode(history, type=dict[str, HistoryHead])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    return {one.number: one.digest for one in found.values()}


def continues_history(newer: Heads, older: Heads) -> bool:
    """Whether everything in `older` is in `newer` too; so it is where a history tells nothing."""
    if not newer or not older:
        return True
    last = max(older)
    return newer.get(last) == older[last]
