"""`orglife undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, writes


@writes
def undo(
    session: Session,
    steps: Annotated[int, typer.Argument(help="How many commands", min=1, metavar="[N]")] = 1,
) -> None:
    """Take back the last command, or the last N."""
    from orglife.cli.file.turning import turn

    turn(session, "undo", steps)
