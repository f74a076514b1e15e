"""Kinds of sheets that are in use, as data: what each comes to, and that it comes to it once."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from sheets import empty, said

from orglife.importers.comparison import Choices
from orglife.importers.load import import_tables, load_tables
from orglife.model.calendar import PartialDate
from orglife.model.member import Member

CASES = Path(__file__).with_name("cases")
TODAY = date(2026, 11, 22)
ALL = [
    pytest.param(case, id=f"{path.stem}: {case['why']}")
    for path in sorted(CASES.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def branch_of(names):
    branch = empty()
    for number, name in enumerate(names, 1):
        stages = {"probationary": PartialDate(2009, 1, number), "full": PartialDate(2010, 1, 1)}
        branch = branch.add("members", Member(id=number, name=name, stages=stages))
    return branch


def brought(branch, text, case, *, again=False):
    """What a text comes to, imported into a branch with the options of a case."""
    tables = load_tables(text.strip().encode(), "sheet", defaults=case.get("defaults"))
    choices = Choices(
        match=case.get("match", {}),
        new=frozenset(case.get("new", ())) if not again else frozenset(),
        clear=case.get("clear", False),
    )
    parts = [part for table in tables for part in table.parts]
    return import_tables(
        branch, parts, today=TODAY, choices=choices, former=case.get("former", False)
    )


def away(activity, branch):
    return [
        f"{branch.members[key].name}:{one.state}:{one.reason}"
        for key, one in activity.attendance.others.items()
    ]


@pytest.mark.parametrize("case", ALL)
def test_a_sheet_comes_to_what_its_case_says_and_once(case):
    branch = branch_of(case.get("people", ()))
    if "before" in case:
        first = brought(branch, case["before"], {**case, "match": {}, "new": []})
        assert said(first.problems) == []
        branch = first.branch

    done = brought(branch, case["sheet"], case)

    problems = [[one.row, one.column] for one in done.problems]
    assert problems == case.get("problems", []), said(done.problems)
    if problems:
        assert done.branch is branch
        if "candidates" in case:
            assert [list(one.candidates) for one in done.problems] == case["candidates"]
        return
    facts = {
        "days": [str(one.held) for one in done.branch.activities.values()],
        "kinds": [one.kind for one in done.branch.activities.values()],
        "members": [one.name for one in done.branch.members.values()],
        "away": [away(one, done.branch) for one in done.branch.activities.values()],
        "states": [one.state for one in done.rows],
        "fields": [[change.field for change in one.changes] for one in done.rows],
        "gone": [str(one.said) for one in done.gone],
        "uncleared": done.uncleared,
    }
    wanted = {key: value for key, value in case.items() if key in facts}
    assert {key: facts[key] for key in wanted} == wanted
    if "said" in case:
        assert case["said"] in " ".join(said(done.warnings))
    again = brought(done.branch, case["sheet"], case, again=True)
    assert said(again.problems) == []
    assert again.branch is done.branch
