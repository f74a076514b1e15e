"""A register of what was held: each row a sitting, its attendance by exception.

Rows of one day are no sitting; only a kind such as 主题党日暨党员大会 is one.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Changed
from orglife.actions.meetings.log import activity_records
from orglife.errors import InvalidRecordError, OrglifeError
from orglife.importers.header import Recognised
from orglife.importers.outcome import Imported, RowDone, counted, in_row
from orglife.importers.people import People
from orglife.importers.problem import Cells, Problem, data_rows
from orglife.importers.register_rows import Held, read_held
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.terms import fold

Same = tuple[date | None, str, int | None, str]
"""What makes two rows the same: the day, the kinds, the group and the topics."""


def import_register(
    branch: Branch, table: Recognised, *, today: date, skip: bool = False, former: bool = False
) -> Imported:
    """Return the branch with what a register says was held.

    Rows on record by day, kind, group and topics are known, as often as they are there. With
    `former` an unknown name becomes a former member; with `skip` bad rows are left out.
    """
    rows, ended = data_rows(table)
    writer = _Writer(branch, former=former)
    problems: list[Problem] = []
    done: list[RowDone] = []
    for row in table.watched(rows):
        cells = Cells(table, row)
        one = writer.row(cells, today)
        if cells.problems or one is None:
            problems += cells.problems
            done.append(RowDone(row.number, "skipped", say("can't be imported")))
        else:
            done.append(one)
    warnings = (*(() if ended is None else (ended,)), *writer.warnings)
    if problems and not skip:
        return Imported(branch, say("nothing imported."), tuple(done), tuple(problems), warnings)
    return Imported(
        writer.result(),
        _said(writer, done),
        tuple(done),
        tuple(problems),
        warnings,
        writer.records,
    )


class _Writer:
    """The activities of an import in the making; the branch itself is made once, at the end."""

    def __init__(self, branch: Branch, *, former: bool) -> None:
        self.before = branch
        self.people = People(branch, make_former=former)
        self.activities: list[Activity] = []
        self.formers: set[int] = set()
        """The former members who were made and are named in a row that was taken in."""
        self.warnings: list[Message] = []
        self.known: Counter[Same | str] = Counter()
        self.seen: Counter[Same] = Counter()
        sittings: dict[int, list[Activity]] = {}
        for one in branch.activities.values():
            if one.state == "held":
                sittings.setdefault(one.sitting or -one.id, []).append(one)
        for parts in sittings.values():
            same = _same(parts)
            self.known[same] += 1
            key = parts[0].key
            if key and key != _key(same, self.known[same]):
                self.known[key] += 1

    def row(self, cells: Cells, today: date) -> RowDone | None:
        """Take in a row, or find it known; None with the problems noted in `cells`."""
        self.people.touched.clear()
        held = read_held(cells, self.people, today)
        if held is None or cells.problems:
            return None
        try:
            made = activity_records(self.people.branch, held.entry, recorded=today)
        except OrglifeError as error:
            field = "year" if isinstance(error, InvalidRecordError) and held.entry.for_year else ""
            cells.refuse(field, error.message, error.hint)
            return None
        same = _same(made.activities)
        self.seen[same] += 1
        key = _key(same, self.seen[same])
        what = _named(self.people.branch, made.activities)
        if self.seen[same] <= self.known[same] or self.known[key]:
            return RowDone(cells.row.number, "known", say("{what}: on record", what=what))
        self.activities += [replace(one, key=key) for one in made.activities]
        last = made.activities[-1].id
        branch = self.people.branch
        self.people.branch = branch.change_meta(next={**branch.meta.next, "activities": last + 1})
        self.warnings += [
            in_row(cells.row.number, warning)
            for warning in (*held.warnings, *made.warnings, *_counted(held, made.activities))
        ]
        for number in sorted(self.people.touched - self.formers):
            name = self.people.made[number].name
            self.warnings.append(
                say("row {row}: {name} is now a former member", row=cells.row.number, name=name)
            )
        self.formers |= self.people.touched
        return RowDone(cells.row.number, "new", what)

    @property
    def records(self) -> tuple[Changed, ...]:
        """Everything that was added."""
        return (
            *(Changed("members", number) for number in sorted(self.formers)),
            *(Changed("activities", one.id) for one in self.activities),
        )

    def result(self) -> Branch:
        """Return the branch with everything in it; the same one where nothing is new."""
        if not self.activities:
            return self.before
        branch = self.people.branch
        held = {**branch.activities, **{one.id: one for one in self.activities}}
        unused = self.people.made.keys() - self.formers
        members = {key: one for key, one in branch.members.items() if key not in unused}
        return replace(branch, activities=held, members=members)


def _same(parts: tuple[Activity, ...] | list[Activity]) -> Same:
    first = parts[0]
    kinds = "+".join(one.kind for one in parts)
    group = next((one.group for one in parts if one.group is not None), None)
    return (first.held, kinds, group, fold(";".join(first.topics)))


def _key(same: Same, number: int) -> str:
    """Return what a row is known by when it comes again, whatever becomes of its record."""
    import hashlib

    text = "|".join(str(part) for part in (*same, number))
    return "import:" + hashlib.sha256(text.encode()).hexdigest()[:12]


def _named(branch: Branch, activities: tuple[Activity, ...]) -> Message:
    from orglife.actions.meetings.said import activity_said

    return activity_said(branch, activities)


def _counted(held: Held, activities: tuple[Activity, ...]) -> list[Message]:
    """Return what the register counts otherwise than its names do; numbers are never stored."""
    attendance = activities[0].attendance
    if attendance is None:
        return []
    found = []
    for stated, named, what in (
        (held.should_attend, len(attendance.expected), say("should attend")),
        (held.present, len(attendance.came), say("present")),
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


def _said(writer: _Writer, done: list[RowDone]) -> Message:
    states = Counter(one.state for one in done)
    return counted(
        say_n("{n} activity", "{n} activities", len(writer.activities)),
        *(
            [say_n("{n} former member", "{n} former members", len(writer.formers))]
            if writer.formers
            else []
        ),
        new=bool(writer.activities),
        known=states["known"],
        skipped=states["skipped"],
    )
