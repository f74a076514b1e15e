"""A recorded activity: refused if finalized or not held; how change lines describe it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from orglife.actions.change import Change, ChangedRecord
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.activity import Activity, Attendance
from orglife.model.branch import Branch
from orglife.model.names import describe_activity, kind_term
from orglife.model.roster import ExpectedMembers, should_attend
from orglife.model.terms import ATTENDANCE


def refuse_finalized(branch: Branch, activity: Activity) -> None:
    """Refuse to change a finalized record.

    Raises:
        InvalidRecordError: it is finalized.
    """
    if activity.finalized is not None:
        raise InvalidRecordError(
            say(
                "{activity} was finalized on {day}",
                activity=describe_activity(branch, activity),
                day=activity.finalized,
            ),
            hint=say("'orglife activity amend' changes it, with a reason"),
        )


def refuse_unheld(branch: Branch, activity: Activity, hint: Message | None = None) -> None:
    """Refuse what can only be said of something that was held; `hint` says what can be done.

    Raises:
        InvalidRecordError: it is planned, or was cancelled.
    """
    if activity.state != "held":
        raise InvalidRecordError(
            say("{activity} was not held", activity=describe_activity(branch, activity)), hint=hint
        )


def put_activity(
    branch: Branch, activity: Activity, said: Message, warnings: tuple[Message, ...] = ()
) -> Change:
    """Return the change of one activity; the branch as it was given where it is so already."""
    if branch.activities.get(activity.id) == activity:
        return Change(branch, said)
    return Change(
        branch.put("activities", activity),
        said,
        (ChangedRecord("activities", activity.id),),
        warnings,
    )


def recorded_summary(branch: Branch, activities: Sequence[Activity]) -> Message:
    """Return the line about a new sitting: each activity with its record and its numbers."""
    return say(
        "Recorded on {day}: {activities}.",
        day=activities[0].day,
        activities=tuple(_one(branch, activity) for activity in activities),
    )


def recorded_activity(branch: Branch, activities: Sequence[Activity]) -> Message:
    """Return what is on record of a sitting: its day, each activity with its record and numbers."""
    return say(
        "on {day}: {activities}",
        day=activities[0].day,
        activities=tuple(_one(branch, activity) for activity in activities),
    )


def activity_phrase(branch: Branch, activity: Activity) -> Message:
    """Return an activity as it is named in a sentence: kind, group, record."""
    if activity.group is None:
        return say("{kind} #{id}", kind=kind_term(branch, activity.kind), id=activity.id)
    return say(
        "{kind} of {group} #{id}",
        kind=kind_term(branch, activity.kind),
        group=branch.groups[activity.group].name,
        id=activity.id,
    )


def absentee_summary(
    branch: Branch, attendance: Attendance, *, leave_out: Container[int] = ()
) -> tuple[Message, ...]:
    """Return who was not there, by state: `excused: Li Si`; without those in `leave_out`."""
    return tuple(
        say(
            "{state}: {names}",
            state=term,
            names=tuple(
                branch.members[key].name
                for key, absence in attendance.others.items()
                if absence.state == term.code and key not in leave_out
            ),
        )
        for term in ATTENDANCE.values()
        if any(
            absence.state == term.code and key not in leave_out
            for key, absence in attendance.others.items()
        )
    )


def _one(branch: Branch, activity: Activity) -> Message:
    attendance = activity.attendance or Attendance()
    what = activity_phrase(branch, activity)
    if activity.scope == "members":
        names = tuple(branch.members[key].name for key in sorted(attendance.expected))
        return say("{what} with {names}", what=what, names=names)
    awaited = should_attend(branch, activity)
    absent = (
        *absentee_summary(branch, attendance, leave_out=awaited.left_out),
        *left_out_said(branch, awaited),
    )
    values = {
        "what": what,
        "came": len(attendance.attendees.intersection(awaited.members)),
        "expected": len(awaited.members),
    }
    if not absent:
        return say("{what}, present {came} of {expected}", **values)
    return say("{what}, present {came} of {expected} ({absent})", **values, absent=absent)


def left_out_said(branch: Branch, awaited: ExpectedMembers) -> tuple[Message, ...]:
    """Return who is left out of those who should attend, and why."""
    if not awaited.left_out:
        return ()
    names = tuple(
        say("{name} ({reason})", name=branch.members[key].name, reason=why)
        for key, why in awaited.left_out.items()
    )
    return (say("left out: {names}", names=names),)
