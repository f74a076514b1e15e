"""Days, months and periods as people type them, in English and Chinese.

One grammar, three types: what is typed means a day, a month or a period, and each reader takes
the types it is for. What could be read in two ways is refused with an example, never guessed
(`docs/reference/dates.md` lists what is accepted). `today` is the only thing known of the clock.
"""

from __future__ import annotations

from datetime import date

from orglife.errors import DateError, UsageError
from orglife.messages import Message, say
from orglife.model.calendar import PartialDate, Period

LONGEST = 100
"""Signs of the longest text that is looked at as a date; whatever is longer is none."""

Reading = date | PartialDate | Period
"""A day, a month (a `PartialDate` without a day), or a period."""


def read_day(text: str, *, today: date, future: bool = False) -> date:
    """Return the one day that `text` means.

    Without a year (or a month, or a week) it is the nearest such day up to `today`, which is right
    for what was held; with `future` the nearest from `today` on, for what is planned.

    Raises:
        DateError: no day, an impossible one, or one that can be read in two ways.
    """
    if (known := iso_day(text)) is not None:
        return known
    reading = _read(text, today, future=future)
    if isinstance(reading, date):
        return reading
    if isinstance(reading, Period) and reading.first == reading.last:
        return reading.first
    if isinstance(reading, PartialDate):
        message = say("{text} is a month, and a day is needed", text=text)
    else:
        message = say("{text} is a period, and a day is needed", text=text)
    raise DateError(message, hint=_example(today))


def read_partial(text: str, *, today: date) -> PartialDate:
    """Return the day that `text` means, or the month where the day is not known.

    Raises:
        DateError: neither, an impossible one, or one that can be read in two ways.
    """
    if (known := iso_day(text)) is not None:
        return PartialDate.of(known)
    reading = _read(text, today)
    if isinstance(reading, date):
        return PartialDate.of(reading)
    if isinstance(reading, PartialDate):
        return reading
    raise DateError(
        say("{text} is a period, and a day or a month is needed", text=text),
        hint=say(
            "as in {day} or, where the day is not known, {month}", day="1998-07-01", month="1998-07"
        ),
    )


def read_period(text: str, *, today: date) -> Period:
    """Return the period that `text` means: a year, half, quarter, month, week, or `FIRST..LAST`.

    Without a year it is the latest that has begun by `today`.

    Raises:
        DateError: no period, a single day, or one that can be read in two ways.
    """
    if (year := _year(text)) is not None:
        return year
    example = say("as in {examples}", examples=_periods(today))
    first_text, dots, last_text = text.partition("..")
    if dots:
        first = _run(_read(first_text, today, example=example))
        last = _run(_read(last_text, today, example=example))
        if last.last < first.first:
            raise DateError(
                say("{text} ends before it begins", text=text),
                hint=say(
                    "write the earlier day first, as in {example}", example="2026-01..2026-06"
                ),
            )
        return Period(first.first, last.last)
    reading = _read(text, today, example=example)
    if isinstance(reading, date):
        raise DateError(say("{text} is a day, and a period is needed", text=text), hint=example)
    return _run(reading)


def _run(reading: Reading) -> Period:
    if isinstance(reading, Period):
        return reading
    if isinstance(reading, PartialDate):
        return Period(reading.first, reading.last)
    return Period(reading, reading)


def iso_day(text: str) -> date | None:
    """Return the day of `2026-11-22`, the usual case, which means the same on every day; else None.

    None is no refusal: the other readers take what is written otherwise.
    """
    if len(text) == 10 and text[7] == "-":  # not 2026-W01-1, which is a date to Python
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return day if 1900 <= day.year <= 2199 else None
    return None


def _year(text: str) -> Period | None:
    """Return the period of `2026`, the usual case, without further ado."""
    if len(text) == 4 and text.isascii() and text.isdigit() and 1900 <= int(text) <= 2199:
        return Period.year(int(text))
    return None


def _read(
    text: str, today: date, *, future: bool = False, example: Message | None = None
) -> Reading:
    """Return what `text` means, of whatever type; `example` is the hint where it means nothing."""
    from orglife.model.dates_numeric import refuse, weekday_apart

    if len(text) > LONGEST:
        raise DateError(
            say("{text}... is no date: it has {n} signs", text=text[:20], n=len(text)),
            hint=example or _example(today),
        )
    plain = _normal(text)
    reading = _any(plain, text, today, future=future)
    if reading is None and (parts := weekday_apart(plain)) is not None:
        rest, weekday = parts
        reading = _any(rest, text, today, future=future)
        if isinstance(reading, date) and reading.weekday() != weekday:
            raise DateError(
                say("{text}: that day is not this day of the week", text=text),
                hint=say("write the day alone, as in {example}", example=str(reading)),
            )
        if not isinstance(reading, date):
            reading = None
    if reading is None:
        refuse(plain, text, example or _example(today))
    return reading


def _any(plain: str, text: str, today: date, *, future: bool) -> Reading | None:
    """Try the writings in turn; each knows at a glance that it is not meant."""
    if not plain:
        return None
    if not plain.isascii():
        from orglife.model.dates_zh import chinese

        return chinese(plain, text, today, future=future)
    if any(char.isalpha() for char in plain):
        from orglife.model.dates_en import english

        return english(plain, text, today, future=future)
    from orglife.model.dates_numeric import numeric

    return numeric(plain, text, today, future=future)


def _normal(text: str) -> str:
    """Return `text` without differences of width, case, dashes and invisible characters."""
    if not text.isascii():
        import unicodedata

        text = unicodedata.normalize("NFKC", text)
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
        text = text.translate(
            {0x2010: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2212: "-", 0x3002: "."}
        )
    words = text.casefold().split()
    joined = ""
    for word in words:
        # A space between two digits separates; "2026 1 12" must not become 2026112.
        separates = (
            joined[-1:].isascii()
            and joined[-1:].isalnum()
            and word[0].isascii()
            and word[0].isalnum()
        )
        joined += (" " if separates else "") + word
    return joined


def _example(today: date) -> Message:
    return say(
        "write the day as in {iso} or {short}", iso=today.isoformat(), short=f"{today:%m-%d}"
    )


def _periods(today: date) -> tuple[str, ...]:
    return tuple(Period.containing(today, unit).label for unit in ("year", "quarter", "month"))


def parse_year(text: str, option: str) -> int | None:
    """Return a year of four digits, `2026` or `2026年`; None for an empty text.

    Raises:
        UsageError: it is no year.
    """
    import unicodedata

    bare = unicodedata.normalize("NFKC", text).strip().removesuffix("年").strip()
    if not text:
        return None
    if len(bare) != 4 or not bare.isdecimal() or not 1900 <= int(bare) <= 2200:
        raise UsageError(
            say("{option} {text}: that is not a year", option=option, text=text),
            hint=say("write it as {year}", year="2026"),
        )
    return int(bare)
