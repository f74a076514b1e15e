"""Lists of attendance that a fact entered late contradicts: named, and how to mend them.

Attendance is frozen when an activity is recorded, so nobody is put on a list or taken off it by
what is entered about a member afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from orglife.actions.meetings.attendance import unknown_on
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.roster import belongs, expected_on

SHOWN = 12
"""Activities that are named one by one."""


def lists_to_mend(before: Branch, after: Branch, key: int) -> Iterator[Message]:
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
    found: tuple[Message | str, ...] = tuple(f"#{one.id}" for one in activities[:SHOWN])
    left = len(activities) - SHOWN
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
    if member is None or not belongs(branch, member, activity.day):
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
