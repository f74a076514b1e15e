"""Where a member stands on record, in every table."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import Message, say
from orglife.model.activity import Activity, Motion
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.terms import SEATS


def mentions_of(branch: Branch, member: int) -> list[Message]:
    """Return the places that refer to `member`, as they are told to people."""
    return [
        *(
            say("group {group}", group=group.name)
            for group in branch.groups.values()
            if member in {one.member for one in group.memberships}
            or member in {one.member for one in group.leaders}
        ),
        *(
            say("{seat} from {since}", seat=SEATS[post.seat], since=post.since)
            if post.since is not None
            else say("{seat}", seat=SEATS[post.seat])
            for post in branch.posts.values()
            if post.member == member
        ),
        *(
            say("activity #{id} of {day}", id=activity.id, day=activity.day)
            for activity in branch.activities.values()
            if member in people_of(activity)
        ),
        *(
            say("task #{id}", id=task.id)
            for task in branch.tasks.values()
            if member in (task.owner, task.checked_by)
        ),
        *(
            say("a text of record #{id}", id=body.record)
            for body in branch.private.values()
            if body.member == member
        ),
        *(
            say("record of {name}", name=other.name)
            for other in branch.members.values()
            if other.id != member and member in _people_of_member(other)
        ),
    ]


def people_of(activity: Activity) -> set[int]:
    """Return the ids of everybody who stands in an activity, in whatever part."""
    found = {
        person
        for person in (activity.chair, activity.recorder, activity.lecturer, activity.initiator)
        if isinstance(person, int)
    }
    if activity.attendance is not None:
        found |= activity.attendance.expected
    for motion in activity.motions:
        found |= set(_people_of_motion(motion))
    if activity.session is not None:
        found |= set(activity.session.parts)
    if activity.appraisal is not None:
        found |= set(activity.appraisal.grades)
    return found


def _people_of_motion(motion: Motion) -> Iterator[int]:
    yield from motion.not_in_room
    yield from (one.member for one in motion.excluded)
    if motion.ballots is not None:
        yield from (one.member for one in motion.ballots.candidates)


def _people_of_member(member: Member) -> set[int | None]:
    found: set[int | None] = {spell.contact for spell in member.mobile}
    if member.development is not None:
        found |= {*member.development.contacts, *member.development.introducers}
        found |= {review.reviewer for review in member.development.reviews}
    return found
