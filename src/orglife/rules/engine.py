"""The engine: every rule that is switched on, put to the branch for a period, as a day sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orglife.model.branch import Branch
from orglife.model.period import Period
from orglife.rules.case import Case
from orglife.rules.facts import Facts
from orglife.rules.finding import Finding
from orglife.rules.layer import versions_of
from orglife.rules.registry import CHECKS
from orglife.rules.rule import Rule
from orglife.rules.select import select


def check(
    branch: Branch, period: Period, *, as_of: date, only: Sequence[str] = ()
) -> list[Finding]:
    """Return every finding for `period` as `as_of` sees it, of every status.

    Unique by rule, subject and period; sorted by rule id, subject type, subject id, period.
    `only` names rules by id or by the beginning of one.

    Raises:
        UnknownNameError: `only` names no rule.
    """
    return judge(Facts(branch, period, as_of), versions_of(branch), only)


def judge(facts: Facts, rules: Sequence[Rule], only: Sequence[str] = ()) -> list[Finding]:
    """Return the findings of `rules` on what is known; see `check`."""
    wanted = select((rule.id for rule in rules), only)
    findings: dict[tuple[str, str, int, str], Finding] = {}
    for rule in rules:
        kind = rule.check.get("kind")
        if not isinstance(kind, str) or not rule.enabled or rule.id not in wanted:
            continue
        case = Case(facts, rule, CHECKS[kind].parameters)
        for found in CHECKS[kind].check(case):
            key = (rule.id, found.subject.type, found.subject.id, found.period)
            if key in findings:
                raise ValueError(f"{rule.id} has two findings for {key[1:]}")
            findings[key] = found
    return [findings[key] for key in sorted(findings)]
