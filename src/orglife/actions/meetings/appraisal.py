"""The democratic appraisal: opened, graded, closed. The meeting decides a grade; no score.

Branch regulation, Art. 18. Full members only; at most a third of them excellent; a basically
qualified or unqualified member gets a measure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.meetings.activity_record import activity_phrase, put_activity, refuse_unheld
from orglife.actions.meetings.plans import (
    of_latest_year,
    only_match,
    plan_for_year,
    refuse_closed,
    year_of,
)
from orglife.actions.meetings.tasks import TaskEntry, add_task
from orglife.errors import InvalidRecordError, RuleBrokenError, UnknownNameError, UsageError
from orglife.messages import Message, say
from orglife.model.activity import Activity, Appraisal
from orglife.model.branch import Branch, measures_of
from orglife.model.kinds import DEMOCRATIC_APPRAISAL
from orglife.model.names import describe_activity, find_member, parse_term
from orglife.model.roster import expected_on, members_known_full_on
from orglife.model.terms import GRADES, GRADES_NEEDING_MEASURE
from orglife.model.voting import excellent_limit


def open_appraisal(
    branch: Branch, year: int, *, group: str = "", planned: date | None, today: date
) -> Change:
    """Plan the appraisal for `year`; `orglife log appraisal` sets it held.

    Raises:
        InvalidRecordError, UsageError: as `plan_for_year`.
    """
    activity = plan_for_year(
        branch, DEMOCRATIC_APPRAISAL, year, form="", group=group, planned=planned, today=today
    )
    activity = replace(activity, appraisal=Appraisal())
    said = say(
        "Opened the appraisal for {year}, {activity}, planned for {day}.",
        year=str(year),
        activity=activity_phrase(branch, activity),
        day=activity.day,
    )
    return Change(
        branch.add("activities", activity), said, (ChangedRecord("activities", activity.id),)
    )


def find_appraisal(branch: Branch, year: int | None = None) -> Activity:
    """Return the appraisal that is meant where none is named: of `year`, else of the latest.

    One that is not closed yet comes first.

    Raises:
        UnknownNameError: there is none.
        InvalidRecordError: several are meant.
    """
    found = [
        one
        for one in branch.activities.values()
        if one.kind == DEMOCRATIC_APPRAISAL
        and one.state != "cancelled"
        and (year is None or year_of(one) == year)
    ]
    running = [one for one in found if one.appraisal is None or one.appraisal.closed is None]
    pool = of_latest_year(running or found)
    if not pool:
        raise UnknownNameError(
            say("there is no appraisal yet"), hint=say("open one: orglife appraisal open YEAR")
        )
    return only_match(branch, pool)


def grade(
    branch: Branch,
    activity: Activity,
    named: Mapping[str, Sequence[str]],
    *,
    rest: str = "",
    measure: str = "",
    due: date | None = None,
    force: bool = False,
    today: date,
) -> Change:
    """Record grades: `named` is grade (as typed) to names; `rest` is the grade of all others.

    A `measure` with its `due` day becomes a rectification task of each person graded so that
    something is to be mended.

    Raises:
        InvalidRecordError: not held, closed, or somebody who was not expected.
        UsageError: nobody is named; a measure that nobody is to carry out, or without its day.
        RuleBrokenError: without `force`, a grade for somebody who is no full member, or more than a
            third of the full members excellent.
        ChoiceError: an unknown grade.
    """
    appraisal = _running(branch, activity)
    refuse_unheld(branch, activity, say("record it first: orglife log appraisal --on DATE"))
    given = named_grades(branch, activity, named, force=force)
    if rest:
        code = parse_term(rest, GRADES, say("grade"))
        for key in gradable(branch, activity):
            if key not in given and key not in appraisal.grades:
                given[key] = code
    if not given:
        raise UsageError(
            say("nobody is named"),
            hint=say('as in: orglife appraisal grade --rest qualified --excellent "Li Si"'),
        )
    grades = dict(sorted({**appraisal.grades, **given}.items()))
    changed = replace(activity, appraisal=replace(appraisal, grades=grades))
    too_many = excellent_warnings(branch, changed)
    if too_many and "excellent" in given.values() and not force:
        raise RuleBrokenError(too_many[0], hint=say("--force records it all the same"))
    branch = branch.put("activities", changed)
    said = say(
        "{activity}: {counts}.",
        activity=activity_phrase(branch, changed),
        counts=grade_summary(grades),
    )
    records = [ChangedRecord("activities", activity.id)]
    mending = [key for key, code in given.items() if code in GRADES_NEEDING_MEASURE]
    _refuse_stray_measure(mending, measure.strip(), due)
    if measure.strip():
        for key in mending:
            told = _measure(activity, measure, key, due)
            task = add_task(branch, told, today=today)
            branch, records = task.branch, [*records, *task.records]
            said = say("{first} {then}", first=said, then=task.summary)
    return Change(branch, said, tuple(records), too_many)


def close_appraisal(branch: Branch, activity: Activity, *, on: date) -> Change:
    """Close an appraisal; who has no grade and who has no measure is named.

    Raises:
        InvalidRecordError: closed already, or nobody is graded.
    """
    appraisal = _running(branch, activity)
    if not appraisal.grades:
        raise InvalidRecordError(
            say("{activity}: nobody is graded yet", activity=describe_activity(branch, activity)),
            hint=say("as in: orglife appraisal grade --rest qualified"),
        )
    warnings = list(excellent_warnings(branch, activity))
    left = [key for key in gradable(branch, activity) if key not in appraisal.grades]
    if left:
        warnings.append(say("without a grade: {names}", names=_names(branch, left)))
    unmended = without_measure(branch, activity)
    if unmended:
        warnings.append(
            say("no measure to mend it (APPR-IMPROVE): {names}", names=_names(branch, unmended))
        )
    changed = replace(activity, appraisal=replace(appraisal, closed=on))
    said = say(
        "Closed {activity}: {counts}.",
        activity=activity_phrase(branch, activity),
        counts=grade_summary(appraisal.grades),
    )
    return put_activity(branch, changed, said, tuple(warnings))


def _refuse_stray_measure(mending: Sequence[int], measure: str, due: date | None) -> None:
    """Refuse a measure that nobody named is to carry out, and a due day of none."""
    if measure and not mending:
        raise UsageError(
            say(
                "a measure belongs to one of these grades: {grades}",
                grades=tuple(GRADES[one] for one in GRADES_NEEDING_MEASURE),
            ),
            hint=say("leave --measure out, or name whom it concerns"),
        )
    if due is not None and not measure:
        raise UsageError(
            say("what is to be done by {day}?", day=due), hint=say("give it with --measure")
        )


def _measure(activity: Activity, measure: str, owner: int, due: date | None) -> TaskEntry:
    if due is None:
        raise UsageError(
            say("by when is the measure to be carried out?"), hint=say("give the day with --due")
        )
    return TaskEntry(
        kind="rectification",
        subject=measure,
        opened=activity.day,
        owner=f"#{owner}",
        due=due,
        source=activity.id,
    )


def _running(branch: Branch, activity: Activity) -> Appraisal:
    if activity.kind != DEMOCRATIC_APPRAISAL or activity.state == "cancelled":
        raise InvalidRecordError(
            say("{activity} is no appraisal", activity=describe_activity(branch, activity))
        )
    appraisal = activity.appraisal or Appraisal()
    refuse_closed(branch, activity, appraisal.closed)
    return appraisal


def _names(branch: Branch, keys: Sequence[int]) -> tuple[str, ...]:
    return tuple(branch.members[key].name for key in keys)


def gradable(branch: Branch, activity: Activity) -> list[int]:
    """Return the full members whom the appraisal concerns, by id: expected on its day."""
    expected = (
        sorted(activity.attendance.expected)
        if activity.attendance is not None
        else [one.id for one in expected_on(branch, activity.day, activity.scope, activity.group)]
    )
    return [key for key in expected if branch.members[key].stage_on(activity.day) == "full"]


def grade_summary(grades: Mapping[int, str]) -> tuple[Message, ...]:
    """Return how many have each grade."""
    codes = list(grades.values())
    return tuple(
        say("{grade} {count}", grade=term, count=codes.count(code))
        for code, term in GRADES.items()
        if code in codes
    )


def named_grades(
    branch: Branch, activity: Activity, named: Mapping[str, Sequence[str]], *, force: bool
) -> dict[int, str]:
    """Return the grade that each person is given, by id.

    Raises:
        InvalidRecordError: two grades for one person; somebody who was not expected.
        RuleBrokenError: no full member, without `force`.
        ChoiceError, UnknownNameError, AmbiguousNameError: a grade or a person that is none.
    """
    given: dict[int, str] = {}
    for text, names in named.items():
        code = parse_term(text, GRADES, say("grade"))
        for name in names:
            member = find_member(branch, name)
            if given.get(member.id, code) != code:
                raise InvalidRecordError(say("{name} is given two grades", name=member.name))
            attendance = activity.attendance
            if attendance is not None and member.id not in attendance.expected:
                raise InvalidRecordError(
                    say(
                        "{name} was not expected at the meeting of {day}",
                        name=member.name,
                        day=activity.day,
                    )
                )
            if member.stage_on(activity.day) != "full" and not force:
                raise RuleBrokenError(
                    say(
                        "{name} was no full member on {day} and gets no grade (APPR-PROBATIONARY)",
                        name=member.name,
                        day=activity.day,
                    ),
                    hint=say("--force records it all the same"),
                )
            given[member.id] = code
    return given


def excellent_warnings(branch: Branch, activity: Activity) -> tuple[Message, ...]:
    """Return a warning if more than a third of the full members of the branch are excellent."""
    grades = activity.appraisal.grades if activity.appraisal is not None else {}
    full = members_known_full_on(branch, activity.day)
    excellent = sum(grades.get(member.id) == "excellent" for member in full)
    if excellent <= excellent_limit(len(full)):
        return ()
    return (
        say(
            "{found} of {full} full members excellent, at most {limit} (APPR-EXCELLENT)",
            found=excellent,
            full=len(full),
            limit=excellent_limit(len(full)),
        ),
    )


def without_measure(branch: Branch, activity: Activity) -> list[int]:
    """Return who has a grade that needs a measure and has none, by id."""
    grades = activity.appraisal.grades if activity.appraisal is not None else {}
    owners = {task.owner for task in measures_of(branch, activity)}
    return [
        key for key, code in grades.items() if code in GRADES_NEEDING_MEASURE and key not in owners
    ]
