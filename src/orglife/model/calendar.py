"""Calendar arithmetic: `Period`, `PartialDate`, adding months and years.

Years and months are added with `relativedelta`, never as a number of days: 365 days after
2023-03-01 is a day early.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Self

DAY = timedelta(days=1)
LAST = date.max.toordinal()


def add_days(day: date, days: int) -> date:
    """Return the day so many days later, or earlier; the first or last of all where none is."""
    return date.fromordinal(max(1, min(day.toordinal() + days, LAST)))


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month.

    Beyond all years there is the first or the last day of all: what a file says can't end in error.
    """
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    if day.day < 29:  # every month has that day, and dateutil costs 1 ms to import
        return day.replace(year=year, month=month + 1)
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(months=months)


def add_years(day: date, years: int) -> date:
    """Return the same day `years` later; 29 February becomes 28 in an ordinary year."""
    return add_months(day, 12 * years)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - DAY


class PartialDate:
    """A day, or a month of which the day is not known; a month stays a month.

    It begins on its `first` day and ends on its `last`; for a whole date these are the same.
    A plain class, since msgspec would write a dataclass as an object and not as its text.
    """

    __slots__ = ("day", "first", "month", "year")

    year: Final[int]
    month: Final[int]
    day: Final[int | None]
    first: Final[date]
    """The earliest day it can be."""

    def __init__(self, year: int, month: int, day: int | None = None) -> None:
        self.first = date(year, month, day or 1)
        self.year = year
        self.month = month
        self.day = day

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"PartialDate.parse({str(self)!r})"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-11-22` or `2026-11`; anything else is a `ValueError`."""
        if len(text) == 10 and text[7] == "-":  # not 2026-W01-1, which is a date to Python
            whole = date.fromisoformat(text)
            return cls(whole.year, whole.month, whole.day)
        if len(text) == 7 and text[4] == "-" and (text[:4] + text[5:]).isdecimal():
            return cls(int(text[:4]), int(text[5:]))
        raise ValueError(f"expected YYYY-MM-DD or YYYY-MM, got {text!r}")

    @classmethod
    def of(cls, day: date) -> Self:
        """Return a whole date."""
        return cls(day.year, day.month, day.day)

    @property
    def last(self) -> date:
        """The latest day it can be."""
        if self.day is None:
            return month_end(self.year, self.month)
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        """Return the text that stands in the file."""
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{self.year:04}-{self.month:02}{day}"


LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""The units in which rules count, in months; each begins with the year."""

UNITS = {1: "", 3: "Q", 6: "H", 12: ""}
"""Months to the letter by which a label names the unit."""


class Period:
    """A run of whole days; both `first` and `last` belong to it.

    A plain class: building a dataclass costs every start more than judging a month does.
    """

    __slots__ = ("first", "last")

    first: Final[date]
    last: Final[date]

    def __init__(self, first: date, last: date) -> None:
        if last < first:
            raise ValueError(f"a period can't end ({last}) before it starts ({first})")
        self.first = first
        self.last = last

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self.first == other.first and self.last == other.last

    def __lt__(self, other: Period) -> bool:
        return (self.first, self.last) < (other.first, other.last)

    def __hash__(self) -> int:
        return hash((self.first, self.last))

    def __repr__(self) -> str:
        return f"Period({self.first!r}, {self.last!r})"

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @classmethod
    def months(cls, year: int, month: int, count: int) -> Self:
        """Return `count` whole months that begin with `month` and lie in one year."""
        return cls(date(year, month, 1), month_end(year, month + count - 1))

    @classmethod
    def year(cls, year: int) -> Self:
        """Return a calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def containing(cls, day: date, unit: str) -> Self:
        """Return the `unit` (month, quarter, half, year) in which `day` lies."""
        length = LENGTHS[unit]
        return cls.months(day.year, (day.month - 1) // length * length + 1, length)

    @classmethod
    def parse(cls, label: str) -> Self:
        """Return the period of a `label`, as it stands in the file; `ValueError` for other text."""
        first, dots, last = label.partition("..")
        if dots:
            return cls(date.fromisoformat(first), date.fromisoformat(last))
        year, dash, part = label.partition("-")
        if not dash:
            return cls.year(int(year))
        if part[:1] in ("H", "Q"):
            length = LENGTHS["half" if part[0] == "H" else "quarter"]
            return cls.months(int(year), (int(part[1:]) - 1) * length + 1, length)
        return cls.months(int(year), int(part), 1)

    @property
    def label(self) -> str:
        """`2026`, `2026-H1`, `2026-Q4`, `2026-11`; any other run as its two days."""
        first, last = self.first, self.last
        length = last.month - first.month + 1
        begins = first.day == 1 and length in UNITS and (first.month - 1) % length == 0
        if not begins or first.year != last.year or last != month_end(last.year, last.month):
            return f"{first}..{last}"
        number = (first.month - 1) // length + 1
        if length == 1:
            return f"{first.year}-{number:02}"
        return f"{first.year}" if length == 12 else f"{first.year}-{UNITS[length]}{number}"

    def split(self, unit: str) -> tuple[Period, ...]:
        """Return the whole `unit`s that end in this period, in order.

        `check 2025` asks twelve months, four quarters, one year: those that end in it. `2026-11`
        ends no quarter.
        """
        return _split(self, unit)


@lru_cache(maxsize=128)
def _split(whole: Period, unit: str) -> tuple[Period, ...]:
    """Return the same; an audit asks for the months of one year in thousands of branches."""
    found: list[Period] = []
    current = Period.containing(whole.first, unit)
    while current.last <= whole.last:
        if current.last >= whole.first:
            found.append(current)
        current = Period.containing(current.last + DAY, unit)
    return tuple(found)
