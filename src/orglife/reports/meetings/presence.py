"""Who was at what, counted from the frozen lists of attendance; never ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.names import kinds_of
from orglife.model.period import Period

AWAY = ("excused", "absent", "unstated")
"""States of somebody who was asked to come and did not; the exempt were not asked."""


def required_kinds(branch: Branch) -> tuple[str, ...]:
    """Return the kinds that members must attend on schedule (branch regulation, Art. 16)."""
    return tuple(kind.code for kind in kinds_of(branch).values() if kind.required)


def held_in(branch: Branch, period: Period, day: date, kinds: Iterable[str] = ()) -> list[Activity]:
    """Return what was held in `period` by `day`, by day and id; of every kind if none is named."""
    wanted = frozenset(kinds)
    return sorted(
        (
            one
            for one in branch.activities.values()
            if one.held_by(day) and one.day in period and (not wanted or one.kind in wanted)
        ),
        key=lambda one: (one.day, one.id),
    )


def state_of(activity: Activity, member: int) -> str | None:
    """Return how a member stands in an activity (a code of `ATTENDANCE`); None if not expected."""
    frozen = activity.attendance
    if frozen is None or member not in frozen.expected:
        return None
    absence = frozen.others.get(member)
    return absence.state if absence is not None else "present"


def states_of(activities: Iterable[Activity], member: int) -> Counter[str]:
    """Return how often a member stands in each state."""
    states = (state_of(one, member) for one in activities)
    return Counter(state for state in states if state is not None)


def all_states(activities: Iterable[Activity]) -> Counter[str]:
    """Return how often anybody stands in each state."""
    found: Counter[str] = Counter()
    for one in activities:
        if one.attendance is not None:
            found["present"] += len(one.attendance.present)
            found.update(absence.state for absence in one.attendance.others.values())
    return found


def came(states: Counter[str]) -> int:
    """Return how many were there, in time or late."""
    return states["present"] + states["late"]
