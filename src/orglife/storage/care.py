"""`Care`: what is done to the file itself: verified, backed up, restored, erased from, mended."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from orglife.model.branch import Branch
from orglife.storage.branch_file import resolve_path
from orglife.storage.store import Store

if TYPE_CHECKING:
    from orglife.model.history import RecordChange
    from orglife.storage.accept import AcceptedEdit
    from orglife.storage.doctor import FileProblem
    from orglife.storage.erase import ErasureChoice, ErasureResult
    from orglife.storage.restore import BackupState
    from orglife.storage.verify import VerificationResult


class Care(Store):
    """A branch file with everything that keeps it well."""

    def verify(self) -> VerificationResult:
        """Return whether the chain holds, and every record is what the history says it is.

        Raises:
            StoreError: it can't be read, or it is damaged.
        """
        from orglife.storage.verify import verify_history

        seen, envelope = self._read(self.path)
        return verify_history(seen.data, envelope.branch, self._entries(envelope))

    def backups(self) -> list[BackupState]:
        """Return every backup with what is in it, the oldest first."""
        from orglife.storage.restore import backup_states

        return backup_states(self._fs, resolve_path(self._fs, self.path))

    def compare(
        self, number: int | None = None
    ) -> tuple[BackupState, Branch, tuple[RecordChange, ...]]:
        """Return a backup (by default the newest), the branch, and what differs between them.

        Raises:
            RefusedError: there is no such backup, or it is that of another branch.
            DamagedFileError: the file or the backup is damaged.
        """
        from orglife.storage.restore import compare

        branch = self.load()
        state, steps = compare(self._fs, resolve_path(self._fs, self.path), branch, number)
        return state, branch, steps

    def restore(self, number: int, *, command: str, now: datetime, dry_run: bool = False) -> Branch:
        """Go back to a backup by one write, which can be undone; also where the file is damaged.

        A damaged file stays under another name. With `dry_run` nothing is written.

        Raises:
            RefusedError: there is no such backup, or it is that of another branch.
            DamagedFileError: the backup is damaged.
        """
        from orglife.storage.restore import find_backup, restore

        place = resolve_path(self._fs, self.path)
        if dry_run:
            return find_backup(self._fs, place, number).branch
        return restore(self._fs, place, number, command=command, now=now)

    def erase(
        self,
        choose: ErasureChoice,
        *,
        command: str,
        now: datetime,
    ) -> ErasureResult:
        """Erase for good what `choose` names: from records, history, commands and backups.

        `choose` returns a function that takes what is erased out of a record, and one that says
        which command lines are erased. What was erased can't be undone.
        """
        from orglife.storage.erase import erase

        with self._writing() as (place, seen, envelope):
            self._entries(envelope)
            return erase(self._fs, place, seen, envelope, choose, command=command, now=now)

    def examine(self, *, now: datetime) -> list[FileProblem]:
        """Return what is wrong with the file and what lies around it."""
        from orglife.storage.doctor import examine

        return examine(self._fs, resolve_path(self._fs, self.path), now=now)

    def mend(self, *, now: datetime) -> None:
        """Mend what is safe to mend."""
        from orglife.storage.doctor import repair

        repair(self._fs, resolve_path(self._fs, self.path), now=now)

    def accept(self, *, command: str, now: datetime) -> AcceptedEdit:
        """Take over what was changed outside orglife.

        Raises:
            DamagedFileError: it can't be read as a branch; the message names the record.
            RefusedError: there is nothing to take over.
        """
        from orglife.storage.accept import accept

        return accept(self._fs, resolve_path(self._fs, self.path), command=command, now=now)

    def copy_to(self, path: str) -> None:
        """Write a copy of the file, checked whole, to a path where there is nothing yet.

        Raises:
            RefusedError: something has that name already.
            UnwritableFileError: it can't be made there.
        """
        from orglife.storage.write import write_branch_file

        seen, _ = self._read(self.path)
        place = resolve_path(self._fs, path)
        self._refuse_existing(place)
        write_branch_file(self._fs, place, seen.data, None)
