"""Calendar arithmetic by years and months, and dates known only to the month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglife.model.calendar import PartialDate, add_months, add_years, month_end

YEARS = st.integers(1900, 2200)
MONTHS = st.integers(1, 12)


def test_a_year_is_a_calendar_year_and_not_365_days() -> None:
    assert add_years(date(2023, 3, 1), 1) == date(2024, 3, 1)
    assert date(2023, 3, 1) + timedelta(days=365) == date(2024, 2, 29)


def test_the_29th_of_february_becomes_the_28th_in_an_ordinary_year() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_six_months_from_the_end_of_august_end_with_february() -> None:
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2025, 8, 31), -6) == date(2025, 2, 28)


@given(YEARS, MONTHS)
def test_the_day_after_the_end_of_a_month_is_the_first_of_the_next(year: int, month: int) -> None:
    last = month_end(year, month)

    assert (last.year, last.month) == (year, month)
    assert (last + timedelta(days=1)).day == 1


@given(YEARS, MONTHS)
def test_a_month_stays_a_month_and_spans_its_days(year: int, month: int) -> None:
    text = f"{year:04}-{month:02}"
    known = PartialDate.parse(text)

    assert str(known) == text
    assert known.first == date(year, month, 1)
    assert known.last == month_end(year, month)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_whole_date_is_its_own_first_and_last_day(day: date) -> None:
    known = PartialDate.of(day)

    assert known == PartialDate.parse(day.isoformat())
    assert hash(known) == hash(PartialDate.parse(day.isoformat()))
    assert known.first == known.last == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2026-1",
        "2026- 1",
        "2026-+1",
        "2026/01",
        "20260101",
        "2026-1-01",
        "2026-W01-1",
    ],
)
def test_what_is_no_date_of_the_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_month_differs_from_its_first_day() -> None:
    assert PartialDate.parse("2026-02") != PartialDate.parse("2026-02-01")
    assert PartialDate.parse("2026-02") != "2026-02"
