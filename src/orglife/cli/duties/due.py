"""`orglife due`."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, reads

UNITS = {"": 1, "d": 1, "w": 7, "天": 1, "周": 7}
LONGEST = 3660


@reads
def due(
    session: Session,
    within: Annotated[
        str, typer.Option("--within", metavar="DAYS", help="How far ahead: 30d, 2w")
    ] = "30d",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 when something falls due")
    ] = False,
) -> None:
    """Show what falls due, the soonest first, overdue tasks among it.

    With -q nothing is printed where nothing falls due, so that cron sends no mail.
    """
    from orglife.reports.duties.due import due_view
    from orglife.rules import agenda

    days = days_of(within)
    branch, today = session.load(), session.today
    findings = agenda.due(branch, as_of=today, within_days=days)
    if findings or not _silent(session):
        session.show(due_view(branch, findings, today, days, program=session.program))
    if exit_code and findings:
        session.leave(1)


def _silent(session: Session) -> bool:
    """Whether a page that says "nothing" is better not printed."""
    return session.quiet and session.format == "table" and not session.options.get("output")


def days_of(text: str) -> int:
    """Return the days that `30d`, `30` or `2w` stand for.

    Raises:
        UsageError: it is no number of days, or more than ten years of them.
    """
    from orglife.errors import UsageError
    from orglife.messages import say

    bare = text.strip().lower()
    digits = bare.rstrip("dw天周")
    unit = bare[len(digits) :]
    if digits.isdecimal() and unit in UNITS and int(digits) * UNITS[unit] <= LONGEST:
        return int(digits) * UNITS[unit]
    raise UsageError(
        say("{value} is no number of days", value=text), hint=say("write it as 30d or 2w")
    )
