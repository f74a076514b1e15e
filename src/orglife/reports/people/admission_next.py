"""What the rules find about everybody on the way, and what comes next for each by when."""

from __future__ import annotations

from datetime import date

from orglife.messages import Message, say
from orglife.model.admission import (
    earliest,
    following,
    latest,
    probation_end,
)
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.period import Period
from orglife.model.terms import STAGES, Term
from orglife.rules.engine import check
from orglife.rules.finding import Finding
from orglife.rules.layer import rules_of

AHEAD = 3
"""Years ahead of the day for which deadlines are looked up: a probation with its extension."""


def about_admission(branch: Branch, day: date) -> dict[int, list[Finding]]:
    """Return what the rules of admission find about each person, met and missed, by deadline."""
    rules = [rule for rule in rules_of(branch) if rule.startswith("DV-")]
    days = [
        on.first
        for one in branch.members.values()
        if one.development is not None or "full" not in one.stages
        for on in one.stages.values()
        if on is not None
    ]
    if not rules or not days:
        return {}
    period = Period(min([*days, day]), date(day.year + AHEAD, 12, 31))
    found: dict[int, list[Finding]] = {}
    for one in check(branch, period, as_of=day, only=rules):
        if one.subject.type == "member":
            found.setdefault(one.subject.id, []).append(one)
    for several in found.values():
        several.sort(key=lambda one: (one.deadline or date.max, one.rule.id))
    return found


def next_step(
    branch: Branch, member: Member, day: date, findings: list[Finding]
) -> tuple[Message | Term | None, date | None]:
    """Return what is to be done next and by when: what is overdue, what is open, the next stage."""
    if member.left is not None:
        return say("ended on {day}: {why}", day=str(member.left), why=member.left_reason), None
    for status in ("missed", "pending"):
        waiting = [one for one in findings if one.status == status and _can_be_mended(one, day)]
        if waiting:
            return say("{rule}: {what}", rule=waiting[0].rule.id, what=waiting[0].message), (
                waiting[0].deadline
            )
    last = latest(member)
    upcoming = following(last.stage) if last is not None else None
    if upcoming is None:
        return None, None
    if upcoming == "development-target" and last is not None and last.on is not None:
        from_day = earliest(last.on, _months(branch, "DV-YEAR"))
        return say("{stage}, not before {day}", stage=STAGES[upcoming], day=from_day), None
    return STAGES[upcoming], None


def _can_be_mended(found: Finding, day: date) -> bool:
    """Whether something can still be done: what was done too late can't be undone."""
    if found.status == "pending" or found.rule.check.get("kind") == "admission-contacts":
        return True
    return found.deadline is not None and found.deadline <= day and not found.found


def _months(branch: Branch, rule: str) -> int:
    known = rules_of(branch).get(rule)
    value = known.check.get("months") if known is not None else None
    return value if isinstance(value, int) else 12


def probation_ends(branch: Branch, member: Member, day: date) -> date | None:
    """Return when the probation of somebody who is probationary on `day` is over."""
    if member.stage_on(day) != "probationary":
        return None
    return probation_end(member, _months(branch, "DV-PROB"))
