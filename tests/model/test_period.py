"""Periods: what they hold, how they are called, and which units end in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglife.model.calendar import LENGTHS, Period

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
UNITS = st.sampled_from(sorted(LENGTHS))


def test_both_ends_belong_to_a_period_and_their_neighbours_do_not() -> None:
    period = Period(date(2026, 3, 1), date(2026, 3, 31))

    assert date(2026, 3, 1) in period
    assert date(2026, 3, 31) in period
    assert date(2026, 2, 28) not in period
    assert date(2026, 4, 1) not in period


def test_a_period_of_one_day_is_one_and_a_reversed_one_is_refused() -> None:
    day = date(2026, 3, 1)

    assert day in Period(day, day)
    with pytest.raises(ValueError, match="can't end"):
        Period(day, day - timedelta(days=1))


def test_periods_come_in_the_order_of_their_first_then_their_last_days() -> None:
    month, quarter, later = (
        Period.parse("2026-01"),
        Period.parse("2026-Q1"),
        Period.parse("2026-02"),
    )

    assert sorted([later, quarter, month]) == [month, quarter, later]
    assert not month < Period.parse("2026-01")
    assert month not in (quarter, later)
    assert Period.parse("2026-03") != quarter


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 1, 1), date(2026, 6, 30), "2026-H1"),
        (date(2026, 7, 1), date(2026, 12, 31), "2026-H2"),
        (date(2026, 10, 1), date(2026, 12, 31), "2026-Q4"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2024, 2, 1), date(2024, 2, 28), "2024-02-01..2024-02-28"),
        (date(2026, 1, 1), date(2026, 1, 1), "2026-01-01..2026-01-01"),
    ],
)
def test_a_whole_unit_has_its_name_and_any_other_run_its_two_days(
    first: date, last: date, label: str
) -> None:
    assert Period(first, last).label == label


@given(DAYS, UNITS)
def test_the_unit_that_contains_a_day_does(day: date, unit: str) -> None:
    period = Period.containing(day, unit)

    assert day in period
    assert Period.containing(period.first, unit) == Period.containing(period.last, unit) == period


@given(DAYS, st.integers(0, 900), UNITS)
def test_splitting_gives_exactly_the_units_that_end_inside(
    first: date, days: int, unit: str
) -> None:
    whole = Period(first, first + timedelta(days=days))
    parts = list(whole.split(unit))

    expected = {
        Period.containing(first + timedelta(days=offset), unit) for offset in range(days + 1)
    }
    assert parts == sorted(part for part in expected if part.last in whole)


def test_a_year_has_twelve_months_four_quarters_and_itself() -> None:
    year = Period.year(2026)

    assert len(list(year.split("month"))) == 12
    assert [part.label for part in year.split("quarter")] == [
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
        "2026-Q4",
    ]
    assert list(year.split("year")) == [year]


def test_november_ends_no_quarter_and_december_ends_one_and_the_year() -> None:
    november, december = Period.months(2026, 11, 1), Period.months(2026, 12, 1)

    assert list(november.split("quarter")) == []
    assert [part.label for part in december.split("quarter")] == ["2026-Q4"]
    assert [part.label for part in december.split("year")] == ["2026"]
