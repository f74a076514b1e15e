"""Applicants: entered, found by name, ended; which days and steps the rules refuse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.refusals import clean_person_name
from orglife.errors import InvalidRecordError, RuleBrokenError, UsageError
from orglife.messages import Message, say
from orglife.model.admission import latest_stage
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate, Period
from orglife.model.member import AdmissionRecord, Member
from orglife.model.names import find_member
from orglife.model.terms import STAGES, normalize
from orglife.rules.branch_rules import rules_of
from orglife.rules.engine import check_branch


class ApplicantEntry(NamedTuple):
    """Somebody who applied: a name, the day of the written application, what else is known."""

    name: str
    applied: date
    talked: date | None = None
    residence: str = ""
    unit: str = ""
    duty: str = ""


def add_applicant(branch: Branch, entry: ApplicantEntry, *, today: date) -> Change:
    """Enter an applicant. The same name with the same day again changes nothing.

    Raises:
        InvalidRecordError: a day to come, a talk before the application, a name that is none.
    """
    name = clean_person_name(entry.name, say("name"))
    refuse_future_day(entry.applied, today)
    namesakes = [one for one in branch.members.values() if normalize(one.name) == normalize(name)]
    applied = PartialDate.of(entry.applied)
    if any(one.stages.get("applicant") == applied for one in namesakes):
        return Change(branch, say("{name} is recorded so already.", name=name))
    member = Member(
        id=branch.next_id("members"),
        name=name,
        stages={"applicant": applied},
        residence=entry.residence.strip(),
        unit=entry.unit.strip(),
        duty=entry.duty.strip(),
        development=AdmissionRecord(talked=entry.talked),
    )
    if entry.talked is not None:
        refuse_future_day(entry.talked, today)
        refuse_before(member, entry.talked)
    after = branch.add("members", member)
    warnings = deadline_warnings(after, member, "DV-TALK", today)
    if namesakes:
        ids = tuple(f"#{one.id}" for one in namesakes)
        warnings += (
            say(
                "there is another {name}: {ids}; commands tell them apart by #id",
                name=name,
                ids=ids,
            ),
        )
    return Change(
        after,
        say(
            "Entered {name} {record}, {stage} since {day}.",
            name=name,
            record=f"#{member.id}",
            stage=STAGES["applicant"],
            day=entry.applied,
        ),
        (ChangedRecord("members", member.id),),
        warnings,
    )


def end_admission(branch: Branch, text: str, *, on: date, reason: str, today: date) -> Change:
    """Record that somebody is no longer on the way: withdrew, was turned down, was cancelled.

    Raises:
        InvalidRecordError: a full member, no reason, a day before the last stage or to come.
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
    """
    member = find_applicant(branch, text)
    last = latest_stage(member)
    if last is None or last.stage == "full":
        raise InvalidRecordError(
            say("{name} is a full member: the admission is over", name=member.name),
            hint=say("somebody who left is recorded with 'orglife member edit --left DATE'"),
        )
    if not reason.strip():
        raise UsageError(say("why did it end?"), hint=say("say it with --reason"))
    refuse_future_day(on, today)
    refuse_before(member, on)
    changed = replace(member, left=PartialDate.of(on), left_reason=reason.strip())
    if changed == member:
        return Change(branch, say("{name} is recorded so already.", name=member.name))
    return Change(
        branch.put("members", changed),
        say(
            "{name} {record} is no longer on the way as of {day}: {reason}.",
            name=member.name,
            record=f"#{member.id}",
            day=on,
            reason=reason.strip(),
        ),
        (ChangedRecord("members", member.id),),
    )


def find_applicant(branch: Branch, text: str) -> Member:
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


def refuse_future_day(day: date, today: date) -> None:
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
    last = latest_stage(member)
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
    return rule_breaches(branch, member.id, (rule,), period, today)


def applicant_values(member: Member) -> dict[str, object]:
    """Return the values that name a person in a change line."""
    return {"name": member.name, "record": f"#{member.id}"}


def put_record(
    branch: Branch,
    member: Member,
    record: AdmissionRecord,
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
    return Change(after, said, (ChangedRecord("members", member.id),), warnings)


def rule_breaches(
    branch: Branch, member: int, rules: Sequence[str], period: Period, today: date
) -> tuple[Message, ...]:
    """Return what `rules` find missed about one person in `period`, each with its id.

    `branch` is as it would be after the step. A rule that is switched off says nothing, and what
    was waived is no breach.
    """
    known = rules_of(branch)
    wanted = [rule for rule in rules if rule in known]
    if not wanted:
        return ()
    return tuple(
        say("{message} ({rule})", message=found.message, rule=found.rule.id)
        for found in check_branch(branch, period, as_of=today, only=wanted)
        if found.status == "missed" and (found.subject.type, found.subject.id) == ("member", member)
    )


def refuse_breaches(found: Sequence[Message], *, force: bool) -> tuple[Message, ...]:
    """Refuse a decision that breaks a rule; with `force` return the breaches as warnings.

    Raises:
        RuleBrokenError: every breach is named with its arithmetic.
    """
    if found and not force:
        raise RuleBrokenError(
            say("that would break the rules of admission"),
            hint=say("where it was decided so all the same, record the fact with --force"),
            details=tuple(found),
        )
    return tuple(found)


def number_of(branch: Branch, rule: str, name: str, otherwise: int) -> int:
    """Return a number that a rule states, by the branch's own layer where it has one."""
    known = rules_of(branch).get(rule)
    value = known.check.get(name) if known is not None else None
    return value if isinstance(value, int) else otherwise
