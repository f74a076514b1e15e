"""`orglife redo`."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, writes


@writes
def redo(
    session: Session,
    steps: Annotated[int, typer.Argument(help="How many commands", min=1, metavar="[N]")] = 1,
) -> None:
    """Put back what was undone last, or the last N."""
    from orglife.cli.file.turning import turn

    turn(session, "redo", steps)
