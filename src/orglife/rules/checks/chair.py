"""Who chairs: the secretary or whom they delegate; a group's leader (branch regulation, Art 14)."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say
from orglife.model.activity import Activity, Person
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum, evidence

MEETINGS = ("general-meeting", "committee-meeting", "group-meeting")


def chaired(case: Case) -> Iterator[Judgement]:
    """The meeting was chaired by whom it falls to.

    A general or committee meeting by the secretary; by the deputy or a committee member where the
    secretary was not there; by anybody where the record says that it was delegated. A group's by
    its leader, or by another of the group where the leader was not there. Not judged where the
    record names no chair, or nobody held the post that day.
    """
    for activity in case.held(*MEETINGS):
        chair = activity.chair
        if chair is None:
            continue
        rightful = _rightful(case, activity)
        if not rightful:
            continue
        met = activity.delegated or chair in rightful
        yield case.of_record(
            activity.day,
            met=met,
            details=lambda: Details(
                case.the_activity(activity),
                say("chaired by {name}", name=_name(case, chair))
                if met
                else say(
                    "chaired by {name}; it falls to {rightful}, and no delegation is recorded",
                    name=_name(case, chair),
                    rightful=case.names(rightful[:1]),
                ),
                Sum(1, int(met), records=evidence([activity])),
            ),
        )


def _rightful(case: Case, activity: Activity) -> list[int]:
    """Return who may chair without being delegated, the first in line first."""
    day = activity.day
    if activity.kind == "group-meeting":
        group = case.branch.groups.get(activity.group or 0)
        leader = case.facts.era(day).leader(group) if group is not None else None
        if group is None or leader is None:
            return []
        first = leader.member
        if _was_there(activity, first):
            return [first]
        others = [one.id for one in case.facts.group_members(group, day)]
    else:
        secretary = case.facts.secretary(day)
        if secretary is None:
            return []
        first = secretary.member
        if _was_there(activity, first):
            return [first]
        others = [post.member for post in case.facts.posts(day)]
    return list(dict.fromkeys([first, *others]))


def _was_there(activity: Activity, member: int) -> bool:
    return activity.attendance is None or activity.attendance.was_there(member)


def _name(case: Case, person: Person) -> str:
    return person if isinstance(person, str) else case.branch.members[person].name
