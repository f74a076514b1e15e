"""History, changes since.

What was done to a branch: one line an invocation, or only what is about one record.

What was changed since a day, or since a state that somebody noted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from orglife.errors import RefusedError, UnknownNameError
from orglife.messages import say, say_n
from orglife.model.branch import Branch
from orglife.model.history import (
    ERASED,
    UNKNOWN,
    HistoryEvent,
    RecordChange,
    RecordState,
    change_of,
    fields_of,
)
from orglife.model.names import find_group, find_member, name_key, parse_record_number
from orglife.reports.file.change_descriptions import (
    RECORDS,
    command_of,
    describe_change,
    describe_changes,
    label_of,
    shown_command,
)
from orglife.reports.view import Block, Column, Heading, Line, Table, View

__all__ = ["RECORDS", "history_view"]


def history_view(branch: Branch, events: tuple[HistoryEvent, ...], about: str = "") -> View:
    """Return every invocation that changed the branch, the newest first.

    `about` is a name or `#id`: then only what changed such a record. The times of the events are
    shown as they are; the JSON has the day only.

    Raises:
        UnknownNameError: nothing of that name was ever in the file.
    """
    chosen = [(event, event.steps) for event in reversed(events)]
    if about:
        found = _wanted(branch, events, about)
        chosen = [
            (event, tuple(step for step in steps if _is_about(step, found)))
            for event, steps in chosen
        ]
        chosen = [(event, steps) for event, steps in chosen if steps]
    rows = tuple(
        (
            event.number,
            event.at.strftime("%Y-%m-%d %H:%M"),
            command_of(event),
            describe_changes(steps, branch)
            if steps or not event.schema
            else say("the format of the file; the records say the same"),
        )
        for event, steps in chosen
    )
    table = Table(
        (
            Column("number", say("No."), "right"),
            Column("at", say("When")),
            Column("command", say("Command")),
            Column("changes", say("What changed")),
        ),
        rows,
        empty=say("nothing was changed"),
    )
    head = events[-1].digest if events else ""
    data = {
        "schema": "orglife.history/1",
        "branch": branch.meta.name,
        "head": head,
        "entries": [_entry(event, steps, branch) for event, steps in chosen],
    }
    title = say("{branch}: what was changed, and when", branch=branch.meta.name)
    return View(data, (Heading(title), table))


def _entry(event: HistoryEvent, steps: Iterable[RecordChange], branch: Branch) -> dict[str, Any]:
    return {
        "number": event.number,
        "day": event.at.date().isoformat(),
        "command": shown_command(event),
        "changes": [
            {
                "type": RECORDS[step.table].code,
                "id": step.id,
                "label": label_of(step),
                "change": change_of(step),
                "fields": fields_of(step),
                "message": describe_change(step, branch),
            }
            for step in steps
        ],
        "undoes": list(event.undoes),
        "redoes": list(event.redoes),
        "digest": event.digest,
    }


def _wanted(branch: Branch, events: tuple[HistoryEvent, ...], about: str) -> set[tuple[str, int]]:
    """Return the records that `about` names, removed ones and former names too."""
    number = parse_record_number(about)
    if number is not None:
        found = {(step.table, step.id) for event in events for step in event.steps}
        found = {(table, key) for table, key in found if key == number and table != "meta"}
        if not found:
            raise UnknownNameError(say("there never was a record #{id}", id=number))
        return found
    wanted = name_key(about)
    found = {
        (step.table, step.id)
        for event in events
        for step in event.steps
        if step.table in ("members", "groups")
        and any(wanted in _names(state) for state in (step.before, step.after))
    }
    if found:
        return found
    try:
        return {("members", find_member(branch, about).id)}
    except UnknownNameError as unknown:
        try:
            return {("groups", find_group(branch, about).id)}
        except UnknownNameError:
            raise unknown from None


def _names(state: RecordState) -> set[str]:
    names = (getattr(state, "name", ""), *getattr(state, "other_names", ()))
    return set(map(name_key, names))


def _is_about(step: RecordChange, wanted: set[tuple[str, int]]) -> bool:
    """Whether a step changed a wanted record, or one that is the member's own.

    A group is theirs when they joined or left it by that step.
    """
    if (step.table, step.id) in wanted:
        return True
    members = {key for table, key in wanted if table == "members"}
    before, after = (members & _people(step.table, state) for state in (step.before, step.after))
    return before != after if step.table == "groups" else bool(before | after)


def _people(table: str, state: RecordState) -> frozenset[int]:
    """Return the members whose own the record is."""
    if state in (None, ERASED, UNKNOWN):
        return frozenset()
    if table in ("posts", "private"):
        return frozenset({getattr(state, "member", None) or 0})
    if table == "tasks":
        return frozenset({getattr(state, "owner", None) or 0})
    if table == "groups":
        spells = getattr(state, "memberships", ())
        return frozenset(one.member for one in spells if one.until is None)
    return frozenset()


SHORTEST = 8
"""Characters of a digest that say which is meant."""


def changes_view(branch: Branch, events: tuple[HistoryEvent, ...], since: date | str) -> View:
    """Return the invocations after a state (a digest, or the beginning of one), or from a day on.

    Raises:
        RefusedError: no state of this file has the digest: its past was rewritten, or it is that of
            another file; or the digest is too short.
    """
    if isinstance(since, str):
        later = events[_place(events, since) + 1 :]
    else:
        later = tuple(one for one in events if one.at.date() >= since)
    listed = history_view(branch, later)
    head = events[-1].digest if events else ""
    data = {
        **listed.data,
        "schema": "orglife.changes/1",
        "since": since,
        "head": head,
        "count": len(later),
    }
    blocks: tuple[Block, ...] = (
        Heading(say("{branch}: changed since {since}", branch=branch.meta.name, since=since)),
        *listed.blocks[1:],
        Line(say_n("{n} change", "{n} changes", len(later))),
        Line(say("Head of the history: {digest}", digest=head)),
    )
    return View(data, blocks)


def _place(events: tuple[HistoryEvent, ...], digest: str) -> int:
    wanted = digest.strip().lower()
    if len(wanted) < SHORTEST:
        raise RefusedError(
            say("{digest} is too short to say which state is meant", digest=digest),
            hint=say("give at least {n} characters of the digest", n=SHORTEST),
        )
    for place, one in enumerate(events):
        if one.digest.startswith(wanted):
            return place
    raise RefusedError(
        say("no state of this file has the digest {digest}", digest=digest),
        hint=say("its past was rewritten since, or the digest is that of another file"),
    )
