"""Edit a recorded activity, move it to another day, or remove it.

A sitting has one day, so its activities move together. Records elsewhere that rest on the day (a
stage that the meeting decided, a notice, a preparation) stay and are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.meetings.activity_entry import ActivityScope, resolve_fields
from orglife.actions.meetings.activity_record import (
    activity_phrase,
    put_activity,
    refuse_finalized,
    refuse_unheld,
)
from orglife.actions.meetings.attendance import NamedAttendance, expected_at, usual_absence
from orglife.actions.meetings.log_checks import longer_than_clock, refuse_day
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.activity import Activity, Attendance
from orglife.model.admission import decided_at
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate
from orglife.model.duration import explicit_minutes, minutes_between
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.names import describe_activity
from orglife.model.terms import SESSION_STEPS, STAGES


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
    """Change fields of an activity; `changes` are their values as typed, names still as text.

    With another day (`held`) those who should have attended on it are worked out anew; whoever is
    expected on both days keeps their state; its sitting goes along. A length that followed from the
    clock follows it still.

    Raises:
        InvalidRecordError: it or its sitting is finalized, or the new day can't be; minutes that
            are empty, or of what was not held.
        UnknownNameError, AmbiguousNameError: a name means nobody, or two.
    """
    refuse_finalized(branch, activity)
    guests = tuple(changes.get("guests", activity.guests))
    fields = resolve_fields(branch, ACTIVITY_FIELDS, changes, guests)
    if "minutes" in fields:
        refuse_unheld(branch, activity)
        refuse_no_minutes(fields["minutes"])
        fields["minutes"] = fields["minutes"].strip()
    warnings: tuple[Message, ...] = ()
    if "held" in fields:
        hint = say("a planned day is changed with 'orglife plan move'")
        refuse_unheld(branch, activity, hint)
        refuse_day(branch, fields["held"], today)
        fields["attendance"], warnings = attendance_on_day(branch, activity, fields["held"])
    length = fields.pop(
        "minutes_long", explicit_minutes(activity.minutes_long, activity.start, activity.end)
    )
    changed = replace(activity, **fields)
    changed = replace(changed, minutes_long=length or minutes_between(changed.start, changed.end))
    if changed == activity:
        return Change(
            branch, say("{activity} is so already.", activity=describe_activity(branch, activity))
        )
    said = say(
        "Changed {activity} of {day}.", activity=activity_phrase(branch, changed), day=changed.day
    )
    if changes.keys() & {"start", "end", "minutes_long"}:
        warnings += longer_than_clock(changed)
    change = put_activity(branch, changed, said, warnings)
    return change if changed.day == activity.day else move_sitting(change, activity, changed.day)


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
                activity=describe_activity(branch, activity),
                records=resting,
            )
        )
    bodies = [
        body.id
        for body in branch.private.values()
        if body.table == "activities" and body.record == activity.id
    ]
    said = say("Removed {activity}.", activity=describe_activity(branch, activity))
    branch = branch.drop("activities", activity.id)
    if bodies:
        branch = branch.drop("private", *bodies)
    return Change(branch, said, (ChangedRecord("activities", activity.id),))


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


def sitting_of(branch: Branch, activity: Activity) -> list[Activity]:
    """Return what else is of the same sitting and day, held or planned as `activity` is."""
    return [
        one
        for one in branch.activities.values()
        if one.sitting is not None
        and one.id != activity.id
        and (one.sitting, one.state, one.day) == (activity.sitting, activity.state, activity.day)
    ]


def attendance_on_day(
    branch: Branch, activity: Activity, day: date
) -> tuple[Attendance | None, tuple[Message, ...]]:
    """Return who should have attended on `day`, worked out anew, and who is to be looked at."""
    old = activity.attendance
    if old is None or activity.scope == "members":
        return old, ()
    place = ActivityScope(activity.scope, activity.group)
    named = NamedAttendance({}, chosen=tuple(sorted(old.expected)))
    expected = expected_at(branch, day, place, named)
    others = {key: old.others[key] for key in expected if key in old.others}
    for key in expected:
        usual = usual_absence(branch.members[key], day)
        if key not in old.expected and usual is not None:
            others[key] = usual
    present = tuple(key for key in expected if key not in others)
    changed = sorted(old.expected ^ set(expected))
    warnings: tuple[Message, ...] = ()
    if changed:
        warnings = (
            say(
                "on that day others should attend; look at: {names}",
                names=tuple(branch.members[key].name for key in changed),
            ),
        )
    return Attendance(present=present, others=others), warnings


def move_sitting(change: Change, before: Activity, day: date) -> Change:
    """Return the change in which the sitting of `before` has the new day too; the rest is told.

    Raises:
        InvalidRecordError: another activity of the sitting is finalized.
    """
    branch, warnings = change.branch, list(change.warnings)
    others = []
    for one in sitting_of(branch, before):
        if one.finalized is not None:
            raise InvalidRecordError(
                say("{activity} is of the same sitting", activity=describe_activity(branch, one)),
                hint=say("it is finalized, and the day of a finalized record stays"),
            )
        attendance, looks = attendance_on_day(branch, one, day)
        others.append(replace(one, held=day, attendance=attendance))
        warnings += [look for look in looks if look not in warnings]
    for one in (branch.activities[before.id], *others):
        warnings += _left(branch, one)
    if not others:
        return change._replace(warnings=tuple(warnings))
    return Change(
        branch.put("activities", *others),
        say(
            "{said} Of the same sitting, with it: {activities}.",
            said=change.summary,
            activities=tuple(activity_phrase(branch, one) for one in others),
        ),
        (*change.records, *(ChangedRecord("activities", one.id) for one in others)),
        tuple(warnings),
    )


def _left(branch: Branch, activity: Activity) -> Iterator[Message]:
    """Yield what still has the day that `activity` had, or can't be true with it."""
    day = activity.day
    for member in decided_at(branch, activity.id):
        record = member.development
        decided = (
            ("probationary", "--joined", record is not None and record.voted == activity.id),
            ("full", "--full-since", record is not None and record.confirmed == activity.id),
        )
        for stage, option, here in decided:
            since = member.stages.get(stage)
            if here and since is not None and since != PartialDate.of(day):
                yield say(
                    "{name} is {stage} since {since}, as decided there; to correct it: {command}",
                    name=member.name,
                    stage=STAGES[stage],
                    since=str(since),
                    command=f"orglife member edit '#{member.id}' {option} {day}",
                )
    for motion in activity.motions:
        if motion.notice is not None and motion.notice > day:
            yield say(
                "members were told of {motion} on {notice}, after the meeting of {day}",
                motion=motion.text,
                notice=motion.notice,
                day=day,
            )
        if motion.consent is not None and motion.consent > day:
            yield say(
                "the superior's consent to {motion} is of {consent}, after the meeting of {day}",
                motion=motion.text,
                consent=motion.consent,
                day=day,
            )
    steps = activity.session.steps if activity.session is not None else {}
    late = tuple(
        term for step, term in SESSION_STEPS.items() if step in steps and steps[step] > day
    )
    if late:
        yield say("prepared after the meeting of {day}: {steps}", day=day, steps=late)
