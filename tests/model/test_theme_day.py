"""The fixed day of the theme party day: what is read, and which day of a month it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglife.errors import DateError
from orglife.model.weekdays import LAST, ThemeDay, read_theme_day


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("first friday", 2026, 1, date(2026, 1, 2)),
        ("First Friday", 2026, 5, date(2026, 5, 1)),
        ("first friday of the month", 2026, 10, date(2026, 10, 2)),
        ("1st fri", 2026, 11, date(2026, 11, 6)),
        ("second tuesday", 2026, 11, date(2026, 11, 10)),
        ("2nd tuesday", 2026, 11, date(2026, 11, 10)),
        ("3rd sunday", 2026, 11, date(2026, 11, 15)),
        ("fourth monday", 2026, 11, date(2026, 11, 23)),
        ("第四个周一", 2026, 11, date(2026, 11, 23)),
        ("third sunday", 2026, 11, date(2026, 11, 15)),
        ("4th monday", 2026, 11, date(2026, 11, 23)),
        ("last friday", 2026, 10, date(2026, 10, 30)),
        ("last friday", 2026, 11, date(2026, 11, 27)),
        ("last saturday", 2026, 2, date(2026, 2, 28)),
        ("last day", 2028, 2, date(2028, 2, 29)),
        ("15th", 2026, 11, date(2026, 11, 15)),
        ("the 15th", 2026, 11, date(2026, 11, 15)),
        ("15", 2026, 11, date(2026, 11, 15)),
        ("1st", 2026, 12, date(2026, 12, 1)),
        ("31st", 2026, 11, date(2026, 11, 30)),
        ("31st", 2026, 12, date(2026, 12, 31)),
        ("30th", 2026, 2, date(2026, 2, 28)),
        ("每月第一个周五", 2026, 11, date(2026, 11, 6)),
        ("每月第1个星期五", 2026, 11, date(2026, 11, 6)),
        ("每个月的第二个礼拜天", 2026, 11, date(2026, 11, 8)),
        ("第三个周日", 2026, 11, date(2026, 11, 15)),
        ("每月最后一个周五", 2026, 11, date(2026, 11, 27)),
        ("每月最后一天", 2026, 11, date(2026, 11, 30)),
        ("每月15日", 2026, 11, date(2026, 11, 15)),
        ("每月１５号", 2026, 11, date(2026, 11, 15)),
        ("每月十五日", 2026, 11, date(2026, 11, 15)),
        ("每月二十日", 2026, 11, date(2026, 11, 20)),
        ("每月十日", 2026, 11, date(2026, 11, 10)),
        ("每月廿日", 2026, 11, date(2026, 11, 20)),
        ("每月卅号", 2026, 11, date(2026, 11, 30)),
        ("每月〇五日", 2026, 11, date(2026, 11, 5)),
        ("first thurs", 2026, 11, date(2026, 11, 5)),
    ],
)
def test_a_fixed_day_is_read_and_found_in_the_month(text, year, month, day):
    assert read_theme_day(text).of(year, month) == day


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("last friday", (LAST, 4, 0)),
        ("每月最后一个周五", (LAST, 4, 0)),
        ("second tuesday", (2, 1, 0)),
        ("第二个周二", (2, 1, 0)),
        ("last day", (0, 0, LAST)),
        ("每月最后一天", (0, 0, LAST)),
        ("15th", (0, 0, 15)),
        ("每月15日", (0, 0, 15)),
        ("每月五日", (0, 0, 5)),
    ],
)
def test_a_fixed_day_is_a_week_and_its_day_or_a_number(text, meant):
    assert read_theme_day(text) == ThemeDay(*meant)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "friday",
        "fifth friday",
        "5th friday",
        "every friday",
        "first frogday",
        "last frogday",
        "first day",
        "第一个周末",
        "015",
        "每月015日",
        "每月二三十日",
        "每月十二三日",
        "每月十x日",
        "每月x十日",
        "每月x日",
        "每月二〇二六日",
        "first fr",
        "0",
        "0th",
        "32nd",
        "150",
        "2026-11-06",
        "每周五",
        "第五个周五",
        "每月",
        "每月三十二日",
        "每月一一日",
    ],
)
def test_what_fixes_no_day_of_the_month_is_refused_with_an_example(text):
    with pytest.raises(DateError) as caught:
        read_theme_day(text)

    assert caught.value.exit_code == 2
    assert "first friday" in str(caught.value.hint)


@given(
    st.sampled_from(["first", "second", "third", "fourth", "last"]),
    st.sampled_from(["monday", "wednesday", "sunday"]),
    st.integers(1950, 2150),
    st.integers(1, 12),
)
def test_the_nth_day_of_the_week_lies_in_its_own_seven_days(ordinal, weekday, year, month):
    day = read_theme_day(f"{ordinal} {weekday}").of(year, month)

    assert (day.year, day.month) == (year, month)
    assert f"{day:%A}".lower() == weekday
    if ordinal != "last":
        number = ["first", "second", "third", "fourth"].index(ordinal)
        assert 7 * number < day.day <= 7 * number + 7
    else:
        assert (day.toordinal() - date(year, month, 1).toordinal()) // 7 >= 3
