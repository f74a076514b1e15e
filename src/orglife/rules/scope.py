"""Which branches a rule is for, and whether a group exists through a period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from orglife.rules.facts import Facts
from orglife.rules.rule import Rule, Value


def _sector(facts: Facts, _day: date, wanted: Value) -> bool:
    sector = facts.branch.meta.sector
    return sector in wanted if isinstance(wanted, list) else sector == wanted


CONDITIONS: dict[str, Callable[[Facts, date, Value], bool]] = {
    "sector": _sector,
    "committee": lambda facts, day, wanted: facts.has_committee(day) == wanted,
    "groups": lambda facts, day, wanted: bool(facts.groups(day)) == wanted,
    "secretary": lambda facts, day, wanted: (facts.secretary(day) is not None) == wanted,
    "theme-day": lambda facts, _day, wanted: bool(facts.branch.meta.theme_day) == wanted,
}
"""What `applies` may ask of a branch on a day."""


def applies_on(facts: Facts, rule: Rule, day: date) -> bool:
    """Whether `rule` is for the branch as it is on `day`."""
    return all(CONDITIONS[name](facts, day, wanted) for name, wanted in rule.applies.items())
