"""Months in a row without taking part, for which no good reason is recorded.

Education regulation, Art. 31: a fact that asks to contact the member. Nothing follows from it here
about anybody's standing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.calendar import month_end
from orglife.model.kinds import CENTRAL
from orglife.model.member import Member
from orglife.model.period import Period
from orglife.rules.asked import left_out_on
from orglife.rules.case import Case, Sum
from orglife.rules.finding import Finding, evidence
from orglife.rules.parameter import Parameter

PARAMETERS = {"months": Parameter(int)}
WITHOUT_REASON = ("absent", "unstated")


class Month(NamedTuple):
    """A month with something required: whether it is over, what was held, who was where."""

    over: bool
    activities: list[Activity]
    there: frozenset[int]
    away: frozenset[int]
    """Who stayed away at least once without a reason."""
    others: frozenset[int]
    """Who had a reason."""


def absence(case: Case) -> Iterator[Finding]:
    """No member stayed away without a reason for so many months in a row, up to the day.

    Counts whole months with something required to which the member was expected: months with
    nothing of the kind neither count nor break the run, months that were excused break it.
    """
    limit = case.number("months")
    for day in case.state():
        months = _months(case, day)
        for member in case.facts.members(day):
            missed: list[Activity] = []
            run = 0
            for month in months:
                stayed_away = _stayed_away(month, member)
                if stayed_away is False:
                    break
                if stayed_away and month.over:
                    run += 1
                    missed += [one for one in month.activities if _missing(one, member)]
            yield case.of_state(
                case.the_member(member),
                met=run < limit,
                exempt=left_out_on(member, day),
                numbers=Sum(limit, run, records=evidence(missed if run >= limit else ())),
                message=_message(run, limit),
            )


def _message(run: int, limit: int) -> Message:
    if not run:
        return say("no whole month missed without a reason")
    if run < limit:
        return say_n(
            "{n} month without taking part, no reason recorded",
            "{n} months in a row without taking part, no reason recorded",
            run,
        )
    return say_n(
        "{n} month without taking part, no reason recorded: contact this member",
        "{n} months in a row without taking part, no reason recorded: contact this member",
        run,
    )


def _months(case: Case, day: date) -> list[Month]:
    """Return the months up to `day`, latest first."""
    kinds = [kind.code for kind in CENTRAL.values() if kind.required]
    held: dict[tuple[int, int], list[Activity]] = {}
    for one in case.facts.activities(kinds, Period(date.min, day)):
        held.setdefault((one.day.year, one.day.month), []).append(one)
    return [
        _month(last <= day and last < case.facts.as_of, activities)
        for (year, month), activities in sorted(held.items(), reverse=True)
        for last in [month_end(year, month)]
    ]


def _missing(activity: Activity, member: Member) -> bool:
    return activity.attendance is not None and member.id in activity.attendance.others


def _month(over: bool, activities: list[Activity]) -> Month:
    there: set[int] = set()
    away: set[int] = set()
    others: set[int] = set()
    for one in activities:
        if one.attendance is not None:
            there |= one.attendance.came
            for member, absence in one.attendance.others.items():
                (away if absence.state in WITHOUT_REASON else others).add(member)
    return Month(over, activities, frozenset(there), frozenset(away), frozenset(others))


def _stayed_away(month: Month, member: Member) -> bool | None:
    """Return whether the member stayed away without reason; None where nothing was expected."""
    if member.exempt or member.excused or member.mobile:
        asked = [one for one in month.activities if left_out_on(member, one.day) is None]
        month = _month(month.over, asked)
    if member.id in month.there:
        return False
    if member.id in month.away:
        return True
    return False if member.id in month.others else None
