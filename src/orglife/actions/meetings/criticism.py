"""The criticism session, from its preparation to its close, and each member's part in it.

Branch regulation, Art. 17. One record: `open` plans the organizational-life meeting, `hold` records
it as held, `log` records the same kind at once. Texts are optional and stand in `private`; the
record holds facts and numbers.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.meetings.activity_entry import SCOPE_FORMS, ActivityEntry
from orglife.actions.meetings.activity_record import (
    activity_phrase,
    put_activity,
    recorded_summary,
    refuse_unheld,
)
from orglife.actions.meetings.log import activity_records, merge_with_plan
from orglife.actions.meetings.log_checks import log_warnings
from orglife.actions.meetings.plans import of_latest_year, only_match, plan_for_year, refuse_closed
from orglife.actions.meetings.tasks import TaskEntry, add_task, task_said
from orglife.errors import InvalidRecordError, RuleBrokenError, UnknownNameError, UsageError
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity, CriticismSession, SelfCriticism, problems_of
from orglife.model.branch import Branch, PrivateText, carried_tasks, measures_of
from orglife.model.kinds import ORGANIZATIONAL_LIFE_MEETING
from orglife.model.names import describe_activity, find_member, parse_term
from orglife.model.terms import PROBLEM_FIELDS, SESSION_STEPS

NOT_YET = say("set it held first: orglife criticism hold --on DATE")


def open_session(
    branch: Branch, year: int, *, form: str, group: str = "", planned: date | None, today: date
) -> Change:
    """Plan the organizational-life meeting for `year`; open measures of earlier ones carry over.

    Raises:
        InvalidRecordError, UsageError: as `plan_for_year`.
    """
    activity = plan_for_year(
        branch,
        ORGANIZATIONAL_LIFE_MEETING,
        year,
        form=form,
        group=group,
        planned=planned,
        today=today,
    )
    activity = replace(
        activity,
        form=SCOPE_FORMS[activity.scope],
        session=CriticismSession(),
    )
    said = say(
        "Opened the session for {year}, {activity}, planned for {day}.",
        year=str(year),
        activity=activity_phrase(branch, activity),
        day=activity.day,
    )
    carried = carried_tasks(branch, activity, today)
    if carried:
        said = say(
            "{opened} Open measures carried over: {tasks}.",
            opened=said,
            tasks=tuple(task_said(branch, task) for task in carried),
        )
    return Change(
        branch.add("activities", activity), said, (ChangedRecord("activities", activity.id),)
    )


def find_session(branch: Branch) -> Activity:
    """Return the session that is meant where none is named: of the latest year, not closed yet.

    Where none was opened, it is the latest organizational-life meeting.

    Raises:
        UnknownNameError: there is none.
        InvalidRecordError: several are open.
    """
    meetings = [
        one
        for one in branch.activities.values()
        if one.kind == ORGANIZATIONAL_LIFE_MEETING and one.state != "cancelled"
    ]
    running = [one for one in meetings if one.session is not None and one.session.closed is None]
    if running:
        return only_match(branch, of_latest_year(running))
    if not meetings:
        raise UnknownNameError(
            say("there is no organizational-life meeting yet"),
            hint=say("open one with 'orglife criticism open YEAR'"),
        )
    latest = max(one.day for one in meetings)
    return only_match(branch, [one for one in meetings if one.day == latest])


def prepare_session(
    branch: Branch, activity: Activity, step: str, *, on: date, today: date
) -> Change:
    """Record a step of the preparation: theme, study, talks, opinions.

    Raises:
        InvalidRecordError: the session is closed; the day is before the founding, to come, or after
            the meeting.
        ChoiceError: an unknown step.
    """
    session = running_session(branch, activity)
    code = parse_term(step, SESSION_STEPS, say("step of the preparation"))
    if not branch.meta.founded <= on <= today:
        raise InvalidRecordError(
            say("{day} is before the founding or still to come", day=on),
            hint=say("a step is recorded once it is done"),
        )
    if activity.held is not None and on > activity.held:
        raise InvalidRecordError(
            say("{day} is after the meeting of {held}", day=on, held=activity.held)
        )
    said = say(
        "{step} on {day}, for {activity}.",
        step=SESSION_STEPS[code],
        day=on,
        activity=activity_phrase(branch, activity),
    )
    steps = {key: on if key == code else session.steps.get(key) for key in SESSION_STEPS}
    kept = {key: day for key, day in steps.items() if day is not None}
    return put_activity(branch, replace(activity, session=replace(session, steps=kept)), said)


def hold_session(
    branch: Branch, activity: Activity, entry: ActivityEntry, *, recorded: date
) -> Change:
    """Set a planned session held, its expected list frozen; the same record as `log` makes.

    Raises:
        InvalidRecordError: it was held already, or a step of its preparation is later.
    """
    session = running_session(branch, activity)
    if activity.state == "held":
        raise InvalidRecordError(
            say("{activity} was held already", activity=describe_activity(branch, activity)),
            hint=say("'orglife activity edit' changes it"),
        )
    late = [step for step, day in session.steps.items() if day > entry.day]
    if late:
        raise InvalidRecordError(
            say(
                "prepared after the meeting of {day}: {steps}",
                day=entry.day,
                steps=tuple(SESSION_STEPS[step] for step in late),
            )
        )
    told = entry._replace(
        kind=ORGANIZATIONAL_LIFE_MEETING,
        form=SCOPE_FORMS[activity.scope],
        group=f"#{activity.group}" if activity.group is not None else "",
        fields={
            "for_year": activity.for_year,
            **entry.fields,
            "planned": activity.planned,
        },
    )
    made = activity_records(branch, told, recorded=recorded)
    held = merge_with_plan(activity, made.activities[0])
    missing = tuple(term for step, term in SESSION_STEPS.items() if step not in session.steps)
    warnings = log_warnings(branch, (held,))
    if missing:
        warnings.append(say("not prepared (OLM-STEPS): {steps}", steps=missing))
    return put_activity(branch, held, recorded_summary(branch, (held,)), tuple(warnings))


def close_session(branch: Branch, activity: Activity, *, on: date) -> Change:
    """Close a session; its measures stay open until each is done.

    Raises:
        InvalidRecordError: it was not held, or is closed.
        RuleBrokenError: problems were found and nothing was resolved (OLM-MEASURES).
    """
    session = running_session(branch, activity)
    refuse_unheld(branch, activity, NOT_YET)
    measures = measures_of(branch, activity)
    found = problems_of(session)
    if found and not measures:
        raise RuleBrokenError(
            say_n(
                "{n} problem was found and no measure resolved (OLM-MEASURES)",
                "{n} problems were found and no measure resolved (OLM-MEASURES)",
                len(found),
            ),
            hint=say("add one: orglife criticism add NAME --measure TEXT --due DATE"),
        )
    expected = activity.attendance.attendees if activity.attendance is not None else frozenset()
    silent = [
        key for key in sorted(expected) if key not in session.parts or not session.parts[key].made
    ]
    warnings: tuple[Message, ...] = ()
    if silent:
        warnings = (
            say(
                "no self-criticism is recorded of (OLM-SELF): {names}",
                names=tuple(branch.members[key].name for key in silent),
            ),
        )
    said = say_n(
        "Closed {activity}; {n} measure to carry out.",
        "Closed {activity}; {n} measures to carry out.",
        len([task for task in measures if task.closed is None]),
        activity=activity_phrase(branch, activity),
    )
    changed = replace(activity, session=replace(session, closed=on))
    return put_activity(branch, changed, said, warnings)


def running_session(branch: Branch, activity: Activity) -> CriticismSession:
    """Return the session of an activity, empty where it has none yet.

    Raises:
        InvalidRecordError: another kind, cancelled, finalized, or closed.
    """
    if activity.kind != ORGANIZATIONAL_LIFE_MEETING or activity.state == "cancelled":
        raise InvalidRecordError(
            say("{activity} is no criticism session", activity=describe_activity(branch, activity))
        )
    session = activity.session or CriticismSession()
    refuse_closed(branch, activity, session.closed)
    return session


class CriticismEntry(NamedTuple):
    """A part as it is told. Without a `name`, the problems are those of the branch itself.

    `problems` are pairs of field and text, of which the text may be empty; `received` and `given`
    are numbers of opinions, None where nothing is said of them.
    """

    name: str = ""
    made: bool = False
    received: int | None = None
    accepted: bool = False
    given: int | None = None
    problems: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    owner: str = ""
    due: date | None = None


def add_part(branch: Branch, activity: Activity, part: CriticismEntry, *, today: date) -> Change:
    """Add to a member's part, or to the problems of the branch; measures become tasks.

    Said again, numbers replace the earlier ones and problems are added.

    Raises:
        InvalidRecordError: not held yet, closed; somebody who should not have attended; numbers
            below zero; nothing said.
        UsageError: a measure without an owner or a due date.
        ChoiceError: a field that is none of the five.
    """
    session = running_session(branch, activity)
    refuse_unheld(branch, activity, NOT_YET)
    fields = tuple(
        parse_term(field, PROBLEM_FIELDS, say("field of problems")) for field, _ in part.problems
    )
    warnings: tuple[Message, ...] = ()
    member: int | None = None
    if part.name:
        member, warnings = _attendant(branch, activity, part.name)
        parts = {**session.parts, member: _merged(session, member, part, fields)}
        session = replace(session, parts=dict(sorted(parts.items())))
    else:
        _refuse_personal(part)
        session = replace(session, problems=(*session.problems, *fields))
    branch = branch.put("activities", replace(activity, session=session))
    branch = _keep_texts(branch, activity, member, fields, part)
    records = [ChangedRecord("activities", activity.id)]
    said = say(
        "{activity}: {part}",
        activity=activity_phrase(branch, activity),
        part=_part_said(branch, session, member),
    )
    for measure in part.measures:
        task = add_task(branch, _undertaking(activity, part, measure, fields), today=today)
        branch = task.branch
        records += task.records
        said = say("{first} {then}", first=said, then=task.summary)
    return Change(branch, said, tuple(records), warnings)


def _attendant(branch: Branch, activity: Activity, name: str) -> tuple[int, tuple[Message, ...]]:
    member = find_member(branch, name)
    attendance = activity.attendance
    if attendance is not None and member.id not in attendance.expected:
        raise InvalidRecordError(
            say(
                "{name} was not expected at the meeting of {day}",
                name=member.name,
                day=activity.day,
            ),
            hint=say("'orglife activity show {id}' lists who was", id=activity.id),
        )
    if attendance is not None and member.id not in attendance.attendees:
        return member.id, (
            say("{name} was not at the meeting of {day}", name=member.name, day=activity.day),
        )
    return member.id, ()


def _merged(
    session: CriticismSession, member: int, part: CriticismEntry, fields: tuple[str, ...]
) -> SelfCriticism:
    for number in (part.received, part.given):
        if number is not None and number < 0:
            raise InvalidRecordError(
                say("{number}: a number of opinions is not negative", number=number)
            )
    said = (part.made, part.accepted, part.received is not None, part.given is not None)
    if not (any(said) or fields or part.measures):
        raise UsageError(
            say("nothing is said of {name}", name=part.name),
            hint=say("as in: --self --received 3 --accepted"),
        )
    old = session.parts.get(member, SelfCriticism())
    new = replace(
        old,
        made=old.made or part.made,
        received=old.received if part.received is None else part.received,
        given=old.given if part.given is None else part.given,
        accepted=old.accepted or part.accepted,
        problems=(*old.problems, *fields),
    )
    if part.accepted and not new.received:
        raise InvalidRecordError(
            say("{name} received no opinion that could be accepted", name=part.name),
            hint=say("give their number with --received"),
        )
    return new


def _refuse_personal(part: CriticismEntry) -> None:
    if part.made or part.accepted or part.received is not None or part.given is not None:
        raise UsageError(
            say("whose self-criticism was it?"),
            hint=say("begin with the name: orglife criticism add NAME --self"),
        )
    if not part.problems and not part.measures:
        raise UsageError(
            say("there is nothing to add"),
            hint=say("as in: --problem style:TEXT --measure TEXT --owner NAME --due DATE"),
        )


def _keep_texts(
    branch: Branch,
    activity: Activity,
    member: int | None,
    fields: tuple[str, ...],
    part: CriticismEntry,
) -> Branch:
    for field, (_, text) in zip(fields, part.problems, strict=True):
        if text.strip():
            body = PrivateText(
                id=branch.next_id("private"),
                table="activities",
                record=activity.id,
                member=member,
                label=f"problem:{field}",
                text=text.strip(),
                on=activity.day,
            )
            branch = branch.add("private", body)
    return branch


def _undertaking(
    activity: Activity, part: CriticismEntry, measure: str, fields: tuple[str, ...]
) -> TaskEntry:
    owner = part.owner or part.name
    if not owner:
        raise UsageError(
            say("who carries the measure out?"), hint=say("name the owner with --owner")
        )
    if part.due is None:
        raise UsageError(
            say("by when is the measure to be carried out?"), hint=say("give the day with --due")
        )
    return TaskEntry(
        kind="rectification",
        subject=measure,
        opened=activity.day,
        owner=owner,
        due=part.due,
        source=activity.id,
        field=fields[0] if len(set(fields)) == 1 else "",
    )


def _part_said(branch: Branch, session: CriticismSession, member: int | None) -> Message:
    """Return the facts, never the texts."""
    if member is None:
        return say("problems of the branch: {n}.", n=len(session.problems))
    part = session.parts[member]
    return say(
        "{name}: self-criticism {made}, opinions received {received}, accepted {accepted},"
        " problems {problems}.",
        name=branch.members[member].name,
        made=say("yes") if part.made else say("no"),
        received=part.received,
        accepted=say("yes") if part.accepted else say("no"),
        problems=len(part.problems),
    )
