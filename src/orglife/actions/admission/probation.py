"""What follows the vote on an admission: the superior's approval, an extended probation."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from orglife.actions.admission.person import (
    find_person,
    put_record,
    refuse_before,
    refuse_to_come,
    who,
)
from orglife.actions.admission.rules import number_of, refuse_breaches
from orglife.actions.admission.vote import refuse_undecided
from orglife.actions.change import Change
from orglife.errors import InvalidRecordError, RuleBrokenError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.admission import probation_end, record_of
from orglife.model.branch import Branch


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
    said = say("The superior approved {name} {record} on {day}.", **who(member), day=on)
    record = replace(record_of(member), approved=on)
    return put_record(branch, member, record, said, today, "DV-APPROVE")


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
        **who(member),
        months=months,
    )
    if end is not None:
        said = say("{said} The probation runs until {end}.", said=said, end=end)
    return put_record(branch, member, changed, said, warnings=warnings)
