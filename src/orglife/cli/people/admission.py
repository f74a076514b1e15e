"""`orglife admission`: the way into the Party, from the application to full membership."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from orglife.cli.frame.command import Session, noun, reads, writes
from orglife.cli.people.admission_record import (
    Force,
    Name,
    On,
    contact,
    introducer,
    meeting,
    review,
    talk,
    training,
)

if TYPE_CHECKING:
    from orglife.model.branch import Branch

app = noun("admission", "Admission: from the application to full membership")

Vote = Annotated[
    str,
    typer.Option("--motion", metavar="ACTIVITY", help="The general meeting that voted: 132, DATE"),
]


@app.command("add")
@writes
def add(
    session: Session,
    name: Annotated[str, typer.Argument(help="Who applied")],
    applied: Annotated[
        str, typer.Option("--applied", metavar="DATE", help="The day of the application")
    ] = "",
    talked: Annotated[
        str, typer.Option("--talked", metavar="DATE", help="The day of the talk, if there was one")
    ] = "",
    residence: Annotated[str, typer.Option("--residence", help="Where the person lives")] = "",
    unit: Annotated[str, typer.Option("--unit", help="Where the person works")] = "",
    duty: Annotated[str, typer.Option("--duty", help="What the person does there")] = "",
) -> None:
    """Enter somebody who applied for membership."""
    from orglife.actions.admission.applicant import Applicant, add_applicant
    from orglife.actions.change import Change
    from orglife.errors import UsageError
    from orglife.messages import say

    if not applied:
        raise UsageError(
            say("on which day was the application handed in? --applied is missing"),
            hint=say("as in: --applied 2026-03-01"),
        )

    def act(branch: Branch) -> Change:
        entry = Applicant(
            name=name,
            applied=session.day(applied),
            talked=session.day(talked) if talked else None,
            residence=residence,
            unit=unit,
            duty=duty,
        )
        return add_applicant(branch, entry, today=session.today)

    session.change(act)


@app.command("advance")
@writes
def advance(
    session: Session,
    name: Name,
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="STAGE", help="activist, development-target, probationary or full"
        ),
    ] = "",
    on: Annotated[
        str,
        typer.Option("--on", metavar="DATE", help="The day of the decision; else that of the vote"),
    ] = "",
    motion: Vote = "",
    force: Force = False,
) -> None:
    """Record the next stage; a probationary and a full member are voted by the general meeting."""
    from orglife.actions.admission.advance import advance as act
    from orglife.errors import UsageError
    from orglife.messages import say

    if not to:
        raise UsageError(
            say("to which stage? --to is missing"),
            hint=say(
                "one of: {codes}", codes=("activist", "development-target", "probationary", "full")
            ),
        )
    session.change(
        lambda branch: act(
            branch,
            name,
            to,
            on=session.day(on) if on else None,
            motion=meeting(session, branch, motion),
            today=session.today,
            force=force,
        )
    )


app.command("talk")(talk)
app.command("contact")(contact)
app.command("introducer")(introducer)
app.command("review")(review)
app.command("training")(training)


@app.command("approve")
@writes
def approve(session: Session, name: Name, on: On = "") -> None:
    """Record the superior's approval of the admission, due within three months of the vote."""
    from orglife.actions.admission.probation import approve as act

    session.change(lambda branch: act(branch, name, on=session.day(on), today=session.today))


@app.command("extend")
@writes
def extend(
    session: Session,
    name: Name,
    months: Annotated[int, typer.Option("--months", help="By how many months: 6 to 12")] = 0,
    motion: Vote = "",
    force: Force = False,
) -> None:
    """Extend the probation, once, by 6 to 12 months."""
    from orglife.actions.admission.probation import extend as act
    from orglife.errors import UsageError
    from orglife.messages import say

    if not months:
        raise UsageError(
            say("by how many months? --months is missing"), hint=say("as in: --months 6")
        )
    session.change(
        lambda branch: act(
            branch, name, months=months, motion=meeting(session, branch, motion), force=force
        )
    )


@app.command("end")
@writes
def end(
    session: Session,
    name: Name,
    reason: Annotated[str, typer.Option("--reason", help="Why: withdrew, cancelled, ...")] = "",
    on: On = "",
) -> None:
    """Record that somebody is no longer on the way."""
    from orglife.actions.admission.applicant import end_admission

    session.change(
        lambda branch: end_admission(
            branch, name, on=session.day(on), reason=reason, today=session.today
        )
    )


@app.command("list")
@reads
def list_(
    session: Session,
    all_: Annotated[
        bool, typer.Option("--all", help="Those who became full members, or left, too")
    ] = False,
) -> None:
    """List who is on which stage, and what is next by when."""
    from orglife.reports.people.admission import admissions_view

    session.show(admissions_view(session.load(), session.today, everybody=all_))


@app.command("show")
@reads
def show(session: Session, name: Name) -> None:
    """Show one person's checklist: what is on record, and what the rules ask of it."""
    from orglife.actions.admission.person import find_person
    from orglife.reports.people.admission import admission_view

    branch = session.load()
    session.show(admission_view(branch, find_person(branch, name), session.today))
