"""How many members a group needs, as the branch's own rules say."""

from __future__ import annotations

from orglife.model.branch import Branch
from orglife.model.composition import LIMITS, Limits
from orglife.rules.layer import rules_of
from orglife.rules.rule import Rule


def limits_of(branch: Branch) -> Limits:
    """Return what GR-SIZE and GR-FULL ask of this branch; nothing where they are switched off."""
    rules = rules_of(branch)
    return Limits(
        _asked(rules.get("GR-SIZE"), LIMITS.members), _asked(rules.get("GR-FULL"), LIMITS.full)
    )


def _asked(rule: Rule | None, usual: int) -> int:
    if rule is None:
        return usual
    asked = rule.check.get("at_least", usual)
    return asked if rule.enabled and isinstance(asked, int) else 0
