"""The tasks: what was undertaken, by whom and until when, and what became of it."""

from __future__ import annotations

from datetime import date

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.task import Task, kept_apart
from orglife.model.terms import PROBLEM_FIELDS, TASK_KINDS
from orglife.reports.exports.cells import column
from orglife.reports.meetings.tasks import task_data, task_state
from orglife.reports.view import Cell, Heading, Table, View, Weekday

COLUMNS = (
    column("id", "编号"),
    column("kind", "类别"),
    column("subject", "事项"),
    column("owner", "责任人"),
    column("opened", "提出日期"),
    column("due", "完成期限"),
    column("state", "状态"),
    column("closed", "办结日期"),
    column("result", "结果"),
    column("field", "问题类别"),
    column("source", "来源活动"),
)


def tasks_export(branch: Branch, day: date, *, private: bool) -> View:
    """Return every task opened by `day`, by id; what care is about only where `private`."""
    tasks = [one for one in branch.tasks.values() if one.opened <= day]
    data = {
        "schema": "orglife.tasks/1",
        "branch": branch.meta.name,
        "as_of": day,
        "tasks": [task_data(branch, one, day, private=private) for one in tasks],
    }
    shown = tasks if private else map(kept_apart, tasks)
    table = Table(COLUMNS, tuple(_row(branch, one, day) for one in shown))
    heading = Heading(
        say("{branch}: tasks", branch=branch.meta.name), say("as of {day}", day=Weekday(day))
    )
    return View(data, (heading, table), table)


def _row(branch: Branch, task: Task, day: date) -> tuple[Cell, ...]:
    open_now = task.open_on(day)
    return (
        task.id,
        TASK_KINDS[task.kind],
        task.subject or None,
        branch.members[task.owner].name if task.owner is not None else None,
        task.opened,
        task.due,
        task_state(task, day),
        None if open_now else task.closed,
        None if open_now else task.result or None,
        PROBLEM_FIELDS[task.field] if task.field else None,
        f"#{task.source}" if task.source is not None else None,
    )
