"""Days as they stand in sheets: a midnight is dropped, and a year is found or asked for.

What is typed without a year means the nearest such day; what stands in a sheet may be of any year.
It takes its year from the column of the year, from the title or from the name of the sheet.
"""

from __future__ import annotations

import re
from datetime import date

from orglife.errors import DateError
from orglife.importers.readers import Sheet
from orglife.messages import Message, say
from orglife.model.calendar import PartialDate
from orglife.model.dates import iso_day, read_day, read_partial

YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d|21\d\d)(?!\d)")
CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
CHINESE_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
MIDNIGHT = re.compile(r"[ T]+0{1,2}:00(?::00(?:\.0+)?)?$")
ALONE = re.compile(r"^(\d{1,2})[日号]?$")


def without_midnight(text: str) -> str:
    """Return a day without the midnight that a program wrote beside it."""
    if ":" not in text and "：" not in text:
        return text
    import unicodedata

    plain = unicodedata.normalize("NFKC", text).strip()
    return MIDNIGHT.sub("", plain)


def has_year(text: str) -> bool:
    """Whether a day or month is written with its year, however it is written."""
    if iso_day(text) is not None:
        return True
    import unicodedata

    plain = unicodedata.normalize("NFKC", text)
    if YEAR.search(plain) or re.match(r"\s*(19|20|21)\d{6}\D?", plain):
        return True
    return CHINESE_YEAR.search(plain) is not None


def no_year(text: str, hint: Message) -> DateError:
    """Return the refusal of a day of which year nobody can know."""
    return DateError(say("{text} has no year: of which year is it?", text=text), hint=hint)


def read_whole_partial(text: str, today: date) -> PartialDate:
    """Return the day or month of a cell that has to say its year.

    Raises:
        DateError: no day, or one without its year.
    """
    plain = without_midnight(text)
    found = read_partial(plain, today=today)
    if not has_year(plain):
        raise no_year(text, say("write it with its year, as in {example}", example="2010-07-01"))
    return found


def read_day_of_sheet(text: str, *, year: int | None, month: int | None, today: date) -> date:
    """Return the day of a cell; one without a year is of `year`, one without a month of `month`.

    Raises:
        DateError: no day, one that is not in the calendar of that year, or nobody knows its year.
    """
    plain = without_midnight(text)
    if (known := iso_day(plain)) is not None:
        return known
    if has_year(plain):
        return read_day(plain, today=today)
    alone = ALONE.match(plain.strip())
    if alone is not None and month is not None and year is not None:
        return _exact(year, month, int(alone[1]), text)
    # Read from two days of a year: what means the same day and month has only its year left out.
    found = [read_day(plain, today=anchor) for anchor in (date(2023, 12, 31), date(2024, 6, 30))]
    if alone is not None or (found[0].month, found[0].day) != (found[1].month, found[1].day):
        raise DateError(
            say("{text} has no month and no year", text=text),
            hint=say("write the whole day, as in {example}", example="2025-03-06"),
        )
    if year is None:
        raise no_year(
            text,
            say(
                "write it into the cell, into a column {column} or into the title, as in {title}; "
                "or give it with {option}",
                column="年度/year",
                title="2025年度",
                option="--default year=2025",
            ),
        )
    return _exact(year, found[0].month, found[0].day, text)


def _exact(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(
            say("{text}: there is no such day in {year}", text=text, year=str(year)),
            hint=say("look it up and write the whole day"),
        ) from None


def year_in(text: str) -> int | None:
    """Return the only year that a text names, or None for none or several."""
    import unicodedata

    plain = unicodedata.normalize("NFKC", text)
    years = {int(found) for found in YEAR.findall(plain)}
    years |= {int(one.translate(CHINESE_DIGITS)) for one in CHINESE_YEAR.findall(plain)}
    return years.pop() if len(years) == 1 else None


def year_of_sheet(sheet: Sheet, header: int) -> int | None:
    """Return the year that stands in the title above the headings, else in the sheet's name."""
    above = " ".join(cell for row in sheet.rows if row.number < header for cell in row.cells)
    return year_in(above) or year_in(sheet.name)
