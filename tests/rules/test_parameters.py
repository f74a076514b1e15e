"""What a kind of check is told: within bounds, and read by the check that says it."""

from datetime import date

import pytest
from mini_branch import branch_of

from orglife.model.branch import LocalRule
from orglife.model.calendar import Period
from orglife.rules.checks import CHECK_KINDS
from orglife.rules.engine import check_branch
from orglife.rules.obligations import recurring_duties
from orglife.rules.rule import Parameter
from orglife.rules.validation import value_problem

DAY = date(2026, 1, 1)


@pytest.mark.parametrize("months", [0, -1, -6])
def test_windows_that_would_never_end_are_none(months):
    with pytest.raises(ValueError, match="never end"):
        list(recurring_duties(DAY, (), months, date(2026, 12, 31)))


@pytest.mark.parametrize(
    ("value", "good"), [(0, False), (1, True), (12, True), (13, False), (10**30, False)]
)
def test_both_bounds_are_allowed(value, good):
    problem = value_problem("months", value, Parameter(int, least=1, most=12))

    assert (problem is None) == good
    assert good or str(problem) == f"months is {value} and should be from 1 to 12"


def test_every_time_that_passes_is_one_at_least():
    passing = {
        (code, name): one.least
        for code, kind in CHECK_KINDS.items()
        for name, one in kind.parameters.items()
        if name in ("months", "abroad_months", "years", "long_years")
        and code != "term-extended"  # none allowed is a rule too
    }

    assert set(passing.values()) == {1}


def test_records_are_asked_for_in_each_unit_that_the_rule_names():
    held = ["2026-02-01 lecture", {"on": date(2026, 5, 1), "kind": "lecture", "outcome": "a plan"}]
    branch = branch_of({"members": {"1-5": "full"}, "activities": held}, "OUTCOME")
    branch = branch.add("rules", LocalRule(id=1, rule="OUTCOME", values={"per": "quarter"}))

    found = check_branch(branch, Period.year(2026), as_of=date(2027, 1, 1), only=("OUTCOME",))

    assert [(one.period, one.status) for one in found] == [
        ("2026-Q1", "missed"),
        ("2026-Q2", "met"),
    ]


def test_two_intervals_that_end_on_one_day_are_one_duty() -> None:
    events = (date(2025, 4, 30), date(2025, 10, 31), date(2026, 4, 30))

    duties = list(recurring_duties(date(2024, 9, 30), events, 6, date(2026, 5, 31)))

    deadlines = [duty.deadline for duty in duties]
    assert deadlines == sorted(set(deadlines))
    assert (date(2026, 4, 30), date(2025, 10, 31)) in [
        (duty.deadline, duty.done) for duty in duties
    ]
