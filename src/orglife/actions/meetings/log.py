"""Record something that was held: one activity, or several of one sitting."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.actions.meetings.attendance import (
    Named,
    Place,
    expected_at,
    freeze,
    look_up,
    refuse_unexpected,
)
from orglife.actions.meetings.entry import TWO, ActivityEntry, kinds_named, places_of
from orglife.actions.meetings.fulfil import place_in
from orglife.actions.meetings.said import activity_said
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import Message, say
from orglife.model.activity import Activity, Person
from orglife.model.branch import Branch
from orglife.model.duration import span
from orglife.model.kinds import Kind
from orglife.model.layer import Body
from orglife.model.names import find_member, members_named, nearest
from orglife.model.terms import REPORT_FORMS, fold, match

FOR_YEAR = ("organizational-life-meeting", "appraisal")
"""Kinds that are held for a year, often in the next."""


class Recorded(NamedTuple):
    """The activities of a sitting, not yet in the branch, and what is worth a warning."""

    activities: tuple[Activity, ...]
    warnings: tuple[Message, ...] = ()


def log_activity(branch: Branch, entry: ActivityEntry, *, recorded: date) -> Change:
    """Record what was held, its expected list frozen.

    What was planned keeps its number. An entry whose `key` is on record already adds nothing.

    Raises:
        UnknownNameError, AmbiguousNameError: a kind, group or member that is not there, or twice.
        InvalidRecordError: a day before the founding or after `recorded`; somebody named whom
            nobody expected.
        UsageError: a group that is needed is not given.
    """
    if entry.key:
        for activity in branch.activities.values():
            if activity.key == entry.key:
                said = say(
                    "{key} is already recorded as {record}.",
                    key=entry.key,
                    record=f"#{activity.id}",
                )
                return Change(branch, said)
    made = activity_records(branch, entry, recorded=recorded)
    warnings = made.warnings + tuple(
        warning for one in made.activities if (warning := duplicate_of(branch, one)) is not None
    )
    branch, activities = place_in(branch, made.activities)
    branch = _keep_body(branch, activities[0], entry)
    return Change(
        branch,
        activity_said(branch, activities),
        tuple(Changed("activities", one.id) for one in activities),
        warnings,
    )


def _keep_body(branch: Branch, activity: Activity, entry: ActivityEntry) -> Branch:
    if not entry.body.strip():
        return branch
    body = Body(
        id=branch.next_id("private"),
        table="activities",
        record=activity.id,
        label="body",
        text=entry.body.strip(),
        on=entry.day,
    )
    return branch.add("private", body)


def activity_records(branch: Branch, entry: ActivityEntry, *, recorded: date) -> Recorded:
    """Return the records of a sitting with the ids that come next; for imports of many as well.

    Raises:
        As `log_activity`.
    """
    refuse_day(branch, entry.day, recorded)
    kinds = kinds_named(branch, entry.kind)
    places = places_of(branch, kinds, entry)
    chosen = entry.chosen or _those_named(branch, places, entry)
    named = look_up(
        branch, absent=entry.absent, late=entry.late, present=entry.present, chosen=chosen
    )
    refuse_unexpected(branch, entry.day, places, named)
    first = branch.next_id("activities")
    common = _common(branch, entry, named)
    activities = tuple(
        _activity(branch, entry, common, kind, place, named, first + at)
        for at, (kind, place) in enumerate(zip(kinds, places, strict=True))
    )
    if len(activities) > 1:
        activities = tuple(replace(one, sitting=first) for one in activities)
    activities = tuple(replace(one, recorded=recorded) for one in activities)
    return Recorded(activities, tuple(_warnings(branch, entry, activities)))


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


def find_person(branch: Branch, text: str, guests: tuple[str, ...]) -> Person | None:
    """Return a chair or recorder: a member, or a guest by name.

    Raises:
        UnknownNameError, AmbiguousNameError: neither, or two members.
    """
    if not text.strip():
        return None
    if fold(text) in (fold(guest) for guest in guests) and not members_named(branch, text):
        return text.strip()
    return find_member(branch, text).id


def find_lecturer(branch: Branch, text: str) -> Person | None:
    """Return a lecturer: a member, or anybody else by name, since many come from outside."""
    if not text.strip():
        return None
    if members_named(branch, text) or text.strip().startswith(("#", "＃")):
        return find_member(branch, text).id
    return text.strip()


def _those_named(
    branch: Branch, places: tuple[Place, ...], entry: ActivityEntry
) -> tuple[str, ...]:
    """Return who took part where nobody is named for it: those with a part in it."""
    if entry.present or all(place.scope != "members" for place in places):
        return ()
    parts = (entry.chair, entry.recorder, entry.lecturer)
    return tuple(dict.fromkeys(name for name in parts if name and members_named(branch, name)))


def _common(branch: Branch, entry: ActivityEntry, named: Named) -> Activity:
    """Return what the activities of a sitting share, with no id of its own yet."""
    clock = span(entry.start, entry.end)
    visiting = tuple(
        branch.members[key].name
        for key in (*named.present, *named.chosen)
        if branch.members[key].visiting
    )
    if entry.for_year is not None:
        _refuse_year(branch, entry)
    return Activity(
        id=0,
        kind="",
        planned=entry.planned,
        held=entry.day,
        start=entry.start,
        end=entry.end,
        claimed=entry.claimed,
        chair=find_person(branch, entry.chair, entry.guests),
        delegated=entry.delegated,
        recorder=find_person(branch, entry.recorder, entry.guests),
        guests=tuple(dict.fromkeys((*_texts(entry.guests), *visiting))),
        place=entry.place.strip(),
        online=entry.online,
        topics=_texts(entry.topics),
        outcome=entry.outcome.strip(),
        follow_up=entry.follow_up,
        minutes_long=entry.minutes_long or clock,
        means=_texts(entry.means),
        new_means=entry.new_means,
        initiator=find_member(branch, entry.initiator).id if entry.initiator else None,
        reached=entry.reached,
        reason=entry.reason.strip(),
        tie_in=entry.tie_in.strip(),
        team=entry.team.strip(),
        household=entry.household.strip(),
        minutes=entry.minutes,
        key=entry.key,
    )


def _activity(
    branch: Branch,
    entry: ActivityEntry,
    common: Activity,
    kind: Kind,
    place: Place,
    named: Named,
    number: int,
) -> Activity:
    expected = [
        key
        for key in expected_at(branch, entry.day, place, named)
        if place.scope == "members" or not branch.members[key].visiting
    ]
    if place.scope == "members":
        _refuse_too_few(kind, expected)
    kinds = kinds_named(branch, entry.kind)
    lecturing = kind.study or not any(other.study for other in kinds)
    dated = kind.code in FOR_YEAR or not any(other.code in FOR_YEAR for other in kinds)
    return replace(
        common,
        id=number,
        kind=kind.code,
        scope=place.scope,
        group=place.group,
        form=_form(kind, place, entry.form),
        lecturer=find_lecturer(branch, entry.lecturer) if lecturing else None,
        for_year=entry.for_year if dated else None,
        attendance=freeze(branch, entry.day, expected, named),
    )


def _form(kind: Kind, place: Place, stated: str) -> str:
    """Return the form of a report, or of an organizational-life meeting (Art. 17)."""
    if kind.forms:
        own = [term for term in match(stated, REPORT_FORMS.values()) if term.code in kind.forms]
        return own[0].code if own else ""
    if kind.code != "organizational-life-meeting":
        return ""
    return {"branch": "general"}.get(place.scope, place.scope)


def _refuse_too_few(kind: Kind, expected: list[int]) -> None:
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


def _refuse_year(branch: Branch, entry: ActivityEntry) -> None:
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


def _texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())


def _warnings(
    branch: Branch, entry: ActivityEntry, activities: tuple[Activity, ...]
) -> list[Message]:
    """Return what is accepted and yet odd."""
    first = activities[0]
    found: list[Message] = []
    gone = {
        key
        for one in activities
        if one.attendance is not None
        for key in one.attendance.expected - one.attendance.came
    }
    for person, what in ((first.chair, say("chair")), (first.recorder, say("recorder"))):
        if person in gone:
            name = branch.members[int(person)].name
            found.append(say("{name}, the {what}, is marked as absent", name=name, what=what))
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
    clock = span(entry.start, entry.end)
    if clock and entry.minutes_long > clock:
        found.append(
            say(
                "the length given is more than from {start} to {end}",
                start=entry.start,
                end=entry.end,
            )
        )
    return found
