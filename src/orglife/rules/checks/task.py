"""Tasks are done by the day they are due; opinions received are answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.messages import Message, say
from orglife.model.calendar import add_days
from orglife.model.task import Task
from orglife.model.terms import TASK_KINDS, Term
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Reference, Subject, Sum
from orglife.rules.parameter import DAYS, Parameter

PARAMETERS = {
    "tasks": Parameter(list, choices=tuple(TASK_KINDS)),
    "days": Parameter(int, 0, most=DAYS),
}


def task(case: Case) -> Iterator[Judgement]:
    """Every task of these kinds is closed by the day it is due.

    With `days`, one without a due day is due so many days after it was opened. What was overdue and
    is done is met, and the message says how late: nothing is left to do about it.
    """
    kinds, days = case.texts("tasks"), case.number("days")
    for one in case.branch.tasks.values():
        due = one.due
        if due is None and days:
            due = add_days(one.opened, days)
        if one.kind not in kinds or due is None or not case.asks_for(one.opened, due):
            continue
        open_still = one.closed is None
        yield case.of_record(
            due,
            met=not open_still,
            pending=case.facts.as_of <= due,
            deadline=due,
            details=lambda: Details(
                Subject("task", one.id, _name(one)),
                _message(case, one, due),
                Sum(1, int(not open_still), records=_records(one)),
            ),
        )


def _name(one: Task) -> str | Term:
    """Return what it is about; of a private kind only its kind."""
    return TASK_KINDS[one.kind] if one.is_private else one.subject


def _records(one: Task) -> tuple[Reference, ...]:
    task = Reference("task", one.id)
    return (task,) if one.source is None else (task, Reference("activity", one.source))


def _message(case: Case, one: Task, due: date) -> Message:
    kind = TASK_KINDS[one.kind]
    if one.closed is not None:
        if one.closed <= due:
            return say("{kind}: done on {closed}", kind=kind, closed=one.closed)
        return say("{kind}: done on {closed}, due by {due}", kind=kind, closed=one.closed, due=due)
    if case.facts.as_of > due:
        return say("{kind}: open, overdue since {due}", kind=kind, due=due)
    return say("{kind}: open, due by {due}", kind=kind, due=due)
