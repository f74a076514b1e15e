"""Weekday names, Chinese numerals, and `ThemeDay`, the fixed day of the theme party day.

A theme day reads `first friday` or `15th`, in English and Chinese; a day that a month does not
have is its last. Education regulation, Art. 16.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from orglife.errors import DateError
from orglife.messages import say
from orglife.model.calendar import month_end
from orglife.model.terms import normalize

DIGITS = "零一二三四五六七八九"
TENS = {"十": 10, "廿": 20, "卅": 30}
NUMERALS = f"{DIGITS}〇○o两{''.join(TENS)}"
"""Every character that `numeral` knows."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK = ("周", "星期", "礼拜")
WEEKDAY_SIGNS = "一二三四五六日天"
"""What stands behind one of `WEEK`; the last two are Sunday both."""


def parse_chinese_numeral(text: str) -> int | None:
    """Return the value of `二〇二六` (four digits), `〇五` or `二十二`; None for anything else."""
    plain = text.replace("〇", "零").replace("○", "零").replace("o", "零").replace("两", "二")
    for mark, worth in TENS.items():
        head, found, tail = plain.partition(mark)
        if found:
            if len(head) > 1 or len(tail) > 1 or (head and mark != "十"):
                return None
            tens = DIGITS.find(head) if head else 1
            ones = DIGITS.find(tail)  # of nothing it is 0
            return tens * worth + ones if tens > 0 and ones >= 0 else None
    if not (len(plain) in (1, 4) or (len(plain) == 2 and plain[0] == "零")):
        return None
    digits = [DIGITS.find(sign) for sign in plain]
    return None if -1 in digits else int("".join(map(str, digits)))


def english_weekday(word: str) -> int | None:
    """Return the number of `friday` or `fri`, Monday being 0, or None."""
    for number, name in enumerate(WEEKDAYS):
        if len(word) >= 3 and name.startswith(word):
            return number
    return None


def chinese_weekday(sign: str) -> int | None:
    """Return the number of the `五` of 周五, Monday being 0, or None."""
    at = WEEKDAY_SIGNS.find(sign) if len(sign) == 1 else -1
    return None if at < 0 else min(at, 6)


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
    plain = normalize(text)
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
        value = parse_chinese_numeral(text) or 0
    return value if 1 <= value <= 31 else 0
