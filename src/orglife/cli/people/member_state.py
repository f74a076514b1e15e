"""`orglife member excuse, exempt, mobile, rights, transfer-out, return`: what applies when."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from orglife.cli.frame.command import Session, writes

NAME = "The member: a name or #id"


@writes
def excuse(
    session: Session,
    name: Annotated[str, typer.Argument(help=NAME)],
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day")] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The last day; alone it ends the leave")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why")] = "",
) -> None:
    """Record a long leave: the member is left out of attendance and hours, and still votes."""
    _spell(session, name, "excused", from_, until, reason)


@writes
def exempt(
    session: Session,
    name: Annotated[str, typer.Argument(help=NAME)],
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day")] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The last day; alone it ends it")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why: old and frail, gravely ill")] = "",
) -> None:
    """Record that nothing is asked of a member who is old, frail or gravely ill (Art. 23)."""
    _spell(session, name, "exempt", from_, until, reason)


@writes
def mobile(
    session: Session,
    name: Annotated[str, typer.Argument(help=NAME)],
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day away")] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The last day; alone it ends it")
    ] = "",
    place: Annotated[str, typer.Option("--place", help="Where: a town, no address")] = "",
    abroad: Annotated[
        bool | None, typer.Option("--abroad/--not-abroad", help="In another country")
    ] = None,
    contact: Annotated[
        str, typer.Option("--contact", metavar="NAME", help="The member who keeps in touch")
    ] = "",
) -> None:
    """Record that a member is away without transfer, and who keeps in touch (Arts. 32 to 34)."""
    from orglife.actions.people.spells import Away, go_mobile

    session.change(
        lambda branch: go_mobile(
            branch,
            name,
            Away(place, abroad, contact),
            since=_day(session, from_),
            until=_day(session, until, future=bool(from_)),
        )
    )


@writes
def rights(
    session: Session,
    name: Annotated[str, typer.Argument(help=NAME)],
    suspend: Annotated[
        bool | None, typer.Option("--suspend/--restore", help="Without rights, or with all again")
    ] = None,
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day of it")] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The last day without rights")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="By whose decision")] = "",
) -> None:
    """Record that a member's rights to vote, elect and be elected are suspended, or restored."""
    from orglife.errors import UsageError
    from orglife.messages import say

    if suspend is None:
        raise UsageError(
            say("say whether rights are suspended or restored"),
            hint=say("give --suspend or --restore, each with --from DATE"),
        )
    if suspend:
        _spell(session, name, "suspended", from_, until, reason)
        return
    from orglife.actions.people.spells import restore_rights

    session.change(lambda branch: restore_rights(branch, name, day=session.day(from_)))


@writes
def transfer_out(
    session: Session,
    name: Annotated[str, typer.Argument(help=NAME)],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of sending")] = "",
    to: Annotated[str, typer.Option("--to", help="The organization that is to receive")] = "",
    received: Annotated[
        str, typer.Option("--received", metavar="DATE", help="The day it received; alone later")
    ] = "",
    letter_until: Annotated[
        str, typer.Option("--letter-until", metavar="DATE", help="Last day of the letter")
    ] = "",
) -> None:
    """Record that a member is sent to another branch, and when that branch received them."""
    from orglife.actions.people.transfer import transfer_out as transferred

    session.change(
        lambda branch: transferred(
            branch,
            name,
            recorded=session.today,
            sent=_day(session, on),
            to=to,
            received=_day(session, received),
            letter_until=_day(session, letter_until, future=True),
        )
    )


@writes
def return_(
    session: Session,
    name: Annotated[str, typer.Argument(help=NAME)],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The first day; else today")] = "",
) -> None:
    """Record that a member who was sent away belongs here again."""
    from orglife.actions.people.transfer import return_member

    session.change(
        lambda branch: return_member(branch, name, recorded=session.today, day=session.day(on))
    )


COMMANDS = {
    "excuse": excuse,
    "exempt": exempt,
    "mobile": mobile,
    "rights": rights,
    "transfer-out": transfer_out,
    "return": return_,
}


def _spell(session: Session, name: str, kind: str, from_: str, until: str, reason: str) -> None:
    from orglife.actions.people.spells import add_spell

    session.change(
        lambda branch: add_spell(
            branch,
            name,
            kind,
            since=_day(session, from_),
            until=_day(session, until, future=bool(from_)),
            reason=reason,
        )
    )


def _day(session: Session, text: str, *, future: bool = False) -> date | None:
    """Return the day that was typed; None where nothing was."""
    return session.day(text, future=future) if text else None
