"""What says nothing, yes or no, wherever it is typed or stands in a sheet: one table for each."""

from __future__ import annotations

from orglife.model.terms import fold

NOTHING = frozenset(("", "无", "-", "—", "/", "none", "nobody"))
"""Nobody, no group, no post: an empty cell that somebody filled in."""
YES = frozenset(("y", "yes", "true", "on", "1", "是", "有", "对", "好", "真"))
NO = frozenset(("n", "no", "false", "off", "0", "否", "不", "假"))


def says_nothing(text: str) -> bool:
    """Whether `text` stands for nothing; a full stop makes no difference."""
    return fold(text).rstrip("。.") in NOTHING


def says_yes(text: str) -> bool:
    """Whether `text` is a yes."""
    return fold(text) in YES


def says_no(text: str) -> bool:
    """Whether `text` is a no; nothing is none."""
    return fold(text) in NO
