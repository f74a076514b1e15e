"""Groups: formed, led, dissolved; members assigned, several moves as one change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.people.group_limits import check_group_limits
from orglife.actions.refusals import (
    clean_title,
    refuse_before_founding,
    refuse_dissolved_group,
    refuse_non_member,
)
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.calendar import DAY
from orglife.model.group import Group, Leader, Membership
from orglife.model.member import Member
from orglife.model.names import (
    describe_activity,
    find_group,
    find_member,
    parse_term,
    shortest_name,
)
from orglife.model.roster import first_day, group_members_on, primary_groups_of
from orglife.model.terms import (
    GROUP_BASES,
    GROUP_TYPES,
    LEADER_SELECTION,
    is_blank_answer,
    normalize,
)


class GroupEntry(NamedTuple):
    """What is known of a new group, as it was typed."""

    name: str
    members: tuple[str, ...]
    leader: str = ""
    how: str = ""
    type: str = ""
    basis: str = ""
    until: date | None = None
    venue: str = ""
    channel: str = ""
    secondary: bool = False
    """The members keep their primary groups; so they do in a dual group."""


def create_group(branch: Branch, entry: GroupEntry, *, day: date, force: bool = False) -> Change:
    """Form a group of three or more members, one of them full; they leave their old groups.

    Raises:
        UnknownNameError, AmbiguousNameError: a member who is nobody, or several.
        InvalidRecordError: a name that is taken, a day before the founding, a leader from outside.
        RuleBrokenError: the new group or one that is left would be too small, or without a full
            member.
    """
    refuse_before_founding(branch, day)
    name = clean_title(entry.name, say("name of the group"))
    refuse_taken(branch, name, day)
    if entry.until is not None and entry.until < day:
        raise InvalidRecordError(
            say("a group of {day} can't end on {until}", day=day, until=entry.until)
        )
    members = list(dict.fromkeys(find_member(branch, text).id for text in entry.members))
    kind = parse_term(entry.type, GROUP_TYPES, say("type of group")) if entry.type else "regular"
    group = Group(
        id=branch.next_id("groups"),
        name=name,
        type=kind,
        basis=parse_term(entry.basis, GROUP_BASES, say("basis of a group")) if entry.basis else "",
        formed=day,
        until=entry.until,
        venue=entry.venue.strip(),
        channel=entry.channel.strip(),
    )
    beside = entry.secondary or kind == "dual"
    placed = apply_placements(
        branch.add("groups", group),
        [
            Placement(one, group.id, not (beside and primary_groups_of(branch, one, day)))
            for one in members
        ],
        day,
    )
    after, warnings = placed.branch, list(placed.warnings)
    if entry.leader:
        after, said = lead(after, group.id, find_member(branch, entry.leader), day, entry.how)
        warnings += said
    else:
        warnings.append(say("{group} has no leader yet (GR-LEADER)", group=name))
    touched = {group.id, *placed.touched}
    breaches = check_group_limits(branch, after, touched, day=day, force=force)
    return Change(
        after,
        say_n(
            "Formed {group} {record} on {day} with {n} member.",
            "Formed {group} {record} on {day} with {n} members.",
            len(members),
            group=name,
            record=f"#{group.id}",
            day=day,
        ),
        tuple(ChangedRecord("groups", key) for key in sorted(touched)),
        breaches + tuple(warnings),
    )


def name_leader(branch: Branch, group: str, member: str, *, day: date, how: str = "") -> Change:
    """Make somebody the leader of a group from `day` on (branch regulation, Art. 13).

    Raises:
        UnknownNameError, AmbiguousNameError: as named.
        InvalidRecordError: the group or the member is not there on `day`, or a later leader is
            recorded already.
    """
    refuse_before_founding(branch, day)
    chosen = find_group(branch, group)
    person = find_member(branch, member)
    after, warnings = lead(branch, chosen.id, person, day, how)
    if after.groups == branch.groups:
        said = say("{name} leads {group} already.", name=person.name, group=chosen.name)
        return Change(branch, said)
    said = say("{name} leads {group} from {day} on.", name=person.name, group=chosen.name, day=day)
    return Change(after, said, (ChangedRecord("groups", chosen.id),), tuple(warnings))


def lead(
    branch: Branch, key: int, person: Member, day: date, how: str
) -> tuple[Branch, list[Message]]:
    """Return the branch in which `person` leads the group from `day` on, and what to say of it."""
    group = branch.groups[key]
    refuse_dissolved_group(group, day)
    refuse_non_member(branch, person, day)
    if person not in group_members_on(branch, group, day):
        raise InvalidRecordError(
            say("{name} is not in {group} on {day}", name=person.name, group=group.name, day=day),
            hint=say(
                "the leader is one of the group: orglife group assign '{who}={group}'",
                who=shortest_name(branch, person),
                group=group.name,
            ),
        )
    later = [one for one in group.leaders if one.since is not None and one.since > day]
    if later:
        raise InvalidRecordError(
            say(
                "{group} has another leader recorded from {since} on",
                group=group.name,
                since=later[0].since,
            ),
            hint=say("give that day or a later one with --on"),
        )
    chosen = parse_term(how, LEADER_SELECTION, say("way to choose a leader")) if how else ""
    now = group.leader_on(day)
    if now is not None and now.member == person.id and chosen in ("", now.how):
        return branch, []
    group = without_leader(group, day)
    leader = Leader(member=person.id, since=day, how=chosen)
    group = replace(group, leaders=(*group.leaders, leader))
    warnings = []
    if person.stage_on(day) != "full":
        warnings.append(
            say("{name} is not a full member on {day} (GR-LEADER-FULL)", name=person.name, day=day)
        )
    return branch.put("groups", group), warnings


def dissolve_group(branch: Branch, group: str, *, day: date) -> Change:
    """Dissolve a group: from `day` on it does not exist, and its members are in none.

    Raises:
        UnknownNameError, AmbiguousNameError: no such group, or several.
        InvalidRecordError: it does not exist on `day`, or was formed on that very day.
    """
    refuse_before_founding(branch, day)
    chosen = find_group(branch, group)
    refuse_dissolved_group(chosen, day)
    if day <= max(chosen.formed or branch.meta.founded, branch.meta.founded):
        raise InvalidRecordError(
            say("{group} was formed on that day", group=chosen.name),
            hint=say("to take back what was entered by mistake: orglife undo"),
        )
    alone = [
        member.name
        for member in group_members_on(branch, chosen, day)
        if [one.id for one in primary_groups_of(branch, member.id, day)] == [chosen.id]
    ]
    after = branch.put("groups", close_group(branch, chosen, day))
    warnings = plans_left(after, (chosen.id,), day)
    if alone:
        warnings += (
            say_n(
                "{n} member is in no group from {day} on (GR-PLACED): {names}",
                "{n} members are in no group from {day} on (GR-PLACED): {names}",
                len(alone),
                day=day,
                names=tuple(alone),
            ),
        )
    said = say("Dissolved {group}; its last day is {last}.", group=chosen.name, last=day - DAY)
    return Change(after, said, (ChangedRecord("groups", chosen.id),), warnings)


def close_group(branch: Branch, group: Group, day: date) -> Group:
    """Return the group as one whose last day is the day before `day`."""
    begun = [one for one in group.memberships if one.since is None or one.since < day]
    ending = [one for one in begun if one.covers(day)]
    return replace(
        without_leader(group, day),
        dissolved=day - DAY,
        memberships=end_terms(branch, begun, ending, day),
    )


def plans_left(branch: Branch, groups: Sequence[int], day: date) -> tuple[Message, ...]:
    """Return the plans of groups that are dissolved on `day`, for that day or later."""
    return tuple(
        say(
            "still planned: {activity}; to cancel it: orglife plan cancel {id} --reason REASON",
            activity=describe_activity(branch, one),
            id=one.id,
        )
        for one in branch.activities.values()
        if one.group in groups and one.state == "planned" and one.day >= day
    )


def refuse_taken(branch: Branch, name: str, day: date) -> None:
    """Refuse the name of a group that still exists on `day` or later.

    Raises:
        InvalidRecordError: the name is taken.
    """
    for group in branch.groups.values():
        names = (group.name, *group.other_names)
        if normalize(name) in map(normalize, names) and (
            group.dissolved is None or group.dissolved >= day
        ):
            raise InvalidRecordError(
                say("there is a group {name} already", name=group.name),
                hint=say("choose another name, or move members: orglife group assign 'NAME=GROUP'"),
            )


class Placement(NamedTuple):
    """A member's place from a day on; `group` None takes them out of it."""

    member: int
    group: int | None
    primary: bool = True


class PlacementResult(NamedTuple):
    """The branch after some placements, the groups that they touched, and leaders who went."""

    branch: Branch
    touched: tuple[int, ...]
    warnings: tuple[Message, ...]


def assign_members(
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
    placed = apply_placements(branch, placements, day)
    if not placed.touched:
        return Change(branch, say("Everybody is there already."))
    breaches = check_group_limits(branch, placed.branch, placed.touched, day=day, force=force)
    said = say("From {day} on: {moves}.", day=day, moves=tuple(_said(branch, placements)))
    records = tuple(ChangedRecord("groups", key) for key in placed.touched)
    return Change(placed.branch, said, records, breaches + placed.warnings)


def apply_placements(branch: Branch, placements: Sequence[Placement], day: date) -> PlacementResult:
    """Return the branch with these places, without judging the groups.

    Raises:
        InvalidRecordError: as for `assign`.
    """
    groups = dict(branch.groups)
    warnings: list[Message] = []
    for index, one in enumerate(placements):
        member = branch.members[one.member]
        refuse_non_member(branch, member, day)
        if any(other.member == one.member for other in placements[:index]):
            raise InvalidRecordError(
                say("{name} is moved twice in one command", name=member.name),
                hint=say("name each member once"),
            )
        if one.group is not None:
            refuse_dissolved_group(branch.groups[one.group], day)
        _refuse_later(branch, one, day)
        if not one.primary and one.group is not None:
            _refuse_secondary(branch, one, day)
        _leave(branch, groups, one, day, warnings)
        if one.group is not None:
            groups[one.group] = _join(groups[one.group], one, day)
    changed = [key for key, group in groups.items() if group != branch.groups[key]]
    return PlacementResult(
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
    known = {normalize(group.name) for group in branch.groups.values()}
    if is_blank_answer(text) and normalize(text) not in known:
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
