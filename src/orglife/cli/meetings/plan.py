"""`orglife plan`: what is to be held, moved to another day, cancelled."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.framework.command import Session, change, noun, reads, show, writes

app = noun("plan", "What is planned: added, moved, cancelled, compared with what was held")


@app.command("add")
@writes
def plan_add(
    session: Session,
    kind: Annotated[str, typer.Argument(metavar="KIND[+KIND]", help="What is to be held")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day")] = "",
    group: Annotated[str, typer.Option("--group", help="The group that holds it")] = "",
    form: Annotated[str, typer.Option("--form", help="general, committee or group")] = "",
    topic: Annotated[list[str], typer.Option("--topic", help="A topic; may be repeated")] = [],
    place: Annotated[str, typer.Option("--place", help="Where")] = "",
    for_year: Annotated[
        str, typer.Option("--for-year", metavar="YEAR", help="The year it is about")
    ] = "",
) -> None:
    """Plan an activity for a day to come."""
    from orglife.actions.meetings.plans import add_plan
    from orglife.cli.framework.arguments import parse_year
    from orglife.errors import UsageError
    from orglife.messages import say

    if not on:
        raise UsageError(
            say("for which day is it planned? --on is missing"),
            hint=say("as in: --on 2026-12-04, --on friday"),
        )
    change(
        session,
        lambda branch: add_plan(
            branch,
            kind,
            planned=session.day(on, future=True),
            today=session.today,
            topics=tuple(topic),
            group=group,
            form=form,
            place=place,
            for_year=parse_year(for_year, "--for-year"),
        ),
    )


@app.command("list")
@reads
def plan_list(
    session: Session,
    period: Annotated[str, typer.Argument(help="A period such as 2026-Q4; else this year")] = "",
) -> None:
    """List what was planned and what became of it."""
    from orglife.reports.meetings.activities import plans_view

    branch = session.load()
    show(session, plans_view(branch, session.period(period), session.today))


@app.command("move")
@writes
def plan_move(
    session: Session,
    activity: Annotated[str, typer.Argument(help="The plan: 132, or DATE [KIND] [GROUP]")],
    day: Annotated[str, typer.Argument(metavar="DATE", help="The new day")],
    reason: Annotated[str, typer.Option("--reason", help="Why it is moved")] = "",
) -> None:
    """Move a plan, with its sitting, to another day; the day given up is kept with the reason."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.plans import move_plan
    from orglife.model.activity_lookup import find_plan
    from orglife.model.branch import Branch

    def act(branch: Branch) -> Change:
        plan = find_plan(branch, activity, today=session.today)
        return move_plan(
            branch,
            plan,
            planned=session.day(day, future=True),
            reason=reason,
            today=session.today,
        )

    change(session, act)


@app.command("cancel")
@writes
def plan_cancel(
    session: Session,
    activity: Annotated[str, typer.Argument(help="The plan: 132, or DATE [KIND] [GROUP]")],
    reason: Annotated[str, typer.Option("--reason", help="Why it is cancelled")] = "",
) -> None:
    """Cancel a plan; the record stays, with the reason."""
    from orglife.actions.meetings.plans import cancel_plan
    from orglife.model.activity_lookup import find_plan

    change(
        session,
        lambda branch: cancel_plan(
            branch, find_plan(branch, activity, today=session.today), reason=reason
        ),
    )
