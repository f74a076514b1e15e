"""The rows of data of a sheet, the cells of a row, and the problems found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from orglife.errors import (
    ChoiceError,
    InvalidRecordError,
    OrglifeError,
    RefusedError,
)
from orglife.importers.header import RecognizedSheet, normalize_heading
from orglife.importers.readers import SheetRow, column_letters
from orglife.messages import Message, say, say_n
from orglife.model.calendar import Period
from orglife.model.dates import read_period
from orglife.model.terms import is_blank_answer, is_no_answer, is_yes_answer, normalize

T = TypeVar("T")

NOTES = (
    *("注", "备注", "说明", "制表", "填表", "审核", "合计", "总计", "共计", "小计", "单位负责人"),
    *("note", "notes", "total", "prepared by", "checked by"),
)
"""How a row below the data begins that is none."""

LISTS_WITH_TEXTS = ("absent", "excused", "guests")
"""Lists that hold reasons and remarks, which are kept as they are."""
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\xad"))
"""Signs without width that programs leave in cells."""

SUMS = frozenset(("小计", "合计", "总计", "共计", "累计", "subtotal", "total", "sum"))
"""What a row says that sums up others."""


class RowProblem(NamedTuple):
    """One thing that is wrong: where it stands, what, and how to mend it."""

    sheet: str
    row: int
    column: str
    message: Message
    hint: Message | None = None
    whole: int = 0
    """The row that is left out for it; another than `row` where a form has its fields in many."""
    candidates: tuple[int, ...] = ()
    """Ids of the records one of which the row may mean, where it has to be asked."""
    option: str = ""
    """How `--match` and `--new` name the row."""

    @property
    def said(self) -> Message:
        """The whole as one sentence."""
        where = say("row {row}", row=self.row)
        if self.column:
            where = say("row {row}, {column}", row=self.row, column=self.column)
        if self.sheet:
            where = say("sheet {sheet}, {where}", sheet=self.sheet, where=where)
        if self.hint is None:
            return say("{where}: {problem}", where=where, problem=self.message)
        return say("{where}: {problem} ({hint})", where=where, problem=self.message, hint=self.hint)


class RowCells:
    """A row under its headings. Problems are collected, and nothing is raised."""

    def __init__(self, table: RecognizedSheet, row: SheetRow) -> None:
        self.table = table
        self.row = row
        self.problems: list[RowProblem] = []
        self.notices: list[Message] = []
        if row.faults:
            for field, places in table.columns.items():
                for at in places:
                    if at in row.faults:
                        self._note(field, row.faults[at], None, at)
        beyond = [at for at in range(table.width, len(row.cells)) if row.cells[at].strip()]
        if beyond:
            self.refuse(
                "",
                say(
                    "column {column} holds {text}, and the row of headings has no such column",
                    column=column_letters(beyond[0]),
                    text=row.cells[beyond[0]].strip(),
                ),
                say("a comma within a cell needs quotation marks around it, or is a separator"),
            )

    def has(self, field: str) -> bool:
        """Whether the sheet has such a column."""
        return field in self.table.columns

    def text(self, field: str) -> str:
        """Return what stands in the field, without space around it.

        Empty where the cell says nothing (无, —, /), where it has no value, or without the column;
        then it is the default that was given for the whole sheet.
        """
        places = self.table.columns.get(field)
        if places is None:
            return self.table.defaults.get(field, "")
        for at in places:
            if at < len(self.row.cells) and at not in self.row.faults:
                text = self._clean(field, self.row.cells[at])
                if text and not is_blank_answer(text):
                    return unmarked_nothing(text)
        return ""

    def stated(self, field: str) -> bool:
        """Whether something stands in the field, were it only that there is nothing."""
        places = self.table.columns.get(field, ())
        return any(self.row.filled(at) for at in places)

    def _clean(self, field: str, cell: str) -> str:
        text = cell.strip()
        if not text.isprintable():
            import unicodedata

            text = text.replace("\r\n", "\n").replace("\r", "\n")
            kinds = {sign: unicodedata.category(sign) for sign in set(text)}
            if any(kind in ("Cc", "Cs") and sign not in "\n\t" for sign, kind in kinds.items()):
                self.refuse(field, say("a character that can't be printed stands in it"))
                return ""
            if all(kind == "Cf" or sign.isspace() for sign, kind in kinds.items()):
                return ""
        return text

    def read(self, field: str, reader: Callable[[str], T], default: T) -> T:
        """Return what `reader` makes of the cell; where it refuses, note that and go on."""
        text = self.text(field)
        if field not in LISTS_WITH_TEXTS:
            text = without_invisible(text)
        if not text or is_blank_answer(text):
            return default
        try:
            return reader(text)
        except OrglifeError as error:
            self.refuse(field, error.message, error.hint)
            return default

    def notice(self, message: Message) -> None:
        """Keep something that is to be told about the row and refuses nothing."""
        self.notices.append(message)

    def refuse(
        self,
        field: str,
        message: Message,
        hint: Message | None = None,
        candidates: tuple[int, ...] = (),
    ) -> None:
        """Note a problem of a field; of the whole row where `field` is empty.

        `candidates` are ids of the records that the row may mean.
        """
        at = self.table.columns.get(field, ())
        self._note(field, message, hint, at[0] if at else None, candidates)

    def _note(
        self,
        field: str,
        message: Message,
        hint: Message | None,
        at: int | None,
        candidates: tuple[int, ...] = (),
    ) -> None:
        column = field if at is None else self.table.headings[at]
        row = self.table.field_rows.get(field, self.row.number)
        problem = RowProblem(
            self.table.sheet.name, row, column, message, hint, self.row.number, candidates
        )
        if problem not in self.problems:
            self.problems.append(problem)


def without_invisible(text: str) -> str:
    """Return what is to be read as a value, without tabs and what stands in it unseen."""
    if text.isprintable():
        return text
    return text.replace("\t", " ").translate(INVISIBLE).strip()


def unmarked_nothing(text: str) -> str:
    """Return a text without the mark by which an export says that `无` is what is on record."""
    bare = text.lstrip("'")
    return text[1:] if text.startswith("'") and is_blank_answer(bare) else text


def data_rows(table: RecognizedSheet) -> tuple[list[SheetRow], tuple[Message, ...]]:
    """Return the rows of data below the header, and notices about what was passed over.

    Blank rows and notes between the data end nothing. A row below a gap is one of data where it
    has the first field (name, date) and a value in another column that is understood.

    Raises:
        RefusedError: the very first row has no first field, though there is more; or a row that is
            filled in otherwise has none, and data go on below it, which would be lost.
    """
    column = table.columns[table.kind.first][0]
    heading = normalize_heading(table.headings[column])
    field = table.headings[column]
    first_row = max(table.first_row, table.header + 1)
    below = [row for row in table.sheet.rows if row.number >= first_row]
    while below and below[0].blank:
        below = below[1:]
    found = _DataRows()
    gap = False
    for row in below:
        first = row.cell(column).strip()
        if (
            first and normalize_heading(first) == heading
        ):  # the header again, on the next printed page
            continue
        if is_subtotal(row, column):
            found.notes.append(row)
            continue
        note = _is_note(table, row, first)
        if row.filled(column) and not note and (not gap or _filled(table, row, column)):
            found.go_on(table, field)
            gap = False
            found.data.append(row)
            continue
        if not found.data and not row.blank and not note:
            raise RefusedError(
                say(
                    "row {row}, the first below the headings, has no {field}",
                    row=row.number,
                    field=field,
                ),
                hint=say("data begin right below one row of headings"),
            )
        gap = True
        found.passed.append(row)
    return found.data, (*found.told(), *_left_below(found.passed, field))


class _DataRows:
    """The rows of a sheet while they are told apart: data, gaps between them, notes, the rest."""

    def __init__(self) -> None:
        self.data: list[SheetRow] = []
        self.passed: list[SheetRow] = []
        """Since the last row of data; what becomes of them depends on whether data go on."""
        self.gaps: list[SheetRow] = []
        self.notes: list[SheetRow] = []

    def go_on(self, table: RecognizedSheet, field: str) -> None:
        """Data go on below what was passed: refuse what looks like data without its first field."""
        for row in self.passed:
            if row.blank:
                self.gaps.append(row)
                continue
            if _filled(table, row) and not _is_note(table, row, ""):
                raise RefusedError(
                    say(
                        "row {row} has no {field}, and data go on below it",
                        row=row.number,
                        field=field,
                    ),
                    hint=say(
                        "fill it in, or take the row out; what stands below is not read without"
                    ),
                )
            self.notes.append(row)
        self.passed = []

    def told(self) -> Iterator[Message]:
        """Yield what is said of gaps and notes between the data."""
        if self.gaps:
            yield say_n(
                "row {rows} is blank and was passed over",
                "rows {rows} are blank and were passed over",
                len(self.gaps),
                rows=_numbers(self.gaps),
            )
        if self.notes:
            yield say_n(
                "row {rows} was not read: it is a note or a sum",
                "rows {rows} were not read: they are notes or sums",
                len(self.notes),
                rows=_numbers(self.notes),
            )


def _numbers(rows: list[SheetRow]) -> Message:
    return say("{rows}", rows=tuple(str(row.number) for row in rows))


def _left_below(passed: list[SheetRow], field: str) -> tuple[Message, ...]:
    """Return what is said of rows below the data that were not read."""
    left = [row.number for row in passed if not row.blank]
    if not left:
        return ()
    if left == [passed[0].number]:
        return (
            say(
                "row {row} was not read: the data end where a row has no {field}",
                row=left[0],
                field=field,
            ),
        )
    return (
        say(
            "rows {first} to {last} were not read: the data end where row {row} has no {field}",
            first=left[0],
            last=left[-1],
            row=passed[0].number,
            field=field,
        ),
    )


def is_subtotal(row: SheetRow, column: int) -> bool:
    """Whether a row sums up others: 小计 in any column, or `3人` where the name should stand."""
    words = [normalize_heading(cell) for cell in row.cells if cell.strip()]
    if any(word in SUMS for word in words):
        return True
    first = normalize_heading(row.cell(column)).removeprefix("共").removeprefix("计")
    return len(first) > 1 and first[-1] in "人名" and first[:-1].isdecimal()


def _filled(table: RecognizedSheet, row: SheetRow, *needed: int) -> bool:
    """Whether a row looks like data: two or more of the columns that are read, and those needed."""
    read = {at for places in table.columns.values() for at in places}
    filled = {at for at in read if at < len(row.cells) and row.cells[at].strip()}
    return len(filled) > 1 and filled.issuperset(needed)


def _is_note(table: RecognizedSheet, row: SheetRow, first: str) -> bool:
    """Whether a row is a note: its other columns are empty, and it reads like one."""
    read = [at for places in table.columns.values() for at in places]
    others = [at for at in read if at < len(row.cells) and row.cells[at].strip()]
    plain = first.casefold()
    if plain.startswith(NOTES) and (len(others) <= 2 or plain in NOTES):
        return True
    return (
        len(others) == 1 and len(read) > 1 and (len(first) > 20 or any(c in first for c in ":：。"))
    )


def read_year(text: str, today: date) -> int:
    """Return the year that a meeting is for."""
    period = read_period(text, today=today)
    if period != Period.year(period.first.year):
        raise InvalidRecordError(say("{text} is not a year", text=text))
    return period.first.year


def read_number(text: str) -> int:
    """Return a number of people: `25`, `25人`, `25.0`."""
    import unicodedata

    bare = unicodedata.normalize("NFKC", text).strip().removesuffix("人").removesuffix(".0").strip()
    if not (bare.isascii() and bare.isdigit() and len(bare) < 7):
        raise InvalidRecordError(say("{text} is not a number of people", text=text))
    return int(bare)


MARKS = frozenset(("x", "√", "✓", "✔"))
"""What ticks a box; in an answer that is typed they would be no yes."""


def is_yes(text: str) -> bool:
    """Return whether a cell says 是.

    Raises:
        ChoiceError: it says neither yes nor no.
    """
    if is_yes_answer(text) or normalize(text) in MARKS:
        return True
    if is_no_answer(text) or is_blank_answer(text):
        return False
    raise ChoiceError(
        say("{value} is neither yes nor no", value=text),
        hint=say(
            "write {yes} or leave the cell empty; if the column holds something else, use --map",
            yes="yes/是",
        ),
    )
