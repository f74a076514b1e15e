"""The problems that a criticism session found, and the measures that answer them."""

from __future__ import annotations

from datetime import date

from orglife.messages import say
from orglife.model.activity import Activity, CriticismSession
from orglife.model.branch import Branch, carried_tasks, measures_of
from orglife.model.terms import PROBLEM_FIELDS
from orglife.reports.meetings.activities import bodies_blocks, bodies_data, private_texts_of
from orglife.reports.meetings.tasks import task_data, task_table
from orglife.reports.papers.yearly_papers import problems_paper
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View


def problems_form(branch: Branch, activity: Activity, day: date, *, private: bool = False) -> View:
    """Return both lists of a session; texts of problems, kept apart, with `private` only."""
    session = activity.session or CriticismSession()
    measures = measures_of(branch, activity)
    carried = carried_tasks(branch, activity, day)
    found = [(None, field) for field in session.problems] + [
        (key, field) for key in sorted(session.parts) for field in session.parts[key].problems
    ]
    data = {
        "schema": "orglife.problems-form/1",
        "branch": branch.meta.name,
        "as_of": day,
        "activity": activity.id,
        "day": activity.day,
        "for_year": activity.for_year,
        "problems": [
            {"field": field, "member": key, "name": _name(branch, key)} for key, field in found
        ],
        "measures": [task_data(branch, task, day) for task in measures],
        "carried": [task_data(branch, task, day) for task in carried],
    }
    rows: list[tuple[Cell, ...]] = [
        (at, PROBLEM_FIELDS[field], _name(branch, key) or say("the branch"))
        for at, (key, field) in enumerate(found, 1)
    ]
    table = Table(
        (
            Column("number", say("No."), "right"),
            Column("field", say("Field")),
            Column("from", say("From")),
        ),
        tuple(rows),
        title=say("Problems found"),
        empty=say("No problem is on record."),
    )
    blocks: list[Block] = [
        Heading(say("Problems and measures"), branch.meta.name),
        table,
        Line(""),
        task_table(branch, [*measures, *carried], day),
    ]
    if private:
        bodies = private_texts_of(branch, "activities", activity.id)
        data["private"] = bodies_data(branch, bodies)
        blocks += bodies_blocks(branch, bodies)
    return View(
        data,
        tuple(blocks),
        paper=lambda language: problems_paper(branch, activity, day, language, private=private),
    )


def _name(branch: Branch, key: int | None) -> str | None:
    return branch.members[key].name if key is not None else None
