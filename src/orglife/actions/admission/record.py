"""What goes into the admission record before the vote: talk, reviews, training.

Facts, dates and decisions of the committee; no investigation of anybody is kept.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.admission.person import (
    find_person,
    put_record,
    refuse_before,
    refuse_to_come,
    who,
)
from orglife.actions.admission.rules import breaches, number_of
from orglife.actions.change import Change
from orglife.actions.days import refuse_stranger
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.admission import record_of
from orglife.model.branch import Branch
from orglife.model.calendar import add_months
from orglife.model.layer import Body
from orglife.model.member import Development, Member, Review
from orglife.model.names import find_member
from orglife.model.period import Period


class Assessment(NamedTuple):
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
    member = find_person(branch, text)
    refuse_to_come(on, today)
    refuse_before(member, on, "applicant")
    record = replace(record_of(member), talked=on)
    said = say("Talk with {name} {record} on {day}.", **who(member), day=on)
    return put_record(branch, member, record, said, today, "DV-TALK")


def add_review(branch: Branch, text: str, told: Assessment, *, today: date) -> Change:
    """Add a half-year assessment of an activist (rules of 2014, Art. 11).

    Raises:
        InvalidRecordError: not yet an activist on that day, a second one of the day, a reviewer who
            is no member of the branch, a meeting after the assessment.
        UnknownNameError, AmbiguousNameError: a name means nobody, or several.
    """
    member = find_person(branch, text)
    refuse_to_come(told.on, today)
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
        refuse_stranger(branch, reviewer, told.on)
    review = Review(
        held=told.on,
        reviewer=reviewer.id if reviewer is not None else None,
        activity=told.decided.id if told.decided is not None else None,
    )
    reviews = sorted((*record.reviews, review), key=lambda one: one.held)
    due = add_months(told.on, number_of(branch, "DV-REVIEW", "months", 6))
    said = say("Assessed {name} {record} on {day}.", **who(member), day=told.on)
    if member.stage_on(today) == "activist":
        said = say("{said} The next is due by {due}.", said=said, due=due)
    if told.conclusion.strip():
        branch = branch.add(
            "private",
            Body(
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
    member = find_person(branch, text)
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
        **who(member),
        days=say_n("{n} day", "{n} days", days),
        hours=say_n("{n} hour", "{n} hours", hours),
    )
    return put_record(branch, member, changed, said)


def _late(
    branch: Branch, member: Member, record: Development, day: date, today: date
) -> tuple[Message, ...]:
    """Return that the assessment of `day` came too late after the one before."""
    begun = member.stages.get("activist")
    earlier = [one.held for one in record.reviews if one.held < day]
    last = max(earlier) if earlier else begun.last if begun is not None else None
    if last is None:
        return ()
    after = branch.put("members", replace(member, development=record))
    return breaches(after, member.id, ("DV-REVIEW",), Period(last, day), today)
