"""A row of a register and the activities that it means, and what it says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from orglife.actions.meetings.attendance import usual_absence
from orglife.importers.comparison import (
    FieldChange,
    Shown,
    alike_text,
    attendance_key,
    spaced_plainly,
)
from orglife.importers.register_rows import RegisterRow
from orglife.importers.sheet_kinds import column_terms
from orglife.messages import Message, say
from orglife.model.activity import Absence, Activity, Attendance, MemberOrName
from orglife.model.branch import Branch
from orglife.model.duration import hours_text
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.names import find_member, kind_term
from orglife.model.terms import ATTENDANCE, FORMS, REPORT_FORMS, Term, normalize

ACTIVITY_TERMS = column_terms(
    {
        "kind": "kind",
        "group": "group",
        "held": "date",
        "topics": "topic",
        "start": "start",
        "end": "end",
        "chair": "chair",
        "recorder": "recorder",
        "lecturer": "lecturer",
        "place": "place",
        "guests": "guests",
        "minutes_long": "hours",
        "for_year": "year",
        "form": "form",
        "outcome": "outcome",
        "claimed": "recorded",
    },
    ACTIVITY_FIELDS,
)
"""The word for each field that is compared: the heading of its column."""


class MeetingIdentity(NamedTuple):
    """What makes two rows the same: day, kinds, group, whom it concerned, topics."""

    day: date | None
    kinds: str
    group: int | None
    chosen: tuple[int, ...]
    topics: str

    @property
    def occasion(self) -> tuple[date | None, str, int | None, tuple[int, ...]]:
        """The identity without the topics."""
        return (self.day, self.kinds, self.group, self.chosen)

    @property
    def subject(self) -> tuple[str, int | None, tuple[int, ...], str]:
        """The identity without the day."""
        return (self.kinds, self.group, self.chosen, self.topics)


def identity_of(parts: Sequence[Activity]) -> MeetingIdentity:
    """Return the identity of the activities of one sitting."""
    first = parts[0]
    group = next((one.group for one in parts if one.group is not None), None)
    chosen = sorted(
        key
        for one in parts
        if one.scope == "members" and one.attendance is not None
        for key in one.attendance.expected
    )
    return MeetingIdentity(
        first.held,
        "+".join(one.kind for one in parts),
        group,
        tuple(chosen),
        topics_key(first.topics),
    )


def topics_key(topics: Iterable[str]) -> str:
    """Return topics as they are compared: no case, no kind of space, nothing that can't be seen."""
    return normalize(spaced_plainly("\n".join(topics)))


def import_key(parts: Sequence[Activity], number: int) -> str:
    """Return what a row is known by when it comes again, whatever becomes of its record.

    `number` counts rows of the same day, kinds, group and topics, from 1.
    """
    import hashlib

    first = parts[0]
    kinds = "+".join(one.kind for one in parts)
    group = next((one.group for one in parts if one.group is not None), None)
    same = (first.held, kinds, group, normalize(";".join(first.topics)))
    text = "|".join(str(part) for part in (*same, number))
    return "import:" + hashlib.sha256(text.encode()).hexdigest()[:12]


def differing_parts(
    branch: Branch, held: RegisterRow, made: Sequence[Activity], parts: Sequence[Activity]
) -> Iterator[tuple[int, FieldChange]]:
    """Yield the place of the part of the sitting and the field that a row says otherwise."""
    for at, (row, record) in enumerate(zip(made, parts, strict=True)):
        for change in _differing(branch, held, row, record):
            yield at, change


def _differing(
    branch: Branch, held: RegisterRow, row: Activity, record: Activity
) -> Iterator[FieldChange]:
    fields = held.fields
    if record.kind != row.kind:
        yield _change("kind", *(kind_term(branch, one.kind) for one in (record, row)))
    if record.group != row.group:
        names = [branch.groups[one.group].name if one.group else "" for one in (record, row)]
        yield _change("group", *names)
    if record.held != row.held:
        yield _change("held", str(record.held or ""), str(row.held))
    if "topic" in fields and topics_key(record.topics) != topics_key(row.topics):
        yield _change("topics", record.topics, row.topics)
    yield from _differing_persons(branch, fields, row, record)
    yield from _differing_texts(fields, row, record)
    yield from _differing_numbers(held, row, record)
    yield from _differing_attendance(branch, held, row, record)


def _change(field: str, old: Shown, new: Shown) -> FieldChange:
    return FieldChange(field, ACTIVITY_TERMS[field], old, new)


def _differing_persons(
    branch: Branch, fields: frozenset[str], row: Activity, record: Activity
) -> Iterator[FieldChange]:
    """Yield who had another part in it: chair, recorder, lecturer, guests."""
    for field in ("chair", "recorder", "lecturer"):
        before, after = getattr(record, field), getattr(row, field)
        if field in fields and not _same_person(before, after):
            yield _change(field, _person(branch, before), _person(branch, after))
    if "guests" in fields and not _same_guests(record, row):
        yield _change("guests", record.guests, row.guests)


def _differing_texts(
    fields: frozenset[str], row: Activity, record: Activity
) -> Iterator[FieldChange]:
    for field in ("place", "outcome"):
        before, after = getattr(record, field), getattr(row, field)
        if field in fields and not alike_text(before, after):
            yield _change(field, before, after)


def _differing_numbers(held: RegisterRow, row: Activity, record: Activity) -> Iterator[FieldChange]:
    """Yield other times, another length, year, form or entry day."""
    fields = held.fields
    timed = row.start or row.end
    for clock in ("start", "end"):
        before, after = getattr(record, clock), getattr(row, clock)
        if before != after and (clock in fields or (timed and after)):
            yield _change(clock, before, after)
    measured = not fields.isdisjoint(("hours", "minutes long"))
    if record.minutes_long != row.minutes_long and (measured or (timed and row.minutes_long)):
        old, new = (
            hours_text(one.minutes_long) if one.minutes_long else "" for one in (record, row)
        )
        yield _change("minutes_long", old, new)
    if "year" in fields and record.for_year != row.for_year:
        yield _change("for_year", *(str(one.for_year or "") for one in (record, row)))
    if "form" in fields and held.entry.form and record.form != row.form:
        yield _change("form", *(_form(one.form) for one in (record, row)))
    known = (record.claimed, record.claimed or record.recorded)
    if "recorded" in fields and row.claimed not in known:
        yield _change("claimed", *(str(one.claimed or "") for one in (record, row)))


def _differing_attendance(
    branch: Branch, held: RegisterRow, row: Activity, record: Activity
) -> Iterator[FieldChange]:
    """Yield who stands otherwise, of those whom both the row and the record expect."""
    if record.attendance is None or row.attendance is None:
        return
    if not held.tells_attendance:
        return
    entry = held.entry
    compared = _states_told(held.fields)
    named = {
        find_member(branch, name).id
        for name in (*(one.name for one in entry.absent), *entry.late, *entry.present)
    }
    for key in sorted(record.attendance.expected & row.attendance.expected):
        old, new = record.attendance.others.get(key), row.attendance.others.get(key)
        if old == new or (old is not None and old.state not in compared):
            continue
        silent = key not in named
        if silent and usual_absence(branch.members[key], record.held or row.day) is not None:
            continue  # the row says nothing of somebody for whom nobody waits
        shown: Shown = state_shown(new) if held.names_attendance or new is not None else ""
        yield FieldChange(
            "attendance", branch.members[key].name, state_shown(old), shown, attendance_key(key)
        )


def _states_told(fields: frozenset[str]) -> frozenset[str]:
    """Return the states of which the columns of a sheet would tell; a list of all tells each."""
    if fields.isdisjoint(("excused", "late")) or not fields.isdisjoint(
        ("absent", "attendance", "person", "present")
    ):
        return frozenset(ATTENDANCE)
    return frozenset(field for field in ("excused", "late") if field in fields)


def state_shown(absence: Absence | None) -> Message:
    """Return how somebody stands in a list: the state, and the reason in brackets."""
    term = ATTENDANCE[absence.state if absence is not None else "present"]
    if absence is None or not absence.reason:
        return say("{state}", state=term)
    return say("{state} ({reason})", state=term, reason=absence.reason)


def with_attendance(record: Activity, row: Activity, members: Iterable[int]) -> Attendance:
    """Return the attendance of a record with these members as they stand in the row."""
    old, new = record.attendance or Attendance(), row.attendance or Attendance()
    others = dict(old.others)
    present = set(old.present)
    for key in members:
        others.pop(key, None)
        present.discard(key)
        absence = new.others.get(key)
        if absence is None:
            present.add(key)
        else:
            others[key] = absence
    return Attendance(
        present=tuple(sorted(present)), others={key: others[key] for key in sorted(others)}
    )


def _same_person(one: MemberOrName | None, other: MemberOrName | None) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return normalize(spaced_plainly(one)) == normalize(spaced_plainly(other))
    return one == other


def _person(branch: Branch, person: MemberOrName | None) -> str:
    if person is None:
        return ""
    return branch.members[person].name if isinstance(person, int) else person


def _same_guests(record: Activity, row: Activity) -> bool:
    """Whether the guests are the same; a chair from outside counts as one, as an export has it."""

    def keys(one: Activity) -> set[str]:
        outside = (person for person in (one.chair, one.recorder) if isinstance(person, str))
        return {normalize(spaced_plainly(guest)) for guest in (*one.guests, *outside)}

    return keys(record) == keys(row)


def _form(code: str) -> Term | str:
    return FORMS.get(code) or REPORT_FORMS.get(code) or ""
