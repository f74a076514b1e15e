"""Reading the cells of a row, its problems, the members it names, and the result of an import."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeVar

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.refusals import clean_person_name
from orglife.errors import (
    ChoiceError,
    InvalidRecordError,
    OrglifeError,
    RefusedError,
    UnknownNameError,
)
from orglife.importers.header import RecognizedSheet, normalize_heading
from orglife.importers.readers import SheetRow
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.dates import read_period
from orglife.model.member import Member
from orglife.model.names import find_member, members_named
from orglife.model.terms import is_blank_answer, is_no_answer, is_yes_answer, normalize

T = TypeVar("T")

NOTES = (
    *("注", "备注", "说明", "制表", "填表", "审核", "合计", "总计", "共计", "小计", "单位负责人"),
    *("note", "notes", "total", "prepared by", "checked by"),
)
"""How a row below the data begins that is none."""


class RowProblem(NamedTuple):
    """One thing that is wrong: where it stands, what, and how to mend it."""

    sheet: str
    row: int
    column: str
    message: Message
    hint: Message | None = None

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

    def has(self, field: str) -> bool:
        """Whether the sheet has such a column."""
        return field in self.table.columns

    def text(self, field: str) -> str:
        """Return what stands in the field, without space around it; empty without the column."""
        for at in self.table.columns.get(field, ()):
            if at < len(self.row.cells) and self.row.cells[at].strip():
                return self._clean(field, self.row.cells[at])
        return ""

    def _clean(self, field: str, cell: str) -> str:
        text = cell.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip(" \n\u3000")
        if not text.isprintable():
            import unicodedata

            text = "".join(char for char in text if char not in "\ufeff\u200b\u200e\u200f")
            if any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in text):
                self.refuse(field, say("a character that can't be printed stands in it"))
                return ""
        return text

    def read(self, field: str, reader: Callable[[str], T], default: T) -> T:
        """Return what `reader` makes of the cell; where it refuses, note that and go on."""
        text = self.text(field)
        if not text:
            return default
        try:
            return reader(text)
        except OrglifeError as error:
            self.refuse(field, error.message, error.hint)
            return default

    def refuse(self, field: str, message: Message, hint: Message | None = None) -> None:
        """Note a problem of a field; of the whole row where `field` is empty."""
        at = self.table.columns.get(field, ())
        column = self.table.headings[at[0]] if at else field
        problem = RowProblem(self.table.sheet.name, self.row.number, column, message, hint)
        if problem not in self.problems:
            self.problems.append(problem)


def data_rows(table: RecognizedSheet) -> tuple[list[SheetRow], Message | None]:
    """Return the rows of data below the header, and a notice where something stands below them.

    They end at the first row in which the first field (name, date) is empty, or that is a note.

    Raises:
        RefusedError: the very first row has none, though there is more; or a row that is filled in
            otherwise has none, and data go on below it, which would be lost.
    """
    column = table.columns[table.kind.first][0]
    heading = normalize_heading(table.headings[column])
    below = [row for row in table.sheet.rows if row.number > table.header]
    while below and below[0].blank:
        below = below[1:]
    rows: list[SheetRow] = []
    for at, row in enumerate(below):
        first = row.cells[column].strip() if column < len(row.cells) else ""
        if (
            first and normalize_heading(first) == heading
        ):  # the header again, on the next printed page
            continue
        if first and not _is_note(table, row, first):
            rows.append(row)
            continue
        left = [one.number for one in below[at:] if not one.blank]
        if not left:
            break
        if not rows and not _is_note(table, row, first):
            raise RefusedError(
                say(
                    "row {row}, the first below the headings, has no {field}",
                    row=row.number,
                    field=table.headings[column],
                ),
                hint=say("data begin right below one row of headings"),
            )
        field = table.headings[column]
        if _filled(table, row) and any(_filled(table, one, column) for one in below[at + 1 :]):
            raise RefusedError(
                say(
                    "row {row} has no {field}, and data go on below it", row=row.number, field=field
                ),
                hint=say("fill it in, or take the row out; what stands below is not read without"),
            )
        if left == [row.number]:
            return rows, say(
                "row {row} was not read: the data end where a row has no {field}",
                row=row.number,
                field=field,
            )
        return rows, say(
            "rows {first} to {last} were not read: the data end where row {row} has no {field}",
            first=left[0],
            last=left[-1],
            row=row.number,
            field=field,
        )
    return rows, None


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


class RowResult(NamedTuple):
    """What happens to a row: `new`, `known` (is on record already) or `skipped`; and in words."""

    row: int
    state: str
    said: Message


class ImportResult(NamedTuple):
    """The branch after an import and everything that is to be told about it."""

    branch: Branch
    said: Message
    rows: tuple[RowResult, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    warnings: tuple[Message, ...] = ()
    records: tuple[ChangedRecord, ...] = ()

    def refuse_problems(self) -> None:
        """Refuse the whole import where any row is bad.

        Raises:
            RefusedError: with every problem in its details.
        """
        if not self.problems:
            return
        rows = len({problem.row for problem in self.problems})
        raise RefusedError(
            say_n(
                "{n} row can't be imported; nothing was written",
                "{n} rows can't be imported; nothing was written",
                rows,
            ),
            hint=say("mend them, or leave them out with --on-error skip"),
            details=tuple(problem.said for problem in self.problems),
        )


ALIKE = 3
"""From so many rows on, what is said of each alike is said once."""
ROWS = 5
"""So many of the other rows are named by number."""


def in_row(row: int, warning: Message) -> Message:
    """Return a warning about one row of the file."""
    return say("row {row}: {warning}", row=row, warning=warning)


def collapse_warnings(warnings: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return warnings with those alike about many rows as one, in the place of the first."""
    alike: dict[str, list[Message]] = {}
    for one in warnings:
        alike.setdefault(_inner(one), []).append(one)
    found: list[Message] = []
    for one in warnings:
        if not _inner(one):
            found.append(one)
            continue
        same = alike.pop(_inner(one), [])
        rows = list(dict.fromkeys(two.values["row"] for two in same))
        if len(rows) < ALIKE:
            found += same
            continue
        others = (*(str(row) for row in rows[1 : 1 + ROWS]), *(["..."] if rows[1 + ROWS :] else []))
        found.append(
            say_n(
                "{first}; alike in {n} other row: {rows} (--dry-run shows each)",
                "{first}; alike in {n} other rows: {rows} (--dry-run shows each)",
                len(rows) - 1,
                first=one,
                rows=others,
            )
        )
    return tuple(found)


def _inner(warning: Message) -> str:
    """Return what is said of a row, names left out; nothing where no row is meant."""
    inner = warning.values.get("warning")
    return inner.text if isinstance(inner, Message) else ""


def import_summary(*added: Message, new: bool, known: int, skipped: int) -> Message:
    """Return what an import did, in numbers; `added` says what is new, if anything is."""
    parts = list(added) if new else []
    if known:
        parts.append(say_n("{n} row was on record", "{n} rows were on record", known))
    if skipped:
        parts.append(say_n("{n} row left out", "{n} rows left out", skipped))
    if new:
        return say("imported: {counts}.", counts=tuple(parts))
    return say("nothing new: {counts}.", counts=tuple(parts)) if parts else say("nothing new.")


def import_rows(
    branch: Branch,
    table: RecognizedSheet,
    read: Callable[[RowCells, Branch], T | None],
    act: Callable[[Branch, T], Change],
    said: Callable[[int], Message],
    *,
    skip: bool,
) -> tuple[ImportResult, list[tuple[int, T, Change]]]:
    """Return what the rows come to, and of each that was taken in its number and change.

    The warnings of these changes are not told yet.
    `read` gives None for a row that says nothing new, or with its problems noted; `said` counts
    the new ones. With `skip` bad rows are left out; without it a single one leaves the branch as
    it was.
    """
    rows, ended = data_rows(table)
    after = branch
    problems: list[RowProblem] = []
    done: list[RowResult] = []
    taken: list[tuple[int, T, Change]] = []
    records: dict[ChangedRecord, None] = {}
    for row in rows:
        cells = RowCells(table, row)
        one = read(cells, after)
        if one is None and not cells.problems:
            done.append(RowResult(row.number, "known", say("nothing new")))
            continue
        if one is not None:
            try:
                change = act(after, one)
            except OrglifeError as error:
                cells.refuse("", error.message, error.hint)
            else:
                after = change.branch
                records.update(dict.fromkeys(change.records))
                taken.append((row.number, one, change))
                done.append(RowResult(row.number, "new", change.summary))
                continue
        problems += cells.problems
        done.append(RowResult(row.number, "skipped", say("can't be imported")))
    warnings = () if ended is None else (ended,)
    if problems and not skip:
        refused = say("nothing imported.")
        return ImportResult(branch, refused, tuple(done), tuple(problems), warnings), taken
    states = [one.state for one in done]
    counts = import_summary(
        said(states.count("new")),
        new="new" in states,
        known=states.count("known"),
        skipped=states.count("skipped"),
    )
    imported = ImportResult(after, counts, tuple(done), tuple(problems), warnings, tuple(records))
    return imported, taken


def find_named_member(branch: Branch, text: str) -> Member:
    """Return the one member whom a cell names: by name, `#12`, or `Zhang Wei #12` of namesakes.

    Raises:
        UnknownNameError: nobody; or the member of this number has another name.
        AmbiguousNameError: several.
    """
    name, sharp, number = text.replace("＃", "#").rpartition("#")
    if not sharp:
        return find_member(branch, text)
    one = find_member(branch, f"#{number.strip()}")
    if name.strip() and one not in members_named(branch, name):
        raise UnknownNameError(
            say("#{id} is {name}", id=one.id, name=one.name),
            hint=say("one of the two is mistyped: {text}", text=text.strip()),
        )
    return one


class MemberResolver:
    """The members of the branch by what a sheet calls them; each name is looked up once.

    With `make_former` an unknown name becomes a former member, known by name only.
    """

    def __init__(self, branch: Branch, *, make_former: bool) -> None:
        self.branch = branch
        self.make_former = make_former
        self.made: dict[int, Member] = {}
        self.touched: set[int] = set()
        """Former members made here who were named since this was last cleared."""
        self._known: dict[str, int | OrglifeError] = {}

    def find(self, text: str) -> Member:
        """Return whom `text` means.

        Raises:
            UnknownNameError, AmbiguousNameError: nobody, or several.
        """
        key = normalize(text)
        if key not in self._known:
            self._known[key] = self._look_up(text)
        found = self._known[key]
        if isinstance(found, OrglifeError):
            raise found
        if found in self.made:
            self.touched.add(found)
        return self.branch.members[found]

    def _look_up(self, text: str) -> int | OrglifeError:
        try:
            return find_member(self.branch, text).id
        except UnknownNameError as error:
            if not self.make_former or text.lstrip()[:1] in "#＃":
                return error
            try:
                name = clean_person_name(text, say("name"))
            except InvalidRecordError as unfit:
                return unfit
            member = Member(id=self.branch.next_id("members"), name=name, former=True)
            self.branch = self.branch.add("members", member)
            self.made[member.id] = member
            return member.id
        except OrglifeError as error:
            return error


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
