"""From the bytes of a file to an import: the sheets chosen, recognised and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from orglife.errors import RefusedError
from orglife.importers.comparison import Choices, RowChoices
from orglife.importers.header import (
    RecognizedSheet,
    field_named,
    header_key,
    recognize_sheet,
    remembered_for,
)
from orglife.importers.import_result import ImportResult
from orglife.importers.readers import (
    Sheet,
    SourceWorkbook,
    choose_sheets,
    column_letters,
    read_book,
)
from orglife.messages import Message, say
from orglife.model.branch import Branch

STATED_OF_MEMBERS = frozenset(("standing", "joined", "full since"))
"""The columns that make a sheet with signs of attendance a roster too."""


class ImportTable(NamedTuple):
    """A sheet that is understood, and what is to be said about the file once."""

    recognised: RecognizedSheet
    notices: tuple[Message, ...]
    remembered: Mapping[str, str] = {}
    """What had been said of this header before, and was used."""
    matrix: RecognizedSheet | None = None
    """The columns of attendance that stand beside those of a roster."""

    @property
    def header(self) -> str:
        """What this header is remembered by."""
        row = next(
            row for row in self.recognised.sheet.rows if row.number == self.recognised.header
        )
        return header_key(row)

    @property
    def parts(self) -> tuple[RecognizedSheet, ...]:
        """Everything in it that is imported."""
        return (self.recognised,) if self.matrix is None else (self.recognised, self.matrix)


def load_table(
    data: bytes,
    name: str,
    *,
    sheet: str = "",
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    original: Callable[[str], str] = str,
) -> ImportTable:
    """Return the one sheet of a file with its columns understood; see `load_tables`."""
    return load_tables(
        data,
        name,
        sheets=(sheet,) if sheet else (),
        mapping=mapping,
        remembered=remembered,
        original=original,
    )[0]


def load_tables(
    data: bytes,
    name: str,
    *,
    sheets: Sequence[str] = (),
    every: bool = False,
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    defaults: Mapping[str, str] | None = None,
    original: Callable[[str], str] = str,
) -> tuple[ImportTable, ...]:
    """Return the sheets of a file with their columns understood.

    Those named in `sheets`, or with `every` each that can be imported, else the only one that can.
    `remembered` is header to mapping; `mapping` has the last word. `defaults` is field to value,
    for fields without a column. `original` gives back what a cell held before it was made safe for
    spreadsheets.

    Raises:
        ChoiceError, RefusedError: it is no table, or no roster or register.
    """
    book = read_book(data, name)
    chosen = tuple(
        one._replace(
            rows=tuple(row._replace(cells=tuple(map(original, row.cells))) for row in one.rows)
        )
        for one in choose_sheets(book, sheets, name)
    )
    given = {field_named(field): value for field, value in (defaults or {}).items()}

    def understand(sheet: Sheet) -> ImportTable:
        before = remembered_for(sheet, remembered or {})
        return understood(sheet, {**before, **(mapping or {})}, before, given)

    found = _recognize_all(chosen, understand, name, book, named=bool(sheets), every=every)
    first = found[0]._replace(notices=(*book.notices, *found[0].notices))
    return (first, *found[1:])


def understood(
    sheet: Sheet, mapping: Mapping[str, str], before: Mapping[str, str], given: Mapping[str, str]
) -> ImportTable:
    """Return a sheet with its columns understood, as whatever kind of sheet it is.

    Raises:
        ChoiceError, RefusedError: it is none.
    """
    from orglife.importers.attendance_matrix import recognize_matrix
    from orglife.importers.meeting_form import recognize_form

    matrix = recognize_matrix(sheet, given)
    if matrix is not None and mapping:
        matrix = _without_left_out(matrix, mapping)
    if matrix is None:
        form = recognize_form(sheet, given)
        if form is not None:
            return ImportTable(form, form.notices, before)
        found = recognize_sheet(sheet, mapping, given)
        return ImportTable(found, found.notices, before)
    try:
        left_out = {column_letters(one.at): "" for one in matrix.meetings}
        roster = recognize_sheet(sheet, {**mapping, **left_out}, given)
    except RefusedError:
        return ImportTable(matrix, matrix.notices, before)
    if roster.kind.key != "roster" or STATED_OF_MEMBERS.isdisjoint(roster.columns):
        return ImportTable(matrix, matrix.notices, before)
    return ImportTable(roster, roster.notices, before, matrix)


def _without_left_out(
    matrix: RecognizedSheet, mapping: Mapping[str, str]
) -> RecognizedSheet | None:
    """Return a matrix without the columns that `--map` leaves out; None where none is left."""
    out = {name.strip().upper() for name, field in mapping.items() if not field}
    names = {name.strip() for name, field in mapping.items() if not field}
    meetings = tuple(
        one
        for one in matrix.meetings
        if column_letters(one.at) not in out and one.heading not in names
    )
    if not meetings:
        return None
    columns = {**matrix.columns, "meeting": tuple(one.at for one in meetings)}
    return matrix._replace(meetings=meetings, columns=columns)


def _recognize_all(
    sheets: tuple[Sheet, ...],
    understand: Callable[[Sheet], ImportTable],
    name: str,
    book: SourceWorkbook,
    *,
    named: bool,
    every: bool,
) -> tuple[ImportTable, ...]:
    """Return the sheets that are imported, each understood."""
    if len(sheets) == 1 or named:
        return tuple(map(understand, sheets))
    found: list[ImportTable] = []
    refused: list[tuple[Sheet, RefusedError]] = []
    for one in sheets:
        try:
            found.append(understand(one))
        except RefusedError as error:
            refused.append((one, error))
    if not found:
        raise refused[0][1]
    if every:
        told = tuple(
            say("sheet {sheet} was left out: {why}", sheet=one.name, why=error.message)
            for one, error in refused
        )
        return (found[0]._replace(notices=(*told, *found[0].notices)), *found[1:])
    made = [one for one in found if book.own and one.recognised.sheet.name == book.own]
    names = tuple(one.recognised.sheet.name for one in found)
    if len(found) > 1 and made:
        others = tuple(one for one in names if one != book.own)
        notice = say(
            "{sheet} is read, not {others}: it is the sheet made to be brought back; --sheet "
            "names another",
            sheet=book.own,
            others=others,
        )
        return (made[0]._replace(notices=(*made[0].notices, notice)),)
    if len(found) > 1:
        raise RefusedError(
            say("{file} has several sheets that can be imported", file=name),
            hint=say(
                "name one or several with --sheet: {names}; or take all with --every-sheet",
                names=names,
            ),
        )
    return (found[0],)


def import_table(
    branch: Branch, table: RecognizedSheet, *, today: date, skip: bool = False, former: bool = False
) -> ImportResult:
    """Return what importing one sheet comes to; see `import_tables`."""
    return import_tables(branch, (table,), today=today, skip=skip, former=former)


def import_tables(
    branch: Branch,
    tables: Sequence[RecognizedSheet],
    *,
    today: date,
    skip: bool = False,
    former: bool = False,
    choices: Choices = Choices(),  # noqa: B008  # immutable
) -> ImportResult:
    """Return what importing the sheets comes to, as one change: first rosters, then what was held.

    Raises:
        RefusedError, UsageError: `choices` are about a row that is none.
    """
    names = list(dict.fromkeys(table.sheet.name for table in tables))
    rows = RowChoices(choices, names)
    done: list[ImportResult] = []
    after = branch
    rosters = [table for table in tables if table.kind.key == "roster"]
    if rosters:
        from orglife.importers.roster import import_rosters

        done.append(
            import_rosters(
                after, rosters, today=today, skip=skip, choices=choices, row_choices=rows
            )
        )
        after = done[-1].branch
    registers = [table for table in tables if table.kind.key in ("register", "matrix")]
    if registers:
        from orglife.importers.register import import_registers

        done.append(
            import_registers(
                after,
                registers,
                today=today,
                skip=skip,
                former=former,
                choices=choices,
                row_choices=rows,
            )
        )
        after = done[-1].branch
    for table in tables:
        if table.kind.key == "criticism":
            from orglife.importers.yearly_sheets import import_criticism

            done.append(import_criticism(after, table, today=today, skip=skip))
        elif table.kind.key == "appraisal":
            from orglife.importers.yearly_sheets import import_appraisal

            done.append(import_appraisal(after, table, today=today, skip=skip))
        after = done[-1].branch if done else after
    if not any(one.problems for one in done):
        rows.refuse_unused()
    return _together(branch, done, skip=skip)


def _together(before: Branch, done: Sequence[ImportResult], *, skip: bool) -> ImportResult:
    """Return several outcomes as one; without `skip` a problem in one leaves all undone."""
    if len(done) == 1:
        return done[0]
    problems = tuple(problem for one in done for problem in one.problems)
    refused = bool(problems) and not skip
    said = say("nothing imported.") if refused else say_together([one.said for one in done])
    return ImportResult(
        before if refused else done[-1].branch,
        said,
        tuple(row for one in done for row in one.rows),
        problems,
        tuple(warning for one in done for warning in one.warnings),
        () if refused else tuple(dict.fromkeys(record for one in done for record in one.records)),
        tuple(gone for one in done for gone in one.gone),
        sum(one.uncleared for one in done),
    )


def say_together(parts: Sequence[Message]) -> Message:
    """Return several sentences one after the other."""
    names = [f"part{at}" for at in range(len(parts))]
    text = " ".join("{" + name + "}" for name in names)
    return Message(text, dict(zip(names, parts, strict=True)))
