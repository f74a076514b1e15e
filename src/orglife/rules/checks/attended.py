"""Every member takes part in something so often in every period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.member import Member
from orglife.model.period import LENGTHS
from orglife.rules.asked import months_asked
from orglife.rules.case import Case
from orglife.rules.checks.held import titles
from orglife.rules.finding import Details, Judgement, Reference, Sum, evidence
from orglife.rules.parameter import Parameter
from orglife.rules.year import counted

PARAMETERS = {
    "activity": Parameter(list),
    "per": Parameter(str, choices=tuple(LENGTHS)),
    "at_least": Parameter(int, 1),
}


def attended(case: Case) -> Iterator[Judgement]:
    """Every member who is here on the period's first and last day took part so often.

    Somebody of whom no month of it is asked is exempt.
    """
    needed, kinds = case.number("at_least"), titles(case)
    for period in case.periods(case.text("per")):
        in_time, late = counted(case.facts, case.texts("activity"), period)
        early, later = _times(case, in_time), _times(case, late)
        months_of = months_asked(case.facts, period)
        members = [
            one
            for one in case.facts.members(case.day)
            if one.id in months_of and months_of[one.id].whole
        ]

        def times(member: Member, *counts: dict[int, int]) -> int:
            """How often the member was there."""
            return sum([count.get(member.id, 0) for count in counts])

        others = yield from case.settle(members, lambda one: times(one, early) >= needed)
        others = yield from case.settle(
            others,
            lambda one: bool(months_of[one.id].months) and times(one, early, later) < needed,
            case.unfulfilled(period),
        )
        for member in others:
            asked = months_of[member.id]
            found = times(member, early)
            on_time = found >= needed
            if not on_time:
                found = times(member, early, later)
            yield case.of_period(
                period,
                fulfilled=found >= needed,
                late=not on_time,
                exempt=None if asked.months else asked.reason,
                details=lambda: Details(
                    case.the_member(member),
                    say("{kinds}: {found} of {needed}", kinds=kinds, found=found, needed=needed),
                    Sum(needed, found, records=_evidence(case, in_time + late, member)),
                ),
            )


def _evidence(case: Case, activities: list[Activity], member: Member) -> tuple[Reference, ...]:
    return evidence([one for one in activities if member.id in case.facts.came(one)])


def _times(case: Case, activities: list[Activity]) -> dict[int, int]:
    """Return how often each member was there."""
    return Counter(chain.from_iterable(map(case.facts.came, activities)))
