"""Attendance lists and votes that a late fact contradicts, and what a leaving member leaves.

Attendance is frozen when an activity is recorded; such lists are named with the command that
corrects them, never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from orglife.actions.meetings.attendance import unknown_on
from orglife.actions.people.group_limits import breach_said, group_limits
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.names import describe_activity
from orglife.model.roster import (
    entitled_on,
    expected_on,
    groups_on,
    is_member_on,
    posts_on,
    shortfalls,
)
from orglife.model.terms import SEATS
from orglife.model.voting import is_voting_meeting
from orglife.rules.checks.votes import MotionDecision, decision_said, verdicts_on

SHOWN_CONTRADICTIONS = 5
"""Votes that are told one by one."""


def contradictions(before: Branch, after: Branch, members: Iterable[int]) -> Iterator[Message]:
    """Yield what is to be mended, or known, now that these members were here on other days."""
    yield from votes_recounted(before, after)
    for key in members:
        yield from lists_to_correct(before, after, key)


def votes_recounted(before: Branch, after: Branch) -> Iterator[Message]:
    """Yield the verdicts that turn, and the meetings where others should have decided.

    Who should decide is derived for the day of the meeting, so what is entered late about somebody
    counts for every vote since.
    """
    turned: list[Message] = []
    for activity in after.activities.values():
        if activity.state != "held" or not activity.motions or not is_voting_meeting(activity):
            continue
        now, then = (
            len(entitled_on(branch, activity.scope, activity.day)) for branch in (after, before)
        )
        if now == then:
            continue
        told = list(_turned(before, after, activity))
        turned += told or [_recounted(activity, now, then)]
    yield from turned[:SHOWN_CONTRADICTIONS]
    more = len(turned) - SHOWN_CONTRADICTIONS
    if more > 0:
        yield say("other votes are counted anew too: {n}; 'orglife check' has them all", n=more)


def _recounted(activity: Activity, now: int, then: int) -> Message:
    if now > then:
        return say(
            "more should have decided at #{id} than before: {now}, not {then}",
            id=activity.id,
            now=now,
            then=then,
        )
    return say(
        "fewer should have decided at #{id} than before: {now}, not {then}",
        id=activity.id,
        now=now,
        then=then,
    )


def _turned(before: Branch, after: Branch, activity: Activity) -> Iterator[Message]:
    for motion in activity.motions:
        for then, now in zip(
            verdicts_on(before, activity, motion), verdicts_on(after, activity, motion), strict=True
        ):
            if _outcome(then) != _outcome(now):
                yield say(
                    "{activity}: {now}; before this: {then}",
                    activity=describe_activity(after, activity),
                    now=decision_said(now),
                    then=decision_said(then),
                )


def _outcome(one: MotionDecision) -> tuple[bool, bool]:
    return one.verdict.quorate, one.verdict.carried


SHOWN_LISTS = 12
"""Activities that are named one by one."""


def lists_to_correct(before: Branch, after: Branch, key: int) -> Iterator[Message]:
    """Yield which lists have a member who by now was not here, or lack one who was."""
    member = after.members[key]
    too_many = [one for one in _listed(after) if _extra(before, after, one, key)]
    if too_many:
        yield say(
            "{name} is still among those who should have attended {activities}",
            name=member.name,
            activities=_numbers(too_many),
        )
        yield from _mended(too_many, key, "unexpected")
    lacking = [one for one in _listed(after) if _lacking(before, after, one, key)]
    if lacking:
        yield say(
            "{name} should have attended {activities} and is not on the list",
            name=member.name,
            activities=_numbers(lacking),
        )
        yield from _mended(lacking, key, "present")
        if member.arrived is None:
            yield say("whoever came later: orglife member edit '#{id}' --arrived DATE", id=key)


def _numbers(activities: list[Activity]) -> tuple[Message | str, ...]:
    found: tuple[Message | str, ...] = tuple(f"#{one.id}" for one in activities[:SHOWN_LISTS])
    left = len(activities) - SHOWN_LISTS
    return (*found, say("{n} more", n=left)) if left > 0 else found


def _listed(branch: Branch) -> list[Activity]:
    return [
        one
        for one in branch.activities.values()
        if one.state == "held" and one.attendance is not None
    ]


def _extra(before: Branch, after: Branch, activity: Activity, key: int) -> bool:
    on_it = activity.attendance is not None and key in activity.attendance.expected
    return (
        on_it
        and unknown_on(after, after.members[key], activity.day)
        and not unknown_on(before, before.members[key], activity.day)
    )


def _lacking(before: Branch, after: Branch, activity: Activity, key: int) -> bool:
    on_it = activity.attendance is not None and key in activity.attendance.expected
    if on_it or not activity.attendance or not activity.attendance.expected:
        return False
    return _expects(after, activity, key) and not _expects(before, activity, key)


def _expects(branch: Branch, activity: Activity, key: int) -> bool:
    member = branch.members.get(key)
    if member is None or not is_member_on(branch, member, activity.day):
        return False
    expected = expected_on(branch, activity.day, activity.scope, activity.group)
    return key in (one.id for one in expected)


def _mended(activities: list[Activity], key: int, state: str) -> Iterator[Message]:
    """Yield the command that mends the first of each sort; the others go the same way."""
    bare = [one for one in activities if one.finalized is None]
    if bare:
        yield say(
            "each list is mended with: orglife activity attend {id} '#{member}' {state}",
            id=bare[0].id,
            member=key,
            state=state,
        )
    finalized = [one for one in activities if one.finalized is not None]
    if finalized:
        yield say(
            "a finalized one with: orglife activity amend {id} --attend '#{member}:{state}' "
            "--reason TEXT",
            id=finalized[0].id,
            member=key,
            state=state,
        )


def departure_effects(
    before: Branch, after: Branch, member: Member, day: date
) -> tuple[Message, ...]:
    """Return what somebody who goes on `day` leaves.

    Groups too small, no leader, empty seats, and attendance: that is fixed when it is recorded, so
    a going that is entered late does not take anybody out of it.
    """
    limits = group_limits(after)
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
    found += contradictions(before, after, [member.id])
    return tuple(found)
