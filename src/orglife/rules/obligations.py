"""Months owed by a member, recurring deadlines, activities counted for a year.

Attendance and hours leave out the months of members who are exempt (education regulation,
Art. 23), on long leave or mobile; who joins in a year owes the months that are left of it.

A yearly duty is due on 31 December. An activity with that `for_year` held by 31 March of the next
year, or by the day that the rule or the superior set, makes it late; held later it counts for no
year, and never for the year in which it was held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.calendar import Period, add_months
from orglife.model.member import Member
from orglife.model.roster import relief_reason
from orglife.rules.context import decisive
from orglife.rules.facts import BranchFacts


class MonthsOwed(Struct, frozen=True):
    """How many months of a period a member owes."""

    whole: bool
    """Whether the member belongs on its first and on its last day; of the founding year, on the day
    of the founding and on its last day."""
    months: int
    reason: Message | None
    """Why months are left out, the last such reason; None where only those before joining are."""


def months_owed(facts: BranchFacts, period: Period) -> dict[int, MonthsOwed]:
    """Return the months owed by each member who belongs on the first or last day of `period`.

    A month counts if the member belongs, and is not relieved, on its first and on its last day, and
    if it does not begin before the records. Whoever is exempt on the last day of a year owes
    nothing for the year (education regulation, Art. 23).
    """
    return facts.cached(("months owed", period), lambda: _months_owed(facts, period))


def _months_owed(facts: BranchFacts, period: Period) -> dict[int, MonthsOwed]:
    begins = facts.branch.records_from
    founded = facts.branch.meta.founded
    months = [month for month in period.split("month") if month.first >= founded]
    if begins <= decisive(period).first:  # later ones leave the whole period unrecorded
        months = [month for month in months if month.first >= begins]
    first, last = facts.member_ids(max(founded, period.first)), facts.member_ids(period.last)
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
    year_end = months[-1].last if months else None
    if year_end is not None and year_end.month == 12 and len(months) > 1:
        exempt = member.exempt_on(year_end) if member.id in facts.member_ids(year_end) else None
        if exempt is not None:
            return MonthsOwed(whole, 0, say("exempt: {reason}", reason=exempt.reason))
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
    one the next begins on the deadline, since every interval owes its own. Deadlines are counted
    from the beginning or the last event: 31 August is followed by 28 February and 31 August again.
    Months of different lengths may give two of them one deadline: then it is one duty.
    """
    if months < 1:
        raise ValueError(f"windows of {months} months never end")
    days = sorted(events)
    anchor = begun = since
    passed = 0
    due: date | None = None
    while begun <= until:
        deadline = add_months(anchor, months * (passed + 1))
        done = next((day for day in days if begun < day <= deadline), None)
        if deadline != due:
            yield RecurringDuty(begun, deadline, done)
        due = deadline
        if done is None:
            begun, passed = deadline, passed + 1
        else:
            anchor, begun, passed = done, done, 0


GRACE = "03-31"
"""Until when in the next year a session counts for this one: the pack's own line."""


def last_day_for(year: int, grace: str = GRACE, put_off: date | None = None) -> date:
    """Return until when something counts for `year`: by the rule, or by the superior's day."""
    month, _, day = (grace or GRACE).partition("-")
    last = date(year + 1, int(month), int(day))
    return last if put_off is None else max(last, put_off)


def is_year(period: Period) -> bool:
    """Whether a period is a whole calendar year."""
    return period == Period.year(period.first.year)


def activities_for_year(
    facts: BranchFacts,
    kinds: Iterable[str],
    period: Period,
    *,
    grace: str = GRACE,
    put_off: date | None = None,
) -> tuple[list[Activity], list[Activity]]:
    """Return what counts for `period`: held in time, and held late (of a whole year only)."""
    if not is_year(period):
        return facts.activities(kinds, period), []
    year = period.first.year
    in_time: list[Activity] = []
    late: list[Activity] = []
    last = last_day_for(year, grace, put_off)
    for activity in facts.activities(kinds, Period(period.first, last)):
        if activity.day in period:
            if activity.for_year in (None, year):
                in_time.append(activity)
        elif activity.for_year == year:
            late.append(activity)
    return in_time, late


def too_late(
    facts: BranchFacts, kinds: Iterable[str], period: Period, last: date
) -> list[Activity]:
    """Return what was held for the year `period` after its `last` day, and counts for no year."""
    if not is_year(period) or last >= facts.as_of:
        return []
    after = Period(last, facts.as_of)
    year = period.first.year
    return [
        one for one in facts.activities(kinds, after) if one.day > last and one.for_year == year
    ]
