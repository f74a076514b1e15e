"""`orglife task`: what was undertaken, and whether it was done."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from orglife.cli.framework.command import Session, change, noun, reads, show, writes

app = noun("task", "What was undertaken, and whether it was done")

WithPrivate = Annotated[bool, typer.Option("--with-private", help="What care is about too")]


@app.command("add")
@writes
def task_add(
    session: Session,
    kind: Annotated[
        str,
        typer.Argument(help="resolution, rectification, commitment, need, matter, opinion or care"),
    ],
    subject: Annotated[str, typer.Argument(help="What is to be done, in a line")],
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="Who sees to it")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="By when")] = "",
    from_: Annotated[
        str, typer.Option("--from", metavar="ACTIVITY", help="Where it was undertaken")
    ] = "",
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="When it was undertaken; else today")
    ] = "",
    field: Annotated[
        str,
        typer.Option(
            "--field",
            help="Of a problem: political, ideological, organizational, style or discipline",
        ),
    ] = "",
    channel: Annotated[
        str, typer.Option("--channel", help="How an opinion reached the branch; never from whom")
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
@reads
def task_list(
    session: Session,
    all_: Annotated[bool, typer.Option("--all", help="Those done too")] = False,
    kind: Annotated[str, typer.Option("--kind", help="Of this kind only")] = "",
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
@reads
def task_show(
    session: Session,
    number: Annotated[str, typer.Argument(metavar="N", help="The task's number")],
    with_private: WithPrivate = False,
) -> None:
    """Show one task with its progress and result."""
    from orglife.actions.meetings.tasks import find_task
    from orglife.reports.meetings.tasks import task_view

    branch = session.load()
    found = find_task(branch, number)
    show(session, task_view(branch, found, session.today, private=with_private))


@app.command("edit")
@writes
def task_edit(
    session: Session,
    number: Annotated[str, typer.Argument(metavar="N", help="The task's number")],
    subject: Annotated[str | None, typer.Option("--subject", help="What is to be done")] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="NAME", help="Who sees to it")
    ] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help="By when")] = None,
    field: Annotated[str | None, typer.Option("--field", help="The field of a problem")] = None,
    progress: Annotated[str, typer.Option("--progress", help="How far it has come")] = "",
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day of the progress; else today")
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
@writes
def task_done(
    session: Session,
    number: Annotated[str, typer.Argument(metavar="N", help="The task's number")],
    result: Annotated[str, typer.Option("--result", help="What came of it")] = "",
    evidence: Annotated[str, typer.Option("--evidence", help="Where that can be seen")] = "",
    checked_by: Annotated[
        str, typer.Option("--checked-by", metavar="NAME", help="Who checked it")
    ] = "",
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="When it was done; else today")
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
@writes
def task_reopen(
    session: Session, number: Annotated[str, typer.Argument(metavar="N", help="The task's number")]
) -> None:
    """Open a closed task again."""
    from orglife.actions.meetings.tasks import find_task, reopen_task

    change(session, lambda branch: reopen_task(branch, find_task(branch, number)))
