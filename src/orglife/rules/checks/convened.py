"""The secretary has convened something in every month: a fact, not a grade."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.kinds import REQUIRED
from orglife.model.period import LENGTHS, Period
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum, evidence
from orglife.rules.parameter import Parameter

PARAMETERS = {"per": Parameter(str, choices=tuple(LENGTHS)), "at_least": Parameter(int, 1)}


def convened(case: Case) -> Iterator[Judgement]:
    """Something required of branch or committee was held that the secretary chaired or delegated.

    Where a record names no chair, the secretary convened it.
    """
    needed = case.number("at_least")
    periods = list(case.periods(case.text("per")))
    if not periods:
        return
    # A period that ends in what is asked may begin before it.
    whole = Period(periods[0].first, periods[-1].last)
    held = case.facts.activities(REQUIRED, whole)
    convened = [(one.day, one) for one in held if _by_secretary(case, one)]
    for period in periods:
        found = [one for day, one in convened if period.first <= day <= period.last]
        yield case.of_period(
            period,
            fulfilled=len(found) >= needed,
            details=lambda: Details(
                case.the_branch(),
                say(
                    "convened by the secretary: {found} of {needed}",
                    found=len(found),
                    needed=needed,
                ),
                Sum(needed, len(found), records=evidence(found)),
            ),
        )


def _by_secretary(case: Case, activity: Activity) -> bool:
    if activity.scope not in ("branch", "committee"):
        return False
    if activity.chair is None or activity.delegated:
        return True
    post = case.facts.secretary(activity.day)
    return post is not None and post.member == activity.chair
