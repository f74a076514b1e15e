"""The grammar of dates: every row of the reference page, the edges, and that nothing crashes."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orglife.errors import DateError
from orglife.messages import Message
from orglife.model.calendar import PartialDate, Period
from orglife.model.dates import read_day, read_partial, read_period

TODAY = date(2026, 11, 22)
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "dates.md"
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def table(heading: str) -> list[list[str]]:
    """Return the rows of the table under `heading`, one for each way of typing it."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    rows = []
    for line in lines:
        typed, *meant = [cell.strip() for cell in line.strip("|").split("|")]
        rows += [[one.strip().strip("`"), *meant] for one in typed.split("`, `")]
    assert rows, heading
    return rows


def spoken(error: DateError) -> None:
    """Every refusal is a message with a hint that shows how to write it."""
    assert error.exit_code == 2
    assert isinstance(error.message, Message)
    assert isinstance(error.hint, Message)
    assert str(error.message)
    assert any(sign.isdigit() for sign in str(error.hint))


@pytest.mark.parametrize(("typed", "meant"), table("Days"))
def test_a_day_of_the_page_is_read_as_it_says(typed, meant):
    assert read_day(typed, today=TODAY) == date.fromisoformat(meant)
    assert read_day(typed, today=TODAY, future=True) == date.fromisoformat(meant)
    with pytest.raises(DateError) as refused:
        read_period(typed, today=TODAY)
    spoken(refused.value)


@pytest.mark.parametrize(("typed", "held", "planned"), table("Days without a year"))
def test_a_day_without_a_year_is_the_nearest(typed, held, planned):
    assert read_day(typed, today=TODAY) == date.fromisoformat(held)
    assert read_day(typed, today=TODAY, future=True) == date.fromisoformat(planned)


@pytest.mark.parametrize(("typed", "meant"), table("Months in place of days"))
def test_a_month_stays_a_month(typed, meant):
    assert read_partial(typed, today=TODAY) == PartialDate.parse(meant)
    if len(meant) == 7:
        with pytest.raises(DateError) as refused:
            read_day(typed, today=TODAY)
        spoken(refused.value)


@pytest.mark.parametrize(("typed", "meant"), table("Periods"))
def test_a_period_of_the_page_is_read_as_it_says(typed, meant):
    assert read_period(typed, today=TODAY).label == meant
    with pytest.raises(DateError) as refused:
        read_day(typed, today=TODAY)
    spoken(refused.value)


@pytest.mark.parametrize("typed", [row[0] for row in table("Refused")])
def test_what_the_page_says_is_refused_is_refused_everywhere(typed):
    for read in (read_day, read_partial, read_period):
        with pytest.raises(DateError) as refused:
            read(typed, today=TODAY)
        spoken(refused.value)


@pytest.mark.parametrize("typed", ["1899", "2200", "02026", "202"])
def test_a_year_is_four_digits_and_one_of_a_branch(typed):
    with pytest.raises(DateError):
        read_period(typed, today=TODAY)


@pytest.mark.parametrize("year", [1900, 2026, 2199])
def test_a_year_is_a_period(year):
    assert read_period(f"{year}", today=TODAY) == Period.year(year)
    assert read_period(f" {year} ", today=TODAY) == Period.year(year)


@pytest.mark.parametrize("sign", "-\u2010\u2011\u2012\u2013\u2014\u2212－/／.。．")
def test_any_dash_slash_or_dot_of_the_keyboard_parts_a_day(sign):
    assert read_day(f"2026{sign}11{sign}22", today=TODAY) == TODAY


@pytest.mark.parametrize("typed", ["11/12/2026", "12-11-2026"])
def test_both_readings_of_an_ambiguous_day_are_shown(typed):
    with pytest.raises(DateError) as refused:
        read_day(typed, today=TODAY)
    assert "2026-11-12" in str(refused.value.hint)
    assert "2026-12-11" in str(refused.value.hint)


@pytest.mark.parametrize(
    ("unit", "most"), [("days", 9999), ("weeks", 999), ("months", 999), ("years", 99)]
)
def test_so_many_are_near_enough_and_one_more_is_not(unit, most):
    read_day(f"{most} {unit} ago", today=TODAY)
    with pytest.raises(DateError, match="too far away"):
        read_day(f"{most + 1} {unit} ago", today=TODAY)


@pytest.mark.parametrize("typed", ["11月底", "end of november", "11月末"])
@pytest.mark.parametrize(
    ("today", "held", "planned"),
    [
        ("2026-11-29", "2025-11-30", "2026-11-30"),
        ("2026-11-30", "2026-11-30", "2026-11-30"),
        ("2026-12-01", "2026-11-30", "2027-11-30"),
    ],
)
def test_the_nearest_end_of_a_month(typed, today, held, planned):
    day = date.fromisoformat(today)

    assert read_day(typed, today=day) == date.fromisoformat(held)
    assert read_day(typed, today=day, future=True) == date.fromisoformat(planned)


@pytest.mark.parametrize("typed", ["12345678 days ago", "in 12345678 weeks", "12345678天前"])
def test_a_day_too_far_away_is_called_so(typed):
    with pytest.raises(DateError, match="too far away"):
        read_day(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["123456789 days ago", "123456789天前"])
def test_a_number_too_long_to_count_days_is_no_date(typed):
    with pytest.raises(DateError, match="not a date"):
        read_day(typed, today=TODAY)


def test_a_month_of_three_digits_is_no_order_to_ask_about():
    with pytest.raises(DateError, match="not a date"):
        read_day("011/12/2026", today=TODAY)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("day", [1, 30])
def test_the_quarters_beside_this_one_touch_it(month, day):
    today = date(2026, month, min(day, 28) if month == 2 else day)
    this = Period.containing(today, "quarter")

    for before, after in (("last quarter", "next quarter"), ("上季度", "下季度")):
        assert read_period(before, today=today).last + timedelta(days=1) == this.first
        assert read_period(after, today=today).first - timedelta(days=1) == this.last


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("上上上周", "2026-11-02"),
        ("上上个星期", "2026-11-09"),
        ("上周", "2026-11-16"),
        ("本周", "2026-11-23"),
        ("这个星期", "2026-11-23"),
        ("下周", "2026-11-30"),
        ("下下周", "2026-12-07"),
        ("下下下周", "2026-12-14"),
        ("上上上个月", "2026-08-01"),
        ("下下下个月", "2027-02-01"),
    ],
)
def test_last_and_next_may_be_said_up_to_three_times(typed, first):
    assert read_period(typed, today=date(2026, 11, 23)).first == date.fromisoformat(first)


@pytest.mark.parametrize("unit", ["周", "周五", "个月", "月15日", "季度"])
@pytest.mark.parametrize("way", ["上上上上", "下下下下", "上下", "本上"])
def test_a_week_or_month_said_in_another_way_is_refused(way, unit):
    for typed in (way + unit, way * 200_000 + unit):
        with pytest.raises(DateError) as refused:
            read_period(typed, today=TODAY)
        spoken(refused.value)


CASES = tomllib.loads((Path(__file__).parent / "dates.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[repr(case["typed"]) for case in CASES])
def test_an_edge_is_read_or_refused(case):
    readers = {
        "day": lambda text: read_day(text, today=TODAY).isoformat(),
        "planned": lambda text: read_day(text, today=TODAY, future=True).isoformat(),
        "partial": lambda text: str(read_partial(text, today=TODAY)),
        "period": lambda text: read_period(text, today=TODAY).label,
    }
    for key, read in readers.items():
        if key in case:
            assert read(case["typed"]) == case[key], key
        else:
            with pytest.raises(DateError) as refused:
                read(case["typed"])
            spoken(refused.value)


def numerals(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else "一二三四五六七八九"[tens - 1] + "十"
    return head + ("" if not ones else "一二三四五六七八九"[ones - 1])


@settings(deadline=None)
@given(DAYS)
def test_every_day_is_read_back_in_every_writing(day):
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    week = "一二三四五六日"[day.weekday()]
    for text in (
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month}月{day.day}号（星期{week}）",
        f"{year}年{numerals(day.month)}月{numerals(day.day)}日",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%a} {day.isoformat()}",
    ):
        assert read_day(text, today=TODAY) == day
        assert read_partial(text, today=TODAY) == PartialDate.of(day)


@settings(deadline=None)
@given(DAYS, st.sampled_from(["month", "quarter", "half", "year"]))
def test_every_label_of_a_period_is_read_back(day, unit):
    period = Period.containing(day, unit)
    assert read_period(period.label, today=TODAY) == period


@settings(deadline=None)
@given(DAYS, DAYS)
def test_every_run_of_days_is_read_back(one, other):
    period = Period(min(one, other), max(one, other))
    assert read_period(period.label, today=TODAY) == period


@settings(deadline=None)
@given(st.dates(date(1960, 1, 1), date(2100, 1, 1)), st.integers(1, 12), st.integers(1, 31))
def test_without_a_year_no_nearer_day_exists(today, month, day):
    typed = f"{month:02}-{day:02}"
    try:
        date(2024, month, day)
    except ValueError:
        with pytest.raises(DateError):
            read_day(typed, today=today)
        return
    held, planned = read_day(typed, today=today), read_day(typed, today=today, future=True)
    assert held <= today <= planned
    between = (held + timedelta(n) for n in range(1, (planned - held).days))
    assert not any((one.month, one.day) == (month, day) for one in between)


@settings(deadline=None)
@given(st.dates(date(1960, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_within_seven_days(today, weekday):
    english = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    name, zh = english[weekday], "一二三四五六日"[weekday]
    held = read_day(name, today=today)
    assert held.weekday() == weekday
    assert 0 <= (today - held).days <= 6
    assert 0 <= (read_day(f"周{zh}", today=today, future=True) - today).days <= 6
    assert 1 <= (today - read_day(f"last {name}", today=today)).days <= 7
    assert 1 <= (read_day(f"next {name}", today=today) - today).days <= 7
    monday = today - timedelta(today.weekday())
    assert read_day(f"上周{zh}", today=today) == monday + timedelta(weekday - 7)


SIGNS = "年月日号周上下本前后季度半底末个第天星期0123456789一二十〇两-/. :,()"
WORDS = (" ago", "last ", "q", "h", "of", "end ", "the ", "in ", "days", "fri", "nov", "month")
PIECES = st.sampled_from([*SIGNS, *WORDS, "2026", "11", "..", "今天", "去年"])


@settings(deadline=None)
@given(st.lists(PIECES, max_size=10).map("".join) | st.text(max_size=20))
def test_whatever_is_typed_is_read_or_refused(text):
    for read in (read_day, read_partial, read_period):
        try:
            read(text, today=TODAY)
        except DateError as error:
            spoken(error)
