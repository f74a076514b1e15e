"""`orglife task`: what was undertaken, and whether it was done."""

from __future__ import annotations

from typing import Annotated, Any

from orglife.cli.framework.command import Session, change, noun, reads, show, writes
from orglife.cli.framework.options import argument, option

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
    )
)
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
    owner: Annotated[
        str, option("--owner", metavar="NAME", help="Who sees to it", values="members")
    ] = "",
    due: Annotated[
        str, option("--due", metavar="DATE", help="By when", values="day", future=True)
    ] = "",
    from_: Annotated[
        str,
        option("--from", metavar="ACTIVITY", help="Where it was undertaken", values="activities"),
    ] = "",
    on: Annotated[
        str, option("--on", metavar="DATE", help="When it was undertaken; else today", values="day")
    ] = "",
    field: Annotated[
        str,
        option(
            "--field",
            help="Of a problem: political, ideological, organizational, style or discipline",
            values="PROBLEM_FIELDS",
        ),
    ] = "",
    channel: Annotated[
        str, option("--channel", help="How an opinion reached the branch; never from whom")
    ] = "",
) -> None:
    """Open a task: a resolution, a measure, a commitment, a need, a matter, an opinion, care."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.tasks import TaskEntry, add_task, undertaken_on
    from orglife.model.activity_lookup import find_activity
    from orglife.model.branch import Branch

    def act(branch: Branch) -> Change:
        source = find_activity(branch, from_, today=session.today) if from_ else None
        deadline = session.day(due, future=True) if due else None
        opened = session.day(on) if on else undertaken_on(source, deadline, session.today)
        told = TaskEntry(
            kind=kind,
            subject=subject,
            opened=opened,
            owner=owner,
            due=deadline,
            source=source.id if source is not None else None,
            field=field,
            channel=channel,
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
@writes(examples=('task edit 4 --progress "Half of it is done"', "task edit 4 --due 2027-01-31"))
def task_edit(
    session: Session,
    number: Annotated[str, argument("The task's number", metavar="N", values="tasks")],
    subject: Annotated[str | None, option("--subject", help="What is to be done")] = None,
    owner: Annotated[
        str | None, option("--owner", metavar="NAME", help="Who sees to it", values="members")
    ] = None,
    due: Annotated[
        str | None, option("--due", metavar="DATE", help="By when", values="day", future=True)
    ] = None,
    field: Annotated[
        str | None, option("--field", help="The field of a problem", values="PROBLEM_FIELDS")
    ] = None,
    progress: Annotated[str, option("--progress", help="How far it has come")] = "",
    on: Annotated[
        str,
        option("--on", metavar="DATE", help="The day of the progress; else today", values="day"),
    ] = "",
) -> None:
    """Change a task, or note its progress."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.tasks import edit_task, find_task
    from orglife.model.branch import Branch

    def act(branch: Branch) -> Change:
        changes: dict[str, Any] = {
            name: value
            for name, value in (("subject", subject), ("owner", owner), ("field", field))
            if value is not None
        }
        if due is not None:
            changes["due"] = session.day(due, future=True) if due else None
        return edit_task(
            branch,
            find_task(branch, number),
            changes,
            today=session.today,
            progress=progress,
            on=session.day(on),
        )

    change(session, act)


@app.command("done")
@writes(examples=('task done 4 --result "Repaired" --evidence "photo in the reading room"',))
def task_done(
    session: Session,
    number: Annotated[str, argument("The task's number", metavar="N", values="tasks")],
    result: Annotated[str, option("--result", help="What came of it")] = "",
    evidence: Annotated[str, option("--evidence", help="Where that can be seen")] = "",
    checked_by: Annotated[
        str, option("--checked-by", metavar="NAME", help="Who checked it", values="members")
    ] = "",
    on: Annotated[
        str, option("--on", metavar="DATE", help="When it was done; else today", values="day")
    ] = "",
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
            result=result,
            evidence=evidence,
            checked_by=checked_by,
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
