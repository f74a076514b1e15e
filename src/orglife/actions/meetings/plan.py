"""Plans: what is to be held on a day, moved to another day or cancelled, each with its reason."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.actions.meetings.entry import ActivityEntry, kinds_named, places_of
from orglife.actions.meetings.moved import sitting_of
from orglife.actions.meetings.record import put_activity
from orglife.actions.meetings.said import named_activity
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import say
from orglife.model.activity import Activity, Move
from orglife.model.branch import Branch
from orglife.model.which import in_short


def add_plan(
    branch: Branch,
    kind: str,
    *,
    planned: date,
    today: date,
    topics: tuple[str, ...] = (),
    group: str = "",
    form: str = "",
    place: str = "",
    for_year: int | None = None,
) -> Change:
    """Plan an activity, or a sitting of several kinds joined by `+`.

    Raises:
        InvalidRecordError: the day has passed.
        UsageError: a group that is needed is not given.
    """
    _refuse_past(planned, today)
    entry = ActivityEntry(kind, planned, group=group, form=form)
    kinds = kinds_named(branch, kind)
    places = places_of(branch, kinds, entry)
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
            topics=tuple(topic.strip() for topic in topics if topic.strip()),
            place=place.strip(),
            for_year=for_year,
            sitting=first if len(kinds) > 1 else None,
        )
        for at, (one, where) in enumerate(zip(kinds, places, strict=True))
    ]
    for activity in activities:
        branch = branch.add("activities", activity)
    said = say(
        "Planned for {day}: {activities}.",
        day=planned,
        activities=tuple(named_activity(branch, one) for one in activities),
    )
    return Change(branch, said, tuple(Changed("activities", one.id) for one in activities))


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
            say("{activity} is planned for that day", activity=in_short(branch, activity))
        )
    given_up = Move(planned=activity.day, reason=reason.strip())
    moved = [
        replace(one, planned=planned, moves=(*one.moves, given_up))
        for one in (activity, *sitting_of(branch, activity))
    ]
    said = say(
        "Moved {activities} from {old} to {day}: {reason}.",
        activities=tuple(named_activity(branch, one) for one in moved),
        old=activity.day,
        day=planned,
        reason=reason.strip(),
    )
    records = tuple(Changed("activities", one.id) for one in moved)
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
        activity=named_activity(branch, activity),
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
            say("{activity} is not a plan", activity=in_short(branch, activity)),
            hint=say("'orglife plan list' shows what is planned"),
        )


def _refuse_reasonless(reason: str) -> None:
    if not reason.strip():
        raise UsageError(say("why?"), hint=say("give the reason with --reason"))
