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
from orglife.actions.meetings.entry import SCOPE_FORMS, ActivityEntry, kinds_named, places_of
from orglife.actions.meetings.fulfil import place_in
from orglife.actions.meetings.log_checks import (
    duplicate_of,
    log_warnings,
    refuse_day,
    refuse_too_few,
    refuse_year,
)
from orglife.actions.meetings.parts import find_lecturer, find_person, those_with_a_part
from orglife.actions.meetings.said import activity_said
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.duration import span
from orglife.model.kinds import Kind
from orglife.model.layer import Body
from orglife.model.names import find_member
from orglife.model.session import APPRAISAL, OLM
from orglife.model.terms import REPORT_FORMS, match

FOR_YEAR = (OLM, APPRAISAL)
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
    branch, activities = place_in(branch, made.activities)
    warnings = (
        *log_warnings(branch, activities),
        *(told for one in activities if (told := duplicate_of(branch, one)) is not None),
    )
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
    chosen = entry.chosen or those_with_a_part(branch, places, entry)
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
    return Recorded(activities, tuple(log_warnings(branch, activities)))


def _common(branch: Branch, entry: ActivityEntry, named: Named) -> Activity:
    """Return what the activities of a sitting share, with no id of its own yet."""
    clock = span(entry.start, entry.end)
    visiting = tuple(
        branch.members[key].name
        for key in (*named.present, *named.chosen)
        if branch.members[key].visiting
    )
    if entry.for_year is not None:
        refuse_year(branch, entry)
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
        refuse_too_few(kind, expected)
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
    return SCOPE_FORMS[place.scope] if kind.code == OLM else ""


def _texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())
