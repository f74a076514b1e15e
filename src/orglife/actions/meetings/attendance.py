"""Attendance by exception: everyone expected was there, except those who are named.

It is frozen when recorded: each expected person stands in exactly one place of it, whatever becomes
of them later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from orglife.actions.meetings.activity_entry import ActivityScope
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.activity import Absence, Attendance
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.name_lists import Absentee
from orglife.model.names import find_member
from orglife.model.roster import expected_on, first_day, is_member_on


class NamedAttendance(NamedTuple):
    """Who is named for a sitting, looked up once for all its activities."""

    absent: dict[int, Absence]
    present: tuple[int, ...] = ()
    """Those named as present, without whoever was late."""
    chosen: tuple[int, ...] = ()
    """Those whom an activity of chosen members concerns."""
    listed: bool = False
    """Whether anybody is named as present: all others expected were not."""


def resolve_attendance(
    branch: Branch,
    *,
    absent: Sequence[Absentee] = (),
    late: Sequence[str] = (),
    present: Sequence[str] = (),
    chosen: Sequence[str] = (),
) -> NamedAttendance:
    """Return whom the names mean.

    Raises:
        UnknownNameError, AmbiguousNameError: a name means nobody, or two.
        InvalidRecordError: somebody is named twice and not in the same way.
    """
    states: dict[int, Absence] = {}
    entries = [*absent, *(Absentee(name, "late") for name in late)]
    coming = [find_member(branch, name).id for name in present]
    for entry in entries:
        _refuse_names_in_reason(branch, entry)
        member = find_member(branch, entry.name)
        state = Absence(state=entry.state, reason=entry.reason)
        if entry.state == "present":
            coming.append(member.id)
            continue
        told = _more_telling(states.get(member.id, state), state)
        if told is None:
            raise InvalidRecordError(
                say("{name} is named twice, and not in the same way", name=member.name)
            )
        states[member.id] = told
    for key in coming:
        if key in states and states[key].state != "late":
            raise InvalidRecordError(
                say("{name} is named both as present and as absent", name=branch.members[key].name)
            )
    named = tuple(dict.fromkeys(key for key in coming if key not in states))
    picked = dict.fromkeys(find_member(branch, name).id for name in chosen)
    return NamedAttendance(states, named, tuple(picked), bool(coming))


def _more_telling(one: Absence, other: Absence) -> Absence | None:
    """Return the one that says more, where both can be true of one absence."""
    for bare, told in ((one, other), (other, one)):
        unstated = bare.state == "unstated" and told.state != "late"
        if bare == told or (not bare.reason and (unstated or bare.state == told.state)):
            return told
    return None


def _refuse_names_in_reason(branch: Branch, entry: Absentee) -> None:
    """Refuse a reason that holds another member's name after a comma: it may be a second person."""
    if not any(sign in entry.reason for sign in "、,，"):
        return
    reason = entry.reason.replace("、", ",").replace("，", ",")
    names = {member.name for member in branch.members.values()}
    for piece in reason.split(","):
        if piece.strip() in names:
            raise InvalidRecordError(
                say(
                    "is {name} a second person, or part of the reason of {other}?",
                    name=piece.strip(),
                    other=entry.name,
                ),
                hint=say("separate persons with a semicolon throughout"),
            )


def expected_at(
    branch: Branch, day: date, place: ActivityScope, named: NamedAttendance
) -> tuple[int, ...]:
    """Return the ids of those who should attend, ascending.

    Of chosen members it is these. Where no committee or group member is on record for that day,
    it is those who are named: the list of a real meeting is better evidence than an empty roster.
    """
    if place.scope == "members":
        return tuple(sorted({*named.chosen, *named.present, *named.absent}))
    expected = expected_on(branch, day, place.scope, place.group)
    if expected:
        return tuple(member.id for member in expected)
    return tuple(
        key
        for key in sorted({*named.chosen, *named.present, *named.absent})
        if is_member_on(branch, branch.members[key], day)
    )


def freeze_attendance(
    branch: Branch, day: date, expected: Sequence[int], named: NamedAttendance
) -> Attendance:
    """Return the attendance of those `expected`; whoever is named but not expected is left out.

    Not named, they were there, unless somebody is named as present. Those on long leave, exempt or
    mobile are excused or exempt with that reason, unless they are named.
    """
    present: list[int] = []
    others: dict[int, Absence] = {}
    for key in sorted(expected):
        usual = usual_absence(branch.members[key], day)
        absence = named.absent.get(key)
        if absence is not None:
            bare = absence.state == "unstated" and not absence.reason
            others[key] = usual if bare and usual is not None else absence
        elif key in named.present or key in named.chosen:
            present.append(key)
        elif usual is not None:
            others[key] = usual
        elif named.listed:
            others[key] = Absence(state="unstated")
        else:
            present.append(key)
    return Attendance(present=tuple(present), others=others)


def usual_absence(member: Member, day: date) -> Absence | None:
    """Return how a member stands in a list whom nobody waits for on `day`; else None."""
    spared = member.relief_on(day)
    if spared is None:
        return None
    return Absence(state="exempt" if spared.why == "exempt" else "excused", reason=spared.reason)


def refuse_unexpected(
    branch: Branch, day: date, places: Sequence[ActivityScope], named: NamedAttendance
) -> None:
    """Refuse whoever is named though no activity of the sitting expected them, and say why.

    Raises:
        InvalidRecordError: with the reason and how to write it down.
    """
    awaited = {key for place in places for key in expected_at(branch, day, place, named)}
    apart = any(place.scope == "members" for place in places)
    for key in (*named.absent, *named.present, *named.chosen):
        member = branch.members[key]
        if member.visiting or (key in awaited and not (apart and unknown_on(branch, member, day))):
            continue
        hint = None
        if key not in named.absent or named.absent[key].state == "late":
            hint = say("who took part all the same is a guest: --guest {name}", name=member.name)
        raise InvalidRecordError(why_unexpected(branch, day, places[0], key), hint=hint)


def unknown_on(branch: Branch, member: Member, day: date) -> bool:
    """Whether nothing can concern the person on `day`: not yet known here, gone, known by name."""
    return not is_member_on(branch, member, day) and (
        member.stage_on(day) in (None, "full", "probationary")
    )


def why_unexpected(branch: Branch, day: date, place: ActivityScope, key: int) -> Message:
    """Return why nobody expected the member: not in the branch, the group, the committee."""
    member = branch.members[key]
    if member.former:
        return say("{name} is a former member, known by name only", name=member.name)
    if not is_member_on(branch, member, day):
        if day < first_day(branch, member):
            return say(
                "{name} was not yet in the branch on {day}: here since {since}",
                name=member.name,
                day=day,
                since=first_day(branch, member),
            )
        if member.stage_on(day) not in ("full", "probationary"):
            return say("{name} was no Party member on {day}", name=member.name, day=day)
        return say("{name} was no longer in the branch on {day}", name=member.name, day=day)
    if place.scope == "group" and place.group is not None:
        return say(
            "{name} was not in {group} on {day}",
            name=member.name,
            group=branch.groups[place.group].name,
            day=day,
        )
    if place.scope == "committee":
        return say("{name} was not on the committee on {day}", name=member.name, day=day)
    return say("nobody expected {name} on {day}", name=member.name, day=day)
