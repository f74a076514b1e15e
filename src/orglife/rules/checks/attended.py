"""Every member takes part in something so often in every period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.period import LENGTHS
from orglife.rules.asked import months_asked
from orglife.rules.case import Case, Sum
from orglife.rules.checks.held import titles
from orglife.rules.finding import Finding, evidence
from orglife.rules.parameter import Parameter
from orglife.rules.year import counted

PARAMETERS = {
    "activity": Parameter(list),
    "per": Parameter(str, choices=tuple(LENGTHS)),
    "at_least": Parameter(int, 1),
}


def attended(case: Case) -> Iterator[Finding]:
    """Every member who is here on the period's first and last day took part so often.

    Somebody of whom no month of it is asked is exempt.
    """
    needed, kinds = case.number("at_least"), titles(case)
    for period in case.periods(case.text("per")):
        in_time, late = counted(case.facts, case.texts("activity"), period)
        early, later = _times(in_time), _times(late)
        for member in case.facts.members(case.day):
            asked = months_asked(case.facts, member, period)
            if not asked.whole:
                continue
            on_time = early[member.id] >= needed
            found = early[member.id] + (0 if on_time else later[member.id])
            records = [one for one in in_time + late if _came(one, member.id)] if found else []
            yield case.of_period(
                case.the_member(member),
                period,
                fulfilled=found >= needed,
                late=not on_time,
                exempt=None if asked.months else asked.reason,
                numbers=Sum(needed, found, records=evidence(records)),
                message=say(
                    "{kinds}: {found} of {needed}", kinds=kinds, found=found, needed=needed
                ),
            )


def _came(activity: Activity, member: int) -> bool:
    return activity.attendance is not None and member in activity.attendance.came


def _times(activities: list[Activity]) -> Counter[int]:
    """Return how often each member was there."""
    return Counter(
        member for one in activities if one.attendance is not None for member in one.attendance.came
    )
