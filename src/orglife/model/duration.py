"""Lengths and times of day as people type them: hours to whole minutes, a clock to `HH:MM`."""

from __future__ import annotations

from datetime import date

from orglife.errors import DateError, InvalidRecordError, UsageError
from orglife.messages import say

LONGEST = 400 * 60
"""Minutes; longer than any course, so that a mistyped number is found."""


def read_hours(text: str) -> int:
    """Return the whole minutes of `2`, `1.5`, `1.5 h`, `2学时`; 0 for an empty text.

    Raises:
        UsageError: not a number of hours, not a whole number of minutes, negative or absurd.
    """
    import unicodedata

    bare = unicodedata.normalize("NFKC", text).strip().casefold()
    for unit in ("个小时", "小时", "学时", "课时", "hours", "hour", "h"):
        bare = bare.removesuffix(unit).strip()
    if not text.strip():
        return 0
    whole, _, fraction = bare.removeprefix("-").partition(".")
    digits = (whole or "0") + fraction
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10 and (whole or fraction)):
        raise UsageError(
            say("{text} is not a number of hours", text=text),
            hint=say("write hours as 2 or 1.5"),
        )
    parts: int = 10 ** len(fraction)
    minutes, rest = divmod(int(digits) * 60, parts)
    if rest:
        raise UsageError(
            say("{text} hours are not a whole number of minutes", text=text),
            hint=say("write hours as 2, 1.5 or 0.75"),
        )
    if minutes > LONGEST or bare.startswith("-"):
        raise UsageError(
            say("{text} hours can't be the length of an activity", text=text),
            hint=say("write hours as 2 or 1.5"),
        )
    return minutes


def hours_text(minutes: int) -> str:
    """Return `minutes` as hours with at most two decimals: 90 is `1.5`, 50 is `0.83`."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def read_clock(text: str) -> str:
    """Return a time of day as `HH:MM`: from `14:30`, `9:05`, `14：30`; empty for empty.

    Raises:
        UsageError: no time of day.
    """
    import unicodedata

    bare = unicodedata.normalize("NFKC", text).strip()
    if not bare:
        return ""
    hour, colon, minute = bare.partition(":")
    good = colon and (hour + minute).isascii() and hour.isdecimal() and minute.isdecimal()
    if not good or len(minute) != 2 or len(hour) > 2 or int(hour) > 23 or int(minute) > 59:
        raise UsageError(
            say("{text} is not a time of day", text=text), hint=say("write it as 14:30")
        )
    return f"{int(hour):02}:{minute}"


def minutes_between(start: str, end: str) -> int:
    """Return the minutes from `start` to `end`, both `HH:MM`; 0 where one is missing.

    Raises:
        InvalidRecordError: it ends before it begins, or at once.
    """
    if not start or not end:
        return 0
    first, last = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (start, end))
    if last <= first:
        raise InvalidRecordError(
            say("it can't end at {end} when it begins at {start}", end=end, start=start)
        )
    return last - first


def explicit_minutes(length: int, start: str, end: str) -> int:
    """Return `length`, or 0 where it is no more than what `start` and `end` say."""
    return 0 if start < end and length == minutes_between(start, end) else length


DAY_UNITS = {"": 1, "d": 1, "w": 7, "天": 1, "周": 7}
LONGEST_DAY_COUNT = 3660


def parse_day_count(text: str) -> int:
    """Return the days that `30d`, `30` or `2w` stand for.

    Raises:
        UsageError: it is no number of days, or more than ten years of them.
    """
    from orglife.errors import UsageError
    from orglife.messages import say

    bare = text.strip().lower()
    digits = bare.rstrip("dw天周")
    unit = bare[len(digits) :]
    if (
        digits.isdecimal()
        and unit in DAY_UNITS
        and int(digits) * DAY_UNITS[unit] <= LONGEST_DAY_COUNT
    ):
        return int(digits) * DAY_UNITS[unit]
    raise UsageError(
        say("{value} is no number of days", value=text), hint=say("write it as 30d or 2w")
    )


def parse_age(age: str, today: date) -> date:
    """Return the day that lies `age` before today: `3y`, `18m`, `90d`, `3年`.

    Raises:
        DateError: it is no age.
    """
    from datetime import timedelta

    from orglife.model.calendar import add_months

    text = age.strip().lower()
    number, unit = text[:-1].strip(), text[-1:]
    months = {"y": 12, "年": 12, "m": 1, "月": 1}
    if not (number.isascii() and number.isdecimal() and len(number) < 4) or (
        unit not in months and unit not in ("d", "天")
    ):
        raise DateError(
            say("{age} is no age", age=age), hint=say("as in: 3y, 18m or 90d, counted from today")
        )
    if unit in months:
        return add_months(today, -int(number) * months[unit])
    return today - timedelta(days=int(number))


def read_minutes(text: str) -> int:
    """Return whole minutes: `90`, `90分钟`."""
    import unicodedata

    bare = unicodedata.normalize("NFKC", text).strip().casefold()
    for unit in ("分钟", "分", "minutes", "mins", "min"):
        bare = bare.removesuffix(unit).strip()
    bare = bare.removesuffix(".0")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 6):
        raise InvalidRecordError(say("{text} is not a number of minutes", text=text))
    return int(bare)
