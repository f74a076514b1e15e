import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglife.errors import InvalidRecordError, UsageError
from orglife.model.duration import (
    LONGEST,
    explicit_minutes,
    hours_text,
    minutes_between,
    read_clock,
    read_hours,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 0),
        ("0", 0),
        ("2", 120),
        ("1.5", 90),
        ("0.75", 45),
        (".5", 30),
        ("２", 120),
        ("2学时", 120),
        ("2 h", 120),
        ("2.0", 120),
        ("1.55", 93),
        ("400", 24000),
    ],
)
def test_hours_are_whole_minutes(text, minutes):
    assert read_hours(text) == minutes


@pytest.mark.parametrize(
    "text",
    ["1.333", "-1", "400.05", "two", "nan", "inf", "1e3", "1/2", "h", ".", "1.2.3", "9" * 30],
)
def test_other_hours_are_refused(text):
    with pytest.raises(UsageError):
        read_hours(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("123456789", "can't be the length"),
        ("1234567890", "not a number of hours"),
        ("1.234567890", "not a number of hours"),
    ],
)
def test_nine_digits_are_a_number_too_great_and_ten_are_none(text, said):
    with pytest.raises(UsageError, match=said):
        read_hours(text)


@given(st.integers(0, LONGEST // 3))
def test_three_minutes_are_a_twentieth_of_an_hour(steps):
    assert read_hours(hours_text(steps * 3)) == steps * 3


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("", ""),
        ("14:30", "14:30"),
        ("9:05", "09:05"),
        ("14：30", "14:30"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
    ],
)
def test_a_time_of_day_is_read(text, clock):
    assert read_clock(text) == clock


@pytest.mark.parametrize("text", ["24:00", "14:60", "1430", "14:3", "x", "-1:00", "014:00", "9:٣٠"])
def test_other_times_are_refused(text):
    with pytest.raises(UsageError):
        read_clock(text)


def test_a_span_is_in_minutes():
    assert minutes_between("14:30", "16:00") == 90
    assert minutes_between("14:30", "") == 0
    assert minutes_between("14:30", "14:31") == 1


@pytest.mark.parametrize("end", ["14:30", "14:29"])
def test_nothing_ends_before_or_when_it_begins(end):
    with pytest.raises(InvalidRecordError):
        minutes_between("14:30", end)


@pytest.mark.parametrize(
    ("length", "start", "end", "own"),
    [
        (90, "14:30", "16:00", 0),
        (89, "14:30", "16:00", 89),
        (91, "14:30", "16:00", 91),
        (60, "14:30", "", 60),
        (60, "16:00", "14:30", 60),
        (60, "", "", 60),
        (0, "", "", 0),
    ],
)
def test_a_length_is_stated_unless_it_is_that_of_the_clock(length, start, end, own):
    assert explicit_minutes(length, start, end) == own
