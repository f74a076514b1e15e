"""`orglife member`: who the members are and what applies to them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from orglife.cli.frame.command import Session, noun, reads, writes
from orglife.cli.people.member_state import COMMANDS, NAME

app = noun("member", "Members: who they are and what applies to them")


@app.command("add")
@writes
def add(
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
    from orglife.actions.people.member import MemberEntry, add_member

    session.change(
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
        )
    )


@app.command("list")
@reads
def list_(
    session: Session,
    everybody: Annotated[
        bool, typer.Option("--all", help="Former members and applicants too")
    ] = False,
) -> None:
    """List the members: standing, group, posts, since when."""
    from orglife.reports.people.members import members_view

    session.show(members_view(session.load(), session.today, everybody=everybody))


@app.command("show")
@reads
def show(session: Session, name: Annotated[str, typer.Argument(help=NAME)]) -> None:
    """Show what is on record about a member."""
    from orglife.model.names import find_member
    from orglife.reports.people.members import member_view

    branch = session.load()
    session.show(member_view(branch, find_member(branch, name), session.today))


@app.command("edit")
@writes
def edit(
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
    from orglife.actions.people.member import edit_member

    session.change(
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
        )
    )


@app.command("remove")
@writes
def remove(session: Session, name: Annotated[str, typer.Argument(help=NAME)]) -> None:
    """Take back a member entered by mistake, who is on record nowhere."""
    from orglife.actions.people.member import remove_member
    from orglife.messages import say

    remove_member(session.load(), name)  # what is refused is refused before anybody is asked
    session.confirm(say("remove {name} as entered by mistake?", name=name))
    session.change(lambda branch: remove_member(branch, name))


def _partial(session: Session, text: str | None) -> Any:
    """Return the day or month that was typed; None where nothing was."""
    if not text:
        return None
    from orglife.model.dates import read_partial

    return read_partial(text, today=session.today)


def _given(**changes: Any) -> dict[str, Any]:
    """Return what was given at all."""
    return {name: value for name, value in changes.items() if value is not None}


for _name, _command in COMMANDS.items():
    app.command(_name)(_command)
