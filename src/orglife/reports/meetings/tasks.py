"""List, one, by kind.

Tasks: the list with what is overdue marked, and one of them.

What was undertaken in a period and what became of it, kind by kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.names import describe_activity
from orglife.model.task import PRIVATE_FIELDS, Task, without_private_text
from orglife.model.terms import PROBLEM_FIELDS, TASK_KINDS
from orglife.reports.language import Capitalized
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View

PRIVATE_HINT = Line(say("--with-private shows what care is about"), "hint")

COLUMNS = (
    Column("id", say("No."), "right"),
    Column("kind", say("Kind")),
    Column("subject", say("Subject")),
    Column("owner", say("Owner")),
    Column("due", say("Due")),
    Column("state", say("State")),
)


def tasks_view(
    branch: Branch, day: date, *, kind: str = "", closed: bool = False, private: bool = False
) -> View:
    """Return the tasks on `day`: open ones by due date, then, with `closed`, those done.

    With `private` it is told what care is about too.
    """
    known = [
        task
        for task in branch.tasks.values()
        if task.opened <= day and (not kind or task.kind == kind)
    ]
    running = sorted(
        (task for task in known if task.open_on(day)),
        key=lambda task: (task.due is None, task.due or day, task.id),
    )
    done = [task for task in known if not task.open_on(day)]
    done.sort(key=lambda task: (task.closed or day, task.id), reverse=True)
    shown = running + (done if closed else [])
    late = sum(overdue(task, day) for task in running)
    data = {
        "schema": "orglife.tasks/1",
        "branch": branch.meta.name,
        "as_of": day,
        "tasks": [task_data(branch, task, day, private=private) for task in shown],
    }
    blocks: list[Block] = [
        Heading(say("Tasks of {branch}", branch=branch.meta.name), day.isoformat()),
        task_table(branch, shown, day, private=private),
        Line(
            say_n("{n} open, {late} overdue", "{n} open, {late} overdue", len(running), late=late),
            "warning" if late else "",
        ),
    ]
    if done and not closed:
        blocks.append(
            Line(
                say_n("{n} done; --all shows it too", "{n} done; --all shows them too", len(done)),
                "hint",
            )
        )
    if not private and any(task.is_private for task in shown):
        blocks.append(PRIVATE_HINT)
    return View(data, tuple(blocks))


def task_view(branch: Branch, task: Task, day: date, *, private: bool = False) -> View:
    """Return one task with its progress and result; of care only with `private`."""
    data = {
        "schema": "orglife.task/1",
        "branch": branch.meta.name,
        "as_of": day,
        **task_data(branch, task, day, private=private),
    }
    hidden = task.is_private and not private
    task = task if private else without_private_text(task)
    lines: list[Message] = [task_state(task, day)]
    if task.owner is not None:
        lines.append(say("Owner: {name}", name=branch.members[task.owner].name))
    lines.append(say("Opened on {day}", day=task.opened))
    if task.due is not None:
        lines.append(say("Due on {day}", day=task.due))
    if task.field:
        lines.append(say("Field: {field}", field=PROBLEM_FIELDS[task.field]))
    if task.channel:
        lines.append(say("Received by: {text}", text=task.channel))
    source = branch.activities.get(task.source) if task.source is not None else None
    if source is not None:
        lines.append(say("Undertaken at: {activity}", activity=describe_activity(branch, source)))
    lines += [say("{day}: {text}", day=note.on, text=note.text) for note in task.progress]
    if task.result:
        lines.append(say("Result: {text}", text=task.result))
    if task.evidence:
        lines.append(say("Evidence: {text}", text=task.evidence))
    if task.checked_by is not None:
        lines.append(say("Checked by: {name}", name=branch.members[task.checked_by].name))
    heading = say("{kind} #{id}", kind=Capitalized(TASK_KINDS[task.kind]), id=task.id)
    hint = (PRIVATE_HINT,) if hidden else ()
    told = (Line(line) for line in lines)
    return View(data, (Heading(heading), Line(_subject(task)), *told, *hint))


def task_table(branch: Branch, tasks: Iterable[Task], day: date, *, private: bool = False) -> Table:
    """Return tasks as a table; an overdue one says so in words.

    Of private kinds it says only that they are there, unless `private`.
    """
    shown = [task if private else without_private_text(task) for task in tasks]
    return Table(
        columns=COLUMNS,
        rows=tuple(_row(branch, task, day) for task in shown),
        styles=tuple("warning" if overdue(task, day) else "" for task in shown),
        empty=say("No task is open."),
    )


def overdue(task: Task, day: date) -> bool:
    """Whether the task is open after its due day."""
    return task.due is not None and task.due < day and task.open_on(day)


def task_state(task: Task, day: date) -> Message:
    """Return whether it is open, overdue (by how many days) or done."""
    if not task.open_on(day):
        return say("done on {day}", day=task.closed)
    if task.due is not None and task.due < day:
        return say_n("overdue by {n} day", "overdue by {n} days", (day - task.due).days)
    return say("open")


def task_data(branch: Branch, task: Task, day: date, *, private: bool = False) -> dict[str, Any]:
    """Return a task for programs; unless `private` of private kinds without what and whom."""
    open_now = task.open_on(day)
    hidden = dict.fromkeys(PRIVATE_FIELDS) if task.is_private and not private else {}
    return {
        "id": task.id,
        "kind": task.kind,
        "title": TASK_KINDS[task.kind],
        "subject": task.subject,
        "owner": None
        if task.owner is None
        else {"id": task.owner, "name": branch.members[task.owner].name},
        "opened": task.opened,
        "due": task.due,
        "closed": None if open_now else task.closed,
        "state": "open" if open_now else "done",
        "overdue": overdue(task, day),
        "source": task.source,
        "field": task.field,
        "channel": task.channel,
        "progress": [
            {"on": note.on, "text": note.text} for note in task.progress if note.on <= day
        ],
        "result": "" if open_now else task.result,
        "evidence": task.evidence,
        "checked_by": task.checked_by,
        **hidden,
        **({"progress": []} if hidden else {}),
    }


def _subject(task: Task) -> Message | str:
    return task.subject if task.subject or not task.is_private else say("(private)")


def _row(branch: Branch, task: Task, day: date) -> tuple[Cell, ...]:
    return (
        f"#{task.id}",
        Capitalized(TASK_KINDS[task.kind]),
        _subject(task),
        branch.members[task.owner].name if task.owner is not None else None,
        task.due,
        task_state(task, day),
    )


class TaskCount(NamedTuple):
    """How many tasks of one kind; all as the last day of the period, or the day of asking, sees."""

    kind: str
    carried: int
    """Open when the period began."""
    opened: int
    done: int
    late: int
    """Of those done, after the day on which they were due."""
    open: int
    overdue: int


def task_report_view(branch: Branch, period: Period, day: date) -> View:
    """Return the tasks of `period` by kind, and those that are open at its end (or on `day`)."""
    end = min(period.last, day)
    counts = task_counts(branch, period, day)
    running = open_tasks(branch, end)
    data = {
        "schema": "orglife.task-report/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": period.label,
        "kinds": [count_data(one) for one in counts],
        "open": [task_data(branch, one, end) for one in running],
    }
    blocks: list[Block] = [
        Heading(say("{branch}: what was undertaken", branch=branch.meta.name), period.label),
        counts_table(counts),
    ]
    if running:
        blocks += [Line(""), task_table(branch, running, end)]
    return View(data, tuple(blocks))


def task_counts(branch: Branch, period: Period, day: date) -> list[TaskCount]:
    """Return one count for each kind of task that there was, in the order of the kinds."""
    end = min(period.last, day)
    before = period.first - timedelta(days=1)
    found = []
    for kind in TASK_KINDS:
        tasks = [one for one in branch.tasks.values() if one.kind == kind and one.opened <= end]
        done = [
            one for one in tasks if one.closed is not None and period.first <= one.closed <= end
        ]
        running = [one for one in tasks if one.open_on(end)]
        count = TaskCount(
            kind,
            carried=sum(one.open_on(before) for one in tasks),
            opened=sum(one.opened in period for one in tasks),
            done=len(done),
            late=sum(one.due is not None and (one.closed or end) > one.due for one in done),
            open=len(running),
            overdue=sum(overdue(one, end) for one in running),
        )
        if any(count[1:]):
            found.append(count)
    return found


def open_tasks(branch: Branch, day: date) -> list[Task]:
    """Return what is open on `day`, the soonest due first."""
    return sorted(
        (one for one in branch.tasks.values() if one.open_on(day)),
        key=lambda one: (one.due is None, one.due or day, one.id),
    )


def counts_table(counts: Iterable[TaskCount]) -> Table:
    """Return the counts as a table."""
    return Table(
        (
            Column("kind", say("Kind")),
            Column("carried", say("Open before"), "right"),
            Column("opened", say("Opened"), "right"),
            Column("done", say("Done"), "right"),
            Column("late", say("Done after the day"), "right"),
            Column("open", say("Open"), "right"),
            Column("overdue", say("Overdue"), "right"),
        ),
        tuple((Capitalized(TASK_KINDS[one.kind]), *one[1:]) for one in counts),
        styles=tuple("warning" if one.overdue else "" for one in counts),
        empty=say("Nothing was undertaken."),
    )


def count_data(one: TaskCount) -> dict[str, Any]:
    """Return a count for programs."""
    return {**one._asdict(), "title": TASK_KINDS[one.kind]}
