"""Checks of mobile members and transfers.

Education regulation, Arts. 32 to 34 (contact) and Art. 25 (transfers sent and not received).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.messages import say, say_n
from orglife.model.calendar import add_months
from orglife.model.member import Member, MobilePeriod, Transfer
from orglife.model.roster import is_member_on
from orglife.rules.check_kind import register_check
from orglife.rules.context import CheckContext
from orglife.rules.finding import Arithmetic, FindingDetails, Judgement, Reference
from orglife.rules.obligations import recurring_duties
from orglife.rules.rule import MONTHS, Parameter


@register_check(
    "mobile-contact",
    about="member",
    parameters={
        "activity": Parameter(list, ["member-contact", "talk"]),
        "months": Parameter(int, least=1, most=MONTHS),
        "abroad_months": Parameter(int, least=1, most=MONTHS),
        "study": Parameter(bool, default=False),
    },
)
def mobile_contact(context: CheckContext) -> Iterator[Judgement]:
    """A mobile member is contacted in every interval; whoever is abroad has one of their own.

    Due so long after the beginning, and after each contact, for as long as the member is away. With
    `study` of those who study abroad, else of all others.
    """
    study = context.flag("study")
    away = [member for member in context.branch.members.values() if member.mobile]
    contacts = _contacts(context) if away else {}
    for member in away:
        days = contacts.get(member.id, {})
        judged: set[date] = set()  # spells that overlap may owe one contact by one day
        for spell in member.mobile:
            if (spell.abroad and spell.purpose == "study") is not study:
                continue
            months = context.number("abroad_months" if spell.abroad else "months")
            end = min(spell.until or date.max, context.facts.period.last)
            for duty in recurring_duties(spell.since, days, months, end):
                if not (
                    duty.deadline <= (spell.until or date.max)
                    and duty.deadline not in judged
                    and context.asks_for(duty.begun, duty.deadline)
                    and is_member_on(context.branch, member, duty.begun)
                    and is_member_on(context.branch, member, duty.deadline)
                ):
                    continue
                judged.add(duty.deadline)
                done = duty.done
                yield context.deadline_finding(
                    duty.begun,
                    duty.deadline,
                    done=done,
                    details=lambda: FindingDetails(
                        context.member_subject(member),
                        say("contacted on {day}", day=done)
                        if done
                        else say(
                            "away since {since}; no contact since {begun}, due by {deadline}",
                            since=spell.since,
                            begun=duty.begun,
                            deadline=duty.deadline,
                        ),
                        Arithmetic(
                            1,
                            int(done is not None),
                            records=(Reference("activity", days[done]),) if done else (),
                        ),
                    ),
                )


def _contacts(context: CheckContext) -> dict[int, dict[date, int]]:
    """Return the days of contact of each member, with the activity of that day."""
    kinds = context.texts("activity")
    found: dict[int, dict[date, int]] = {}
    for activity in context.branch.activities.values():
        if (
            activity.kind in kinds
            and activity.held_by(context.facts.as_of)
            and activity.attendance is not None
        ):
            for member in activity.attendance.attendees:
                found.setdefault(member, {}).setdefault(activity.day, activity.id)
    return found


@register_check(
    "mobile-away", about="member", parameters={"months": Parameter(int, least=1, most=MONTHS)}
)
def mobile_away(context: CheckContext) -> Iterator[Judgement]:
    """A member away in this country for so many months has a transfer under way (Art. 25)."""
    months = context.number("months")
    for day in context.state():
        for member in [member for member in context.facts.members(day) if member.mobile]:
            spell = member.mobile_on(day)
            if spell is not None and not spell.abroad:
                yield _away(context, member, spell, months)


def _away(context: CheckContext, member: Member, spell: MobilePeriod, months: int) -> Judgement:
    deadline = add_months(spell.since, months)
    sent = any(
        transfer.received is None and transfer.returned is None for transfer in member.transfers
    )
    return context.state_finding(
        met=sent or context.day < deadline,
        details=lambda: FindingDetails(
            context.member_subject(member),
            say(
                "away since {since}; from {deadline} on, see whether to transfer the relationship",
                since=spell.since,
                deadline=deadline,
            ),
            Arithmetic(months),
        ),
    )


@register_check("transfer", about="member")
def transfer_open(context: CheckContext) -> Iterator[Judgement]:
    """Whoever was sent elsewhere stays this branch's responsibility until they are received there.

    Judged as the day sees it, so that no finding is made of a year before the sending. Pending up
    to the letter's last day, then missed; without a letter's date it is pending and never missed,
    which is information. Met: settled in the checked period.
    """
    for day in context.state():
        for member in context.branch.members.values():
            sent = [one for one in member.transfers if one.sent <= day]
            if not sent:
                continue
            still = [transfer for transfer in sent if not _settled_by(transfer, day)]
            if still and is_member_on(context.branch, member, day):
                yield _open(context, member, still[-1])
                continue
            done = [
                transfer
                for transfer in sent
                if (_settled(transfer) or date.max) in context.facts.period
            ]
            if done:
                yield context.state_finding(
                    met=True,
                    details=lambda: FindingDetails(
                        context.member_subject(member),
                        say("settled on {day}", day=_settled(done[-1])),
                        Arithmetic(1, 1),
                    ),
                )


def _settled(transfer: Transfer) -> date | None:
    """Return the day on which the member was received elsewhere, or came back."""
    return transfer.received or transfer.returned


def _settled_by(transfer: Transfer, day: date) -> bool:
    settled = _settled(transfer)
    return settled is not None and settled <= day


def _open(context: CheckContext, member: Member, transfer: Transfer) -> Judgement:
    deadline = transfer.letter_until
    values = {
        "to": transfer.to,
        "sent": transfer.sent,
        "days": say_n("{n} day", "{n} days", (context.day - transfer.sent).days),
        "deadline": deadline,
    }
    return context.state_finding(
        met=False,
        pending=deadline is None or context.day <= deadline,
        deadline=deadline,
        grade="information" if deadline is None else "",
        details=lambda: FindingDetails(
            context.member_subject(member),
            say(
                "sent to {to} on {sent}, not received for {days}; this branch stays responsible;"
                " the letter's last day is not on record",
                **values,
            )
            if deadline is None
            else say(
                "sent to {to} on {sent}, not received there; letter valid to {deadline}", **values
            ),
            Arithmetic(1, 0),
        ),
    )
