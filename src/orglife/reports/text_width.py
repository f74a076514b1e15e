"""Columns of text, wrapping, `StyledText`.

How many columns text takes in a terminal, and text cut into lines of so many.

A piece of a line: text of one style. What a style looks like is the format's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

OPENING = "（《“‘「『【(["
CLOSING = "，。、；：？！）》”’」』】,.;:?!)]"
"""What no line may begin with; an opening one must not end it."""


def width(text: str) -> int:
    """Return the columns of `text`: two for a Han character, none for a combining mark."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(2 if east_asian_width(one) in "WF" else 0 if combining(one) else 1 for one in text)


def pad(text: str, columns: int, align: str = "left") -> str:
    """Return `text` filled with spaces to `columns`; unchanged where it is wider."""
    missing = " " * (columns - width(text))
    return missing + text if align == "right" else text + missing


def wrap(text: str, columns: int) -> list[str]:
    """Return `text` in lines of at most `columns`; nothing but spaces at a break is lost.

    Latin words break at spaces and hyphens, Han characters between any two, and what is longer
    than a line anywhere. At least two columns are taken, since a Han character needs them.
    """
    columns = max(columns, 2)
    if width(text) <= columns:
        return [text]
    return _filled(_words(text), columns)


class UnbreakableText(str):
    """A piece of text that no line breaks, be it longer than a line: a command to be copied."""

    __slots__ = ()


def wrap_around(pieces: Iterable[str], columns: int) -> list[str]:
    """Return pieces of text as `wrap` does, those that are `Whole` unbroken."""
    words = (
        word
        for piece in pieces
        for word in ((piece,) if isinstance(piece, UnbreakableText) else _words(piece))
    )
    return _filled(words, max(columns, 2))


def _filled(words: Iterable[str], columns: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for word in words:
        size = width(word)
        if used + width(word.rstrip(" ")) <= columns:
            line, used = line + word, used + size
            continue
        if line.strip(" "):
            lines.append(line.rstrip(" "))
        line, used = "", 0
        if not word.strip(" "):
            continue
        for piece in (word,) if isinstance(word, UnbreakableText) else _pieces(word, columns):
            if line:
                lines.append(line)
            line, used = piece, width(piece)
    if line.strip(" ") or not lines:
        lines.append(line.rstrip(" "))
    return lines


def longest_word(text: str) -> int:
    """Return the columns of the longest part of `text` that has no break in it."""
    return max((width(word.rstrip(" ")) for word in _words(text)), default=0)


def _words(text: str) -> Iterator[str]:
    """Yield what must stay together: a word with the spaces after it, or a wide character."""
    word = ""
    for one in text:
        wide = not one.isascii() and width(one) == 2
        if word and one != " " and (wide or _ends(word, one)) and not _together(word[-1], one):
            yield word
            word = ""
        word += one
    if word:
        yield word


def _ends(word: str, following: str) -> bool:
    """Whether a line may end after `word`: a space, a Han character, a hyphen in no code."""
    last = word[-1]
    if last == "-":
        return word[-2:-1].isalpha() and following.islower()
    return last == " " or width(last) == 2


def _together(one: str, following: str) -> bool:
    """Whether two characters must stand in one line."""
    return following in CLOSING or one in OPENING


def _pieces(word: str, columns: int) -> Iterator[str]:
    """Yield a word that is longer than a line in pieces that fit."""
    piece, used = "", 0
    for one in word:
        size = width(one)
        if used + size > columns:
            if one == " ":
                continue
            yield piece
            piece, used = "", 0
        piece, used = piece + one, used + size
    if piece:
        yield piece


class StyledText(Struct, frozen=True):
    """Visible text; `style` is a status, a severity, or: title, heading, head, frame, hint."""

    text: str
    style: str = ""


StyledLine = list[StyledText]
