"""`orglife waive`: a duty waived for a period, by somebody named, for a reason."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, writes


@writes
def waive(
    session: Session,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The rule, as in THEME-DAY")],
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="As in 2026-02 or 2026-Q1")],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who decided it")],
    reason: Annotated[str, typer.Option("--reason", help="Why")],
    subject: Annotated[
        str, typer.Option("--subject", metavar="GROUP", help="For this group only")
    ] = "",
) -> None:
    """Record that a duty was waived for a period, who decided it and why."""
    from orglife.actions.duties.waive import waive as act

    session.change(
        lambda branch: act(
            branch,
            rule,
            session.period(period),
            by=by,
            reason=reason,
            group=subject,
            recorded=session.today,
        )
    )
