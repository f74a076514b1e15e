"""What goes along when the day of something held is corrected, and what can't and is told.

A sitting is one occasion: all of it has one day. What rests on the day and was recorded elsewhere
stays as it is: the stage that a meeting decided, a notice, a preparation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.actions.meetings.attendance import Named, Place, expected_at, usual_absence
from orglife.actions.meetings.said import named_activity
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.activity import Activity, Attendance
from orglife.model.admission import decided_at
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate
from orglife.model.terms import SESSION_STEPS, STAGES
from orglife.model.which import in_short


def sitting_of(branch: Branch, activity: Activity) -> list[Activity]:
    """Return what else is of the same sitting and day, held or planned as `activity` is."""
    return [
        one
        for one in branch.activities.values()
        if one.sitting is not None
        and one.id != activity.id
        and (one.sitting, one.state, one.day) == (activity.sitting, activity.state, activity.day)
    ]


def on_another_day(
    branch: Branch, activity: Activity, day: date
) -> tuple[Attendance | None, tuple[Message, ...]]:
    """Return who should have attended on `day`, worked out anew, and who is to be looked at."""
    old = activity.attendance
    if old is None or activity.scope == "members":
        return old, ()
    place = Place(activity.scope, activity.group)
    named = Named({}, chosen=tuple(sorted(old.expected)))
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


def take_along(change: Change, before: Activity, day: date) -> Change:
    """Return the change in which the sitting of `before` has the new day too; the rest is told.

    Raises:
        InvalidRecordError: another activity of the sitting is finalized.
    """
    branch, warnings = change.branch, list(change.warnings)
    others = []
    for one in sitting_of(branch, before):
        if one.finalized is not None:
            raise InvalidRecordError(
                say("{activity} is of the same sitting", activity=in_short(branch, one)),
                hint=say("it is finalized, and the day of a finalized record stays"),
            )
        attendance, looks = on_another_day(branch, one, day)
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
            said=change.said,
            activities=tuple(named_activity(branch, one) for one in others),
        ),
        (*change.records, *(Changed("activities", one.id) for one in others)),
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
