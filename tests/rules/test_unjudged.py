"""Why a rule that was asked for has no finding."""

from __future__ import annotations

from datetime import date

import pytest
from sample_branch import sample_branch

from orglife.messages import Message
from orglife.model.calendar import Period
from orglife.rules.unjudged import unjudged_rules

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("STUDY-56", "it is switched off"),
        ("BR-JOINT", "no record answers it"),
        ("EL-WIN", "the records of the period hold nothing that it is about"),
    ],
)
def test_the_reason_is_said(rule: str, reason: str) -> None:
    found = unjudged_rules(
        sample_branch(), Period.year(2026), as_of=TODAY, only=[rule], judged=frozenset()
    )

    assert [(code, str(said)) for code, said in found] == [(rule, reason)]
    assert all(isinstance(said, Message) for _, said in found)


def test_a_rule_with_a_finding_is_not_among_them() -> None:
    assert not unjudged_rules(
        sample_branch(), Period.year(2026), as_of=TODAY, only=["EL-WIN"], judged=["EL-WIN"]
    )
