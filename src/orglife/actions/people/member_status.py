"""Long leave, exemption, absence as a mobile member, suspended rights, transfers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.people.contradictions import contradictions, departure_effects
from orglife.actions.refusals import refuse_non_member
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.calendar import DAY
from orglife.model.member import Member, MobilePeriod, StatusPeriod, Transfer
from orglife.model.names import find_member, parse_term
from orglife.model.terms import PURPOSES, Term

S = TypeVar("S", StatusPeriod, MobilePeriod)

KINDS = {
    "excused": Term("excused", en="on long leave", zh="长期请假"),
    "exempt": Term("exempt", en="exempt (Art. 23)", zh="免于硬性要求（第二十三条）"),
    "suspended": Term("suspended", en="without rights", zh="权利停止"),
    "mobile": Term("mobile", en="mobile", zh="流动"),
}
"""The fields of a member that hold spells, and how they are said."""


class MobileEntry(NamedTuple):
    """What is known of a mobile member: where, and who keeps in touch."""

    place: str = ""
    abroad: bool | None = None
    contact: str = ""
    purpose: str = ""


def add_spell(
    branch: Branch,
    text: str,
    kind: str,
    *,
    since: date | None,
    until: date | None = None,
    reason: str = "",
) -> Change:
    """Record that a member is excused, exempt or suspended from `since` to `until`, both included.

    Without `since` the spell that is open gets its last day.

    Raises:
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
        UsageError: neither day, or no reason for a new spell.
        InvalidRecordError: an end before the beginning, days that another spell has, or none open.
    """
    member = find_member(branch, text)
    spells: tuple[StatusPeriod, ...] = getattr(member, kind)
    if since is None:
        return _changed(branch, member, kind, _closed(member, kind, spells, until))
    if not reason.strip():
        raise UsageError(
            say("a reason is needed for {name}", name=member.name),
            hint=say("give it with --reason"),
        )
    refuse_non_member(branch, member, since)
    spell = StatusPeriod(since=since, until=until, reason=reason.strip())
    return _changed(branch, member, kind, _with(member, kind, spells, spell))


def go_mobile(
    branch: Branch, text: str, away: MobileEntry, *, since: date | None, until: date | None = None
) -> Change:
    """Record that a member is away without transfer (education regulation, Arts. 32 to 34).

    Without `since` it is the spell that is open whose place, contact or last day is given.

    Raises:
        As `add_spell`; InvalidRecordError too for a contact who is the member.
    """
    member = find_member(branch, text)
    contact = find_member(branch, away.contact) if away.contact else None
    if contact is not None and contact.id == member.id:
        raise InvalidRecordError(
            say("{name} can't keep in touch with themselves", name=member.name),
            hint=say("name another member with --contact"),
        )
    known: dict[str, Any] = {}
    if away.place.strip():
        known["place"] = away.place.strip()
    if away.abroad is not None:
        known["abroad"] = away.abroad
    if contact is not None:
        known["contact"] = contact.id
    if away.purpose:
        known["purpose"] = parse_term(away.purpose, PURPOSES, say("purpose"))
    if since is None:
        if not known:
            return _changed(
                branch, member, "mobile", _closed(member, "mobile", member.mobile, until)
            )
        open_one = _open(member, "mobile", member.mobile)
        changed = replace(open_one, **known, **({"until": until} if until is not None else {}))
        _refuse_backwards(changed.since, changed.until)
        spells = tuple(changed if one is open_one else one for one in member.mobile)
        return _changed(branch, member, "mobile", spells)
    refuse_non_member(branch, member, since)
    spell = MobilePeriod(since=since, until=until, **known)
    done = _changed(branch, member, "mobile", _with(member, "mobile", member.mobile, spell))
    if contact is not None:
        return done
    warning = say("nobody is named who keeps in touch: --contact NAME (MOBILE-CONTACT)")
    return done._replace(warnings=(warning,))


def restore_rights(branch: Branch, text: str, *, day: date) -> Change:
    """Record that a member has all rights again from `day` on.

    Raises:
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
        InvalidRecordError: no rights are suspended, or only from that day on.
    """
    member = find_member(branch, text)
    spells = _closed(member, "suspended", member.suspended, day - DAY)
    return _changed(branch, member, "suspended", spells)


def _with(member: Member, kind: str, spells: Sequence[S], new: S) -> tuple[S, ...]:
    """Return the spells with one more, in order; two of a kind never share a day."""
    _refuse_backwards(new.since, new.until)
    for one in spells:
        if (one.until is None or new.since <= one.until) and (
            new.until is None or one.since <= new.until
        ):
            raise InvalidRecordError(
                say(
                    "{name} is {kind} already from {since}",
                    name=member.name,
                    kind=KINDS[kind],
                    since=one.since,
                )
                if one.until is None
                else say(
                    "{name} is {kind} already from {since} to {until}",
                    name=member.name,
                    kind=KINDS[kind],
                    since=one.since,
                    until=one.until,
                ),
                hint=say("end that first, with --until alone, or give other days"),
            )
    found = list(spells)
    found.append(new)
    found.sort(key=lambda one: one.since)
    return tuple(found)


def _closed(member: Member, kind: str, spells: Sequence[S], until: date | None) -> tuple[S, ...]:
    """Return the spells with the open one ended on `until`."""
    if until is None:
        raise UsageError(
            say("a day is needed for {name}", name=member.name),
            hint=say("give --from for a beginning, or --until alone for an end"),
        )
    open_one = _open(member, kind, spells)
    _refuse_backwards(open_one.since, until)
    return tuple(replace(one, until=until) if one is open_one else one for one in spells)


def _open(member: Member, kind: str, spells: Sequence[S]) -> S:
    for one in reversed(spells):
        if one.until is None:
            return one
    raise InvalidRecordError(
        say("{name} is not {kind} now", name=member.name, kind=KINDS[kind]),
        hint=say("give the first day with --from"),
    )


def _refuse_backwards(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise InvalidRecordError(
            say("what begins on {since} can't end on {until}", since=since, until=until)
        )


def _changed(branch: Branch, member: Member, kind: str, spells: Sequence[S]) -> Change:
    before: tuple[S, ...] = getattr(member, kind)
    edited = replace(member, **{kind: tuple(spells)})
    if edited == member:
        return Change(branch, say("{name} is recorded so already.", name=member.name))
    (spell,) = [one for one in spells if one not in before]
    return Change(
        branch.put("members", edited),
        _status_summary(member, kind, spell),
        (ChangedRecord("members", member.id),),
    )


def _status_summary(member: Member, kind: str, spell: StatusPeriod | MobilePeriod) -> Message:
    if spell.until is None:
        return say(
            "{name} {record} is {kind} from {since} on.",
            name=member.name,
            record=f"#{member.id}",
            kind=KINDS[kind],
            since=spell.since,
        )
    return say(
        "{name} {record} is {kind} from {since} to {until}.",
        name=member.name,
        record=f"#{member.id}",
        kind=KINDS[kind],
        since=spell.since,
        until=spell.until,
    )


def transfer_member_out(
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
        refuse_non_member(branch, member, sent)
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
    warnings = (
        () if new.received is None else departure_effects(branch, after, edited, new.received)
    )
    return Change(
        after, _transfer_summary(edited, new), (ChangedRecord("members", member.id),), warnings
    )


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
    warnings = tuple(contradictions(branch, after, [member.id]))
    return Change(after, said, (ChangedRecord("members", member.id),), warnings)


def _refuse_to_come(recorded: date, *days: date | None) -> None:
    for day in days:
        if day is not None and day > recorded:
            raise InvalidRecordError(say("{day} is still to come", day=day))


def _transfer_summary(member: Member, one: Transfer) -> Message:
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
