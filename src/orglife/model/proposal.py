"""A proposal to divide the branch: which members would be in which group, why, and what changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.division import Division, DivisionGroup, DivisionMember, DivisionRequest
from orglife.model.terms import Term


class ProposalTerms(NamedTuple):
    """What is asked of a proposal; `keep` are pairs of a member and the group to stay in."""

    by: str = "residence"
    least: int | None = None
    """None: as the rules ask."""
    most: int | None = None
    groups: int | None = None
    keep: tuple[tuple[str, str], ...] = ()


class GroupingReason(NamedTuple):
    """One reason: `code` is of own, shared, unknown, kept, few, lacking, full, room."""

    code: str
    key: str
    members: tuple[int, ...]
    said: Message


class ProposedGroup(NamedTuple):
    """A group of the proposal; `group` is the one that goes on under it, if any."""

    name: str
    group: int | None
    key: str
    """What most of its members share, as it is written; empty where nothing is."""
    members: tuple[int, ...]
    full: int
    reasons: tuple[GroupingReason, ...]


class GroupMove(NamedTuple):
    """A member who would be in another group than now (`before` None: in none)."""

    member: int
    before: int | None
    name: str


class Proposal(NamedTuple):
    """A division of the branch on a day, and what it would change."""

    by: str
    day: date
    terms: ProposalTerms
    groups: tuple[ProposedGroup, ...]
    moves: tuple[GroupMove, ...]
    dissolved: tuple[int, ...]


def explain(
    people: Sequence[DivisionMember], wish: DivisionRequest, division: Division, field: Term
) -> list[tuple[GroupingReason, ...]]:
    """Return the reasons of each group, in order. `field` names what people are divided by."""
    known = {one.id: one for one in people}
    kinds = Counter(one.key for one in people)
    homes = {part.key for part in division.parts}
    return [_reasons(part, known, kinds, homes, wish, field) for part in division.parts]


def _reasons(
    part: DivisionGroup,
    known: dict[int, DivisionMember],
    kinds: Counter[str],
    homes: set[str],
    wish: DivisionRequest,
    field: Term,
) -> tuple[GroupingReason, ...]:
    inside = [known[key] for key in part.members]
    kept = tuple(one.id for one in inside if one.id in wish.keep)
    found: list[GroupingReason] = []
    if kept:
        said = say_n("{n} kept as asked", "{n} kept as asked", len(kept))
        found.append(GroupingReason("kept", "", kept, said))
    for key in sorted({one.key for one in inside}, key=lambda key: (key != part.key, key)):
        alike = [one for one in inside if one.key == key]
        ids = tuple(one.id for one in alike)
        if not key:
            found.append(GroupingReason("unknown", "", ids, _unknown(len(ids), len(kinds), field)))
        elif len(kinds) == 1:
            said = say("{field} {key} for all: divided by number", field=field, key=key)
            found.append(GroupingReason("shared", key, ids, said))
        elif key == part.key:
            said = say(
                "{field} {key}: {found} of {all}",
                field=field,
                key=key,
                found=len(ids),
                all=kinds[key],
            )
            found.append(GroupingReason("own", key, ids, said))
        else:
            code = _why_elsewhere(alike, inside, part.key, key in homes, wish)
            found.append(GroupingReason(code, key, ids, _elsewhere(code, key, len(ids), wish)))
    return tuple(found)


def _unknown(count: int, kinds: int, field: Term) -> Message:
    if kinds == 1:
        return say("{field} not recorded: divided by number", field=field)
    return say_n("{n} without {field}", "{n} without {field}", count, field=field)


def _why_elsewhere(
    alike: Sequence[DivisionMember],
    inside: Sequence[DivisionMember],
    own: str,
    has_home: bool,
    wish: DivisionRequest,
) -> str:
    """Return why members of another kind are in a group."""
    if not has_home:
        return "few"
    others = [one for one in inside if one.key != alike[0].key]
    if not any(one.full for one in others):
        return "full"
    if sum(one.key == own for one in inside) < wish.least:
        return "lacking"
    return "room"


def _elsewhere(code: str, key: str, count: int, wish: DivisionRequest) -> Message:
    if code == "few":
        return say_n(
            "{n} of {key}, who make no group of their own",
            "{n} of {key}, who make no group of their own",
            count,
            key=key,
        )
    if code == "full":
        return say_n(
            "{n} of {key}, for a full member", "{n} of {key}, for a full member", count, key=key
        )
    if code == "lacking":
        return say_n(
            "{n} of {key}, to make up {least}",
            "{n} of {key}, to make up {least}",
            count,
            key=key,
            least=wish.least,
        )
    return say_n(
        "{n} of {key}, for whom there was no room with their own",
        "{n} of {key}, for whom there was no room with their own",
        count,
        key=key,
    )
