"""Checks of records: complete, entered in time, one a sitting, followed up; tasks done in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from operator import attrgetter

from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.calendar import LENGTHS, add_days
from orglife.model.names import kind_term
from orglife.model.task import Task
from orglife.model.terms import TASK_KINDS, Term
from orglife.model.voting import electorate_of, is_voting_meeting, missing_votes
from orglife.rules.check_kind import register_check
from orglife.rules.context import CheckContext
from orglife.rules.finding import (
    Arithmetic,
    FindingDetails,
    Judgement,
    Reference,
    Subject,
    evidence,
)
from orglife.rules.rule import DAYS, Parameter


def _absentees(_context: CheckContext, activity: Activity) -> bool:
    """Whether it says of everyone who did not come why."""
    attendance = activity.attendance
    return attendance is not None and "unstated" not in map(_STATE, attendance.others.values())


def _votes(context: CheckContext, activity: Activity) -> bool:
    """Whether the counts of every motion add up to those with a vote in the room and who wrote."""
    if not activity.motions or not is_voting_meeting(activity):
        return True
    entitled = context.facts.roster_on(activity.day).entitled(activity.scope)
    return all(
        motion.ballots is not None
        or not missing_votes(motion, len(electorate_of(activity, motion, entitled).present))
        for motion in activity.motions
    )


_STATE = attrgetter("state")

FIELDS: dict[str, Callable[[CheckContext, Activity], bool]] = {
    "outcome": lambda _, activity: bool(activity.outcome.strip()),
    "chair": lambda _, activity: activity.chair is not None,
    "recorder": lambda _, activity: activity.recorder is not None,
    "place": lambda _, activity: bool(activity.place.strip()) or activity.online,
    "topic": lambda _, activity: bool(activity.topics),
    "absentees": _absentees,
    "votes": _votes,
}

FIELD_NAMES = {
    "outcome": say("outcome"),
    "chair": say("chair"),
    "recorder": say("recorder"),
    "place": say("place"),
    "topic": say("topic"),
    "absentees": say("reason of an absence"),
    "votes": say("complete count of a vote"),
}
MOST_NAMED = 10
"""How many records are named at most."""


def _missing_said(context: CheckContext, records: list[Activity]) -> Message:
    """Return which field is missing in which records."""
    parts: list[Message] = []
    for name in context.texts("fields"):
        without = [activity for activity in records if not FIELDS[name](context, activity)]
        if not without:
            continue
        numbers = tuple(f"#{activity.id}" for activity in without[:MOST_NAMED])
        parts.append(
            say(
                "{field} missing in {n} of {records}: {numbers}",
                field=FIELD_NAMES[name],
                n=len(without),
                records=len(records),
                numbers=numbers if len(without) <= MOST_NAMED else (*numbers, "..."),
            )
        )
    if not parts:
        return say_n("{n} record is complete", "{n} records are complete", len(records))
    return parts[0] if len(parts) == 1 else say("{parts}", parts=tuple(parts))


def _without(records: list[Activity], complete: list[Activity]) -> list[Activity]:
    ids = {activity.id for activity in complete}
    return [activity for activity in records if activity.id not in ids]


@register_check(
    "complete",
    about="branch",
    next_command="activity list",
    parameters={
        "per": Parameter(str, "year", choices=tuple(LENGTHS)),
        "fields": Parameter(list, choices=tuple(FIELDS)),
        "activity": Parameter(list, []),
        "leave_out": Parameter(list, []),
    },
)
def complete(context: CheckContext) -> Iterator[Judgement]:
    """Every record of the period holds `fields`; `activity` names the kinds, all of them if none.

    Needed and base count the records, found those that are complete; the evidence is the others.
    """
    wanted = [FIELDS[name] for name in context.texts("fields")]
    kinds, left_out = context.texts("activity"), context.texts("leave_out")
    for period in context.periods(context.text("per")):
        pool = context.facts.activities(kinds, period) if kinds else context.facts.records(period)
        records = (
            [activity for activity in pool if activity.kind not in left_out] if left_out else pool
        )
        if not records:
            continue
        complete = records
        for holds in wanted:
            complete = [activity for activity in complete if holds(context, activity)]
        found = len(complete)
        yield context.period_finding(
            period,
            fulfilled=found == len(records),
            details=lambda: FindingDetails(
                context.branch_subject(),
                _missing_said(context, records),
                Arithmetic(
                    len(records), found, len(records), records=evidence(_without(records, complete))
                ),
            ),
        )


NEVER = date.max


@register_check("entered", about="activity", parameters={"days": Parameter(int, most=DAYS)})
def entered(context: CheckContext) -> Iterator[Judgement]:
    """Everything was entered within so many days; a register's own entry date counts first.

    A finding of its own: when a record was entered changes no other.
    """
    limit = context.number("days")
    late = yield from context.count_certain(
        context.held(),
        lambda activity: (
            ((activity.claimed or activity.recorded or NEVER) - activity.day).days <= limit
        ),
    )
    for activity in late:
        entry = activity.claimed or activity.recorded
        if entry is None:
            continue
        days = (entry - activity.day).days
        yield context.record_finding(
            activity.day,
            met=days <= limit,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say(
                    "entered on {entry}, {days} days after; within {limit}",
                    entry=entry,
                    days=days,
                    limit=limit,
                ),
                Arithmetic(limit, days, records=evidence([activity])),
            ),
        )


@register_check("sitting", about="activity")
def sitting_same(context: CheckContext) -> Iterator[Judgement]:
    """No two activities of a sitting have the same minutes; one finding a sitting."""
    sittings: dict[int, list[Activity]] = {}
    for activity in context.held():
        if activity.sitting is not None and activity.minutes.strip():
            sittings.setdefault(activity.sitting, []).append(activity)
    for several in sittings.values():
        if len(several) < 2:
            continue
        texts = [" ".join(activity.minutes.split()) for activity in several]
        same = [
            activity for activity, text in zip(several, texts, strict=True) if texts.count(text) > 1
        ]
        yield context.record_finding(
            several[0].day,
            met=not same,
            details=lambda: FindingDetails(
                context.activity_subject(several[0]),
                say(
                    "the same minutes in: {kinds}",
                    kinds=tuple(kind_term(context.branch, activity.kind) for activity in same),
                )
                if same
                else say("each activity of the sitting has its own minutes"),
                Arithmetic(len(several), len(set(texts)), records=evidence(same or several)),
            ),
        )


@register_check("followed-up", about="activity")
def followed_up(context: CheckContext) -> Iterator[Judgement]:
    """An activity with a follow-up date has an outcome by that day.

    The founding article asks for effect and not for publicity. When the outcome was written down
    is not kept, and changes nothing: one that is there counts.
    """
    activities = context.branch.activities.values()
    for activity, due in [
        (activity, activity.follow_up) for activity in activities if activity.follow_up is not None
    ]:
        if not activity.held_by(context.facts.as_of):
            continue
        if not context.asks_for(activity.day, due):
            continue
        done = bool(activity.outcome.strip())
        yield context.record_finding(
            due,
            met=done,
            pending=context.facts.as_of <= due,
            deadline=due,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("followed up: an outcome is recorded")
                if done
                else say("to be followed up by {due}; no outcome is recorded", due=due),
                Arithmetic(1, int(done), records=evidence([activity])),
            ),
        )


@register_check(
    "task",
    about="task",
    parameters={
        "tasks": Parameter(list, choices=tuple(TASK_KINDS)),
        "days": Parameter(int, 0, most=DAYS),
        "graver": Parameter(list, [], choices=tuple(TASK_KINDS)),
    },
)
def tasks_done(context: CheckContext) -> Iterator[Judgement]:
    """Every task of these kinds is closed by the day it is due.

    With `days`, one without a due day is due so many days after it was opened. What was overdue and
    is done is met, and the message says how late: nothing is left to do about it. One of a kind in
    `graver` is a warning: rectification is carried out (branch regulation, Art. 17).
    """
    kinds, days, graver = context.texts("tasks"), context.number("days"), context.texts("graver")
    for task in context.branch.tasks.values():
        due = task.due
        if due is None and days:
            due = add_days(task.opened, days)
        if task.kind not in kinds or due is None or not context.asks_for(task.opened, due):
            continue
        open_still = task.closed is None
        yield context.record_finding(
            due,
            met=not open_still,
            pending=context.facts.as_of <= due,
            deadline=due,
            grade="warning" if task.kind in graver else "",
            details=lambda: FindingDetails(
                Subject("task", task.id, _name(task)),
                _message(context, task, due),
                Arithmetic(1, int(not open_still), records=_records(task)),
            ),
        )


def _name(task: Task) -> str | Term:
    """Return the subject of a task; of a private task its kind."""
    return TASK_KINDS[task.kind] if task.is_private else task.subject


def _records(task: Task) -> tuple[Reference, ...]:
    reference = Reference("task", task.id)
    if task.source is None:
        return (reference,)
    return reference, Reference("activity", task.source)


def _message(context: CheckContext, task: Task, due: date) -> Message:
    kind = TASK_KINDS[task.kind]
    if task.closed is not None:
        if task.closed <= due:
            return say("{kind}: done on {closed}", kind=kind, closed=task.closed)
        return say("{kind}: done on {closed}, due by {due}", kind=kind, closed=task.closed, due=due)
    if context.facts.as_of > due:
        return say("{kind}: open, overdue since {due}", kind=kind, due=due)
    return say("{kind}: open, due by {due}", kind=kind, due=due)
