"""`orglife purge`: erase for good, asked first; finish a purge that was broken off."""

from __future__ import annotations

import glob
from typing import TYPE_CHECKING, Annotated, Any

from orglife.cli.framework.command import Session, confirm, writes
from orglife.cli.framework.options import option
from orglife.cli.process import output
from orglife.errors import UsageError
from orglife.messages import Message, say
from orglife.model.duration import parse_age
from orglife.reports.formats.registry import render_view
from orglife.reports.view import View

if TYPE_CHECKING:
    from orglife.storage.erase import ErasureResult


@writes(examples=("purge --older-than 3y",), private=("member",))
def purge(
    session: Session,
    older_than: Annotated[
        str,
        option("--older-than", metavar="AGE", help="Private texts older than this: 3y, 18m, 90d"),
    ] = "",
    member: Annotated[
        str,
        option(
            "--member", metavar="NAME", help="What is personal about a departed one", several=True
        ),
    ] = "",
) -> None:
    """Erase old private texts or a departed member's data for good, in history and backups too."""
    purge_branch(session, older_than, member)


def purge_branch(session: Session, older_than: str, member: str) -> None:
    """Erase what was asked for and say how much it was."""
    from orglife.actions.purge import member_erasure
    from orglife.cli.framework.purging import PurgeRequest, carry_out_purge
    from orglife.model.names import find_member

    if bool(older_than) == bool(member):
        raise UsageError(
            say("say what to erase: either --older-than or --member"),
            hint=say("as in: orglife purge --older-than 3y"),
        )
    branch = session.load()  # a name that is refused is refused before anything is asked
    if older_than:
        request = PurgeRequest(day=parse_age(older_than, session.today).isoformat())
    else:
        member_erasure(branch, member, session.today)
        request = PurgeRequest(find_member(branch, member).id, session.today.isoformat())
    if session.dry_run:
        raise UsageError(say("purge has no --dry-run: what it would erase is not shown"))
    confirm(session, say("erase for good, from the history and the backups too?"))
    erased = carry_out_purge(session, request)
    session.use_branch(erased.branch)
    _name_what_stays(session)
    if session.json:
        view = View({"schema": "orglife.purge/1", **_numbers(erased, erased.beside)}, ())
        output.write_out(render_view("json", view, session.data_language))
        return
    session.say(_said(erased, erased.beside))


def _name_what_stays(session: Session) -> None:
    """Name the files beside this one that were set aside as damaged: nobody can erase from them."""
    path = session.file.resolve()
    aside = sorted(path.parent.glob(f"{glob.escape(path.name)}.damaged-*"))
    if aside:
        session.warn(
            say(
                "set aside as damaged, and as it was: {files}; remove it when it is not needed",
                files=tuple(one.name for one in aside),
            )
        )


def _numbers(erased: ErasureResult, drafts: int) -> dict[str, Any]:
    return {
        "branch": erased.branch.meta.name,
        "records": erased.records,
        "past": erased.past,
        "commands": erased.commands,
        "backups": erased.backups,
        "backups_removed": erased.removed,
        "drafts": drafts,
    }


def _said(erased: ErasureResult, drafts: int) -> Message:
    if not any(erased[1:]) and not drafts:
        return say("{branch}: there was nothing to erase.", branch=erased.branch.meta.name)
    return say(
        "{branch}: erased for good: in {records} records, {past} former states, {commands} command "
        "lines, {backups} backups, {drafts} drafts; {removed} damaged backups were removed. Copies "
        "elsewhere are as they were.",
        branch=erased.branch.meta.name,
        records=erased.records,
        past=erased.past,
        commands=erased.commands,
        backups=erased.backups,
        drafts=drafts,
        removed=erased.removed,
    )
