"""What is refused of something held, and what is accepted and yet worth a second look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.actions.meetings.entry import TWO, ActivityEntry
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.duration import span
from orglife.model.kinds import Kind
from orglife.model.names import nearest


def refuse_day(branch: Branch, day: date, recorded: date) -> None:
    """Refuse a day on which nothing can have been held.

    Raises:
        InvalidRecordError: before the founding, or still to come.
    """
    if day < branch.meta.founded:
        raise InvalidRecordError(
            say(
                "{day} is before the branch was founded ({founded})",
                day=day,
                founded=branch.meta.founded,
            )
        )
    if day > recorded:
        raise InvalidRecordError(
            say("{day} is still to come: nothing can have been held", day=day),
            hint=say("what is planned is written down with 'orglife plan add'"),
        )


def duplicate_of(branch: Branch, activity: Activity) -> Message | None:
    """Return a warning where the same thing is on record: day, kind, group and topics."""
    for other in branch.activities.values():
        if (
            other.id != activity.id
            and other.state == "held"
            and (other.held, other.kind, other.scope, other.group, other.topics)
            == (activity.held, activity.kind, activity.scope, activity.group, activity.topics)
            and other.attendance == activity.attendance
        ):
            return say(
                "{record} looks like the same; if it was entered twice, undo this",
                record=f"#{other.id}",
            )
    return None


def refuse_too_few(kind: Kind, expected: list[int]) -> None:
    """Refuse a meeting of chosen members without them, or a talk that is not between two.

    Raises:
        UsageError: whoever took part is to be named.
    """
    if kind.code in TWO and len(expected) != 2:
        raise UsageError(
            say("a {kind} is between two members: who were they?", kind=kind.term),
            hint=say("name them with: --with NAME --with NAME"),
        )
    if not expected:
        raise UsageError(
            say("whom did the {kind} concern?", kind=kind.term),
            hint=say("name them with: --with NAME"),
        )


def refuse_year(branch: Branch, entry: ActivityEntry) -> None:
    """Refuse a year that the meeting of this day can not be about.

    Raises:
        InvalidRecordError: before the founding or to come.
    """
    if not branch.meta.founded.year <= (entry.for_year or 0) <= entry.day.year:
        raise InvalidRecordError(
            say(
                "a meeting of {day} can't be for the year {year}",
                day=entry.day,
                year=str(entry.for_year),
            ),
            hint=say(
                "--for-year is the year that the meeting is about, this one or an earlier one"
            ),
        )


def log_warnings(branch: Branch, activities: tuple[Activity, ...]) -> list[Message]:
    """Return what is accepted and yet odd; what several activities of a sitting share, once."""
    found = [*_parts_of_absent(branch, activities)]
    for one in activities:
        if one.attendance is not None and not one.attendance.expected:
            found.append(
                say("{record}: nobody is on record who should attend", record=f"#{one.id}")
            )
        if isinstance(one.lecturer, str):
            near = nearest(one.lecturer, (member.name for member in branch.members.values()))
            if near is not None:
                found.append(
                    say("the lecturer {name} is no member; {near}", name=one.lecturer, near=near)
                )
        found += longer_than_clock(one)
    return [one for at, one in enumerate(found) if one not in found[:at]]


def _parts_of_absent(branch: Branch, activities: tuple[Activity, ...]) -> Iterator[Message]:
    gone = {
        key
        for one in activities
        if one.attendance is not None
        for key in one.attendance.expected - one.attendance.came
    }
    for one in activities:
        for person, what in ((one.chair, say("chair")), (one.recorder, say("recorder"))):
            if person in gone:
                name = branch.members[int(person)].name
                yield say("{name}, the {what}, is marked as absent", name=name, what=what)


def longer_than_clock(activity: Activity) -> tuple[Message, ...]:
    """Return a warning where it lasted longer than from its beginning to its end."""
    if not 0 < span(activity.start, activity.end) < activity.minutes_long:
        return ()
    return (
        say(
            "the length given is more than from {start} to {end}",
            start=activity.start,
            end=activity.end,
        ),
    )
