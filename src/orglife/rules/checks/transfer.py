"""Transfers that were sent and not received (education regulation, Art. 25)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.messages import say
from orglife.model.calendar import add_days
from orglife.model.member import Member, Transfer
from orglife.model.roster import belongs
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum
from orglife.rules.parameter import DAYS, Parameter

PARAMETERS = {"days": Parameter(int, most=DAYS)}


def transfer_open(case: Case) -> Iterator[Judgement]:
    """Whoever was sent elsewhere is received there before the letter expires.

    Pending while it is valid; a letter without a date is valid for `days`. Until they are received
    members stay this branch's responsibility. Met is what was settled in the asked period.
    """
    valid = case.number("days")
    for _ in case.state():
        for member in case.branch.members.values():
            if not member.transfers:
                continue
            still = [one for one in member.transfers if _settled(one) is None]
            if still and belongs(case.branch, member, case.day):
                yield _open(case, member, still[-1], valid)
                continue
            done = [
                one for one in member.transfers if (_settled(one) or date.max) in case.facts.asked
            ]
            if done:
                yield case.of_state(
                    met=True,
                    details=lambda: Details(
                        case.the_member(member),
                        say("settled on {day}", day=_settled(done[-1])),
                        Sum(1, 1),
                    ),
                )


def _settled(transfer: Transfer) -> date | None:
    """Return the day on which the member was received elsewhere, or came back."""
    return transfer.received or transfer.returned


def _open(case: Case, member: Member, one: Transfer, valid: int) -> Judgement:
    deadline = one.letter_until or add_days(one.sent, valid)
    return case.of_state(
        met=False,
        pending=case.day <= deadline,
        deadline=deadline,
        details=lambda: Details(
            case.the_member(member),
            say(
                "sent to {to} on {sent}, not received there; letter valid to {deadline}",
                to=one.to,
                sent=one.sent,
                deadline=deadline,
            ),
            Sum(1, 0),
        ),
    )
