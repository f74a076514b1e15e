"""Put members into groups: several moves are one change, judged when all of them are made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.actions.days import refuse_before_founding, refuse_gone, refuse_stranger
from orglife.actions.people.intact import keep_intact
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.answers import says_nothing
from orglife.model.branch import Branch
from orglife.model.calendar import DAY
from orglife.model.group import Group, Membership
from orglife.model.names import find_group, find_member
from orglife.model.roster import first_day, primary_groups_of
from orglife.model.terms import fold


class Placement(NamedTuple):
    """A member's place from a day on; `group` None takes them out of it."""

    member: int
    group: int | None
    primary: bool = True


class Placed(NamedTuple):
    """The branch after some placements, the groups that they touched, and leaders who went."""

    branch: Branch
    touched: tuple[int, ...]
    warnings: tuple[Message, ...]


def assign(
    branch: Branch,
    moves: Sequence[tuple[str, str]],
    *,
    day: date,
    secondary: bool = False,
    force: bool = False,
) -> Change:
    """Give each (member, group) of `moves` that place from `day` on; the old one ends before.

    With `secondary` the place is beside the primary one (dual group). A group that says
    nothing, such as `none`, takes the member out.

    Raises:
        UnknownNameError, AmbiguousNameError: a name that means nobody, or several.
        InvalidRecordError: a day on which the member or the group is not there, or before a change
            that is already recorded; one member named twice.
        RuleBrokenError: a group would be left with too few members or no full member.
    """
    refuse_before_founding(branch, day)
    placements = [
        Placement(find_member(branch, who).id, _target(branch, where), not secondary)
        for who, where in moves
    ]
    placed = place(branch, placements, day)
    if not placed.touched:
        return Change(branch, say("Everybody is there already."))
    breaches = keep_intact(branch, placed.branch, placed.touched, day=day, force=force)
    said = say("From {day} on: {moves}.", day=day, moves=tuple(_said(branch, placements)))
    records = tuple(Changed("groups", key) for key in placed.touched)
    return Change(placed.branch, said, records, breaches + placed.warnings)


def place(branch: Branch, placements: Sequence[Placement], day: date) -> Placed:
    """Return the branch with these places, without judging the groups.

    Raises:
        InvalidRecordError: as for `assign`.
    """
    groups = dict(branch.groups)
    warnings: list[Message] = []
    for index, one in enumerate(placements):
        member = branch.members[one.member]
        refuse_stranger(branch, member, day)
        if any(other.member == one.member for other in placements[:index]):
            raise InvalidRecordError(
                say("{name} is moved twice in one command", name=member.name),
                hint=say("name each member once"),
            )
        if one.group is not None:
            refuse_gone(branch.groups[one.group], day)
        _refuse_later(branch, one, day)
        if not one.primary and one.group is not None:
            _refuse_secondary(branch, one, day)
        _leave(branch, groups, one, day, warnings)
        if one.group is not None:
            groups[one.group] = _join(groups[one.group], one, day)
    changed = [key for key, group in groups.items() if group != branch.groups[key]]
    return Placed(
        branch.put("groups", *(groups[key] for key in changed)), tuple(changed), tuple(warnings)
    )


def end_terms(
    branch: Branch, memberships: Sequence[Membership], ending: Sequence[Membership], day: date
) -> tuple[Membership, ...]:
    """Return `memberships` with those of `ending` over on the day before `day`.

    One that would then have had no day at all is left out.
    """
    kept = []
    for one in memberships:
        if one not in ending:
            kept.append(one)
        elif (one.since or first_day(branch, branch.members[one.member])) < day:
            kept.append(replace(one, until=day - DAY))
    return tuple(kept)


def _target(branch: Branch, text: str) -> int | None:
    known = {fold(group.name) for group in branch.groups.values()}
    if says_nothing(text) and fold(text) not in known:
        return None
    return find_group(branch, text).id


def _refuse_later(branch: Branch, one: Placement, day: date) -> None:
    """Refuse to write before a change of the same place that is already recorded."""
    for group in branch.groups.values():
        for held in group.memberships:
            same = held.member == one.member and held.primary == one.primary
            if not one.primary:
                same = same and group.id == one.group
            if same and held.since is not None and held.since > day:
                raise InvalidRecordError(
                    say(
                        "{name} is already recorded in {group} from {since} on",
                        name=branch.members[one.member].name,
                        group=group.name,
                        since=held.since,
                    ),
                    hint=say("give that day or a later one with --on, or undo that change first"),
                )


def _refuse_secondary(branch: Branch, one: Placement, day: date) -> None:
    primary = primary_groups_of(branch, one.member, day)
    name = branch.members[one.member].name
    if not primary:
        raise InvalidRecordError(
            say("{name} has no primary group on {day}", name=name, day=day),
            hint=say("assign a primary group first, without --secondary"),
        )
    if any(group.id == one.group for group in primary):
        raise InvalidRecordError(
            say(
                "{name} is in {group} already, as the primary group",
                name=name,
                group=primary[0].name,
            )
        )


def _leave(
    branch: Branch, groups: dict[int, Group], one: Placement, day: date, warnings: list[Message]
) -> None:
    """End what the placement replaces, and a leadership that goes with it."""
    for key, group in groups.items():
        ending = [
            held
            for held in group.memberships
            if held.member == one.member and held.covers(day) and _replaced(one, key, held)
        ]
        if not ending:
            continue
        group = replace(group, memberships=end_terms(branch, group.memberships, ending, day))
        leader = group.leader_on(day)
        inside = {held.member for held in group.memberships if held.covers(day)} | (
            {one.member} if key == one.group else set()
        )
        if leader is not None and leader.member not in inside:
            group = without_leader(group, day)
            warnings.append(say("{group} has no leader from {day} on", group=group.name, day=day))
        groups[key] = group


def _replaced(one: Placement, group: int, held: Membership) -> bool:
    """Whether the placement takes the place of a membership in `group`."""
    if one.primary:
        return held.primary != (group == one.group)
    return one.group is None and not held.primary


def without_leader(group: Group, day: date) -> Group:
    """Return the group with whoever leads it on `day` leading it only until the day before."""
    leaders = []
    for one in group.leaders:
        if not one.covers(day):
            leaders.append(one)
        elif one.since is None or one.since < day:
            leaders.append(replace(one, until=day - DAY))
    return replace(group, leaders=tuple(leaders))


def _join(group: Group, one: Placement, day: date) -> Group:
    """Begin a place, or go on with one that ended on the day before."""
    memberships = list(group.memberships)
    for at, held in enumerate(memberships):
        if (held.member, held.primary) != (one.member, one.primary):
            continue
        if held.covers(day):
            return group
        if held.until == day - DAY:
            memberships[at] = replace(held, until=None)
            return replace(group, memberships=tuple(memberships))
    memberships.append(Membership(member=one.member, since=day, primary=one.primary))
    return replace(group, memberships=tuple(memberships))


def _said(branch: Branch, placements: Sequence[Placement]) -> list[Message]:
    said = []
    for one in placements:
        name = branch.members[one.member].name
        if one.group is None:
            said.append(say("{name} in no group", name=name))
        elif one.primary:
            said.append(say("{name} in {group}", name=name, group=branch.groups[one.group].name))
        else:
            said.append(
                say("{name} also in {group}", name=name, group=branch.groups[one.group].name)
            )
    return said
