"""How long after it was held an activity was entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.messages import say
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum, evidence
from orglife.rules.parameter import DAYS, Parameter

PARAMETERS = {"days": Parameter(int, most=DAYS)}
NEVER = date.max


def entered(case: Case) -> Iterator[Judgement]:
    """Everything was entered within so many days; a register's own entry date counts first.

    A finding of its own: when a record was entered changes no other.
    """
    limit = case.number("days")
    late = yield from case.settle(
        case.held(), lambda one: ((one.claimed or one.recorded or NEVER) - one.day).days <= limit
    )
    for activity in late:
        entry = activity.claimed or activity.recorded
        if entry is None:
            continue
        days = (entry - activity.day).days
        yield case.of_record(
            activity.day,
            met=days <= limit,
            details=lambda: Details(
                case.the_activity(activity),
                say(
                    "entered on {entry}, {days} days after; within {limit}",
                    entry=entry,
                    days=days,
                    limit=limit,
                ),
                Sum(limit, days, records=evidence([activity])),
            ),
        )
