"""Effect, not publicity: what came of it, what is to be followed up, which means were tried."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.names import kind_term
from orglife.reports.view import Block, Column, Heading, Line, Table
from orglife.reports.year.given import Given, Part

SHOWN = 8
"""Outcomes shown on the page, the latest; the JSON has all."""


class Tried(NamedTuple):
    """A means, how often it was used in the period, and what is known of its first use there."""

    means: str
    times: int
    first: date
    new: bool
    """Said to be a first use when it was recorded."""
    initiator: int | None
    outcome: str


def means(given: Given) -> Part:
    """Return the means tried, in the order of their first use."""
    tried = _tried(given.held)
    names = {key: one.name for key, one in given.branch.members.items()}
    data = {
        "means": [
            {**one._asdict(), "initiator_name": names.get(one.initiator or 0)} for one in tried
        ]
    }
    if not tried:
        return data, ()
    table = Table(
        (
            Column("means", say("Means")),
            Column("times", say("Times"), "right"),
            Column("first", say("First in the period")),
            Column("new", say("First use")),
            Column("initiator", say("Initiator")),
            Column("outcome", say("Outcome")),
        ),
        tuple(
            (
                one.means,
                one.times,
                one.first,
                say("yes") if one.new else None,
                names.get(one.initiator or 0),
                one.outcome or None,
            )
            for one in tried
        ),
    )
    return data, (Heading(say("Means tried"), level=2), table)


def effect(given: Given) -> Part:
    """Return the outcomes on record, how many activities have none, what is to be followed up."""
    with_outcome = [one for one in given.held if one.outcome.strip()]
    follow = [one for one in given.held if one.follow_up is not None]
    data = {
        "outcomes": [
            {"activity": one.id, "day": one.day, "kind": one.kind, "outcome": one.outcome}
            for one in with_outcome
        ],
        "without_outcome": len(given.held) - len(with_outcome),
        "tie_ins": [
            {"activity": one.id, "day": one.day, "tie_in": one.tie_in}
            for one in given.held
            if one.tie_in
        ],
        "follow_ups": [
            {"activity": one.id, "day": one.day, "follow_up": one.follow_up} for one in follow
        ],
    }
    blocks: list[Block] = [
        Heading(say("What came of it"), level=2),
        Line(
            say(
                "An outcome is on record of {found} of {all} activities.",
                found=len(with_outcome),
                all=len(given.held),
            )
        ),
        *(Line(_outcome(given, one)) for one in with_outcome[-SHOWN:]),
    ]
    tied = tuple(one.tie_in for one in given.held if one.tie_in)
    if tied:
        blocks.append(Line(say("Of the unit's own strengths were used: {what}", what=tied)))
    waiting = [one for one in follow if one.follow_up is not None and one.follow_up <= given.day]
    if waiting:
        blocks.append(
            Line(
                say_n(
                    "{n} activity was to be followed up by now: {which}",
                    "{n} activities were to be followed up by now: {which}",
                    len(waiting),
                    which=tuple(f"#{one.id}" for one in waiting),
                )
            )
        )
    return data, tuple(blocks)


def _tried(held: list[Activity]) -> list[Tried]:
    found: dict[str, Tried] = {}
    for one in held:
        for name in one.means:
            before = found.get(name)
            found[name] = (
                before._replace(times=before.times + 1, outcome=one.outcome or before.outcome)
                if before is not None
                else Tried(name, 1, one.day, one.new_means, one.initiator, one.outcome)
            )
    return list(found.values())


def _outcome(given: Given, one: Activity) -> Message:
    return say(
        "  {day} {kind}: {outcome}",
        day=one.day,
        kind=kind_term(given.branch, one.kind),
        outcome=one.outcome,
    )
