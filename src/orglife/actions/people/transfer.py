"""Members who go to another branch, are received there, or come back."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.actions.days import refuse_stranger
from orglife.actions.people.contradicted import contradicted
from orglife.actions.people.left_behind import left_behind
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.calendar import DAY
from orglife.model.member import Member, Transfer
from orglife.model.names import find_member


def transfer_out(
    branch: Branch,
    text: str,
    *,
    recorded: date,
    sent: date | None,
    to: str = "",
    received: date | None = None,
    letter_until: date | None = None,
) -> Change:
    """Record that a member was sent to another organization, and when it received them.

    Until received a member stays here (education regulation, Art. 25). Without `sent`, or with the
    same day again, it is the transfer under way whose receipt or letter is given. A fact: it may
    leave a group too small, which is said.

    Raises:
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
        UsageError: neither a day of sending nor of receiving.
        InvalidRecordError: days still to come or in the wrong order, somebody under way or gone.
    """
    member = find_member(branch, text)
    _refuse_to_come(recorded, sent, received)
    under_way = [one for one in member.transfers if one.received is None and one.returned is None]
    if sent is None or any(one.sent == sent for one in under_way):
        if sent is None and received is None and letter_until is None and not to.strip():
            raise UsageError(
                say("a day is needed for {name}", name=member.name),
                hint=say("give --on for the day of sending, or --received alone for the receipt"),
            )
        if not under_way:
            raise InvalidRecordError(
                say("no transfer of {name} is under way", name=member.name),
                hint=say("give the day of sending with --on"),
            )
        old = under_way[-1]
        new = replace(
            old,
            to=to.strip() or old.to,
            received=received,
            letter_until=letter_until or old.letter_until,
        )
    else:
        if under_way:
            raise InvalidRecordError(
                say(
                    "{name} was sent on {day} and is not received yet",
                    name=member.name,
                    day=under_way[-1].sent,
                ),
                hint=say("give --received alone, or bring the member back: orglife member return"),
            )
        refuse_stranger(branch, member, sent)
        old = None
        new = Transfer(sent=sent, to=to.strip(), received=received, letter_until=letter_until)
    for day in (new.received, new.letter_until):
        if day is not None and day < new.sent:
            raise InvalidRecordError(
                say("{day} is before the sending on {sent}", day=day, sent=new.sent)
            )
    kept = tuple(one for one in member.transfers if one is not old)
    edited = replace(member, transfers=(*kept, new))
    if edited == member:
        return Change(branch, say("{name} is recorded so already.", name=member.name))
    after = branch.put("members", edited)
    warnings = () if new.received is None else left_behind(branch, after, edited, new.received)
    return Change(after, _said(edited, new), (Changed("members", member.id),), warnings)


def return_member(branch: Branch, text: str, *, recorded: date, day: date) -> Change:
    """Record that a member who was sent away belongs here again from `day` on.

    Raises:
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
        InvalidRecordError: nobody who went, a day still to come or before the going.
    """
    member = find_member(branch, text)
    _refuse_to_come(recorded, day)
    if member.left is not None:
        last = member.left.last
        gone = Transfer(sent=last, to=member.left_reason, received=last + DAY)
        member = replace(member, left=None, left_reason="", transfers=(*member.transfers, gone))
    if not member.transfers or member.transfers[-1].returned is not None:
        raise InvalidRecordError(
            say("{name} was not sent away", name=member.name),
            hint=say("who was away without transfer: orglife member mobile NAME --until DATE"),
        )
    *kept, last_one = member.transfers
    if day < (last_one.received or last_one.sent):
        raise InvalidRecordError(
            say(
                "{day} is before {name} went ({gone})",
                day=day,
                name=member.name,
                gone=last_one.received or last_one.sent,
            )
        )
    edited = replace(member, transfers=(*kept, replace(last_one, returned=day)))
    said = say(
        "{name} {record} is back from {day} on.",
        name=member.name,
        record=f"#{member.id}",
        day=day,
    )
    after = branch.put("members", edited)
    warnings = tuple(contradicted(branch, after, [member.id]))
    return Change(after, said, (Changed("members", member.id),), warnings)


def _refuse_to_come(recorded: date, *days: date | None) -> None:
    for day in days:
        if day is not None and day > recorded:
            raise InvalidRecordError(say("{day} is still to come", day=day))


def _said(member: Member, one: Transfer) -> Message:
    name, record = member.name, f"#{member.id}"
    to = one.to or say("another branch")
    if one.received is None:
        return say(
            "{name} {record} was sent to {to} on {day} and stays here until received there.",
            name=name,
            record=record,
            to=to,
            day=one.sent,
        )
    return say(
        "{name} {record} was received by {to} on {day}.",
        name=name,
        record=record,
        to=to,
        day=one.received,
    )
