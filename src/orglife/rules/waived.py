"""A duty that was waived: who decided, and why."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from orglife.messages import say
from orglife.model.layer import Waiver
from orglife.model.period import LENGTHS, Period
from orglife.rules.finding import Finding, Subject
from orglife.rules.rule import Rule

GROUP_CHECKS = ("group-size", "group-leader", "group-expired")
"""Kinds of check whose findings are about a group, each."""
DONE = ("met", "late", "exempt")
"""The statuses that no waiver changes."""


def waived(found: Finding, span: Period, waivers: Iterable[Waiver]) -> Finding:
    """Return the finding as one that was waived, where one of the rule's `waivers` covers it.

    A waiver covers what lies in its period whole: one for 2026-H1 covers six months. What was done
    all the same stays done.
    """
    if found.status in DONE:
        return found
    for one in waivers:
        if _covers(one, found.subject, span):
            reason = say("waived by {by}: {reason}", by=one.by, reason=one.reason)
            return replace(found, status="waived", reason=reason)
    return found


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


def _covers(waiver: Waiver, subject: Subject, span: Period) -> bool:
    if waiver.group is not None and (subject.type, subject.id) != ("group", waiver.group):
        return False
    period = Period.parse(waiver.period)
    return period.first <= span.first and span.last <= period.last
