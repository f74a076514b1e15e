"""Criticism, its sheet, appraisal.

A criticism session as it stands: preparation, each part, measures, what carries over.

The sheet of a criticism session that is handed out, filled in and brought back by `import`.

An appraisal as it stands: the grades that the meeting decided, and what they call for.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from orglife.messages import Message, say
from orglife.model.activity import Activity, Appraisal, CriticismSession, SelfCriticism
from orglife.model.branch import Branch, carried_tasks, measures_of
from orglife.model.names import describe_activity, kind_term, members_named
from orglife.model.roster import expected_on, members_known_full_on
from orglife.model.terms import ACTIVITY_STATES, GRADES, PROBLEM_FIELDS, SESSION_STEPS
from orglife.model.voting import excellent_limit
from orglife.reports.language import Capitalized
from orglife.reports.meetings.activities import bodies_blocks, bodies_data, private_texts_of
from orglife.reports.meetings.tasks import task_data, task_table
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View


def criticism_view(branch: Branch, activity: Activity, day: date, *, private: bool = False) -> View:
    """Return the session; what is carried over from earlier ones is judged on `day`.

    Texts kept apart are shown with `private` only.
    """
    session = activity.session or CriticismSession()
    measures = measures_of(branch, activity)
    carried = carried_tasks(branch, activity, day)
    attendees = _attendees(activity, session)
    data = {
        "schema": "orglife.criticism/1",
        "branch": branch.meta.name,
        "as_of": day,
        "activity": activity.id,
        "state": activity.state,
        "day": activity.day,
        "for_year": activity.for_year,
        "form": activity.form,
        "group": activity.group,
        "steps": [{"step": step, "on": session.steps.get(step)} for step in SESSION_STEPS],
        "members": [_part_data(branch, session, key) for key in attendees],
        "problems": list(session.problems),
        "measures": [task_data(branch, task, day) for task in measures],
        "carried": [task_data(branch, task, day) for task in carried],
        "closed": session.closed,
    }
    heading = say(
        "{kind} #{id}", kind=Capitalized(kind_term(branch, activity.kind)), id=activity.id
    )
    blocks: list[Block] = [Heading(heading, activity.day.isoformat())]
    blocks += [Line(line) for line in _state(activity, session)]
    blocks.append(_steps(session))
    if attendees:
        blocks.append(_parts(branch, session, attendees))
    if session.problems:
        blocks.append(
            Line(say("Problems of the branch: {fields}", fields=_fields(session.problems)))
        )
    blocks.append(
        replace(
            task_table(branch, measures, day),
            title=say("Measures of this session"),
            empty=say("No measure yet."),
        )
    )
    blocks.append(
        replace(
            task_table(branch, carried, day),
            title=say("Open measures of earlier sessions"),
            empty=say("None is open."),
        )
    )
    if private:
        bodies = private_texts_of(branch, "activities", activity.id)
        data["private"] = bodies_data(branch, bodies)
        blocks += bodies_blocks(branch, bodies)
    blocks.append(Line(_next(activity, session), "hint"))
    return View(data, tuple(blocks))


def _attendees(activity: Activity, session: CriticismSession) -> list[int]:
    """Return whose part is shown: everyone who was there, and everyone with a part."""
    came = activity.attendance.attendees if activity.attendance is not None else frozenset()
    return sorted(came | frozenset(session.parts))


def _part_data(branch: Branch, session: CriticismSession, key: int) -> dict[str, Any]:
    part = session.parts.get(key, SelfCriticism())
    return {
        "id": key,
        "name": branch.members[key].name,
        "self_criticism": part.made,
        "received": part.received,
        "given": part.given,
        "accepted": part.accepted,
        "problems": list(part.problems),
    }


def _state(activity: Activity, session: CriticismSession) -> list[Message]:
    found = [say("State: {state}", state=ACTIVITY_STATES[activity.state])]
    if activity.for_year is not None:
        found.append(say("For the year {text}", text=str(activity.for_year)))
    if session.closed is not None:
        found.append(say("Closed on {day}", day=session.closed))
    return found


def _steps(session: CriticismSession) -> Table:
    return Table(
        columns=(Column("step", say("Preparation")), Column("on", say("Day"))),
        rows=tuple(
            (term, session.steps.get(step) or say("not recorded"))
            for step, term in SESSION_STEPS.items()
        ),
    )


def _parts(branch: Branch, session: CriticismSession, attendees: list[int]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for key in attendees:
        part = session.parts.get(key, SelfCriticism())
        rows.append(
            (
                branch.members[key].name,
                say("yes") if part.made else say("no"),
                part.received,
                say("yes") if part.accepted else say("no"),
                say("{fields}", fields=_fields(part.problems)) if part.problems else None,
            )
        )
    return Table(
        columns=(
            Column("name", say("Member")),
            Column("self_criticism", say("Self-criticism")),
            Column("received", say("Opinions received"), "right"),
            Column("accepted", say("Accepted")),
            Column("problems", say("Problems")),
        ),
        rows=tuple(rows),
    )


def _fields(codes: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(PROBLEM_FIELDS[code] for code in codes)


def _next(activity: Activity, session: CriticismSession) -> Message:
    if session.closed is not None:
        return say("Next: orglife task done N --result TEXT, measure by measure")
    if activity.state == "planned":
        left = [step for step in SESSION_STEPS if step not in session.steps]
        if left:
            return say("Next: orglife criticism prepare {step} --on DATE", step=left[0])
        return say("Next: orglife criticism hold --on DATE")
    return say(
        "Next: orglife criticism add NAME --self --received N, then: orglife criticism close"
    )


def criticism_sheet_view(branch: Branch, activity: Activity, day: date) -> View:
    """Return a row for everyone who should attend, with the facts on record; never with texts."""
    session = activity.session or CriticismSession()
    expected = (
        sorted(activity.attendance.expected)
        if activity.attendance is not None
        else [one.id for one in expected_on(branch, day, activity.scope, activity.group)]
    )
    parts = [(key, session.parts.get(key, SelfCriticism())) for key in expected]
    table = Table(
        columns=(
            Column("name", say("Member's name")),
            Column("self_criticism", say("Self-criticism")),
            Column("received", say("Opinions received"), "right"),
            Column("accepted", say("Accepted")),
            Column("field", say("Problem field")),
            Column("problem", say("Problem")),
            Column("measure", say("Measure")),
            Column("owner", say("Owner")),
            Column("due", say("Due")),
            Column("meeting", say("Meeting")),
        ),
        rows=tuple(
            (
                _alone(branch, key),
                say("yes") if part.made else None,
                part.received if key in session.parts else None,
                say("yes") if part.accepted else None,
                None,
                None,
                None,
                None,
                None,
                f"#{activity.id}",
            )
            for key, part in parts
        ),
    )
    data = {
        "schema": "orglife.criticism-sheet/1",
        "branch": branch.meta.name,
        "as_of": day,
        "activity": activity.id,
        "members": [
            {
                "id": key,
                "name": branch.members[key].name,
                "self_criticism": part.made,
                "received": part.received,
                "accepted": part.accepted,
            }
            for key, part in parts
        ],
    }
    return View(
        data,
        (
            Heading(describe_activity(branch, activity), branch.meta.name),
            table,
            Line(say("Filled in, it comes back with: orglife import FILE"), "hint"),
        ),
        table,
    )


def _alone(branch: Branch, key: int) -> str:
    """Return the name of a member; of namesakes `Zhang Wei #12`, so that the row comes back."""
    name = branch.members[key].name
    return name if len(members_named(branch, name)) == 1 else f"{name} #{key}"


def appraisal_view(branch: Branch, activity: Activity, day: date) -> View:
    """Return the grades by name, their numbers, and the measures; never an order of rank."""
    appraisal = activity.appraisal or Appraisal()
    grades = appraisal.grades
    full = [member.id for member in members_known_full_on(branch, activity.day)]
    limit = excellent_limit(len(full))
    measures = measures_of(branch, activity)
    data = {
        "schema": "orglife.appraisal/1",
        "branch": branch.meta.name,
        "as_of": day,
        "activity": activity.id,
        "state": activity.state,
        "day": activity.day,
        "for_year": activity.for_year,
        "grades": [
            {"id": key, "name": branch.members[key].name, "grade": code, "title": GRADES[code]}
            for key, code in grades.items()
        ],
        "excellent_limit": limit,
        "measures": [task_data(branch, task, day) for task in measures],
        "closed": appraisal.closed,
    }
    heading = say(
        "{kind} #{id}", kind=Capitalized(kind_term(branch, activity.kind)), id=activity.id
    )
    blocks: list[Block] = [
        Heading(heading, activity.day.isoformat()),
        Line(say("State: {state}", state=ACTIVITY_STATES[activity.state])),
    ]
    if activity.for_year is not None:
        blocks.append(Line(say("For the year {text}", text=str(activity.for_year))))
    if appraisal.closed is not None:
        blocks.append(Line(say("Closed on {day}", day=appraisal.closed)))
    blocks.append(
        Table(
            columns=(Column("name", say("Member")), Column("grade", say("Grade"))),
            rows=tuple((branch.members[key].name, GRADES[code]) for key, code in grades.items()),
            empty=say("Nobody is graded yet."),
        )
    )
    excellent = sum(grades.get(key) == "excellent" for key in full)
    blocks.append(
        Line(
            say(
                "{found} of {full} full members excellent, at most {limit}",
                found=excellent,
                full=len(full),
                limit=limit,
            ),
            "warning" if excellent > limit else "",
        )
    )
    if measures:
        blocks.append(
            replace(task_table(branch, measures, day), title=say("Measures of this appraisal"))
        )
    return View(data, tuple(blocks))
