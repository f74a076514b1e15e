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
    meetings = [one for one in case.held(*MEETINGS) if one.chair is not None]
    doubtful = yield from case.settle(meetings, lambda one: one.chair == _first(case, one))
    for activity in doubtful:
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
    first = _first(case, activity)
    if first is None:
        return []
    if activity.attendance is None or activity.attendance.was_there(first):
        return [first]
    if activity.kind == "group-meeting" and activity.group is not None:
        group = case.branch.groups[activity.group]
        others = [one.id for one in case.facts.group_members(group, activity.day)]
    else:
        others = [post.member for post in case.facts.posts(activity.day)]
    return list(dict.fromkeys([first, *others]))


def _first(case: Case, activity: Activity) -> int | None:
    """Return to whom the chair falls, there or not: the group's leader, the secretary."""
    era = case.facts.era(activity.day)
    of_group = activity.kind == "group-meeting"
    post = era.leaders.get(activity.group or 0) if of_group else era.secretary
    return post.member if post is not None else None


def _name(case: Case, person: Person) -> str:
    return person if isinstance(person, str) else case.branch.members[person].name
