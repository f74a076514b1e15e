"""`orglife history`."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, reads


@reads
def history(
    session: Session,
    about: Annotated[
        str, typer.Argument(help="A member, a group, or #id", metavar="[NAME|#ID]")
    ] = "",
) -> None:
    """Say what was changed and when, all of it or about one record."""
    from orglife.cli.frame.past import local_events
    from orglife.reports.file.history import history_view

    branch, events = local_events(session)
    session.show(history_view(branch, events, about))
