"""Talks, and what was done for and with the masses."""

from __future__ import annotations

from collections import Counter

from orglife.messages import say
from orglife.model.duration import hours_text
from orglife.model.names import kind_term
from orglife.model.terms import TALK_PAIRS
from orglife.reports.meetings.talk_matrix import pairs_in
from orglife.reports.view import Capital, Column, Heading, Line, Table
from orglife.reports.year.given import Given, Part

SERVICE = (
    "volunteering",
    "masses-contact",
    "outreach",
    "poverty-relief",
    "hardship-support",
    "member-report",
)


def talks(given: Given) -> Part:
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


def service(given: Given) -> Part:
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
                    "members": len(frozenset().union(*(one.came for one in lists))),
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
                Capital(kind_term(given.branch, str(row["kind"]))),
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
