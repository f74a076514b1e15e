"""`orglife task`: what was undertaken, and whether it was done."""

from __future__ import annotations

from typing import Annotated

from orglife.cli.framework.command import Session, change, noun, reads, show, writes
from orglife.cli.framework.options import argument, option
from orglife.cli.framework.record_options import TypedFields, record_options
from orglife.model.fields.field import ADD, DONE, EDIT
from orglife.model.fields.task import TASK_FIELDS

app = noun(
    "task",
    "What was undertaken, and whether it was done",
    examples=("task list", 'task done 4 --result "Repaired"'),
)

WithPrivate = Annotated[bool, option("--with-private", help="What care is about too")]


@app.command("add")
@writes(
    examples=(
        'task add matter "Light in building 3" --owner "Li Si" --due 2026-12-31',
        "task add 承诺 清理楼道 --owner 李四",
    ),
    stdin=("subject", "channel"),
)
@record_options(TASK_FIELDS, ADD)
def task_add(
    session: Session,
    kind: Annotated[
        str,
        argument(
            "resolution, rectification, commitment, need, matter, opinion or care",
            values="TASK_KINDS",
        ),
    ],
    subject: Annotated[str, argument("What is to be done, in a line")],
    from_: Annotated[
        str,
        option("--from", metavar="ACTIVITY", help="Where it was undertaken", values="activities"),
    ] = "",
    on: Annotated[
        str, option("--on", metavar="DATE", help="When it was undertaken; else today", values="day")
    ] = "",
    *,
    fields: TypedFields,
) -> None:
    """Open a task: a resolution, a measure, a commitment, a need, a matter, an opinion, care."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.tasks import TaskEntry, add_task, undertaken_on
    from orglife.model.activity_lookup import find_activity
    from orglife.model.branch import Branch

    def act(branch: Branch) -> Change:
        source = find_activity(branch, from_, today=session.today) if from_ else None
        values = fields.parse(session)
        opened = session.day(on) if on else undertaken_on(source, values.get("due"), session.today)
        told = TaskEntry(
            kind=kind,
            subject=subject,
            opened=opened,
            source=source.id if source is not None else None,
            **values,
        )
        return add_task(branch, told, today=session.today)

    change(session, act)


@app.command("list")
@reads(examples=("task list", "task list --all --kind commitment"))
def task_list(
    session: Session,
    all_: Annotated[bool, option("--all", help="Those done too")] = False,
    kind: Annotated[str, option("--kind", help="Of this kind only", values="TASK_KINDS")] = "",
    with_private: WithPrivate = False,
) -> None:
    """List the open tasks by due date, what is overdue marked."""
    from orglife.messages import say
    from orglife.model.names import parse_term
    from orglife.model.terms import TASK_KINDS
    from orglife.reports.meetings.tasks import tasks_view

    code = parse_term(kind, TASK_KINDS, say("kind of task")) if kind else ""
    show(
        session,
        tasks_view(session.load(), session.today, kind=code, closed=all_, private=with_private),
    )


@app.command("show")
@reads(examples=("task show 4",))
def task_show(
    session: Session,
    number: Annotated[str, argument("The task's number", metavar="N", values="tasks")],
    with_private: WithPrivate = False,
) -> None:
    """Show one task with its progress and result."""
    from orglife.actions.meetings.tasks import find_task
    from orglife.reports.meetings.tasks import task_view

    branch = session.load()
    found = find_task(branch, number)
    show(session, task_view(branch, found, session.today, private=with_private))


@app.command("edit")
@writes(
    examples=('task edit 4 --progress "Half of it is done"', "task edit 4 --due 2027-01-31"),
    stdin=("subject", "progress"),
)
@record_options(TASK_FIELDS, EDIT)
def task_edit(
    session: Session,
    number: Annotated[str, argument("The task's number", metavar="N", values="tasks")],
    progress: Annotated[str, option("--progress", help="How far it has come")] = "",
    on: Annotated[
        str,
        option("--on", metavar="DATE", help="The day of the progress; else today", values="day"),
    ] = "",
    *,
    fields: TypedFields,
) -> None:
    """Change a task, or note its progress."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.tasks import edit_task, find_task
    from orglife.model.branch import Branch

    def act(branch: Branch) -> Change:
        return edit_task(
            branch,
            find_task(branch, number),
            fields.parse(session),
            today=session.today,
            progress=progress,
            on=session.day(on),
        )

    change(session, act)


@app.command("done")
@writes(
    examples=('task done 4 --result "Repaired" --evidence "photo in the reading room"',),
    stdin=("result", "evidence"),
)
@record_options(TASK_FIELDS, DONE)
def task_done(
    session: Session,
    number: Annotated[str, argument("The task's number", metavar="N", values="tasks")],
    on: Annotated[
        str, option("--on", metavar="DATE", help="When it was done; else today", values="day")
    ] = "",
    *,
    fields: TypedFields,
) -> None:
    """Close a task with its result."""
    from orglife.actions.meetings.tasks import close_task, find_task

    change(
        session,
        lambda branch: close_task(
            branch,
            find_task(branch, number),
            on=session.day(on),
            today=session.today,
            **fields.parse(session),
        ),
    )


@app.command("reopen")
@writes(examples=("task reopen 4",))
def task_reopen(
    session: Session,
    number: Annotated[str, argument("The task's number", metavar="N", values="tasks")],
) -> None:
    """Open a closed task again."""
    from orglife.actions.meetings.tasks import find_task, reopen_task

    change(session, lambda branch: reopen_task(branch, find_task(branch, number)))
