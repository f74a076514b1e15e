"""What no branch file may hold, each with its error; told from the bytes, at next to no cost.

The bytes are searched for what could be too much, which takes a hundredth of the time of decoding.
Only where something is found is the text looked at value by value.
"""

from __future__ import annotations

import msgspec

from orglife.messages import Message, say
from orglife.model.stored import BEYOND

MAX_BYTES = 256 * 1024 * 1024
MAX_DEPTH = 32
MAX_TEXT = 1024 * 1024

TOO_LONG = say("a text of more than {limit} bytes", limit=MAX_TEXT)


def long_text(data: bytes) -> int | None:
    """Return where a text begins that is too long and has no quotation mark in it, or None.

    Told before anything is decoded, which would take several times its size of memory. Line ends,
    tabs and backslashes are two bytes each in JSON, so only what is longer than twice the limit
    is too long for certain; what lies between is looked at as a text.
    """
    return _gap(data, b'"', len(data), 2 * MAX_TEXT)


def suspicious(data: bytes, end: int | None = None) -> bool:
    """Whether a text too long, a control character or half a one may stand in `data[:end]`.

    What this does not look for, the types of the records refuse: depth, huge numbers.
    """
    end = len(data) if end is None else end

    def has(mark: bytes) -> bool:
        return data.find(mark, 0, end) >= 0  # a slice would be a copy of the file

    return (
        (has(b"\\") and any(map(has, (b"\\u", b"\\b", b"\\f", b"\\r"))))
        or _gap(data, b"\n", end, MAX_TEXT) is not None  # a longer text needs a longer line
        or has(b"\x7f")
        or (has(b"\xc2") and _has_c1(data, end))
    )


def _gap(data: bytes, mark: bytes, stop: int, longest: int) -> int | None:
    """Return where more than `longest` bytes without `mark` begin in `data[:stop]`, or None."""
    start = 0
    while start + longest < stop:
        end = data.rfind(mark, start, start + longest + 1)
        if end < 0:
            return start
        start = end + 1
    return None


def _has_c1(data: bytes, end: int) -> bool:
    import re

    return re.compile(rb"\xc2[\x80-\x9f]").search(data, 0, end) is not None


def breach(value: object) -> Message | None:
    """Return what is wrong with a value decoded from JSON, or None. Never recurses."""
    todo: list[tuple[object, int]] = [(value, 1)]
    while todo:
        item, depth = todo.pop()
        if isinstance(item, str):
            wrong = breach_of_text(item)
            if wrong is not None:
                return wrong
        elif isinstance(item, int):
            if abs(item) >= BEYOND:
                return say("a number beyond {limit}", limit=BEYOND)
        elif isinstance(item, float):
            if item != item or item in (float("inf"), float("-inf")):
                return say("a number that is none")
        elif isinstance(item, dict | list | tuple):
            if depth > MAX_DEPTH:
                return say("more than {limit} levels", limit=MAX_DEPTH)
            if isinstance(item, dict):
                todo += [(key, depth) for key in item]
            inner = item.values() if isinstance(item, dict) else item
            todo += [(one, depth + 1) for one in inner]
    return None


def breach_of_text(text: str) -> Message | None:
    """Return what is wrong with a text: its length, a control character, half a character."""
    if len(text) * 4 > MAX_TEXT and len(text.encode("utf-8", "replace")) > MAX_TEXT:
        return TOO_LONG
    if text.isprintable():
        return None
    for character in text:
        code = ord(character)
        if (code < 32 and character not in "\n\t") or 127 <= code < 160:
            return say("a control character (U+{code})", code=f"{code:04X}")
        if 0xD800 <= code < 0xE000:
            return say("half a character (U+{code})", code=f"{code:04X}")
    return None


def decode_any(data: bytes) -> object:
    """Decode JSON of any shape; `ValueError` where it is none, however deep or odd."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None
