"""Status, due.

`orglife status`, and `orglife` alone where a branch file is found.

`orglife due`.
"""

from __future__ import annotations

from typing import Annotated

from orglife.cli.framework.command import Session, reads, show
from orglife.cli.framework.options import option
from orglife.model.duration import parse_day_count


@reads(examples=("status", "status --as-of 2026-06-30"))
def status(session: Session) -> None:
    """Show what is done, open and missed, and what to do next."""
    show_status(session)


def show_status(session: Session) -> None:
    """Show the dashboard."""
    from orglife.model.calendar import Period
    from orglife.reports.duties.status import status_view
    from orglife.rules.engine import check_branch, overdue_findings

    branch, today = session.load(), session.today
    findings = check_branch(branch, Period.year(today.year), as_of=today)
    late = overdue_findings(branch, today)
    show(session, status_view(branch, findings, today, overdue=late, program=session.program))


@reads(examples=("due --within 14d", "due --within 30d -q --exit-code"))
def due(
    session: Session,
    within: Annotated[
        str, option("--within", metavar="DAYS", help="How far ahead: 30d, 2w")
    ] = "30d",
    exit_code: Annotated[
        bool, option("--exit-code", help="Exit 1 when something falls due")
    ] = False,
) -> None:
    """Show what falls due, the soonest first, overdue tasks among it.

    With -q nothing is printed where nothing falls due, so that cron sends no mail.
    """
    from orglife.reports.duties.due import due_view
    from orglife.rules import engine

    days = parse_day_count(within)
    branch, today = session.load(), session.today
    findings = engine.upcoming_findings(branch, as_of=today, within_days=days)
    if findings or not _silent(session):
        show(session, due_view(branch, findings, today, days, program=session.program))
    if exit_code and findings:
        session.leave(1)


def _silent(session: Session) -> bool:
    """Whether a page that says "nothing" is better not printed."""
    return session.quiet and session.format == "table" and not session.options.get("output")
