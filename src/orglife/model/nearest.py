"""The day that is meant where the year, the month or the week is left out.

What was held lies in the nearest past and what is planned in the nearest future; today is both.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NoReturn

from orglife.errors import DateError
from orglife.messages import say
from orglife.model.calendar import DAY, PartialDate, add_months, month_end
from orglife.model.period import LENGTHS, Period

EARLIEST, LATEST = 1900, 2199
"""Years outside these are a slip of the finger."""


def no_such_day(text: str, example: str) -> NoReturn:
    """Refuse a day that the calendar doesn't have."""
    raise DateError(
        say("{text}: there is no such day in the calendar", text=text),
        hint=say("look it up and write it as in {example}", example=example),
    )


def whole_day(year: int, month: int, day: int, text: str) -> date:
    """Return the day, or refuse one that does not exist."""
    whole_month(year, month, text)
    try:
        return date(year, month, day)
    except ValueError:
        no_such_day(text, month_end(year, month).isoformat())


def whole_year(year: int, text: str) -> int:
    """Return the year, or refuse one in which no branch is."""
    if not EARLIEST <= year <= LATEST:
        raise DateError(
            say("{text}: the year {year} is none of a branch", text=text, year=f"{year:04}"),
            hint=say("write the year in four digits, as in {example}", example="2026-11-22"),
        )
    return year


def whole_month(year: int, month: int, text: str) -> PartialDate:
    """Return the month, or refuse one that does not exist."""
    whole_year(year, text)
    if not 1 <= month <= 12:
        raise DateError(
            say("{text}: there is no such month", text=text),
            hint=say("a year has the months 1 to 12, as in {example}", example=f"{year}-12"),
        )
    return PartialDate(year, month)


def nearest_of_year(month: int, day: int, text: str, today: date, *, future: bool) -> date:
    """Return the nearest such day, as in `11-22`; 29 February may be years away."""
    whole_month(today.year, month, text)
    step = 1 if future else -1
    for years in range(9):
        try:
            found = date(today.year + step * years, month, day)
        except ValueError:
            continue
        if (found >= today) if future else (found <= today):
            return found
    no_such_day(text, today.isoformat())


def nearest_of_month(day: int, text: str, today: date, *, future: bool) -> date:
    """Return the nearest such day, as in `15号`; a short month is passed over."""
    for months in range(4):
        year, month = month_away(today, months if future else -months)
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if (found >= today) if future else (found <= today):
            return found
    no_such_day(text, today.isoformat())


def nearest_month_end(month: int, text: str, today: date, *, future: bool) -> date:
    """Return the nearest last day of such a month."""
    whole_month(today.year, month, text)
    end = month_end(today.year, month)
    if future:
        return end if end >= today else month_end(today.year + 1, month)
    return end if end <= today else month_end(today.year - 1, month)


def nearest_weekday(weekday: int, today: date, *, future: bool) -> date:
    """Return the nearest such day of the week (Monday is 0), today included."""
    if future:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def day_of_week(weekday: int, weeks: int, today: date) -> date:
    """Return a day of the Monday-to-Sunday week that is `weeks` after this one."""
    return today + timedelta(days=7 * weeks + weekday - today.weekday())


def month_away(today: date, months: int) -> tuple[int, int]:
    """Return year and month, `months` after this one."""
    count = today.year * 12 + today.month - 1 + months
    return count // 12, count % 12 + 1


def latest_month(month: int, today: date) -> int:
    """Return the year of the latest such month that has begun."""
    return today.year if month <= today.month else today.year - 1


def latest(year: int | None, number: int, unit: str, today: date) -> Period:
    """Return the half or quarter of `year`, or the latest of that number that has begun."""
    length = LENGTHS[unit]
    first = (number - 1) * length + 1
    return Period.months(year if year is not None else latest_month(first, today), first, length)


def away(count: int, unit: str, today: date, text: str) -> date:
    """Return the day that many days, weeks, months or years after today; negative is before."""
    if abs(count) <= {"day": 9999, "week": 999, "month": 999, "year": 99}[unit]:
        if unit in ("day", "week"):
            return today + count * (7 if unit == "week" else 1) * DAY
        return add_months(today, count * (12 if unit == "year" else 1))
    raise DateError(
        say("{text} is too far away", text=text),
        hint=say("write the day as in {example}", example=today.isoformat()),
    )
