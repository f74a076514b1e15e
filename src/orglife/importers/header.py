"""What a sheet is: its header row, and which column holds which field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from orglife.errors import ChoiceError, RefusedError
from orglife.importers.fields import (
    KINDS,
    NOT_KEPT,
    NUMBERING,
    SEAT_PREFIX,
    SheetKind,
)
from orglife.importers.headings import any_of, bare, fits_by_part, is_private, titles_of
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
    watch: Callable[[int, int], None] | None = None
    """Told how many rows of how many are read, where somebody waits for a long sheet."""

    def watched(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Yield the rows and tell whoever waits how far it has come."""
        for done, row in enumerate(rows):
            if self.watch is not None:
                self.watch(done, len(rows))
            yield row

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


def recognise(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> Recognised:
    """Return what `sheet` is: the kind and row with most fields understood.

    `mapping` is heading to field, as `--map` gives it; an empty field leaves the column out.

    Raises:
        ChoiceError: `mapping` names a field that no sheet has.
        RefusedError: no header row, an ambiguous heading, two columns for one field.
    """
    wanted = {bare(heading): field_named(field) for heading, field in (mapping or {}).items()}
    for heading, field in (mapping or {}).items():
        if field and is_private(heading):
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


def header_key(row: Row) -> str:
    """Return what makes two headers the same, whatever stands around them."""
    return "|".join(heading for cell in row.cells if (heading := bare(cell)))


def remembered_for(sheet: Sheet, remembered: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return the mapping that was remembered for the header of this sheet; empty if none was."""
    keys = (header_key(row) for row in sheet.rows[:SEARCHED])
    return next((remembered[key] for key in keys if key in remembered), {})


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
    titles = titles_of(kind)
    keys = {field.key for field in kind.fields}
    found: set[str] = set()
    for cell in row.cells:
        heading = bare(cell)
        if not heading or len(heading) > 40:
            continue
        key = wanted[heading] if heading in wanted else titles.get(heading)
        fits = (key,) if key is not None else fits_by_part(cell, kind)
        if len(fits) == 1 and fits[0] in keys:
            found.add(fits[0])
    return len(found) if found.issuperset(kind.required) else 0


def _columns(sheet: Sheet, row: Row, kind: SheetKind, wanted: Mapping[str, str]) -> Recognised:
    titles = titles_of(kind)
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
            fits = fits_by_part(cell, kind)
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
        elif is_private(cell):
            private.append(shown)
        elif heading in any_of(NOT_KEPT):
            not_kept.append(shown)
        elif heading not in any_of(NUMBERING):
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
