"""Mend a recorded activity: its fields, who was there, or all of it where it never was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.actions.meetings.log_checks import longer_than_clock, refuse_day
from orglife.actions.meetings.moved import on_another_day, take_along
from orglife.actions.meetings.parts import find_lecturer, find_person
from orglife.actions.meetings.record import put_activity, refuse_finalized, refuse_unheld
from orglife.actions.meetings.said import named_activity
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.duration import span, stated
from orglife.model.which import in_short


def refuse_no_minutes(text: str) -> None:
    """Refuse minutes that say nothing.

    Raises:
        InvalidRecordError: an empty text.
    """
    if not text.strip():
        raise InvalidRecordError(
            say("the minutes are empty"), hint=say("nothing was changed; write them and try again")
        )


def edit_activity(
    branch: Branch, activity: Activity, changes: Mapping[str, Any], *, today: date
) -> Change:
    """Change fields of an activity; `chair`, `recorder` and `lecturer` are names, `minutes` a text.

    With another day (`held`) those who should have attended on it are worked out anew; whoever is
    expected on both days keeps their state; its sitting goes along. A length that followed from the
    clock follows it still.

    Raises:
        InvalidRecordError: it or its sitting is finalized, or the new day can't be; minutes that
            are empty, or of what was not held.
        UnknownNameError, AmbiguousNameError: a name means nobody, or two.
    """
    refuse_finalized(branch, activity)
    fields = dict(changes)
    guests = tuple(fields.get("guests", activity.guests))
    for role in ("chair", "recorder"):
        if role in fields:
            fields[role] = find_person(branch, fields[role], guests)
    if "lecturer" in fields:
        fields["lecturer"] = find_lecturer(branch, fields["lecturer"])
    if "minutes" in fields:
        refuse_unheld(branch, activity)
        refuse_no_minutes(fields["minutes"])
        fields["minutes"] = fields["minutes"].strip()
    warnings: tuple[Message, ...] = ()
    if "held" in fields:
        hint = say("a planned day is changed with 'orglife plan move'")
        refuse_unheld(branch, activity, hint)
        refuse_day(branch, fields["held"], today)
        fields["attendance"], warnings = on_another_day(branch, activity, fields["held"])
    length = fields.pop("minutes_long", stated(activity.minutes_long, activity.start, activity.end))
    changed = replace(activity, **fields)
    changed = replace(changed, minutes_long=length or span(changed.start, changed.end))
    if changed == activity:
        return Change(branch, say("{activity} is so already.", activity=in_short(branch, activity)))
    said = say(
        "Changed {activity} of {day}.", activity=named_activity(branch, changed), day=changed.day
    )
    if changes.keys() & {"start", "end", "minutes_long"}:
        warnings += longer_than_clock(changed)
    change = put_activity(branch, changed, said, warnings)
    return change if changed.day == activity.day else take_along(change, activity, changed.day)


def remove_activity(branch: Branch, activity: Activity) -> Change:
    """Remove what never was; its texts in `private` go with it.

    Raises:
        InvalidRecordError: it is finalized, or other records rest on it.
    """
    refuse_finalized(branch, activity)
    resting = tuple(_resting_on(branch, activity.id))
    if resting:
        raise InvalidRecordError(
            say(
                "{activity} can't be removed: {records} rest on it",
                activity=in_short(branch, activity),
                records=resting,
            )
        )
    bodies = [
        body.id
        for body in branch.private.values()
        if body.table == "activities" and body.record == activity.id
    ]
    said = say("Removed {activity}.", activity=in_short(branch, activity))
    branch = branch.drop("activities", activity.id)
    if bodies:
        branch = branch.drop("private", *bodies)
    return Change(branch, said, (Changed("activities", activity.id),))


def _resting_on(branch: Branch, key: int) -> Iterator[Message]:
    for task in branch.tasks.values():
        if task.source == key:
            yield say("task #{id}", id=task.id)
    for post in branch.posts.values():
        if post.elected == key:
            yield say("post #{id}", id=post.id)
    for member in branch.members.values():
        development = member.development
        if development is not None and (
            key in (development.voted, development.confirmed, development.extended_by)
            or any(review.activity == key for review in development.reviews)
        ):
            yield say("the admission of {name}", name=member.name)
