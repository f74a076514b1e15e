"""Member.

`orglife member`: who the members are and what applies to them.

`orglife member excuse, exempt, mobile, rights, transfer-out, return`: what applies when.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from orglife.cli.framework.command import Session, change, confirm, noun, reads, show, writes
from orglife.cli.framework.options import argument, option
from orglife.cli.framework.record_options import TypedFields, record_options
from orglife.model.fields.field import ADD, EDIT
from orglife.model.fields.people import MEMBER_FIELDS

app = noun(
    "member",
    "Members: who they are and what applies to them",
    examples=("member list", 'member show "Li Si"'),
)


@app.command("add")
@writes(
    examples=(
        'member add "Zhao Min" --standing probationary --joined 2026-06-28',
        "member add 赵敏 --standing 正式党员 --joined 2010-07-01 --arrived today",
    )
)
@record_options(MEMBER_FIELDS, ADD)
def member_add(
    session: Session,
    name: Annotated[str, argument("The member's name")],
    *,
    fields: TypedFields,
) -> None:
    """Enter a member; what is not known is left out."""
    from orglife.actions.people.members import MemberEntry, add_member

    change(
        session,
        lambda branch: add_member(
            branch,
            MemberEntry(name=name, **fields.parse(session)),
            recorded=session.today,
        ),
    )


@app.command("list")
@reads(examples=("member list", "member list --all --as-of 2026-01-01"))
def member_list(
    session: Session,
    everybody: Annotated[bool, option("--all", help="Former members and applicants too")] = False,
) -> None:
    """List the members: standing, group, posts, since when."""
    from orglife.reports.people.members import members_view

    show(session, members_view(session.load(), session.today, everybody=everybody))


NAME = "The member: a name or #id"


@app.command("show")
@reads(examples=('member show "Li Si"', 'member show "#4"'))
def member_show(session: Session, name: Annotated[str, argument(NAME, values="members")]) -> None:
    """Show what is on record about a member."""
    from orglife.model.names import find_member
    from orglife.reports.people.members import member_view

    branch = session.load()
    show(session, member_view(branch, find_member(branch, name), session.today))


@app.command("edit")
@writes(
    examples=(
        'member edit "Li Si" --residence "East Lane"',
        'member edit "Li Si" --left 2026-10-01 --left-reason "moved away"',
    )
)
@record_options(MEMBER_FIELDS, EDIT)
def member_edit(
    session: Session,
    name: Annotated[str, argument(NAME, values="members")],
    clear: Annotated[
        list[str], option("--clear", metavar="FIELD", help="Empty this, as in joined or left")
    ] = [],
    *,
    fields: TypedFields,
) -> None:
    """Correct what is known of a member; only what is named is changed."""
    from orglife.actions.people.members import edit_member

    change(
        session,
        lambda branch: edit_member(
            branch,
            name,
            {**fields.parse(session), **({"clear": tuple(clear)} if clear else {})},
            recorded=session.today,
        ),
    )


@app.command("remove")
@writes(examples=('member remove "Li Si"',))
def member_remove(session: Session, name: Annotated[str, argument(NAME, values="members")]) -> None:
    """Take back a member entered by mistake, who is on record nowhere."""
    from orglife.actions.people.members import remove_member
    from orglife.messages import say

    remove_member(session.load(), name)  # what is refused is refused before anybody is asked
    confirm(session, say("remove {name} as entered by mistake?", name=name))
    change(session, lambda branch: remove_member(branch, name))


@writes(examples=('member excuse "Li Si" --from 2026-09-01 --until 2026-12-31 --reason "abroad"',))
def member_excuse(
    session: Session,
    name: Annotated[str, argument(NAME, values="members")],
    from_: Annotated[
        str,
        option(
            "--from",
            metavar="DATE",
            help="The first day",
            values="day",
            needed=True,
            unless="until",
        ),
    ] = "",
    until: Annotated[
        str,
        option(
            "--until", metavar="DATE", help="The last day; alone it ends the leave", values="day"
        ),
    ] = "",
    reason: Annotated[str, option("--reason", help="Why")] = "",
) -> None:
    """Record a long leave: the member is left out of attendance and hours, and still votes."""
    _spell(session, name, "excused", from_, until, reason)


@writes(examples=('member exempt "Li Si" --from 2026-01-01 --reason "old and frail"',))
def member_exempt(
    session: Session,
    name: Annotated[str, argument(NAME, values="members")],
    from_: Annotated[
        str,
        option(
            "--from",
            metavar="DATE",
            help="The first day",
            values="day",
            needed=True,
            unless="until",
        ),
    ] = "",
    until: Annotated[
        str, option("--until", metavar="DATE", help="The last day; alone it ends it", values="day")
    ] = "",
    reason: Annotated[str, option("--reason", help="Why: old and frail, gravely ill")] = "",
) -> None:
    """Record that nothing is asked of a member who is old, frail or gravely ill (Art. 23)."""
    _spell(session, name, "exempt", from_, until, reason)


@writes(examples=('member mobile "Li Si" --from 2026-03-01 --place Shenzhen --contact "Wang Wu"',))
def member_mobile(
    session: Session,
    name: Annotated[str, argument(NAME, values="members")],
    from_: Annotated[
        str,
        option(
            "--from",
            metavar="DATE",
            help="The first day away",
            values="day",
            needed=True,
            unless="until",
        ),
    ] = "",
    until: Annotated[
        str, option("--until", metavar="DATE", help="The last day; alone it ends it", values="day")
    ] = "",
    place: Annotated[str, option("--place", help="Where: a town, no address")] = "",
    abroad: Annotated[
        bool | None, option("--abroad/--not-abroad", help="In another country")
    ] = None,
    contact: Annotated[
        str, option("--contact", metavar="NAME", help="The member who keeps in touch")
    ] = "",
    purpose: Annotated[
        str,
        option("--purpose", help="Why: study, work, family or other", values="PURPOSES"),
    ] = "",
) -> None:
    """Record that a member is away without transfer, and who keeps in touch (Arts. 32 to 34)."""
    from orglife.actions.people.member_status import MobileEntry, go_mobile

    change(
        session,
        lambda branch: go_mobile(
            branch,
            name,
            MobileEntry(place, abroad, contact, purpose),
            since=_day(session, from_),
            until=_day(session, until, future=bool(from_)),
        ),
    )


@writes(examples=('member return "Li Si" --on 2026-11-01',))
def member_return(
    session: Session,
    name: Annotated[str, argument(NAME, values="members")],
    on: Annotated[
        str, option("--on", metavar="DATE", help="The first day; else today", values="day")
    ] = "",
) -> None:
    """Record that a member who was sent away belongs here again."""
    from orglife.actions.people.member_status import return_member

    change(
        session,
        lambda branch: return_member(branch, name, recorded=session.today, day=session.day(on)),
    )


@writes(
    examples=(
        (
            'member rights "Li Si" --suspend --from 2026-03-01 --reason "by decision of the '
            'superior"'
        ),
    )
)
def member_rights(
    session: Session,
    name: Annotated[str, argument(NAME, values="members")],
    suspend: Annotated[
        bool | None, option("--suspend/--restore", help="Without rights, or with all again")
    ] = None,
    from_: Annotated[
        str, option("--from", metavar="DATE", help="The first day of it", values="day")
    ] = "",
    until: Annotated[
        str, option("--until", metavar="DATE", help="The last day without rights", values="day")
    ] = "",
    reason: Annotated[str, option("--reason", help="By whose decision")] = "",
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


@writes(
    examples=(
        'member transfer-out "Li Si" --on 2026-10-01 --to "Harbour branch"',
        'member transfer-out "Li Si" --received 2026-10-20',
    )
)
def member_transfer_out(
    session: Session,
    name: Annotated[str, argument(NAME, values="members")],
    on: Annotated[
        str,
        option(
            "--on",
            metavar="DATE",
            help="The day of sending",
            values="day",
            needed=True,
            unless="received",
        ),
    ] = "",
    to: Annotated[str, option("--to", help="The organization that is to receive")] = "",
    received: Annotated[
        str,
        option("--received", metavar="DATE", help="The day it received; alone later", values="day"),
    ] = "",
    letter_until: Annotated[
        str, option("--letter-until", metavar="DATE", help="Last day of the letter")
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
