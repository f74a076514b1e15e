"""From one stage of admission to the next, by which decision, on which day."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from orglife.actions.admission.person import (
    refuse_before,
    refuse_to_come,
)
from orglife.actions.admission.rules import breaches, number_of, refuse_breaches
from orglife.actions.admission.vote import refuse_undecided
from orglife.actions.change import Change, Changed
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
from orglife.model.member import Member
from orglife.model.names import choose, find_member, shortest_name
from orglife.model.period import Period
from orglife.model.roster import belongs, groups_on, primary_groups_of
from orglife.model.terms import STAGES
from orglife.model.which import in_short

REFUSED = {
    "development-target": ("DV-YEAR", "DV-CONTACT"),
    "probationary": ("DV-INTRO", "DV-TRAIN"),
    "full": ("DV-PROB",),
}
"""The stage that is decided, to the rules which such a decision must not break."""


TOLD = {"activist": ("DV-ACT",)}
"""The same, to rules of which a breach is only told: the meeting may be entered later."""


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
    today. With `force` a fact is recorded as it is, and a day corrected; the vote that is on record
    for the stage stays, unless another is named.

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
    else:
        motion = _decided_at(branch, member, code)
        if motion is not None:
            day = _day_on_record(branch, motion, on)
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


def _decided_at(branch: Branch, member: Member, code: str) -> Activity | None:
    """Return the meeting that is on record as having decided on the stage."""
    record = record_of(member)
    decided = {"probationary": record.voted, "full": record.confirmed}.get(code)
    return branch.activities[decided] if decided is not None else None


def _day_on_record(branch: Branch, meeting: Activity, on: date | None) -> date:
    if on is not None and on != meeting.day:
        raise InvalidRecordError(
            say(
                "{activity} decided it, which was not on {on}",
                activity=in_short(branch, meeting),
                on=on,
            ),
            hint=say(
                "name another meeting with --motion, or mend the day of this one:"
                " orglife activity edit {id} --on {on}",
                id=meeting.id,
                on=on,
            ),
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
            "{name} is in no group yet (GR-PLACED): orglife group assign '{who}={group}'",
            name=member.name,
            who=shortest_name(branch, member),
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
