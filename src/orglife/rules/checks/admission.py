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
from orglife.model.roster import confirmed_on, known_full
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


def _confirmed_here(context: CheckContext) -> list[tuple[Member, AdmissionRecord]]:
    """Return those whom a meeting on record confirmed, wherever they were admitted."""
    return [
        (one, one.development)
        for one in context.branch.members.values()
        if one.development is not None
        and not one.former
        and confirmed_on(context.branch, one) is not None
        and (one.left is None or one.left.last >= context.facts.as_of)
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
        "after": Parameter(str, choices=("applicant", "probationary", "full")),
        "step": Parameter(str, choices=("talked", "approved")),
        "months": Parameter(int, least=1, most=MONTHS),
        "special_months": Parameter(int, 0, most=MONTHS),
        "persists": Parameter(bool, default=False),
    },
)
def admission_deadline(context: CheckContext) -> Iterator[Judgement]:
    """A step is done within so many months after a stage: the talk, the superior's approval.

    What is done within `special_months`, which special circumstances allow, is met. With `persists`
    what is overdue is missed in every period asked until it is done.
    """
    step, after = context.text("step"), context.text("after")
    months = context.number("months")
    special = max(context.number("special_months"), months)
    for member, record in _confirmed_here(context) if after == "full" else persons(context):
        begun = _begun(context, member, record)
        if begun is None:
            continue
        deadline, last = add_months(begun, months), add_months(begun, special)
        done = (
            record.talked
            if step == "talked"
            else record.approved
            if after == "probationary"
            else record.approved_full
        )
        message = (
            _talk_said(begun, deadline, done)
            if step == "talked"
            else _approval_said(begun, deadline, last, done, context.facts.as_of)
        )
        details = FindingDetails(
            context.member_subject(member),
            message,
            Arithmetic(1, int(done is not None), records=(Reference("member", member.id),)),
        )
        still = done is None and context.facts.as_of > deadline
        if context.flag("persists") and still and not context.asks_for(begun, deadline):
            before = begun < context.branch.records_from
            if before or context.facts.period.last < deadline or not context.in_force_on(begun):
                continue
            yield context.state_finding(
                met=False,
                pending=context.facts.as_of <= last,
                deadline=last,
                details=lambda: details,
            )
        elif context.asks_for(begun, deadline):
            yield context.deadline_finding(
                begun,
                deadline,
                done=done,
                last=last,
                details=lambda: details,
            )


def _talk_said(begun: date, deadline: date, done: date | None) -> Message:
    if done is None:
        return say(
            "applied on {begun}, no talk yet, due by {deadline}", begun=begun, deadline=deadline
        )
    return say(
        "applied on {begun}, talk on {done}, due by {deadline}",
        begun=begun,
        done=done,
        deadline=deadline,
    )


def _approval_said(
    begun: date, deadline: date, last: date, done: date | None, day: date
) -> Message:
    values = {"begun": begun, "deadline": deadline, "done": done, "last": last}
    if done is None and day <= deadline:
        return say("voted on {begun}, no approval yet, due by {deadline}", **values)
    if done is None and last > deadline:
        return say(
            "voted on {begun}, no approval; three months were over on {deadline}, six, in special"
            " circumstances, on {last}",
            **values,
        )
    if done is None:
        return say("voted on {begun}, no approval; overdue since {deadline}", **values)
    if deadline < done <= last:
        return say(
            "voted on {begun}, approved on {done}: after {deadline}, within the time to {last} that"
            " special circumstances allow",
            **values,
        )
    return say("voted on {begun}, approved on {done}, due by {deadline}", **values)


def _begun(context: CheckContext, member: Member, record: AdmissionRecord) -> date | None:
    after = context.text("after")
    stage = member.stages.get(after)
    if stage is None:
        return None
    if after == "full":
        return confirmed_on(context.branch, member) or None
    if after == "probationary" and record.voted in context.branch.activities:
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
        voted = context.branch.activities.get(record.voted) if record.voted is not None else None
        day = on.first if voted is None else voted.day
        full = {
            person.id
            for person in context.facts.full_members(day)
            if not person.suspended_on(day) and known_full(context.branch, person, day)
        }
        found = [key for key in record.introducers if key in full]
        without = [key for key in record.introducers if key not in full]
        yield context.record_finding(
            on.first,
            met=len(found) >= needed,
            details=lambda: FindingDetails(
                context.member_subject(member),
                say(
                    "full members as introducers: {found} of {needed}",
                    found=len(found),
                    needed=needed,
                )
                if not without
                else say(
                    "full members with all rights as introducers: {found} of {needed};"
                    " not counted: {names}",
                    found=len(found),
                    needed=needed,
                    names=context.names(without),
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
