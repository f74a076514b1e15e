"""A purge as its journal has it: carried out, and finished by the next command if broken off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from orglife.cli.process import environment
from orglife.errors import DamagedFileError, OrglifeError
from orglife.messages import say

if TYPE_CHECKING:
    from orglife.actions.purge import Erasure
    from orglife.cli.framework.session import Session
    from orglife.model.branch import Branch
    from orglife.storage.erase import ErasureResult, NameTest, RecordEraser


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


def carry_out_purge(session: Session, request: PurgeRequest, path: str = "") -> ErasureResult:
    """Erase from backups, drafts and the file, and return how much it was."""
    from orglife.cli.user.user_files import erase_from_user_files
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
        carry_out_purge(session, request, path)
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
