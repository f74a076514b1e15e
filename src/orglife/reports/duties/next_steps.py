"""What to do next: commands that can be typed as they stand, from what is still open or missed."""

from __future__ import annotations

from collections.abc import Iterable

from orglife.reports.duties.duty import kinds_asked
from orglife.rules.finding import Finding

BY_CHECK = {
    "branch-size": "member list",
    "committee-needed": "committee list",
    "committee-size": "committee list",
    "complete": "activity list",
    "convened": "activity list",
    "divided": "group suggest",
    "group-size": "group suggest",
    "placed": "group list",
    "seats": "committee list",
    "term": "committee list",
}
"""Where a kind of check sends somebody who wants to mend what it found."""

ADMISSION = ("admission", "probation")
"""Beginnings of the kinds of check that are about the way into the Party."""


def step(finding: Finding, program: str) -> str:
    """Return the command that comes next for a finding; `program` is `orglife`, with its -f."""
    kinds = kinds_asked(finding.rule)
    subject = finding.subject
    if subject.type == "task":
        return f"{program} task show {subject.id}"
    if subject.type == "activity":
        return f"{program} activity show {subject.id}"
    if finding.rule.check.get("kind") == "held" and kinds:
        if kinds[0] == "organizational-life-meeting":
            return f"{program} criticism open {finding.period[:4]}"
        group = f" --group {subject.id}" if subject.type == "group" else ""
        return f"{program} log {kinds[0]}{group}"
    if finding.rule.check.get("kind") == "talks":
        return f"{program} log talk --with NAME --with NAME"
    if finding.rule.check.get("kind") == "hours":
        return f"{program} log study --hours 2"
    if finding.rule.check.get("kind") == "attended" and kinds:
        return f'{program} log {kinds[0]} --with "#{subject.id}"'
    known = BY_CHECK.get(str(finding.rule.check.get("kind")))
    if known is not None:
        return f"{program} {known}"
    if subject.type == "group":
        return f"{program} group show {subject.id}"
    if subject.type == "post":
        return f"{program} committee list"
    if subject.type == "member":
        return f'{program} {_noun(finding)} show "#{subject.id}"'
    return f"{program} rules show {finding.rule.id}"


def _noun(finding: Finding) -> str:
    """Return the noun whose `show` tells most about a member: `member`, or `admission`."""
    about_admission = str(finding.rule.check.get("kind")).startswith(ADMISSION)
    return "admission" if about_admission else "member"


def steps(findings: Iterable[Finding], program: str, limit: int = 3) -> tuple[str, ...]:
    """Return the first few different commands for findings in their order."""
    found = dict.fromkeys(step(finding, program) for finding in findings)
    return tuple(found)[:limit]
