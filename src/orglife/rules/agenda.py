"""What falls due, and by when: the rules asked about the days to come."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from orglife.model.branch import Branch
from orglife.model.calendar import add_days
from orglife.model.period import Period
from orglife.rules.engine import judge
from orglife.rules.facts import Facts
from orglife.rules.finding import Finding
from orglife.rules.layer import versions_of


def due(branch: Branch, *, as_of: date, within_days: int) -> list[Finding]:
    """Return what is still open and due from `as_of` on, within so many days; soonest first.

    Periods that begin after `as_of` and end in the window are among it, and so are open tasks of
    which the day has passed. The `period` of a state (a term that ends) is its deadline.
    """
    limit = add_days(as_of, within_days)
    rules = versions_of(branch)
    window = Period(as_of, limit)
    ahead = judge(Facts(branch, window, as_of, horizon=limit), rules)
    findings = [
        replace(found, period=found.deadline.isoformat()) if found.period == window.label else found
        for found in ahead
        if found.status == "pending" and found.deadline is not None and found.deadline <= limit
    ]
    return sorted(findings + _overdue(branch, as_of), key=_soonest_first)


def _overdue(branch: Branch, as_of: date) -> list[Finding]:
    """Return the open tasks whose day has passed."""
    days = [one.due for one in branch.tasks.values() if one.due and one.open_on(as_of)]
    if not days or min(days) >= as_of:
        return []
    past = Period(min(days), add_days(as_of, -1))
    rules = [rule for rule in versions_of(branch) if rule.check.get("kind") == "task"]
    return [found for found in judge(Facts(branch, past, as_of), rules) if found.status == "missed"]


def _soonest_first(found: Finding) -> tuple[date, str, str, int]:
    return (found.deadline or date.max, found.rule.id, found.subject.type, found.subject.id)
