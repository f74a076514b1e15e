"""History entries as values; undo, redo, the state at a moment, and comparing heads of copies.

An undo is an entry itself, so the history only grows, and next ids never decrease. What was undone
can be redone until something else is changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from orglife.errors import RefusedError
from orglife.messages import say, say_n
from orglife.model.base import Id
from orglife.model.branch import Branch, Meta
from orglife.model.history import ERASED, UNKNOWN, HistoryEvent, RecordChange, RecordState
from orglife.storage.format import ordered_by_id
from orglife.storage.history import UNKNOWN_STATE, HistoryEntry, without_next_ids
from orglife.storage.migrations import lift, schemas

_ERASED = b'"erased"'


def events(entries: tuple[HistoryEntry, ...], branch: Branch) -> tuple[HistoryEvent, ...]:
    """Return every invocation, the oldest first, given the branch as it is now.

    Goes back from the newest: what an entry left is what the next one to change it found.
    """
    found: list[HistoryEvent] = []
    later: dict[tuple[str, int], RecordState] = {}
    kept = _salted(entries)
    for entry, schema in zip(reversed(entries), reversed(schemas(entries)), strict=True):
        steps = []
        for change in entry.changes:
            place = (change.table, change.id)
            after = later[place] if place in later else current_record(branch, *place)
            before = _state(change.table, change.id, change.before, schema)
            if before == ERASED and (entry.number, *place) in kept:
                before = UNKNOWN  # so `doctor --accept` wrote it under schema 1
            later[place] = before
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
    if data == bytes(UNKNOWN_STATE):
        return UNKNOWN
    state: RecordState = lift(table, key, data, schema)
    return state


def _salted(entries: tuple[HistoryEntry, ...]) -> set[tuple[int, str, int]]:
    """Return number of entry, table and id of each change before which nothing was erased."""
    salts: dict[tuple[str, int], str] = {}
    found = set()
    for entry in entries:
        for change in entry.changes:
            place = (change.table, change.id)
            if salts.get(place):
                found.add((entry.number, *place))
            salts[place] = change.salt
    return found


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
    there = {one: state for one, state in states.items() if state not in (ERASED, UNKNOWN)}
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
        if state in (ERASED, UNKNOWN):
            number = next(
                event.number
                for event in events
                for one in event.steps
                if (one.table, one.id) == (table, key)
            )
            if state == UNKNOWN:
                raise RefusedError(
                    say(
                        "entry {number} can't be taken back: what it found is not known, since it "
                        "was changed outside orglife",
                        number=number,
                    )
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

Relation = Literal["same", "older", "newer", "apart"]
"""How a history stands to another: equal, a beginning of it, a continuation, or neither."""


class _Past(Struct, frozen=True):
    history: Raw = Raw(b"{}")


class _Noted(Struct, frozen=True):
    """An entry, as far as histories are compared by it."""

    number: Id = 0
    digest: str = ""
    schema: int = 0
    erased: tuple[tuple[int, int], ...] = ()
    backups: tuple[str, ...] = ()


class Ancestry(NamedTuple):
    """What is known of a history: its heads, and the heads of backups that a purge wrote anew."""

    heads: Heads
    cleaned: frozenset[str] = frozenset()
    newest: str = ""
    """The digest of the newest entry."""
    purged: bool = False
    """Whether the newest entry is that of a purge."""


def history_in(data: bytes) -> bytes:
    """Return the history of a file that is known to be whole, as it stands in the file."""
    return bytes(msgspec.json.decode(data, type=_Past).history)


def history_heads(history: bytes) -> Heads:
    """Return the heads of a history; none where it can't be decoded."""
    return ancestry_of(history).heads


def ancestry_of(history: bytes) -> Ancestry:
    """Return what a history is compared by; nothing where it can't be decoded."""
    try:
        found = msgspec.json.decode(history, type=dict[str, _Noted])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Ancestry({})
    entries = sorted(found.values(), key=lambda entry: entry.number)
    newest = entries[-1] if entries else _Noted()
    while len(entries) > 1 and entries[-1].schema:
        entries.pop()
    return Ancestry(
        {entry.number: entry.digest for entry in entries},
        frozenset(digest for entry in entries for digest in entry.backups),
        newest.digest,
        bool(newest.erased),
    )


def continues_history(newer: Heads, older: Heads) -> bool:
    """Whether everything in `older` is in `newer` too; a history that tells nothing has nothing."""
    if not newer or not older:
        return newer == older
    last = max(older)
    return newer.get(last) == older[last]


def relation(mine: Ancestry, theirs: Ancestry) -> Relation:
    """Return how the history of another file stands to mine.

    A backup that a purge wrote anew ends with an entry of its own; the file of which it is a
    backup has noted its head.
    """
    if theirs.newest and theirs.newest in mine.cleaned:
        return "older"
    if continues_history(mine.heads, theirs.heads):
        return "same" if len(mine.heads) == len(theirs.heads) else "older"
    if continues_history(theirs.heads, mine.heads) or (
        mine.newest and mine.newest in theirs.cleaned
    ):
        return "newer"
    return "apart"
