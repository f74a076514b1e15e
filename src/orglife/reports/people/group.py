"""One group: its members, its meetings and its life, in facts and without a score."""

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
from orglife.model.roster import group_members_on
from orglife.model.terms import ATTENDANCE, BASES, CHOSEN, GROUP_TYPES, STAGES
from orglife.reports.people.group_facts import (
    activities_of,
    attendance_of,
    group_data,
    held_at_venue,
    leader_of,
    meetings_of,
)
from orglife.reports.view import Block, Capital, Cell, Column, Heading, Line, Table, View
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
    basis = BASES[group.basis] if group.basis else None
    if basis is not None:
        yield say(
            "{type} group, divided by {basis}", type=Capital(GROUP_TYPES[group.type]), basis=basis
        )
    else:
        yield say("{type} group", type=Capital(GROUP_TYPES[group.type]))
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
        how = CHOSEN[post.how] if post is not None and post.how else None
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
