"""Lengths and times of day as people type them: hours to whole minutes, a clock to `HH:MM`."""

from __future__ import annotations

from orglife.errors import InvalidRecordError, UsageError
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


def span(start: str, end: str) -> int:
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


def stated(length: int, start: str, end: str) -> int:
    """Return `length`, or 0 where it is no more than what `start` and `end` say."""
    return 0 if start < end and length == span(start, end) else length
