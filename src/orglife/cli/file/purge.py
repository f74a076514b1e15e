"""`orglife purge`: erase for good, asked first; finish a purge that was broken off."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from orglife.cli.framework.command import Session, confirm, writes
from orglife.cli.framework.options import option
from orglife.cli.process import environment, output
from orglife.cli.user.user_files import erase_from_user_files
from orglife.errors import DamagedFileError, OrglifeError, UsageError
from orglife.messages import Message, say
from orglife.model.duration import parse_age
from orglife.reports.formats.registry import render_view
from orglife.reports.view import View

if TYPE_CHECKING:
    from orglife.actions.purge import Erasure
    from orglife.model.branch import Branch
    from orglife.storage.erase import ErasureResult, NameTest, RecordEraser


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


class PurgeRequest(NamedTuple):
    """What is to be erased, by ids and days only: so it stands in the journal of the purge."""

    member: int = 0
    """The id of who has left; 0 where old texts are meant."""
    day: str = ""
    """The day as of which the member has left, or before which texts are old; ISO."""

    def choose(self, branch: Branch, past: Iterable[Any]) -> Erasure:
        """Return the erasure."""
        from orglife.actions.purge import member_erasure, old_text_erasure

        day = date.fromisoformat(self.day)
        if not self.member:
            return old_text_erasure(day)
        return member_erasure(branch, f"#{self.member}", day, past)


def purge_branch(session: Session, older_than: str, member: str) -> None:
    """Erase what was asked for and say how much it was."""
    from orglife.actions.purge import member_erasure
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
    erased = _carried_out(session, request)
    session.use_branch(erased.branch)
    _name_what_stays(session)
    if session.json:
        view = View({"schema": "orglife.purge/1", **_numbers(erased, erased.beside)}, ())
        output.write_out(render_view("json", view, session.data_language))
        return
    session.say(_said(erased, erased.beside))


def finish_broken_purge(session: Session, path: str) -> None:
    """Finish a purge that was broken off, and say so.

    A command that only reads goes on where it can't be finished, with a warning.

    Raises:
        StoreError, RefusedError: it can't be finished, and the command would write.
    """
    from orglife.storage.erase import unfinished_purge
    from orglife.storage.store import Store

    if session.dry_run:
        session.warn(say("a purge of this file was broken off; it is not finished yet"))
        return
    try:
        found = unfinished_purge(Store(path))
        if found is None:
            return
        request = _read(found)
        _carried_out(session, request, path)
    except OrglifeError as error:
        if session.kind != "reads":
            raise
        session.warn(
            say(
                "a purge of this file was broken off, and can't be finished now: {why}",
                why=error.message,
            )
        )
        return
    session.warn(say("a purge of this file was broken off; it is finished now"))


def _read(found: dict[str, Any]) -> PurgeRequest:
    """Return what a journal says.

    Raises:
        DamagedFileError: it is not what a purge writes.
    """
    member, day = found.get("member"), found.get("day")
    try:
        if type(member) is int and member >= 0 and isinstance(day, str):
            date.fromisoformat(day)
            return PurgeRequest(member, day)
    except ValueError:
        pass
    raise DamagedFileError(say("the journal of the purge can't be read"))


def _carried_out(session: Session, request: PurgeRequest, path: str = "") -> ErasureResult:
    """Erase from backups, drafts and the file, and return how much it was."""
    from orglife.storage.erase import Purging, erase_records
    from orglife.storage.store import Store

    purge: list[Erasure] = []

    def choose(branch: Branch, past: Iterable[Any] = ()) -> tuple[RecordEraser, NameTest | None]:
        session.use_branch(branch)
        purge[:] = [request.choose(branch, past)]
        return purge[0].clean, purge[0].names

    store = Store(path) if path else session.store
    file = Path(store.path)
    return erase_records(
        store,
        choose,
        command=session.command if not path else "orglife purge",
        now=environment.now,
        purging=Purging(request._asdict(), lambda: erase_from_user_files(file, purge[0].names)),
    )


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
