"""Choosing among the possible divisions, and what a division costs those who are divided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orglife.model.division.counting import counts_possible, reasons_against
from orglife.model.division.placing import STRAY, place
from orglife.model.division.wish import Division, Impossible, Person, Wish

DIVIDE_FROM = 20
"""A branch of so many should divide (GR-TWENTY); nor is a group of so many proposed unasked."""

USUAL_SIZE = 8
"""Decides how many groups there are only where nothing else does."""


class Cost(NamedTuple):
    """What is weighed, in this order; all numbers of people or groups, none of them a rating."""

    too_large: int
    """Groups that should themselves be divided, where no largest size was asked for."""
    apart: int
    """Members without a group of their own kind, and (three times) those parted from theirs;
    nobody who is kept where they are."""
    pieces: int
    """Into how many pieces all kinds are divided."""
    unusual: int
    """How far the number of groups is from that of today, or from the usual one."""
    groups: int


def divide(people: Sequence[Person], wish: Wish) -> Division | Impossible:
    """Return the division that parts the fewest from their own, or why there is none."""
    people = sorted(people)
    counts = counts_possible(people, wish)
    if not counts:
        return Impossible(reasons_against(people, wish))
    if len({one.key for one in people}) == 1:  # what all share divides nobody
        people = [one._replace(key="") for one in people]
        wish = wish._replace(leaning={})
    return min(
        (place(people, wish, count) for count in counts), key=lambda one: cost_of(people, wish, one)
    )


def cost_of(people: Sequence[Person], wish: Wish, division: Division) -> Cost:
    """Return what speaks against a division."""
    key_of = {one.id: one.key for one in people}
    free = {one.id for one in people if one.id not in wish.keep}
    homes = {part.key for part in division.parts}
    apart = pieces = 0
    for part in division.parts:
        pieces += len({key_of[one] for one in part.members if key_of[one]})
        keys = [key_of[one] for one in part.members if one in free and key_of[one]]
        apart += sum(STRAY if key in homes else 1 for key in keys if key != part.key)
    large = sum(len(part.members) >= DIVIDE_FROM for part in division.parts)
    count = len(division.parts)
    usual = wish.groups_now or round(len(people) / USUAL_SIZE)
    return Cost(large if wish.most is None else 0, apart, pieces, abs(count - usual), count)
