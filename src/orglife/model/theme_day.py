"""The fixed day of the theme party day (education regulation, Art. 16): `first friday`, `15th`.

Read in English and Chinese; a day that a month does not have is its last.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from orglife.errors import DateError
from orglife.messages import say
from orglife.model.calendar import month_end
from orglife.model.terms import fold
from orglife.model.written import WEEK, chinese_weekday, english_weekday, numeral

LAST = -1
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": LAST}


class ThemeDay(Struct, frozen=True):
    """A day of every month: the `week`-th `weekday` (Monday is 0), or the `number`-th day.

    `week` is 1 to 4 or `LAST`; `number` is 1 to 31 or `LAST`. One of the two is 0.
    """

    week: int
    weekday: int
    number: int

    def of(self, year: int, month: int) -> date:
        """Return the day of that month; the 31st of a shorter month is its last day."""
        last = month_end(year, month)
        if self.number == LAST:
            return last
        if self.number:
            return date(year, month, min(self.number, last.day))
        if self.week == LAST:
            return last - timedelta(days=(last.weekday() - self.weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.week - 1))


def read_theme_day(text: str) -> ThemeDay:
    """Return the day that `text` fixes: `first friday`, `15th`, 每月第一个周五, 每月15日.

    A fifth day of the week is refused, because most months have none.

    Raises:
        DateError: it fixes no day of the month; the hint gives examples.
    """
    plain = fold(text)
    for name in ("theday", "the", "everymonth", "monthly", "onthe", "每个月", "每月"):
        plain = plain.removeprefix(name)
    found = _english(plain.removesuffix("ofthemonth").removesuffix("ofeverymonth"))
    found = found or _chinese(plain.removeprefix("的"))
    if found is None:
        raise DateError(
            say("{text} fixes no day of the month", text=text),
            hint=say(
                "as in {examples}",
                examples=("first friday", "last friday", "15th", "每月第一个周五", "每月15日"),
            ),
        )
    return found


def _english(plain: str) -> ThemeDay | None:
    for word, number in (*_ORDINALS.items(), ("1st", 1), ("2nd", 2), ("3rd", 3), ("4th", 4)):
        rest = plain.removeprefix(word)
        if rest == plain:
            continue
        weekday = english_weekday(rest.removesuffix("s"))
        if weekday is not None:
            return ThemeDay(number, weekday, 0)
        if word == "last" and rest == "day":
            return ThemeDay(0, 0, LAST)
    for ending in ("st", "nd", "rd", "th", ""):
        if plain.endswith(ending) and (number := _number(plain.removesuffix(ending))):
            return ThemeDay(0, 0, number)
    return None


def _chinese(plain: str) -> ThemeDay | None:
    if plain in ("最后一天", "最后一日", "月底", "月末", "底", "末"):
        return ThemeDay(0, 0, LAST)
    for word in WEEK:
        head, _, name = plain.partition(word)
        weekday = chinese_weekday(name)
        if weekday is None:
            continue
        head = head.removesuffix("个")
        if head in ("最后一", "最后"):
            return ThemeDay(LAST, weekday, 0)
        week = _number(head.removeprefix("第"))
        return ThemeDay(week, weekday, 0) if head.startswith("第") and 1 <= week <= 4 else None
    number = _number(plain.removesuffix("日").removesuffix("号"))
    return ThemeDay(0, 0, number) if number and plain[-1] in "日号" else None


def _number(text: str) -> int:
    """Return a day's number from 1 to 31 in digits or Chinese numerals; 0 for anything else."""
    if text.isascii() and text.isdecimal() and len(text) <= 2:
        value = int(text)
    else:
        value = numeral(text) or 0
    return value if 1 <= value <= 31 else 0
