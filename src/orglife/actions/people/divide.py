"""Divide the branch into groups as it was proposed: one change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.actions.people.assign import Placement, place
from orglife.actions.people.group import close_group, plans_left
from orglife.actions.people.intact import keep_intact
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.group import Group
from orglife.model.proposal import Proposal

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
    placed = place(after, moves, day)
    after = placed.branch
    for key in proposal.dissolved:
        after = after.put("groups", close_group(after, after.groups[key], day))
    changed = [key for key, one in after.groups.items() if one != branch.groups.get(key)]
    if not changed:
        return Change(branch, say("The groups are divided so already."))
    living = [key for key in changed if after.groups[key].exists_on(day)]
    breaches = keep_intact(branch, after, living, day=day, force=force)
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
        tuple(Changed("groups", key) for key in changed),
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
