"""Entries of an admission record before the vote: talk, reviews, training, contacts, introducers.

Facts, dates and decisions of the committee; no investigation records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.admission.applicants import (
    applicant_values,
    find_applicant,
    number_of,
    put_record,
    refuse_before,
    refuse_breaches,
    refuse_future_day,
    rule_breaches,
)
from orglife.actions.change import Change
from orglife.actions.refusals import refuse_non_member
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.admission import record_of
from orglife.model.branch import Branch, PrivateText
from orglife.model.calendar import Period, add_months
from orglife.model.member import ActivistReview, AdmissionRecord, Member
from orglife.model.names import find_member
from orglife.model.roster import full_members_on


class ReviewEntry(NamedTuple):
    """A half-year assessment as it is told; the conclusion is the committee's and stays private."""

    on: date
    reviewer: str = ""
    conclusion: str = ""
    decided: Activity | None = None


def record_talk(branch: Branch, text: str, *, on: date, today: date) -> Change:
    """Record the talk with an applicant, due within a month (rules of 2014, Art. 7).

    Raises:
        InvalidRecordError: before the application, or to come.
    """
    member = find_applicant(branch, text)
    refuse_future_day(on, today)
    refuse_before(member, on, "applicant")
    record = replace(record_of(member), talked=on)
    said = say("Talk with {name} {record} on {day}.", **applicant_values(member), day=on)
    return put_record(branch, member, record, said, today, "DV-TALK")


def add_review(branch: Branch, text: str, told: ReviewEntry, *, today: date) -> Change:
    """Add a half-year assessment of an activist (rules of 2014, Art. 11).

    Raises:
        InvalidRecordError: not yet an activist on that day, a second one of the day, a reviewer who
            is no member of the branch, a meeting after the assessment.
        UnknownNameError, AmbiguousNameError: a name means nobody, or several.
    """
    member = find_applicant(branch, text)
    refuse_future_day(told.on, today)
    if member.stage_on(told.on) in (None, "applicant", "full"):
        raise InvalidRecordError(
            say("{name} is not under cultivation on {day}", name=member.name, day=told.on),
            hint=say("assessed are activists, development targets and probationary members"),
        )
    record = record_of(member)
    if any(one.held == told.on for one in record.reviews):
        raise InvalidRecordError(
            say("{name} was assessed on {day} already", name=member.name, day=told.on)
        )
    reviewer = find_member(branch, told.reviewer) if told.reviewer else None
    if reviewer is not None:
        refuse_non_member(branch, reviewer, told.on)
    review = ActivistReview(
        held=told.on,
        reviewer=reviewer.id if reviewer is not None else None,
        activity=told.decided.id if told.decided is not None else None,
    )
    reviews = sorted((*record.reviews, review), key=lambda one: one.held)
    due = add_months(told.on, number_of(branch, "DV-REVIEW", "months", 6))
    said = say("Assessed {name} {record} on {day}.", **applicant_values(member), day=told.on)
    if member.stage_on(today) == "activist":
        said = say("{said} The next is due by {due}.", said=said, due=due)
    if told.conclusion.strip():
        branch = branch.add(
            "private",
            PrivateText(
                id=branch.next_id("private"),
                table="members",
                record=member.id,
                member=member.id,
                label="review",
                text=told.conclusion.strip(),
                on=told.on,
            ),
        )
    changed = replace(record, reviews=tuple(reviews))
    late = _late(branch, member, changed, told.on, today)
    return put_record(branch, member, changed, said, warnings=late)


def set_training(branch: Branch, text: str, *, days: int | None, hours: int | None) -> Change:
    """Set how long somebody was trained in all, in days and whole hours (rules of 2014, Art. 17).

    Raises:
        UsageError: neither is given.
        InvalidRecordError: below zero, or longer than any training.
    """
    if days is None and hours is None:
        raise UsageError(
            say("how long was the training?"), hint=say("as in: --days 3, or --hours 24")
        )
    member = find_applicant(branch, text)
    record = record_of(member)
    days = record.training_days if days is None else days
    hours = record.training_hours if hours is None else hours
    if not (0 <= days <= 366 and 0 <= hours <= 2000):
        raise InvalidRecordError(
            say("{days} days, {hours} hours: no such training", days=days, hours=hours)
        )
    changed = replace(record, training_days=days, training_hours=hours)
    said = say(
        "Training of {name} {record}: {days} and {hours} in all.",
        **applicant_values(member),
        days=say_n("{n} day", "{n} days", days),
        hours=say_n("{n} hour", "{n} hours", hours),
    )
    return put_record(branch, member, changed, said)


def _late(
    branch: Branch, member: Member, record: AdmissionRecord, day: date, today: date
) -> tuple[Message, ...]:
    """Return that the assessment of `day` came too late after the one before."""
    begun = member.stages.get("activist")
    earlier = [one.held for one in record.reviews if one.held < day]
    last = max(earlier) if earlier else begun.last if begun is not None else None
    if last is None:
        return ()
    after = branch.put("members", replace(member, development=record))
    return rule_breaches(after, member.id, ("DV-REVIEW",), Period(last, day), today)


def set_contacts(
    branch: Branch, text: str, names: Sequence[str], *, on: date, force: bool = False
) -> Change:
    """Name the cultivation contacts, all anew; full members on that day (rules of 2014, Art. 9).

    Raises:
        RuleBrokenError: somebody who is no full member, or more than there may be.
        InvalidRecordError: the person themself, or somebody twice.
        UnknownNameError, AmbiguousNameError: a name means nobody, or several.
    """
    member = find_applicant(branch, text)
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
    member = find_applicant(branch, text)
    chosen = _chosen(branch, member, names)
    needed = number_of(branch, "DV-INTRO", "at_least", 2)
    found = (*_not_full(branch, chosen, on, "DV-INTRO"), *_without_rights(chosen, on))
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


def _without_rights(chosen: Sequence[Member], day: date) -> Iterator[Message]:
    """Yield who can't introduce anybody, the rights being suspended (rules of 2014, Art. 14)."""
    for one in chosen:
        spell = next((spell for spell in one.suspended if spell.covers(day)), None)
        if spell is not None:
            yield say(
                "the rights of {name} are suspended since {since}: {reason} (DV-INTRO)",
                name=one.name,
                since=spell.since,
                reason=spell.reason,
            )
