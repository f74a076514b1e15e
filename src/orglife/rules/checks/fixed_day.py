"""The theme party day is held on its fixed day, or says why not (branch regulation, Art. 16)."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.errors import DateError
from orglife.messages import say
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum, evidence


def fixed_day(case: Case) -> Iterator[Judgement]:
    """A theme day on another day than the fixed one has a reason.

    The reason of a postponed plan counts. In a month that has one on the fixed day, others are
    additional and not judged.
    """
    from orglife.model.theme_day import read_theme_day  # few branches have a fixed day

    try:
        fixed = read_theme_day(case.branch.meta.theme_day)
    except DateError:
        return
    days = [one for one in case.held("theme-day") if one.scope == "branch"]
    kept = {one.day for one in days}
    others = yield from case.settle(
        days, lambda one: one.day == fixed.of(one.day.year, one.day.month)
    )
    for activity in others:
        day = fixed.of(activity.day.year, activity.day.month)
        if activity.day != day and day in kept:
            continue
        reasons = [activity.reason, *(move.reason for move in activity.moves)]
        reason = next((one for one in reasons if one.strip()), "")
        values = {"held": activity.day, "day": day, "reason": reason}
        yield case.of_record(
            activity.day,
            met=activity.day == day or bool(reason),
            details=lambda: Details(
                case.the_activity(activity),
                say("held on its fixed day")
                if activity.day == day
                else say("held on {held} and not on {day}: {reason}", **values)
                if reason
                else say("held on {held} and not on {day}, no reason given", **values),
                Sum(records=evidence([activity])),
            ),
        )
