"""The cells of a register: days with times beside them, topics, guests, numbers."""

from __future__ import annotations

from datetime import date

from orglife.errors import InvalidRecordError, OrglifeError
from orglife.messages import say
from orglife.model.answers import says_nothing
from orglife.model.dates import read_day, read_period
from orglife.model.duration import read_clock
from orglife.model.listed import split_names
from orglife.model.period import Period


def split_times(text: str) -> tuple[str, str, str]:
    """Split `2026-01-03 14:30-16:00` into its day and times; a midnight alone says nothing.

    What can't be split is returned whole, to be refused as a date.
    """
    import unicodedata

    plain = unicodedata.normalize("NFKC", text).strip()
    colon = plain.find(":")
    at = colon
    while at > max(0, colon - 2) and plain[at - 1] in "0123456789":
        at -= 1
    day, times = plain[:at].rstrip(), plain[at:]
    later = day.endswith(("下午", "晚上"))
    for word in ("上午", "早上", "中午", "下午", "晚上"):
        day = day.removesuffix(word)
    for sign in "~—–至到":
        times = times.replace(sign, "-")
    try:
        clocks = [_clock(part, later=later) for part in times.split("-")]
    except OrglifeError:
        return text, "", ""
    if not day or len(clocks) > 2:
        return text, "", ""
    start, end = (*clocks, "")[:2]
    return day.rstrip("Tt ,"), "" if (start, end) == ("00:00", "") else start, end


def _clock(text: str, *, later: bool) -> str:
    """Return a time of day as `HH:MM`; seconds are dropped where they are none."""
    pieces = text.strip().split(":")
    if len(pieces) == 3 and not pieces[2].strip("0."):
        pieces = pieces[:2]
    clock = read_clock(":".join(pieces))
    hour = int(clock[:2])
    return f"{hour + 12:02}{clock[2:]}" if later and hour < 12 else clock


def read_topics(text: str) -> list[str]:
    """Return the topics of a cell, each on a line of its own or after a semicolon."""
    plain = text.replace("；", "\n").replace(";", "\n")
    return [" ".join(part.split()) for part in plain.split("\n") if part.strip()]


def read_guests(text: str) -> tuple[str, ...]:
    """Return the guests named in a cell, with what is said of them in brackets."""
    if says_nothing(text):
        return ()
    return tuple(" ".join(name.split()) for name in split_names(text))


def read_claimed(text: str, today: date) -> date:
    """Return the day on which a register says that it was written; a time beside it is dropped."""
    plain = split_times(text)[0] if ":" in text or "：" in text else text
    day = read_day(plain, today=today)
    if day > today:
        raise InvalidRecordError(say("{day} is still to come", day=day))
    return day


def read_year(text: str, today: date) -> int:
    """Return the year that a meeting is for."""
    period = read_period(text, today=today)
    if period != Period.year(period.first.year):
        raise InvalidRecordError(say("{text} is not a year", text=text))
    return period.first.year


def read_number(text: str) -> int:
    """Return a number of people: `25`, `25人`, `25.0`."""
    import unicodedata

    bare = unicodedata.normalize("NFKC", text).strip().removesuffix("人").removesuffix(".0").strip()
    if not (bare.isascii() and bare.isdigit() and len(bare) < 7):
        raise InvalidRecordError(say("{text} is not a number of people", text=text))
    return int(bare)


def read_minutes(text: str) -> int:
    """Return whole minutes: `90`, `90分钟`."""
    import unicodedata

    bare = unicodedata.normalize("NFKC", text).strip().casefold()
    for unit in ("分钟", "minutes", "min"):
        bare = bare.removesuffix(unit).strip()
    bare = bare.removesuffix(".0")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 6):
        raise InvalidRecordError(say("{text} is not a number of minutes", text=text))
    return int(bare)
