"""What a sheet is: its header row, and which column holds which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from orglife.errors import ChoiceError, RefusedError
from orglife.importers.fields import (
    KINDS,
    NOT_KEPT,
    NUMBERING,
    PRIVATE,
    SEAT_PREFIX,
    Field,
    SheetKind,
)
from orglife.importers.sheet import Row, Sheet
from orglife.messages import Message, say
from orglife.model.names import nearest

SEARCHED = 10
"""The header is looked for in so many rows; titles may stand above it."""


class Recognised(NamedTuple):
    """A sheet whose columns are understood.

    `columns` is field to positions (several for seats and for absentees); `headings` position to
    heading as written. The three tuples are headings of columns that are not read.
    """

    kind: SheetKind
    sheet: Sheet
    header: int
    columns: dict[str, tuple[int, ...]]
    headings: dict[int, str]
    private: tuple[str, ...] = ()
    not_kept: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def notices(self) -> tuple[Message, ...]:
        """What is said once about the columns that are not read."""
        found = []
        if self.private:
            found.append(
                say("left out, since orglife keeps no such data: {columns}", columns=self.private)
            )
        if self.not_kept:
            found.append(say("known and not kept: {columns}", columns=self.not_kept))
        if self.unknown:
            found.append(
                say(
                    "not understood and left out: {columns} (or say what it is: --map {example})",
                    columns=self.unknown,
                    example=f"{self.unknown[0]}=FIELD",
                )
            )
        return tuple(found)


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


@cache
def _titles(kind: SheetKind) -> dict[str, str]:
    return {bare(title): field.key for field in kind.fields for title in field.titles}


@cache
def _folded(titles: str) -> frozenset[str]:
    return frozenset(bare(title) for title in titles.split("|"))


def recognise(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> Recognised:
    """Return what `sheet` is: the kind and row with most fields understood.

    `mapping` is heading to field, as `--map` gives it; an empty field leaves the column out.

    Raises:
        ChoiceError: `mapping` names a field that no sheet has.
        RefusedError: no header row, an ambiguous heading, two columns for one field.
    """
    wanted = {bare(heading): field_named(field) for heading, field in (mapping or {}).items()}
    for heading, field in (mapping or {}).items():
        if field and _is_private(heading):
            raise RefusedError(
                say("orglife keeps no such data: {column}", column=heading),
                hint=say("leave it out"),
            )
    best: tuple[int, Row, SheetKind] | None = None
    for row in sheet.rows[:SEARCHED]:
        for kind in KINDS:
            score = _score(row, kind, wanted)
            if score and (best is None or score > best[0]):
                best = (score, row, kind)
    if best is None:
        raise RefusedError(
            say("no row of headings was found in the first {n} rows", n=SEARCHED),
            hint=say(
                "a roster needs a column {name}, a register {date} and {kind}; or name columns "
                "with --map HEADING=FIELD",
                name="name/姓名",
                date="date/日期",
                kind="kind/会议类型",
            ),
        )
    _, row, kind = best
    missing = wanted.keys() - {bare(cell) for cell in row.cells}
    if missing:
        absent = [heading for heading in mapping or {} if bare(heading) in missing]
        raise RefusedError(
            say("there is no column {column}", column=absent[0]),
            hint=say("the columns: {columns}", columns=tuple(c for c in row.cells if c.strip())),
        )
    return _columns(sheet, row, kind, wanted)


def field_named(text: str) -> str:
    """Return the key of the field that `text` names; nothing for nothing."""
    if not text.strip():
        return ""
    for kind in KINDS:
        for field in kind.fields:
            if bare(text) in (bare(field.key), *(bare(title) for title in field.titles)):
                return field.key
    keys = dict.fromkeys(field.key for kind in KINDS for field in kind.fields)
    named = tuple(key for key in keys if not key.startswith(SEAT_PREFIX))
    raise ChoiceError(
        say("{value} is not a field of a sheet", value=text),
        hint=nearest(text, named) or say("one of: {codes}", codes=named),
    )


def _score(row: Row, kind: SheetKind, wanted: Mapping[str, str]) -> int:
    """Return how many fields a row of headings has; 0 where one is missing that is needed."""
    titles = _titles(kind)
    keys = {field.key for field in kind.fields}
    found: set[str] = set()
    for cell in row.cells:
        heading = bare(cell)
        if not heading or len(heading) > 40:
            continue
        key = wanted[heading] if heading in wanted else titles.get(heading)
        fits = (key,) if key is not None else _by_part(cell, kind)
        if len(fits) == 1 and fits[0] in keys:
            found.add(fits[0])
    return len(found) if found.issuperset(kind.required) else 0


def _by_part(heading: str, kind: SheetKind) -> tuple[str, ...]:
    """Return the fields of which a part of the heading, or of which the heading is a part."""
    text = bare(heading)
    if text in _folded(NUMBERING) or text in _folded(NOT_KEPT) or _is_private(heading):
        return ()
    if text.isascii():
        words = _words(heading)
        fits = [field.key for field in kind.fields if any(_within(t, words) for t in field.titles)]
    else:
        fits = [field.key for field in kind.fields if _overlaps(text, field)]
    return tuple(dict.fromkeys(fits))


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in _plain(text)).split()


def _within(title: str, words: Sequence[str]) -> bool:
    parts = _words(title) if title.isascii() else []
    return bool(parts) and any(
        list(words[at : at + len(parts)]) == parts for at in range(len(words) - len(parts) + 1)
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


def _is_private(heading: str) -> bool:
    """Whether a heading, or a part of it, names what orglife has no field for."""
    text, words = bare(heading), _words(heading)
    return text in _folded(PRIVATE) or any(
        _within(title, words) if title.isascii() else title in text for title in PRIVATE.split("|")
    )


def _columns(sheet: Sheet, row: Row, kind: SheetKind, wanted: Mapping[str, str]) -> Recognised:
    titles = _titles(kind)
    columns: dict[str, tuple[int, ...]] = {}
    headings: dict[int, str] = {}
    private: list[str] = []
    not_kept: list[str] = []
    unknown: list[str] = []
    for at, cell in enumerate(row.cells):
        heading, shown = bare(cell), " ".join(cell.split())
        if not heading:
            continue
        key = wanted[heading] if heading in wanted else titles.get(heading)
        if key is None:
            fits = _by_part(cell, kind)
            if len(fits) > 1:
                _refuse_heading(shown, fits)
            key = fits[0] if fits else None
        if key == "hours" and ("分钟" in cell or "min" in cell.casefold()):
            key = "minutes long"
        if key:
            if key in columns and not key.startswith(SEAT_PREFIX):
                _refuse_twice(headings[columns[key][0]], shown, key)
            columns[key] = (*columns.get(key, ()), at)
            headings[at] = shown
        elif key == "":
            continue
        elif _is_private(cell):
            private.append(shown)
        elif heading in _folded(NOT_KEPT):
            not_kept.append(shown)
        elif heading not in _folded(NUMBERING):
            unknown.append(shown)
    return Recognised(
        kind, sheet, row.number, columns, headings, tuple(private), tuple(not_kept), tuple(unknown)
    )


def _refuse_heading(heading: str, fits: tuple[str, ...]) -> None:
    raise RefusedError(
        say("the column {column} may be: {fields}", column=heading, fields=fits),
        hint=say(
            "say which, as in --map '{example}', or leave it out with --map '{none}'",
            example=f"{heading}={fits[0]}",
            none=f"{heading}=",
        ),
    )


def _refuse_twice(first: str, second: str, key: str) -> None:
    raise RefusedError(
        say(
            "the columns {first} and {second} are both {field}",
            first=first,
            second=second,
            field=key,
        ),
        hint=say("leave one out, as in --map '{none}'", none=f"{second}="),
    )
