"""Months owed by a member, recurring deadlines, activities counted for a year.

How much of a period is asked of a member: whole months here and not left out.

Attendance and hours leave out the exempt (education regulation, Art. 23), those on long leave and
mobile members, each with the reason; who joins in a year owes the months that are left of it.

Duties that recur at an interval: contact every half-year, an assessment every half-year.

The year of a meeting: what is held in the first quarter may be for the year before.

A yearly duty is due on 31 December. A record with that `for_year` held by 31 March makes it late;
held later it counts for no year, and it never counts for the year in which it was held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.calendar import Period, add_months
from orglife.model.member import Member
from orglife.rules.facts import BranchFacts


def relief_reason(member: Member, day: date) -> Message | None:
    """Return why nothing hard is asked of `member` on `day`, or None."""
    spared = member.relief_on(day)
    if spared is None:
        return None
    if spared.why == "exempt":
        return say("exempt: {reason}", reason=spared.reason)
    if spared.why == "excused":
        return say("on long leave: {reason}", reason=spared.reason)
    return say("mobile: {place}", place=spared.reason)


class MonthsOwed(Struct, frozen=True):
    """How much of a period is asked of a member."""

    whole: bool
    """Whether the member is here on its first and on its last day."""
    months: int
    reason: Message | None
    """Why months are left out, the last such reason; None where only those before joining are."""


def months_owed(facts: BranchFacts, period: Period) -> dict[int, MonthsOwed]:
    """Return how many months of `period` are asked of each member who is here on one of its ends.

    A month counts if the member is here and not left out on its first and on its last day.
    """
    return facts.cached(("asked", period), lambda: _asked(facts, period))


def _asked(facts: BranchFacts, period: Period) -> dict[int, MonthsOwed]:
    months = period.split("month")
    first, last = facts.member_ids(period.first), facts.member_ids(period.last)
    all_of_it = MonthsOwed(True, len(months), None)
    asked: dict[int, MonthsOwed] = {}
    for key in first | last:
        member = facts.branch.members[key]
        whole = key in first and key in last
        if whole and not (member.exempt or member.excused or member.mobile or member.transfers):
            asked[key] = all_of_it
        else:
            asked[key] = _months(facts, member, whole, months)
    return asked


def _months(
    facts: BranchFacts, member: Member, whole: bool, months: Sequence[Period]
) -> MonthsOwed:
    count = 0
    reason: Message | None = None
    for month in months:
        if member.id not in facts.member_ids(month.first) or member.id not in facts.member_ids(
            month.last
        ):
            continue
        why = relief_reason(member, month.last) or relief_reason(member, month.first)
        if why is None:
            count += 1
        else:
            reason = why
    return MonthsOwed(whole, count, reason)


class RecurringDuty(Struct, frozen=True):
    """A duty that began on one day and is due by another; `done` is when it was fulfilled."""

    begun: date
    deadline: date
    done: date | None


def recurring_duties(
    since: date, events: Iterable[date], months: int, until: date
) -> Iterator[RecurringDuty]:
    """Yield the windows that begin on `since`, one after the other, up to `until`.

    Each lasts `months`, one or more. An event within one fulfils it and begins the next; where
    there is none, the next begins with the deadline, since every interval owes its own.
    """
    if months < 1:
        raise ValueError(f"windows of {months} months never end")
    pool = sorted(events)
    begun = since
    while begun <= until:
        deadline = add_months(begun, months)
        done = next((day for day in pool if begun < day <= deadline), None)
        yield RecurringDuty(begun, deadline, done)
        begun = deadline if done is None else done


def activities_for_year(
    facts: BranchFacts, kinds: Iterable[str], period: Period
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
