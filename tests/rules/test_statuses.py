"""How a status moves with the day of asking: never back, and the same bytes forever."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini_branch import branch_of, findings

from orglife.model.calendar import LENGTHS, Period

MAY_FOLLOW = {
    "none": {"none", "pending", "met"},
    "pending": {"pending", "met", "missed", "late"},
    "met": {"met"},
    "missed": {"missed", "late"},
    "late": {"late"},
}
FIRST, LAST = date(2025, 11, 1), date(2027, 4, 10)
DAYS = st.dates(min_value=FIRST, max_value=LAST)
MEETING = st.fixed_dictionaries(
    {"on": DAYS, "kind": st.just("general-meeting")},
    optional={"for_year": st.sampled_from([2025, 2026, 2027])},
)


def status_on(told, rule, period, day):
    found = findings(branch_of(told, rule), period, day, rule)
    return found[0].status if found else "none"


@settings(max_examples=60, deadline=None)
@given(
    meetings=st.lists(MEETING, max_size=3),
    unit=st.sampled_from(sorted(LENGTHS)),
    start=st.integers(min_value=0, max_value=11),
    needed=st.integers(min_value=1, max_value=2),
)
def test_a_status_moves_forward_only(meetings, unit, start, needed):
    period = Period.containing(date(2026, 1 + start, 1), unit)
    told = {"members": {"1-3": "full"}, "activities": meetings, "set": {"at_least": needed}}
    told["set"]["per"] = unit
    days = sorted(
        {FIRST, LAST, period.first, period.last, period.last + timedelta(days=1)}
        | {period.first - timedelta(days=1)}
        | {one["on"] + timedelta(days=add) for one in meetings for add in (-1, 0, 1)}
    )
    statuses = [status_on(told, "GM-FREQ", period, day) for day in days]

    for before, after in pairwise(statuses):
        assert after in MAY_FOLLOW[before]
    if "late" in statuses:
        assert unit == "year"


@settings(max_examples=40, deadline=None)
@given(day=DAYS, meetings=st.lists(MEETING, max_size=4), later=st.lists(MEETING, max_size=3))
def test_what_comes_after_the_day_changes_nothing_about_it(day, meetings, later):
    told = {"members": {"1-3": "full"}, "activities": [one for one in meetings if one["on"] <= day]}
    more = {**told, "activities": told["activities"] + [one for one in later if one["on"] > day]}

    for year in (2025, 2026):
        period = Period.year(year)
        assert findings(branch_of(told, "GM-FREQ"), period, day) == findings(
            branch_of(more, "GM-FREQ"), period, day
        )


@pytest.mark.parametrize(
    ("period", "asked"),
    [("2026", 4), ("2026-H1", 2), ("2026-Q2", 1), ("2026-06", 1), ("2026-05", 0)],
)
def test_a_period_asks_the_quarters_that_end_in_it(period, asked):
    told = {"members": {"1-3": "full"}}
    branch = branch_of(told, "GM-FREQ")
    found = findings(branch, Period.parse(period), date(2027, 1, 1), "GM-FREQ")

    assert len(found) == asked


@given(
    year=st.integers(min_value=1900, max_value=2199),
    month=st.integers(min_value=1, max_value=12),
    unit=st.sampled_from(sorted(LENGTHS)),
)
def test_a_label_is_read_back(year, month, unit):
    period = Period.containing(date(year, month, 1), unit)

    assert Period.parse(period.label) == period


@given(days=st.lists(st.dates(), min_size=2, max_size=2))
def test_the_label_of_any_run_is_read_back(days):
    period = Period(min(days), max(days))

    assert Period.parse(period.label) == period


@pytest.mark.parametrize(
    "text", ["", "x", "2026-", "2026-13", "2026-Q5", "2026-H3", "2026-00", ".."]
)
def test_a_label_that_is_none_is_refused(text):
    with pytest.raises((ValueError, IndexError)):
        Period.parse(text)
