"""Criticism, self-criticism, rectification, and the appraisal: whether, never what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.session import OLM, measures_of, problems_of
from orglife.model.terms import FORMS, GRADES, PROBLEM_FIELDS
from orglife.reports.view import Heading, Line
from orglife.reports.year.given import Given, Part
from orglife.rules.year import counted


def criticism(given: Given) -> Part:
    """Return each session that counts for the period, and the grades of each appraisal.

    What was held in the period and counts for another year follows, with that year.
    """
    sessions, other_sessions = _by_year(given, OLM)
    appraisals, other_appraisals = _by_year(given, "appraisal")
    data = {
        "criticism": [_session_data(given, one) for one in sessions],
        "appraisals": [_appraisal_data(one) for one in appraisals if one.appraisal is not None],
        "for_other_years": {
            "criticism": [_session_data(given, one) for one in other_sessions],
            "appraisals": [
                _appraisal_data(one) for one in other_appraisals if one.appraisal is not None
            ],
        },
    }
    lines = [*_said(given, sessions, appraisals)]
    if not lines:
        lines.append(say("No organizational-life meeting and no appraisal for this period."))
    lines += _said(given, other_sessions, other_appraisals)
    heading = Heading(say("Criticism and rectification"), level=2)
    return data, (heading, *(Line(one) for one in lines))


def _by_year(given: Given, kind: str) -> tuple[list[Activity], list[Activity]]:
    """Return what counts for the period, and what was held in it and counts for another year."""
    in_time, late = counted(given.facts, (kind,), given.period)
    counting = {one.id for one in in_time}
    others = [one for one in given.of_kind(kind) if one.id not in counting]
    return in_time + late, others


def _said(given: Given, sessions: list[Activity], appraisals: list[Activity]) -> Iterator[Message]:
    for one in sessions:
        yield from _session_said(given, one)
    for one in appraisals:
        grades = tuple(
            say("{grade} {n}", grade=GRADES[code], n=n) for code, n in _grades(one).items()
        )
        what = _for_year(one, say("Appraisal of {day}", day=one.day))
        yield say("{what}: {grades}", what=what, grades=grades or say("no grades on record"))


def _for_year(one: Activity, what: Message) -> Message:
    """Add the year that something is for, where it was held in another."""
    if one.for_year in (None, one.day.year):
        return what
    return say("{what} for {year}", what=what, year=str(one.for_year))


def _appraisal_data(one: Activity) -> dict[str, object]:
    return {
        "activity": one.id,
        "day": one.day,
        "for_year": one.for_year,
        "grades": _grades(one),
    }


def _numbers(given: Given, one: Activity) -> dict[str, int]:
    """Return the numbers of a session; a self-criticism of somebody absent is counted apart."""
    parts = one.session.parts if one.session is not None else {}
    measures = measures_of(given.branch, one)
    came = one.attendance.came if one.attendance is not None else frozenset(parts)
    made = [key for key, part in parts.items() if part.made]
    here = sum(key in came for key in made)
    return {
        "came": len(came),
        "self_criticism": here,
        "self_criticism_absent": len(made) - here,
        "received": sum(part.received for part in parts.values()),
        "measures": len(measures),
        "done": sum(not task.open_on(given.day) for task in measures),
    }


def _problems(one: Activity) -> dict[str, int]:
    count = Counter(problems_of(one.session)) if one.session is not None else Counter()
    return {code: count[code] for code in PROBLEM_FIELDS if count[code]}


def _session_data(given: Given, one: Activity) -> dict[str, object]:
    return {
        "activity": one.id,
        "day": one.day,
        "for_year": one.for_year,
        "form": one.form,
        "group": one.group,
        **_numbers(given, one),
        "problems": _problems(one),
    }


def _session_said(given: Given, one: Activity) -> tuple[Message, ...]:
    numbers = _numbers(given, one)
    whose = _for_year(one, say("Organizational-life meeting of {day}", day=one.day))
    if one.group is not None:
        name = given.branch.groups[one.group].name
        whose = say("{what} of {group}", what=whose, group=name)
    elif one.form:
        whose = say("{what} in the form of a {form}", what=whose, form=FORMS[one.form])
    lines = [
        say(
            "{what}: {self_criticism} of {came} made a self-criticism, {received} opinions"
            " received",
            what=whose,
            **numbers,
        )
    ]
    if numbers["self_criticism_absent"]:
        lines.append(say("  self-criticisms of others: {self_criticism_absent}", **numbers))
    problems = tuple(
        say("{field} {n}", field=PROBLEM_FIELDS[code], n=n) for code, n in _problems(one).items()
    )
    if problems:
        lines.append(
            say(
                "  problems: {problems}; measures: {measures}, of these done: {done}",
                problems=problems,
                **numbers,
            )
        )
    return tuple(lines)


def _grades(one: Activity) -> dict[str, int]:
    count = Counter(one.appraisal.grades.values()) if one.appraisal is not None else Counter()
    return {code: count[code] for code in GRADES if count[code]}
