"""Meetings by kind: what was held and who was there, against what the rules ask."""

from __future__ import annotations

from typing import NamedTuple

from orglife.messages import say
from orglife.model.names import kind_term, kinds_of
from orglife.model.terms import ATTENDANCE, Term
from orglife.reports.duties.duty import counts, how_often, is_duty, kinds_asked
from orglife.reports.meetings.presence import all_states, came
from orglife.reports.view import Capital, Cell, Column, Heading, Table
from orglife.reports.year.given import Given, Part
from orglife.rules.finding import Finding


class Row(NamedTuple):
    """One kind of activity in the period."""

    kind: str
    held: int
    findings: list[Finding]
    """Of the rule that asks for it; empty where none does."""
    expected: int
    came: int
    excused: int
    absent: int
    """Without excuse."""
    unstated: int
    """Not there, and nobody says why."""
    exempt: int


def meetings(given: Given) -> Part:
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
            Column("expected", say("Expected"), "right"),
            Column("excused", say("Excused"), "right"),
            Column("absent", say("{state}", state=Capital(ATTENDANCE["absent"])), "right"),
            Column("unstated", say("{state}", state=Capital(ATTENDANCE["unstated"])), "right"),
            Column("exempt", say("Exempt"), "right"),
        ),
        tuple(_cells(given, one) for one in rows),
        styles=tuple("missed" if _missed(one) else "" for one in rows),
        empty=say("Nothing was held."),
    )
    return {"meetings": [_data(given, one) for one in rows]}, (
        Heading(say("Meetings and attendance"), level=2),
        table,
    )


def _asked(given: Given) -> dict[str, list[Finding]]:
    """Return the findings of the rule that asks for each kind to be held; of several, the first."""
    rules: dict[str, str] = {}
    found: dict[str, list[Finding]] = {}
    for one in given.findings:
        kinds = kinds_asked(one.rule)
        if not is_duty(one) or one.rule.check.get("kind") != "held" or len(kinds) != 1:
            continue
        if one.rule.check.get("topic"):
            continue
        if rules.setdefault(kinds[0], one.rule.id) == one.rule.id:
            found.setdefault(kinds[0], []).append(one)
    return found


def _row(given: Given, kind: str, findings: list[Finding]) -> Row:
    activities = given.of_kind(kind)
    states = all_states(activities)
    return Row(
        kind,
        len(activities),
        findings,
        sum(states.values()),
        came(states),
        states["excused"],
        states["absent"],
        states["unstated"],
        states["exempt"],
    )


def _missed(one: Row) -> int:
    return sum(found.status == "missed" for found in one.findings)


def _cells(given: Given, one: Row) -> tuple[Cell, ...]:
    term: Term = kind_term(given.branch, one.kind)
    needed, done = counts(one.findings)
    first = one.findings[0] if one.findings else None
    return (
        Capital(term),
        how_often(first.rule, first.subject.type) if first is not None else None,
        one.held,
        f"{done}/{needed}" if first is not None else None,
        _missed(one) if first is not None else None,
        *(
            (one.came, one.expected, one.excused, one.absent, one.unstated, one.exempt)
            if one.expected
            else (None,) * 6
        ),
    )


def _data(given: Given, one: Row) -> dict[str, object]:
    needed, done = counts(one.findings)
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
        "present": one.came,
        "excused": one.excused,
        "not_excused": one.absent,
        "unstated": one.unstated,
        "exempt": one.exempt,
    }
