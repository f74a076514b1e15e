"""`orglife purge`."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, writes


@writes(private=("member",))
def purge(
    session: Session,
    older_than: Annotated[
        str,
        typer.Option(
            "--older-than", metavar="AGE", help="Private texts older than this: 3y, 18m, 90d"
        ),
    ] = "",
    member: Annotated[
        str, typer.Option("--member", metavar="NAME", help="What is personal about a departed one")
    ] = "",
) -> None:
    """Erase old private texts or a departed member's data for good, in history and backups too."""
    from orglife.cli.file.erasing import erase

    erase(session, older_than, member)
