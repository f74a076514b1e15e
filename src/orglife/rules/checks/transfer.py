"""Transfers that were sent and not received (education regulation, Art. 25)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from orglife.messages import say
from orglife.rules.case import Case, Sum
from orglife.rules.finding import Finding
from orglife.rules.parameter import Parameter

PARAMETERS = {"days": Parameter(int)}


def transfer_open(case: Case) -> Iterator[Finding]:
    """Whoever was sent elsewhere is received there before the letter expires.

    Pending while it is valid; a letter without a date is valid for `days`. Until they are received
    members stay this branch's responsibility.
    """
    valid = timedelta(days=case.number("days"))
    for day in case.state():
        for member in case.facts.members(day):
            for one in member.transfers:
                if one.received is not None or one.returned is not None or one.sent > day:
                    continue
                deadline = one.letter_until or one.sent + valid
                yield case.of_state(
                    case.the_member(member),
                    met=False,
                    pending=day <= deadline,
                    deadline=deadline,
                    numbers=Sum(1, 0),
                    message=say(
                        "sent to {to} on {sent}, not received there; letter valid to {deadline}",
                        to=one.to,
                        sent=one.sent,
                        deadline=deadline,
                    ),
                )
                break
