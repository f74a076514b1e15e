"""Propose how the branch could be divided into groups. Nothing is changed; see `divide`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orglife.actions.days import refuse_before_founding, refuse_gone, refuse_stranger
from orglife.actions.people.group_names import new_names
from orglife.actions.people.limits import limits_of
from orglife.errors import InvalidRecordError, RefusedError, RuleBrokenError
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.division import Division, Impossible, Person, Reason, Wish, divide, explain
from orglife.model.division.placing import main_key
from orglife.model.group import Group
from orglife.model.names import choose, find_group, find_member
from orglife.model.proposal import Move, Proposal, ProposedGroup, Terms
from orglife.model.roster import groups_on, members_on
from orglife.model.terms import DIVIDERS, fold


def propose(branch: Branch, terms: Terms, *, day: date) -> Proposal:
    """Return a division of everybody who belongs to the branch on `day`; nothing is changed.

    Raises:
        ChoiceError: nothing that a branch is divided by.
        RuleBrokenError: groups of fewer than three are asked for.
        InvalidRecordError: somebody to be kept who is not there, or in two groups.
        RefusedError: there is no such division; the message has the numbers.
    """
    refuse_before_founding(branch, day)
    by = choose(terms.by, DIVIDERS, say("way to divide"))
    needed = limits_of(branch).members
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
    written = {fold(getattr(one, by)): getattr(one, by).strip() for one in reversed(members)}
    people = [
        Person(one.id, written[fold(getattr(one, by))], one.stage_on(day) == "full")
        for one in members
    ]
    wish = Wish(
        least,
        terms.most,
        terms.groups,
        keep=_keep(branch, terms.keep, now, day),
        leaning=_leaning(people, now, day),
        groups_now=len(now),
    )
    found = divide(people, wish)
    if isinstance(found, Impossible):
        raise RefusedError(
            say("there is no such division: {reasons}", reasons=found.reasons),
            hint=say("ask for other sizes with --min, --max or --count, or keep fewer in place"),
        )
    reasons = explain(people, wish, found, DIVIDERS[by])
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
        refuse_stranger(branch, member, day)
        label = where.strip()
        if now:
            group = find_group(branch, where)
            refuse_gone(group, day)
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


def _leaning(people: Sequence[Person], now: Sequence[Group], day: date) -> dict[str, str]:
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
    reasons: Sequence[tuple[Reason, ...]],
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


def _moves(groups: Sequence[ProposedGroup], now: Sequence[Group], day: date) -> list[Move]:
    before: dict[int, list[int]] = {}
    for group in now:
        for member in _primary(group, day):
            before.setdefault(member, []).append(group.id)
    return [
        Move(key, next(iter(before.get(key, ())), None), one.name)
        for one in groups
        for key in one.members
        if before.get(key) != [one.group]
    ]
