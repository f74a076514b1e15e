"""What was undertaken: one life cycle for every kind of task, from opened to done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.errors import InvalidRecordError, UnknownNameError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.names import find_member, parse_record_number, parse_term
from orglife.model.task import ProgressNote, Task
from orglife.model.terms import PROBLEM_FIELDS, TASK_KINDS, normalize


class TaskEntry(NamedTuple):
    """A task as it is told: kind, field and owner are text, looked up when it is recorded."""

    kind: str
    subject: str
    opened: date
    owner: str = ""
    due: date | None = None
    source: int | None = None
    """The id of the activity in which it was undertaken."""
    field: str = ""
    channel: str = ""


def add_task(branch: Branch, told: TaskEntry, *, today: date) -> Change:
    """Open a task.

    Raises:
        InvalidRecordError: no subject, opened before the founding or after today, due before it.
        ChoiceError: an unknown kind or field.
        UnknownNameError, AmbiguousNameError: the owner is nobody, or two.
    """
    task = Task(
        id=branch.next_id("tasks"),
        kind=parse_term(told.kind, TASK_KINDS, say("kind of task")),
        subject=_subject(told.subject),
        owner=find_member(branch, told.owner).id if told.owner else None,
        opened=told.opened,
        due=told.due,
        source=told.source,
        field=parse_term(told.field, PROBLEM_FIELDS, say("field of problems"))
        if told.field
        else "",
        channel=told.channel.strip(),
    )
    refuse_days(branch, task, today)
    said = say("Opened {task}.", task=task_said(branch, task))
    return Change(branch.add("tasks", task), said, (ChangedRecord("tasks", task.id),))


def undertaken_on(source: Activity | None, due: date | None, today: date) -> date:
    """Return when a task was undertaken of which nobody says it.

    At the activity it comes from; else today, or by the day it was due where that has passed.
    """
    if source is not None and source.held is not None:
        return source.held
    return today if due is None else min(today, due)


def find_task(branch: Branch, text: str) -> Task:
    """Return the task `12` or `#12`.

    Raises:
        UnknownNameError: there is none of this number.
    """
    bare = normalize(text)
    number = parse_record_number(text)
    if number is None and bare.isascii() and bare.isdecimal() and len(bare) < 16:
        number = int(bare)
    if number is None or number not in branch.tasks:
        raise UnknownNameError(
            say("there is no task {text} in {branch}", text=text, branch=branch.meta.name),
            hint=say("'orglife task list' shows the tasks with their numbers"),
        )
    return branch.tasks[number]


def close_task(
    branch: Branch,
    task: Task,
    *,
    on: date,
    today: date,
    result: str = "",
    evidence: str = "",
    checked_by: str = "",
) -> Change:
    """Close a task with its result.

    Raises:
        InvalidRecordError: it is closed, or `on` is before it was opened or after today.
    """
    if task.closed is not None:
        raise InvalidRecordError(
            say("task #{id} was done on {day} already", id=task.id, day=task.closed),
            hint=say("'orglife task reopen {id}' opens it again", id=task.id),
        )
    _refuse_outside(task, on, today)
    changed = replace(
        task,
        closed=on,
        result=result.strip(),
        evidence=evidence.strip() or task.evidence,
        checked_by=find_member(branch, checked_by).id if checked_by else task.checked_by,
    )
    said = say("Done on {day}: {task}.", day=on, task=task_said(branch, task))
    if task.due is not None and on > task.due:
        said = say(
            "Done on {day}, after {due}: {task}.",
            day=on,
            due=task.due,
            task=task_said(branch, task),
        )
    return _put(branch, changed, said)


def reopen_task(branch: Branch, task: Task) -> Change:
    """Open a closed task again; its result becomes a note of its progress.

    Raises:
        InvalidRecordError: it is open.
    """
    if task.closed is None:
        raise InvalidRecordError(say("task #{id} is open", id=task.id))
    progress = task.progress
    if task.result:
        progress = (*progress, ProgressNote(on=task.closed, text=task.result))
    changed = replace(task, closed=None, result="", progress=progress)
    return _put(branch, changed, say("Opened again: {task}.", task=task_said(branch, task)))


def edit_task(
    branch: Branch,
    task: Task,
    changes: Mapping[str, Any],
    *,
    today: date,
    progress: str = "",
    on: date | None = None,
) -> Change:
    """Change fields of a task (`subject`, `owner` as a name, `due`, ...) or note its progress.

    Raises:
        InvalidRecordError: the days do not fit, or the subject is empty.
        UnknownNameError, AmbiguousNameError: the owner is nobody, or two.
    """
    fields = dict(changes)
    if "subject" in fields:
        fields["subject"] = _subject(fields["subject"])
    if "owner" in fields:
        fields["owner"] = find_member(branch, fields["owner"]).id if fields["owner"] else None
    if "checked_by" in fields:
        fields["checked_by"] = find_member(branch, fields["checked_by"]).id
    if fields.get("field"):
        fields["field"] = parse_term(fields["field"], PROBLEM_FIELDS, say("field of problems"))
    if progress.strip():
        noted = on or today
        _refuse_outside(task, noted, today)
        fields["progress"] = (*task.progress, ProgressNote(on=noted, text=progress.strip()))
    changed = replace(task, **fields)
    if changed == task:
        return Change(branch, say("Task #{id} is so already.", id=task.id))
    refuse_days(branch, changed, today)
    return _put(branch, changed, say("Changed {task}.", task=task_said(branch, changed)))


def task_said(branch: Branch, task: Task) -> Message:
    """Return a task as a change line names it; care without its subject."""
    said = say("{kind} #{id}", kind=TASK_KINDS[task.kind], id=task.id)
    if not task.is_private:
        said = say("{task} {subject}", task=said, subject=task.subject)
    if task.owner is not None:
        said = say("{task}, owner {name}", task=said, name=branch.members[task.owner].name)
    if task.due is not None:
        said = say("{task}, due {due}", task=said, due=task.due)
    return said


def refuse_days(branch: Branch, task: Task, today: date) -> None:
    """Refuse days that can't be: opened before the founding or to come, due before it was opened.

    Raises:
        InvalidRecordError: with the days.
    """
    if task.opened < branch.meta.founded:
        raise InvalidRecordError(
            say(
                "{day} is before the branch was founded ({founded})",
                day=task.opened,
                founded=branch.meta.founded,
            )
        )
    if task.opened > today:
        raise InvalidRecordError(
            say("{day} is still to come: nothing can have been undertaken", day=task.opened)
        )
    if task.due is not None and task.due < task.opened:
        raise InvalidRecordError(
            say("due {due}, before it was opened ({day})", due=task.due, day=task.opened),
            hint=say("give --due a later day, or --on an earlier one"),
        )


def _refuse_outside(task: Task, on: date, today: date) -> None:
    if on < task.opened:
        raise InvalidRecordError(
            say("task #{id} was opened on {day} only", id=task.id, day=task.opened)
        )
    if on > today:
        raise InvalidRecordError(say("{day} is still to come", day=on))


def _subject(text: str) -> str:
    if not text.strip():
        raise InvalidRecordError(
            say("a task needs a subject"), hint=say("say in a line what is to be done")
        )
    return text.strip()


def _put(branch: Branch, task: Task, said: Message) -> Change:
    return Change(branch.put("tasks", task), said, (ChangedRecord("tasks", task.id),))
