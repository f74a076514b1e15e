"""Comparing headings: what makes no difference, and which field one means."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from orglife.importers.fields import NOT_KEPT, NUMBERING, PRIVATE, SEAT_PREFIX, Field, SheetKind


def bare(heading: str) -> str:
    """Return a heading as it is compared.

    NFKC, no case, no spaces or line breaks, no bracketed hint, no `*`, no colon at its end.
    """
    text = "".join(
        char for char in _plain(heading) if not char.isspace() and char not in "*_-\ufeff\u200b"
    )
    return text.rstrip(":")


def _plain(heading: str) -> str:
    """Return a heading without differences of width and case, and without bracketed hints."""
    import unicodedata

    text = unicodedata.normalize("NFKC", heading).casefold()
    for opening, closing in ("()", "[]", "【】", "〔〕", "<>"):
        while opening in text:
            before, _, rest = text.partition(opening)
            _, closed, after = rest.partition(closing)
            text = before + (after if closed else "")
    return text


def fits_by_part(heading: str, kind: SheetKind) -> tuple[str, ...]:
    """Return the fields of which a part of the heading, or of which the heading is a part."""
    text = bare(heading)
    if text in any_of(NUMBERING) or text in any_of(NOT_KEPT) or is_private(heading):
        return ()
    if text.isascii():
        words = _words(heading)
        fits = [field.key for field in kind.fields if any(_within(t, words) for t in field.titles)]
    else:
        fits = [field.key for field in kind.fields if _overlaps(text, field)]
    return tuple(dict.fromkeys(fits))


def is_private(heading: str) -> bool:
    """Whether a heading, or a part of it, names what orglife has no field for."""
    text, words = bare(heading), _words(heading)
    return text in any_of(PRIVATE) or any(
        _within(title, words) if title.isascii() else title in text for title in PRIVATE.split("|")
    )


def _overlaps(heading: str, field: Field) -> bool:
    if field.key.startswith(SEAT_PREFIX):
        return False
    titles = [bare(title) for title in field.titles if not title.isascii()]
    long_enough = [
        title for title in titles if len(title) >= 3 or title in ("姓名", "议题", "地点")
    ]
    return any(title in heading for title in long_enough) or (
        len(heading) >= 2 and any(heading in title for title in titles)
    )


def _within(title: str, words: Sequence[str]) -> bool:
    parts = _words(title) if title.isascii() else []
    return bool(parts) and any(
        list(words[at : at + len(parts)]) == parts for at in range(len(words) - len(parts) + 1)
    )


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in _plain(text)).split()


@cache
def titles_of(kind: SheetKind) -> dict[str, str]:
    """Return every whole heading of a kind of sheet, as compared, and its field."""
    return {bare(title): field.key for field in kind.fields for title in field.titles}


@cache
def any_of(titles: str) -> frozenset[str]:
    """Return the headings of a list such as `PRIVATE`, as compared."""
    return frozenset(bare(title) for title in titles.split("|"))
