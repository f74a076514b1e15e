"""Runs of days: what belongs to them, whatever record they are."""

from datetime import date

import pytest

from orglife.model.base import DatedRecord
from orglife.model.group import Leader, Membership, Post
from orglife.model.member import MobilePeriod, StatusPeriod

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
BEFORE, AFTER = date(2026, 2, 28), date(2026, 4, 1)
RECORDS = [
    (StatusPeriod, {}),
    (MobilePeriod, {}),
    (Membership, {"member": 1}),
    (Leader, {"member": 1}),
    (Post, {"id": 1, "seat": "secretary", "member": 1}),
]


@pytest.mark.parametrize(("record", "fields"), RECORDS)
def test_both_ends_belong_to_it(record, fields):
    run = record(since=FIRST, until=LAST, **fields)

    assert [run.covers(day) for day in (BEFORE, FIRST, LAST, AFTER)] == [False, True, True, False]


@pytest.mark.parametrize(("record", "fields"), RECORDS)
def test_without_an_end_it_goes_on(record, fields):
    run = record(since=FIRST, **fields)

    assert [run.covers(day) for day in (BEFORE, FIRST, date.max)] == [False, True, True]


@pytest.mark.parametrize(("record", "fields"), RECORDS[2:])
def test_without_a_beginning_it_has_always_been(record, fields):
    run = record(until=LAST, **fields)

    assert [run.covers(day) for day in (date.min, LAST, AFTER)] == [True, True, False]


@pytest.mark.parametrize("record", [one for one, _ in RECORDS])
def test_it_is_asked_in_one_place(record):
    assert record.covers is DatedRecord.covers
