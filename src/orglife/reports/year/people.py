"""The people of a year: who there is, who came and went, study hours, admissions."""

from __future__ import annotations

from datetime import date
from typing import Any

from orglife.messages import Message, say, say_n
from orglife.model.calendar import PartialDate
from orglife.model.member import Member
from orglife.model.roster import groups_on, members_on
from orglife.model.terms import STAGES
from orglife.reports.view import Capital, Heading, Line
from orglife.reports.year.given import Given, Part


def people(given: Given) -> Part:
    """Return how many members there are at the end, and who came and went."""
    branch, end = given.branch, given.end
    members = members_on(branch, end)
    full = sum(one.stage_on(end) == "full" for one in members)
    groups = len(groups_on(branch, end))
    came = _within(given, "arrived") + [
        one for one in _reached(given, "probationary") if one.arrived is None
    ]
    gone = _within(given, "left") + [
        one
        for one in branch.members.values()
        if any(
            sent.received is not None and sent.received in given.period for sent in one.transfers
        )
    ]
    came = [one for one in came if not one.visiting]
    data = {
        "members": {
            "total": len(members),
            "full": full,
            "probationary": len(members) - full,
            "groups": groups,
            "came": [_named(one) for one in came],
            "left": [_named(one) for one in gone],
        }
    }
    line = say(
        "{members} ({full} full, {probationary} probationary), {groups}",
        members=say_n("{n} member", "{n} members", len(members)),
        full=full,
        probationary=len(members) - full,
        groups=say_n("{n} group", "{n} groups", groups),
    )
    changes = say("Came: {came}; left: {left}", came=_names(came), left=_names(gone))
    return data, (Line(line), Line(changes))


def hours(given: Given) -> Part:
    """Return how many of those asked have their study hours."""
    found = [one for one in given.of_rule("STUDY-HOURS") if one.period == given.period.label]
    asked = [one for one in found if one.status not in ("exempt", "waived", "unrecorded")]
    reached = sum(one.status in ("met", "late") for one in asked)
    left_out = sum(one.status == "exempt" for one in found)
    total = sum(one.found or 0 for one in found)
    data = {
        "study_hours": {
            "asked": len(asked),
            "reached": reached,
            "exempt": left_out,
            "hours": total,
        }
    }
    if not found:
        return data, ()
    line = say(
        "Study hours: {reached} of {asked} members have what is asked of them; exempt: {exempt}",
        reached=reached,
        asked=len(asked),
        exempt=left_out,
    )
    return data, (Line(line),)


def admissions(given: Given) -> Part:
    """Return who reached which stage of admission in the period."""
    stages = {code: _reached(given, code) for code in STAGES}
    data = {"admissions": {code: [_named(one) for one in found] for code, found in stages.items()}}
    lines = tuple(
        Line(say("{stage}: {names}", stage=Capital(STAGES[code]), names=_names(found)))
        for code, found in stages.items()
        if found
    )
    if not lines:
        lines = (Line(say("Nobody reached another stage.")),)
    return data, (Heading(say("Admissions"), level=2), *lines)


def _reached(given: Given, stage: str) -> list[Member]:
    return [
        one
        for one in given.branch.members.values()
        if not one.former and not one.visiting and _in(given, one.stages.get(stage))
    ]


def _within(given: Given, field: str) -> list[Member]:
    return [
        one
        for one in given.branch.members.values()
        if not one.former and _in(given, getattr(one, field))
    ]


def _in(given: Given, on: PartialDate | None) -> bool:
    day: date | None = on.first if on is not None else None
    return day is not None and day in given.period


def _named(member: Member) -> dict[str, Any]:
    return {"id": member.id, "name": member.name}


def _names(members: list[Member]) -> Message | tuple[str, ...]:
    return tuple(one.name for one in members) if members else say("nobody")
