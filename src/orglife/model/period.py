"""Periods: runs of whole days, and the years, halves, quarters and months among them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final, Self

from orglife.model.calendar import DAY, month_end

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
