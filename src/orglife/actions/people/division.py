"""Propose how to divide the branch into groups, and carry a proposal out as one change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.people.group_limits import check_group_limits, group_limits
from orglife.actions.people.groups import Placement, apply_placements, close_group, plans_left
from orglife.actions.refusals import (
    refuse_before_founding,
    refuse_dissolved_group,
    refuse_non_member,
)
from orglife.errors import InvalidRecordError, RefusedError, RuleBrokenError
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.division import (
    Division,
    DivisionImpossible,
    DivisionMember,
    DivisionRequest,
    divide,
    main_key,
)
from orglife.model.group import Group
from orglife.model.names import find_group, find_member, parse_term
from orglife.model.proposal import (
    GroupingReason,
    GroupMove,
    Proposal,
    ProposalTerms,
    ProposedGroup,
    explain,
)
from orglife.model.roster import groups_on, members_on
from orglife.model.terms import DIVISION_CRITERIA, normalize
from orglife.model.weekdays import DIGITS


def propose(branch: Branch, terms: ProposalTerms, *, day: date) -> Proposal:
    """Return a division of everybody who belongs to the branch on `day`; nothing is changed.

    Raises:
        ChoiceError: nothing that a branch is divided by.
        RuleBrokenError: groups of fewer than three are asked for.
        InvalidRecordError: somebody to be kept who is not there, or in two groups.
        RefusedError: there is no such division; the message has the numbers.
    """
    refuse_before_founding(branch, day)
    by = parse_term(terms.by, DIVISION_CRITERIA, say("way to divide"))
    needed = group_limits(branch).members
    least = max(needed, 1) if terms.least is None else terms.least
    if least < max(needed, 1):
        raise RuleBrokenError(
            say(
                "groups of {least} are too small (GR-SIZE: at least {needed})",
                least=least,
                needed=needed,
            )
        )
    now = _groups_to_divide(branch, day)
    members = members_on(branch, day)
    written = {normalize(getattr(one, by)): getattr(one, by).strip() for one in reversed(members)}
    people = [
        DivisionMember(one.id, written[normalize(getattr(one, by))], one.stage_on(day) == "full")
        for one in members
    ]
    wish = DivisionRequest(
        least,
        terms.most,
        terms.groups,
        keep=_keep(branch, terms.keep, now, day),
        leaning=_leaning(people, now, day),
        groups_now=len(now),
    )
    found = divide(people, wish)
    if isinstance(found, DivisionImpossible):
        raise RefusedError(
            say("there is no such division: {reasons}", reasons=found.reasons),
            hint=say("ask for other sizes with --min, --max or --count, or keep fewer in place"),
        )
    reasons = explain(people, wish, found, DIVISION_CRITERIA[by])
    groups = _named(branch, found, reasons, now, day)
    return Proposal(
        by,
        day,
        terms._replace(by=by, least=least),
        groups,
        tuple(_moves(groups, now, day)),
        tuple(group.id for group in now if group.id not in {one.group for one in groups}),
    )


def _groups_to_divide(branch: Branch, day: date) -> list[Group]:
    """Return the groups that a division replaces: not those of secondary members only."""
    return [
        group
        for group in groups_on(branch, day)
        if any(one.primary for one in group.memberships if one.covers(day))
        or not any(one.covers(day) for one in group.memberships)
    ]


def _keep(
    branch: Branch, keep: Sequence[tuple[str, str]], now: Sequence[Group], day: date
) -> dict[int, str]:
    """Return who is to stay in which group; where there are groups, it must be one of them."""
    found: dict[int, str] = {}
    for who, where in keep:
        member = find_member(branch, who)
        refuse_non_member(branch, member, day)
        label = where.strip()
        if now:
            group = find_group(branch, where)
            refuse_dissolved_group(group, day)
            if group not in now:
                raise InvalidRecordError(
                    say("{group} has secondary members only", group=group.name)
                )
            label = group.name
        if found.setdefault(member.id, label) != label:
            raise InvalidRecordError(
                say(
                    "{name} can't be kept in {first} and in {second}",
                    name=member.name,
                    first=found[member.id],
                    second=label,
                )
            )
    return found


def _leaning(people: Sequence[DivisionMember], now: Sequence[Group], day: date) -> dict[str, str]:
    """Return what most of those share who are in each group today."""
    return {
        group.name: main_key(one for one in people if one.id in _primary(group, day))
        for group in now
    }


def _primary(group: Group, day: date) -> set[int]:
    """Return the ids of those whose primary group it is on `day`."""
    return {one.member for one in group.memberships if one.primary and one.covers(day)}


def _named(
    branch: Branch,
    division: Division,
    reasons: Sequence[tuple[GroupingReason, ...]],
    now: Sequence[Group],
    day: date,
) -> tuple[ProposedGroup, ...]:
    """Return the parts under the groups that they share most members with, others newly named."""
    goes_on = _matched(division, now, day)
    taken = {part.label for part in division.parts if part.label is not None}
    fresh = new_names(branch, taken)
    groups = []
    for at, part in enumerate(division.parts):
        group = goes_on.get(at)
        groups.append(
            ProposedGroup(
                name=group.name if group is not None else part.label or next(fresh),
                group=group.id if group is not None else None,
                key=part.key,
                members=part.members,
                full=sum(branch.members[one].stage_on(day) == "full" for one in part.members),
                reasons=reasons[at],
            )
        )
    new = len(branch.groups) + max(branch.groups, default=0)
    return tuple(sorted(groups, key=lambda one: one.group or new))


def _matched(division: Division, now: Sequence[Group], day: date) -> dict[int, Group]:
    """Return which group each part goes on with: as kept, else by most members in common."""
    found: dict[int, Group] = {}
    by_name = {group.name: group for group in now}
    for at, part in enumerate(division.parts):
        if part.label in by_name:
            found[at] = by_name[part.label]
    pairs = sorted(
        (-len(common), group.id, at)
        for at, part in enumerate(division.parts)
        for group in now
        if (common := _primary(group, day) & set(part.members))
    )
    by_id = {group.id: group for group in now}
    for _, key, at in pairs:
        if at not in found and by_id[key] not in found.values():
            found[at] = by_id[key]
    return found


def _moves(groups: Sequence[ProposedGroup], now: Sequence[Group], day: date) -> list[GroupMove]:
    before: dict[int, list[int]] = {}
    for group in now:
        for member in _primary(group, day):
            before.setdefault(member, []).append(group.id)
    return [
        GroupMove(key, next(iter(before.get(key, ())), None), one.name)
        for one in groups
        for key in one.members
        if before.get(key) != [one.group]
    ]


BASIS = {"residence": "residence", "unit": "organization", "duty": "work"}
"""The basis that a group has which was divided by this."""


def divide_branch(branch: Branch, proposal: Proposal, *, force: bool = False) -> Change:
    """Divide the branch as proposed, from the proposal's day on, in one change.

    Groups that go on keep their id, name and leader; those that no part goes on with are dissolved.

    Raises:
        InvalidRecordError: a later change of somebody's group is recorded already.
        RuleBrokenError: a change that is already known would break a group later.
    """
    day, after = proposal.day, branch
    ids: dict[str, int] = {}
    for one in proposal.groups:
        basis = BASIS[proposal.by]
        if one.group is None:
            key = after.next_id("groups")
            group = Group(id=key, name=one.name, basis=basis, formed=day)
            after = after.add("groups", group)
        else:
            key = one.group
            after = after.put("groups", replace(after.groups[key], basis=basis))
        ids[one.name] = key
    moves = [Placement(move.member, ids[move.name]) for move in proposal.moves]
    placed = apply_placements(after, moves, day)
    after = placed.branch
    for key in proposal.dissolved:
        after = after.put("groups", close_group(after, after.groups[key], day))
    changed = [key for key, one in after.groups.items() if one != branch.groups.get(key)]
    if not changed:
        return Change(branch, say("The groups are divided so already."))
    living = [key for key in changed if after.groups[key].exists_on(day)]
    breaches = check_group_limits(branch, after, living, day=day, force=force)
    return Change(
        after,
        say_n(
            "Divided into {n} group from {day} on; {moved} of {all} in another group.",
            "Divided into {n} groups from {day} on; {moved} of {all} in another group.",
            len(proposal.groups),
            day=day,
            moved=len(moves),
            all=sum(len(one.members) for one in proposal.groups),
        ),
        tuple(ChangedRecord("groups", key) for key in changed),
        (
            *breaches,
            *_leaderless(after, living, day),
            *plans_left(after, proposal.dissolved, day),
        ),
    )


def _leaderless(branch: Branch, groups: Sequence[int], day: date) -> tuple[Message, ...]:
    return tuple(
        say("{group} has no leader yet (GR-LEADER)", group=branch.groups[key].name)
        for key in groups
        if branch.groups[key].leader_on(day) is None
    )


def new_names(branch: Branch, taken: set[str]) -> Iterator[str]:
    """Yield names that no group has or had: `Group 4`, or 第四党小组 where Chinese is written."""
    used = {normalize(name) for name in taken}
    for group in branch.groups.values():
        used |= {normalize(name) for name in (group.name, *group.other_names)}
    names = [group.name for group in branch.groups.values()] or [branch.meta.name]
    chinese = branch.meta.language == "zh" or not all(name.isascii() for name in names)
    for number in count(1):
        name = f"第{_numeral(number)}党小组" if chinese else f"Group {number}"
        if normalize(name) not in used:
            yield name


def _numeral(number: int) -> str:
    """Return a number below 100 in Chinese numerals; larger ones stay digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")
