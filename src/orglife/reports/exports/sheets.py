"""Register, roster, tasks as an import reads them.

Cells that an import reads back: headings, several values in one cell, names that are unique.

The register: what was held, one row a sitting, as an import reads it back.

The roster: everyone on record, where they stand, live and work, and what they hold.

The tasks: what was undertaken, by whom and until when, and what became of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from orglife.errors import OrglifeError
from orglife.messages import Message, say
from orglife.model.activity import Absence, Activity
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate, add_days
from orglife.model.duration import hours_text
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.fields.field import (
    FieldColumn,
    FieldTable,
    Order,
    ordered,
)
from orglife.model.fields.people import GROUP_FIELDS, MEMBER_FIELDS, POST_FIELDS
from orglife.model.fields.task import TASK_FIELDS
from orglife.model.fields.values import FLAG, PARTIAL_DAY, TEXT
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.name_lists import escape_separators, quote_reason, split_names
from orglife.model.names import kind_term, name_key
from orglife.model.roster import groups_on, is_member_on
from orglife.model.task import Task, without_private_text
from orglife.model.terms import ATTENDANCE, SEATS, STAGES, Term, is_blank_answer
from orglife.reports.language import DayWithWeekday
from orglife.reports.meetings.activities import activity_view
from orglife.reports.meetings.tasks import task_data, task_state
from orglife.reports.view import Cell, Column, Heading, Table, View

TOPIC_ENDS = (";", "；", "\n")
"""What ends a topic in a list of several."""


def columns_of(order: Order, *tables: FieldTable) -> tuple[FieldColumn, ...]:
    """Return the columns of `tables` that are exported, in `order` of their keys."""
    known = {one.sheet.key: one for table in tables for one in table.columns()}
    exported = tuple(key for key, one in known.items() if one.sheet.exported)
    return tuple(known[key] for key in ordered(order, exported))


def headings_of(columns: Iterable[FieldColumn]) -> tuple[Column, ...]:
    """Return columns with the headings by which an import finds them, English or Chinese."""
    keys = {one.sheet.exported_as or one.sheet.key: one.zh for one in columns}
    return tuple(
        Column(key, say("{title}", title=Term(key, en=key, zh=zh))) for key, zh in keys.items()
    )


def several(values: tuple[Term | str, ...]) -> Message | None:
    """Return values in one cell; None where there are none."""
    return say("{values}", values=values) if values else None


def stated_text(text: str) -> str | None:
    """Return a text as a cell that an import reads back exactly; None for an empty one.

    `无` and the like mean an empty cell in sheets; a mark before it says that it is the text.
    """
    if not text:
        return None
    return f"'{text}" if is_blank_answer(text.lstrip("'")) else text


def topic_text(topic: str) -> str:
    """Return a topic as it stands in a list of several: a backslash keeps its own separators."""
    signs = []
    for at, sign in enumerate(topic):
        following = topic[at + 1 : at + 2]
        if sign in TOPIC_ENDS or (sign == "\\" and following in ("", "\\", *TOPIC_ENDS)):
            signs.append("\\")
        signs.append(sign)
    return "".join(signs)


def guest_text(guest: str) -> str:
    """Return a guest as in a list of several: with backslashes only where it would be another.

    It stands alone or before the next: a backslash at its end would hide the separator.
    """
    try:
        whole = split_names(guest) == split_names(f"{guest};") == [guest]
    except OrglifeError:
        whole = False
    return guest if whole else escape_separators(guest)


def joined(terms: tuple[Term, ...]) -> Message:
    """Return the kinds of a sitting as `theme party day+party lecture`."""
    names = [f"kind{at}" for at in range(len(terms))]
    text = "+".join("{" + name + "}" for name in names)
    return Message(text, dict(zip(names, terms, strict=True)))


def unique_names(branch: Branch) -> dict[int, str]:
    """Return each member's name; that of namesakes is `#id`, which means one person only."""
    times: Counter[str] = Counter()
    for member in branch.members.values():
        times.update({name_key(name) for name in (member.name, *member.other_names)})
    return {
        key: member.name if times[name_key(member.name)] == 1 else f"#{key}"
        for key, member in branch.members.items()
    }


REGISTER_ORDER = (
    *("date", "kind", "group", "topic", "chair", "recorder", "lecturer", "place", "with", "absent"),
    *("guests", "hours", "minutes long", "start", "end", "year", "form", "outcome", ...),
    "recorded",
)


def activities_export(branch: Branch, day: date) -> View:
    """Return every activity up to `day`, planned ones too; the sheet has what was held."""
    shown = sorted(
        (one for one in branch.activities.values() if one.state != "held" or one.held_by(day)),
        key=lambda one: (one.day, one.id),
    )
    data = {
        "schema": "orglife.activities/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": None,
        "activities": [_register_data(branch, one) for one in shown],
    }
    names = unique_names(branch)
    columns = columns_of(REGISTER_ORDER, ACTIVITY_FIELDS)
    rows = tuple(
        _register_row(branch, columns, sitting, names)
        for sitting in sittings([one for one in shown if one.state == "held"])
    )
    table = Table(headings_of(columns), rows)
    heading = Heading(
        say("{branch}: activities", branch=branch.meta.name),
        say("as of {day}", day=DayWithWeekday(day)),
    )
    return View(data, (heading, table), table)


def _register_data(branch: Branch, one: Activity) -> dict[str, object]:
    data = activity_view(branch, one).data
    return {key: value for key, value in data.items() if key not in ("schema", "branch")}


def sittings(held: list[Activity]) -> list[list[Activity]]:
    """Return the activities by sitting, in their order.

    Those of a sitting in which somebody stands differently stand alone: one row can't say both.
    """
    found: dict[int, list[Activity]] = {}
    for one in held:
        key = one.sitting if one.sitting is not None else -one.id
        found.setdefault(key, []).append(one)
    whole: list[list[Activity]] = []
    for parts in found.values():
        whole += [parts] if _agree(parts) else [[one] for one in parts]
    return whole


def _agree(parts: list[Activity]) -> bool:
    first = parts[0]
    states: dict[int, Absence | None] = {}
    for one in parts:
        frozen = one.attendance
        common = (one.topics, one.chair, one.recorder, one.place, one.minutes_long, one.claimed)
        if common != (
            *(first.topics, first.chair, first.recorder),
            *(first.place, first.minutes_long, first.claimed),
        ):
            return False
        for key in frozen.expected if frozen is not None else ():
            state = frozen.others.get(key) if frozen is not None else None
            if states.setdefault(key, state) != state:
                return False
    return len({one.kind for one in parts}) == len(parts)


def _register_row(
    branch: Branch, columns: Iterable[FieldColumn], parts: list[Activity], names: dict[int, str]
) -> tuple[Cell, ...]:
    first = parts[0]
    exact = first.minutes_long % 3 == 0
    own: dict[str, Cell] = {
        "kind": joined(tuple(kind_term(branch, one.kind) for one in parts)),
        "topic": stated_text("; ".join(map(topic_text, first.topics))),
        "with": _chosen(parts, names),
        "absent": _absent(parts, names),
        "guests": stated_text("; ".join(map(guest_text, _guests(first)))),
        "hours": hours_text(first.minutes_long) if first.minutes_long and exact else None,
        "minutes long": None if exact else first.minutes_long,
        "recorded": first.claimed or first.recorded,
    }
    return tuple(
        own[column.sheet.key] if column.sheet.key in own else _cell(branch, column, parts, names)
        for column in columns
    )


def _cell(
    branch: Branch, column: FieldColumn, records: Sequence[Any], names: dict[int, str]
) -> Cell:
    """Return the cell of a column: of the first record, or of the first that has a value.

    A text is marked where an import would take it for an empty cell; a name is never one.
    """
    values = [getattr(record, column.field.name) for record in records]
    if not column.sheet.first_part:
        values = [value for value in values if value not in (None, "")] or values
    cell: Cell = column.field.type.cell(branch, values[0], names)
    if column.field.type is TEXT and column.field.name != "name" and isinstance(cell, str):
        return stated_text(cell)
    return cell


def _guests(one: Activity) -> tuple[str, ...]:
    """Return the guests; a chair or recorder who is no member is one, or could not come back."""
    outside = tuple(person for person in (one.chair, one.recorder) if isinstance(person, str))
    return tuple(dict.fromkeys((*one.guests, *outside)))


def _chosen(parts: list[Activity], names: dict[int, str]) -> str | None:
    """Return whom an activity of chosen members concerned."""
    members = sorted(
        key
        for one in parts
        if one.scope == "members" and one.attendance is not None
        for key in one.attendance.expected
    )
    return "; ".join(names[key] for key in members) or None


def _absent(parts: list[Activity], names: dict[int, str]) -> Message | None:
    """Return `NAME:state:reason; ...`, with a last `;` so that a comma in a reason stays there."""
    others: dict[int, Absence] = {}
    for one in parts:
        if one.attendance is not None:
            others |= one.attendance.others
    if not others:
        return None
    pieces = tuple(_one_absent(names[key], absence) for key, absence in sorted(others.items()))
    keys = [f"one{at}" for at in range(len(pieces))]
    text = "; ".join("{" + key + "}" for key in keys)
    if any(
        "," in one.reason or "，" in one.reason or "、" in one.reason for one in others.values()
    ):
        text += ";"
    return Message(text, dict(zip(keys, pieces, strict=True)))


def _one_absent(name: str, absence: Absence) -> Message:
    reason = quote_reason(absence.reason)
    if absence.state == "unstated" and not reason:
        return say("{name}", name=name)
    state = ATTENDANCE[absence.state]
    if not reason:
        return say("{name}:{state}", name=name, state=state)
    return say("{name}:{state}:{reason}", name=name, state=state, reason=reason)


ROSTER_ORDER = (
    *("name", "standing", "joined", "full since", "group", "post", "leader", "unit", "duty"),
    *("residence", "arrived", "left", "visiting", ..., "other names", "remark"),
)


def roster_export(branch: Branch, day: date) -> View:
    """Return the members as they are on `day`, by id; former ones stand in the data only."""
    places = {member: group for group in groups_on(branch, day) for member in _inside(group, day)}
    seats: dict[int, tuple[Term, ...]] = {}
    for post in branch.posts.values():
        if post.covers(day):
            seats[post.member] = (*seats.get(post.member, ()), SEATS[post.seat])
    members = list(branch.members.values())
    data = {
        "schema": "orglife.roster/1",
        "branch": branch.meta.name,
        "as_of": day,
        "members": [_roster_data(branch, one, places.get(one.id), seats, day) for one in members],
    }
    columns = columns_of(ROSTER_ORDER, MEMBER_FIELDS, GROUP_FIELDS, POST_FIELDS)
    rows = tuple(
        _roster_row(branch, columns, one, places.get(one.id), seats.get(one.id, ()), day)
        for one in members
        if not one.former
    )
    table = Table(headings_of(columns), rows)
    heading = Heading(
        say("{branch}: roster", branch=branch.meta.name),
        say("as of {day}", day=DayWithWeekday(day)),
    )
    return View(data, (heading, table), table)


def _inside(group: Group, day: date) -> list[int]:
    return [one.member for one in group.memberships if one.primary and one.covers(day)]


def _leads(group: Group | None, member: Member, day: date) -> bool:
    leader = group.leader_on(day) if group is not None else None
    return leader is not None and leader.member == member.id


def _roster_row(
    branch: Branch,
    columns: Iterable[FieldColumn],
    member: Member,
    group: Group | None,
    seats: tuple[Term, ...],
    day: date,
) -> tuple[Cell, ...]:
    # A seat's title in an import is also its prefix of others; codes and titles are both exact.
    own: dict[str, Cell] = {
        "standing": STAGES[_standing(member, day)],
        "joined": PARTIAL_DAY.cell(branch, member.joined, {}),
        "full since": PARTIAL_DAY.cell(branch, member.full_since, {}),
        "group": group.name if group is not None else None,
        "post": several(seats),
        "leader": FLAG.cell(branch, _leads(group, member, day), {}),
        "left": PARTIAL_DAY.cell(branch, _left(member), {}),
        "other names": several(member.other_names),
    }
    return tuple(
        own[column.sheet.key] if column.sheet.key in own else _cell(branch, column, [member], {})
        for column in columns
    )


def _standing(member: Member, day: date) -> str:
    """Return the standing on `day`; of somebody who had none yet, the first that is on record."""
    return member.stage_on(day) or next(iter(member.stages), "applicant")


def _left(member: Member) -> PartialDate | None:
    """Return the last day here: as stated, or the day before another branch received them."""
    if member.left is not None:
        return member.left
    for transfer in member.transfers:
        if transfer.received is not None and transfer.returned is None:
            return PartialDate.of(add_days(transfer.received, -1))
    return None


def _text(day: PartialDate | None) -> str | None:
    return str(day) if day is not None else None


def _roster_data(
    branch: Branch,
    member: Member,
    group: Group | None,
    seats: dict[int, tuple[Term, ...]],
    day: date,
) -> dict[str, Any]:
    return {
        "id": member.id,
        "name": member.name,
        "other_names": list(member.other_names),
        "standing": member.stage_on(day),
        "stages": {stage: _text(on) for stage, on in member.stages.items()},
        "belongs": is_member_on(branch, member, day),
        "former": member.former,
        "visiting": member.visiting,
        "group": None if group is None else {"id": group.id, "name": group.name},
        "posts": [seat.code for seat in seats.get(member.id, ())],
        "leader": _leads(group, member, day),
        "unit": member.unit,
        "duty": member.duty,
        "residence": member.residence,
        "arrived": _text(member.arrived),
        "left": _text(_left(member)),
        "remark": member.remark,
    }


TASK_ORDER = (
    *("id", "kind", "subject", "owner", "opened", "due", "state", "closed", "result", "field"),
    *("source", ...),
)


def tasks_export(branch: Branch, day: date, *, private: bool) -> View:
    """Return every task opened by `day`, by id; what care is about only where `private`."""
    tasks = [one for one in branch.tasks.values() if one.opened <= day]
    data = {
        "schema": "orglife.tasks/1",
        "branch": branch.meta.name,
        "as_of": day,
        "tasks": [task_data(branch, one, day, private=private) for one in tasks],
    }
    shown = tasks if private else map(without_private_text, tasks)
    columns = columns_of(TASK_ORDER, TASK_FIELDS)
    rows = tuple(_task_row(branch, columns, one, day) for one in shown)
    table = Table(headings_of(columns), rows)
    heading = Heading(
        say("{branch}: tasks", branch=branch.meta.name), say("as of {day}", day=DayWithWeekday(day))
    )
    return View(data, (heading, table), table)


def _task_row(
    branch: Branch, columns: Iterable[FieldColumn], task: Task, day: date
) -> tuple[Cell, ...]:
    own: dict[str, Cell] = {"state": task_state(task, day)}
    if task.open_on(day):
        own |= {"closed": None, "result": None}
    names = {key: member.name for key, member in branch.members.items()}
    return tuple(
        own[column.sheet.key]
        if column.sheet.key in own
        else column.field.type.cell(branch, getattr(task, column.field.name), names)
        for column in columns
    )
