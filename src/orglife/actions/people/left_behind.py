"""What somebody who goes leaves behind: a fact is recorded, and this is said of it."""

from __future__ import annotations

from datetime import date

from orglife.actions.people.contradicted import contradicted
from orglife.actions.people.intact import breach_said
from orglife.actions.people.limits import limits_of
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.composition import shortfalls
from orglife.model.member import Member
from orglife.model.roster import groups_on, posts_on
from orglife.model.terms import SEATS


def left_behind(before: Branch, after: Branch, member: Member, day: date) -> tuple[Message, ...]:
    """Return what somebody who goes on `day` leaves.

    Groups too small, no leader, empty seats, and attendance: that is fixed when it is recorded, so
    a going that is entered late does not take anybody out of it.
    """
    limits = limits_of(after)
    found: list[Message] = []
    for group in groups_on(after, day):
        inside = {one.member for one in group.memberships if one.covers(day)}
        if member.id not in inside:
            continue
        old = {(one.rule, one.found) for one in shortfalls(before, group, day, limits)}
        found += [
            breach_said(after, one)
            for one in shortfalls(after, group, day, limits)
            if (one.rule, one.found) not in old
        ]
        leader = group.leader_on(day)
        if leader is not None and leader.member == member.id:
            found.append(say("{group} has no leader from {day} on", group=group.name, day=day))
    still = {post.id for post in posts_on(after, day)}
    found += [
        say("{seat} is empty from {day} on", seat=SEATS[post.seat], day=day)
        for post in posts_on(before, day)
        if post.id not in still
    ]
    found += contradicted(before, after, [member.id])
    return tuple(found)
