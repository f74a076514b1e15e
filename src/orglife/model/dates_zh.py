"""Days, months and periods as they are written in Chinese."""

from __future__ import annotations

from datetime import date

from orglife.model.calendar import PartialDate, Period, add_months, month_end
from orglife.model.dates_numeric import (
    day_of_week,
    latest_begun,
    latest_month,
    month_away,
    nearest_month_end,
    nearest_of_month,
    nearest_of_year,
    nearest_weekday,
    shifted_by,
    whole_day,
    whole_month,
    whole_year,
)
from orglife.model.weekdays import (
    NUMERALS,
    WEEK,
    WEEKDAY_SIGNS,
    chinese_weekday,
    parse_chinese_numeral,
)

DAYS = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
}
YEARS = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "下年": 1}
SHIFTS = {"上上上": -3, "上上": -2, "上": -1, "本": 0, "这": 0, "下下下": 3, "下下": 2, "下": 1}
UNITS = {
    "天": "day",
    "日": "day",
    "个星期": "week",
    "个礼拜": "week",
    "星期": "week",
    "礼拜": "week",
    "周": "week",
    "个月": "month",
    "年": "year",
}


class Cursor:
    """A place in a text; each `take` moves on only when it finds what it looks for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def rest(self) -> str:
        """What has not been read."""
        return self.text[self.at :]

    def take(self, *words: str) -> str:
        """Return the first of `words` that stands here, or the empty text."""
        for word in words:
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return word
        return ""

    def number(self) -> tuple[int, int] | None:
        """Return a number in digits or Chinese numerals, and how many characters it has."""
        rest = self.rest
        end = len(rest) - len(rest.lstrip("0123456789"))
        if end:
            value: int | None = int(rest[:end]) if end <= 8 else None
        else:
            end = len(rest) - len(rest.lstrip(NUMERALS))
            value = parse_chinese_numeral(rest[:end])
        if value is None:
            return None
        self.at += end
        return value, end


def chinese(
    plain: str, text: str, today: date, *, future: bool
) -> date | PartialDate | Period | None:
    """Return what a Chinese date or period means, or None where it is none."""
    if plain in DAYS:
        return shifted_by(DAYS[plain], "day", today, text)
    for form in (_ago, _week, _calendar):
        reading = form(Cursor(plain), text, today, future)
        if reading is not None:
            return reading
    return None


def _ago(cursor: Cursor, text: str, today: date, _future: bool) -> date | None:
    """三天前, 两周后, 3个月以前."""
    number = cursor.number()
    unit = cursor.take(*UNITS)
    way = cursor.take("以前", "之前", "前", "以后", "之后", "后")
    if number is None or not unit or not way or cursor.rest:
        return None
    return shifted_by(-number[0] if "前" in way else number[0], UNITS[unit], today, text)


def _shift(cursor: Cursor) -> int | None:
    """上, 上上, 本, 这, 下 with or without 个: how many weeks, months, quarters away."""
    word = cursor.take(*SHIFTS)
    if not word:
        return None
    cursor.take("个")
    return SHIFTS[word]


def _week(cursor: Cursor, _text: str, today: date, future: bool) -> date | Period | None:
    """周五 is the nearest; 上周五 is the Friday of the Monday-to-Sunday week before this one."""
    shift = _shift(cursor)
    if not cursor.take(*WEEK):
        return None
    name = cursor.take(*WEEKDAY_SIGNS)
    if cursor.rest:
        return None
    if not name and shift is not None:
        return Period(day_of_week(0, shift, today), day_of_week(6, shift, today))
    weekday = chinese_weekday(name)
    if weekday is None:
        return None
    if shift is None:
        return nearest_weekday(weekday, today, future=future)
    return day_of_week(weekday, shift, today)


def _year(cursor: Cursor, today: date) -> int | None:
    """2026年, 二〇二六年, 去年; two digits are no year."""
    word = cursor.take(*YEARS)
    if word:
        return today.year + YEARS[word]
    start = cursor.at
    number = cursor.number()
    if number is not None and number[1] == 4 and cursor.take("年"):
        return number[0]
    cursor.at = start
    return None


def _calendar(
    cursor: Cursor, text: str, today: date, future: bool
) -> date | PartialDate | Period | None:
    """2026年11月22日 and everything that leaves out a part of it, or names a larger one."""
    year = _year(cursor, today)
    if year is not None:
        whole_year(year, text)
        cursor.take("度")
        if not cursor.rest:
            return Period.year(year)
    if cursor.take("年底", "年末") or (year is not None and cursor.take("底", "末")):
        return None if cursor.rest else date(year or today.year, 12, 31)
    part = _part_of_year(cursor, year, today)
    if part is not None:
        ends = cursor.take("末", "底")
        if cursor.rest:
            return None
        return part.last if ends else part
    return _in_month(cursor, year, text, today, future)


def _part_of_year(cursor: Cursor, year: int | None, today: date) -> Period | None:
    """第四季度, 上半年; without a year the latest that has begun; 上季度 is the one before."""
    start = cursor.at
    half = {"上半年": 1, "下半年": 2}.get(cursor.take("上半年", "下半年"))
    if half is not None:
        return latest_begun(year, half, "half", today)
    shift = None if year is not None else _shift(cursor)
    if shift is not None:
        if cursor.take("季度"):
            return Period.containing(add_months(today, 3 * shift), "quarter")
    else:
        cursor.take("第")
        number = cursor.number()
        if number is not None and 1 <= number[0] <= 4 and cursor.take("季度"):
            return latest_begun(year, number[0], "quarter", today)
    cursor.at = start
    return None


def _in_month(
    cursor: Cursor, year: int | None, text: str, today: date, future: bool
) -> date | PartialDate | None:
    """11月22日, 上个月15号, 本月底, 15号, 2026年11月."""
    shift = None if year is not None else _shift(cursor)
    number = cursor.number() if shift is None else None
    if shift is None and number is None and year is None and cursor.rest in ("月底", "月末"):
        shift = 0
    if shift is not None:
        year, month = month_away(today, shift)
    elif number is None:
        return None
    else:
        month = number[0]
        if year is None and cursor.rest in ("日", "号"):
            return nearest_of_month(month, text, today, future=future)
    if not cursor.take("月份", "月"):
        return None
    if cursor.take("底", "末"):
        if cursor.rest:
            return None
        if year is None:
            return nearest_month_end(month, text, today, future=future)
        whole_month(year, month, text)
        return month_end(year, month)
    if not cursor.rest:
        return whole_month(year if year is not None else latest_month(month, today), month, text)
    day = cursor.number()
    cursor.take("日", "号")
    if day is None or cursor.rest:
        return None
    if year is None:
        return nearest_of_year(month, day[0], text, today, future=future)
    return whole_day(year, month, day[0], text)
