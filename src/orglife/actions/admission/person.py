"""A person on the way: found by name, the days that can be true for them, their record."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from orglife.actions.admission.rules import breaches
from orglife.actions.change import Change, Changed
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.admission import (
    latest,
)
from orglife.model.branch import Branch
from orglife.model.member import Development, Member
from orglife.model.names import find_member
from orglife.model.period import Period
from orglife.model.terms import STAGES


def find_person(branch: Branch, text: str) -> Member:
    """Return the one person whom `text` names, who has stages of admission on record.

    Raises:
        InvalidRecordError: a former member, known by name only.
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
    """
    member = find_member(branch, text)
    if member.former or not member.stages:
        raise InvalidRecordError(
            say("{name} is a former member, known by name only", name=member.name)
        )
    return member


def refuse_to_come(day: date, today: date) -> None:
    """Refuse a day after today.

    Raises:
        InvalidRecordError: with the day.
    """
    if day > today:
        raise InvalidRecordError(say("{day} is still to come", day=day))


def refuse_before(member: Member, day: date, stage: str = "") -> None:
    """Refuse a day before `stage` was reached; by default the last one.

    Raises:
        InvalidRecordError: with both days.
    """
    last = latest(member)
    code = stage or (last.stage if last is not None else "")
    reached = member.stages.get(code)
    if reached is not None and day < reached.first:
        raise InvalidRecordError(
            say(
                "{day} is before {name} was {stage} ({reached})",
                day=day,
                name=member.name,
                stage=STAGES[code],
                reached=str(reached),
            )
        )


def deadline_warnings(
    branch: Branch, member: Member, rule: str, today: date
) -> tuple[Message, ...]:
    """Return what a rule with deadlines finds missed about a person, over all their days."""
    days = [on.first for on in member.stages.values() if on is not None]
    if not days:
        return ()
    period = Period(min(days), date(today.year + 2, 12, 31))
    return breaches(branch, member.id, (rule,), period, today)


def who(member: Member) -> dict[str, object]:
    """Return the values that name a person in a change line."""
    return {"name": member.name, "record": f"#{member.id}"}


def put_record(
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
