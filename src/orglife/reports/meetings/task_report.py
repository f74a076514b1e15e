"""What was undertaken in a period and what became of it, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.period import Period
from orglife.model.task import Task
from orglife.model.terms import TASK_KINDS
from orglife.reports.meetings.tasks import overdue, task_data, task_table
from orglife.reports.view import Block, Capital, Column, Heading, Line, Table, View


class Count(NamedTuple):
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


def task_counts(branch: Branch, period: Period, day: date) -> list[Count]:
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
        count = Count(
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


def counts_table(counts: Iterable[Count]) -> Table:
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
        tuple((Capital(TASK_KINDS[one.kind]), *one[1:]) for one in counts),
        styles=tuple("warning" if one.overdue else "" for one in counts),
        empty=say("Nothing was undertaken."),
    )


def count_data(one: Count) -> dict[str, Any]:
    """Return a count for programs."""
    return {**one._asdict(), "title": TASK_KINDS[one.kind]}
