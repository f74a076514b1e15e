"""Where members are placed: every one in a group, in one primary one, and groups at all."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Reference, Sum
from orglife.rules.parameter import Parameter

DIVIDED_PARAMETERS = {"members": Parameter(int)}


def placed(case: Case) -> Iterator[Judgement]:
    """Every member is in a group, where the branch has groups (charter, Art. 8)."""
    for day in case.state():
        groups = case.facts.groups(day)
        inside = {one.id for group in groups for one in case.facts.group_members(group, day)}
        members = case.facts.members(day) if groups else []
        others = yield from case.settle(members, lambda one: one.id in inside)
        for member in others:
            yield case.of_state(
                met=member.id in inside,
                details=lambda: Details(
                    case.the_member(member),
                    say("in a group") if member.id in inside else say("in no group"),
                    Sum(1, int(member.id in inside)),
                ),
            )


def primary(case: Case) -> Iterator[Judgement]:
    """Whoever is in groups has exactly one primary place; other places are secondary ones."""
    for day in case.state():
        places: dict[int, list[int]] = {}
        names: dict[int, list[str]] = {}
        for group in case.facts.groups(day):
            for one in group.memberships:
                if one.covers(day):
                    names.setdefault(one.member, []).append(group.name)
                    if one.primary:
                        places.setdefault(one.member, []).append(group.id)
        in_groups = [one for one in case.facts.members(day) if one.id in names]
        others = yield from case.settle(in_groups, lambda one: len(places.get(one.id, ())) == 1)
        for member in others:
            found = places.get(member.id, [])
            yield case.of_state(
                met=len(found) == 1,
                details=lambda: Details(
                    case.the_member(member),
                    say(
                        "primary places: {found}, exactly 1 needed; in {groups}",
                        found=len(found),
                        groups=tuple(names[member.id]),
                    ),
                    Sum(1, len(found), records=tuple(Reference("group", key) for key in found)),
                ),
            )


def divided(case: Case) -> Iterator[Judgement]:
    """A branch of so many members has groups."""
    limit = case.number("members")
    for day in case.state():
        members = len(case.facts.members(day))
        groups = len(case.facts.groups(day))
        if members >= limit:
            yield case.of_state(
                met=groups > 0,
                details=lambda: Details(
                    case.the_branch(),
                    say(
                        "members: {members}, groups: {groups}; "
                        "a branch of {limit} or more has groups",
                        members=members,
                        groups=groups,
                        limit=limit,
                    ),
                    Sum(1, groups, members),
                ),
            )
