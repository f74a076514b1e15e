"""`orglife admission talk, contact, introducer, review, training`: what comes before the vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from orglife.cli.frame.command import Session, writes

if TYPE_CHECKING:
    from orglife.model.activity import Activity
    from orglife.model.branch import Branch

Name = Annotated[str, typer.Argument(help="The person")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day; else today")]
Force = Annotated[bool, typer.Option("--force", help="Record the fact although it breaks a rule")]


@writes
def talk(session: Session, name: Name, on: On = "") -> None:
    """Record the talk with an applicant, due within a month of the application."""
    from orglife.actions.admission.record import record_talk

    session.change(
        lambda branch: record_talk(branch, name, on=session.day(on), today=session.today)
    )


@writes
def contact(
    session: Session,
    name: Name,
    contacts: Annotated[
        list[str], typer.Argument(metavar="MEMBER...", help="The contacts, all anew")
    ],
    on: On = "",
    force: Force = False,
) -> None:
    """Name one or two full members as cultivation contacts."""
    from orglife.actions.admission.people import set_contacts

    session.change(
        lambda branch: set_contacts(branch, name, contacts, on=session.day(on), force=force)
    )


@writes
def introducer(
    session: Session,
    name: Name,
    introducers: Annotated[
        list[str], typer.Argument(metavar="MEMBER...", help="The two introducers, all anew")
    ],
    on: On = "",
    force: Force = False,
) -> None:
    """Name the two full members who introduce the person."""
    from orglife.actions.admission.people import set_introducers

    session.change(
        lambda branch: set_introducers(branch, name, introducers, on=session.day(on), force=force)
    )


@writes(private=("conclusion",))
def review(
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
    from orglife.actions.admission.record import Assessment, add_review
    from orglife.actions.change import Change

    def act(branch: Branch) -> Change:
        told = Assessment(
            on=session.day(on),
            reviewer=by,
            conclusion=conclusion,
            decided=meeting(session, branch, decided),
        )
        return add_review(branch, name, told, today=session.today)

    session.change(act)


@writes
def training(
    session: Session,
    name: Name,
    days: Annotated[int | None, typer.Option("--days", help="Days, in all")] = None,
    hours: Annotated[int | None, typer.Option("--hours", help="Hours, in all")] = None,
) -> None:
    """Record how long the person was trained; training that is logged counts by itself."""
    from orglife.actions.admission.record import set_training

    session.change(lambda branch: set_training(branch, name, days=days, hours=hours))


def meeting(session: Session, branch: Branch, text: str) -> Activity | None:
    """Return the meeting that was named; None where none was."""
    from orglife.model.which import find_activity

    return find_activity(branch, text, today=session.today) if text else None
