"""Months in a row without taking part, for which no good reason is recorded.

Education regulation, Art. 31: a fact that asks to contact the member. Nothing follows from it here
about anybody's standing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.calendar import DAY
from orglife.model.kinds import REQUIRED
from orglife.model.member import Member
from orglife.model.period import Period
from orglife.rules.asked import left_out_on
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Reference, Sum, evidence
from orglife.rules.parameter import Parameter

PARAMETERS = {"months": Parameter(int, least=1, most=12)}
"""What was held is kept for a year before the asked period, see `facts.LOOK_BACK`."""
WITHOUT_REASON = ("absent", "unstated")


class Month:
    """A month with something required: whether it is over, what was held, who was where.

    Who was where is looked up when it is asked for.
    """

    def __init__(self, over: bool, activities: list[Activity]) -> None:
        self.over = over
        self.activities = activities

    @cached_property
    def there(self) -> set[int]:
        """Who took part at least once."""
        attendances = [one.attendance for one in self.activities if one.attendance is not None]
        return set().union(*[one.came for one in attendances])

    @cached_property
    def away(self) -> dict[int, bool]:
        """Who stayed away, and whether at least once without a reason."""
        away: dict[int, bool] = {}
        for one in self.activities:
            if one.attendance is not None:
                for member, absence in one.attendance.others.items():
                    away[member] = away.get(member, False) or absence.state in WITHOUT_REASON
        return away


def absence(case: Case) -> Iterator[Judgement]:
    """No member stayed away without a reason for so many months in a row, up to the day.

    Counts whole months with something required to which the member was expected: months with
    nothing of the kind neither count nor break the run, months that were excused break it.
    """
    limit = case.number("months")
    for day in case.state():
        members = case.facts.members(day)
        missed = _missed(case, day, members)
        others = yield from case.settle(members, lambda one: len(missed.get(one.id, ())) < limit)
        for member in others:
            months = missed.get(member.id, [])
            run = len(months)
            yield case.of_state(
                met=run < limit,
                exempt=left_out_on(member, day),
                details=lambda: Details(
                    case.the_member(member),
                    _message(run, limit),
                    Sum(limit, run, records=_records(months, member) if run >= limit else ()),
                ),
            )


def _missed(case: Case, day: date, members: list[Member]) -> dict[int, list[Month]]:
    """Return the months in a row, up to `day`, that each member stayed away from, latest first."""
    missed: dict[int, list[Month]] = {}
    for month in _months(case, day):
        going_on: list[Member] = []
        for member in members:
            stayed_away = _stayed_away(month, member)
            if stayed_away is False:
                continue
            going_on.append(member)
            if stayed_away and month.over:
                missed.setdefault(member.id, []).append(month)
        if not going_on:
            break
        members = going_on
    return missed


def _records(months: list[Month], member: Member) -> tuple[Reference, ...]:
    return evidence([one for month in months for one in month.activities if _missing(one, member)])


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


def _months(case: Case, day: date) -> Iterator[Month]:
    """Yield the months up to `day` with something required, latest first."""
    held = case.facts.held
    month = Period.containing(day, "month")
    while held and held[0].day <= month.last:
        activities = case.facts.activities(REQUIRED, Period(month.first, min(month.last, day)))
        if activities:
            yield Month(month.last <= day and month.last < case.facts.as_of, activities)
        month = Period.containing(month.first - DAY, "month")


def _missing(activity: Activity, member: Member) -> bool:
    return activity.attendance is not None and member.id in activity.attendance.others


def _stayed_away(month: Month, member: Member) -> bool | None:
    """Return whether the member stayed away without reason; None where nothing was expected."""
    if member.exempt or member.excused or member.mobile:
        asked = [one for one in month.activities if left_out_on(member, one.day) is None]
        month = Month(month.over, asked)
    if member.id in month.there:
        return False
    return month.away.get(member.id)
