"""Checks of admission: deadlines, intervals, contacts, introducers, training, reviews, probation.

Admission rules of 2014; probation: charter, Art. 7. Judged are persons with an admission record in
this file; a roster that only has the day of joining owes nothing. A day known to the month is read
in the person's favour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.messages import Message, say
from orglife.model.calendar import PartialDate, add_months
from orglife.model.member import AdmissionRecord, Member
from orglife.model.roster import is_member_on
from orglife.model.terms import STAGES
from orglife.rules.check_kind import register_check
from orglife.rules.context import CheckContext
from orglife.rules.facts import BranchFacts
from orglife.rules.finding import Arithmetic, FindingDetails, Judgement, Reference, evidence
from orglife.rules.obligations import recurring_duties
from orglife.rules.rule import DAYS, MONTHS, Parameter

BEFORE = frozenset(("applicant", "activist", "development-target"))
"""Stages that only an admission followed in this file has on record."""


def persons(context: CheckContext) -> list[tuple[Member, AdmissionRecord]]:
    """Return those with an admission record who are neither former nor gone by the day.

    Whoever came by a roster as a probationary member and was confirmed here has a record of that,
    and owes nothing for the years before.
    """
    return context.facts.cached("persons", lambda: _persons(context.facts))


def _persons(facts: BranchFacts) -> list[tuple[Member, AdmissionRecord]]:
    followed = [
        (member, member.development)
        for member in facts.branch.members.values()
        if member.development
    ]
    return [
        (member, record)
        for member, record in followed
        if not member.former
        and BEFORE & member.stages.keys()
        and (member.left is None or member.left.last >= facts.as_of)
    ]


def reached(context: CheckContext, member: Member, stage: str) -> PartialDate | None:
    """Return when a stage was reached; None if not in the checked period with the rule in force."""
    on = member.stages.get(stage)
    if on is None or on.first not in context.facts.period or not context.in_force_on(on.first):
        return None
    return on


@register_check(
    "admission-deadline",
    about="member",
    next_command='admission show "#{id}"',
    parameters={
        "after": Parameter(str, choices=("applicant", "probationary")),
        "step": Parameter(str, choices=("talked", "approved")),
        "months": Parameter(int, least=1, most=MONTHS),
    },
)
def admission_deadline(context: CheckContext) -> Iterator[Judgement]:
    """A step is done within so many months after a stage: the talk, the superior's approval."""
    step = context.text("step")
    for member, record in persons(context):
        begun = _begun(context, member, record)
        if begun is None:
            continue
        deadline = add_months(begun, context.number("months"))
        if not context.asks_for(begun, deadline):
            continue
        done = record.talked if step == "talked" else record.approved
        values = {"begun": begun, "deadline": deadline, "done": done}
        yield context.deadline_finding(
            begun,
            deadline,
            done=done,
            details=lambda: FindingDetails(
                context.member_subject(member),
                (
                    say("applied on {begun}, talk on {done}, due by {deadline}", **values)
                    if done
                    else say("applied on {begun}, no talk yet, due by {deadline}", **values)
                )
                if step == "talked"
                else (
                    say("voted on {begun}, approved on {done}, due by {deadline}", **values)
                    if done
                    else say("voted on {begun}, no approval yet, due by {deadline}", **values)
                ),
                Arithmetic(1, int(done is not None), records=(Reference("member", member.id),)),
            ),
        )


def _begun(context: CheckContext, member: Member, record: AdmissionRecord) -> date | None:
    stage = member.stages.get(context.text("after"))
    if stage is None:
        return None
    if context.text("after") == "probationary" and record.voted in context.branch.activities:
        return context.branch.activities[record.voted].day
    return stage.last


@register_check(
    "admission-interval",
    about="member",
    next_command='admission show "#{id}"',
    parameters={
        "after": Parameter(str, choices=tuple(STAGES)),
        "before": Parameter(str, choices=tuple(STAGES)),
        "months": Parameter(int, least=1, most=MONTHS),
    },
)
def admission_interval(context: CheckContext) -> Iterator[Judgement]:
    """One stage lasts so many months before the next is reached."""
    after, before = STAGES[context.text("after")], STAGES[context.text("before")]
    for member, _ in persons(context):
        begun, ended = member.stages.get(after.code), reached(context, member, before.code)
        if begun is None or ended is None:
            continue
        earliest = add_months(begun.first, context.number("months"))
        yield context.record_finding(
            ended.first,
            met=ended.last >= earliest,
            details=lambda: FindingDetails(
                context.member_subject(member),
                say(
                    "{after} since {begun}, {before} on {ended}, not before {earliest}",
                    after=after,
                    begun=str(begun),
                    before=before,
                    ended=str(ended),
                    earliest=earliest,
                ),
                Arithmetic(context.number("months"), records=(Reference("member", member.id),)),
            ),
        )


@register_check("admission-decided", about="member", next_command='admission show "#{id}"')
def admission_decided(context: CheckContext) -> Iterator[Judgement]:
    """The committee met on the day on which somebody became an activist (Art. 8).

    The general meeting where there is no committee.
    """
    for member, _ in persons(context):
        on = reached(context, member, "activist")
        if on is None or on.day is None:
            continue
        day = on.first
        kind = "committee-meeting" if context.facts.has_committee(day) else "general-meeting"
        meetings = [
            activity for activity in context.facts.by_kind.get(kind, ()) if activity.day == day
        ]
        yield context.record_finding(
            day,
            met=bool(meetings),
            details=lambda: FindingDetails(
                context.member_subject(member),
                say("decided by a meeting of {day}", day=day)
                if meetings
                else say("no meeting of {day} that could decide it", day=day),
                Arithmetic(1, len(meetings), records=evidence(meetings)),
            ),
        )


@register_check(
    "admission-contacts",
    about="member",
    next_command='admission show "#{id}"',
    parameters={"at_least": Parameter(int), "at_most": Parameter(int, 0)},
)
def admission_contacts(context: CheckContext) -> Iterator[Judgement]:
    """An activist has one or two full members as cultivation contacts (Art. 9)."""
    least, most = context.number("at_least"), context.number("at_most")
    for day in context.state():
        full = {person.id for person in context.facts.full_members(day)}
        for member, record in persons(context):
            if member.stage_on(day) not in ("activist", "development-target"):
                continue
            found = [key for key in record.contacts if key in full]
            yield context.state_finding(
                met=least <= len(found) <= most,
                details=lambda: FindingDetails(
                    context.member_subject(member),
                    say(
                        "full members as contacts: {found}, needed: {least} to {most}",
                        found=len(found),
                        least=least,
                        most=most,
                    ),
                    Arithmetic(
                        most if len(found) > most else least,
                        len(found),
                        records=tuple(Reference("member", key) for key in found),
                    ),
                ),
            )


@register_check(
    "admission-introducers",
    about="member",
    next_command='admission show "#{id}"',
    parameters={"at_least": Parameter(int), "at_most": Parameter(int, 0)},
)
def admission_introducers(context: CheckContext) -> Iterator[Judgement]:
    """Whoever is admitted has two full members as introducers on that day (Art. 14)."""
    needed = context.number("at_least")
    for member, record in persons(context):
        on = reached(context, member, "probationary")
        if on is None:
            continue
        full = {person.id for person in context.facts.full_members(on.first)}
        found = [key for key in record.introducers if key in full]
        yield context.record_finding(
            on.first,
            met=len(found) >= needed,
            details=lambda: FindingDetails(
                context.member_subject(member),
                say(
                    "full members as introducers: {found} of {needed}",
                    found=len(found),
                    needed=needed,
                ),
                Arithmetic(
                    needed, len(found), records=tuple(Reference("member", key) for key in found)
                ),
            ),
        )


@register_check(
    "admission-training",
    about="member",
    next_command='admission show "#{id}"',
    parameters={"days": Parameter(int, most=DAYS), "hours": Parameter(int)},
)
def training_completed(context: CheckContext) -> Iterator[Judgement]:
    """Whoever is admitted was trained so many days, or so many hours, before (Art. 17).

    Hours are those of the admission record and of recorded training together.
    """
    days, hours = context.number("days"), context.number("hours")
    for member, record in persons(context):
        on = reached(context, member, "probationary")
        if on is None:
            continue
        trained = [
            activity
            for activity in context.branch.activities.values()
            if activity.kind == "training"
            and activity.held_by(on.last)
            and activity.attendance is not None
            and member.id in activity.attendance.attendees
        ]
        found = record.training_hours * 60 + sum(activity.minutes_long for activity in trained)
        yield context.record_finding(
            on.first,
            met=record.training_days >= days or found >= hours * 60,
            details=lambda: FindingDetails(
                context.member_subject(member),
                say(
                    "trained {found_days} days and {found} hours; "
                    "{days} days or {hours} hours needed",
                    found_days=record.training_days,
                    found=found // 60,
                    days=days,
                    hours=hours,
                ),
                Arithmetic(hours, found // 60, records=evidence(trained)),
            ),
        )


@register_check(
    "admission-review",
    about="member",
    next_command='admission show "#{id}"',
    parameters={"months": Parameter(int, least=1, most=MONTHS)},
)
def review_held(context: CheckContext) -> Iterator[Judgement]:
    """An activist is assessed in every interval, until the next stage is reached."""
    for member, record in persons(context):
        since = member.stages.get("activist")
        if since is None:
            continue
        end = _end(member)
        reviews = _reviews(context, member, record)
        last = min(end, context.facts.period.last)
        for duty in recurring_duties(since.last, reviews, context.number("months"), last):
            if duty.deadline >= end or not context.asks_for(duty.begun, duty.deadline):
                continue
            activity = reviews[duty.done] if duty.done else None
            yield context.deadline_finding(
                duty.begun,
                duty.deadline,
                done=duty.done,
                details=lambda: FindingDetails(
                    context.member_subject(member),
                    say("assessed on {day}", day=duty.done)
                    if duty.done
                    else say(
                        "not assessed since {begun}, due by {deadline}",
                        deadline=duty.deadline,
                        begun=duty.begun,
                    ),
                    Arithmetic(
                        1,
                        int(duty.done is not None),
                        records=(Reference("activity", activity),) if activity else (),
                    ),
                ),
            )


def _end(member: Member) -> date:
    """Return the day on which the person stopped being an activist; the last of all if never."""
    later = [
        on.first
        for stage in ("development-target", "probationary", "full")
        if (on := member.stages.get(stage)) is not None
    ]
    return min(later, default=date.max)


def _reviews(
    context: CheckContext, member: Member, record: AdmissionRecord
) -> dict[date, int | None]:
    """Return the days of assessment, each with its activity where there is one."""
    found: dict[date, int | None] = {review.held: review.activity for review in record.reviews}
    for activity in context.branch.activities.values():
        if (
            activity.kind == "admission-review"
            and activity.held_by(context.facts.as_of)
            and activity.attendance is not None
            and member.id in activity.attendance.attendees
        ):
            found[activity.day] = activity.id
    return found


@register_check(
    "probation",
    about="member",
    next_command='admission show "#{id}"',
    parameters={
        "months": Parameter(int, least=1, most=MONTHS),
        "extension_at_least": Parameter(int, most=MONTHS),
        "extension_at_most": Parameter(int, most=MONTHS),
    },
)
def probation(context: CheckContext) -> Iterator[Judgement]:
    """Nobody becomes a full member before the probation is over, and then it is decided.

    Confirmed early is as heavy as the rule; that a decision is due, or overdue, is a warning. Days
    known to the month are read in the person's favour.
    """
    for member in context.branch.members.values():
        joined = member.joined
        if joined is None or member.former or member.visiting:
            continue
        if member.full_since is not None:
            found = _confirmed(context, member, joined, member.full_since)
        elif "full" in member.stages:
            found = None
        else:
            found = _open(context, member, joined)
        if found is not None:
            yield found


def _confirmed(
    context: CheckContext, member: Member, joined: PartialDate, full: PartialDate
) -> Judgement | None:
    if full.first not in context.facts.period or not context.in_force_on(full.first):
        return None
    months, wrong = _months(context, member)
    earliest = add_months(joined.first, months)
    return context.record_finding(
        full.first,
        met=wrong is None and full.last >= earliest,
        details=lambda: FindingDetails(
            context.member_subject(member),
            wrong
            or say(
                "admitted on {joined}, full member on {full}, not before {earliest}",
                joined=str(joined),
                full=str(full),
                earliest=earliest,
            ),
            Arithmetic(months, records=(Reference("member", member.id),)),
        ),
    )


def _open(context: CheckContext, member: Member, joined: PartialDate) -> Judgement | None:
    months, wrong = _months(context, member)
    deadline = add_months(joined.last, months)
    if (
        deadline not in context.facts.period
        or not context.in_force_on(deadline)
        or not is_member_on(context.branch, member, context.facts.as_of)
    ):
        return None
    return context.record_finding(
        deadline,
        met=False,
        pending=wrong is None and context.facts.as_of <= deadline,
        deadline=deadline,
        grade="warning" if wrong is None else "",
        details=lambda: FindingDetails(
            context.member_subject(member),
            wrong or say("probation is over on {deadline}; then it is decided", deadline=deadline),
            Arithmetic(months, records=(Reference("member", member.id),)),
        ),
    )


def _months(context: CheckContext, member: Member) -> tuple[int, Message | None]:
    """Return how long the probation is, and what is wrong with its extension, if anything."""
    extended = member.development.extended if member.development is not None else 0
    months = context.number("months") + extended
    least, most = context.number("extension_at_least"), context.number("extension_at_most")
    if not extended or least <= extended <= most:
        return months, None
    return months, say(
        "extended by {extended} months; once, by {least} to {most}",
        extended=extended,
        least=least,
        most=most,
    )
