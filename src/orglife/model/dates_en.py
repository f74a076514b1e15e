"""Days, months and periods as they are written in English."""

from __future__ import annotations

from datetime import date

from orglife.model.calendar import PartialDate, Period, add_months, month_end
from orglife.model.dates_numeric import (
    day_of_week,
    digits,
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
from orglife.model.weekdays import english_weekday

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SHIFTS = {"last": -1, "this": 0, "next": 1}
UNITS = ("day", "week", "month", "year")


def english(
    plain: str, text: str, today: date, *, future: bool
) -> date | PartialDate | Period | None:
    """Return what an English date or period means, or None where it is none."""
    words = plain.replace(",", " ").split()
    if words[:1] == ["the"]:
        words = words[1:]
    if len(words) == 1 and words[0].count("-") in (1, 2) and not words[0][0].isalpha():
        words = words[0].split("-")
    for form in (_one_word, _relative, _shifted, _end, _part_of_year, _month_named):
        reading = form(words, text, today, future)
        if reading is not None:
            return reading
    return None


def _one_word(words: list[str], text: str, today: date, future: bool) -> date | None:
    """Today, friday, 15th."""
    if len(words) != 1:
        return None
    word = words[0]
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(word)
    if near is not None:
        return shifted_by(near, "day", today, text)
    weekday = english_weekday(word)
    if weekday is not None:
        return nearest_weekday(weekday, today, future=future)
    number = _ordinal(word)
    if number == word or len(number) > 2:
        return None
    return nearest_of_month(int(number), text, today, future=future)


def _relative(words: list[str], text: str, today: date, _future: bool) -> date | None:
    """3 days ago, in two weeks, day before yesterday."""
    if words == ["day", "before", "yesterday"]:
        return shifted_by(-2, "day", today, text)
    if words == ["day", "after", "tomorrow"]:
        return shifted_by(2, "day", today, text)
    if len(words) != 3 or (words[2] == "ago") == (words[0] == "in"):
        return None
    ago = words[2] == "ago"
    number, unit = (words[0], words[1]) if ago else (words[1], words[2])
    unit = unit.removesuffix("s")
    if unit not in UNITS:
        return None
    count = _count(number)
    return None if count is None else shifted_by(-count if ago else count, unit, today, text)


def _count(word: str) -> int | None:
    if digits(word) and len(word) <= 8:
        return int(word)
    if word in ("a", "an"):
        return 1
    return NUMBERS.index(word) if word in NUMBERS else None


def _shifted(
    words: list[str], text: str, today: date, _future: bool
) -> date | PartialDate | Period | None:
    """Last friday is the latest before today; last month, this quarter, next year are periods."""
    if len(words) != 2 or words[0] not in SHIFTS:
        return None
    shift, what = SHIFTS[words[0]], words[1]
    weekday = english_weekday(what)
    if weekday is not None:
        if shift == 0:
            return day_of_week(weekday, 0, today)
        beside = shifted_by(shift, "day", today, text)
        return nearest_weekday(weekday, beside, future=shift == 1)
    if what == "week":
        return Period(day_of_week(0, shift, today), day_of_week(6, shift, today))
    if what == "month":
        return PartialDate(*month_away(today, shift))
    if what == "quarter":
        return Period.containing(add_months(today, 3 * shift), "quarter")
    return Period.year(today.year + shift) if what == "year" else None


def _end(words: list[str], text: str, today: date, future: bool) -> date | None:
    """End of month, end of the last quarter, end of november."""
    if words[:2] != ["end", "of"]:
        return None
    rest = [word for word in words[2:] if word != "the"]
    if len(rest) == 1 and rest[0] in ("week", "month", "quarter", "year"):
        rest = ["this", *rest]
    if len(rest) == 1 and (month := _month(rest[0])) is not None:
        return nearest_month_end(month, text, today, future=future)
    whole = _shifted(rest, text, today, future) or _month_named(rest, text, today, future)
    if isinstance(whole, PartialDate) and whole.day is None:
        return month_end(whole.year, whole.month)
    return whole.last if isinstance(whole, Period) else None


def _part_of_year(words: list[str], text: str, today: date, _future: bool) -> Period | None:
    """Q4, 2026 Q4, 2026-Q4, H1 2026."""
    joined = "".join(words)
    for letter, unit, highest in (("q", "quarter", 4), ("h", "half", 2)):
        before, found, after = joined.partition(letter)
        if not found or not digits(after[:1]) or not 1 <= int(after[:1]) <= highest:
            continue
        year = before + after[1:]
        if year and not (digits(year) and len(year) == 4 and "" in (before, after[1:])):
            continue
        known = whole_year(int(year), text) if year else None
        return latest_begun(known, int(after[0]), unit, today)
    return None


def _month_named(
    words: list[str], text: str, today: date, future: bool
) -> date | PartialDate | None:
    """22 November 2026, Nov 22, November 2026, November."""
    months = [(at, month) for at, word in enumerate(words) if (month := _month(word))]
    if len(months) != 1 or len(words) > 3:
        return None
    at, month = months[0]
    others = [_ordinal(word) for word in words[:at] + words[at + 1 :]]
    if not all(digits(other) for other in others):
        return None
    years = [other for other in others if len(other) == 4]
    days = [other for other in others if len(other) <= 2]
    if len(years) + len(days) != len(others) or len(years) > 1 or len(days) > 1:
        return None
    if years and days and (at == 2 or others[1] != years[0]):
        return None
    year = int(years[0]) if years else None
    if not days:
        return whole_month(year if year is not None else latest_month(month, today), month, text)
    if year is None:
        return nearest_of_year(month, int(days[0]), text, today, future=future)
    return whole_day(year, month, int(days[0]), text)


def _month(word: str) -> int | None:
    word = word.removesuffix(".")
    for number, name in enumerate(MONTHS, start=1):
        if len(word) >= 3 and (name.startswith(word) or (word == "sept" and number == 9)):
            return number
    return None


def _ordinal(word: str) -> str:
    bare = word[:-2]
    return bare if word[-2:] in ("st", "nd", "rd", "th") and digits(bare) else word
