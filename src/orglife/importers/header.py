"""The kind of a sheet and its columns, recognized by the header row.

Headings are compared after `normalize_heading`. A heading that is no whole title is matched by a
part of it, and only by titles that are distinctive enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from orglife.errors import ChoiceError, RefusedError
from orglife.importers.readers import Sheet, SheetRow, column_letters, column_position
from orglife.importers.sheet_kinds import (
    KINDS,
    NOT_KEPT,
    NUMBER_ENDINGS,
    NUMBERING,
    PRIVATE,
    SEAT_PREFIX,
    SheetColumn,
    SheetKind,
)
from orglife.messages import Message, say, say_n
from orglife.model.names import suggest_nearest

ACTUAL = ("实际", "actual", "Actual")
"""How a heading begins that says when something was held, beside one for the plan."""
MOST_COLUMNS = 1 << 20
ROWS_NAMED = 8
SEARCHED = 10
"""The header is looked for in so many rows; titles may stand above it."""


class MatrixColumn(NamedTuple):
    """A column of a matrix: its place, its heading as told, and what stands in its head."""

    at: int
    heading: str
    head: tuple[str, ...]


class RecognizedSheet(NamedTuple):
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
    set_aside: tuple[str, ...] = ()
    """Headings of columns that another column says better."""
    defaults: Mapping[str, str] = {}
    """Field to what it is in every row, for fields without a column."""
    width: int = MOST_COLUMNS
    """How many cells the row of headings has; nothing may stand beyond them."""
    meetings: tuple[MatrixColumn, ...] = ()
    """The columns of an attendance matrix, one a meeting."""
    first_row: int = 0
    """The first row of data, where the headings take several rows; 0 for the one below them."""
    field_rows: Mapping[str, int] = {}
    """Field to the row where it stands, in a form that has its fields below each other."""
    watch: Callable[[int, int], None] | None = None
    """Told how many rows of how many are read, where somebody waits for a long sheet."""

    def watched(self, rows: Sequence[SheetRow]) -> Iterator[SheetRow]:
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
        if self.set_aside:
            found.append(
                say("left out, since another column says it: {columns}", columns=self.set_aside)
            )
        if self.unknown:
            found.append(
                say(
                    "not understood and left out: {columns} (or say what it is: --map {example})",
                    columns=self.unknown,
                    example=f"{self.unknown[0]}=FIELD",
                )
            )
        return (*found, *self._unseen())

    def _unseen(self) -> Iterator[Message]:
        """Yield what is said of columns without a heading, and of what is hidden."""
        header = next((row for row in self.sheet.rows if row.number == self.header), None)
        if header is None:
            return
        below = [row for row in self.sheet.rows if row.number > self.header]
        bare_columns = [at for at, cell in enumerate(header.cells) if not normalize_heading(cell)]
        for at in bare_columns:
            rows = tuple(str(row.number) for row in below if row.filled(at))
            if rows and at not in self.headings:
                yield say(
                    "column {column} has no heading and was left out; it holds something in row "
                    "{rows}",
                    column=column_letters(at),
                    rows=say(
                        "{rows}", rows=(*rows[:ROWS_NAMED], *(["..."] if rows[ROWS_NAMED:] else []))
                    ),
                )
        hidden = tuple(str(row.number) for row in below if row.hidden and not row.blank)
        if hidden:
            yield say_n(
                "hidden row {rows} was read like the others",
                "hidden rows {rows} were read like the others",
                len(hidden),
                rows=say("{rows}", rows=hidden),
            )
        columns = tuple(
            column_letters(at) for at in self.sheet.hidden_columns if at in self.headings
        )
        if columns:
            yield say("hidden columns were read like the others: {columns}", columns=columns)


def recognize_sheet(
    sheet: Sheet,
    mapping: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
) -> RecognizedSheet:
    """Return what `sheet` is: the kind and row with most fields understood.

    `mapping` is heading, or letters of a column, to field, as `--map` gives it; an empty field
    leaves the column out. `defaults` is field to value, for fields that have no column.

    Raises:
        ChoiceError: `mapping` names a field that no sheet has.
        RefusedError: no header row, an ambiguous heading, two columns for one field.
    """
    wanted = {
        normalize_heading(heading): field_named(field) for heading, field in (mapping or {}).items()
    }
    for heading, field in (mapping or {}).items():
        if field and is_private_heading(heading):
            raise RefusedError(
                say("orglife keeps no such data: {column}", column=heading),
                hint=say("leave it out"),
            )
    given = frozenset(defaults or ())
    best: tuple[int, SheetRow, SheetKind] | None = None
    for row in sheet.rows[:SEARCHED]:
        for kind in KINDS:
            score = _score(row, kind, wanted, given)
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
    missing = wanted.keys() - {normalize_heading(cell) for cell in row.cells} - _letters_of(row)
    if missing:
        absent = [heading for heading in mapping or {} if normalize_heading(heading) in missing]
        raise RefusedError(
            say("there is no column {column}", column=absent[0]),
            hint=say("the columns: {columns}", columns=tuple(c for c in row.cells if c.strip())),
        )
    found = _columns(sheet, row, kind, wanted)
    used = {field: value for field, value in (defaults or {}).items() if field not in found.columns}
    return found._replace(defaults=used)


def _letters_of(row: SheetRow) -> set[str]:
    """Return the letters of the columns of a row, as headings are compared."""
    return {column_letters(at).casefold() for at in range(len(row.cells))}


def _wanted_for(row: SheetRow, wanted: Mapping[str, str]) -> dict[int, str]:
    """Return position to field, of the columns named in `wanted` by heading or by letters."""
    headings = [normalize_heading(cell) for cell in row.cells]
    found: dict[int, str] = {}
    for name, field in wanted.items():
        places = [at for at, heading in enumerate(headings) if heading == name]
        position = column_position(name)
        if not places and position is not None and position < len(headings):
            places = [position]
        found.update(dict.fromkeys(places, field))
    for name, field in wanted.items():  # a letter says more than a heading that stands twice
        position = column_position(name)
        if position is not None and position < len(headings) and name not in headings:
            found[position] = field
    return found


def header_key(row: SheetRow) -> str:
    """Return what makes two headers the same, whatever stands around them."""
    return "|".join(heading for cell in row.cells if (heading := normalize_heading(cell)))


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
            if normalize_heading(text) in (
                normalize_heading(field.key),
                *(normalize_heading(title) for title in field.titles),
            ):
                return field.key
    keys = dict.fromkeys(field.key for kind in KINDS for field in kind.fields)
    named = tuple(key for key in keys if not key.startswith(SEAT_PREFIX))
    raise ChoiceError(
        say("{value} is not a field of a sheet", value=text),
        hint=suggest_nearest(text, named) or say("one of: {codes}", codes=named),
    )


def _score(
    row: SheetRow, kind: SheetKind, wanted: Mapping[str, str], given: frozenset[str] = frozenset()
) -> int:
    """Return how many fields a row of headings has; 0 where one is missing that is needed."""
    titles = titles_of(kind)
    keys = {field.key for field in kind.fields}
    by_hand = _wanted_for(row, wanted) if wanted else {}
    found: set[str] = set()
    for at, cell in enumerate(row.cells):
        heading = normalize_heading(cell)
        if at in by_hand:
            fits: tuple[str, ...] = (by_hand[at],)
        elif not heading or len(heading) > 40:
            continue
        else:
            key = titles.get(heading)
            fits = (key,) if key is not None else fits_by_part(cell, kind)
        if len(fits) == 1 and fits[0] in keys:
            found.add(fits[0])
    if kind.first not in found or not (found | given).issuperset(kind.required):
        return 0
    return len(found)


def _columns(
    sheet: Sheet, row: SheetRow, kind: SheetKind, wanted: Mapping[str, str]
) -> RecognizedSheet:
    """Return the columns of a row of headings: those named by hand, by whole title, by a part."""
    titles = titles_of(kind)
    by_hand = _wanted_for(row, wanted)
    found = _Columns(row)
    partly: list[int] = []
    for at, cell in enumerate(row.cells):
        heading = normalize_heading(cell)
        if at in by_hand:
            if by_hand[at]:
                found.add(in_minutes(by_hand[at], cell), at)
        elif heading in titles:
            found.add(in_minutes(titles[heading], cell), at)
        elif heading and is_private_heading(cell):
            found.private.append(found.shown(at))
        elif heading in any_of(NOT_KEPT):
            found.not_kept.append(found.shown(at))
        elif heading:
            partly.append(at)
    for at in partly:
        found.add_by_part(at, kind)
    return RecognizedSheet(
        kind,
        sheet,
        row.number,
        found.columns,
        found.headings,
        tuple(found.private),
        tuple(found.not_kept),
        tuple(found.unknown),
        tuple(found.set_aside),
        width=len(row.cells),
    )


def in_minutes(key: str, heading: str) -> str:
    """Return the field of a heading; hours that it counts in minutes are a field of their own."""
    minutes = "分钟" in heading or "min" in heading.casefold()
    return "minutes long" if key == "hours" and minutes else key


class _Columns:
    """The columns of a row of headings while they are told apart."""

    def __init__(self, row: SheetRow) -> None:
        self.row = row
        self.columns: dict[str, tuple[int, ...]] = {}
        self.headings: dict[int, str] = {}
        self.private: list[str] = []
        self.not_kept: list[str] = []
        self.unknown: list[str] = []
        self.set_aside: list[str] = []

    def shown(self, at: int) -> str:
        """Return a heading as it is told."""
        return " ".join(self.row.cells[at].split()) or column_letters(at)

    def add_by_part(self, at: int, kind: SheetKind) -> None:
        """Take a column of which a part of the heading fits one field that has no other column."""
        cell = self.row.cells[at]
        fits = fits_by_part(cell, kind)
        if len(fits) > 1 and not any(key in self.columns for key in fits):
            _refuse_heading(self.shown(at), fits)
        key = in_minutes(fits[0], cell) if len(fits) == 1 else ""
        if key and key not in self.columns:
            self.add(key, at)
        elif fits:
            self.set_aside.append(self.shown(at))
        elif not is_number(cell):
            self.unknown.append(self.shown(at))
        elif normalize_heading(cell) not in any_of(NUMBERING):
            self.not_kept.append(self.shown(at))

    def add(self, key: str, at: int) -> None:
        """Take a column for a field; of a planned and an actual day the actual one."""
        before = self.columns.get(key, ())
        if before and not key.startswith(SEAT_PREFIX):
            first, second = self.shown(before[0]), self.shown(at)
            if first.startswith(ACTUAL) and not second.startswith(ACTUAL):
                self.set_aside.append(second)
                return
            if not second.startswith(ACTUAL) or first.startswith(ACTUAL):
                _refuse_twice(first, second, before[0], at, key)
            self.set_aside.append(first)
            del self.headings[before[0]]
            before = ()
        self.columns[key] = (*before, at)
        self.headings[at] = self.shown(at)


def _refuse_heading(heading: str, fits: tuple[str, ...]) -> None:
    raise RefusedError(
        say("the column {column} may be: {fields}", column=heading, fields=fits),
        hint=say(
            "say which, as in --map '{example}', or leave it out with --map '{none}'",
            example=f"{heading}={fits[0]}",
            none=f"{heading}=",
        ),
    )


def _refuse_twice(first: str, second: str, one: int, other: int, key: str) -> None:
    raise RefusedError(
        say(
            "the columns {first} ({one}) and {second} ({other}) are both {field}",
            first=first,
            one=column_letters(one),
            second=second,
            other=column_letters(other),
            field=key,
        ),
        hint=say(
            "leave one out by the letter of its column, as in --map {none}",
            none=f"{column_letters(other)}=",
        ),
    )


@lru_cache(maxsize=4096)
def normalize_heading(heading: str) -> str:
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
    text = normalize_heading(heading)
    if is_number(heading) or text in any_of(NOT_KEPT) or is_private_heading(heading):
        return ()
    if text.isascii():
        words = _words(heading)
        fits = [field.key for field in kind.fields if any(_within(t, words) for t in field.titles)]
        return tuple(dict.fromkeys(fits))
    overlaps = {field.key: overlap for field in kind.fields if (overlap := _overlap(text, field))}
    longest = max(overlaps.values(), default=0)
    return tuple(key for key, overlap in overlaps.items() if overlap == longest)


def is_number(heading: str) -> bool:
    """Whether a column holds numbers of rows, people or bodies, as 序号 and 主持人学工号 do."""
    text = normalize_heading(heading)
    named = "姓名" in text
    return text in any_of(NUMBERING) or (text.endswith(NUMBER_ENDINGS) and not named)


def is_private_heading(heading: str) -> bool:
    """Whether a heading, or a part of it, names what orglife has no field for."""
    text, words = normalize_heading(heading), _words(heading)
    return text in any_of(PRIVATE) or any(
        _within(title, words) if title.isascii() else title in text for title in PRIVATE.split("|")
    )


def _overlap(heading: str, field: SheetColumn) -> int:
    """Return how many characters of a heading a title of the field shares; 0 for too few."""
    if field.key.startswith(SEAT_PREFIX):
        return 0
    titles = [normalize_heading(title) for title in field.titles if not title.isascii()]
    inside = [
        len(title)
        for title in titles
        if (len(title) >= 3 or title in ("姓名", "议题", "地点")) and title in heading
    ]
    around = [len(heading) for title in titles if len(heading) >= 2 and heading in title]
    return max((*inside, *around), default=0)


def _within(title: str, words: Sequence[str]) -> bool:
    parts = _words(title) if title.isascii() else ()
    return bool(parts) and any(
        tuple(words[at : at + len(parts)]) == parts for at in range(len(words) - len(parts) + 1)
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple("".join(char if char.isalnum() else " " for char in _plain(text)).split())


@cache
def titles_of(kind: SheetKind) -> dict[str, str]:
    """Return every whole heading of a kind of sheet, as compared, and its field."""
    return {normalize_heading(title): field.key for field in kind.fields for title in field.titles}


@cache
def any_of(titles: str) -> frozenset[str]:
    """Return the headings of a list such as `PRIVATE`, as compared."""
    return frozenset(normalize_heading(title) for title in titles.split("|"))
