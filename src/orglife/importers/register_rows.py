"""The rows of a register: what each says was held, its names looked up, its cells read."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from datetime import date
from typing import Any, NamedTuple

from orglife.actions.meetings.activity_entry import (
    ActivityEntry,
    ActivityScope,
    kinds_named,
    scopes_of,
)
from orglife.actions.meetings.attendance import (
    NamedAttendance,
    refuse_unexpected,
    resolve_attendance,
)
from orglife.actions.meetings.log_checks import refuse_day
from orglife.actions.refusals import clean_title
from orglife.errors import InvalidRecordError, OrglifeError, UnknownNameError
from orglife.importers.absent_cells import read_absent_cell
from orglife.importers.attendance_signs import PRESENT, read_sign
from orglife.importers.cell_names import MemberResolver
from orglife.importers.rows import RowCells, RowProblem, read_number, read_year
from orglife.importers.sheet_days import read_day_of_sheet
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.duration import hours_text, read_clock, read_hours, read_minutes
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.fields.values import LECTURER
from orglife.model.name_lists import ALL_CAME, Absentee, split_names
from orglife.model.names import members_named
from orglife.model.terms import is_blank_answer, normalize

WHOLE_BRANCH = frozenset(("党支部", "支部", "本支部", "全体", "支委会", "branch", "all"))
SEVERAL_KINDS = re.compile(r"[,，、;；/／+＋&\n]|及|和|与")
EVERYBODY = ALL_CAME | {"全体", "全体党员", "全体党员参加", "全员", "all", "everybody"}

NAMING_FIELDS = ("absent", "excused", "late", "attendance", "person")
"""The columns that name who was away, or who was there."""


class RegisterRow(NamedTuple):
    """One good row: the entry, the numbers that its sheet states, and what is worth a warning."""

    entry: ActivityEntry
    should_attend: int | None = None
    present: int | None = None
    warnings: tuple[Message, ...] = ()
    fields: frozenset[str] = frozenset()
    """What the sheet has a column for; only that is compared with what is on record."""
    tells_attendance: bool = False
    """Whether the sheet has a column of names, or this row names who was there."""
    names_attendance: bool = False
    """Whether the row says who was there or not, be it that everybody was."""


class MeetingSource(NamedTuple):
    """Where a meeting stands: the sheet, its row, how `--match` names it, and how it is refused."""

    sheet: str
    row: int
    option: str
    refuse: Callable[[str, Message, Message | None, tuple[int, ...], str], None]
    problems: Callable[[], list[RowProblem]]


def read_held(
    cells: RowCells,
    people: MemberResolver,
    today: date,
    year: int | None = None,
    persons: tuple[RowCells, ...] = (),
) -> RegisterRow | None:
    """Return what a row says was held, or None; its problems are noted in `cells`.

    `year` is that of the sheet, for days without one. `persons` are the rows of a sheet that has
    one row a person; their problems are noted there.
    """
    nothing: int | None = None
    for_year = cells.read("year", lambda text: read_year(text, today), nothing)
    if for_year is not None:
        year = for_year
    day, start, end = _when(cells, people.branch, today, year)
    if day is None and not cells.text("date") and not cells.problems:
        cells.refuse("date", say("the day is missing"))
    kind = cells.read("kind", lambda text: read_kind(people.branch, text), "")
    if not kind and not cells.text("kind"):
        cells.refuse("kind", say("the kind of activity is missing"))
    group = cells.read("group", lambda text: read_group(people.branch, text), "")
    absent, gone = _absent(cells, people)
    named_present, present = _present(cells, people)
    no_day: date | None = None
    nobody: tuple[str, ...] = ()
    claimed = cells.read("recorded", lambda text: read_claimed(text, today, year), no_day)
    late = cells.read("late", lambda text: _names(people, text), nobody)
    chosen = cells.read("with", lambda text: _names(people, text), nobody)
    guests = cells.read("guests", read_guests, nobody)
    minutes = cells.read("hours", read_length, 0)
    minutes = minutes or cells.read("minutes long", read_minutes_long, 0)
    if persons:
        more, came = _persons(persons, people)
        absent, named_present = (*absent, *more), (*named_present, *came)
    fields: dict[str, Any] = {
        "topics": tuple(read_topics(cells.text("topic"))),
        "guests": guests,
        "chair": cells.read("chair", lambda text: _person(people, text, guests), ""),
        "recorder": cells.read("recorder", lambda text: _person(people, text, guests), ""),
        "lecturer": cells.read("lecturer", lambda text: _lecturer(people, text), ""),
        "place": cells.text("place").strip(),
        "minutes_long": minutes,
        "start": cells.read("start", read_clock, start),
        "end": cells.read("end", read_clock, end),
        "for_year": for_year,
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
    if cells.problems or any(person.problems for person in persons):
        return None
    _refuse_together(cells, people.branch, entry)
    warnings = list(gone)
    if claimed is not None and day is not None and claimed < day:
        warnings.append(say("recorded on {claimed}, before it was held", claimed=claimed))
    if minutes > LONG:
        warnings.append(say("{hours} hours is long for one sitting", hours=hours_text(minutes)))
    all_came = normalize(cells.text("present")) in EVERYBODY
    stated = bool(persons or named_present) or all_came
    stated = stated or any(cells.text(field) for field in NAMING_FIELDS)
    return RegisterRow(
        entry,
        should_attend,
        present,
        tuple(warnings),
        frozenset(cells.table.columns),
        stated or any(map(cells.has, NAMING_FIELDS)),
        stated,
    )


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


def read_minutes_long(text: str) -> int:
    """Return the minutes of a column that counts in them.

    Raises:
        InvalidRecordError: no number, or more than a day.
    """
    minutes = read_minutes(text)
    if minutes > WHOLE_DAY:
        raise InvalidRecordError(say("{text} minutes are more than a day", text=text))
    return minutes


def _persons(
    persons: tuple[RowCells, ...], people: MemberResolver
) -> tuple[tuple[Absentee, ...], tuple[str, ...]]:
    """Return who was away and who came, of a sheet with one row a person."""
    absent: list[Absentee] = []
    came: list[str] = []
    for cells in persons:
        nobody: int | None = None
        member = cells.read("person", lambda text: people.find(text).id, nobody)
        if member is None:
            if not cells.problems:
                cells.refuse("person", say("the name is missing"))
            continue
        if not cells.has("attendance"):
            came.append(f"#{member}")
            continue
        text = cells.text("attendance")
        if not text:
            cells.refuse(
                "attendance",
                say("nothing says whether {name} was there", name=cells.text("person")),
            )
            continue
        state = cells.read("attendance", lambda sign: read_sign(sign, {}), PRESENT)
        if state.state == "present":
            came.append(f"#{member}")
        else:
            absent.append(Absentee(f"#{member}", state.state, state.reason))
    return tuple(absent), tuple(came)


def _when(
    cells: RowCells, branch: Branch, today: date, year: int | None
) -> tuple[date | None, str, str]:
    """Return the day, and the times that some sheets hold beside it."""
    nothing: date | None = None
    no_month: int | None = None
    text = cells.text("date")
    start = end = ""
    if ":" in text or "：" in text:
        text, start, end = split_times(text)
    month = cells.read("month", _month, no_month)

    def read(_cell: str) -> date | None:
        found = read_day_of_sheet(text, year=year, month=month, today=today)
        refuse_day(branch, found, today)
        return found

    return cells.read("date", read, nothing), start, end


def _month(text: str) -> int | None:
    """Return the month of a column of months; None for what names none alone."""
    bare = normalize(text).removesuffix("份").removesuffix("月")
    return int(bare) if bare.isascii() and bare.isdecimal() and 1 <= int(bare) <= 12 else None


def read_kind(branch: Branch, text: str) -> str:
    """Return the codes of a cell's kinds, joined by `+`; a bracketed hint makes no difference.

    `A、B` and `A,B` are one sitting of two kinds, as `A+B` is.
    """
    plain = " ".join(text.split())
    try:
        kinds = kinds_named(branch, plain)
    except UnknownNameError:
        bare = plain.replace("（", "(").partition("(")[0].strip()
        several = "+".join(part.strip() for part in SEVERAL_KINDS.split(bare) if part.strip())
        if not several or several == plain:
            raise
        kinds = kinds_named(branch, several)
    return "+".join(kind.code for kind in kinds)


def read_group(branch: Branch, text: str) -> str:
    """Return a group by `#id`; nothing where the branch itself is meant."""
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
                cells.refuse(field, error.message, error.hint)
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
    return lambda text: read_absent_cell(text, bare=bare, known=people.knows)


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
    return "#" in normalize(text) or any(map(people.named, split_names(text)))


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
    return f"#{people.find(text).id}"


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
        cells.refuse(field if cells.has(field) else "kind", error.message, sheet_hint(error.hint))
        return
    if not (entry.absent or entry.late or entry.present):
        return
    try:
        named = resolve_attendance(
            branch, absent=entry.absent, late=entry.late, present=entry.present
        )
        refuse_unexpected(branch, entry.day, places, _without_chosen(named, entry))
    except OrglifeError as error:
        _refuse_each(cells, branch, entry, places)
        if not cells.problems:
            field = next((one for one in ("late", "present", "absent") if cells.text(one)), "")
            cells.refuse(field, error.message, sheet_hint(error.hint))


def _refuse_each(
    cells: RowCells, branch: Branch, entry: ActivityEntry, places: tuple[ActivityScope, ...]
) -> None:
    """Note of each absentee why nobody expected them."""
    for one in entry.absent:
        try:
            named = resolve_attendance(branch, absent=(one,))
            refuse_unexpected(branch, entry.day, places, named)
        except OrglifeError as error:
            cells.refuse(
                "absent" if cells.text("absent") else "excused",
                error.message,
                sheet_hint(error.hint),
            )


def sheet_hint(hint: Message | None) -> Message | None:
    """Return a hint of a command as one for a sheet, where an option is a column."""
    if hint is None or "--" not in hint.text:
        return hint
    for option, own in (
        ("--group", say("name it in a column {column}", column="党小组/group")),
        ("--with", say("name them in a column {column}", column="谈话对象/with")),
        ("--guest", say("who took part all the same stands in {column}", column="列席人员/guests")),
        (
            "--for-year",
            say(
                "the column {column} holds the year that the meeting is about, this one or an "
                "earlier one",
                column="年度/year",
            ),
        ),
    ):
        if option in hint.text:
            return own
    return hint if "orglife " in hint.text else None


def _without_chosen(named: NamedAttendance, entry: ActivityEntry) -> NamedAttendance:
    """Return whom to judge: of chosen members, nobody, since naming them makes them expected."""
    return NamedAttendance({}) if entry.chosen else named


WHOLE_DAY = 24 * 60
"""Minutes."""
LONG = 8 * 60
"""Minutes from which on a length is told; nobody sits longer."""
TOPIC_SIGNS = (";", "；", "\n", "\\")
"""What a backslash keeps within a topic."""


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
    """Return the topics of a cell, each on a line of its own or after a semicolon.

    A backslash before one of these keeps it within a topic; see `topic_text` of the export.
    """
    pieces: list[str] = [""]
    at = 0
    while at < len(text):
        sign = text[at]
        if sign == "\\" and text[at + 1 : at + 2] in TOPIC_SIGNS:
            at += 1
            pieces[-1] += text[at]
        elif sign in ";；\n":
            pieces.append("")
        else:
            pieces[-1] += sign
        at += 1
    return [piece.strip() for piece in pieces if piece.strip()]


def read_guests(text: str) -> tuple[str, ...]:
    """Return the guests named in a cell, with what is said of them in brackets."""
    if is_blank_answer(text):
        return ()
    return tuple(name.strip() for name in split_names(text) if name.strip())


def read_length(text: str) -> int:
    """Return whole minutes: of hours (`1.5`, `2学时`), of `90分钟` or of `1小时30分`.

    Raises:
        OrglifeError: no length, or more than a day, which a bare number of minutes looks like.
    """
    import unicodedata

    bare = unicodedata.normalize("NFKC", text).strip().casefold()
    both = re.match(r"^(\d{1,2})\s*(?:个?小时|h)\s*(\d{1,2})\s*(?:分钟?|min)$", bare)
    if both is not None:
        minutes = int(both[1]) * 60 + int(both[2])
    elif bare.endswith(("分钟", "分", "minutes", "min", "mins")):
        minutes = read_minutes(bare)
    else:
        minutes = read_hours(text)
        if minutes > WHOLE_DAY:
            raise InvalidRecordError(
                say("{text} hours are more than a day: are these minutes?", text=text),
                hint=say("write 1.5 or 90分钟; or put minutes/分钟 into the heading"),
            )
    if minutes > WHOLE_DAY:
        raise InvalidRecordError(
            say("{text} is more than a day", text=text), hint=say("write 1.5 or 90分钟")
        )
    return minutes


def read_claimed(text: str, today: date, year: int | None = None) -> date:
    """Return the day on which a register says that it was written; a time beside it is dropped."""
    plain = split_times(text)[0] if ":" in text or "：" in text else text
    day = read_day_of_sheet(plain, year=year, month=None, today=today)
    if day > today:
        raise InvalidRecordError(say("{day} is still to come", day=day))
    return day
