"""`orglife version`."""

from __future__ import annotations

from orglife.cli.frame.command import Session, reads


@reads
def version(session: Session) -> None:
    """Say the version."""
    from orglife import __version__
    from orglife.messages import say
    from orglife.reports.view import Line, View

    session.show(
        View(
            {"schema": "orglife.version/1", "version": __version__},
            (Line(say("orglife {version}", version=__version__)),),
        )
    )
