"""Lists as people write them: what separates, what brackets keep together, what a backslash frees.

A backslash before a sign that separates makes it a plain one; before any other it is itself.
"""

from __future__ import annotations

from itertools import accumulate

from orglife.errors import InvalidRecordError
from orglife.messages import say

SEPARATORS = ";；、,，\n"
OPENING, CLOSING = "(（", ")）"
COLONS = ":："
SIGNS = SEPARATORS + OPENING + CLOSING + COLONS + "\\"
"""What a backslash makes plain."""


def split_names(text: str) -> list[str]:
    """Split at `；;、，,` and line breaks outside brackets, spaces at the ends removed.

    Where `;` separates, a comma after the second colon (in a reason) does not.

    Raises:
        InvalidRecordError: a bracket is left open or closes none.
    """
    return [plain(piece) for piece in pieces(text)]


def pieces(text: str) -> list[str]:
    """Return the pieces of a list as they are written, their backslashes kept."""
    shape = shape_of(text)
    found: list[str] = []
    begin = depth = colons = 0
    whole = ";" in shape or "；" in shape
    for at, sign in enumerate(shape):
        depth += (sign in OPENING) - (sign in CLOSING)
        if depth < 0:
            break
        colons += sign in COLONS
        in_reason = whole and colons > 1 and sign in "、,，"
        if sign in SEPARATORS and depth == 0 and not in_reason:
            found.append(text[begin:at].strip())
            begin, colons = at + 1, 0
    if depth:
        raise InvalidRecordError(
            say("a bracket in {text} has no partner", text=text),
            hint=say(
                "write: NAME（请假：REASON）；NAME, or NAME:excused:REASON; NAME; a single bracket "
                "with a \\ before it"
            ),
        )
    found.append(text[begin:].strip())
    return [piece for piece in found if piece]


def shape_of(text: str) -> str:
    """Return `text`, as long as it is, with every sign that a backslash makes plain hidden."""
    if "\\" not in text:
        return text
    shape, at = [], 0
    while at < len(text):
        hidden = text[at] == "\\" and text[at + 1 : at + 2] in tuple(SIGNS)
        shape.append("xx" if hidden else text[at])
        at += 1 + hidden
    return "".join(shape)


def plain(piece: str) -> str:
    """Return what a piece says, without the backslashes that made its signs plain."""
    if "\\" not in piece:
        return piece
    said, at = [], 0
    while at < len(piece):
        at += piece[at] == "\\" and piece[at + 1 : at + 2] in tuple(SIGNS)
        said.append(piece[at])
        at += 1
    return "".join(said)


def depths(shape: str) -> list[int]:
    """Return how many brackets are open after each sign."""
    return list(accumulate((sign in OPENING) - (sign in CLOSING) for sign in shape_of(shape)))


def escaped(text: str) -> str:
    """Return `text` with a backslash before each sign that would separate."""
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in text)
