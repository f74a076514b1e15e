"""The year of a meeting: what is held in the first quarter may be for the year before.

A yearly duty is due on 31 December. A record with that `for_year` held by 31 March makes it late;
held later it counts for no year, and it never counts for the year in which it was held.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from orglife.model.activity import Activity
from orglife.model.period import Period
from orglife.rules.facts import Facts


def counted(
    facts: Facts, kinds: Iterable[str], period: Period
) -> tuple[list[Activity], list[Activity]]:
    """Return what counts for `period`: held in time, and held late (of a whole year only)."""
    year = period.first.year
    if period.first != date(year, 1, 1) or period.last != date(year, 12, 31):
        return facts.activities(kinds, period), []
    grace = Period(period.first, date(year + 1, 3, 31))
    in_time: list[Activity] = []
    late: list[Activity] = []
    for activity in facts.activities(kinds, grace):
        if activity.day in period:
            if activity.for_year in (None, year):
                in_time.append(activity)
        elif activity.for_year == year:
            late.append(activity)
    return in_time, late
