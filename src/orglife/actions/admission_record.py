"""What goes into the admission record beside the stages: talk, reviews, training, approval.

Facts, dates and decisions of the committee; no investigation of anybody is kept.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.admission import (
    deadline_warnings,
    find_person,
    refuse_before,
    refuse_to_come,
)
from orglife.actions.admission_rules import breaches, number_of, refuse_breaches
from orglife.actions.admission_vote import refuse_undecided
from orglife.actions.change import Change, Changed
from orglife.actions.days import refuse_stranger
from orglife.errors import InvalidRecordError, RuleBrokenError, UsageError
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.admission import probation_end, record_of
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
    said = say("Talk with {name} {record} on {day}.", **_who(member), day=on)
    return _put(branch, member, record, said, today, "DV-TALK")


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
    said = say("Assessed {name} {record} on {day}.", **_who(member), day=told.on)
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
    return _put(branch, member, changed, said, warnings=late)


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
        **_who(member),
        days=say_n("{n} day", "{n} days", days),
        hours=say_n("{n} hour", "{n} hours", hours),
    )
    return _put(branch, member, changed, said)


def approve(branch: Branch, text: str, *, on: date, today: date) -> Change:
    """Record the superior's approval of the admission, due within three months of the vote.

    Raises:
        InvalidRecordError: nothing was voted yet, before the vote, or to come.
    """
    member = find_person(branch, text)
    if "probationary" not in member.stages:
        raise InvalidRecordError(
            say("the admission of {name} was not voted yet", name=member.name),
            hint=say("first: orglife admission advance NAME --to probationary --motion ACTIVITY"),
        )
    refuse_to_come(on, today)
    refuse_before(member, on, "probationary")
    said = say("The superior approved {name} {record} on {day}.", **_who(member), day=on)
    record = replace(record_of(member), approved=on)
    return _put(branch, member, record, said, today, "DV-APPROVE")


def extend(
    branch: Branch,
    text: str,
    *,
    months: int,
    motion: Activity | None = None,
    force: bool = False,
) -> Change:
    """Extend the probation, once, by 6 to 12 months (charter, Art. 7), by a carried motion.

    With `force` a fact is recorded as it is.

    Raises:
        InvalidRecordError: no probationary member, a vote before the probation, no whole months.
        RuleBrokenError: a second time, too short or too long, not decided by the general meeting.
    """
    member = find_person(branch, text)
    record = record_of(member)
    if "full" in member.stages or "probationary" not in member.stages:
        raise InvalidRecordError(
            say("{name} is no probationary member", name=member.name),
            hint=say("'orglife admission list' shows who is on which stage"),
        )
    if not 0 < months <= 120:
        raise InvalidRecordError(say("{months} months: no such extension", months=months))
    if motion is not None:
        refuse_before(member, motion.day, "probationary")
    found: tuple[Message, ...] = ()
    if record.extended:
        if not force:
            raise RuleBrokenError(
                say(
                    "the probation of {name} was extended by {months} months already (DV-PROB)",
                    name=member.name,
                    months=record.extended,
                ),
                hint=say("after one extension it is decided: full member, or cancelled"),
            )
        found += (say("extended a second time (DV-PROB: once)"),)
    least = number_of(branch, "DV-PROB", "extension_at_least", 6)
    most = number_of(branch, "DV-PROB", "extension_at_most", 12)
    if not least <= months <= most:
        found += (
            say(
                "extended by {months} months; once, by {least} to {most} (DV-PROB)",
                months=months,
                least=least,
                most=most,
            ),
        )
    found += refuse_undecided(branch, member, motion, "extended")
    warnings = refuse_breaches(found, force=force)
    changed = replace(
        record,
        extended=record.extended + months,
        extended_by=motion.id if motion is not None else None,
    )
    end = probation_end(
        replace(member, development=changed), number_of(branch, "DV-PROB", "months", 12)
    )
    said = say(
        "Extended the probation of {name} {record} by {months} months.",
        **_who(member),
        months=months,
    )
    if end is not None:
        said = say("{said} The probation runs until {end}.", said=said, end=end)
    return _put(branch, member, changed, said, warnings=warnings)


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


def _who(member: Member) -> dict[str, object]:
    return {"name": member.name, "record": f"#{member.id}"}


def _put(
    branch: Branch,
    member: Member,
    record: Development,
    said: Message,
    today: date | None = None,
    rule: str = "",
    *,
    warnings: tuple[Message, ...] = (),
) -> Change:
    """Return the branch with the record; a deadline that was missed by it is told."""
    if record == member.development:
        return Change(branch, say("{name} is recorded so already.", name=member.name))
    changed = replace(member, development=record)
    after = branch.put("members", changed)
    if rule and today is not None:
        warnings += deadline_warnings(after, changed, rule, today)
    return Change(after, said, (Changed("members", member.id),), warnings)
