"""What is held once a year and what belongs to it: problems, measures, those carried over."""

from __future__ import annotations

from datetime import date

from orglife.model.activity import Activity, Session
from orglife.model.branch import Branch
from orglife.model.task import Task

OLM = "organizational-life-meeting"
APPRAISAL = "appraisal"
MEND = ("basically-qualified", "unqualified")
"""Grades that need a measure."""


def problems_of(session: Session) -> tuple[str, ...]:
    """Return the fields of all problems: the branch's own, then those of members by id."""
    own = [field for key in sorted(session.parts) for field in session.parts[key].problems]
    return (*session.problems, *own)


def measures_of(branch: Branch, activity: Activity) -> list[Task]:
    """Return the rectification tasks that this meeting resolved, by id."""
    return [
        task
        for task in branch.tasks.values()
        if task.kind == "rectification" and task.source == activity.id
    ]


def carried_tasks(branch: Branch, activity: Activity, day: date) -> list[Task]:
    """Return the rectification tasks of earlier sessions that are open on `day`, by id."""
    return [
        task
        for task in branch.tasks.values()
        if task.kind == "rectification" and task.source != activity.id and task.open_on(day)
    ]
