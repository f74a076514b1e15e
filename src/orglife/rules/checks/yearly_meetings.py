"""Checks of the criticism session and the appraisal (branch regulation, Arts. 17 and 18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.messages import Message, say
from orglife.model.activity import Activity, CriticismSession, problems_of
from orglife.model.branch import measures_of
from orglife.model.kinds import DEMOCRATIC_APPRAISAL, ORGANIZATIONAL_LIFE_MEETING
from orglife.model.member import Member
from orglife.model.roster import known_full
from orglife.model.terms import GRADES_NEEDING_MEASURE, PROBLEM_FIELDS, SESSION_STEPS
from orglife.model.voting import excellent_limit
from orglife.rules.check_kind import register_check
from orglife.rules.context import CheckContext
from orglife.rules.finding import Arithmetic, FindingDetails, Judgement, Reference, evidence
from orglife.rules.obligations import activities_for_year
from orglife.rules.rule import Parameter


@register_check(
    "session-steps",
    about="activity",
    parameters={
        "steps": Parameter(list, list(SESSION_STEPS), choices=tuple(SESSION_STEPS)),
    },
)
def session_steps(context: CheckContext) -> Iterator[Judgement]:
    """Everything that goes before the session was done by its day."""
    steps = context.texts("steps")
    for activity in context.held(ORGANIZATIONAL_LIFE_MEETING):
        dated = activity.session.steps if activity.session is not None else {}
        missing = tuple(
            SESSION_STEPS[step] for step in steps if step not in dated or dated[step] > activity.day
        )
        yield context.record_finding(
            activity.day,
            met=not missing,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("not recorded before the session: {steps}", steps=missing)
                if missing
                else say("prepared: {steps}", steps=tuple(SESSION_STEPS[step] for step in steps)),
                Arithmetic(len(steps), len(steps) - len(missing), records=evidence([activity])),
            ),
        )


@register_check("session-self", about="activity")
def session_self(context: CheckContext) -> Iterator[Judgement]:
    """Every member who was there made a self-criticism: whether, never what."""
    for activity, session in _sessions(context):
        came = sorted(activity.attendance.attendees) if activity.attendance is not None else []
        without = [key for key in came if key not in session.parts or not session.parts[key].made]
        yield context.record_finding(
            activity.day,
            met=not without,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("without self-criticism: {names}", names=context.names(without))
                if without
                else say("every member who was there made a self-criticism"),
                Arithmetic(len(came), len(came) - len(without), records=evidence([activity])),
            ),
        )


@register_check("session-received", about="activity")
def session_received(context: CheckContext) -> Iterator[Judgement]:
    """Somebody received an opinion, and not all of them came from one person."""
    for activity, session in _sessions(context):
        if not session.parts:
            continue
        received = sum(part.received for part in session.parts.values())
        givers = [key for key, part in session.parts.items() if part.given]
        yield context.record_finding(
            activity.day,
            met=received > 0 and len(givers) != 1,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("nobody received an opinion")
                if not received
                else say("every opinion came from {name}", name=context.names(givers)[0])
                if len(givers) == 1
                else say("opinions received: {received}", received=received),
                Arithmetic(1, received, records=evidence([activity])),
            ),
        )


@register_check("session-measures", about="activity")
def session_measures(context: CheckContext) -> Iterator[Judgement]:
    """A session that found problems has measures; still open until the session is closed."""
    for activity, session in _sessions(context):
        fields = problems_of(session)
        if not fields:
            continue
        measures = [task.id for task in measures_of(context.branch, activity)]
        closed = activity.finalized or session.closed
        named = tuple(PROBLEM_FIELDS[code] for code in PROBLEM_FIELDS if code in fields)
        yield context.record_finding(
            activity.day,
            met=bool(measures),
            pending=closed is None or closed > context.facts.as_of,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say(
                    "problems found: {fields}; measures: {measures}",
                    fields=named,
                    measures=len(measures),
                ),
                Arithmetic(
                    1,
                    len(measures),
                    len(fields),
                    records=(
                        *evidence([activity]),
                        *(Reference("task", measure) for measure in measures),
                    ),
                ),
            ),
        )


def _sessions(context: CheckContext) -> Iterator[tuple[Activity, CriticismSession]]:
    for activity in context.held(ORGANIZATIONAL_LIFE_MEETING):
        if activity.session is not None:
            yield activity, activity.session


@register_check(
    "session-cover",
    about="branch",
    next_command="activity list",
    parameters={"per": Parameter(str, "year", choices=("year",))},
)
def session_cover(context: CheckContext) -> Iterator[Judgement]:
    """Every member belongs to what held a session in the year: the branch, a group, the committee.

    Nothing is said where none was held at all; that is another rule's finding. A branch's session
    covers everybody, a group's its members of that day, the committee's those seated.
    """
    for period in context.periods(context.text("per")):
        in_time, late = activities_for_year(context.facts, (ORGANIZATIONAL_LIFE_MEETING,), period)
        held = [one for one in in_time + late if _somebody_came(one)]
        day = min(period.last, context.facts.as_of)
        members = context.facts.members(day)
        if not held or not members:
            continue
        covered = _covered(context, held)
        on_time = _covered(context, [one for one in in_time if _somebody_came(one)])
        without = [one for one in members if one.id not in covered]
        yield context.period_finding(
            period,
            fulfilled=not without,
            late=any(one.id not in on_time for one in members),
            details=lambda: FindingDetails(
                context.branch_subject(),
                _cover_said(context, day, members, without),
                Arithmetic(len(members), len(members) - len(without), records=evidence(held)),
            ),
        )


def _somebody_came(activity: Activity) -> bool:
    attendance = activity.attendance
    return attendance is None or not attendance.expected or bool(attendance.attendees)


def _covered(context: CheckContext, held: list[Activity]) -> set[int]:
    covered: set[int] = set()
    for activity in held:
        if activity.scope == "group" and activity.group is not None:
            group = context.branch.groups[activity.group]
            covered |= {one.id for one in context.facts.group_members(group, activity.day)}
        elif activity.scope == "committee":
            covered |= {one.id for one in context.facts.roster_on(activity.day).committee}
        else:
            covered |= set(context.branch.members)
    return covered


def _cover_said(
    context: CheckContext, day: date, members: list[Member], without: list[Member]
) -> Message:
    values = {"found": len(members) - len(without), "members": len(members)}
    if not without:
        return say("{found} of {members} members belong to what held one", **values)
    left = {one.id for one in without}
    parts: list[Message | str] = []
    for group in context.facts.groups(day):
        inside = [one.id for one in context.facts.group_members(group, day) if one.id in left]
        if inside:
            left -= set(inside)
            parts.append(say("{group} ({names})", group=group.name, names=context.names(inside)))
    parts += context.names(sorted(left))
    return say(
        "{found} of {members} members belong to what held one; none yet for: {others}",
        **values,
        others=tuple(parts),
    )


@register_check("appraisal-full-only", about="activity")
def appraisal_full_only(context: CheckContext) -> Iterator[Judgement]:
    """Nobody but full members has a grade."""
    for activity, grades in _graded(context):
        others = [key for key in grades if not _full(context, activity, key)]
        yield context.record_finding(
            activity.day,
            met=not others,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("a grade for no full member: {names}", names=context.names(others))
                if others
                else say("every grade is of a full member"),
                Arithmetic(0, len(others), len(grades), records=evidence([activity])),
            ),
        )


@register_check("appraisal-excellent", about="activity")
def appraisal_excellent(context: CheckContext) -> Iterator[Judgement]:
    """At most a third of the full members is excellent: of all of the branch, graded or not."""
    for activity, grades in _graded(context):
        full = {
            one.id
            for one in context.facts.members(activity.day)
            if _full(context, activity, one.id)
        }
        found = sum(grade == "excellent" and key in full for key, grade in grades.items())
        limit = excellent_limit(len(full))
        yield context.record_finding(
            activity.day,
            met=found <= limit,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say(
                    "{found} of {full} full members excellent, at most {limit}",
                    found=found,
                    full=len(full),
                    limit=limit,
                ),
                Arithmetic(limit, found, len(full), records=evidence([activity])),
            ),
        )


@register_check("appraisal-improvement", about="activity")
def appraisal_improvement(context: CheckContext) -> Iterator[Judgement]:
    """Whoever is basically qualified has a measure to mend it.

    For the unqualified the notice names education and a disposition by the organization: it is told
    as information.
    """
    for activity, grades in _graded(context):
        low = [key for key, grade in grades.items() if grade in GRADES_NEEDING_MEASURE]
        if not low:
            continue
        measures = {task.owner: task.id for task in measures_of(context.branch, activity)}
        without = [key for key in low if key not in measures]
        helped = [key for key in without if grades[key] != "unqualified"]
        disposed = [key for key in without if grades[key] == "unqualified"]
        yield context.record_finding(
            activity.day,
            met=not without,
            grade="information" if disposed and not helped else "",
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                _without_measure(context, helped, disposed)
                if without
                else say("everyone who is to mend something has a measure"),
                Arithmetic(
                    len(low),
                    len(low) - len(without),
                    records=(
                        *evidence([activity]),
                        *(Reference("task", measures[key]) for key in low if key in measures),
                    ),
                ),
            ),
        )


def _without_measure(context: CheckContext, helped: list[int], disposed: list[int]) -> Message:
    help_said = say("no measure for: {names}", names=context.names(helped))
    disposed_said = say(
        "unqualified, to be educated and decided on by the organization, no measure on record:"
        " {names}",
        names=context.names(disposed),
    )
    if not disposed:
        return help_said
    if not helped:
        return disposed_said
    return say("{helped}; {disposed}", helped=help_said, disposed=disposed_said)


def _graded(context: CheckContext) -> Iterator[tuple[Activity, dict[int, str]]]:
    for activity in context.held(DEMOCRATIC_APPRAISAL):
        if activity.appraisal is not None and activity.appraisal.grades:
            yield activity, activity.appraisal.grades


def _full(context: CheckContext, activity: Activity, member: int) -> bool:
    return known_full(context.branch, context.branch.members[member], activity.day)
