"""The way into the Party, stage by stage: who applied, who was advanced, by which decision."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.admission_rules import breaches, number_of, refuse_breaches
from orglife.actions.admission_vote import refuse_undecided
from orglife.actions.change import Change, Changed
from orglife.actions.wording import tidy
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.admission import (
    ORDER,
    VOTED,
    following,
    latest,
    probation_end,
    record_of,
    skipped,
)
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate
from orglife.model.member import Development, Member
from orglife.model.names import choose, find_member
from orglife.model.period import Period
from orglife.model.roster import belongs, groups_on, primary_groups_of
from orglife.model.terms import STAGES, fold

REFUSED = {
    "development-target": ("DV-YEAR", "DV-CONTACT"),
    "probationary": ("DV-INTRO", "DV-TRAIN"),
    "full": ("DV-PROB",),
}
"""The stage that is decided, to the rules which such a decision must not break."""
TOLD = {"activist": ("DV-ACT",)}
"""The same, to rules of which a breach is only told: the meeting may be entered later."""


class Applicant(NamedTuple):
    """Somebody who applied: a name, the day of the written application, what else is known."""

    name: str
    applied: date
    talked: date | None = None
    residence: str = ""
    unit: str = ""
    duty: str = ""


def add_applicant(branch: Branch, entry: Applicant, *, today: date) -> Change:
    """Enter an applicant. The same name with the same day again changes nothing.

    Raises:
        InvalidRecordError: a day to come, a talk before the application, a name that is none.
    """
    name = tidy(entry.name, say("name"))
    refuse_to_come(entry.applied, today)
    namesakes = [one for one in branch.members.values() if fold(one.name) == fold(name)]
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
        development=Development(talked=entry.talked),
    )
    if entry.talked is not None:
        refuse_to_come(entry.talked, today)
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
        (Changed("members", member.id),),
        warnings,
    )


def advance(
    branch: Branch,
    text: str,
    stage: str,
    *,
    on: date | None,
    motion: Activity | None = None,
    today: date,
    force: bool = False,
) -> Change:
    """Record that somebody reached the next stage, on the day of the decision.

    A probationary and a full member are made by a carried admission motion of the general meeting
    held on that day; the probation runs from it. Without `on` the day is that of the meeting, else
    today. With `force` a fact is recorded as it is, and a day corrected.

    Raises:
        InvalidRecordError: no next stage, days that can't be true, a meeting that decides nothing.
        RuleBrokenError: an interval, persons, training or a vote is missing, all named.
        ChoiceError, UnknownNameError, AmbiguousNameError: an unknown stage or person.
    """
    member = find_member(branch, text)
    code = choose(stage, STAGES, say("stage"))
    _refuse_order(member, code, force=force)
    found: tuple[Message, ...] = ()
    day = on or today
    if motion is not None:
        day = _day_of(motion, code, on)
    refuse_to_come(day, today)
    _refuse_days(member, code, day)
    if code in VOTED:
        found = refuse_undecided(branch, member, motion, code)
    changed = _advanced(member, code, day, motion)
    after = branch.put("members", changed)
    found += breaches(after, member.id, REFUSED.get(code, ()), Period(day, day), today)
    warnings = refuse_breaches(found, force=force)
    warnings += breaches(after, member.id, TOLD.get(code, ()), Period(day, day), today)
    if code in VOTED and belongs(after, changed, day):
        warnings += _placing(after, changed, day)
    return Change(
        after, _said(after, changed, code, day), (Changed("members", member.id),), warnings
    )


def end_admission(branch: Branch, text: str, *, on: date, reason: str, today: date) -> Change:
    """Record that somebody is no longer on the way: withdrew, was turned down, was cancelled.

    Raises:
        InvalidRecordError: a full member, no reason, a day before the last stage or to come.
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
    """
    member = find_person(branch, text)
    last = latest(member)
    if last is None or last.stage == "full":
        raise InvalidRecordError(
            say("{name} is a full member: the admission is over", name=member.name),
            hint=say("somebody who left is recorded with 'orglife member edit --left DATE'"),
        )
    if not reason.strip():
        raise InvalidRecordError(say("why did it end?"), hint=say("say it with --reason"))
    refuse_to_come(on, today)
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
        (Changed("members", member.id),),
    )


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


def _refuse_order(member: Member, code: str, *, force: bool) -> None:
    last = latest(member)
    if member.former or member.visiting or last is None:
        raise InvalidRecordError(
            say("{name} is not on the way to admission in this branch", name=member.name),
            hint=say("begin with: orglife admission add NAME --applied DATE"),
        )
    if member.left is not None:
        raise InvalidRecordError(
            say("{name} left on {day}", name=member.name, day=str(member.left)),
            hint=say("'orglife undo' takes back what was entered by mistake"),
        )
    if code in member.stages and (last.stage == code or not force):
        if last.stage == code and force:
            return
        raise InvalidRecordError(
            say("{name} has reached this stage: {stage}", name=member.name, stage=STAGES[code]),
            hint=say("a wrong day of the last stage is corrected with --force"),
        )
    if ORDER.index(code) < ORDER.index(last.stage):
        raise InvalidRecordError(
            say("{name} is beyond this stage: {stage}", name=member.name, stage=STAGES[last.stage])
        )
    left_out = skipped(member, code)
    if left_out and not force:
        upcoming = following(last.stage)
        raise InvalidRecordError(
            say(
                "{name} is {stage}; the next stage is {next}",
                name=member.name,
                stage=STAGES[last.stage],
                next=STAGES[upcoming or code],
            ),
            hint=say(
                "record the stages in their order, each with --on; where one is not known, --force"
            ),
        )


def _refuse_days(member: Member, code: str, day: date) -> None:
    """Refuse a day before the stage that came last before `code`."""
    before = [one for one in ORDER[: ORDER.index(code)] if member.stages.get(one) is not None]
    if before:
        refuse_before(member, day, before[-1])


def _day_of(meeting: Activity, code: str, on: date | None) -> date:
    if code not in VOTED:
        raise UsageError(
            say("a {stage} is not decided by a vote of the general meeting", stage=STAGES[code]),
            hint=say("leave --motion out, and give the day of the decision with --on"),
        )
    if on is not None and on != meeting.day:
        raise UsageError(
            say("the vote was on {day}, not on {on}", day=meeting.day, on=on),
            hint=say("leave --on out: the stage begins with the vote"),
        )
    return meeting.day


def _advanced(member: Member, code: str, day: date, motion: Activity | None) -> Member:
    stages = {**member.stages, code: PartialDate.of(day)}
    record = record_of(member)
    decided = motion.id if motion is not None else None
    if code == "probationary":
        record = replace(record, voted=decided)
    elif code == "full":
        record = replace(record, confirmed=decided)
    return replace(
        member,
        stages={stage: stages[stage] for stage in ORDER if stage in stages},
        development=record,
    )


def _placing(branch: Branch, member: Member, day: date) -> tuple[Message, ...]:
    """Return that the new member stands in no group yet: it is to be done promptly."""
    groups = groups_on(branch, day)
    if not groups or primary_groups_of(branch, member.id, day):
        return ()
    return (
        say(
            "{name} is in no group yet (GR-PLACED): orglife group assign '{name}={group}'",
            name=member.name,
            group=groups[0].name,
        ),
    )


def _said(branch: Branch, member: Member, code: str, day: date) -> Message:
    said = say(
        "{name} {record}: {stage} since {day}.",
        name=member.name,
        record=f"#{member.id}",
        stage=STAGES[code],
        day=day,
    )
    if code != "probationary":
        return said
    end = probation_end(member, number_of(branch, "DV-PROB", "months", 12))
    return say("{said} The probation runs until {end}.", said=said, end=end)
