"""Criticism, self-criticism, rectification, and the appraisal: whether, never what was said."""

from __future__ import annotations

from collections import Counter

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.session import OLM, measures_of, problems_of
from orglife.model.terms import FORMS, GRADES, PROBLEM_FIELDS
from orglife.reports.view import Block, Heading, Line
from orglife.reports.year.given import Given, Part
from orglife.rules.year import counted


def criticism(given: Given) -> Part:
    """Return each session that counts for the period, and the grades of each appraisal."""
    sessions = _counting(given, OLM)
    appraisals = [one for one in _counting(given, "appraisal") if one.appraisal is not None]
    data = {
        "criticism": [_session_data(given, one) for one in sessions],
        "appraisals": [
            {"activity": one.id, "day": one.day, "grades": _grades(one)} for one in appraisals
        ],
    }
    blocks: list[Block] = [Heading(say("Criticism and rectification"), level=2)]
    for one in sessions:
        blocks += [Line(said) for said in _session_said(given, one)]
    for one in appraisals:
        grades = tuple(
            say("{grade} {n}", grade=GRADES[code], n=n) for code, n in _grades(one).items()
        )
        if grades:
            blocks.append(Line(say("Appraisal of {day}: {grades}", day=one.day, grades=grades)))
    if len(blocks) == 1:
        blocks.append(Line(say("No organizational-life meeting and no appraisal for this period.")))
    return data, tuple(blocks)


def _counting(given: Given, kind: str) -> list[Activity]:
    in_time, late = counted(given.facts, (kind,), given.period)
    return in_time + late


def _numbers(given: Given, one: Activity) -> dict[str, int]:
    session = one.session
    measures = measures_of(given.branch, one)
    came = len(one.attendance.came) if one.attendance is not None else 0
    return {
        "came": came,
        "self_criticism": sum(part.made for part in session.parts.values()) if session else 0,
        "received": sum(part.received for part in session.parts.values()) if session else 0,
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
        "form": one.form,
        "group": one.group,
        **_numbers(given, one),
        "problems": _problems(one),
    }


def _session_said(given: Given, one: Activity) -> tuple[Message, ...]:
    numbers = _numbers(given, one)
    whose = say("Organizational-life meeting of {day}", day=one.day)
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
