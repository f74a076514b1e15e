"""Admission.

`orglife admission`: the way into the Party, from the application to full membership.

`orglife admission talk, contact, introducer, review, training`: what comes before the vote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from orglife.cli.framework.command import Session, change, noun, reads, show, writes

if TYPE_CHECKING:
    from orglife.model.activity import Activity
    from orglife.model.branch import Branch

app = noun("admission", "Admission: from the application to full membership")

Vote = Annotated[
    str,
    typer.Option("--motion", metavar="ACTIVITY", help="The general meeting that voted: 132, DATE"),
]


@app.command("add")
@writes
def admission_add(
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
    from orglife.actions.admission.applicants import ApplicantEntry, add_applicant
    from orglife.actions.change import Change
    from orglife.errors import UsageError
    from orglife.messages import say

    if not applied:
        raise UsageError(
            say("on which day was the application handed in? --applied is missing"),
            hint=say("as in: --applied 2026-03-01"),
        )

    def act(branch: Branch) -> Change:
        entry = ApplicantEntry(
            name=name,
            applied=session.day(applied),
            talked=session.day(talked) if talked else None,
            residence=residence,
            unit=unit,
            duty=duty,
        )
        return add_applicant(branch, entry, today=session.today)

    change(session, act)


Force = Annotated[bool, typer.Option("--force", help="Record the fact although it breaks a rule")]

Name = Annotated[str, typer.Argument(help="The person")]


@app.command("advance")
@writes
def admission_advance(
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
    from orglife.actions.admission.stages import advance_stage as act
    from orglife.errors import UsageError
    from orglife.messages import say

    if not to:
        raise UsageError(
            say("to which stage? --to is missing"),
            hint=say(
                "one of: {codes}", codes=("activist", "development-target", "probationary", "full")
            ),
        )
    change(
        session,
        lambda branch: act(
            branch,
            name,
            to,
            on=session.day(on) if on else None,
            motion=meeting(session, branch, motion),
            today=session.today,
            force=force,
        ),
    )


On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day; else today")]


@writes
def admission_talk(session: Session, name: Name, on: On = "") -> None:
    """Record the talk with an applicant, due within a month of the application."""
    from orglife.actions.admission.record import record_talk

    change(
        session, lambda branch: record_talk(branch, name, on=session.day(on), today=session.today)
    )


app.command("talk")(admission_talk)


@writes
def admission_contact(
    session: Session,
    name: Name,
    contacts: Annotated[
        list[str], typer.Argument(metavar="MEMBER...", help="The contacts, all anew")
    ],
    on: On = "",
    force: Force = False,
) -> None:
    """Name one or two full members as cultivation contacts."""
    from orglife.actions.admission.record import set_contacts

    change(
        session,
        lambda branch: set_contacts(branch, name, contacts, on=session.day(on), force=force),
    )


app.command("contact")(admission_contact)


@writes
def admission_introducer(
    session: Session,
    name: Name,
    introducers: Annotated[
        list[str], typer.Argument(metavar="MEMBER...", help="The two introducers, all anew")
    ],
    on: On = "",
    force: Force = False,
) -> None:
    """Name the two full members who introduce the person."""
    from orglife.actions.admission.record import set_introducers

    change(
        session,
        lambda branch: set_introducers(branch, name, introducers, on=session.day(on), force=force),
    )


app.command("introducer")(admission_introducer)


@writes(private=("conclusion",))
def admission_review(
    session: Session,
    name: Name,
    on: On = "",
    by: Annotated[str, typer.Option("--by", metavar="MEMBER", help="Who assessed")] = "",
    conclusion: Annotated[
        str, typer.Option("--conclusion", help="What the committee concluded; kept private")
    ] = "",
    decided: Annotated[
        str,
        typer.Option("--decided", metavar="ACTIVITY", help="The committee meeting that decided"),
    ] = "",
) -> None:
    """Record a half-year assessment: who, when, what the committee decided; no investigation."""
    from orglife.actions.admission.record import ReviewEntry, add_review
    from orglife.actions.change import Change

    def act(branch: Branch) -> Change:
        told = ReviewEntry(
            on=session.day(on),
            reviewer=by,
            conclusion=conclusion,
            decided=meeting(session, branch, decided),
        )
        return add_review(branch, name, told, today=session.today)

    change(session, act)


app.command("review")(admission_review)


@writes
def admission_training(
    session: Session,
    name: Name,
    days: Annotated[int | None, typer.Option("--days", help="Days, in all")] = None,
    hours: Annotated[int | None, typer.Option("--hours", help="Hours, in all")] = None,
) -> None:
    """Record how long the person was trained; training that is logged counts by itself."""
    from orglife.actions.admission.record import set_training

    change(session, lambda branch: set_training(branch, name, days=days, hours=hours))


app.command("training")(admission_training)


@app.command("approve")
@writes
def admission_approve(session: Session, name: Name, on: On = "") -> None:
    """Record the superior's approval of the admission, due within three months of the vote."""
    from orglife.actions.admission.stages import approve_admission as act

    change(session, lambda branch: act(branch, name, on=session.day(on), today=session.today))


@app.command("extend")
@writes
def admission_extend(
    session: Session,
    name: Name,
    months: Annotated[int, typer.Option("--months", help="By how many months: 6 to 12")] = 0,
    motion: Vote = "",
    force: Force = False,
) -> None:
    """Extend the probation, once, by 6 to 12 months."""
    from orglife.actions.admission.stages import extend_probation as act
    from orglife.errors import UsageError
    from orglife.messages import say

    if not months:
        raise UsageError(
            say("by how many months? --months is missing"), hint=say("as in: --months 6")
        )
    change(
        session,
        lambda branch: act(
            branch, name, months=months, motion=meeting(session, branch, motion), force=force
        ),
    )


@app.command("end")
@writes
def admission_end(
    session: Session,
    name: Name,
    reason: Annotated[str, typer.Option("--reason", help="Why: withdrew, cancelled, ...")] = "",
    on: On = "",
) -> None:
    """Record that somebody is no longer on the way."""
    from orglife.actions.admission.applicants import end_admission

    change(
        session,
        lambda branch: end_admission(
            branch, name, on=session.day(on), reason=reason, today=session.today
        ),
    )


@app.command("list")
@reads
def admission_list(
    session: Session,
    all_: Annotated[
        bool, typer.Option("--all", help="Those who became full members, or left, too")
    ] = False,
) -> None:
    """List who is on which stage, and what is next by when."""
    from orglife.reports.people.admission import admissions_view

    show(session, admissions_view(session.load(), session.today, everybody=all_))


@app.command("show")
@reads
def admission_show(session: Session, name: Name) -> None:
    """Show one person's checklist: what is on record, and what the rules ask of it."""
    from orglife.actions.admission.applicants import find_applicant
    from orglife.reports.people.admission import admission_view

    branch = session.load()
    show(session, admission_view(branch, find_applicant(branch, name), session.today))


def meeting(session: Session, branch: Branch, text: str) -> Activity | None:
    """Return the meeting that was named; None where none was."""
    from orglife.model.activity_lookup import find_activity

    return find_activity(branch, text, today=session.today) if text else None
