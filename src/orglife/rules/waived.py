"""A duty that was waived: who decided, and why."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from orglife.messages import say
from orglife.model.layer import Waiver
from orglife.model.period import Period
from orglife.rules.finding import Finding, Subject

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


def _covers(waiver: Waiver, subject: Subject, span: Period) -> bool:
    if waiver.group is not None and (subject.type, subject.id) != ("group", waiver.group):
        return False
    period = Period.parse(waiver.period)
    return period.first <= span.first and span.last <= period.last
