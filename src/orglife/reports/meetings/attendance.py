"""Member by meeting; counts.

Attendance of the required activities: each member's, as facts, by id and never ranked.

Who was at what, counted from the frozen lists of attendance; never ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.member import Member
from orglife.model.names import kind_term, kinds_of
from orglife.model.roster import attendance_relief
from orglife.model.terms import ATTENDANCE
from orglife.reports.language import Capitalized
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.branch_rules import rules_of
from orglife.rules.engine import check_branch


class AttendanceQuery(NamedTuple):
    """Which meetings, and which members: all, or those who were not there."""

    period: Period
    day: date
    kind: str = ""
    last: int = 0
    """Only so many meetings, the latest to which a member was expected; 0 for all."""
    absent: bool = False
    """With `last`, members who were at none of them; else those who missed any."""


def attendance_view(branch: Branch, asked: AttendanceQuery) -> View:
    """Return who was present, excused, absent and exempt, member by member in the order of ids."""
    meetings = _meetings(branch, asked)
    lists = {
        key: [one for one in meetings if state_of(one, key) is not None] for key in branch.members
    }
    if asked.last:
        lists = {key: several[-asked.last :] for key, several in lists.items()}
    shown = [
        member
        for key, member in branch.members.items()
        if lists[key] and (not asked.absent or _missed(lists[key], key, asked.last))
    ]
    told = _runs(branch, asked, shown) if not asked.kind else {}
    data = {
        "schema": "orglife.attendance/1",
        "branch": branch.meta.name,
        "as_of": asked.day,
        "period": asked.period.label,
        "kind": asked.kind or None,
        "last": asked.last or None,
        "absent": asked.absent,
        "meetings": [
            {
                "id": one.id,
                "day": one.day,
                "kind": one.kind,
                "title": kind_term(branch, one.kind),
                "group": one.group,
            }
            for one in meetings
        ],
        "members": [_member_data(branch, one, lists[one.id], told.get(one.id)) for one in shown],
    }
    heading = Heading(
        say("{branch}: attendance of required activities", branch=branch.meta.name),
        asked.period.label,
    )
    table = _latest(branch, asked, shown, lists) if asked.last else _counted(branch, shown, lists)
    matrix = _matrix(branch, meetings, shown)
    blocks: list[Block] = [heading, table]
    if not asked.last and matrix.rows:
        blocks += [Line(""), matrix]
    if asked.absent and asked.last:
        blocks += [Line(say("{name}: contact this member", name=one.name)) for one in shown]
    blocks += [
        Line(say("{name}: {what}", name=one.name, what=told[one.id]), "warning")
        for one in shown
        if one.id in told and not asked.last
    ]
    return View(data, tuple(blocks), matrix)


def attendance_lists(branch: Branch, asked: AttendanceQuery) -> tuple[list[Activity], list[Member]]:
    """Return the meetings by day, and the members to be shown, by id; all those of each."""
    meetings = _meetings(branch, asked)
    shown = []
    for key, member in branch.members.items():
        mine = [one for one in meetings if state_of(one, key) is not None]
        if mine and (not asked.absent or _missed(mine, key, 0)):
            shown.append(member)
    return meetings, shown


def _meetings(branch: Branch, asked: AttendanceQuery) -> list[Activity]:
    kinds = (asked.kind,) if asked.kind else required_kinds(branch)
    return held_in(branch, asked.period, asked.day, kinds)


def _missed(meetings: list[Activity], member: int, last: int) -> bool:
    away = [state_of(one, member) in AWAY for one in meetings]
    return len(away) == last and all(away) if last else any(away)


def _runs(branch: Branch, asked: AttendanceQuery, shown: list[Member]) -> dict[int, Message]:
    """Return what the rule about consecutive absence says of each member, where it says so."""
    rules = [rule for rule in rules_of(branch) if rule == "ABSENT-RUN"]
    if not rules:
        return {}
    ids = {one.id for one in shown}
    return {
        found.subject.id: found.message
        for found in check_branch(branch, asked.period, as_of=asked.day, only=rules)
        if found.status == "missed" and found.subject.id in ids
    }


def _counted(branch: Branch, shown: list[Member], lists: dict[int, list[Activity]]) -> Table:
    """Return how often each member stands in each state."""
    rows: list[tuple[Cell, ...]] = []
    for member in shown:
        states = states_of(lists[member.id], member.id)
        rows.append(
            (
                f"#{member.id}",
                member.name,
                _awaited(branch, member, lists[member.id]),
                *(states[code] or None for code in ATTENDANCE),
            )
        )
    return Table(
        (
            Column("id", say("No."), "right"),
            Column("name", say("Name")),
            Column("expected", say("Should attend"), "right"),
            *(
                Column(code, say("{state}", state=Capitalized(term)), "right")
                for code, term in ATTENDANCE.items()
            ),
        ),
        tuple(rows),
        empty=say("Nobody: no such meeting, or everybody was there."),
    )


def _latest(
    branch: Branch, asked: AttendanceQuery, shown: list[Member], lists: dict[int, list[Activity]]
) -> Table:
    """Return each member's latest meetings, the newest first."""
    rows: list[tuple[Cell, ...]] = []
    for member in shown:
        newest = lists[member.id][::-1]
        cells: list[Cell] = [_cell(branch, one, member.id, asked.kind) for one in newest]
        rows.append((f"#{member.id}", member.name, *cells, *[None] * (asked.last - len(cells))))
    return Table(
        (
            Column("id", say("No."), "right"),
            Column("name", say("Name")),
            *(
                Column(f"last{at}", say("Latest") if at == 1 else say("{n} before", n=at - 1))
                for at in range(1, asked.last + 1)
            ),
        ),
        tuple(rows),
        empty=say("Nobody: no such meeting, or everybody was there."),
    )


def _cell(branch: Branch, one: Activity, member: int, kind: str) -> Message:
    state = ATTENDANCE[state_of(one, member) or "present"]
    if kind:
        return say("{day} {state}", day=one.day, state=state)
    return say("{day} {kind}: {state}", day=one.day, kind=kind_term(branch, one.kind), state=state)


def _matrix(branch: Branch, meetings: list[Activity], shown: list[Member]) -> Table:
    """Return members by meetings, each named by its month and day."""
    columns = [Column("id", say("No."), "right"), Column("name", say("Name"))]
    for one in meetings:
        title = say("{day} {kind}", day=one.day, kind=kind_term(branch, one.kind))
        if one.group is not None:
            title = say("{what} {group}", what=title, group=branch.groups[one.group].name)
        brief = f"{one.day:%m-%d}"
        columns.append(Column(f"{one.day} {one.kind} #{one.id}", title, brief=brief))
    rows = tuple(
        (
            f"#{member.id}",
            member.name,
            *(
                ATTENDANCE[state] if (state := state_of(one, member.id)) is not None else None
                for one in meetings
            ),
        )
        for member in shown
    )
    title = say("Members by meetings")
    return Table(tuple(columns), rows, title=title, grid=True)


def _awaited(branch: Branch, member: Member, meetings: list[Activity]) -> int:
    """Return to how many of `meetings` the member should have come."""
    return sum(attendance_relief(branch, one, member.id) is None for one in meetings)


def _member_data(
    branch: Branch, member: Member, meetings: list[Activity], told: Message | None
) -> dict[str, Any]:
    states: Counter[str] = states_of(meetings, member.id)
    return {
        "id": member.id,
        "name": member.name,
        "expected": sum(states.values()),
        "should_attend": _awaited(branch, member, meetings),
        "came": came(states),
        "states": {code: states[code] for code in ATTENDANCE},
        "meetings": [
            {
                "id": one.id,
                "state": state_of(one, member.id),
                "reason": _reason(one, member.id),
            }
            for one in meetings
        ],
        "message": told,
    }


def _reason(one: Activity, member: int) -> str:
    absence = one.attendance.others.get(member) if one.attendance is not None else None
    return absence.reason if absence is not None else ""


AWAY = ("excused", "absent", "unstated")
"""States of somebody who was asked to come and did not; the exempt were not asked."""


def required_kinds(branch: Branch) -> tuple[str, ...]:
    """Return the kinds that members must attend on schedule (branch regulation, Art. 16)."""
    return tuple(kind.code for kind in kinds_of(branch).values() if kind.required)


def held_in(branch: Branch, period: Period, day: date, kinds: Iterable[str] = ()) -> list[Activity]:
    """Return what was held in `period` by `day`, by day and id; of every kind if none is named."""
    wanted = frozenset(kinds)
    return sorted(
        (
            one
            for one in branch.activities.values()
            if one.held_by(day) and one.day in period and (not wanted or one.kind in wanted)
        ),
        key=lambda one: (one.day, one.id),
    )


def state_of(activity: Activity, member: int) -> str | None:
    """Return how a member stands in an activity (a code of `ATTENDANCE`); None if not expected."""
    frozen = activity.attendance
    if frozen is None or member not in frozen.expected:
        return None
    absence = frozen.others.get(member)
    return absence.state if absence is not None else "present"


def states_of(activities: Iterable[Activity], member: int) -> Counter[str]:
    """Return how often a member stands in each state."""
    states = (state_of(one, member) for one in activities)
    return Counter(state for state in states if state is not None)


def all_states(activities: Iterable[Activity]) -> Counter[str]:
    """Return how often anybody stands in each state."""
    found: Counter[str] = Counter()
    for one in activities:
        if one.attendance is not None:
            found["present"] += len(one.attendance.present)
            found.update(absence.state for absence in one.attendance.others.values())
    return found


def came(states: Counter[str]) -> int:
    """Return how many were there, in time or late."""
    return states["present"] + states["late"]
