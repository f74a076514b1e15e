"""Months owed by a member, recurring deadlines, activities counted for a year.

Attendance and hours leave out the months of members who are exempt (education regulation,
Art. 23), on long leave or mobile; who joins in a year owes the months that are left of it.

A yearly duty is due on 31 December. An activity with that `for_year` held by 31 March of the next
year makes it late; held later it counts for no year, and never for the year in which it was held.
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
    """Return why `member` owes no attendance or hours on `day`; None if they are owed."""
    spared = member.relief_on(day)
    if spared is None:
        return None
    if spared.why == "exempt":
        return say("exempt: {reason}", reason=spared.reason)
    if spared.why == "excused":
        return say("on long leave: {reason}", reason=spared.reason)
    return say("mobile: {place}", place=spared.reason)


class MonthsOwed(Struct, frozen=True):
    """How many months of a period a member owes."""

    whole: bool
    """Whether the member belongs on its first and on its last day."""
    months: int
    reason: Message | None
    """Why months are left out, the last such reason; None where only those before joining are."""


def months_owed(facts: BranchFacts, period: Period) -> dict[int, MonthsOwed]:
    """Return the months owed by each member who belongs on the first or last day of `period`.

    A month counts if the member belongs, and is not relieved, on its first and on its last day.
    """
    return facts.cached(("months owed", period), lambda: _months_owed(facts, period))


def _months_owed(facts: BranchFacts, period: Period) -> dict[int, MonthsOwed]:
    months = period.split("month")
    first, last = facts.member_ids(period.first), facts.member_ids(period.last)
    all_of_it = MonthsOwed(True, len(months), None)
    owed: dict[int, MonthsOwed] = {}
    for key in first | last:
        member = facts.branch.members[key]
        whole = key in first and key in last
        if whole and not (member.exempt or member.excused or member.mobile or member.transfers):
            owed[key] = all_of_it
        else:
            owed[key] = _months(facts, member, whole, months)
    return owed


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
    """Yield the duties that begin on `since` and after, one after the other, up to `until`.

    Each is due after `months`, at least 1. An event in time fulfils it and begins the next; without
    one the next begins on the deadline, since every interval owes its own.
    """
    if months < 1:
        raise ValueError(f"windows of {months} months never end")
    days = sorted(events)
    begun = since
    while begun <= until:
        deadline = add_months(begun, months)
        done = next((day for day in days if begun < day <= deadline), None)
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
