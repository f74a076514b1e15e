"""`check` against a count of the sheets themselves, made without orglife."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date

import pytest
from made_up_years import TODAY, Held, Year, expected_at, made_up, month_end, register_csv
from made_up_years import roster_csv as roster

Key = tuple[str, str, int, str]
Count = tuple[str, int, int, str]
FREQUENCIES = (
    ("GM-FREQ", "general-meeting", 3),
    ("CM-FREQ", "committee-meeting", 1),
    ("GR-FREQ", "group-meeting", 1),
    ("THEME-DAY", "theme-day", 1),
    ("OLM-FREQ", "organizational-life-meeting", 12),
    ("APPRAISAL", "appraisal", 12),
)


class Asked(dict[Key, Count]):
    """What must be found of one period on one day."""

    def __init__(self, year: Year, period: str, seen: date) -> None:
        super().__init__()
        self.year, self.period, self.seen = year, period, seen
        first, last = (int(part) for part in months_of(period))
        number = int(period[:4])
        self.first, self.last = date(number, first, 1), month_end(number, last)
        for rule, kind, months in FREQUENCIES:
            for begin, end, label in self.units(months):
                self.frequency(rule, kind, begin, end, label)
        if self.first <= seen and min(self.last, seen) >= year.founded:
            self.state(min(self.last, seen))
        for begin, end, label in self.units(12):
            self.hours(begin, end, label)
        self.entries()

    def units(self, months: int) -> Iterator[tuple[date, date, str]]:
        number = self.first.year
        for month in range(1, 13, months):
            begin, end = date(number, month, 1), month_end(number, month + months - 1)
            label = {1: f"{number}-{month:02}", 3: f"{number}-Q{month // 3 + 1}", 12: f"{number}"}
            known = self.year.founded <= decisive(begin, end)
            if self.first <= end <= self.last and known and begin <= self.seen:
                yield begin, end, label[months]

    def open_status(self, begin: date, end: date) -> str:
        """A year is judged from October on; a month that began before the records while it runs."""
        if decisive(begin, end) < self.year.records_from:
            running = end.month - begin.month < 11 and self.year.records_from <= end
            return "pending" if running and self.seen <= end else "unrecorded"
        return "pending" if self.seen <= end else "missed"

    def frequency(self, rule: str, kind: str, begin: date, end: date, label: str) -> None:
        year, seen = self.year, self.seen
        if kind == "committee-meeting" and not (
            year.committee(begin, seen) and year.committee(end, seen)
        ):
            return
        groups = year.groups() if kind == "group-meeting" else [None]
        for number, group in enumerate(groups, 1):
            pool = [
                one
                for one in year.register
                if kind in one.kinds and one.group == group and one.day <= seen
            ]
            met = [one for one in pool if begin <= one.day <= end and counts(one, end, label)]
            late = [
                one
                for one in pool
                if label == str(one.for_year) and end < one.day <= date(end.year + 1, 3, 31)
            ]
            status = "met" if met else "late" if late else self.open_status(begin, end)
            subject = "group" if group is not None else "branch"
            self[rule, subject, number, label] = (status, 1, len(met or late), severity(rule))

    def state(self, day: date) -> None:
        year, seen = self.year, self.seen
        here = [one for one in year.people if year.belongs(one, day, seen)]
        full = [
            one
            for one in here
            if one.standing == "full" and (one.full_since is None or one.full_since <= day)
        ]
        self.judge("BR-MIN", "branch", 1, 3, len(full), "error")
        self.judge("BR-MAX", "branch", 1, 50, len(here), "warning", at_most=True)
        committee = year.committee(day, seen)
        if len(full) >= 7:
            self.judge("CT-NEED", "branch", 1, 1, int(bool(committee)), "error")
        if committee:
            needed = 3 if len(committee) < 3 else 5
            severity = "warning" if len(committee) in (6, 7) else "error"
            at_most = len(committee) >= 3
            count = len(committee)
            self.judge("CT-SIZE", "branch", 1, needed, count, severity, at_most=at_most)
        for number, group in enumerate(year.groups(), 1):
            inside = [one for one in here if one.group == group]
            self.judge("GR-SIZE", "group", number, 3, len(inside), "error")
            whole = sum(one in full for one in inside)
            self.judge("GR-FULL", "group", number, 1, whole, "error")

    def judge(
        self,
        rule: str,
        subject: str,
        number: int,
        needed: int,
        found: int,
        severity: str,
        *,
        at_most: bool = False,
    ) -> None:
        kept = found <= needed if at_most else found >= needed
        day = min(self.last, self.seen)
        broken = "unrecorded" if day < self.year.records_from else "missed"
        key = (rule, subject, number, self.period)
        self[key] = ("met" if kept else broken, needed, found, severity)

    def hours(self, begin: date, end: date, label: str) -> None:
        """Art. 20: 32 hours, by the whole months that somebody is here."""
        year, seen = self.year, self.seen
        day = min(self.last, seen)
        judged = decisive(begin, end) >= year.records_from
        self.counts_from = year.records_from if judged else begin
        for number, one in enumerate(year.people):
            here = [
                month
                for month in range(1, 13)
                if self.counts_from <= date(end.year, month, 1)
                and year.belongs(one, date(end.year, month, 1), seen)
                and year.belongs(one, month_end(end.year, month), seen)
            ]
            if not (here and year.belongs(one, day, seen) and year.belongs(one, end, seen)):
                continue
            minutes = sum(
                held.minutes
                for held in year.register
                if {"study", "lecture"} & set(held.kinds)
                and begin <= held.day <= min(end, seen)
                and number in expected_at(year, "lecture", None, held.day)
                and number not in held.away
            )
            enough = minutes * 12 >= 32 * 60 * len(here)
            status = "met" if enough else self.open_status(begin, end)
            needed = -(-32 * len(here) // 12)
            self["STUDY-HOURS", "member", number + 1, label] = (
                *(status, needed, minutes // 60),
                "warning",
            )

    def entries(self) -> None:
        number = 0
        for one in self.year.register:
            for _ in one.kinds:
                number += 1
                if self.first <= one.day <= min(self.last, self.seen):
                    days = (one.entered - one.day).days
                    status = "met" if days <= 30 else "missed"
                    key = ("ENTRY-LATE", "activity", number, one.day.isoformat())
                    self[key] = (status, 30, days, "information")


def decisive(begin: date, end: date) -> date:
    """The day from which on a period must have been seen: of a year 1 October."""
    return date(end.year, 10, 1) if end.month - begin.month == 11 else begin


def severity(rule: str) -> str:
    return "error" if rule == "OLM-FREQ" else "warning"


def counts(one: Held, end: date, label: str) -> bool:
    return len(label) > 4 or one.for_year in (None, end.year)


def months_of(period: str) -> tuple[int, int]:
    if len(period) == 4:
        return 1, 12
    if period[5] == "Q":
        return int(period[6]) * 3 - 2, int(period[6]) * 3
    return int(period[5:]), int(period[5:])


@pytest.mark.parametrize("seed", range(12))
def test_check_finds_what_the_sheets_hold(orglife, tmp_path, seed):
    year = made_up(seed)
    (tmp_path / "roster.csv").write_text(roster(year), encoding="utf-8")
    (tmp_path / "register.csv").write_text(register_csv(year), encoding="utf-8")
    founding = ["--founded", year.founded, "--records-from", year.records_from]
    orglife("init", "branch.json", "--name", "B", "--sector", "school", *founding)
    for sheet in ("roster.csv", "register.csv"):
        assert orglife("import", sheet, "--yes").status == 0

    chance = random.Random(seed)
    for _ in range(4):
        edges = (TODAY, *(month_end(2026, month) for month in range(1, 11)), date(2026, 4, 1))
        seen = chance.choice((*edges, date(2025, 12, 31), date(2026, 1, 1), date(2025, 8, 15)))
        period = chance.choice(("2025", "2026", "2026-Q1", "2025-12", f"{seen:%Y-%m}"))
        wanted = Asked(year, period, seen)

        shown = orglife("check", period, "--as-of", seen, "--format", "json")

        found = {
            (one["rule"], one["subject"]["type"], one["subject"]["id"], one["period"]): (
                *(one["status"], one["needed"], one["found"]),
                one["severity"],
            )
            for one in json.loads(shown.stdout)["findings"]
        }
        assert list(found) == sorted(found)
        rules = {rule for rule, *_ in FREQUENCIES} | {"BR-MIN", "BR-MAX", "CT-NEED", "CT-SIZE"}
        rules |= {"GR-SIZE", "GR-FULL", "STUDY-HOURS", "ENTRY-LATE"}
        assert {key: one for key, one in found.items() if key[0] in rules} == wanted
