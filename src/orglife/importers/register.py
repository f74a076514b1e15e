"""A register of activities: each row a sitting, its attendance by exception.

Rows of one day are no sitting; only a kind such as 主题党日暨党员大会 is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from orglife.actions.change import ChangedRecord
from orglife.actions.meetings.activity_entry import (
    ActivityEntry,
    kinds_named,
    scopes_of,
)
from orglife.actions.meetings.attendance import (
    NamedAttendance,
    refuse_unexpected,
    resolve_attendance,
)
from orglife.actions.meetings.log import activity_records
from orglife.actions.meetings.log_checks import refuse_day
from orglife.actions.refusals import clean_title
from orglife.errors import InvalidRecordError, OrglifeError, UnknownNameError
from orglife.importers.header import RecognizedSheet
from orglife.importers.rows import (
    ImportResult,
    MemberResolver,
    RowCells,
    RowProblem,
    RowResult,
    data_rows,
    import_summary,
    in_row,
    read_number,
    read_year,
)
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.dates import read_day
from orglife.model.duration import read_clock, read_hours, read_minutes
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.fields.values import LECTURER
from orglife.model.name_lists import ALL_CAME, Absentee, read_absentees, split_names
from orglife.model.names import is_member, members_named
from orglife.model.terms import is_blank_answer, normalize

Same = tuple[date | None, str, int | None, str]
"""What makes two rows the same: the day, the kinds, the group and the topics."""


def import_register(
    branch: Branch, table: RecognizedSheet, *, today: date, skip: bool = False, former: bool = False
) -> ImportResult:
    """Return the branch with what a register says was held.

    Rows on record by day, kind, group and topics are known, as often as they are there. With
    `former` an unknown name becomes a former member; with `skip` bad rows are left out.
    """
    rows, ended = data_rows(table)
    writer = _RegisterImport(branch, former=former)
    problems: list[RowProblem] = []
    done: list[RowResult] = []
    for row in table.watched(rows):
        cells = RowCells(table, row)
        one = writer.row(cells, today)
        if cells.problems or one is None:
            problems += cells.problems
            done.append(RowResult(row.number, "skipped", say("can't be imported")))
        else:
            done.append(one)
    warnings = (*(() if ended is None else (ended,)), *writer.warnings)
    if problems and not skip:
        return ImportResult(
            branch, say("nothing imported."), tuple(done), tuple(problems), warnings
        )
    return ImportResult(
        writer.result(),
        _said(writer, done),
        tuple(done),
        tuple(problems),
        warnings,
        writer.records,
    )


class _RegisterImport:
    """The activities of an import in the making; the branch itself is made once, at the end."""

    def __init__(self, branch: Branch, *, former: bool) -> None:
        self.before = branch
        self.people = MemberResolver(branch, make_former=former)
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

    def row(self, cells: RowCells, today: date) -> RowResult | None:
        """Take in a row, or find it known; None with the problems noted in `cells`."""
        self.people.touched.clear()
        held = read_held(cells, self.people, today)
        if held is None or cells.problems:
            return None
        try:
            made = activity_records(self.people.branch, held.entry, recorded=today)
        except OrglifeError as error:
            year = held.entry.fields["for_year"]
            field = "year" if isinstance(error, InvalidRecordError) and year else ""
            cells.refuse(field, error.message, error.hint)
            return None
        same = _same(made.activities)
        self.seen[same] += 1
        key = _key(same, self.seen[same])
        what = _named(self.people.branch, made.activities)
        if self.seen[same] <= self.known[same] or self.known[key]:
            return RowResult(cells.row.number, "known", say("{what}: on record", what=what))
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
        return RowResult(cells.row.number, "new", what)

    @property
    def records(self) -> tuple[ChangedRecord, ...]:
        """Everything that was added."""
        return (
            *(ChangedRecord("members", number) for number in sorted(self.formers)),
            *(ChangedRecord("activities", one.id) for one in self.activities),
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
    return (first.held, kinds, group, normalize(";".join(first.topics)))


def _key(same: Same, number: int) -> str:
    """Return what a row is known by when it comes again, whatever becomes of its record."""
    import hashlib

    text = "|".join(str(part) for part in (*same, number))
    return "import:" + hashlib.sha256(text.encode()).hexdigest()[:12]


def _named(branch: Branch, activities: tuple[Activity, ...]) -> Message:
    from orglife.actions.meetings.activity_record import recorded_summary

    return recorded_summary(branch, activities)


def _counted(held: RegisterRow, activities: tuple[Activity, ...]) -> list[Message]:
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


WHOLE_BRANCH = frozenset(("党支部", "支部", "本支部", "全体", "支委会", "branch", "all"))
EVERYBODY = ALL_CAME | {"全体", "全体党员", "全体党员参加", "全员", "all", "everybody"}


class RegisterRow(NamedTuple):
    """One good row: the entry, the numbers that its sheet states, and what is worth a warning."""

    entry: ActivityEntry
    should_attend: int | None = None
    present: int | None = None
    warnings: tuple[Message, ...] = ()


def read_held(cells: RowCells, people: MemberResolver, today: date) -> RegisterRow | None:
    """Return what a row says was held, or None; its problems are noted in `cells`."""
    day, start, end = _when(cells, people.branch, today)
    kind = cells.read("kind", lambda text: _kind(people.branch, text), "")
    if not kind and not cells.text("kind"):
        cells.refuse("kind", say("the kind of activity is missing"))
    group = cells.read("group", lambda text: _group(people.branch, text), "")
    absent, gone = _absent(cells, people)
    named_present, present = _present(cells, people)
    nothing: int | None = None
    no_day: date | None = None
    nobody: tuple[str, ...] = ()
    claimed = cells.read("recorded", lambda text: read_claimed(text, today), no_day)
    late = cells.read("late", lambda text: _names(people, text), nobody)
    chosen = cells.read("with", lambda text: _names(people, text), nobody)
    guests = cells.read("guests", read_guests, nobody)
    minutes = cells.read("hours", read_hours, 0) or cells.read("minutes long", read_minutes, 0)
    fields: dict[str, Any] = {
        "topics": tuple(read_topics(cells.text("topic"))),
        "guests": guests,
        "chair": cells.read("chair", lambda text: _person(people, text, guests), ""),
        "recorder": cells.read("recorder", lambda text: _person(people, text, guests), ""),
        "lecturer": cells.read("lecturer", lambda text: _lecturer(people, text), ""),
        "place": " ".join(cells.text("place").split()),
        "minutes_long": minutes,
        "start": cells.read("start", read_clock, start),
        "end": cells.read("end", read_clock, end),
        "for_year": cells.read("year", lambda text: read_year(text, today), nothing),
        "outcome": cells.text("outcome"),
        "claimed": claimed,
    }
    entry = ActivityEntry(
        kind=kind,
        day=day or today,
        group=group,
        absent=absent,
        late=late,
        present=named_present,
        chosen=chosen,
        fields={**fields, **_plain_fields(cells, fields)},
        form=cells.text("form"),
    )
    should_attend = cells.read("should attend", read_number, nothing)
    if cells.problems:
        return None
    _refuse_together(cells, people.branch, entry)
    warnings = list(gone)
    if claimed is not None and day is not None and claimed < day:
        warnings.append(say("recorded on {claimed}, before it was held", claimed=claimed))
    return RegisterRow(entry, should_attend, present, tuple(warnings))


OWN_WAY = ("kind", "held", "group", "form", "attendance", "recorded")
"""Fields that a register states and that are read in a way of their own, beside `fields`."""


def _plain_fields(cells: RowCells, known: Container[str]) -> dict[str, Any]:
    """Return the fields that a row states and that are read by their type alone."""
    found: dict[str, Any] = {}
    for column in ACTIVITY_FIELDS.columns():
        name = column.field.name
        if name not in known and name not in OWN_WAY and cells.text(column.sheet.key):
            found[name] = cells.read(column.sheet.key, column.field.type.parse_cell, None)
    return found


def _when(cells: RowCells, branch: Branch, today: date) -> tuple[date | None, str, str]:
    """Return the day, and the times that some sheets hold beside it."""
    nothing: date | None = None
    text = cells.text("date")
    start = end = ""
    if ":" in text or "：" in text:
        text, start, end = split_times(text)

    def read(_cell: str) -> date | None:
        found = read_day(text, today=today)
        refuse_day(branch, found, today)
        return found

    return cells.read("date", read, nothing), start, end


def _kind(branch: Branch, text: str) -> str:
    """Return the codes of a cell's kinds, joined by `+`; a bracketed hint makes no difference."""
    plain = " ".join(text.split())
    try:
        kinds = kinds_named(branch, plain)
    except UnknownNameError:
        bare = plain.replace("（", "(").partition("(")[0].strip()
        if not bare or bare == plain:
            raise
        kinds = kinds_named(branch, bare)
    return "+".join(kind.code for kind in kinds)


def _group(branch: Branch, text: str) -> str:
    """Return the name of a group as the branch has it; nothing where the branch itself is meant."""
    from orglife.model.names import find_group

    if is_blank_answer(text) or normalize(text) in (*WHOLE_BRANCH, normalize(branch.meta.name)):
        return ""
    return f"#{find_group(branch, text).id}"


def _absent(cells: RowCells, people: MemberResolver) -> tuple[tuple[Absentee, ...], list[Message]]:
    """Return the absentees of both columns; former members, whom nobody expected, as warnings."""
    found: list[Absentee] = []
    gone: list[Message] = []
    nobody: tuple[Absentee, ...] = ()
    for field, bare in (("absent", "unstated"), ("excused", "excused")):
        for one in cells.read(field, _reader_of_absentees(people, bare), nobody):
            try:
                member = people.find(one.name)
            except OrglifeError as error:
                cells.refuse(field, error.message, _hint(error))
                continue
            if member.former:
                gone.append(
                    say("{name} is a former member; the absence is not kept", name=member.name)
                )
            else:
                found.append(one._replace(name=f"#{member.id}"))
    return tuple(found), gone


def _reader_of_absentees(
    people: MemberResolver, bare: str
) -> Callable[[str], tuple[Absentee, ...]]:
    known = is_member(people.branch)
    return lambda text: read_absentees(text, bare=bare, known=known)


def _hint(error: OrglifeError) -> Message | None:
    if isinstance(error, UnknownNameError):
        more = say("for somebody who left before the roster was made: --unknown former")
        return more if error.hint is None else say("{hint}; {more}", hint=error.hint, more=more)
    return error.hint


def _present(cells: RowCells, people: MemberResolver) -> tuple[tuple[str, ...], int | None]:
    """Return who is named as present, or how many are said to have been."""
    text = cells.text("present")
    if is_blank_answer(text) or normalize(text) in EVERYBODY:
        return (), None
    if any(char.isdigit() for char in text) and not _names_somebody(people, text):
        nothing: int | None = None
        return (), cells.read("present", read_number, nothing)
    nobody: tuple[str, ...] = ()
    return cells.read("present", lambda names: _names(people, names), nobody), None


def _names_somebody(people: MemberResolver, text: str) -> bool:
    """Whether a cell that holds digits names a member: `#1、#2`, 王伟2."""
    return "#" in normalize(text) or any(map(is_member(people.branch), split_names(text)))


def _names(people: MemberResolver, text: str) -> tuple[str, ...]:
    """Return members by `#id`, from their names in a cell."""
    if is_blank_answer(text):
        return ()
    return tuple(_person(people, name) for name in split_names(text))


def _person(people: MemberResolver, text: str, guests: tuple[str, ...] = ()) -> str:
    """Return a member by `#id`, from a name, or one of the guests; nothing for `无`."""
    if is_blank_answer(text):
        return ""
    if normalize(text) in (normalize(guest) for guest in guests) and not members_named(
        people.branch, text
    ):
        return text
    try:
        return f"#{people.find(text).id}"
    except UnknownNameError as error:
        raise UnknownNameError(error.message, hint=_hint(error)) from None


def _lecturer(people: MemberResolver, text: str) -> str:
    """Return a lecturer: a member by `#id`, anybody else by name, since many come from outside."""
    if is_blank_answer(text):
        return ""
    if members_named(people.branch, text):
        found = LECTURER.resolve(people.branch, text, ())
        return f"#{found}" if isinstance(found, int) else text
    return clean_title(text, say("lecturer"))


def _refuse_together(cells: RowCells, branch: Branch, entry: ActivityEntry) -> None:
    """Note what does not fit together: kind and group, and everybody who was not expected."""
    try:
        kinds = kinds_named(branch, entry.kind)
        places = scopes_of(branch, kinds, entry)
    except OrglifeError as error:
        field = "form" if entry.form and "form" in error.message.text else "group"
        cells.refuse(field if cells.has(field) else "kind", error.message, error.hint)
        return
    for one in entry.absent:
        try:
            named = resolve_attendance(branch, absent=(one,))
            refuse_unexpected(branch, entry.day, places, named)
        except OrglifeError as error:
            cells.refuse("absent" if cells.text("absent") else "excused", error.message, error.hint)
    if cells.problems:
        return
    try:
        named = resolve_attendance(
            branch, absent=entry.absent, late=entry.late, present=entry.present
        )
        refuse_unexpected(branch, entry.day, places, _without_chosen(named, entry))
    except OrglifeError as error:
        field = next((one for one in ("late", "present", "absent") if cells.text(one)), "")
        cells.refuse(field, error.message, error.hint)


def _without_chosen(named: NamedAttendance, entry: ActivityEntry) -> NamedAttendance:
    """Return whom to judge: of chosen members, nobody, since naming them makes them expected."""
    return NamedAttendance({}) if entry.chosen else named


def split_times(text: str) -> tuple[str, str, str]:
    """Split `2026-01-03 14:30-16:00` into its day and times; a midnight alone says nothing.

    What can't be split is returned whole, to be refused as a date.
    """
    import unicodedata

    plain = unicodedata.normalize("NFKC", text).strip()
    colon = plain.find(":")
    at = colon
    while at > max(0, colon - 2) and plain[at - 1] in "0123456789":
        at -= 1
    day, times = plain[:at].rstrip(), plain[at:]
    later = day.endswith(("下午", "晚上"))
    for word in ("上午", "早上", "中午", "下午", "晚上"):
        day = day.removesuffix(word)
    for sign in "~—–至到":
        times = times.replace(sign, "-")
    try:
        clocks = [_clock(part, later=later) for part in times.split("-")]
    except OrglifeError:
        return text, "", ""
    if not day or len(clocks) > 2:
        return text, "", ""
    start, end = (*clocks, "")[:2]
    return day.rstrip("Tt ,"), "" if (start, end) == ("00:00", "") else start, end


def _clock(text: str, *, later: bool) -> str:
    """Return a time of day as `HH:MM`; seconds are dropped where they are none."""
    pieces = text.strip().split(":")
    if len(pieces) == 3 and not pieces[2].strip("0."):
        pieces = pieces[:2]
    clock = read_clock(":".join(pieces))
    hour = int(clock[:2])
    return f"{hour + 12:02}{clock[2:]}" if later and hour < 12 else clock


def read_topics(text: str) -> list[str]:
    """Return the topics of a cell, each on a line of its own or after a semicolon."""
    plain = text.replace("；", "\n").replace(";", "\n")
    return [" ".join(part.split()) for part in plain.split("\n") if part.strip()]


def read_guests(text: str) -> tuple[str, ...]:
    """Return the guests named in a cell, with what is said of them in brackets."""
    if is_blank_answer(text):
        return ()
    return tuple(" ".join(name.split()) for name in split_names(text))


def read_claimed(text: str, today: date) -> date:
    """Return the day on which a register says that it was written; a time beside it is dropped."""
    plain = split_times(text)[0] if ":" in text or "：" in text else text
    day = read_day(plain, today=today)
    if day > today:
        raise InvalidRecordError(say("{day} is still to come", day=day))
    return day
