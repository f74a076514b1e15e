"""Made-up branches as the sheets that a secretary would bring, boundary days above all.

Nothing of orglife is imported: what stands here is what a person would write and count by hand.
"""

from __future__ import annotations

import calendar
import csv
import io
import random
from datetime import date, timedelta
from typing import NamedTuple

TODAY = date(2026, 11, 22)
LATER = date(2099, 1, 1)
SEATS = ("secretary", "deputy-secretary", "organization", "publicity", "discipline", "other")
KINDS = (
    "general-meeting",
    "committee-meeting",
    "group-meeting",
    "theme-day",
    "lecture",
    "organizational-life-meeting",
    "appraisal",
    "study",
    "theme-day+general-meeting",
    "theme-day+lecture",
)
FOR_A_YEAR = ("organizational-life-meeting", "appraisal")


class Person(NamedTuple):
    name: str
    standing: str
    joined: date | None
    full_since: date | None
    group: int | None
    seat: str
    arrived: date | None
    left: date | None


class Held(NamedTuple):
    """One row of the register; several kinds joined by + are one sitting."""

    kinds: tuple[str, ...]
    day: date
    group: int | None
    for_year: int | None
    minutes: int
    entered: date
    away: tuple[int, ...]
    """Persons by their place in the roster."""


class Year(NamedTuple):
    founded: date
    records_from: date
    people: list[Person]
    register: list[Held]

    def belongs(self, one: Person, day: date, seen: date = LATER) -> bool:
        """On `day`, as `seen` knows it: an end after `seen` counts as open."""
        first = max(filter(None, (self.founded, one.joined, one.arrived)))
        return first <= day and (one.left is None or one.left > seen or day <= one.left)

    def committee(self, day: date, seen: date = LATER) -> list[Person]:
        seated = [one for one in self.people if one.seat and self.belongs(one, day, seen)]
        return seated if any(one.seat not in SEATS[:2] for one in seated) else []

    def groups(self) -> list[int]:
        """In order of first appearance, which is the order of their ids."""
        return list(dict.fromkeys(one.group for one in self.people if one.group is not None))


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def made_up(seed: int) -> Year:
    chance = random.Random(seed)

    def day(first: date, last: date) -> date:
        any_day = first + timedelta(days=chance.randrange((last - first).days + 1))
        edges = (any_day, any_day.replace(day=1), month_end(any_day.year, any_day.month))
        edges += (date(any_day.year, 12, 31), date(any_day.year, 1, 1), date(any_day.year, 3, 31))
        return min(max(chance.choice(edges), first), last)

    founded = day(date(2022, 1, 1), date(2025, 6, 30))
    records_from = day(founded, date(2026, 3, 31)) if chance.random() < 0.5 else founded
    count = chance.choice((2, 3, 6, 7, 19, 20, 50, 51))
    groups = chance.choice((0, 1, 3))
    seats = dict(zip(chance.sample(range(count), min(count, 6)), SEATS, strict=False))
    if chance.random() < 0.3:
        seats = {}
    people = []
    for number in range(count):
        joined = day(date(1990, 1, 1), date(2026, 6, 30)) if chance.random() < 0.9 else None
        full = chance.random() < 0.8
        since = joined and min(TODAY, joined + timedelta(days=chance.choice((0, 365, 400))))
        arrived = day(founded, TODAY) if chance.random() < 0.15 else None
        first = max(filter(None, (founded, joined, arrived)))
        people.append(
            Person(
                name=f"Person {chr(65 + number // 26)}{chr(97 + number % 26)}",
                standing="full" if full else "probationary",
                joined=joined,
                full_since=since if full and chance.random() < 0.8 else None,
                group=chance.randrange(groups) if groups and chance.random() < 0.9 else None,
                seat=seats.get(number, ""),
                arrived=arrived,
                left=day(first, TODAY) if chance.random() < 0.1 else None,
            )
        )
    year = Year(founded, records_from, people, [])
    for _ in range(chance.choice((0, 30, 120))):
        held = _held(chance, year, day(founded, TODAY))
        if held is not None:
            year.register.append(held)
    return year


def _held(chance: random.Random, year: Year, day: date) -> Held | None:
    kind = chance.choice(KINDS)
    group = chance.choice(year.groups() or [None]) if kind == "group-meeting" else None
    if kind == "group-meeting" and group is None:
        return None
    for_year = None
    if kind in FOR_A_YEAR and chance.random() < 0.6:
        for_year = max(year.founded.year, day.year - chance.randrange(2))
    expected = expected_at(year, kind, group, day)
    return Held(
        kinds=tuple(kind.split("+")),
        day=day,
        group=group,
        for_year=for_year,
        minutes=chance.choice((0, 30, 60, 120)),
        entered=min(TODAY, day + timedelta(days=chance.choice((0, 30, 31)))),
        away=tuple(number for number in expected if chance.random() < 0.1),
    )


def expected_at(year: Year, kind: str, group: int | None, day: date) -> list[int]:
    seated = year.committee(day)
    return [
        number
        for number, one in enumerate(year.people)
        if year.belongs(one, day)
        and (kind != "committee-meeting" or one in seated)
        and (group is None or one.group == group)
    ]


def roster_csv(year: Year) -> str:
    rows = [["name", "standing", "joined", "full since", "group", "post", "arrived", "left"]]
    for one in year.people:
        group = "" if one.group is None else f"Group {one.group}"
        days = [one.joined, one.full_since, one.arrived, one.left]
        joined, since, arrived, left = ("" if day is None else day.isoformat() for day in days)
        rows.append([one.name, one.standing, joined, since, group, one.seat, arrived, left])
    return _csv(rows)


def register_csv(year: Year) -> str:
    rows = [["date", "kind", "group", "topic", "absent", "hours", "for year", "recorded"]]
    for number, one in enumerate(year.register):
        group = "" if one.group is None else f"Group {one.group}"
        away = "; ".join(f"{year.people[key].name}:excused:ill" for key in one.away)
        hours = f"{one.minutes / 60:g}" if one.minutes else ""
        for_year = str(one.for_year or "")
        kind, day = "+".join(one.kinds), one.day.isoformat()
        rows.append([day, kind, group, f"{number}", away, hours, for_year, str(one.entered)])
    return _csv(rows)


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
