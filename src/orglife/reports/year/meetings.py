"""Kinds, quarters, yearly meetings.

Meetings by kind: what was held and who was there, against what the rules ask.

Quarter by quarter: what groups and the branch held, how varied, how large, in what mode.

Described, never scored: small, flexible, diverse, pragmatic is for people to judge.

Criticism, self-criticism, rectification, and the appraisal: whether, never what was said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from orglife.messages import Message, say
from orglife.model.activity import Activity, problems_of
from orglife.model.branch import measures_of
from orglife.model.calendar import Period
from orglife.model.kinds import ORGANIZATIONAL_LIFE_MEETING
from orglife.model.names import kind_term, kinds_of
from orglife.model.roster import should_attend
from orglife.model.terms import ATTENDANCE, FORMS, GRADES, PROBLEM_FIELDS, Term
from orglife.reports.duties.duties import done_counts, frequency_text, is_duty
from orglife.reports.language import Capitalized
from orglife.reports.meetings.attendance import all_states, came
from orglife.reports.view import Cell, Column, Heading, Line, Table
from orglife.reports.year import YearContext, YearSection
from orglife.rules.checks import titling_kind
from orglife.rules.finding import Finding
from orglife.rules.obligations import activities_for_year


class KindSummary(NamedTuple):
    """One kind of activity in the period."""

    kind: str
    held: int
    findings: list[Finding]
    """Of the rule that asks for it; empty where none does."""
    expected: int
    awaited: int
    """Those of them who should attend: without whoever is exempt, on long leave or away."""
    came: int
    excused: int
    absent: int
    """Without excuse."""
    unstated: int
    """Not there, and nobody says why."""
    exempt: int


def meetings(given: YearContext) -> YearSection:
    """Return a row for each kind that was held or is asked, in the order of the kinds."""
    asked = _asked(given)
    rows = [
        _row(given, kind, asked.get(kind, []))
        for kind in kinds_of(given.branch)
        if kind in asked or given.of_kind(kind)
    ]
    table = Table(
        (
            Column("kind", say("Kind")),
            Column("often", say("Asked")),
            Column("held", say("Held"), "right"),
            Column("done", say("Duties kept"), "right"),
            Column("missed", say("Missed"), "right"),
            Column("present", say("Present"), "right"),
            Column("expected", say("Should attend"), "right"),
            Column("excused", say("Excused"), "right"),
            Column("absent", say("{state}", state=Capitalized(ATTENDANCE["absent"])), "right"),
            Column("unstated", say("{state}", state=Capitalized(ATTENDANCE["unstated"])), "right"),
            Column("exempt", say("Exempt"), "right"),
        ),
        tuple(_kind_cells(given, one) for one in rows),
        styles=tuple("missed" if _missed(one) else "" for one in rows),
        empty=say("Nothing was held."),
    )
    return {"meetings": [_data(given, one) for one in rows]}, (
        Heading(say("Meetings and attendance"), level=2, anchor="meet"),
        table,
    )


def _asked(given: YearContext) -> dict[str, list[Finding]]:
    """Return the findings of the rule that asks for each kind to be held; of several, the first."""
    rules: dict[str, str] = {}
    found: dict[str, list[Finding]] = {}
    for one in given.findings:
        kind = titling_kind(one.rule)
        if kind is None or not is_duty(one):
            continue
        if rules.setdefault(kind, one.rule.id) == one.rule.id:
            found.setdefault(kind, []).append(one)
    return found


def _row(given: YearContext, kind: str, findings: list[Finding]) -> KindSummary:
    activities = given.of_kind(kind)
    states = all_states(activities)
    return KindSummary(
        kind,
        len(activities),
        findings,
        sum(states.values()),
        sum(len(should_attend(given.branch, one).members) for one in activities),
        came(states),
        states["excused"],
        states["absent"],
        states["unstated"],
        states["exempt"],
    )


def _missed(one: KindSummary) -> int:
    return sum(found.status == "missed" for found in one.findings)


def _kind_cells(given: YearContext, one: KindSummary) -> tuple[Cell, ...]:
    term: Term = kind_term(given.branch, one.kind)
    needed, done = done_counts(one.findings)
    first = one.findings[0] if one.findings else None
    return (
        Capitalized(term),
        frequency_text(first.rule, first.subject.type) if first is not None else None,
        one.held,
        f"{done}/{needed}" if first is not None else None,
        _missed(one) if first is not None else None,
        *(
            (one.came, one.awaited, one.excused, one.absent, one.unstated, one.exempt)
            if one.expected
            else (None,) * 6
        ),
    )


def _data(given: YearContext, one: KindSummary) -> dict[str, object]:
    needed, done = done_counts(one.findings)
    return {
        "kind": one.kind,
        "title": kind_term(given.branch, one.kind),
        "rule": one.findings[0].rule.id if one.findings else None,
        "held": one.held,
        "needed": needed if one.findings else None,
        "done": done if one.findings else None,
        "held_late": sum(found.status == "late" for found in one.findings),
        "missed": _missed(one),
        "pending": sum(found.status == "pending" for found in one.findings),
        "waived": sum(found.status == "waived" for found in one.findings),
        "expected": one.expected,
        "should_attend": one.awaited,
        "present": one.came,
        "excused": one.excused,
        "not_excused": one.absent,
        "unstated": one.unstated,
        "exempt": one.exempt,
    }


CHOSEN = "members"


def shares(given: YearContext) -> YearSection:
    """Return a row for each quarter of the period that has begun."""
    quarters = [one for one in given.period.split("quarter") if one.first <= given.day]
    rows = [_quarter(given, one) for one in quarters or [given.period]]
    table = Table(
        (
            Column("quarter", say("Quarter")),
            Column("activities", say("Held"), "right"),
            Column("groups", say("By groups"), "right"),
            Column("branch", say("By the branch"), "right"),
            Column("share", say("Share of groups"), "right"),
            Column("kinds", say("Kinds"), "right"),
            Column("size", say("Present, least to most"), "right"),
            Column("length", say("Minutes, least to most"), "right"),
            Column("online", say("Online"), "right"),
        ),
        tuple(_share_cells(one) for one in rows),
    )
    return {"quarters": rows}, (Heading(say("Groups and branch, variety and size"), level=2), table)


def _quarter(given: YearContext, quarter: Period) -> dict[str, Any]:
    held = [one for one in given.held if one.day in quarter]
    by_groups = sum(one.scope == "group" for one in held)
    common = [one for one in held if one.scope != CHOSEN]
    return {
        "quarter": quarter.label,
        "activities": len(held),
        "by_groups": by_groups,
        "by_branch": len(common) - by_groups,
        "kinds": len({one.kind for one in held}),
        "present": _range([_size(one) for one in common]),
        "minutes_long": _range([one.minutes_long for one in held]),
        "online": sum(one.online for one in held),
    }


def _size(one: Activity) -> int:
    return len(one.attendance.attendees) if one.attendance is not None else 0


def _range(numbers: list[int]) -> list[int] | None:
    """Return the least and the most of what is known."""
    known = [number for number in numbers if number]
    return [min(known), max(known)] if known else None


def _share_cells(row: dict[str, Any]) -> tuple[Cell, ...]:
    common = row["by_groups"] + row["by_branch"]
    return (
        row["quarter"],
        row["activities"],
        row["by_groups"],
        row["by_branch"],
        f"{100 * row['by_groups'] // common} %" if common else None,
        row["kinds"],
        _span(row["present"]),
        _span(row["minutes_long"]),
        row["online"],
    )


def _span(numbers: list[int] | None) -> str | None:
    if numbers is None:
        return None
    least, most = numbers
    return str(least) if least == most else f"{least}-{most}"


def criticism(given: YearContext) -> YearSection:
    """Return each session that counts for the period, and the grades of each appraisal.

    What was held in the period and counts for another year follows, with that year.
    """
    sessions, other_sessions = _by_year(given, ORGANIZATIONAL_LIFE_MEETING)
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
    heading = Heading(say("Criticism and rectification"), level=2, anchor="crit")
    return data, (heading, *(Line(one) for one in lines))


def _by_year(given: YearContext, kind: str) -> tuple[list[Activity], list[Activity]]:
    """Return what counts for the period, and what was held in it and counts for another year."""
    in_time, late = activities_for_year(given.facts, (kind,), given.period)
    counting = {one.id for one in in_time}
    others = [one for one in given.of_kind(kind) if one.id not in counting]
    return in_time + late, others


def _said(
    given: YearContext, sessions: list[Activity], appraisals: list[Activity]
) -> Iterator[Message]:
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


def _numbers(given: YearContext, one: Activity) -> dict[str, int]:
    """Return the numbers of a session; a self-criticism of somebody absent is counted apart."""
    parts = one.session.parts if one.session is not None else {}
    measures = measures_of(given.branch, one)
    came = one.attendance.attendees if one.attendance is not None else frozenset(parts)
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


def _session_data(given: YearContext, one: Activity) -> dict[str, object]:
    return {
        "activity": one.id,
        "day": one.day,
        "for_year": one.for_year,
        "form": one.form,
        "group": one.group,
        **_numbers(given, one),
        "problems": _problems(one),
    }


def _session_said(given: YearContext, one: Activity) -> tuple[Message, ...]:
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
