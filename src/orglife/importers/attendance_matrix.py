"""An attendance matrix: names down, meetings across, a sign for each person and meeting.

A column is a meeting where a day stands in its head; kind and group stand there too, or `--kind`
says the kind of all. The head may take one, two or three rows. What is blank for somebody who
should have attended is refused, never read as having been there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from orglife.actions.meetings.activity_entry import ActivityEntry, kinds_named, scopes_of
from orglife.actions.meetings.attendance import why_unexpected
from orglife.errors import OrglifeError, RefusedError
from orglife.importers.attendance_signs import is_sign, key_of_signs, read_sign
from orglife.importers.cell_names import MemberResolver
from orglife.importers.header import (
    SEARCHED,
    MatrixColumn,
    RecognizedSheet,
    any_of,
    is_number,
    is_private_heading,
    normalize_heading,
    titles_of,
)
from orglife.importers.matrix_head import (
    DAY_IN_HEAD,
    MatrixMeeting,
    plain_head,
    read_meeting_head,
)
from orglife.importers.readers import Sheet, SheetRow, column_letters
from orglife.importers.register_rows import MeetingSource, RegisterRow, sheet_hint
from orglife.importers.rows import NOTES, RowCells, RowProblem, data_rows
from orglife.importers.sheet_kinds import MATRIX, NOT_KEPT, ROSTER
from orglife.messages import Message, say
from orglife.model.activity import Absence
from orglife.model.branch import Branch
from orglife.model.name_lists import Absentee
from orglife.model.names import members_named
from orglife.model.terms import is_blank_answer, normalize

LONGEST_NAME_CELL = 12
"""Characters; what is longer in the column of names is a note."""
HEAD_ROWS = 3
"""Rows that a head takes at most, below or above the row that says 姓名."""
TOTALS: Mapping[str, tuple[str, ...]] = {
    "present": (
        "出勤次数",
        "出勤",
        "实到",
        "参加次数",
        "到会次数",
        "出席次数",
        "出勤天数",
        "实到次数",
        "present",
    ),
    "expected": ("应到", "应到次数", "应参加", "应出勤", "应参加次数", "expected"),
    "excused": ("请假次数", "请假", "excused"),
    "missed": ("缺席次数", "缺席", "缺勤", "缺勤次数", "absent", "missed"),
    "late": ("迟到次数", "迟到", "late"),
}
"""Headings of columns that count a person's signs, by what they count."""


def recognize_matrix(
    sheet: Sheet, defaults: Mapping[str, str] | None = None
) -> RecognizedSheet | None:
    """Return a sheet as an attendance matrix, or None where it is none."""
    titles = titles_of(MATRIX)
    for header in sheet.rows[:SEARCHED]:
        names = [
            at
            for at, cell in enumerate(header.cells)
            if titles.get(normalize_heading(cell)) == "name"
        ]
        if len(names) != 1:
            continue
        first = _first_of_data(sheet, header, names[0], titles)
        if first is None:
            continue
        heads = _head_rows(sheet, header, first)
        data = [row for row in sheet.rows if row.number >= first]
        key = key_of_signs(_texts_around(sheet, header.number, names[0]))
        meetings = tuple(
            column
            for at in range(len(header.cells))
            if at != names[0] and (column := _column(heads, at, data, key)) is not None
        )
        if not meetings:
            continue
        return _matrix(sheet, header, first, names[0], meetings, defaults or {})
    return None


def _matrix(
    sheet: Sheet,
    header: SheetRow,
    first: int,
    name: int,
    meetings: tuple[MatrixColumn, ...],
    defaults: Mapping[str, str],
) -> RecognizedSheet:
    columns: dict[str, tuple[int, ...]] = {"name": (name,)}
    headings = {name: " ".join(header.cells[name].split())}
    private: list[str] = []
    not_kept: list[str] = []
    unknown: list[str] = []
    sums = {normalize_heading(title) for several in TOTALS.values() for title in several}
    usual = titles_of(ROSTER).keys() | any_of(NOT_KEPT)
    meant = {one.at for one in meetings}
    for at, cell in enumerate(header.cells):
        if at == name or at in meant or not cell.strip():
            continue
        shown = " ".join(cell.split())
        if titles_of(MATRIX).get(normalize_heading(cell)) == "id" and "id" not in columns:
            columns["id"] = (at,)
            headings[at] = shown
        elif is_private_heading(cell):
            private.append(shown)
        elif normalize_heading(cell) in usual:
            not_kept.append(shown)
        elif normalize_heading(cell) not in sums and not is_number(cell):
            unknown.append(shown)
    columns["meeting"] = tuple(one.at for one in meetings)
    headings.update({one.at: one.heading for one in meetings})
    return RecognizedSheet(
        MATRIX,
        sheet,
        header.number,
        columns,
        headings,
        tuple(private),
        tuple(not_kept),
        tuple(unknown),
        defaults=dict(defaults),
        width=max(len(row.cells) for row in sheet.rows),
        meetings=meetings,
        first_row=first,
    )


def _first_of_data(
    sheet: Sheet, header: SheetRow, name: int, titles: Mapping[str, str]
) -> int | None:
    """Return the number of the first row with a name below the headings."""
    for row in sheet.rows:
        near = header.number < row.number <= header.number + HEAD_ROWS
        if (
            near
            and row.cell(name).strip()
            and titles.get(normalize_heading(row.cell(name))) != "name"
        ):
            return row.number
    return None


def _head_rows(sheet: Sheet, header: SheetRow, first: int) -> list[SheetRow]:
    """Return the rows of the head: those around the row of the names that say several things."""
    above = [
        row
        for row in sheet.rows
        if header.number - 2 <= row.number < header.number
        and len({cell.strip() for cell in row.cells if cell.strip()}) > 1
    ]
    return [*above, *(row for row in sheet.rows if header.number <= row.number < first)]


def _column(
    heads: list[SheetRow], at: int, data: list[SheetRow], key: Mapping[str, Absence]
) -> MatrixColumn | None:
    """Return a column as a meeting: a day in its head, and signs below."""
    texts = [row.cell(at).strip() for row in heads]
    dated = [place for place, text in enumerate(texts) if DAY_IN_HEAD.search(plain_head(text))]
    if not dated or len(plain_head(texts[dated[0]])) > 60:
        return None
    cells = [row.cell(at).strip() for row in data if row.cell(at).strip()]
    signs = sum(is_sign(cell, key) for cell in cells)
    if not signs or signs * 2 < len(cells):
        return None
    for place in range(dated[0]):
        if not texts[place]:  # merged across: it stands over the first of its columns only
            texts[place] = _over(heads[place], at)
    shown = " ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text))
    return MatrixColumn(at, shown, tuple(text for text in texts if text))


def _over(row: SheetRow, at: int) -> str:
    for before in range(at - 1, 0, -1):
        if row.cell(before).strip():
            return row.cell(before).strip()
    return ""


def _texts_around(sheet: Sheet, header: int, name: int) -> list[str]:
    """Return the notes around the table, where a key of the signs may stand."""
    return [
        " ".join(cell for cell in row.cells if cell.strip())
        for row in sheet.rows
        if row.number < header
        or not row.cell(name).strip()
        or len(row.cell(name)) > LONGEST_NAME_CELL
        or row.cell(name).strip().startswith(NOTES)
    ]


def read_matrix(
    table: RecognizedSheet,
    people: MemberResolver,
    today: date,
    take: Callable[[MeetingSource, RegisterRow | None], None],
) -> tuple[Message, ...]:
    """Hand each meeting of a matrix to `take`; return what is to be told of the sheet.

    Raises:
        RefusedError: nobody says of which kind the meetings are.
    """
    rows, told = data_rows(table)
    key = key_of_signs(_texts_around(table.sheet, table.header, table.columns["name"][0]))
    who: list[tuple[SheetRow, int]] = []
    seen: dict[int, int] = {}
    for row in table.watched(rows):
        cells = RowCells(table, row)
        member = _member(cells, people)
        if member is not None and seen.setdefault(member, row.number) != row.number:
            cells.refuse(
                "name",
                say(
                    "{name} stands in row {row} already",
                    name=people.branch.members[member].name,
                    row=seen[member],
                ),
            )
        if cells.problems or member is None:
            take(_source(table, row.number, str(row.number), cells.problems), None)
        else:
            who.append((row, member))
    warnings = list(told)
    counts: dict[int, dict[str, int]] = {member: {} for _, member in who}
    for column in table.meetings:
        warnings += _read_column(table, column, who, people, today, take, key, counts)
    warnings += _totals(table, who, counts, people.branch)
    return tuple(warnings)


def _member(cells: RowCells, people: MemberResolver) -> int | None:
    """Return whom a row is about: by the number that orglife wrote, else by name."""
    nobody: int | None = None
    number = cells.text("id")
    name = cells.read("name", lambda text: text, "")
    numbered = number.startswith("#") and people.named(number)
    if numbered and people.find(number) in members_named(people.branch, name):
        return people.find(number).id
    return cells.read("name", lambda text: people.find(text).id, nobody)


def _source(
    table: RecognizedSheet, row: int, option: str, problems: list[RowProblem]
) -> MeetingSource:
    def refuse(
        _field: str, message: Message, hint: Message | None, near: tuple[int, ...], name: str
    ) -> None:
        letters = table.columns["meeting"]
        at = next((at for at in letters if column_letters(at) == option), None)
        heading = table.headings.get(at, "") if at is not None else ""
        problems.append(RowProblem(table.sheet.name, row, heading, message, hint, row, near, name))

    return MeetingSource(table.sheet.name, row, option, refuse, lambda: problems)


def _read_column(
    table: RecognizedSheet,
    column: MatrixColumn,
    who: list[tuple[SheetRow, int]],
    people: MemberResolver,
    today: date,
    take: Callable[[MeetingSource, RegisterRow | None], None],
    key: Mapping[str, Absence],
    counts: dict[int, dict[str, int]],
) -> list[Message]:
    """Read one meeting and hand it on; return what is to be told of it."""
    problems: list[RowProblem] = []
    source = _source(table, table.header, column_letters(column.at), problems)
    branch = people.branch
    try:
        occasion = read_meeting_head(table, column, branch, today)
    except RefusedError:
        raise
    except OrglifeError as error:
        source.refuse("", error.message, sheet_hint(error.hint), (), "")
        take(source, None)
        return []
    absent: list[Absentee] = []
    present: list[str] = []
    for row, member in who:
        if column.at in row.faults:
            problems.append(_at(table, row, column, row.faults[column.at]))
            continue
        text = row.cell(column.at).strip()
        expected = member in occasion.expected
        if is_blank_answer(text):
            if expected:
                name = branch.members[member].name
                hint = say("write 到, 假, 迟, 缺, 旷 or 免")
                message = say("nothing says whether {name} was there", name=name)
                problems.append(_at(table, row, column, message, hint))
            continue
        try:
            sign = read_sign(text, key)
        except OrglifeError as error:
            problems.append(_at(table, row, column, error.message, error.hint))
            continue
        if not expected and not branch.members[member].visiting:
            places = scopes_of(branch, kinds_named(branch, occasion.kind), _entry(occasion))
            why = why_unexpected(branch, occasion.day, places[0], member)
            problems.append(_at(table, row, column, why, say("leave the cell empty")))
            continue
        counts[member][sign.state] = counts[member].get(sign.state, 0) + 1
        if sign.state == "present":
            present.append(f"#{member}")
        else:
            absent.append(Absentee(f"#{member}", sign.state, sign.reason))
    entry = _entry(occasion)._replace(absent=tuple(absent), present=tuple(present))
    missing = occasion.expected - {member for _, member in who}
    warnings = []
    if missing:
        names = tuple(branch.members[member].name for member in sorted(missing))
        warnings.append(
            say(
                "{column}: should have attended and stand in no row: {names}",
                column=column.heading,
                names=names,
            )
        )
        entry = entry._replace(
            absent=(
                *entry.absent,
                *(Absentee(f"#{member}", "unstated") for member in sorted(missing)),
            )
        )
    fields = frozenset(("date", "kind", "attendance"))
    take(
        source,
        None
        if problems
        else RegisterRow(entry, fields=fields, tells_attendance=True, names_attendance=True),
    )
    return warnings


def _at(
    table: RecognizedSheet,
    row: SheetRow,
    column: MatrixColumn,
    message: Message,
    hint: Message | None = None,
) -> RowProblem:
    return RowProblem(table.sheet.name, row.number, column.heading, message, hint, row.number)


def _entry(occasion: MatrixMeeting) -> ActivityEntry:
    return ActivityEntry(kind=occasion.kind, day=occasion.day, group=occasion.group)


def _totals(
    table: RecognizedSheet,
    who: list[tuple[SheetRow, int]],
    counts: dict[int, dict[str, int]],
    branch: Branch,
) -> list[Message]:
    """Return where a column that counts says otherwise than the signs do."""
    header = next(row for row in table.sheet.rows if row.number == table.header)
    places = {
        at: what
        for at, cell in enumerate(header.cells)
        for what, titles in TOTALS.items()
        if at not in table.headings
        and normalize_heading(cell) in {normalize_heading(title) for title in titles}
    }
    found = []
    for row, member in who:
        states = counts[member]
        sums = {
            "present": states.get("present", 0) + states.get("late", 0),
            "expected": sum(states.values()),
            "excused": states.get("excused", 0),
            "missed": states.get("unstated", 0) + states.get("absent", 0),
            "late": states.get("late", 0),
        }
        for at, what in places.items():
            text = normalize(row.cell(at)).removesuffix("次").removesuffix(".0")
            if text.isdecimal() and int(text) != sums[what]:
                found.append(
                    say(
                        "row {row}, {name}: {column} says {stated}, by the signs it is {counted}",
                        row=row.number,
                        name=branch.members[member].name,
                        column=" ".join(header.cells[at].split()),
                        stated=text,
                        counted=sums[what],
                    )
                )
    return found
