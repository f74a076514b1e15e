"""Record a sitting: one activity or several, checked, and put together with the plan it fulfils."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.meetings.activity_entry import (
    SCOPE_FORMS,
    ActivityEntry,
    ActivityScope,
    kinds_named,
    resolve_fields,
    scopes_of,
    those_with_a_part,
)
from orglife.actions.meetings.activity_record import recorded_summary
from orglife.actions.meetings.attendance import (
    NamedAttendance,
    expected_at,
    freeze_attendance,
    refuse_unexpected,
    resolve_attendance,
)
from orglife.actions.meetings.log_checks import (
    duplicate_of,
    log_warnings,
    refuse_day,
    refuse_longer_than_days,
    refuse_nobody,
    refuse_too_few,
    refuse_year,
    year_warnings,
)
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch, PrivateText
from orglife.model.duration import explicit_minutes, minutes_between
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.kinds import DEMOCRATIC_APPRAISAL, ORGANIZATIONAL_LIFE_MEETING, ActivityKind
from orglife.model.terms import REPORT_FORMS, match_terms

FOR_YEAR = (ORGANIZATIONAL_LIFE_MEETING, DEMOCRATIC_APPRAISAL)
"""Kinds that are held for a year, often in the next."""


class NewActivities(NamedTuple):
    """The activities of a sitting, not yet in the branch, and what is worth a warning."""

    activities: tuple[Activity, ...]
    warnings: tuple[Message, ...] = ()


def log_activity(
    branch: Branch, entry: ActivityEntry, *, recorded: date, force: bool = False
) -> Change:
    """Record what was held, its expected list frozen.

    With `force` even what nobody came to. What was planned keeps its number. An entry whose `key`
    is on record already adds nothing.

    Raises:
        UnknownNameError, AmbiguousNameError: a kind, group or member that is not there, or twice.
        InvalidRecordError: a day before the founding or after `recorded`; somebody named whom
            nobody expected; nobody who came.
        UsageError: a group that is needed is not given.
    """
    key = entry.fields.get("key")
    if key:
        for activity in branch.activities.values():
            if activity.key == key:
                said = say(
                    "{key} is already recorded as {record}.",
                    key=key,
                    record=f"#{activity.id}",
                )
                return Change(branch, said)
    made = activity_records(branch, entry, recorded=recorded)
    if not force:
        refuse_nobody(made.activities)
    branch, activities = store_activities(branch, made.activities)
    warnings = (
        *log_warnings(branch, activities),
        *year_warnings(branch, activities),
        *(told for one in activities if (told := duplicate_of(branch, one)) is not None),
    )
    branch = _keep_body(branch, activities[0], entry)
    return Change(
        branch,
        recorded_summary(branch, activities),
        tuple(ChangedRecord("activities", one.id) for one in activities),
        warnings,
    )


def _keep_body(branch: Branch, activity: Activity, entry: ActivityEntry) -> Branch:
    if not entry.body.strip():
        return branch
    body = PrivateText(
        id=branch.next_id("private"),
        table="activities",
        record=activity.id,
        label="body",
        text=entry.body.strip(),
        on=entry.day,
    )
    return branch.add("private", body)


def activity_records(branch: Branch, entry: ActivityEntry, *, recorded: date) -> NewActivities:
    """Return the records of a sitting with the ids that come next; for imports of many as well.

    Raises:
        As `log_activity`.
    """
    refuse_day(branch, entry.day, recorded)
    kinds = kinds_named(branch, entry.kind)
    places = scopes_of(branch, kinds, entry)
    chosen = entry.chosen or those_with_a_part(branch, places, entry)
    named = resolve_attendance(
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
    return NewActivities(activities, tuple(log_warnings(branch, activities)))


def _common(branch: Branch, entry: ActivityEntry, named: NamedAttendance) -> Activity:
    """Return what the activities of a sitting share, with no id of its own yet."""
    guests = tuple(entry.fields.get("guests", ()))
    fields = resolve_fields(branch, ACTIVITY_FIELDS, entry.fields, guests)
    common = Activity(id=0, kind="", held=entry.day, **fields)
    clock = minutes_between(common.start, common.end)
    refuse_longer_than_days(common.minutes_long or clock, common.days)
    visiting = tuple(
        branch.members[key].name
        for key in (*named.present, *named.chosen)
        if branch.members[key].visiting
    )
    if common.for_year is not None:
        refuse_year(branch, common.for_year, entry.day)
    return replace(
        common,
        guests=tuple(dict.fromkeys((*common.guests, *visiting))),
        minutes_long=common.minutes_long or clock,
    )


def _activity(
    branch: Branch,
    entry: ActivityEntry,
    common: Activity,
    kind: ActivityKind,
    place: ActivityScope,
    named: NamedAttendance,
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
        lecturer=common.lecturer if lecturing else None,
        for_year=common.for_year if dated else None,
        attendance=freeze_attendance(branch, entry.day, expected, named),
    )


def _form(kind: ActivityKind, place: ActivityScope, stated: str) -> str:
    """Return the form of a report, or of an organizational-life meeting (Art. 17)."""
    if kind.forms:
        own = [
            term for term in match_terms(stated, REPORT_FORMS.values()) if term.code in kind.forms
        ]
        return own[0].code if own else ""
    return SCOPE_FORMS[place.scope] if kind.code == ORGANIZATIONAL_LIFE_MEETING else ""


NOTHING_SAID = Activity(id=0, kind="")
OWN = ("id", "kind", "state", "scope", "group", "held", "recorded", "attendance")
"""What a record of something held never has from its plan."""


def matching_plan(branch: Branch, activity: Activity) -> Activity | None:
    """Return the planned record that `activity` fulfils, or None where none or several fit.

    It is of the same kind, scope and group, and planned for the day that `activity` names as
    planned, else for the day on which it was held; a meeting for a year fulfils that of its year.
    """
    wanted = activity.planned or activity.held
    fitting = [
        plan
        for plan in branch.activities.values()
        if plan.state == "planned"
        and (plan.kind, plan.scope, plan.group) == (activity.kind, activity.scope, activity.group)
        and (plan.planned == wanted or (plan.for_year is not None and _same_year(plan, activity)))
    ]
    return fitting[0] if len(fitting) == 1 else None


def merge_with_plan(plan: Activity, activity: Activity) -> Activity:
    """Return the held record under the number of its plan, with all that only the plan says."""
    left = {
        name: getattr(plan, name)
        for name in Activity.__struct_fields__
        if name not in OWN and getattr(activity, name) == getattr(NOTHING_SAID, name)
    }
    left |= _clock(plan, activity)
    if plan.chair not in (None, activity.chair or plan.chair):
        left["delegated"] = activity.delegated
    if plan.place not in ("", activity.place or plan.place):
        left["online"] = activity.online
    return replace(activity, **{**left, "id": plan.id, "planned": plan.planned})


def _clock(plan: Activity, activity: Activity) -> dict[str, object]:
    """Return when it began and ended and how long it was: a clock is taken from one of the two.

    A length that only followed from the planned clock goes with it.
    """
    if not (activity.start or activity.end):
        length = activity.minutes_long or plan.minutes_long
        return {"start": plan.start, "end": plan.end, "minutes_long": length}
    length = activity.minutes_long or explicit_minutes(plan.minutes_long, plan.start, plan.end)
    return {"start": activity.start, "end": activity.end, "minutes_long": length}


def store_activities(
    branch: Branch, activities: Sequence[Activity]
) -> tuple[Branch, tuple[Activity, ...]]:
    """Return the branch with new activities, each under its plan's number or the next one."""
    kept: list[Activity] = []
    taken: set[int] = set()
    for activity in activities:
        plan = matching_plan(branch, activity)
        if plan is not None and plan.id not in taken:
            taken.add(plan.id)
            kept.append(merge_with_plan(plan, activity))
            branch = branch.put("activities", kept[-1])
        else:
            kept.append(replace(activity, id=branch.next_id("activities")))
            branch = branch.add("activities", kept[-1])
    if len(kept) > 1:
        kept = [replace(one, sitting=kept[0].id) for one in kept]
        branch = branch.put("activities", *kept)
    return branch, tuple(kept)


def _same_year(plan: Activity, activity: Activity) -> bool:
    held: date = activity.day
    return plan.for_year == (activity.for_year or held.year)
