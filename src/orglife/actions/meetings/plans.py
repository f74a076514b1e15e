"""Plans: added, moved, cancelled, each with its reason; the plans of yearly meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.meetings.activity_edit import sitting_of
from orglife.actions.meetings.activity_entry import (
    ActivityEntry,
    kinds_named,
    resolve_fields,
    scopes_of,
)
from orglife.actions.meetings.activity_record import activity_phrase, put_activity, refuse_finalized
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import say
from orglife.model.activity import Activity, Postponement
from orglife.model.branch import Branch
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.names import describe_activity, kinds_of


def add_plan(
    branch: Branch,
    kind: str,
    *,
    planned: date,
    today: date,
    group: str = "",
    form: str = "",
    fields: Mapping[str, Any] = {},
) -> Change:
    """Plan an activity, or a sitting of several kinds joined by `+`; `fields` as in a log entry.

    Raises:
        InvalidRecordError: the day has passed.
        UsageError: a group that is needed is not given.
    """
    _refuse_past(planned, today)
    entry = ActivityEntry(kind, planned, group=group, form=form)
    kinds = kinds_named(branch, kind)
    places = scopes_of(branch, kinds, entry)
    first = branch.next_id("activities")
    activities = [
        Activity(
            id=first + at,
            kind=one.code,
            state="planned",
            planned=planned,
            recorded=today,
            scope=where.scope,
            group=where.group,
            **resolve_fields(branch, ACTIVITY_FIELDS, fields),
            sitting=first if len(kinds) > 1 else None,
        )
        for at, (one, where) in enumerate(zip(kinds, places, strict=True))
    ]
    for activity in activities:
        branch = branch.add("activities", activity)
    said = say(
        "Planned for {day}: {activities}.",
        day=planned,
        activities=tuple(activity_phrase(branch, one) for one in activities),
    )
    return Change(branch, said, tuple(ChangedRecord("activities", one.id) for one in activities))


def move_plan(
    branch: Branch, activity: Activity, *, planned: date, reason: str, today: date
) -> Change:
    """Move what is planned, with its sitting; the day given up is kept with the reason.

    Raises:
        InvalidRecordError: it is not planned, or the new day is the same or has passed.
        UsageError: no reason is given.
    """
    _refuse_not_planned(branch, activity)
    _refuse_reasonless(reason)
    _refuse_past(planned, today)
    if planned == activity.day:
        raise InvalidRecordError(
            say("{activity} is planned for that day", activity=describe_activity(branch, activity))
        )
    given_up = Postponement(planned=activity.day, reason=reason.strip())
    moved = [
        replace(one, planned=planned, moves=(*one.moves, given_up))
        for one in (activity, *sitting_of(branch, activity))
    ]
    said = say(
        "Moved {activities} from {old} to {day}: {reason}.",
        activities=tuple(activity_phrase(branch, one) for one in moved),
        old=activity.day,
        day=planned,
        reason=reason.strip(),
    )
    records = tuple(ChangedRecord("activities", one.id) for one in moved)
    return Change(branch.put("activities", *moved), said, records)


def cancel_plan(branch: Branch, activity: Activity, *, reason: str) -> Change:
    """Cancel what is planned; the record stays, with the reason.

    Raises:
        InvalidRecordError: it is not planned.
        UsageError: no reason is given.
    """
    _refuse_not_planned(branch, activity)
    _refuse_reasonless(reason)
    said = say(
        "Cancelled {activity}, planned for {day}: {reason}.",
        activity=activity_phrase(branch, activity),
        day=activity.day,
        reason=reason.strip(),
    )
    return put_activity(branch, replace(activity, state="cancelled", reason=reason.strip()), said)


def _refuse_past(planned: date, today: date) -> None:
    if planned < today:
        raise InvalidRecordError(
            say("{day} has passed: it can't be planned", day=planned),
            hint=say("what was held is recorded with 'orglife log'"),
        )


def _refuse_not_planned(branch: Branch, activity: Activity) -> None:
    if activity.state != "planned":
        raise InvalidRecordError(
            say("{activity} is not a plan", activity=describe_activity(branch, activity)),
            hint=say("'orglife plan list' shows what is planned"),
        )


def _refuse_reasonless(reason: str) -> None:
    if not reason.strip():
        raise UsageError(say("why?"), hint=say("give the reason with --reason"))


def plan_for_year(
    branch: Branch,
    kind: str,
    year: int,
    *,
    form: str,
    group: str,
    planned: date | None,
    today: date,
) -> Activity:
    """Return the planned record of `kind` for `year`, not yet in the branch.

    Without a day it is planned for the end of the year, or today where that has passed.

    Raises:
        InvalidRecordError: the year is before the founding or too far ahead, the day has passed, or
            one of this form is planned for the year.
        UsageError: the form of a group meeting without a group.
    """
    if not branch.meta.founded.year <= year <= today.year + 1:
        raise InvalidRecordError(
            say(
                "the year {year} can't be: the branch was founded on {founded}, today is {today}",
                year=str(year),
                founded=branch.meta.founded,
                today=today,
            )
        )
    if planned is not None and planned < today:
        raise InvalidRecordError(
            say("{day} has passed: it can't be planned", day=planned),
            hint=say("what was held is recorded with: orglife log {kind} --on DATE", kind=kind),
        )
    day = planned or max(today, date(year, 12, 31))
    entry = ActivityEntry(kind, day, group=group, form=form or ("group" if group else "general"))
    place = scopes_of(branch, (kinds_of(branch)[kind],), entry)[0]
    for other in branch.activities.values():
        same = (other.kind, other.scope, other.group) == (kind, place.scope, place.group)
        if same and other.state == "planned" and other.for_year == year:
            raise InvalidRecordError(
                say(
                    "it is open for {year} already: {activity}",
                    year=str(year),
                    activity=describe_activity(branch, other),
                )
            )
    return Activity(
        id=branch.next_id("activities"),
        kind=kind,
        state="planned",
        planned=day,
        recorded=today,
        scope=place.scope,
        group=place.group,
        for_year=year,
    )


def year_of(activity: Activity) -> int:
    """Return the year that a meeting is about; that of its day where none is stated."""
    return activity.for_year or activity.day.year


def of_latest_year(found: Sequence[Activity]) -> list[Activity]:
    """Return those of `found` that are about the latest year."""
    latest = max((year_of(one) for one in found), default=None)
    return [one for one in found if year_of(one) == latest]


def only_match(branch: Branch, found: Sequence[Activity]) -> Activity:
    """Return the one of those that may be meant, of which there is one at least.

    Raises:
        InvalidRecordError: there are several.
    """
    if len(found) > 1:
        raise InvalidRecordError(
            say(
                "several are meant: {activities}",
                activities=tuple(describe_activity(branch, one) for one in found),
            ),
            hint=say("name one, as in: --meeting {id}", id=found[0].id),
        )
    return found[0]


def refuse_closed(branch: Branch, activity: Activity, closed: date | None) -> None:
    """Refuse to add to what is over.

    Raises:
        InvalidRecordError: it is finalized, or was closed on a day.
    """
    refuse_finalized(branch, activity)
    if closed is not None:
        raise InvalidRecordError(
            say(
                "{activity} was closed on {day}",
                activity=describe_activity(branch, activity),
                day=closed,
            ),
            hint=say("'orglife undo' takes the last change back"),
        )
