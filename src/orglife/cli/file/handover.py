"""`orglife handover`."""

from __future__ import annotations

from orglife.cli.frame.command import Session, reads


@reads
def handover(session: Session) -> None:
    """Make the sheet that a new secretary signs: what is in the file, and what is open."""
    from orglife.cli.frame.past import local_events
    from orglife.reports.file.handover import handover_view

    branch, events = local_events(session)
    session.show(handover_view(branch, events, session.today))
