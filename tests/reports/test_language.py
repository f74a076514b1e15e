"""Messages, terms and dates in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from orglife.messages import say, say_n
from orglife.model.calendar import Period
from orglife.model.terms import Term
from orglife.reports.language import Capitalized, DayWithWeekday, Language

DAY = date(2026, 11, 20)
TERM = Term("theme-day", en="theme party day", zh="主题党日")


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("text of a user {x}", "text of a user {x}", "text of a user {x}"),
        (None, "", ""),
        (7, "7", "7"),
        (DAY, "2026-11-20", "2026-11-20"),
        (DayWithWeekday(DAY), "Fri 2026-11-20", "2026-11-20 周五"),
        (TERM, "theme party day", "主题党日"),
        (Capitalized(TERM), "Theme party day", "主题党日"),
        (Period.months(2026, 10, 3), "2026-Q4", "2026-Q4"),
        (("a", TERM), "a, theme party day", "a、主题党日"),
        (say("Period"), "Period", "期间"),
        (say("Wrote {path}", path="{path}"), "Wrote {path}", "已写入 {path}"),
        (say_n("{n} day", "{n} days", 1), "1 day", "1天"),
        (say_n("{n} day", "{n} days", 2), "2 days", "2天"),
        (say("as of {day}", day=DAY), "as of 2026-11-20", "截至 2026-11-20"),
        (say("Warning: {warning}", warning=say("Name")), "Warning: Name", "注意：名称"),
        (say("this sentence has no translation"),) * 1 + ("this sentence has no translation",) * 2,
    ],
)
def test_every_value_is_said_in_both_languages(value, english, chinese):
    assert Language("en").text(value) == english
    assert Language("zh").text(value) == chinese


def test_days_in_change_lines_have_their_weekday():
    message = say("as of {day}", day=say("{day}", day=DAY))

    assert Language("en").text(message, weekdays=True) == "as of Fri 2026-11-20"
    assert Language("zh").text(message, weekdays=True) == "截至 2026-11-20 周五"


def test_all_seven_weekdays_are_named():
    days = [date(2026, 11, day) for day in range(16, 23)]

    english = [Language("en").day(day)[:3] for day in days]
    assert english == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [Language("zh").day(day)[-1] for day in days] == list("一二三四五六日")
