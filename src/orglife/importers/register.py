"""A register of activities: each row a sitting, its attendance by exception.

A sitting is one row, or one row a person where the rows agree but for the person. Rows of one day
are no sitting; only a kind such as 主题党日暨党员大会 is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from orglife.actions.change import ChangedRecord
from orglife.actions.meetings.activity_edit import edit_activity
from orglife.actions.meetings.log import activity_records
from orglife.actions.meetings.log_checks import log_warnings
from orglife.errors import InvalidRecordError, OrglifeError
from orglife.importers.cell_names import MemberResolver
from orglife.importers.comparison import (
    Choices,
    FieldChange,
    RowChoices,
    RowComparison,
    compare_fields,
)
from orglife.importers.header import RecognizedSheet
from orglife.importers.import_result import (
    Gone,
    ImportResult,
    RowResult,
    compared_said,
    import_summary,
    in_row,
    kept_warning,
)
from orglife.importers.readers import SheetRow
from orglife.importers.register_comparison import differing_parts, identity_of, with_attendance
from orglife.importers.register_matching import Matching, Meeting, described_meeting
from orglife.importers.register_rows import (
    MeetingSource,
    RegisterRow,
    read_held,
    sheet_hint,
)
from orglife.importers.rows import RowCells, RowProblem, data_rows
from orglife.importers.sheet_days import year_of_sheet
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.branch import Branch

PERSON_FIELDS = ("person", "attendance")
"""The columns in which the rows of one meeting differ, where there is a row a person."""


def import_register(
    branch: Branch, table: RecognizedSheet, *, today: date, skip: bool = False, former: bool = False
) -> ImportResult:
    """Return the branch with what one register says was held; see `import_registers`."""
    return import_registers(branch, (table,), today=today, skip=skip, former=former)


def import_registers(
    branch: Branch,
    tables: Sequence[RecognizedSheet],
    *,
    today: date,
    skip: bool = False,
    former: bool = False,
    choices: Choices = Choices(),  # noqa: B008  # immutable
    row_choices: RowChoices | None = None,
) -> ImportResult:
    """Return the branch with what registers and attendance matrices say was held.

    Rows on record by day, kind, group and topics are compared, as often as they are there. With
    `former` an unknown name becomes a former member; with `skip` bad rows are left out.
    """
    from orglife.importers.attendance_matrix import read_matrix

    said_of_rows = row_choices or RowChoices(choices, [table.sheet.name for table in tables])
    writer = _RegisterImport(branch, today, choices, said_of_rows, former=former)
    warnings: list[Message] = []
    for table in tables:
        if table.kind.key == "matrix":
            warnings += read_matrix(table, writer.people, today, writer.take)
            continue
        rows, told = data_rows(table)
        warnings += told
        year = year_of_sheet(table.sheet, table.header)
        for first, persons in _meetings(table, rows):
            _read_row(writer, table, first, persons, today, year)
    writer.finish()
    problems = sorted(writer.problems, key=lambda one: one.row)
    order = {table.sheet.name: at for at, table in enumerate(tables)}
    problems.sort(key=lambda one: order.get(one.sheet, 0))
    done = sorted(writer.done, key=lambda one: (order.get(one.sheet, 0), one.row))
    warnings += writer.warnings
    if problems and not skip:
        return ImportResult(
            branch, say("nothing imported."), tuple(done), tuple(problems), tuple(warnings)
        )
    return ImportResult(
        writer.result(),
        _said(writer, done),
        tuple(done),
        tuple(problems),
        tuple(warnings),
        writer.records,
        writer.gone(),
        writer.uncleared,
    )


def _meetings(
    table: RecognizedSheet, rows: Sequence[SheetRow]
) -> Iterator[tuple[SheetRow, tuple[SheetRow, ...]]]:
    """Yield each meeting's row; with the rows of its persons, where there is a row a person."""
    if "person" not in table.columns:
        for row in table.watched(rows):
            yield row, ()
        return
    apart = {at for field in PERSON_FIELDS for at in table.columns.get(field, ())}
    same = sorted({at for places in table.columns.values() for at in places} - apart)
    found: dict[tuple[str, ...], list[SheetRow]] = {}
    for row in rows:
        found.setdefault(tuple(row.cell(at).strip() for at in same), []).append(row)
    for persons in found.values():
        yield persons[0], tuple(persons)


def _read_row(
    writer: _RegisterImport,
    table: RecognizedSheet,
    row: SheetRow,
    persons: tuple[SheetRow, ...],
    today: date,
    year: int | None,
) -> None:
    cells = RowCells(table, row)
    people = tuple(RowCells(table, person) for person in persons)
    writer.people.touched.clear()
    held = read_held(cells, writer.people, today, year, people)
    option = str(row.number)

    def refuse(
        field: str, message: Message, hint: Message | None, near: tuple[int, ...], name: str
    ) -> None:
        cells.refuse(field, message, hint, near)
        if near:
            last = cells.problems.pop()
            cells.problems.append(last._replace(option=name))

    def problems() -> list[RowProblem]:
        found = [*cells.problems]
        for person in people:
            found += [one for one in person.problems if one not in found]
        return found

    source = MeetingSource(table.sheet.name, row.number, option, refuse, problems)
    writer.take(source, None if cells.problems else held)


class _RegisterImport:
    """The activities of an import in the making; the branch itself is made once, at the end."""

    def __init__(
        self,
        branch: Branch,
        today: date,
        choices: Choices,
        row_choices: RowChoices,
        *,
        former: bool,
    ) -> None:
        self.before = branch
        self.today = today
        self.choices = choices
        self.row_choices = row_choices
        self.people = MemberResolver(branch, make_former=former)
        self.meetings: list[Meeting] = []
        self.touched: dict[int, set[int]] = {}
        """Place of a meeting to the former members who were made for it."""
        self.problems: list[RowProblem] = []
        self.done: list[RowResult] = []
        self.warnings: list[Message] = []
        self.added: dict[int, Activity] = {}
        self.changed: dict[int, Activity] = {}
        self.formers: set[int] = set()
        """The former members who were made and are named in a row that was taken in."""
        self.uncleared = 0
        self._told = 0
        sittings: dict[int, list[Activity]] = {}
        for one in branch.activities.values():
            if one.state == "held":
                sittings.setdefault(one.sitting or -one.id, []).append(one)
        self.sittings = [tuple(parts) for parts in sittings.values()]
        self.identities = [identity_of(parts) for parts in self.sittings]

    def take(self, source: MeetingSource, held: RegisterRow | None) -> None:
        """Take in a meeting that was read, or note its problems."""
        made: tuple[Activity, ...] = ()
        if held is not None and not source.problems():
            try:
                made = activity_records(
                    self.people.branch, held.entry, recorded=self.today
                ).activities
            except OrglifeError as error:
                year = isinstance(error, InvalidRecordError) and held.entry.fields["for_year"]
                field = "year" if year and "--for-year" in str(error.hint or "") else ""
                source.refuse(field, error.message, sheet_hint(error.hint), (), "")
        if held is None or not made:
            self._skip(source)
            return
        self.touched[len(self.meetings)] = set(self.people.touched)
        self.people.touched.clear()
        self.meetings.append(Meeting(source, held, made))

    def _skip(self, source: MeetingSource) -> None:
        self.problems += source.problems()
        self.done.append(RowResult(source.row, "skipped", say("can't be imported"), source.sheet))

    def finish(self) -> None:
        """Find out what each meeting means on record, then add the new and change the others."""
        Matching(self.before, self.sittings, self.identities, self.row_choices).match(self.meetings)
        for at, meeting in enumerate(self.meetings):
            if meeting.source.problems():
                self._skip(meeting.source)
            elif meeting.parts:
                self._compare(meeting)
                self._keep_formers(at, meeting)
            else:
                self._add(meeting)
                self._keep_formers(at, meeting)
        for written, name in self.people.recognised.items():
            self.warnings.append(say("{written} was read as {name}", written=written, name=name))

    def _add(self, meeting: Meeting) -> None:
        first = self.people.branch.next_id("activities")
        parts = tuple(
            replace(one, id=first + at, key=meeting.key) for at, one in enumerate(meeting.made)
        )
        if len(parts) > 1:
            parts = tuple(replace(one, sitting=first) for one in parts)
        branch = self.people.branch
        self.people.branch = branch.change_meta(
            next={**branch.meta.next, "activities": first + len(parts)}
        )
        self.added.update({one.id: one for one in parts})
        source = meeting.source
        self.warnings += [
            in_row(source.row, warning)
            for warning in (
                *meeting.held.warnings,
                *log_warnings(branch, parts),
                *_counted(meeting.held, parts),
            )
        ]
        self.done.append(
            RowResult(source.row, "new", _named(self.people.branch, parts), source.sheet)
        )

    def _compare(self, meeting: Meeting) -> None:
        """Take in what a row says otherwise than the record."""
        source, parts = meeting.source, meeting.parts
        differing = list(differing_parts(self.people.branch, meeting.held, meeting.made, parts))
        decided: frozenset[str] = frozenset()
        if differing and not self.choices.prefer_sheet:
            since = self.choices.decided()
            decided = frozenset(
                field for one in parts for field in since.get(("activities", one.id), ())
            )
        whole = compare_fields((change for _, change in differing), decided, self.choices)
        shown = RowComparison(*(_once(changes) for changes in whole))
        finalized = [one for one in parts if one.finalized is not None]
        if finalized and shown.changes:
            shown = RowComparison((), (*shown.kept, *shown.changes), shown.uncleared)
        self.uncleared += len(shown.uncleared)
        after = parts
        if shown.changes:
            applied = [(at, one) for at, one in differing if one in whole.changes]
            try:
                after = self._apply(meeting, applied)
            except OrglifeError as error:
                source.refuse("", error.message, sheet_hint(error.hint), (), "")
                self._skip(source)
                return
            self.changed.update({one.id: one for one in after})
        what = self._state_of(parts if not shown.changes else after)
        self.done.append(
            RowResult(
                source.row, shown.state, compared_said(what, shown), source.sheet, shown.changes
            )
        )
        if shown.kept:
            self.warnings.append(kept_warning(source.row, source.sheet, what, shown))
        self.warnings += [in_row(source.row, warning) for warning in _counted(meeting.held, after)]

    def _apply(
        self, meeting: Meeting, changes: Sequence[tuple[int, FieldChange]]
    ) -> tuple[Activity, ...]:
        """Return the records of a meeting with what its row says otherwise.

        Raises:
            OrglifeError: what the row says can't be true of the record.
        """
        branch = self.people.branch
        for _, change in changes:
            if change.field in ("kind", "group"):
                raise InvalidRecordError(
                    say("{change}: a sheet can't change that", change=change.said),
                    hint=say(
                        "--new {row} takes it in as another meeting", row=meeting.source.option
                    ),
                )
        moved = any(change.field == "held" for _, change in changes)
        after: list[Activity] = []
        for at, record in enumerate(meeting.parts):
            row = meeting.made[at]
            fields = {change.field for place, change in changes if place == at}
            wanted: dict[str, Any] = {}
            for field in fields - {"attendance"}:
                value = getattr(row, field)
                if field in ("chair", "recorder", "lecturer"):
                    value = f"#{value}" if isinstance(value, int) else value or ""
                wanted[field] = value
            if wanted.keys() & {"chair", "recorder"} and "guests" not in wanted:
                wanted["guests"] = tuple(dict.fromkeys((*record.guests, *row.guests)))
            if moved:
                wanted["held"] = row.held
            record = self.changed.get(record.id, record)
            if wanted:
                mended = edit_activity(branch, record, wanted, today=self.today)
                self.warnings += [
                    in_row(meeting.source.row, warning) for warning in mended.warnings
                ]
                edited = mended.branch.activities[record.id]
            else:
                edited = record
            members = [
                int(change.key.partition(":")[2])
                for place, change in changes
                if place == at and change.field == "attendance"
            ]
            if members:
                edited = replace(edited, attendance=with_attendance(edited, row, members))
            matched = self.row_choices.matched(meeting.source.sheet, meeting.source.option)
            if matched is not None:
                edited = replace(edited, key=meeting.key)
            after.append(edited)
        return tuple(after)

    def _state_of(self, parts: Sequence[Activity]) -> Message:
        from orglife.actions.meetings.activity_record import recorded_activity

        return recorded_activity(self.people.branch, parts)

    def _keep_formers(self, at: int, meeting: Meeting) -> None:
        for number in sorted(self.touched.get(at, set()) - self.formers):
            name = self.people.made[number].name
            self.warnings.append(
                say("row {row}: {name} is now a former member", row=meeting.source.row, name=name)
            )
        self.formers |= self.touched.get(at, set())

    def gone(self) -> tuple[Gone, ...]:
        """Return what is on record within the days of the sheet, and in no row of it."""
        days = [day for one in self.meetings if (day := one.identity.day) is not None]
        if not days or not self.sittings:
            return ()
        kinds = {one.kind for meeting in self.meetings for one in meeting.made}
        meant = {part.id for meeting in self.meetings for part in meeting.parts}
        asked = {key for problem in self.problems for key in problem.candidates}
        first, last = min(days), max(days)
        return tuple(
            Gone(
                "activities",
                parts[0].id,
                say(
                    "#{id} {meeting}", id=parts[0].id, meeting=described_meeting(self.before, parts)
                ),
            )
            for parts in self.sittings
            if parts[0].held is not None
            and first <= parts[0].held <= last
            and parts[0].kind in kinds
            and parts[0].id not in meant | asked
        )

    @property
    def records(self) -> tuple[ChangedRecord, ...]:
        """Everything that was added or changed."""
        return (
            *(ChangedRecord("members", number) for number in sorted(self.formers)),
            *(ChangedRecord("activities", key) for key in (*self.changed, *self.added)),
        )

    def result(self) -> Branch:
        """Return the branch with everything in it; the same one where nothing is new."""
        if not self.added and not self.changed and not self.formers:
            return self.before
        branch = self.people.branch
        held = {**branch.activities, **self.changed, **self.added}
        unused = self.people.made.keys() - self.formers
        members = {key: one for key, one in branch.members.items() if key not in unused}
        return replace(branch, activities=held, members=members)


def _once(changes: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    """Return changes without those that the parts of a sitting share."""
    found: list[FieldChange] = []
    for change in changes:
        if change not in found:
            found.append(change)
    return tuple(found)


def _named(branch: Branch, activities: Sequence[Activity]) -> Message:
    from orglife.actions.meetings.activity_record import recorded_summary

    return recorded_summary(branch, activities)


def _counted(held: RegisterRow, activities: Sequence[Activity]) -> list[Message]:
    """Return what the register counts otherwise than its names do; numbers are never stored."""
    attendance = activities[0].attendance
    if attendance is None:
        return []
    found = []
    for stated, named, what in (
        (held.should_attend, len(attendance.expected), say("should attend")),
        (held.present, len(attendance.attendees), say("present")),
    ):
        if stated is not None and stated != named:
            found.append(
                say(
                    "{what}: the register says {stated}, by name there are {named}",
                    what=what,
                    stated=stated,
                    named=named,
                )
            )
    return found


def _said(writer: _RegisterImport, done: list[RowResult]) -> Message:
    states = Counter(one.state for one in done)
    return import_summary(
        say_n("{n} activity", "{n} activities", len(writer.added)),
        *(
            [say_n("{n} former member", "{n} former members", len(writer.formers))]
            if writer.formers
            else []
        ),
        new=bool(writer.added),
        known=states["same"],
        skipped=states["skipped"],
        changed=states["changed"],
        kept=states["kept"],
    )
