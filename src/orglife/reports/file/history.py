"""What was done to a branch: one line an invocation, or only what is about one record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orglife.errors import UnknownNameError
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.names import find_group, find_member, name_key, numbered
from orglife.model.past import ERASED, Event, State, Step
from orglife.reports.file.discreet import command_of, typed
from orglife.reports.file.past_words import (
    RECORDS,
    change_of,
    fields_of,
    in_words,
    label_of,
    step_in_words,
)
from orglife.reports.view import Column, Heading, Table, View

__all__ = ["RECORDS", "history_view"]


def history_view(branch: Branch, events: tuple[Event, ...], about: str = "") -> View:
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
            in_words(steps, branch)
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


def _entry(event: Event, steps: Iterable[Step], branch: Branch) -> dict[str, Any]:
    return {
        "number": event.number,
        "day": event.at.date().isoformat(),
        "command": typed(event),
        "changes": [
            {
                "type": RECORDS[step.table].code,
                "id": step.id,
                "label": label_of(step),
                "change": change_of(step),
                "fields": fields_of(step),
                "message": step_in_words(step, branch),
            }
            for step in steps
        ],
        "undoes": list(event.undoes),
        "redoes": list(event.redoes),
        "digest": event.digest,
    }


def _wanted(branch: Branch, events: tuple[Event, ...], about: str) -> set[tuple[str, int]]:
    """Return the records that `about` names, removed ones and former names too."""
    number = numbered(about)
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


def _names(state: State) -> set[str]:
    names = (getattr(state, "name", ""), *getattr(state, "other_names", ()))
    return set(map(name_key, names))


def _is_about(step: Step, wanted: set[tuple[str, int]]) -> bool:
    """Whether a step changed a wanted record, or one that is the member's own.

    A group is theirs when they joined or left it by that step.
    """
    if (step.table, step.id) in wanted:
        return True
    members = {key for table, key in wanted if table == "members"}
    before, after = (members & _people(step.table, state) for state in (step.before, step.after))
    return before != after if step.table == "groups" else bool(before | after)


def _people(table: str, state: State) -> frozenset[int]:
    """Return the members whose own the record is."""
    if state is None or state == ERASED:
        return frozenset()
    if table in ("posts", "private"):
        return frozenset({getattr(state, "member", None) or 0})
    if table == "tasks":
        return frozenset({getattr(state, "owner", None) or 0})
    if table == "groups":
        spells = getattr(state, "memberships", ())
        return frozenset(one.member for one in spells if one.until is None)
    return frozenset()
