"""List, one group.

One group: its members, its meetings and its life, in facts and without a score.

What is counted about a group: who leads it, what it has held, who came. Nothing is scored.

The groups of a day: who leads them, how many they are, when they last met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.names import kind_term
from orglife.model.roster import group_members_on, groups_on, is_member_on, primary_groups_of
from orglife.model.terms import (
    ATTENDANCE,
    GROUP_BASES,
    GROUP_TYPES,
    LEADER_SELECTION,
    STAGES,
    normalize,
)
from orglife.reports.duties.duties import done_counts
from orglife.reports.language import Capitalized
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.finding import Finding


def group_view(branch: Branch, group: Group, findings: Sequence[Finding], day: date) -> View:
    """Return a group as of `day`: members, leader, meetings held and due, attendance, kinds."""
    members = group_members_on(branch, group, day)
    held = activities_of(branch, group, day)
    year = [one for one in held if one.day.year == day.year]
    here = held_at_venue(branch, group, day)
    data = {
        "schema": "orglife.group/1",
        "branch": branch.meta.name,
        "as_of": day,
        **group_data(branch, group, findings, day),
        "venue": group.venue,
        "channel": group.channel,
        "until": group.until,
        "formed": group.formed,
        "dissolved": group.dissolved,
        "people": [_member_data(group, one, day) for one in members],
        "attendance": attendance_of(year),
        "activities_by_kind": dict(sorted(Counter(one.kind for one in year).items())),
        "held_at_venue": [_activity_data(branch, one) for one in here],
    }
    blocks: list[Block] = [
        Heading(
            say("{group} #{id}", group=group.name, id=group.id),
            say("{branch}, {day}", branch=branch.meta.name, day=day),
        ),
        *(Line(line) for line in _facts(group, day)),
        *(Line(line) for line in _life(branch, group, year, held, findings, day)),
        Line(""),
        Table(
            (
                Column("id", say("No."), "right"),
                Column("name", say("name")),
                Column("standing", say("standing")),
                Column("since", say("here since")),
                Column("part", say("part")),
            ),
            tuple(_member_row(group, one, day) for one in members),
            empty=say("Nobody is in it."),
        ),
    ]
    if here:
        blocks += [
            Line(""),
            Table(
                (Column("day", say("day")), Column("kind", say("kind")), Column("who", say("who"))),
                tuple((one.day, kind_term(branch, one.kind), _whose(branch, one)) for one in here),
                title=say("Held at {venue}", venue=group.venue),
            ),
        ]
    return View(data, tuple(blocks))


def _facts(group: Group, day: date) -> Iterator[Message]:
    basis = GROUP_BASES[group.basis] if group.basis else None
    if basis is not None:
        yield say(
            "{type} group, divided by {basis}",
            type=Capitalized(GROUP_TYPES[group.type]),
            basis=basis,
        )
    else:
        yield say("{type} group", type=Capitalized(GROUP_TYPES[group.type]))
    if group.formed is not None:
        yield say("Formed on {day}", day=group.formed)
    if group.until is not None:
        yield say("Meant to end on {day}", day=group.until)
    if group.dissolved is not None and group.dissolved < day:
        yield say("Dissolved; its last day was {day}", day=group.dissolved)
    if group.venue:
        yield say("Place: {venue}", venue=group.venue)
    if group.channel:
        yield say("Channel: {channel}", channel=group.channel)


def _life(
    branch: Branch,
    group: Group,
    year: Sequence[Activity],
    held: Sequence[Activity],
    findings: Sequence[Finding],
    day: date,
) -> Iterator[Message]:
    leader = leader_of(branch, group, day)
    if leader is None:
        yield say("No leader (GR-LEADER)")
    else:
        post = group.leader_on(day)
        how = LEADER_SELECTION[post.how] if post is not None and post.how else None
        yield (
            say("Leader: {name}", name=leader.name)
            if how is None
            else say("Leader: {name} ({how})", name=leader.name, how=how)
        )
    needed, done = meetings_of(group, findings)
    yield say("Meetings in {year}: {done} of {due} due", year=str(day.year), done=done, due=needed)
    counted = attendance_of(year)
    came = counted["present"] + counted["late"]
    if counted["expected"]:
        states = tuple(
            say("{state} {n}", state=term, n=counted[code])
            for code, term in ATTENDANCE.items()
            if code not in ("present",) and counted[code]
        )
        line = say("Attendance: {came} of {all}", came=came, all=counted["expected"])
        yield say("{line} ({states})", line=line, states=states) if states else line
    kinds = Counter(one.kind for one in year)
    if kinds:
        yield say(
            "Held: {kinds}",
            kinds=tuple(
                say("{kind} {n}", kind=kind_term(branch, kind), n=kinds[kind])
                for kind in sorted(kinds)
            ),
        )
    if held:
        yield say("Last held on {day}", day=held[-1].day)


def _member_data(group: Group, member: Member, day: date) -> dict[str, Any]:
    place = next(one for one in group.memberships if one.member == member.id and one.covers(day))
    return {
        "id": member.id,
        "name": member.name,
        "standing": member.stage_on(day),
        "since": place.since,
        "primary": place.primary,
    }


def _member_row(group: Group, member: Member, day: date) -> tuple[Cell, ...]:
    one = _member_data(group, member, day)
    leader = group.leader_on(day)
    part: Message | None = None
    if leader is not None and leader.member == member.id:
        part = say("leader")
    elif not one["primary"]:
        part = say("beside the primary group")
    return (f"#{member.id}", member.name, STAGES[one["standing"]], one["since"], part)


def _activity_data(branch: Branch, one: Activity) -> dict[str, Any]:
    return {
        "id": one.id,
        "day": one.day,
        "kind": one.kind,
        "title": kind_term(branch, one.kind),
        "group": one.group,
    }


def _whose(branch: Branch, one: Activity) -> str:
    return branch.groups[one.group].name if one.group is not None else branch.meta.name


MEETINGS = "GR-FREQ"
"""The rule whose findings say how many meetings were due."""


def leader_of(branch: Branch, group: Group, day: date) -> Member | None:
    """Return who leads the group on `day`, being one of it."""
    leader = group.leader_on(day)
    inside = {one.id: one for one in group_members_on(branch, group, day)}
    return inside.get(leader.member) if leader is not None else None


def group_data(
    branch: Branch, group: Group, findings: Sequence[Finding], day: date
) -> dict[str, Any]:
    """Return a group for programs, as of `day`."""
    members = group_members_on(branch, group, day)
    leader = leader_of(branch, group, day)
    needed, done = meetings_of(group, findings)
    held = activities_of(branch, group, day)
    return {
        "id": group.id,
        "name": group.name,
        "type": group.type,
        "type_title": GROUP_TYPES[group.type],
        "basis": group.basis,
        "members": len(members),
        "full": sum(one.stage_on(day) == "full" for one in members),
        "leader": {"id": leader.id, "name": leader.name} if leader is not None else None,
        "meetings_due": needed,
        "meetings_held": done,
        "last_held": held[-1].day if held else None,
    }


def meetings_of(group: Group, findings: Sequence[Finding]) -> tuple[int, int]:
    """Return how many meetings were due by now and how many of these were held."""
    return done_counts(
        [
            one
            for one in findings
            if one.rule.id == MEETINGS and (one.subject.type, one.subject.id) == ("group", group.id)
        ]
    )


def activities_of(branch: Branch, group: Group, day: date) -> list[Activity]:
    """Return what the group has held by `day`, by day."""
    return sorted(
        (one for one in branch.activities.values() if one.group == group.id and one.held_by(day)),
        key=lambda one: (one.day, one.id),
    )


def held_at_venue(branch: Branch, group: Group, day: date) -> list[Activity]:
    """Return what anybody has held by `day` at the group's own place."""
    if not group.venue:
        return []
    return sorted(
        (
            one
            for one in branch.activities.values()
            if one.held_by(day) and normalize(one.place) == normalize(group.venue)
        ),
        key=lambda one: (one.day, one.id),
    )


def attendance_of(activities: Sequence[Activity]) -> dict[str, int]:
    """Return how many came and how many did not, by state, over `activities`."""
    found = dict.fromkeys(("expected", *ATTENDANCE), 0)
    for one in activities:
        if one.attendance is not None:
            found["expected"] += len(one.attendance.expected)
            found["present"] += len(one.attendance.present)
            for absence in one.attendance.others.values():
                found[absence.state] += 1
    return found


def groups_view(branch: Branch, findings: Sequence[Finding], day: date) -> View:
    """Return the groups that exist on `day`; `findings` are those of its year on their meetings."""
    groups = groups_on(branch, day)
    data = {
        "schema": "orglife.groups/1",
        "branch": branch.meta.name,
        "as_of": day,
        "groups": [group_data(branch, one, findings, day) for one in groups],
    }
    columns = (
        Column("id", say("No."), "right"),
        Column("name", say("Group")),
        Column("type", say("type")),
        Column("basis", say("basis")),
        Column("members", say("members"), "right"),
        Column("full", say("full"), "right"),
        Column("leader", say("leader")),
        Column("meetings", say("meetings in {year}", year=str(day.year)), "right"),
        Column("last", say("last held")),
    )
    table = Table(
        columns,
        tuple(_row(branch, one, findings, day) for one in groups),
        empty=say("There are no groups. See a proposal: orglife group suggest --by residence"),
    )
    blocks: list[Block] = [
        Heading(say("Groups of {branch}", branch=branch.meta.name), say("{day}", day=day)),
        table,
    ]
    loose = [
        one.name
        for one in branch.members.values()
        if groups and not primary_groups_of(branch, one.id, day) and is_member_on(branch, one, day)
    ]
    data["without_group"] = loose
    if loose:
        blocks.append(Line(say("In no group: {names}", names=tuple(loose)), "warning"))
    return View(data, tuple(blocks))


def _row(branch: Branch, group: Group, findings: Sequence[Finding], day: date) -> tuple[Cell, ...]:
    one = group_data(branch, group, findings, day)
    return (
        group.id,
        group.name,
        GROUP_TYPES[group.type],
        GROUP_BASES[group.basis] if group.basis else None,
        one["members"],
        one["full"],
        one["leader"]["name"] if one["leader"] else None,
        f"{one['meetings_held']}/{one['meetings_due']}",
        one["last_held"],
    )
