"""The seats of the branch's leadership: which are filled, with what duties and abilities."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say
from orglife.model.terms import AREAS, SEATS
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Reference, Subject, Sum
from orglife.rules.parameter import Parameter

FILLED_PARAMETERS = {
    "seats": Parameter(list, choices=tuple(SEATS)),
    "without_committee": Parameter(list, ["secretary"], choices=tuple(SEATS)),
}
AREA_PARAMETERS = {"areas": Parameter(list, list(AREAS), choices=tuple(AREAS))}


def seats_filled(case: Case) -> Iterator[Judgement]:
    """Every seat that there must be is filled: one finding for all of them.

    A branch without a committee has a secretary alone (branch regulation, Art. 20).
    """
    for day in case.state():
        posts = case.facts.posts(day)
        filled = {post.seat for post in posts}
        with_committee = case.facts.has_committee(day)
        asked = case.texts("seats" if with_committee else "without_committee")
        missing = tuple(SEATS[seat] for seat in asked if seat not in filled)
        yield case.of_state(
            met=not missing,
            details=lambda: Details(
                case.the_branch(),
                say("not filled: {seats}", seats=missing)
                if missing
                else say("filled: {seats}", seats=tuple(SEATS[seat] for seat in asked)),
                Sum(
                    len(asked),
                    len(asked) - len(missing),
                    records=tuple(Reference("post", post.id) for post in posts),
                ),
            ),
        )


def seat_duties(case: Case) -> Iterator[Judgement]:
    """Whoever holds a seat has named duties."""
    for day in case.state():
        for post in case.facts.posts(day):
            seat = SEATS[post.seat]
            yield case.of_state(
                met=bool(post.duties),
                details=lambda: Details(
                    Subject("post", post.id, case.branch.members[post.member].name),
                    say("{seat}: {duties}", seat=seat, duties=post.duties)
                    if post.duties
                    else say("{seat}: no duty is named", seat=seat),
                    Sum(1, len(post.duties), records=(Reference("post", post.id),)),
                ),
            )


def areas_covered(case: Case) -> Iterator[Judgement]:
    """Every area of ability is declared by somebody seated: facts of the team, of no person."""
    areas = case.texts("areas")
    for day in case.state():
        posts = case.facts.posts(day)
        if not posts:
            continue
        declared = {area for post in posts for area in post.areas}
        missing = tuple(AREAS[area] for area in areas if area not in declared)
        yield case.of_state(
            met=not missing,
            details=lambda: Details(
                case.the_branch(),
                say("declared by nobody: {areas}", areas=missing)
                if missing
                else say("every area is declared by somebody"),
                Sum(len(areas), len(areas) - len(missing)),
            ),
        )
