"""Small numbers and days of the week, as they are written in Chinese and in English."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
TENS = {"十": 10, "廿": 20, "卅": 30}
NUMERALS = f"{DIGITS}〇○o两{''.join(TENS)}"
"""Every character that `numeral` knows."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK = ("周", "星期", "礼拜")
WEEKDAY_SIGNS = "一二三四五六日天"
"""What stands behind one of `WEEK`; the last two are Sunday both."""


def numeral(text: str) -> int | None:
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
