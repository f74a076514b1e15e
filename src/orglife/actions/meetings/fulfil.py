"""What was planned and is now held stays one record: it keeps its number, plan and moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.duration import stated

NOTHING_SAID = Activity(id=0, kind="")
OWN = ("id", "kind", "state", "scope", "group", "held", "recorded", "attendance")
"""What a record of something held never has from its plan."""


def plan_of(branch: Branch, activity: Activity) -> Activity | None:
    """Return the planned record that `activity` fulfils, or None where none or several fit.

    It is of the same kind, scope and group, and planned for the day that `activity` names as
    planned, else for the day on which it was held; a meeting for a year fulfils that of its year.
    """
    wanted = activity.planned or activity.held
    fitting = [
        plan
        for plan in branch.activities.values()
        if plan.state == "planned"
        and (plan.kind, plan.scope, plan.group) == (activity.kind, activity.scope, activity.group)
        and (plan.planned == wanted or (plan.for_year is not None and _same_year(plan, activity)))
    ]
    return fitting[0] if len(fitting) == 1 else None


def fulfilled(plan: Activity, activity: Activity) -> Activity:
    """Return the held record under the number of its plan, with all that only the plan says."""
    left = {
        name: getattr(plan, name)
        for name in Activity.__struct_fields__
        if name not in OWN and getattr(activity, name) == getattr(NOTHING_SAID, name)
    }
    left |= _clock(plan, activity)
    if plan.chair not in (None, activity.chair or plan.chair):
        left["delegated"] = activity.delegated
    if plan.place not in ("", activity.place or plan.place):
        left["online"] = activity.online
    return replace(activity, **{**left, "id": plan.id, "planned": plan.planned})


def _clock(plan: Activity, activity: Activity) -> dict[str, object]:
    """Return when it began and ended and how long it was: a clock is taken from one of the two.

    A length that only followed from the planned clock goes with it.
    """
    if not (activity.start or activity.end):
        length = activity.minutes_long or plan.minutes_long
        return {"start": plan.start, "end": plan.end, "minutes_long": length}
    length = activity.minutes_long or stated(plan.minutes_long, plan.start, plan.end)
    return {"start": activity.start, "end": activity.end, "minutes_long": length}


def place_in(branch: Branch, activities: Sequence[Activity]) -> tuple[Branch, tuple[Activity, ...]]:
    """Return the branch with new activities, each under its plan's number or the next one."""
    kept: list[Activity] = []
    taken: set[int] = set()
    for activity in activities:
        plan = plan_of(branch, activity)
        if plan is not None and plan.id not in taken:
            taken.add(plan.id)
            kept.append(fulfilled(plan, activity))
            branch = branch.put("activities", kept[-1])
        else:
            kept.append(replace(activity, id=branch.next_id("activities")))
            branch = branch.add("activities", kept[-1])
    if len(kept) > 1:
        kept = [replace(one, sitting=kept[0].id) for one in kept]
        branch = branch.put("activities", *kept)
    return branch, tuple(kept)


def _same_year(plan: Activity, activity: Activity) -> bool:
    held: date = activity.day
    return plan.for_year == (activity.for_year or held.year)
