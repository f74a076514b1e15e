"""The rows of a register: what each says was held, with every name looked up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from orglife.actions.meetings.attendance import Named, look_up, refuse_unexpected
from orglife.actions.meetings.entry import ActivityEntry, kinds_named, places_of
from orglife.actions.meetings.log_checks import refuse_day
from orglife.actions.meetings.parts import find_lecturer
from orglife.actions.wording import tidy_title
from orglife.errors import OrglifeError, UnknownNameError
from orglife.importers.people import People
from orglife.importers.problem import Cells
from orglife.importers.register_cells import (
    read_claimed,
    read_guests,
    read_minutes,
    read_number,
    read_topics,
    read_year,
    split_times,
)
from orglife.messages import Message, say
from orglife.model.absentees import ALL_CAME, Absentee, read_absentees
from orglife.model.answers import says_nothing
from orglife.model.branch import Branch
from orglife.model.dates import read_day
from orglife.model.duration import read_clock, read_hours
from orglife.model.listed import split_names
from orglife.model.names import is_member, members_named
from orglife.model.terms import fold

WHOLE_BRANCH = frozenset(("党支部", "支部", "本支部", "全体", "支委会", "branch", "all"))
EVERYBODY = ALL_CAME | {"全体", "全体党员", "全体党员参加", "全员", "all", "everybody"}


class Held(NamedTuple):
    """One good row: the entry, the numbers that its sheet states, and what is worth a warning."""

    entry: ActivityEntry
    should_attend: int | None = None
    present: int | None = None
    warnings: tuple[Message, ...] = ()


def read_held(cells: Cells, people: People, today: date) -> Held | None:
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
    entry = ActivityEntry(
        kind=kind,
        day=day or today,
        group=group,
        topics=tuple(read_topics(cells.text("topic"))),
        absent=absent,
        late=late,
        present=named_present,
        chosen=chosen,
        guests=guests,
        chair=cells.read("chair", lambda text: _person(people, text, guests), ""),
        recorder=cells.read("recorder", lambda text: _person(people, text, guests), ""),
        lecturer=cells.read("lecturer", lambda text: _lecturer(people, text), ""),
        place=" ".join(cells.text("place").split()),
        minutes_long=minutes,
        start=cells.read("start", read_clock, start),
        end=cells.read("end", read_clock, end),
        for_year=cells.read("year", lambda text: read_year(text, today), nothing),
        form=cells.text("form"),
        outcome=cells.text("outcome"),
        claimed=claimed,
    )
    should_attend = cells.read("should attend", read_number, nothing)
    if cells.problems:
        return None
    _refuse_together(cells, people.branch, entry)
    warnings = list(gone)
    if claimed is not None and day is not None and claimed < day:
        warnings.append(say("recorded on {claimed}, before it was held", claimed=claimed))
    return Held(entry, should_attend, present, tuple(warnings))


def _when(cells: Cells, branch: Branch, today: date) -> tuple[date | None, str, str]:
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

    if says_nothing(text) or fold(text) in (*WHOLE_BRANCH, fold(branch.meta.name)):
        return ""
    return f"#{find_group(branch, text).id}"


def _absent(cells: Cells, people: People) -> tuple[tuple[Absentee, ...], list[Message]]:
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


def _reader_of_absentees(people: People, bare: str) -> Callable[[str], tuple[Absentee, ...]]:
    known = is_member(people.branch)
    return lambda text: read_absentees(text, bare=bare, known=known)


def _hint(error: OrglifeError) -> Message | None:
    if isinstance(error, UnknownNameError):
        more = say("for somebody who left before the roster was made: --unknown former")
        return more if error.hint is None else say("{hint}; {more}", hint=error.hint, more=more)
    return error.hint


def _present(cells: Cells, people: People) -> tuple[tuple[str, ...], int | None]:
    """Return who is named as present, or how many are said to have been."""
    text = cells.text("present")
    if says_nothing(text) or fold(text) in EVERYBODY:
        return (), None
    if any(char.isdigit() for char in text) and not _names_somebody(people, text):
        nothing: int | None = None
        return (), cells.read("present", read_number, nothing)
    nobody: tuple[str, ...] = ()
    return cells.read("present", lambda names: _names(people, names), nobody), None


def _names_somebody(people: People, text: str) -> bool:
    """Whether a cell that holds digits names a member: `#1、#2`, 王伟2."""
    return "#" in fold(text) or any(map(is_member(people.branch), split_names(text)))


def _names(people: People, text: str) -> tuple[str, ...]:
    """Return members by `#id`, from their names in a cell."""
    if says_nothing(text):
        return ()
    return tuple(_person(people, name) for name in split_names(text))


def _person(people: People, text: str, guests: tuple[str, ...] = ()) -> str:
    """Return a member by `#id`, from a name, or one of the guests; nothing for `无`."""
    if says_nothing(text):
        return ""
    if fold(text) in (fold(guest) for guest in guests) and not members_named(people.branch, text):
        return text
    try:
        return f"#{people.find(text).id}"
    except UnknownNameError as error:
        raise UnknownNameError(error.message, hint=_hint(error)) from None


def _lecturer(people: People, text: str) -> str:
    """Return a lecturer: a member by `#id`, anybody else by name, since many come from outside."""
    if says_nothing(text):
        return ""
    if members_named(people.branch, text):
        found = find_lecturer(people.branch, text)
        return f"#{found}" if isinstance(found, int) else text
    return tidy_title(text, say("lecturer"))


def _refuse_together(cells: Cells, branch: Branch, entry: ActivityEntry) -> None:
    """Note what does not fit together: kind and group, and everybody who was not expected."""
    try:
        kinds = kinds_named(branch, entry.kind)
        places = places_of(branch, kinds, entry)
    except OrglifeError as error:
        field = "form" if entry.form and "form" in error.message.text else "group"
        cells.refuse(field if cells.has(field) else "kind", error.message, error.hint)
        return
    for one in entry.absent:
        try:
            named = look_up(branch, absent=(one,))
            refuse_unexpected(branch, entry.day, places, named)
        except OrglifeError as error:
            cells.refuse("absent" if cells.text("absent") else "excused", error.message, error.hint)
    if cells.problems:
        return
    try:
        named = look_up(branch, absent=entry.absent, late=entry.late, present=entry.present)
        refuse_unexpected(branch, entry.day, places, _without_chosen(named, entry))
    except OrglifeError as error:
        field = next((one for one in ("late", "present", "absent") if cells.text(one)), "")
        cells.refuse(field, error.message, error.hint)


def _without_chosen(named: Named, entry: ActivityEntry) -> Named:
    """Return whom to judge: of chosen members, nobody, since naming them makes them expected."""
    return Named({}) if entry.chosen else named
