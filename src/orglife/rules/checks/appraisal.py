"""The democratic appraisal: four grades decided by the meeting, never a score (Art. 18)."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.quorum import excellent_limit
from orglife.model.session import APPRAISAL, MEND, measures_of
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Reference, Sum, evidence


def appraisal_full_only(case: Case) -> Iterator[Judgement]:
    """Nobody but full members has a grade."""
    for activity, grades in _graded(case):
        others = [key for key in grades if not _full(case, activity, key)]
        yield case.of_record(
            activity.day,
            met=not others,
            details=lambda: Details(
                case.the_activity(activity),
                say("a grade for no full member: {names}", names=case.names(others))
                if others
                else say("every grade is of a full member"),
                Sum(0, len(others), len(grades), records=evidence([activity])),
            ),
        )


def appraisal_excellent(case: Case) -> Iterator[Judgement]:
    """At most a third of the graded full members is excellent."""
    for activity, grades in _graded(case):
        full = {key: grade for key, grade in grades.items() if _full(case, activity, key)}
        found = sum(grade == "excellent" for grade in full.values())
        limit = excellent_limit(len(full))
        yield case.of_record(
            activity.day,
            met=found <= limit,
            details=lambda: Details(
                case.the_activity(activity),
                say(
                    "{found} of {full} excellent, at most {limit}",
                    found=found,
                    full=len(full),
                    limit=limit,
                ),
                Sum(limit, found, len(full), records=evidence([activity])),
            ),
        )


def appraisal_improvement(case: Case) -> Iterator[Judgement]:
    """Whoever is basically qualified or unqualified has a measure to mend it."""
    for activity, grades in _graded(case):
        low = [key for key, grade in grades.items() if grade in MEND]
        if not low:
            continue
        measures = {task.owner: task.id for task in measures_of(case.branch, activity)}
        without = [key for key in low if key not in measures]
        yield case.of_record(
            activity.day,
            met=not without,
            details=lambda: Details(
                case.the_activity(activity),
                say("no measure for: {names}", names=case.names(without))
                if without
                else say("everyone who is to mend something has a measure"),
                Sum(
                    len(low),
                    len(low) - len(without),
                    records=(
                        *evidence([activity]),
                        *(Reference("task", measures[key]) for key in low if key in measures),
                    ),
                ),
            ),
        )


def _graded(case: Case) -> Iterator[tuple[Activity, dict[int, str]]]:
    for activity in case.held(APPRAISAL):
        if activity.appraisal is not None and activity.appraisal.grades:
            yield activity, activity.appraisal.grades


def _full(case: Case, activity: Activity, member: int) -> bool:
    return case.branch.members[member].stage_on(activity.day) == "full"
