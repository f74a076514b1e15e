"""`orglife committee`: the seats of the branch and who holds them."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame import Session, noun, reads, writes

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
    from orglife.actions.committee import seat as seated
    from orglife.cli.listed import assignments

    pairs = assignments(seats, "secretary=Li Si")
    session.change(lambda branch: seated(branch, pairs, day=session.day(on), force=force))


@app.command("list")
@reads
def list_(session: Session) -> None:
    """List the seats, who holds them, and what the rules say of them."""
    from orglife.model.period import Period
    from orglife.reports.committee import RULES, committee_view
    from orglife.rules.engine import check

    branch, day = session.load(), session.today
    findings = check(branch, Period(day, day), as_of=day, only=RULES)
    session.show(committee_view(branch, findings, day))


@app.command("history")
@reads
def history(session: Session) -> None:
    """List everybody who has held a seat, seat by seat."""
    from orglife.reports.committee import committee_history_view

    session.show(committee_history_view(session.load(), session.today))
