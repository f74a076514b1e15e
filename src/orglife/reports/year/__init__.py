"""What every part of the year's report is given."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.reports.view import Block
from orglife.rules.facts import BranchFacts
from orglife.rules.finding import Finding

YearSection = tuple[dict[str, Any], tuple[Block, ...]]
"""A part of the report: what a program reads, and what people read."""


class YearContext(NamedTuple):
    """The branch as the day sees it, the period, what was held in it, what the rules found."""

    branch: Branch
    period: Period
    day: date
    end: date
    """The last day of the period, or the day of asking if that is earlier."""
    facts: BranchFacts
    held: list[Activity]
    """Everything held in the period, by day."""
    findings: list[Finding]

    def of_rule(self, *rules: str) -> list[Finding]:
        """Return the findings of these rules."""
        return [one for one in self.findings if one.rule.id in rules]

    def of_kind(self, *kinds: str) -> list[Activity]:
        """Return what of these kinds was held."""
        return [one for one in self.held if one.kind in kinds]
