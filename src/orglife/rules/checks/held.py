"""Something is held so often in every period, by the branch, its committee or each group."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.group import Group
from orglife.model.names import kinds_of
from orglife.model.period import LENGTHS, Period
from orglife.model.terms import Term
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum, evidence
from orglife.rules.parameter import Parameter
from orglife.rules.year import counted

PARAMETERS = {
    "activity": Parameter(list),
    "per": Parameter(str, choices=tuple(LENGTHS)),
    "scope": Parameter(str, "any", choices=("any", "branch", "committee", "group")),
    "at_least": Parameter(int, 1),
    "topic": Parameter(list, []),
}


def held(case: Case) -> Iterator[Judgement]:
    """Every period that is asked has its meetings.

    `scope` says whose meetings count, and for `group` that each group owes them; `any` takes the
    branch's, the committee's and a group's alike. `topic` asks that one of these words stand in a
    topic. A kind counts for itself, whatever else was held in the same sitting.
    """
    kinds = case.texts("activity")
    scope, needed = case.text("scope"), case.number("at_least")
    words = [word.casefold() for word in case.texts("topic")]
    for period in case.periods(case.text("per")):
        in_time, late = counted(case.facts, kinds, period)
        if scope != "any":
            in_time, late = _of_scope(in_time, scope), _of_scope(late, scope)
        if words:
            in_time, late = _about(in_time, words), _about(late, words)
        if scope != "group":
            yield _finding(case, None, period, needed, in_time, late)
            continue
        early, later = _by_group(in_time), _by_group(late)
        groups = case.groups(period)
        others = yield from case.settle(groups, lambda one: len(early.get(one.id, ())) >= needed)
        for group in others:
            pools = early.get(group.id, []), later.get(group.id, [])
            yield _finding(case, group, period, needed, *pools)


def _of_scope(activities: list[Activity], scope: str) -> list[Activity]:
    return [one for one in activities if one.scope == scope]


def _about(activities: list[Activity], words: list[str]) -> list[Activity]:
    return [
        one
        for one in activities
        if any(word in topic.casefold() for topic in one.topics for word in words)
    ]


def _by_group(activities: list[Activity]) -> dict[int | None, list[Activity]]:
    groups: dict[int | None, list[Activity]] = {}
    for one in activities:
        groups.setdefault(one.group, []).append(one)
    return groups


def _finding(
    case: Case,
    group: Group | None,
    period: Period,
    needed: int,
    in_time: list[Activity],
    late: list[Activity],
) -> Judgement:
    """Return the finding for a group, or for the branch where there is none."""
    on_time = len(in_time) >= needed
    counting = in_time if on_time else in_time + late
    return case.of_period(
        period,
        fulfilled=len(counting) >= needed,
        late=not on_time,
        details=lambda: Details(
            case.the_branch() if group is None else case.the_group(group),
            _message(case, period, needed, counting, on_time=on_time),
            Sum(needed, len(counting), records=evidence(counting)),
        ),
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
