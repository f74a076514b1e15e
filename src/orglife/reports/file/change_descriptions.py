"""The changes of an invocation in words: record by record where they are few, else by number.

Texts of the private table and what a task of care is about are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from orglife.messages import Message, say
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
from orglife.model.kinds import CENTRAL
from orglife.model.task import PRIVATE_FIELDS, Task, without_private_text
from orglife.model.terms import SEATS, TASK_KINDS, Term

# fmt: off
RECORDS = {
    "meta": Term("branch", en="branch", zh="党支部"),
    "members": Term("member", en="member", zh="党员"),
    "groups": Term("group", en="group", zh="党小组"),
    "posts": Term("post", en="post", zh="职务"),
    "activities": Term("activity", en="activity", zh="活动"),
    "tasks": Term("task", en="task", zh="事项"),
    "kinds": Term("kind", en="kind", zh="活动类型"),
    "rules": Term("rule", en="rule", zh="规则"),
    "waivers": Term("waiver", en="waiver", zh="批准免除"),
    "private": Term("text", en="private text", zh="私密文字"),
}
# fmt: on
"""What a record of each table is called."""

MANY = {"private": "private texts"}
"""What several are called, where that is not the name of the table."""

LONGEST = 40
"""Longer texts are said to have changed, without their content."""

FEW = 4
"""So many records are named; more are counted."""


def describe_changes(steps: Iterable[RecordChange], branch: Branch) -> Message:
    """Return what an invocation changed; `branch` knows the names of members and own kinds."""
    listed = list(steps)
    if not listed:
        return say("only the ids that come next")
    if len(listed) <= FEW:
        return say("{changes}", changes=tuple(describe_change(one, branch) for one in listed))
    counted: dict[tuple[str, str], int] = {}
    for one in listed:
        kind = (one.table, change_of(one))
        counted[kind] = counted.get(kind, 0) + 1
    return say("{changes}", changes=tuple(_counted(*kind, n) for kind, n in counted.items()))


def describe_change(step: RecordChange, branch: Branch) -> Message:
    """Return what happened to one record: `member Wang Li #5: unit: - -> No. 3 school`."""
    name = _named(step, branch)
    change = change_of(step)
    if change == "erased":
        return say("{record} (erased)", record=name)
    if change == "unknown":
        return say("{record} (not known what it was)", record=name)
    if change == "added":
        return say("{record} added", record=name)
    if change == "removed":
        return say("{record} removed", record=name)
    return say("{record}: {fields}", record=name, fields=_differences(step))


def label_of(step: RecordChange) -> str:
    """Return what a record calls itself: name, subject, seat, kind or rule; for programs."""
    return _label(step.after) or _label(step.before)


def _label(state: RecordState) -> str:
    if isinstance(state, Task):
        state = without_private_text(state)
    for field in ("name", "subject", "seat", "kind", "rule", "code"):
        value = getattr(state, field, "")
        if value:
            day = getattr(state, "held", None) or getattr(state, "planned", None)
            return f"{value} {day}" if field == "kind" and day else str(value)
    return ""


def _counted(table: str, change: str, n: int) -> Message:
    one = RECORDS[table]
    kind = one if n == 1 else one.with_titles(en=MANY.get(table, table))
    if change == "added":
        return say("{n} {kind} added", n=n, kind=kind)
    if change == "removed":
        return say("{n} {kind} removed", n=n, kind=kind)
    if change == "erased":
        return say("{n} {kind} (erased)", n=n, kind=kind)
    if change == "unknown":
        return say("{n} {kind} (not known what it was)", n=n, kind=kind)
    return say("{n} {kind} changed", n=n, kind=kind)


def _named(step: RecordChange, branch: Branch) -> Message:
    """Return a record as people name it: `theme party day 2026-11-06 #138`."""
    state: Any = step.before if step.after in (None, ERASED, UNKNOWN) else step.after
    kind = RECORDS[step.table]
    if step.table == "meta":
        return say("{kind}", kind=kind)
    if state in (None, ERASED, UNKNOWN):
        return say("{kind} #{id}", kind=kind, id=step.id)
    if step.table == "activities":
        day = state.held or state.planned
        return say("{kind} {day} #{id}", kind=_kind(state.kind, branch), day=day, id=step.id)
    if step.table == "posts":
        member = branch.members.get(state.member)
        name = member.name if member is not None else f"#{state.member}"
        return say("{seat} {name}", seat=SEATS.get(state.seat, state.seat), name=name)
    if step.table == "tasks" and state.is_private:
        return say("{kind} #{id}", kind=TASK_KINDS[state.kind], id=step.id)
    if step.table == "tasks":
        return say(
            "{kind} {subject} #{id}",
            kind=TASK_KINDS.get(state.kind, state.kind),
            subject=state.subject,
            id=step.id,
        )
    if step.table == "private":
        return say("{kind} #{id}", kind=kind, id=step.id)
    return say("{kind} {label} #{id}", kind=kind, label=_label(state), id=step.id)


def _kind(code: str, branch: Branch) -> Term | str:
    own = next((one for one in branch.kinds.values() if one.code == code), None)
    if own is not None:
        return own.term
    return CENTRAL[code].term if code in CENTRAL else code


def _differences(step: RecordChange) -> tuple[Message, ...]:
    """Return the fields that differ, with both values where these are short."""
    from orglife.model.fields.field import field_table

    table = field_table(type(step.after))
    said: list[Message] = []
    for field in fields_of(step):
        old, new = getattr(step.before, field), getattr(step.after, field)
        name = table[field].term
        hidden = changes_private_text(step) and (step.table == "private" or field in PRIVATE_FIELDS)
        if not hidden and _short(old) and _short(new):
            old, new = _plain(old), _plain(new)
            said.append(say("{field} {old} -> {new}", field=name, old=old, new=new))
        else:
            said.append(say("{field} changed", field=name))
    return tuple(said)


def _short(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST and "\n" not in value
    return value is None or isinstance(value, int | date)


def _plain(value: Any) -> Any:
    """Return a short value as it is said."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return "-" if value is None or value == "" else value


TASKS = "orglife task"


def changes_private_text(step: RecordChange) -> bool:
    """Whether a step changed a text that is kept apart, or a task of a private kind."""
    states = (step.before, step.after)
    return step.table == "private" or any(getattr(one, "is_private", False) for one in states)


def shown_command(event: HistoryEvent) -> str:
    """Return the command of an invocation; about care without what was said of it."""
    command = event.command
    if not command.startswith(f"{TASKS} ") or not any(map(changes_private_text, event.steps)):
        return command
    verb = command.removeprefix(TASKS).split()[0]
    return f"{TASKS} {verb} ..."


def command_of(event: HistoryEvent) -> Message | str:
    """Return the command of an invocation, or that it was erased."""
    return shown_command(event) or say("(erased)")
