"""`orglife waivers`: what was waived, listed and withdrawn."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, noun, reads, writes

app = noun("waivers", "Waived duties: listed, withdrawn")


@app.command("list")
@reads
def list_(session: Session) -> None:
    """List what was waived: the rule, the period, who decided it and why."""
    from orglife.reports.duties.waivers import waivers_view

    session.show(waivers_view(session.load(), session.today))


@app.command("withdraw")
@writes
def withdraw(
    session: Session,
    number: Annotated[str, typer.Argument(metavar="N", help="The waiver's number")],
) -> None:
    """Take back a waiver; what it covered is judged again."""
    from orglife.actions.duties.waive import withdraw as act

    session.change(lambda branch: act(branch, number))
