"""Whether records make sense by themselves, beyond the types of their fields.

Commands never write others. What reads a branch relies on it: every activity has a day, every
waiver a period.
"""

from __future__ import annotations

from collections.abc import Iterable

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.layer import Waiver
from orglife.model.period import Period


def senseless(branch: Branch) -> Message | None:
    """Return the first record that makes no sense and why, or None."""
    dayless = _dayless(branch.activities.values())
    if dayless is not None:
        return say("activities #{id}: it has no day", id=dayless.id)
    for waiver in branch.waivers.values():
        if not _has_period(waiver):
            return say("waivers #{id}: {period} is no period", id=waiver.id, period=waiver.period)
    return None


def _dayless(activities: Iterable[Activity]) -> Activity | None:
    """Return one that was held on no day, or is planned for none."""
    wrong = [
        one
        for one in activities
        if one.held is None and (one.planned is None or one.state == "held")
    ]
    return wrong[0] if wrong else None


def _has_period(waiver: Waiver) -> bool:
    try:
        return Period.parse(waiver.period).label == waiver.period
    except ValueError:
        return False
