"""`orglife committee`: the seats of the branch and who holds them."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, noun, reads, writes
from orglife.cli.people.elect import elect

app = noun("committee", "The seats of the branch and who holds them")


@app.command("seat")
@writes
def seat(
    session: Session,
    seats: Annotated[
        list[str],
        typer.Argument(metavar="SEAT=NAME...", help="Who takes which seat; several at once"),
    ],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="From this day; else today")] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Even somebody who is not a full member")
    ] = False,
) -> None:
    """Fill seats in one change: secretary, deputy-secretary, organization, publicity, discipline.

    Whoever held a seat that is named holds it until the day before; SEAT=none leaves it empty.
    """
    from orglife.actions.people.committee import seat as seated
    from orglife.cli.typed.listed import assignments

    pairs = assignments(seats, "secretary=Li Si")
    session.change(lambda branch: seated(branch, pairs, day=session.day(on), force=force))


@app.command("list")
@reads
def list_(session: Session) -> None:
    """List the seats, who holds them, and what the rules say of them."""
    from orglife.model.period import Period
    from orglife.reports.people.committee import RULES, committee_view
    from orglife.rules.engine import check

    branch, day = session.load(), session.today
    findings = check(branch, Period(day, day), as_of=day, only=RULES)
    session.show(committee_view(branch, findings, day))


@app.command("duties")
@writes
def duties(
    session: Session,
    seat: Annotated[str, typer.Argument(help="The seat")],
    duty: Annotated[
        list[str] | None, typer.Argument(metavar="[DUTY]...", help="Its duties, all anew")
    ] = None,
    member: Annotated[
        str, typer.Option("--member", metavar="NAME", help="Whose, where several hold it")
    ] = "",
    clear: Annotated[bool, typer.Option("--clear", help="No duties")] = False,
) -> None:
    """Name the duties of a seat: not the title, but what is to be done."""
    from orglife.actions.people.seats import name_duties

    _refuse_nothing(duty, clear, "committee duties secretary 'convene the meetings'")
    session.change(
        lambda branch: name_duties(branch, seat, duty or [], day=session.today, member=member)
    )


@app.command("areas")
@writes
def areas(
    session: Session,
    name: Annotated[str, typer.Argument(help="A member who holds a seat")],
    area: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[AREA]...", help="political, learning, management, communication; all anew"
        ),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="No areas")] = False,
) -> None:
    """Record in which areas somebody with a seat declares to be able; nothing is rated."""
    from orglife.actions.people.seats import declare_areas

    _refuse_nothing(area, clear, "committee areas 'Li Si' learning communication")
    session.change(lambda branch: declare_areas(branch, name, area or [], day=session.today))


def _refuse_nothing(items: list[str] | None, clear: bool, example: str) -> None:
    """Refuse neither items nor --clear, and both."""
    from orglife.errors import UsageError
    from orglife.messages import say

    if bool(items) == clear:
        raise UsageError(
            say("say what it is, or --clear"),
            hint=say("as in: orglife {example}", example=example),
        )


@app.command("history")
@reads
def history(session: Session) -> None:
    """List everybody who has held a seat, seat by seat."""
    from orglife.reports.people.committee import committee_history_view

    session.show(committee_history_view(session.load(), session.today))


app.command("elect")(elect)
