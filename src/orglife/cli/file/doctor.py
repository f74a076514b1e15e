"""`orglife doctor`."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, writes


@writes
def doctor(
    session: Session,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is safe to mend")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take over what was changed outside orglife")
    ] = False,
) -> None:
    """Say what is wrong with the file and around it; exit 1 where something is."""
    from orglife.cli.file.examining import accept_edit, examine

    if accept:
        accept_edit(session)
    else:
        examine(session, fix=fix)
