"""Heart-to-heart talks between each pair type in a year (branch regulation, Art. 19)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.terms import TALK_PAIRS
from orglife.rules.case import Case
from orglife.rules.facts import Facts
from orglife.rules.finding import Details, Judgement, Sum, evidence
from orglife.rules.parameter import Parameter
from orglife.rules.year import counted

PARAMETERS = {
    "per": Parameter(str, "year", choices=("year",)),
    "at_least": Parameter(int, 1),
}


def talks(case: Case) -> Iterator[Judgement]:
    """Each pair type that the branch can have had so many talks; one finding for all of them.

    Who of the two was seated is seen from the posts on the day of the talk. Needed and found count
    pair types; a branch with one seat has no pair of two seated.
    """
    at_least = case.number("at_least")
    for period in case.periods(case.text("per")):
        asked = _possible(case.facts, case.day)
        if not asked:
            continue
        in_time, late = counted(case.facts, ("talk",), period)
        early = _pairs(case.facts, in_time)
        both = early + _pairs(case.facts, late)
        on_time = all(early[pair] >= at_least for pair in asked)
        count = early if on_time else both
        found = sum(count[pair] >= at_least for pair in asked)
        yield case.of_period(
            period,
            fulfilled=found == len(asked),
            late=not on_time,
            details=lambda: Details(
                case.the_branch(),
                say(
                    "{pairs}; {needed} of each needed",
                    pairs=tuple(
                        say("{pair}: {found}", pair=TALK_PAIRS[pair], found=count[pair])
                        for pair in asked
                    ),
                    needed=at_least,
                ),
                Sum(len(asked), found, records=evidence(in_time if on_time else in_time + late)),
            ),
        )


def pair_of(facts: Facts, one: int, other: int, day: date) -> str:
    """Return the pair type (code) of a talk of two members on `day`."""
    seated = {post.member for post in facts.posts(day)}
    return ("member-member", "committee-member", "committee-committee")[
        (one in seated) + (other in seated)
    ]


def _possible(facts: Facts, day: date) -> list[str]:
    """Return the pair types for which there are two persons on `day`."""
    seated = {post.member for post in facts.posts(day)}
    others = len(facts.members(day)) - len(seated)
    possible = {
        "committee-committee": len(seated) > 1,
        "committee-member": bool(seated) and others > 0,
        "member-member": others > 1,
    }
    return [pair for pair in TALK_PAIRS if possible[pair]]


def _pairs(facts: Facts, activities: list[Activity]) -> Counter[str]:
    """Return how many talks there were of each pair type; both must be members on the day."""
    count: Counter[str] = Counter()
    for activity in activities:
        if activity.attendance is None:
            continue
        here = {member.id for member in facts.members(activity.day)}
        came = sorted(activity.attendance.came & here)
        count.update(
            {
                pair_of(facts, one, other, activity.day)
                for place, one in enumerate(came)
                for other in came[place + 1 :]
            }
        )
    return count
