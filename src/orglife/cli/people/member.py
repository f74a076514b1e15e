"""Member.

`orglife member`: who the members are and what applies to them.

`orglife member excuse, exempt, mobile, rights, transfer-out, return`: what applies when.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from orglife.cli.framework.command import Session, change, confirm, noun, reads, show, writes

app = noun("member", "Members: who they are and what applies to them")


@app.command("add")
@writes
def member_add(
    session: Session,
    name: Annotated[str, typer.Argument(help="The member's name")],
    standing: Annotated[str, typer.Option("--standing", help="full or probationary")] = "",
    joined: Annotated[
        str, typer.Option("--joined", metavar="DATE", help="Day or month of the admission")
    ] = "",
    full_since: Annotated[
        str, typer.Option("--full-since", metavar="DATE", help="Full member since")
    ] = "",
    arrived: Annotated[
        str, typer.Option("--arrived", metavar="DATE", help="In this branch since")
    ] = "",
    other_name: Annotated[
        list[str], typer.Option("--other-name", metavar="NAME", help="Another spelling")
    ] = [],
    residence: Annotated[
        str, typer.Option("--residence", help="Where: a quarter, no address")
    ] = "",
    unit: Annotated[str, typer.Option("--unit", help="The unit of work")] = "",
    duty: Annotated[str, typer.Option("--duty", help="The kind of work")] = "",
    visiting: Annotated[
        bool, typer.Option("--visiting", help="Takes part here, belongs to another branch")
    ] = False,
    dual: Annotated[
        bool, typer.Option("--dual", help="A leading cadre in dual organizational life")
    ] = False,
    remark: Annotated[str, typer.Option("--remark", help="A remark")] = "",
) -> None:
    """Enter a member; what is not known is left out."""
    from orglife.actions.people.members import MemberEntry, add_member

    change(
        session,
        lambda branch: add_member(
            branch,
            MemberEntry(
                name=name,
                standing=standing,
                joined=_partial(session, joined),
                full_since=_partial(session, full_since),
                arrived=_partial(session, arrived),
                other_names=tuple(other_name),
                visiting=visiting,
                dual=dual,
                residence=residence,
                unit=unit,
                duty=duty,
                remark=remark,
            ),
            recorded=session.today,
        ),
    )


@app.command("list")
@reads
def member_list(
    session: Session,
    everybody: Annotated[
        bool, typer.Option("--all", help="Former members and applicants too")
    ] = False,
) -> None:
    """List the members: standing, group, posts, since when."""
    from orglife.reports.people.members import members_view

    show(session, members_view(session.load(), session.today, everybody=everybody))


NAME = "The member: a name or #id"


@app.command("show")
@reads
def member_show(session: Session, name: Annotated[str, typer.Argument(help=NAME)]) -> None:
    """Show what is on record about a member."""
    from orglife.model.names import find_member
    from orglife.reports.people.members import member_view

    branch = session.load()
    show(session, member_view(branch, find_member(branch, name), session.today))


@app.command("edit")
@writes
def member_edit(
    session: Session,
    name: Annotated[str, typer.Argument(help=NAME)],
    new_name: Annotated[str | None, typer.Option("--name", help="The right name")] = None,
    standing: Annotated[str | None, typer.Option("--standing", help="full or probationary")] = None,
    joined: Annotated[
        str | None, typer.Option("--joined", metavar="DATE", help="Day or month of the admission")
    ] = None,
    full_since: Annotated[
        str | None, typer.Option("--full-since", metavar="DATE", help="Full member since")
    ] = None,
    arrived: Annotated[
        str | None, typer.Option("--arrived", metavar="DATE", help="In this branch since")
    ] = None,
    left: Annotated[
        str | None,
        typer.Option("--left", metavar="DATE", help="The last day here, as after a death"),
    ] = None,
    left_reason: Annotated[str | None, typer.Option("--left-reason", help="Why")] = None,
    other_name: Annotated[
        list[str], typer.Option("--other-name", metavar="NAME", help="Other spellings, all anew")
    ] = [],
    residence: Annotated[
        str | None, typer.Option("--residence", help="Where: a quarter, no address")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="The unit of work")] = None,
    duty: Annotated[str | None, typer.Option("--duty", help="The kind of work")] = None,
    visiting: Annotated[
        bool | None,
        typer.Option("--visiting/--belonging", help="Belongs to another branch, or to this one"),
    ] = None,
    dual: Annotated[
        bool | None, typer.Option("--dual/--not-dual", help="In dual organizational life")
    ] = None,
    remark: Annotated[str | None, typer.Option("--remark", help="A remark")] = None,
    clear: Annotated[
        list[str], typer.Option("--clear", metavar="FIELD", help="Empty this, as in joined or left")
    ] = [],
) -> None:
    """Correct what is known of a member; only what is named is changed."""
    from orglife.actions.people.members import edit_member

    change(
        session,
        lambda branch: edit_member(
            branch,
            name,
            _given(
                name=new_name,
                standing=standing,
                joined=_partial(session, joined),
                full_since=_partial(session, full_since),
                arrived=_partial(session, arrived),
                left=_partial(session, left),
                left_reason=left_reason,
                other_names=tuple(other_name) or None,
                residence=residence,
                unit=unit,
                duty=duty,
                visiting=visiting,
                dual=dual,
                remark=remark,
                clear=tuple(clear) or None,
            ),
            recorded=session.today,
        ),
    )


@app.command("remove")
@writes
def member_remove(session: Session, name: Annotated[str, typer.Argument(help=NAME)]) -> None:
    """Take back a member entered by mistake, who is on record nowhere."""
    from orglife.actions.people.members import remove_member
    from orglife.messages import say

    remove_member(session.load(), name)  # what is refused is refused before anybody is asked
    confirm(session, say("remove {name} as entered by mistake?", name=name))
    change(session, lambda branch: remove_member(branch, name))


def _partial(session: Session, text: str | None) -> Any:
    """Return the day or month that was typed; None where nothing was."""
    if not text:
        return None
    from orglife.model.dates import read_partial

    return read_partial(text, today=session.today)


def _given(**changes: Any) -> dict[str, Any]:
    """Return what was given at all."""
    return {name: value for name, value in changes.items() if value is not None}


@writes
def member_excuse(
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
def member_exempt(
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
def member_mobile(
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
    from orglife.actions.people.member_status import MobileEntry, go_mobile

    change(
        session,
        lambda branch: go_mobile(
            branch,
            name,
            MobileEntry(place, abroad, contact),
            since=_day(session, from_),
            until=_day(session, until, future=bool(from_)),
        ),
    )


@writes
def member_return(
    session: Session,
    name: Annotated[str, typer.Argument(help=NAME)],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The first day; else today")] = "",
) -> None:
    """Record that a member who was sent away belongs here again."""
    from orglife.actions.people.member_status import return_member

    change(
        session,
        lambda branch: return_member(branch, name, recorded=session.today, day=session.day(on)),
    )


@writes
def member_rights(
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
    from orglife.actions.people.member_status import restore_rights

    change(session, lambda branch: restore_rights(branch, name, day=session.day(from_)))


@writes
def member_transfer_out(
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
    from orglife.actions.people.member_status import transfer_member_out as transferred

    change(
        session,
        lambda branch: transferred(
            branch,
            name,
            recorded=session.today,
            sent=_day(session, on),
            to=to,
            received=_day(session, received),
            letter_until=_day(session, letter_until, future=True),
        ),
    )


COMMANDS = {
    "excuse": member_excuse,
    "exempt": member_exempt,
    "mobile": member_mobile,
    "rights": member_rights,
    "transfer-out": member_transfer_out,
    "return": member_return,
}

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


def _spell(session: Session, name: str, kind: str, from_: str, until: str, reason: str) -> None:
    from orglife.actions.people.member_status import add_spell

    change(
        session,
        lambda branch: add_spell(
            branch,
            name,
            kind,
            since=_day(session, from_),
            until=_day(session, until, future=bool(from_)),
            reason=reason,
        ),
    )


def _day(session: Session, text: str, *, future: bool = False) -> date | None:
    """Return the day that was typed; None where nothing was."""
    return session.day(text, future=future) if text else None
