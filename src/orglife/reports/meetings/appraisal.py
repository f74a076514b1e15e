"""An appraisal as it stands: the grades that the meeting decided, and what they call for."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from orglife.messages import say
from orglife.model.activity import Activity, Appraisal
from orglife.model.branch import Branch
from orglife.model.names import kind_term
from orglife.model.quorum import excellent_limit
from orglife.model.session import measures_of
from orglife.model.terms import ACTIVITY_STATES, GRADES
from orglife.reports.meetings.tasks import task_data, task_table
from orglife.reports.view import Block, Capital, Column, Heading, Line, Table, View


def appraisal_view(branch: Branch, activity: Activity, day: date) -> View:
    """Return the grades by name, their numbers, and the measures; never an order of rank."""
    appraisal = activity.appraisal or Appraisal()
    grades = appraisal.grades
    full = [key for key in grades if branch.members[key].stage_on(activity.day) == "full"]
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
    heading = say("{kind} #{id}", kind=Capital(kind_term(branch, activity.kind)), id=activity.id)
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
    excellent = sum(grades[key] == "excellent" for key in full)
    blocks.append(
        Line(
            say(
                "{found} of {full} excellent, at most {limit}",
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
