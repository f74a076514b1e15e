"""Compliance: the calendar of duties, and the list of what asks for attention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from orglife.messages import Message
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.reports.duties.findings import SEVERITY_RANK, finding_data, findings_sheet
from orglife.reports.view import Block, View
from orglife.rules.finding import Finding


def worst_missed(findings: Iterable[Finding], threshold: str) -> bool:
    """Whether a finding of severity `threshold` or above is missed; never for `never`."""
    if threshold == "never":
        return False
    least = SEVERITY_RANK[threshold]
    return any(one.status == "missed" and SEVERITY_RANK[one.severity] >= least for one in findings)


def compliance_view(
    branch: Branch,
    findings: list[Finding],
    period: Period,
    as_of: date,
    *,
    calendar: bool = True,
    listed: bool = True,
    everything: bool = False,
    program: str = "orglife",
    unjudged: Sequence[tuple[str, Message]] = (),
) -> View:
    """Return the findings of a period: calendar, list, what to do next.

    `everything` lists what is met and unrecorded too. `program` begins the commands to type.
    `unjudged` are rules that were asked for and have no finding, each with the reason.
    """

    def data() -> dict[str, Any]:
        return {
            "schema": "orglife.check/1",
            "branch": branch.meta.name,
            "as_of": as_of,
            "period": period.label,
            "findings": [finding_data(one) for one in findings],
        } | (
            {"not_judged": [{"rule": rule, "reason": reason} for rule, reason in unjudged]}
            if unjudged
            else {}
        )

    def blocks() -> tuple[Block, ...]:
        from orglife.reports.duties.compliance_page import compliance_blocks

        return compliance_blocks(
            branch,
            findings,
            period,
            as_of,
            calendar=calendar,
            listed=listed,
            everything=everything,
            program=program,
            unjudged=unjudged,
        )

    return View(data, blocks, lambda: findings_sheet(findings))
