"""Checks of groups: size, leader, end; members in a group and one primary place."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say, say_n
from orglife.rules.check_kind import register_check
from orglife.rules.context import CheckContext
from orglife.rules.finding import Arithmetic, FindingDetails, Judgement, Reference
from orglife.rules.rule import Parameter


@register_check(
    "group-size",
    about="group",
    next_command="group suggest",
    parameters={
        "who": Parameter(str, "members", choices=("members", "full")),
        "at_least": Parameter(int),
    },
)
def group_size(context: CheckContext) -> Iterator[Judgement]:
    """Every group has so many members, or so many full members."""
    needed = context.number("at_least")
    full = context.text("who") == "full"
    for day in context.state():
        for group in context.facts.groups(day):
            members = context.facts.group_members(group, day)
            found = (
                sum(member.stage_on(day) == "full" for member in members) if full else len(members)
            )
            values = {"found": found, "needed": needed}
            yield context.state_finding(
                met=found >= needed,
                details=lambda: FindingDetails(
                    context.group_subject(group),
                    say("full members: {found}, at least {needed}", **values)
                    if full
                    else say("members: {found}, at least {needed}", **values),
                    Arithmetic(needed, found, len(members)),
                ),
            )


@register_check("group-leader", about="group", parameters={"full": Parameter(bool, default=False)})
def group_has_leader(context: CheckContext) -> Iterator[Judgement]:
    """Every group has a leader of its own; with `full`, every leader is a full member."""
    for day in context.state():
        for group in context.facts.groups(day):
            members = {member.id: member for member in context.facts.group_members(group, day)}
            post = context.facts.roster_on(day).leaders.get(group.id)
            leader = members.get(post.member) if post is not None else None
            if not context.flag("full"):
                yield context.state_finding(
                    met=leader is not None,
                    details=lambda: FindingDetails(
                        context.group_subject(group),
                        say("no leader")
                        if leader is None
                        else say("the leader is {name}", name=leader.name),
                        Arithmetic(1, int(leader is not None)),
                    ),
                )
            elif leader is not None:
                is_full = leader.stage_on(day) == "full"
                yield context.state_finding(
                    met=is_full,
                    details=lambda: FindingDetails(
                        context.group_subject(group),
                        say("the leader {name} is a full member", name=leader.name)
                        if is_full
                        else say("the leader {name} is a probationary member", name=leader.name),
                        Arithmetic(1, int(is_full), records=(Reference("member", leader.id),)),
                    ),
                )


@register_check("group-expired", about="group")
def group_expired(context: CheckContext) -> Iterator[Judgement]:
    """A temporary group has no members after its end."""
    for day in context.state():
        for group in context.facts.groups(day):
            if group.until is None:
                continue
            members = context.facts.group_members(group, day)
            yield context.state_finding(
                met=day <= group.until or not members,
                deadline=group.until,
                details=lambda: FindingDetails(
                    context.group_subject(group),
                    say_n(
                        "meant to end on {until}, has {n} member",
                        "meant to end on {until}, has {n} members",
                        len(members),
                        until=group.until,
                    ),
                    Arithmetic(0, len(members), records=(Reference("group", group.id),)),
                ),
            )


@register_check("placed", about="member", next_command="group list")
def members_placed(context: CheckContext) -> Iterator[Judgement]:
    """Every member is in a group, where the branch has groups (charter, Art. 8)."""
    for day in context.state():
        groups = context.facts.groups(day)
        inside = {
            member.id for group in groups for member in context.facts.group_members(group, day)
        }
        members = context.facts.members(day) if groups else []
        others = yield from context.count_certain(members, lambda member: member.id in inside)
        for member in others:
            yield context.state_finding(
                met=member.id in inside,
                details=lambda: FindingDetails(
                    context.member_subject(member),
                    say("in a group") if member.id in inside else say("in no group"),
                    Arithmetic(1, int(member.id in inside)),
                ),
            )


@register_check("primary", about="member")
def one_primary_group(context: CheckContext) -> Iterator[Judgement]:
    """Whoever is in groups has exactly one primary place; other places are secondary ones."""
    for day in context.state():
        places: dict[int, list[int]] = {}
        names: dict[int, list[str]] = {}
        for group in context.facts.groups(day):
            for membership in group.memberships:
                if membership.covers(day):
                    names.setdefault(membership.member, []).append(group.name)
                    if membership.primary:
                        places.setdefault(membership.member, []).append(group.id)
        in_groups = [member for member in context.facts.members(day) if member.id in names]
        others = yield from context.count_certain(
            in_groups, lambda member: len(places.get(member.id, ())) == 1
        )
        for member in others:
            found = places.get(member.id, [])
            yield context.state_finding(
                met=len(found) == 1,
                details=lambda: FindingDetails(
                    context.member_subject(member),
                    say(
                        "primary places: {found}, exactly 1 needed; in {groups}",
                        found=len(found),
                        groups=tuple(names[member.id]),
                    ),
                    Arithmetic(
                        1, len(found), records=tuple(Reference("group", key) for key in found)
                    ),
                ),
            )


@register_check(
    "divided", about="branch", next_command="group suggest", parameters={"members": Parameter(int)}
)
def groups_required(context: CheckContext) -> Iterator[Judgement]:
    """A branch of so many members has groups."""
    limit = context.number("members")
    for day in context.state():
        members = len(context.facts.members(day))
        groups = len(context.facts.groups(day))
        if members >= limit:
            yield context.state_finding(
                met=groups > 0,
                details=lambda: FindingDetails(
                    context.branch_subject(),
                    say(
                        "members: {members}, groups: {groups}; "
                        "a branch of {limit} or more has groups",
                        members=members,
                        groups=groups,
                        limit=limit,
                    ),
                    Arithmetic(1, groups, members),
                ),
            )


@register_check("admission-placed", about="member", next_command="group list")
def newly_placed(context: CheckContext) -> Iterator[Judgement]:
    """A new probationary member is in a group, where there are groups; promptly has no number."""
    for day in context.state():
        groups = context.facts.groups(day)
        inside = {one.id for group in groups for one in context.facts.group_members(group, day)}
        for member in context.facts.members(day) if groups else ():
            record = member.development
            if (
                record is None
                or member.stage_on(day) != "probationary"
                or (record.voted is None and record.approved is None)
            ):
                continue
            met = member.id in inside
            yield context.state_finding(
                met=met,
                details=lambda: FindingDetails(
                    context.member_subject(member),
                    say("in a group")
                    if met
                    else say("admitted and in no group yet: place the member promptly"),
                    Arithmetic(1, int(met), records=(Reference("member", member.id),)),
                ),
            )
