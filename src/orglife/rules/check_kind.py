"""The kinds of check by their code in the pack, each with its function and its parameters.

A new kind of check is one function in `checks/` and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from orglife.model.calendar import LENGTHS, Period
from orglife.rules.context import CheckContext
from orglife.rules.finding import Judgement
from orglife.rules.rule import Parameter, Rule


class CheckKind(Struct, frozen=True):
    """A kind of check."""

    check: Callable[[CheckContext], Iterator[Judgement]]
    parameters: dict[str, Parameter] = {}


GROUP_CHECKS = ("group-size", "group-leader", "group-expired")
"""Kinds of check whose findings are about a group, each."""


def is_of_groups(rule: Rule) -> bool:
    """Whether the findings of a rule are about groups, so that one group can be waived."""
    kind = rule.check.get("kind")
    return kind in GROUP_CHECKS or (kind == "held" and rule.check.get("scope") == "group")


def whole_unit(rule: Rule, period: Period) -> Period | None:
    """Return the period to name where a waiver for `period` could cover no finding of `rule`.

    For `2026-05` the quarter, where the rule asks by quarters; None where it covers some.
    """
    unit = rule.check.get("per")
    if not isinstance(unit, str) or unit not in LENGTHS:
        return None
    if any(period.first <= one.first for one in period.split(unit)):
        return None
    return Period.containing(period.last, unit)
