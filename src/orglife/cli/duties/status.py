"""`orglife status`, and `orglife` alone where a branch file is found."""

from __future__ import annotations

from orglife.cli.frame.command import Session, reads


@reads
def status(session: Session) -> None:
    """Show what is done, open and missed, and what to do next."""
    show_status(session)


def show_status(session: Session) -> None:
    """Show the dashboard."""
    from orglife.model.period import Period
    from orglife.reports.duties.status import status_view
    from orglife.rules.engine import check

    branch, today = session.load(), session.today
    findings = check(branch, Period.year(today.year), as_of=today)
    session.show(status_view(branch, findings, today, program=session.program))
