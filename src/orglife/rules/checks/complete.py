"""What the records of a year must hold: one line a year for those that lack something."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from orglife.messages import say
from orglife.model.activity import Activity
from orglife.rules.case import Case, Sum
from orglife.rules.finding import Finding, evidence
from orglife.rules.parameter import Parameter


def _absentees(activity: Activity) -> bool:
    """Whether it says of everyone who did not come why."""
    attendance = activity.attendance
    return attendance is not None and all(
        one.state != "unstated" for one in attendance.others.values()
    )


def _votes(activity: Activity) -> bool:
    """Whether the counts of every motion add up to those present and those who wrote."""
    came = len(activity.attendance.came) if activity.attendance is not None else 0
    return all(
        motion.ballots is not None
        or 0 < motion.yes + motion.no + motion.abstain <= came + motion.written
        for motion in activity.motions
    )


FIELDS: dict[str, Callable[[Activity], bool]] = {
    "outcome": lambda one: bool(one.outcome.strip()),
    "chair": lambda one: one.chair is not None,
    "recorder": lambda one: one.recorder is not None,
    "place": lambda one: bool(one.place.strip()) or one.online,
    "topic": lambda one: bool(one.topics),
    "absentees": _absentees,
    "votes": _votes,
}

PARAMETERS = {
    "per": Parameter(str, "year", choices=("year",)),
    "fields": Parameter(list, choices=tuple(FIELDS)),
    "activity": Parameter(list, []),
    "leave_out": Parameter(list, []),
}


def complete(case: Case) -> Iterator[Finding]:
    """Every record of the year holds `fields`; `activity` names the kinds, all of them if none.

    Needed and base count the records, found those that are complete; the evidence is the others.
    """
    wanted = [FIELDS[name] for name in case.texts("fields")]
    kinds, left_out = case.texts("activity"), case.texts("leave_out")
    for period in case.periods("year"):
        pool = case.facts.activities(kinds or case.facts.by_kind, period)
        records = [one for one in pool if one.kind not in left_out]
        lacking = [one for one in records if not all(holds(one) for holds in wanted)]
        if not records:
            continue
        found = len(records) - len(lacking)
        yield case.of_period(
            case.the_branch(),
            period,
            fulfilled=not lacking,
            numbers=Sum(len(records), found, len(records), records=evidence(lacking)),
            message=say(
                "{found} of {records} records are complete", found=found, records=len(records)
            ),
        )
