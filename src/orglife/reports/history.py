"""What was done to a branch, in words: one line an invocation, or only what is about one record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from orglife.errors import UnknownNameError
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.names import find_group, find_member, numbered
from orglife.model.past import ERASED, Event, State, Step
from orglife.model.terms import Term, fold
from orglife.reports.view import Column, Heading, Table, View

# fmt: off
RECORDS = {
    "meta": Term("branch", "branch", "党支部"),
    "members": Term("member", "member", "党员"),
    "groups": Term("group", "group", "党小组"),
    "posts": Term("post", "post", "职务"),
    "activities": Term("activity", "activity", "活动"),
    "tasks": Term("task", "task", "事项"),
    "kinds": Term("kind", "kind", "活动类型"),
    "rules": Term("rule", "rule", "规则"),
    "waivers": Term("waiver", "waiver", "批准免除"),
    "private": Term("text", "private text", "私密文字"),
}
# fmt: on
"""What a record of each table is called."""

LONGEST = 40
"""Longer texts are said to have changed, without their content."""


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
            in_words(steps),
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
        "entries": [_entry(event, steps) for event, steps in chosen],
    }
    title = say("{branch}: what was changed, and when", branch=branch.meta.name)
    return View(data, (Heading(title), table))


def command_of(event: Event) -> Message | str:
    """Return the command of an invocation, or that it was erased."""
    return event.command or say("(erased)")


def in_words(steps: Iterable[Step]) -> Message:
    """Return what an invocation changed: up to five records, then how many more."""
    all_steps = list(steps)
    said = tuple(step_in_words(step) for step in all_steps[:5])
    if not said:
        return say("nothing that is shown")
    if len(all_steps) > len(said):
        return say("{changes} and {n} more", changes=said, n=len(all_steps) - len(said))
    return say("{changes}", changes=said)


def step_in_words(step: Step) -> Message:
    """Return what happened to one record: `member Wang Li #5: unit`."""
    name = _named(step)
    if ERASED in (step.before, step.after):
        return say("{record} (erased)", record=name)
    if step.before is None:
        return say("{record} added", record=name)
    if step.after is None:
        return say("{record} removed", record=name)
    return say("{record}: {fields}", record=name, fields=_differences(step))


def _named(step: Step) -> Message:
    kind = RECORDS[step.table]
    if step.table == "meta":
        return say("{kind}", kind=kind)
    label = _label(step.after) or _label(step.before)
    if not label:
        return say("{kind} #{id}", kind=kind, id=step.id)
    return say("{kind} {label} #{id}", kind=kind, label=label, id=step.id)


def _label(state: State) -> str:
    """Return what a record is called: its name, subject, seat, kind or rule."""
    for field in ("name", "subject", "seat", "kind", "rule", "code"):
        value = getattr(state, field, "")
        if value:
            day = getattr(state, "held", None) or getattr(state, "planned", None)
            return f"{value} {day}" if field == "kind" and day else str(value)
    return ""


def _differences(step: Step) -> tuple[Message | str, ...]:
    """Return the fields that differ, with both values where these are short."""
    said: list[Message | str] = []
    for field in _fields(step):
        old, new = getattr(step.before, field), getattr(step.after, field)
        name = field.replace("_", " ")
        if step.table != "private" and _short(old) and _short(new):
            said.append(say("{field} {old} -> {new}", field=name, old=_plain(old), new=_plain(new)))
        else:
            said.append(name)
    return tuple(said)


def _fields(step: Step) -> list[str]:
    if step.before is None or step.after is None or ERASED in (step.before, step.after):
        return []
    names: tuple[str, ...] = getattr(step.after, "__struct_fields__", ())
    return [one for one in names if getattr(step.before, one) != getattr(step.after, one)]


def _short(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST and "\n" not in value
    return value is None or isinstance(value, int | date)


def _plain(value: Any) -> Any:
    return "-" if value is None or value == "" else value


def _entry(event: Event, steps: Iterable[Step]) -> dict[str, Any]:
    return {
        "number": event.number,
        "day": event.at.date().isoformat(),
        "command": event.command,
        "changes": [
            {
                "type": RECORDS[step.table].code,
                "id": step.id,
                "label": _label(step.after) or _label(step.before),
                "change": _code(step),
                "fields": _fields(step),
                "message": step_in_words(step),
            }
            for step in steps
        ],
        "undoes": list(event.undoes),
        "redoes": list(event.redoes),
        "digest": event.digest,
    }


def _code(step: Step) -> str:
    if ERASED in (step.before, step.after):
        return "erased"
    if step.before is None:
        return "added"
    return "removed" if step.after is None else "changed"


def _wanted(branch: Branch, events: tuple[Event, ...], about: str) -> set[tuple[str, int]]:
    """Return the records that `about` names, removed ones and former names too."""
    number = numbered(about)
    if number is not None:
        found = {(step.table, step.id) for event in events for step in event.steps}
        found = {(table, key) for table, key in found if key == number and table != "meta"}
        if not found:
            raise UnknownNameError(say("there never was a record #{id}", id=number))
        return found
    wanted = fold(about)
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
    return {fold(one) for one in (getattr(state, "name", ""), *getattr(state, "other_names", ()))}


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
