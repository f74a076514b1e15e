"""Who stands by a person on the way: one or two cultivation contacts, two introducers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from orglife.actions.admission.person import find_person, put_record
from orglife.actions.admission.rules import number_of, refuse_breaches
from orglife.actions.change import Change
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.admission import record_of
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.names import find_member
from orglife.model.roster import full_members_on


def set_contacts(
    branch: Branch, text: str, names: Sequence[str], *, on: date, force: bool = False
) -> Change:
    """Name the cultivation contacts, all anew; full members on that day (rules of 2014, Art. 9).

    Raises:
        RuleBrokenError: somebody who is no full member, or more than there may be.
        InvalidRecordError: the person themself, or somebody twice.
        UnknownNameError, AmbiguousNameError: a name means nobody, or several.
    """
    member = find_person(branch, text)
    chosen = _chosen(branch, member, names)
    most = number_of(branch, "DV-CONTACT", "at_most", 2)
    found = _not_full(branch, chosen, on, "DV-CONTACT")
    if len(chosen) > most:
        found += (
            say("{found} contacts, at most {most} (DV-CONTACT)", found=len(chosen), most=most),
        )
    warnings = refuse_breaches(found, force=force)
    record = replace(record_of(member), contacts=tuple(one.id for one in chosen))
    said = say(
        "Contacts of {name} {record}: {names}.",
        name=member.name,
        record=f"#{member.id}",
        names=tuple(one.name for one in chosen),
    )
    return put_record(branch, member, record, said, warnings=warnings)


def set_introducers(
    branch: Branch, text: str, names: Sequence[str], *, on: date, force: bool = False
) -> Change:
    """Name the introducers, all anew; two full members on that day (rules of 2014, Art. 14).

    Raises:
        RuleBrokenError: somebody who is no full member, or not two.
        InvalidRecordError: the person themself, or somebody twice.
        UnknownNameError, AmbiguousNameError: a name means nobody, or several.
    """
    member = find_person(branch, text)
    chosen = _chosen(branch, member, names)
    needed = number_of(branch, "DV-INTRO", "at_least", 2)
    found = _not_full(branch, chosen, on, "DV-INTRO")
    if len(chosen) != needed:
        found += (
            say(
                "{found} introducers, {needed} needed (DV-INTRO)", found=len(chosen), needed=needed
            ),
        )
    warnings = refuse_breaches(found, force=force)
    record = replace(record_of(member), introducers=tuple(one.id for one in chosen))
    said = say(
        "Introducers of {name} {record}: {names}.",
        name=member.name,
        record=f"#{member.id}",
        names=tuple(one.name for one in chosen),
    )
    return put_record(branch, member, record, said, warnings=warnings)


def _chosen(branch: Branch, member: Member, names: Sequence[str]) -> list[Member]:
    chosen = [find_member(branch, name) for name in names]
    for at, one in enumerate(chosen):
        if one.id == member.id:
            raise InvalidRecordError(say("{name} can't stand by themself", name=member.name))
        if one in chosen[:at]:
            raise InvalidRecordError(say("{name} is named twice", name=one.name))
    return chosen


def _not_full(
    branch: Branch, chosen: Sequence[Member], day: date, rule: str
) -> tuple[Message, ...]:
    full = {one.id for one in full_members_on(branch, day)}
    return tuple(
        say(
            "{name} is no full member of the branch on {day} ({rule})",
            name=one.name,
            day=day,
            rule=rule,
        )
        for one in chosen
        if one.id not in full
    )
