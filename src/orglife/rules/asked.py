"""How much of a period is asked of a member: whole months here and not left out.

Attendance and hours leave out the exempt (education regulation, Art. 23), those on long leave and
mobile members, each with the reason; who joins in a year owes the months that are left of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.member import Member
from orglife.model.period import Period
from orglife.rules.facts import Facts


def left_out_on(member: Member, day: date) -> Message | None:
    """Return why nothing hard is asked of `member` on `day`, or None."""
    spared = member.spared_on(day)
    if spared is None:
        return None
    if spared.why == "exempt":
        return say("exempt: {reason}", reason=spared.reason)
    if spared.why == "excused":
        return say("on long leave: {reason}", reason=spared.reason)
    return say("mobile: {place}", place=spared.reason)


class Asked(Struct, frozen=True):
    """How much of a period is asked of a member."""

    whole: bool
    """Whether the member is here on its first and on its last day."""
    months: int
    reason: Message | None
    """Why months are left out, the last such reason; None where only those before joining are."""


def months_asked(facts: Facts, period: Period) -> dict[int, Asked]:
    """Return how many months of `period` are asked of each member who is here on one of its ends.

    A month counts if the member is here and not left out on its first and on its last day.
    """
    return facts.once(("asked", period), lambda: _asked(facts, period))


def _asked(facts: Facts, period: Period) -> dict[int, Asked]:
    months = period.split("month")
    first, last = facts.here(period.first), facts.here(period.last)
    all_of_it = Asked(True, len(months), None)
    asked: dict[int, Asked] = {}
    for key in first | last:
        member = facts.branch.members[key]
        whole = key in first and key in last
        if whole and not (member.exempt or member.excused or member.mobile or member.transfers):
            asked[key] = all_of_it
        else:
            asked[key] = _months(facts, member, whole, months)
    return asked


def _months(facts: Facts, member: Member, whole: bool, months: Sequence[Period]) -> Asked:
    count = 0
    reason: Message | None = None
    for month in months:
        if member.id not in facts.here(month.first) or member.id not in facts.here(month.last):
            continue
        why = left_out_on(member, month.last) or left_out_on(member, month.first)
        if why is None:
            count += 1
        else:
            reason = why
    return Asked(whole, count, reason)
