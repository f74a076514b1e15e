"""Days and months written in digits, and why other digits are refused."""

from __future__ import annotations

from datetime import date
from typing import NoReturn

from orglife.errors import DateError
from orglife.messages import Message, say
from orglife.model.calendar import PartialDate
from orglife.model.nearest import nearest_of_year, whole_day, whole_month, whole_year
from orglife.model.period import Period
from orglife.model.written import WEEK, chinese_weekday, english_weekday


def digits(text: str) -> bool:
    """Whether `text` is ASCII digits and nothing else."""
    return text.isascii() and text.isdigit()


def numeric(
    plain: str, text: str, today: date, *, future: bool
) -> date | PartialDate | Period | None:
    """Return what `2026-11-22`, `20261122`, `11-22`, `2026-11` or `2026` means, or None."""
    for separator in "-/.":
        parts = plain.split(separator)
        if len(parts) > 1 and all(digits(part) for part in parts):
            return _separated(parts, separator, text, today, future=future)
    if digits(plain) and len(plain) == 4:
        return Period.year(whole_year(int(plain), text))
    if digits(plain) and len(plain) == 8:
        return whole_day(int(plain[:4]), int(plain[4:6]), int(plain[6:]), text)
    return None


def _separated(
    parts: list[str], separator: str, text: str, today: date, *, future: bool
) -> date | PartialDate | None:
    """Return what parts mean that one kind of separator divides; never a guess at their order."""
    lengths = [len(part) for part in parts]
    if lengths[0] == 4 and all(length <= 2 for length in lengths[1:]):
        if len(parts) == 3:
            return whole_day(int(parts[0]), int(parts[1]), int(parts[2]), text)
        if len(parts) == 2 and separator == "." and parts[1] == "1":
            raise DateError(
                say("{text} may be January or October: Excel drops a last zero", text=text),
                hint=say(
                    "write {january} or {october}",
                    january=f"{parts[0]}-01",
                    october=f"{parts[0]}-10",
                ),
            )
        if len(parts) == 2:
            return whole_month(int(parts[0]), int(parts[1]), text)
    if separator == "-" and len(parts) == 2 and max(lengths) <= 2:
        return nearest_of_year(int(parts[0]), int(parts[1]), text, today, future=future)
    if len(parts) == 3 and lengths[2] == 4 and max(lengths[:2]) <= 2:
        _refuse_order([int(part) for part in parts], text)
    return None


def _refuse_order(numbers: list[int], text: str) -> NoReturn:
    """Refuse `11/12/2026`: half the world reads it as November, the other half as December."""
    found: list[str] = []
    for month, day in ((numbers[0], numbers[1]), (numbers[1], numbers[0])):
        try:
            iso = date(numbers[2], month, day).isoformat()
        except ValueError:
            continue
        if iso not in found:
            found.append(iso)
    if not found:
        found = ["2026-11-22"]
    raise DateError(
        say("{text} can be read in two ways: the year belongs first", text=text),
        hint=say("write {first} or {second}", first=found[0], second=found[1])
        if len(found) == 2
        else say("write {example}", example=found[0]),
    )


def weekday_apart(plain: str) -> tuple[str, int] | None:
    """Return a date and the day of the week that stands before or behind it, or None.

    As in `2026年1月3日（星期六）`, `2026-11-22 周日` and `Fri 2026-11-20`.
    """
    bare = plain.replace("(", "").replace(")", "")
    for word in WEEK:
        head, _, tail = bare.rpartition(word)
        if head and (number := chinese_weekday(tail)) is not None:
            return head, number
    start = len(bare) - len(bare.lstrip("abcdefghijklmnopqrstuvwxyz"))
    if start >= 3 and (number := english_weekday(bare[:start])) is not None:
        return bare[start:].lstrip(" ,."), number
    end = len(bare.rstrip("abcdefghijklmnopqrstuvwxyz"))
    if len(bare) - end >= 3 and (number := english_weekday(bare[end:])) is not None:
        return bare[:end].rstrip(" ,."), number
    return None


def refuse(plain: str, text: str, example: Message) -> NoReturn:
    """Say why `text` is no date, as far as that can be seen, and give an example."""
    bare = plain.removesuffix(".0")
    if not plain:
        raise DateError(say("the date is empty"), hint=example)
    if ":" in plain:
        raise DateError(
            say("{text} has a time of day, and a date has none", text=text), hint=example
        )
    if digits(bare) and len(bare) == 5:
        raise DateError(
            say("{text} is a day as Excel counts them, from 1900 or from 1904", text=text),
            hint=say(
                "show the column as a date in Excel, or write it as in {iso}", iso="2026-11-22"
            ),
        )
    if digits(bare) or digits(bare.replace(".", "").replace("e+", "")):
        raise DateError(
            say("{text} is a number that could be anything, a timestamp too", text=text),
            hint=example,
        )
    if digits(plain[:2]) and not digits(plain[2:3]) and plain.count(plain[2:3]) == 2:
        raise DateError(
            say("{text} can be read in several ways: the year needs four digits", text=text),
            hint=example,
        )
    raise DateError(say("{text} is not a date or period", text=text), hint=example)
