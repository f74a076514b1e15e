"""How much of a period is asked of a member: whole months here and not left out.

Attendance and hours leave out the exempt (education regulation, Art. 23), those on long leave and
mobile members, each with the reason; who joins in a year owes the months that are left of it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.period import Period
from orglife.model.roster import belongs
from orglife.rules.facts import Facts


def left_out_on(member: Member, day: date) -> Message | None:
    """Return why nothing hard is asked of `member` on `day`, or None."""
    if not (member.exempt or member.excused or member.mobile):
        return None
    exempt = member.exempt_on(day)
    if exempt is not None:
        return say("exempt: {reason}", reason=exempt.reason)
    excused = member.excused_on(day)
    if excused is not None:
        return say("on long leave: {reason}", reason=excused.reason)
    mobile = member.mobile_on(day)
    if mobile is not None:
        return say("mobile: {place}", place=mobile.place)
    return None


class Asked(NamedTuple):
    """How much of a period is asked of a member."""

    whole: bool
    """Whether the member is here on its first and on its last day."""
    months: int
    reason: Message | None
    """Why months are left out, the last such reason; None where only those before joining are."""


def months_asked(facts: Facts, member: Member, period: Period) -> Asked:
    """Return how many months of `period` are asked of `member`.

    A month counts if the member is here and not left out on its first and on its last day.
    """
    months = facts.once(("months", period), lambda: list(period.split("month")))
    return facts.once(
        ("asked", member.id, period), lambda: _months(facts.branch, member, period, months)
    )


def _months(branch: Branch, member: Member, period: Period, months: list[Period]) -> Asked:
    whole = belongs(branch, member, period.first) and belongs(branch, member, period.last)
    if whole and not (member.exempt or member.excused or member.mobile or member.transfers):
        return Asked(whole, len(months), None)
    count = 0
    reason: Message | None = None
    for month in months:
        if not (belongs(branch, member, month.first) and belongs(branch, member, month.last)):
            continue
        why = left_out_on(member, month.last) or left_out_on(member, month.first)
        if why is None:
            count += 1
        else:
            reason = why
    return Asked(whole, count, reason)
