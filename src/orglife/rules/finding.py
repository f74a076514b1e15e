"""`Finding`, its `Subject` and `Arithmetic`; waivers applied to a finding.

A finding is a value with the numbers behind it: no exception, and no score.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Waiver
from orglife.model.calendar import Period
from orglife.model.terms import Term
from orglife.rules.rule import Rule


class Subject(Struct, frozen=True):
    """Who or what a finding is about. `type` is a code of `SUBJECT_TYPES`; a branch has id 1."""

    type: str
    id: int
    name: str | Term
    """A name; of an activity, its kind."""


class Reference(Struct, frozen=True):
    """A record that is evidence: `activity`, `task`, `member`, `post`, `group`."""

    type: str
    id: int


def evidence(activities: Iterable[Activity]) -> tuple[Reference, ...]:
    """Return activities as the evidence of a finding."""
    return tuple([Reference("activity", activity.id) for activity in activities])


class ExcludedMember(Struct, frozen=True):
    """A member whom a denominator leaves out, and why."""

    id: int
    name: str
    reason: Message | str


class Arithmetic(Struct, frozen=True):
    """The arithmetic of a finding and its evidence."""

    needed: int | None = None
    found: int | None = None
    base: int | None = None
    excluded: tuple[ExcludedMember, ...] = ()
    records: tuple[Reference, ...] = ()


NO_ARITHMETIC = Arithmetic()


class FindingDetails(Struct, frozen=True):
    """What a finding says beside its status."""

    subject: Subject
    message: Message
    numbers: Arithmetic = NO_ARITHMETIC


class Judgement(Struct, frozen=True):
    """The status of one rule for one subject and period, without details: enough to count."""

    rule: Rule
    status: str
    """A code of `STATUSES`."""

    @property
    def severity(self) -> str:
        """`error`, `warning` or `information`: what the rule states, else by its strength."""
        return self.rule.severity


class Finding(Judgement, frozen=True):
    """The state of one rule for one subject and period, with the numbers behind it."""

    subject: Subject
    period: str
    """`2026`, `2026-Q4`, `2026-11`; a record's date; the checked period for states."""
    message: Message
    deadline: date | None = None
    needed: int | None = None
    found: int | None = None
    base: int | None = None
    excluded: tuple[ExcludedMember, ...] = ()
    records: tuple[Reference, ...] = ()
    reason: Message | str | None = None


SETTLED_STATUSES = ("met", "late", "exempt")
"""The statuses that no waiver changes."""


def apply_waivers(found: Finding, span: Period, waivers: Iterable[Waiver], day: date) -> Finding:
    """Return `found` with the status waived if one of the rule's `waivers` covers it.

    A waiver covers a `span` that lies whole in its period: one for 2026-H1 covers six months. A
    settled finding is returned as it is. With a deadline that the superior set instead, the finding
    is pending until that day and missed after it; `day` is the day of the check.
    """
    if found.status in SETTLED_STATUSES:
        return found
    for waiver in waivers:
        if _covers(waiver, found.subject, span):
            if waiver.deadline is not None:
                return _put_off(found, waiver, day)
            reason = say("waived by {by}: {reason}", by=waiver.by, reason=waiver.reason)
            return replace(found, status="waived", reason=reason)
    return found


def _put_off(found: Finding, waiver: Waiver, day: date) -> Finding:
    """Return the finding with the day that the superior set as its deadline."""
    if waiver.deadline is None or found.status == "unrecorded":
        return found
    return replace(
        found,
        status="pending" if day <= waiver.deadline else "missed",
        deadline=waiver.deadline,
        reason=say(
            "put off to {day} by {by}: {reason}",
            day=waiver.deadline,
            by=waiver.by,
            reason=waiver.reason,
        ),
    )


def _covers(waiver: Waiver, subject: Subject, span: Period) -> bool:
    if waiver.group is not None and (subject.type, subject.id) != ("group", waiver.group):
        return False
    period = Period.parse(waiver.period)
    return period.first <= span.first and span.last <= period.last
