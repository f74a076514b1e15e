"""The next stage of admission: its vote, the superior's approval, extended probation."""

from __future__ import annotations

from datetime import date

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
from orglife.actions.change import Change, ChangedRecord
from orglife.errors import InvalidRecordError, RuleBrokenError, UsageError
from orglife.messages import Message, say
from orglife.model.activity import Activity, Motion
from orglife.model.admission import (
    ORDER,
    VOTED,
    carried_about,
    latest_stage,
    motions_about,
    motions_with_others,
    next_stage,
    probation_end,
    record_of,
    skipped_stages,
)
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate, Period
from orglife.model.member import Member
from orglife.model.names import describe_activity, find_member, parse_term, shortest_name
from orglife.model.roster import confirmed_on, groups_on, is_member_on, primary_groups_of
from orglife.model.terms import STAGES, Term
from orglife.model.voting import judge_motion

REFUSED = {
    "development-target": ("DV-YEAR", "DV-CONTACT"),
    "probationary": ("DV-INTRO",),
    "full": ("DV-PROB",),
}
"""The stage that is decided, to the rules which such a decision must not break."""

TOLD = {"activist": ("DV-ACT",), "probationary": ("DV-TRAIN",)}
"""The same, to rules of which a breach is only told: the meeting may be entered later, and what is
asked only generally may be otherwise."""


def advance_stage(
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
    today. The full membership begins with the end of the probation, even if it was decided later
    (admission rules of 2014, Art. 32). With `force` a fact is recorded as it is, and a day
    corrected; the vote that is on record for the stage stays, unless another is named.

    Raises:
        InvalidRecordError: no next stage, days that can't be true, a meeting that decides nothing.
        RuleBrokenError: an interval, persons, training or a vote is missing, all named.
        ChoiceError, UnknownNameError, AmbiguousNameError: an unknown stage or person.
    """
    member = find_member(branch, text)
    code = parse_term(stage, STAGES, say("stage"))
    _refuse_order(member, code, force=force)
    found: tuple[Message, ...] = ()
    day = on or today
    end = probation_end(member, number_of(branch, "DV-PROB", "months", 12))
    if code == "full" and motion is not None and on == end:
        on = None  # the day from which the person is full, and not that of the decision
    if motion is not None:
        day = _day_of(motion, code, on)
    else:
        motion = _decided_at(branch, member, code)
        if motion is not None:
            day = _day_on_record(branch, motion, on)
    refuse_future_day(day, today)
    _refuse_days(member, code, day)
    if code in VOTED:
        found = refuse_undecided(branch, member, motion, code)
    since = PartialDate.of(day)
    if code == "full" and end is not None and end <= day:
        since = _end_of_probation(member, end)
    changed = _advanced(member, code, day, motion, since)
    after = branch.put("members", changed)
    span = Period(min(since.first, day), day)
    found += rule_breaches(after, member.id, REFUSED.get(code, ()), span, today)
    warnings = refuse_breaches(found, force=force)
    warnings += rule_breaches(after, member.id, TOLD.get(code, ()), span, today)
    if code in VOTED and is_member_on(after, changed, day):
        warnings += _placing(after, changed, day)
    return Change(
        after, _said(after, changed, code, day), (ChangedRecord("members", member.id),), warnings
    )


def _end_of_probation(member: Member, end: date) -> PartialDate:
    """Return the end of a probation as precisely as its beginning is known."""
    known_to_the_day = member.joined is not None and member.joined.day is not None
    return PartialDate.of(end) if known_to_the_day else PartialDate(end.year, end.month)


def _refuse_order(member: Member, code: str, *, force: bool) -> None:
    last = latest_stage(member)
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
    left_out = skipped_stages(member, code)
    if left_out and not force:
        upcoming = next_stage(last.stage)
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
                activity=describe_activity(branch, meeting),
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


def _advanced(
    member: Member, code: str, day: date, motion: Activity | None, since: PartialDate
) -> Member:
    """Return the member with the stage `since` a day, decided on `day` by `motion`, if by any."""
    stages = {**member.stages, code: since}
    record = record_of(member)
    decided = motion.id if motion is not None else None
    if code == "probationary":
        record = replace(record, voted=decided)
    elif code == "full":
        without = day if motion is None and day != since.first else None
        record = replace(record, confirmed=decided, decided=without)
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
    since = member.stages[code]
    values = {"name": member.name, "record": f"#{member.id}", "stage": STAGES[code]}
    if since is None or since.first == day:
        said = say("{name} {record}: {stage} since {day}.", **values, day=day)
    else:
        said = say(
            "{name} {record}: {stage} since {since}, the end of the probation, by the decision of"
            " {day}.",
            **values,
            since=since.first if since.day is not None else str(since),
            day=day,
        )
    if code != "probationary":
        return said
    end = probation_end(member, number_of(branch, "DV-PROB", "months", 12))
    return say("{said} The probation runs until {end}.", said=said, end=end)


EXTENDED = Term("extended", en="extended probation", zh="延长预备期")


def refuse_undecided(
    branch: Branch, member: Member, meeting: Activity | None, stage: str
) -> tuple[Message, ...]:
    """Return why no carried motion about `member` makes the decision; nothing where one does.

    Branch regulation, Art. 11; admission rules of 2014, Art. 20; one vote a person (DV-ONE).

    Raises:
        InvalidRecordError: the meeting was not held, or is not one of the whole branch.
    """
    what = STAGES.get(stage, EXTENDED)
    if meeting is None:
        return (
            say(
                "{stage}: the general meeting decides it by a vote, and none is named with --motion"
                " (GM-POWERS)",
                stage=what,
            ),
        )
    named = describe_activity(branch, meeting)
    if meeting.state != "held" or meeting.scope != "branch":
        raise InvalidRecordError(
            say("{activity} is no general meeting that was held", activity=named),
            hint=say("name the meeting of the whole branch that voted"),
        )
    about = motions_about(branch, meeting, member)
    others = motions_with_others(branch, meeting, member)
    if not about and others:
        return tuple(_about_others(branch, named, member, *one) for one in others)
    if not about:
        return (
            say(
                "{activity} has no motion on admission about {name}",
                activity=named,
                name=member.name,
            ),
        )
    if carried_about(branch, meeting, member):
        return ()
    verdicts = [judge_motion(branch, meeting, one) for one in about]
    if any(one.carried for one in verdicts):
        return (
            say(
                "{activity}: every motion carried has decided on somebody else (DV-ONE)",
                activity=named,
            ),
        )
    last = verdicts[-1]
    return (
        say(
            "{activity}: the motion was not carried, {yes} of {due} approved, {needed} needed;"
            " {present} present, {quorum} needed (DV-PASS, DV-QUORUM)",
            activity=named,
            yes=last.yes,
            due=last.due,
            needed=last.needed_yes,
            present=last.present,
            quorum=last.needed_present,
        ),
    )


def _about_others(
    branch: Branch, meeting: Message, member: Member, motion: Motion, named: set[int]
) -> Message:
    """Return why a motion that names somebody else decides nothing about `member`."""
    values = {
        "activity": meeting,
        "motion": motion.text,
        "names": tuple(branch.members[key].name for key in sorted(named)),
        "name": member.name,
    }
    if member.id in named:
        return say(
            "{activity}: the motion '{motion}' names {names}; each is discussed and voted on alone,"
            " and it decides on neither (DV-ONE)",
            **values,
        )
    return say(
        "{activity}: the motion '{motion}' is about {names} and not about {name} (DV-ONE)", **values
    )


def approve_admission(
    branch: Branch, text: str, *, on: date, today: date, stage: str = "probationary"
) -> Change:
    """Record the superior's approval, due within three months of the vote.

    Of the admission, or where `stage` is `full` of the confirmation.

    Raises:
        InvalidRecordError: nothing was voted yet, before the vote, or to come.
    """
    member = find_applicant(branch, text)
    if parse_term(stage, {code: STAGES[code] for code in VOTED}, say("stage")) == "full":
        return _approve_confirmation(branch, member, on, today)
    if "probationary" not in member.stages:
        raise InvalidRecordError(
            say("the admission of {name} was not voted yet", name=member.name),
            hint=say("first: orglife admission advance NAME --to probationary --motion ACTIVITY"),
        )
    refuse_future_day(on, today)
    refuse_before(member, on, "probationary")
    said = say(
        "The superior approved {name} {record} on {day}.", **applicant_values(member), day=on
    )
    record = replace(record_of(member), approved=on)
    return put_record(branch, member, record, said, today, "DV-APPROVE")


def _approve_confirmation(branch: Branch, member: Member, on: date, today: date) -> Change:
    if "full" not in member.stages:
        raise InvalidRecordError(
            say("the confirmation of {name} was not voted yet", name=member.name),
            hint=say("first: orglife admission advance NAME --to full --motion ACTIVITY"),
        )
    refuse_future_day(on, today)
    decided = confirmed_on(branch, member)
    if decided is not None and on < decided:
        raise InvalidRecordError(
            say("{day} is before the vote of {decided}", day=on, decided=decided)
        )
    if decided is None:
        refuse_before(member, on, "full")
    said = say(
        "The superior approved the confirmation of {name} {record} on {day}.",
        **applicant_values(member),
        day=on,
    )
    record = replace(record_of(member), approved_full=on)
    return put_record(branch, member, record, said, today, "DV-APPROVE-FULL")


def extend_probation(
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
    member = find_applicant(branch, text)
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
        **applicant_values(member),
        months=months,
    )
    if end is not None:
        said = say("{said} The probation runs until {end}.", said=said, end=end)
    return put_record(branch, member, changed, said, warnings=warnings)
