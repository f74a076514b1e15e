"""The criticism session: an organizational-life meeting from its preparation to its close.

Branch regulation, Art. 17: theme, study, talks and opinions before; problems, criticism and
self-criticism at it; measures after it, carried out one by one. One record: `open` plans it, `hold`
sets it held, `log` makes the same kind of record at once. What was said is optional and stands in
`private`; the record holds facts and numbers.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.actions.meetings.entry import SCOPE_FORMS, ActivityEntry
from orglife.actions.meetings.fulfil import fulfilled
from orglife.actions.meetings.log import activity_records
from orglife.actions.meetings.log_checks import log_warnings
from orglife.actions.meetings.record import put_activity, refuse_unheld
from orglife.actions.meetings.said import activity_said, named_activity
from orglife.actions.meetings.task import task_said
from orglife.actions.meetings.yearly import of_latest_year, plan_for_year, refuse_over, the_one
from orglife.errors import InvalidRecordError, RuleBrokenError, UnknownNameError
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity, Session
from orglife.model.branch import Branch
from orglife.model.names import choose
from orglife.model.session import OLM, carried_tasks, measures_of, problems_of
from orglife.model.terms import SESSION_STEPS
from orglife.model.which import in_short

NOT_YET = say("set it held first: orglife criticism hold --on DATE")


def open_session(
    branch: Branch, year: int, *, form: str, group: str = "", planned: date | None, today: date
) -> Change:
    """Plan the organizational-life meeting for `year`; open measures of earlier ones carry over.

    Raises:
        InvalidRecordError, UsageError: as `plan_for_year`.
    """
    activity = plan_for_year(
        branch, OLM, year, form=form, group=group, planned=planned, today=today
    )
    activity = replace(
        activity,
        form=SCOPE_FORMS[activity.scope],
        session=Session(),
    )
    said = say(
        "Opened the session for {year}, {activity}, planned for {day}.",
        year=str(year),
        activity=named_activity(branch, activity),
        day=activity.day,
    )
    carried = carried_tasks(branch, activity, today)
    if carried:
        said = say(
            "{opened} Open measures carried over: {tasks}.",
            opened=said,
            tasks=tuple(task_said(branch, task) for task in carried),
        )
    return Change(branch.add("activities", activity), said, (Changed("activities", activity.id),))


def find_session(branch: Branch) -> Activity:
    """Return the session that is meant where none is named: of the latest year, not closed yet.

    Where none was opened, it is the latest organizational-life meeting.

    Raises:
        UnknownNameError: there is none.
        InvalidRecordError: several are open.
    """
    meetings = [
        one for one in branch.activities.values() if one.kind == OLM and one.state != "cancelled"
    ]
    running = [one for one in meetings if one.session is not None and one.session.closed is None]
    if running:
        return the_one(branch, of_latest_year(running))
    if not meetings:
        raise UnknownNameError(
            say("there is no organizational-life meeting yet"),
            hint=say("open one with 'orglife criticism open YEAR'"),
        )
    latest = max(one.day for one in meetings)
    return the_one(branch, [one for one in meetings if one.day == latest])


def prepare(branch: Branch, activity: Activity, step: str, *, on: date, today: date) -> Change:
    """Record a step of the preparation: theme, study, talks, opinions.

    Raises:
        InvalidRecordError: the session is closed; the day is before the founding, to come, or after
            the meeting.
        ChoiceError: an unknown step.
    """
    session = running_session(branch, activity)
    code = choose(step, SESSION_STEPS, say("step of the preparation"))
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
        activity=named_activity(branch, activity),
    )
    steps = {key: on if key == code else session.steps.get(key) for key in SESSION_STEPS}
    kept = {key: day for key, day in steps.items() if day is not None}
    return put_activity(branch, replace(activity, session=replace(session, steps=kept)), said)


def hold(branch: Branch, activity: Activity, entry: ActivityEntry, *, recorded: date) -> Change:
    """Set a planned session held, its expected list frozen; the same record as `log` makes.

    Raises:
        InvalidRecordError: it was held already, or a step of its preparation is later.
    """
    session = running_session(branch, activity)
    if activity.state == "held":
        raise InvalidRecordError(
            say("{activity} was held already", activity=in_short(branch, activity)),
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
        kind=OLM,
        form=SCOPE_FORMS[activity.scope],
        group=f"#{activity.group}" if activity.group is not None else "",
        for_year=entry.for_year or activity.for_year,
        planned=activity.planned,
    )
    made = activity_records(branch, told, recorded=recorded)
    held = fulfilled(activity, made.activities[0])
    missing = tuple(term for step, term in SESSION_STEPS.items() if step not in session.steps)
    warnings = log_warnings(branch, (held,))
    if missing:
        warnings.append(say("not prepared (OLM-STEPS): {steps}", steps=missing))
    return put_activity(branch, held, activity_said(branch, (held,)), tuple(warnings))


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
    expected = activity.attendance.came if activity.attendance is not None else frozenset()
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
        activity=named_activity(branch, activity),
    )
    changed = replace(activity, session=replace(session, closed=on))
    return put_activity(branch, changed, said, warnings)


def running_session(branch: Branch, activity: Activity) -> Session:
    """Return the session of an activity, empty where it has none yet.

    Raises:
        InvalidRecordError: another kind, cancelled, finalized, or closed.
    """
    if activity.kind != OLM or activity.state == "cancelled":
        raise InvalidRecordError(
            say("{activity} is no criticism session", activity=in_short(branch, activity))
        )
    session = activity.session or Session()
    refuse_over(branch, activity, session.closed)
    return session
