"""What the records of a period must hold: one line a period for those that lack something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.motion import decides, electorate_of, uncounted
from orglife.model.period import LENGTHS
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum, evidence
from orglife.rules.parameter import Parameter


def _absentees(_case: Case, activity: Activity) -> bool:
    """Whether it says of everyone who did not come why."""
    attendance = activity.attendance
    return attendance is not None and "unstated" not in map(_STATE, attendance.others.values())


def _votes(case: Case, activity: Activity) -> bool:
    """Whether the counts of every motion add up to those with a vote in the room and who wrote."""
    if not activity.motions or not decides(activity):
        return True
    entitled = case.facts.era(activity.day).entitled(activity.scope)
    return all(
        motion.ballots is not None
        or not uncounted(motion, len(electorate_of(activity, motion, entitled).present))
        for motion in activity.motions
    )


_STATE = attrgetter("state")

FIELDS: dict[str, Callable[[Case, Activity], bool]] = {
    "outcome": lambda _, one: bool(one.outcome.strip()),
    "chair": lambda _, one: one.chair is not None,
    "recorder": lambda _, one: one.recorder is not None,
    "place": lambda _, one: bool(one.place.strip()) or one.online,
    "topic": lambda _, one: bool(one.topics),
    "absentees": _absentees,
    "votes": _votes,
}

PARAMETERS = {
    "per": Parameter(str, "year", choices=tuple(LENGTHS)),
    "fields": Parameter(list, choices=tuple(FIELDS)),
    "activity": Parameter(list, []),
    "leave_out": Parameter(list, []),
}


def _without(records: list[Activity], complete: list[Activity]) -> list[Activity]:
    ids = {one.id for one in complete}
    return [one for one in records if one.id not in ids]


def complete(case: Case) -> Iterator[Judgement]:
    """Every record of the period holds `fields`; `activity` names the kinds, all of them if none.

    Needed and base count the records, found those that are complete; the evidence is the others.
    """
    wanted = [FIELDS[name] for name in case.texts("fields")]
    kinds, left_out = case.texts("activity"), case.texts("leave_out")
    for period in case.periods(case.text("per")):
        pool = case.facts.activities(kinds, period) if kinds else case.facts.records(period)
        records = [one for one in pool if one.kind not in left_out] if left_out else pool
        if not records:
            continue
        complete = records
        for holds in wanted:
            complete = [one for one in complete if holds(case, one)]
        found = len(complete)
        yield case.of_period(
            period,
            fulfilled=found == len(records),
            details=lambda: Details(
                case.the_branch(),
                say("{found} of {records} records are complete", found=found, records=len(records)),
                Sum(
                    len(records), found, len(records), records=evidence(_without(records, complete))
                ),
            ),
        )
