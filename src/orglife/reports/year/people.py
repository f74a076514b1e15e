"""Members, hours, admissions, talks, service.

The people of a year: who there is, who came and went, study hours, admissions.

Talks, and what was done for and with the masses.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from orglife.messages import Message, say, say_n
from orglife.model.calendar import PartialDate
from orglife.model.duration import hours_text
from orglife.model.member import Member
from orglife.model.names import kind_term
from orglife.model.roster import groups_on, members_on
from orglife.model.terms import STAGES, TALK_PAIRS
from orglife.reports.language import Capitalized
from orglife.reports.meetings.talks import pairs_in
from orglife.reports.view import Column, Heading, Line, Table
from orglife.reports.year import YearContext, YearSection


def people(given: YearContext) -> YearSection:
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


def hours_section(given: YearContext) -> YearSection:
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


def admissions(given: YearContext) -> YearSection:
    """Return who reached which stage of admission in the period."""
    stages = {code: _reached(given, code) for code in STAGES}
    data = {"admissions": {code: [_named(one) for one in found] for code, found in stages.items()}}
    lines = tuple(
        Line(say("{stage}: {names}", stage=Capitalized(STAGES[code]), names=_names(found)))
        for code, found in stages.items()
        if found
    )
    if not lines:
        lines = (Line(say("Nobody reached another stage.")),)
    return data, (Heading(say("Admissions"), level=2), *lines)


def _reached(given: YearContext, stage: str) -> list[Member]:
    return [
        one
        for one in given.branch.members.values()
        if not one.former and not one.visiting and _in(given, one.stages.get(stage))
    ]


def _within(given: YearContext, field: str) -> list[Member]:
    return [
        one
        for one in given.branch.members.values()
        if not one.former and _in(given, getattr(one, field))
    ]


def _in(given: YearContext, on: PartialDate | None) -> bool:
    day: date | None = on.first if on is not None else None
    return day is not None and day in given.period


def _named(member: Member) -> dict[str, Any]:
    return {"id": member.id, "name": member.name}


def _names(members: list[Member]) -> Message | tuple[str, ...]:
    return tuple(one.name for one in members) if members else say("nobody")


SERVICE = (
    "volunteering",
    "masses-contact",
    "outreach",
    "poverty-relief",
    "hardship-support",
    "member-report",
)


def talks_section(given: YearContext) -> YearSection:
    """Return the talks of each pair type, and how many members had none."""
    pairs = pairs_in(given.facts, given.period)
    types = Counter(pair.type for pair in pairs)
    talked = {key for pair in pairs for key in (pair.one, pair.other)}
    without = [one for one in given.facts.members(given.end) if one.id not in talked]
    data = {
        "talks": {
            "pair_types": {code: types[code] for code in TALK_PAIRS},
            "without": [{"id": one.id, "name": one.name} for one in without],
        }
    }
    line = say(
        "{pairs}; members without a talk: {without}",
        pairs=tuple(
            say("{pair} {n}", pair=term, n=types[code]) for code, term in TALK_PAIRS.items()
        ),
        without=len(without),
    )
    return data, (Heading(say("Heart-to-heart talks"), level=2), Line(line))


def service(given: YearContext) -> YearSection:
    """Return how often, by how many members, for how long, and how many people were reached."""
    rows = []
    for kind in SERVICE:
        activities = given.of_kind(kind)
        if activities:
            lists = [one.attendance for one in activities if one.attendance is not None]
            rows.append(
                {
                    "kind": kind,
                    "title": kind_term(given.branch, kind),
                    "times": len(activities),
                    "members": len(frozenset().union(*(one.attendees for one in lists))),
                    "minutes_long": sum(one.minutes_long for one in activities),
                    "reached": sum(one.reached or 0 for one in activities),
                    "teams": sorted({one.team for one in activities if one.team}),
                }
            )
    teams = tuple(sorted({one.team for one in given.of_kind(*SERVICE) if one.team}))
    table = Table(
        (
            Column("kind", say("Kind")),
            Column("times", say("Times"), "right"),
            Column("members", say("Members"), "right"),
            Column("hours", say("Hours"), "right"),
            Column("reached", say("People reached"), "right"),
        ),
        tuple(
            (
                Capitalized(kind_term(given.branch, str(row["kind"]))),
                int(str(row["times"])),
                int(str(row["members"])),
                hours_text(int(str(row["minutes_long"]))),
                int(str(row["reached"])) or None,
            )
            for row in rows
        ),
        empty=say("No service, contact or support is on record."),
    )
    by_team = (Line(say("Teams: {names}", names=teams)),) if teams else ()
    heading = Heading(say("Service and contact"), level=2)
    return {"service": rows}, (heading, table, *by_team)
