"""Dates written in digits, and the day meant where year, month or week is left out.

An activity that was held lies in the nearest past, a planned one in the nearest future; today is
both. Digits that can't be a date are refused with the reason.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NoReturn

from orglife.errors import DateError
from orglife.messages import Message, say
from orglife.model.calendar import DAY, LENGTHS, PartialDate, Period, add_months, month_end
from orglife.model.weekdays import WEEK, chinese_weekday, english_weekday


def digits(text: str) -> bool:
    """Whether `text` is ASCII digits and nothing else."""
    return text.isascii() and text.isdigit()


def numeric(
    plain: str, text: str, today: date, *, future: bool
) -> date | PartialDate | Period | None:
    """Return what `2026-11-22`, `20261122`, `11-22`, `2026-11` or `2026` means, or None."""
    for separator in "-/.":
        parts = plain.split(separator)
        if len(parts) > 1 and all(digits(part) for part in parts):
            return _separated(parts, separator, text, today, future=future)
    if digits(plain) and len(plain) == 4:
        return Period.year(whole_year(int(plain), text))
    if digits(plain) and len(plain) == 8:
        return whole_day(int(plain[:4]), int(plain[4:6]), int(plain[6:]), text)
    return None


def _separated(
    parts: list[str], separator: str, text: str, today: date, *, future: bool
) -> date | PartialDate | None:
    """Return what parts mean that one kind of separator divides; never a guess at their order."""
    lengths = [len(part) for part in parts]
    if lengths[0] == 4 and all(length <= 2 for length in lengths[1:]):
        if len(parts) == 3:
            return whole_day(int(parts[0]), int(parts[1]), int(parts[2]), text)
        if len(parts) == 2 and separator == "." and parts[1] == "1":
            raise DateError(
                say("{text} may be January or October: Excel drops a last zero", text=text),
                hint=say(
                    "write {january} or {october}",
                    january=f"{parts[0]}-01",
                    october=f"{parts[0]}-10",
                ),
            )
        if len(parts) == 2:
            return whole_month(int(parts[0]), int(parts[1]), text)
    if separator == "-" and len(parts) == 2 and max(lengths) <= 2:
        return nearest_of_year(int(parts[0]), int(parts[1]), text, today, future=future)
    if len(parts) == 3 and lengths[2] == 4 and max(lengths[:2]) <= 2:
        _refuse_order([int(part) for part in parts], text)
    return None


def _refuse_order(numbers: list[int], text: str) -> NoReturn:
    """Refuse `11/12/2026`: half the world reads it as November, the other half as December."""
    found: list[str] = []
    for month, day in ((numbers[0], numbers[1]), (numbers[1], numbers[0])):
        try:
            iso = date(numbers[2], month, day).isoformat()
        except ValueError:
            continue
        if iso not in found:
            found.append(iso)
    if not found:
        found = ["2026-11-22"]
    raise DateError(
        say("{text} can be read in two ways: the year belongs first", text=text),
        hint=say("write {first} or {second}", first=found[0], second=found[1])
        if len(found) == 2
        else say("write {example}", example=found[0]),
    )


def weekday_apart(plain: str) -> tuple[str, int] | None:
    """Return a date and the day of the week that stands before or behind it, or None.

    As in `2026年1月3日（星期六）`, `2026-11-22 周日` and `Fri 2026-11-20`.
    """
    bare = plain.replace("(", "").replace(")", "")
    for word in WEEK:
        head, _, tail = bare.rpartition(word)
        if head and (number := chinese_weekday(tail)) is not None:
            return head, number
    start = len(bare) - len(bare.lstrip("abcdefghijklmnopqrstuvwxyz"))
    if start >= 3 and (number := english_weekday(bare[:start])) is not None:
        return bare[start:].lstrip(" ,."), number
    end = len(bare.rstrip("abcdefghijklmnopqrstuvwxyz"))
    if len(bare) - end >= 3 and (number := english_weekday(bare[end:])) is not None:
        return bare[:end].rstrip(" ,."), number
    return None


def refuse(plain: str, text: str, example: Message) -> NoReturn:
    """Say why `text` is no date, as far as that can be seen, and give an example."""
    bare = plain.removesuffix(".0")
    if not plain:
        raise DateError(say("the date is empty"), hint=example)
    if ":" in plain:
        raise DateError(
            say("{text} has a time of day, and a date has none", text=text), hint=example
        )
    if digits(bare) and len(bare) == 5:
        raise DateError(
            say("{text} is a day as Excel counts them, from 1900 or from 1904", text=text),
            hint=say(
                "show the column as a date in Excel, or write it as in {iso}", iso="2026-11-22"
            ),
        )
    if digits(bare) or digits(bare.replace(".", "").replace("e+", "")):
        raise DateError(
            say("{text} is a number that could be anything, a timestamp too", text=text),
            hint=example,
        )
    if digits(plain[:2]) and not digits(plain[2:3]) and plain.count(plain[2:3]) == 2:
        raise DateError(
            say("{text} can be read in several ways: the year needs four digits", text=text),
            hint=example,
        )
    raise DateError(say("{text} is not a date or period", text=text), hint=example)


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


def latest_begun(year: int | None, number: int, unit: str, today: date) -> Period:
    """Return the half or quarter of `year`, or the latest of that number that has begun."""
    length = LENGTHS[unit]
    first = (number - 1) * length + 1
    return Period.months(year if year is not None else latest_month(first, today), first, length)


def shifted_by(count: int, unit: str, today: date, text: str) -> date:
    """Return the day that many days, weeks, months or years after today; negative is before."""
    if abs(count) <= {"day": 9999, "week": 999, "month": 999, "year": 99}[unit]:
        if unit in ("day", "week"):
            return today + count * (7 if unit == "week" else 1) * DAY
        return add_months(today, count * (12 if unit == "year" else 1))
    raise DateError(
        say("{text} is too far away", text=text),
        hint=say("write the day as in {example}", example=today.isoformat()),
    )
