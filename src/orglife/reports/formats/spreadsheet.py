"""Cells for spreadsheets: text that would be read as a formula is neutralised, and back again."""

from __future__ import annotations

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet read a cell as a formula, or as two cells."""
MARK = "'"


def neutral(text: str) -> str:
    """Return text that no spreadsheet computes: a leading `'` where it begins with `= + - @`.

    Text that begins with marks before one of these gets one more, so that `original` is exact.
    """
    return MARK + text if text.lstrip(MARK).startswith(RISKY) else text


def original(text: str) -> str:
    """Return what `neutral` was given."""
    if text.startswith(MARK) and text.lstrip(MARK).startswith(RISKY):
        return text[1:]
    return text
