"""Heart-to-heart talks: how many of each pair type, who has talked with whom, who with nobody."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from typing import NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.member import Member
from orglife.model.terms import TALK_PAIRS
from orglife.reports.language import Capitalized
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.checks.participation import pair_of
from orglife.rules.facts import BranchFacts
from orglife.rules.obligations import activities_for_year


class TalkPair(NamedTuple):
    """Two members who talked in one activity, and their pair type on that day."""

    activity: Activity
    one: int
    other: int
    type: str


def talks_view(branch: Branch, period: Period, day: date) -> View:
    """Return the talks of `period` (of a year: those that count for it) up to `day`.

    Both were members on the day of the talk; their pair type follows from the posts of that day.
    """
    facts = BranchFacts(branch, period, day)
    pairs = pairs_in(facts, period)
    members = facts.members(facts.day)
    types = Counter(pair.type for pair in pairs)
    without = [one for one in members if not _of(pairs, one.id)]
    data = {
        "schema": "orglife.talks/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": period.label,
        "pair_types": [
            {"type": code, "title": term, "talks": types[code]} for code, term in TALK_PAIRS.items()
        ],
        "pairs": [
            {
                "activity": pair.activity.id,
                "day": pair.activity.day,
                "members": [pair.one, pair.other],
                "names": [branch.members[key].name for key in (pair.one, pair.other)],
                "type": pair.type,
            }
            for pair in pairs
        ],
        "members": [
            {"id": one.id, "name": one.name, "talks": len(_of(pairs, one.id))} for one in members
        ],
        "without": [{"id": one.id, "name": one.name} for one in without],
    }
    blocks: list[Block] = [
        Heading(say("{branch}: heart-to-heart talks", branch=branch.meta.name), period.label),
        Table(
            (Column("type", say("Pair")), Column("talks", say("Talks"), "right")),
            tuple((Capitalized(term), types[code]) for code, term in TALK_PAIRS.items()),
        ),
        Line(""),
        Table(
            (
                Column("id", say("No."), "right"),
                Column("name", say("Name")),
                Column("talks", say("Talks"), "right"),
                Column("with", say("With whom")),
            ),
            tuple(_row(branch, one, pairs) for one in members),
            styles=tuple("pending" if one in without else "" for one in members),
            empty=say("The branch has no members."),
        ),
        Line(
            say_n("{n} member without a talk", "{n} members without a talk", len(without)),
            "warning" if without else "met",
        ),
    ]
    matrix = _matrix(members, pairs)
    if pairs:
        blocks += [Line(""), matrix]

    return View(data, tuple(blocks), matrix)


def pairs_in(facts: BranchFacts, period: Period) -> list[TalkPair]:
    """Return every pair that talked and counts for `period`, by day; both members on that day."""
    in_time, late = activities_for_year(facts, ("talk",), period)
    found = []
    for activity in in_time + late:
        here = {member.id for member in facts.members(activity.day)}
        present = (
            activity.attendance.attendees & here
            if activity.attendance is not None
            else here & set()
        )
        for one, other in combinations(sorted(present), 2):
            found.append(TalkPair(activity, one, other, pair_of(facts, one, other, activity.day)))
    return found


def _of(pairs: list[TalkPair], member: int) -> list[TalkPair]:
    return [pair for pair in pairs if member in (pair.one, pair.other)]


def _row(branch: Branch, member: Member, pairs: list[TalkPair]) -> tuple[Cell, ...]:
    mine = _of(pairs, member.id)
    others: tuple[Message, ...] = tuple(
        say(
            "{name} ({day})",
            name=branch.members[pair.other if pair.one == member.id else pair.one].name,
            day=pair.activity.day,
        )
        for pair in mine
    )
    return (
        f"#{member.id}",
        member.name,
        len(mine),
        say("{names}", names=others) if others else say("nobody yet"),
    )


def _matrix(members: list[Member], pairs: list[TalkPair]) -> Table:
    """Return how often each has talked with each."""
    count = Counter(frozenset((pair.one, pair.other)) for pair in pairs)
    return Table(
        (
            Column("id", say("No."), "right"),
            Column("name", say("Name")),
            *(
                Column(f"#{one.id}", say("{name}", name=one.name), "right", str(one.id))
                for one in members
            ),
        ),
        tuple(
            (
                f"#{one.id}",
                one.name,
                *(
                    None if one.id == other.id else count[frozenset((one.id, other.id))]
                    for other in members
                ),
            )
            for one in members
        ),
        title=say("Who has talked with whom, by number"),
        grid=True,
    )
