"""The five frequency rules on the sample data: exactly the answers that were counted by hand."""

import csv
from datetime import date
from pathlib import Path

import pytest
from sample_branch import sample_branch

from orglife.model.calendar import Period
from orglife.rules.engine import check_branch

AS_OF = date(2026, 11, 22)
FIVE = ("GM-FREQ", "CM-FREQ", "GR-FREQ", "THEME-DAY", "OLM-FREQ")
EXPECTED = Path(__file__).parent.parent / "data" / "expected.csv"


def expected():
    with EXPECTED.open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["rule"], row["group"], row["period"], row["needed"], row["found"], status)
            for row in csv.DictReader(file)
            for status in [row["status as of 2026-11-22"]]
        }


def row(found):
    group = found.subject.name if found.subject.type == "group" else ""
    return (found.rule.id, group, found.period, str(found.needed), str(found.found), found.status)


def test_the_sample_branch_gives_exactly_the_expected_rows():
    branch = sample_branch()
    found = [
        row(one)
        for year in (2025, 2026)
        for one in check_branch(branch, Period.year(year), as_of=AS_OF)
        if one.rule.id in FIVE
    ]

    assert len(found) == len(set(found))
    assert set(found) == expected()


@pytest.mark.parametrize("rule", FIVE)
def test_asking_for_one_rule_gives_its_rows_alone(rule):
    branch = sample_branch()
    alone = check_branch(branch, Period.year(2025), as_of=AS_OF, only=[rule])
    every = check_branch(branch, Period.year(2025), as_of=AS_OF)

    assert alone == [one for one in every if one.rule.id == rule]
