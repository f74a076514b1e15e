"""`orglife kinds`: the kinds of activity, the branch's own too."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, noun, reads, writes

app = noun("kinds", "The kinds of activity: listed, added")


@app.command("list")
@reads
def list_(session: Session) -> None:
    """List the kinds of activity with their codes and titles."""
    from orglife.cli.duties.rules import branch_if_any
    from orglife.reports.duties.kinds import kinds_view

    session.show(kinds_view(branch_if_any(session)))


@app.command("add")
@writes
def add(
    session: Session,
    code: Annotated[str, typer.Argument(metavar="ID", help="Its code, as in reading-circle")],
    en: Annotated[str, typer.Option("--en", metavar="TITLE", help="Its title in English")],
    zh: Annotated[str, typer.Option("--zh", metavar="TITLE", help="Its title in Chinese")],
    scope: Annotated[
        str, typer.Option("--scope", help="Whom it concerns: branch, committee, group or members")
    ] = "branch",
    study: Annotated[
        bool, typer.Option("--study", help="Its length counts as study hours")
    ] = False,
) -> None:
    """Add a kind of activity of this branch's own."""
    from orglife.actions.duties.kinds import add_kind

    session.change(lambda branch: add_kind(branch, code, en=en, zh=zh, scope=scope, study=study))
