"""Something is held so often in every period, by the branch, its committee or each group."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.names import kinds_of
from orglife.model.period import LENGTHS, Period
from orglife.model.terms import Term
from orglife.rules.case import Case, Sum
from orglife.rules.finding import Finding, Subject, evidence
from orglife.rules.parameter import Parameter
from orglife.rules.year import counted

PARAMETERS = {
    "activity": Parameter(list),
    "per": Parameter(str, choices=tuple(LENGTHS)),
    "scope": Parameter(str, "any", choices=("any", "branch", "committee", "group")),
    "at_least": Parameter(int, 1),
    "topic": Parameter(list, []),
}


def held(case: Case) -> Iterator[Finding]:
    """Every period that is asked has its meetings.

    `scope` says whose meetings count, and for `group` that each group owes them; `any` takes the
    branch's, the committee's and a group's alike. `topic` asks that one of these words stand in a
    topic. A kind counts for itself, whatever else was held in the same sitting.
    """
    kinds = case.texts("activity")
    scope = case.text("scope")
    words = [word.casefold() for word in case.texts("topic")]
    for period in case.periods(case.text("per")):
        pools = counted(case.facts, kinds, period)
        in_time, late = (
            [one for one in pool if scope in ("any", one.scope) and _about(one, words)]
            for pool in pools
        )
        if scope != "group":
            yield _finding(case, case.the_branch(), period, in_time, late)
            continue
        for group in case.groups(period):
            yield _finding(
                case,
                case.the_group(group),
                period,
                [one for one in in_time if one.group == group.id],
                [one for one in late if one.group == group.id],
            )


def _about(activity: Activity, words: list[str]) -> bool:
    return not words or any(word in topic.casefold() for topic in activity.topics for word in words)


def _finding(
    case: Case, subject: Subject, period: Period, in_time: list[Activity], late: list[Activity]
) -> Finding:
    needed = case.number("at_least")
    on_time = len(in_time) >= needed
    counting = in_time if on_time else in_time + late
    return case.of_period(
        subject,
        period,
        fulfilled=len(counting) >= needed,
        late=not on_time,
        numbers=Sum(needed, len(counting), records=evidence(counting)),
        message=_message(case, period, needed, counting, on_time=on_time),
    )


def _message(
    case: Case, period: Period, needed: int, counting: list[Activity], *, on_time: bool
) -> Message:
    values = {"kinds": titles(case), "found": len(counting), "needed": needed}
    if len(counting) >= needed and not on_time:
        return say(
            "{kinds}: held late, on {day}; due by {deadline}",
            kinds=titles(case),
            day=counting[needed - 1].day,
            deadline=period.last,
        )
    if on_time:
        return say("{kinds}: {found} held, {needed} needed", **values)
    if case.facts.as_of <= period.last:
        return say(
            "{kinds}: {found} of {needed} held; due by {deadline}", **values, deadline=period.last
        )
    return say("{kinds}: {found} of {needed} held", **values)


def titles(case: Case) -> tuple[Term, ...]:
    """Return the titles of the kinds of activity that the rule names."""
    known = kinds_of(case.branch)
    return tuple(
        known[code].term if code in known else Term(code, code, code)
        for code in case.texts("activity")
    )
