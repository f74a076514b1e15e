"""Names within texts, in every spelling that would be accepted as that name.

What is compared is the `name_key` of both: no case, no spaces, no difference of width or of middle
dots. What is replaced is the part of the text as it was written.

A name is found anywhere where it is written in signs that stand without spaces (李四参加). In Latin
and other letters with case it is found where it is no part of a longer word. A name of one sign is
found only where it stands alone: the whole text, or between punctuation, as in a list. In a
sentence nobody can tell it from a word, and it would take every `a` with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from orglife.model.names import name_key


class Part(NamedTuple):
    """The signs of a text that are folded together, and what they are folded to."""

    start: int
    end: int
    folded: str
    """Empty for a space."""


class Found(NamedTuple):
    """A name in a text: where it stands there, and how it reads folded."""

    start: int
    end: int
    name: str


class Spellings:
    """Names with what stands in their place; a name with None stays, and nothing in it is found."""

    def __init__(self, places: Mapping[str, str | None]) -> None:
        self._places: dict[str, str | None] = {}
        for name, place in places.items():
            self._places.setdefault(name_key(name), place)
        self._places.pop("", None)
        self._names = sorted(self._places, key=lambda name: (-len(name), name))

    def in_place(self, text: str) -> str:
        """Return `text` with every name replaced, the longest first; the same object if none."""
        built, done = "", 0
        for one in self._found(text):
            place = self._places[one.name]
            if place is not None:
                apart = " " if text[one.end : one.end + 1].isdigit() else ""
                built += text[done : one.start] + place + apart
                done = one.end
        return built + text[done:] if done else text

    def stand_in(self, text: str) -> bool:
        """Whether a name that is replaced stands in `text`."""
        return any(self._places[one.name] is not None for one in self._found(text))

    def may_stand_in(self, text: str) -> bool:
        """Whether one may stand in `text`: of a single sign, also as a word of a sentence."""
        single = [name for name in self._names if len(name) == 1]
        return self.stand_in(text) or (
            bool(single) and any(name_key(word) in single for word in _words(text))
        )

    def _found(self, text: str) -> Iterator[Found]:
        """Yield the names in `text` from the left, none within another; nothing if none goes."""
        folded = name_key(text)
        names = [name for name in self._names if name in folded]
        if all(self._places[name] is None for name in names):
            return
        parts = list(parts_of(text))
        folded = "".join(part.folded for part in parts)
        home = [index for index, part in enumerate(parts) for _ in part.folded]
        at = 0
        while at < len(folded):
            for name in names:
                if folded.startswith(name, at) and _stands(folded, home, at, at + len(name)):
                    last = home[at + len(name) - 1]
                    yield Found(parts[home[at]].start, parts[last].end, name)
                    at += len(name)
                    while at < len(folded) and home[at] == last:
                        at += 1
                    break
            else:
                at += 1


def parts_of(text: str) -> Iterator[Part]:
    """Yield the parts of a text; what they are folded to makes the fold of the whole."""
    if text.isascii():
        for at, sign in enumerate(text):
            yield Part(at, at + 1, name_key(sign))
        return
    from unicodedata import category, normalize

    start, before = 0, ""
    for at, sign in enumerate(text):
        alone = normalize("NFKC", sign)
        both = normalize("NFKC", text[start : at + 1])
        if at and category(sign)[0] != "M" and both == before + alone:
            yield Part(start, at, name_key(text[start:at]))
            start, both = at, alone
        before = both
    yield Part(start, len(text), name_key(text[start:]))


def _stands(folded: str, home: list[int], start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is a name there, and no part of a word."""
    before = folded[start - 1] if start else ""
    after = folded[end : end + 1]
    if end - start == 1:
        return not (before.isalnum() or after.isalnum())
    if before and home[start] - home[start - 1] <= 1 and _joined(before, folded[start]):
        return False
    return not (after and home[end] - home[end - 1] <= 1 and _joined(folded[end - 1], after))


def _joined(one: str, other: str) -> bool:
    """Whether two neighbours are of one word or of one number."""
    return (_cased(one) and _cased(other)) or (one.isdigit() and other.isdigit())


def _cased(sign: str) -> bool:
    """Whether it is of a script with spaces between words, or belongs to the letter before it."""
    from unicodedata import category

    return sign.islower() or sign.isupper() or category(sign)[0] == "M"


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()
