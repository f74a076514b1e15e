"""`Store`: the branch file as commands use it.

One command is one read, one pure change and one write, under a lock that is held throughout.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from orglife.errors import (
    DamagedFileError,
    NewerSchemaError,
    RefusedError,
    StoreError,
    UnwritableFileError,
)
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.storage.branch_file import FileSnapshot, file_status, read_file
from orglife.storage.decode import decode_file
from orglife.storage.filesystem import FILES, FileSystem
from orglife.storage.format import DamageError, Envelope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orglife.model.history import HistoryEvent
    from orglife.storage.branch_file import BranchPath
    from orglife.storage.events import UndoResult
    from orglife.storage.history import HistoryEntry

T = TypeVar("T")

Moment = datetime | Callable[[], datetime]
"""A time with its zone; or a clock, which is read with the lock held, so that of two writers the
later one is not the earlier by the clock."""


def moment_of(now: Moment) -> datetime:
    """Return the time that is meant: what a clock says now, or the time itself."""
    return now if isinstance(now, datetime) else now()


class Store:
    """The branch file at a path. Holds nothing open between calls."""

    def __init__(self, path: str | os.PathLike[str], *, fs: FileSystem = FILES) -> None:
        self.path = os.fspath(path)
        self.fs = fs

    def load(self) -> Branch:
        """Return the records. Needs no lock: a file is replaced at once, never changed.

        Raises:
            MissingFileError: there is no file.
            DamagedFileError: it is not what orglife wrote.
            NewerSchemaError: a newer orglife wrote it.
            StoreError: it can't be read.
        """
        return self.read(self.path)[1].branch

    def create(self, branch: Branch, *, command: str, now: datetime) -> None:
        """Make the file; `now` is when, with its zone.

        Raises:
            RefusedError: something has that name already.
            UnwritableFileError: it can't be made there.
        """
        from orglife.storage.branch_file import resolve_path
        from orglife.storage.commit import compose_file
        from orglife.storage.lock import locked
        from orglife.storage.write import write_branch_file

        place = resolve_path(self.fs, self.path)
        self.refuse_existing(place)
        with locked(self.fs, place):
            self.refuse_existing(place)
            data = compose_file(self.fs, None, branch, command=command, now=now)
            write_branch_file(self.fs, place, data, None)

    def update(
        self, change: Callable[[Branch], tuple[Branch, T]], *, command: str, now: Moment
    ) -> T:
        """Change the branch by one write; nothing is written where nothing changed.

        `command` is what was typed, without private text; `now` is when, or the clock. What
        `change` raises leaves the file as it was.

        Raises:
            LockedError: another process is changing it.
            ChangedError: something without a lock changed it meanwhile.
            InvalidRecordError: a record could not be kept as it is.
            UnwritableFileError: nothing was changed.
            UnconfirmedWriteError: it was saved, but the disk did not confirm it.
        """
        with self.writing() as (place, seen, envelope):
            branch, result = change(envelope.branch)
            if branch is not envelope.branch:
                from orglife.storage.commit import compose_file, replace_file
                from orglife.storage.history import same_content

                if same_content(envelope.branch, branch):
                    return result
                moment = moment_of(now)
                data = compose_file(self.fs, envelope, branch, command=command, now=moment)
                replace_file(self.fs, place, seen, data, moment)
        return result

    def history(self) -> tuple[HistoryEntry, ...]:
        """Return every entry, the oldest first."""
        return self.entries(self.read(self.path)[1])

    def past(self) -> tuple[Branch, tuple[HistoryEvent, ...]]:
        """Return the records, and every invocation with what it changed, the oldest first."""
        envelope = self.read(self.path)[1]
        return envelope.branch, self._events(envelope)

    def known_at(self, moment: datetime) -> Branch:
        """Return the records as the file had them at a moment (with its zone).

        Raises:
            RefusedError: the file was made later.
        """
        from orglife.storage.events import known_at

        branch, events = self.past()
        known = known_at(events, branch, moment)
        if known is None:
            raise RefusedError(
                say("{path} was made on {day}", path=self.path, day=events[0].at.date()),
                hint=say("before that day it knew nothing"),
            )
        return known

    def undo(
        self, steps: int = 1, *, command: str, now: Moment, dry_run: bool = False
    ) -> UndoResult:
        """Take the last commands back, by one write; with `dry_run` only say which.

        Raises:
            RefusedError: there are not so many.
        """
        from orglife.storage.events import undo_events

        return self._turn(undo_events, steps, command=command, now=now, dry_run=dry_run)

    def redo(
        self, steps: int = 1, *, command: str, now: Moment, dry_run: bool = False
    ) -> UndoResult:
        """Put back what was undone, by one write; with `dry_run` only say what.

        Raises:
            RefusedError: nothing was undone, or something else was done since.
        """
        from orglife.storage.events import redo_events

        return self._turn(redo_events, steps, command=command, now=now, dry_run=dry_run)

    def head(self) -> str:
        """Return the digest of the newest entry, which stands for all before it too."""
        from orglife.storage.history import history_head

        return history_head(self.read(self.path)[1].history).digest

    def _turn(
        self,
        turn: Callable[[tuple[HistoryEvent, ...], Branch, int], UndoResult],
        steps: int,
        *,
        command: str,
        now: Moment,
        dry_run: bool,
    ) -> UndoResult:
        from orglife.storage.commit import compose_file, replace_file
        from orglife.storage.events import undo_events

        if dry_run:
            envelope = self.read(self.path)[1]
            return turn(self._events(envelope), envelope.branch, steps)
        with self.writing() as (place, seen, envelope):
            turned = turn(self._events(envelope), envelope.branch, steps)
            moment = moment_of(now)
            numbers = tuple(event.number for event in turned.events)
            undoes, redoes = (numbers, ()) if turn is undo_events else ((), numbers)
            data = compose_file(
                self.fs,
                envelope,
                turned.branch,
                command=command,
                now=moment,
                undoes=undoes,
                redoes=redoes,
            )
            replace_file(self.fs, place, seen, data, moment)
        return turned

    def entries(self, envelope: Envelope) -> tuple[HistoryEntry, ...]:
        """Return the entries of the history in `envelope`, the oldest first."""
        from orglife.storage.history import entries

        with self._reading_history():
            return entries(envelope.history)

    def _events(self, envelope: Envelope) -> tuple[HistoryEvent, ...]:
        from orglife.storage.events import events

        past = self.entries(envelope)
        with self._reading_history():
            return events(past, envelope.branch)

    @contextmanager
    def _reading_history(self) -> Iterator[None]:
        """Say of the file that its history is damaged, where something in it can't be read."""
        try:
            yield
        except (ValueError, LookupError, RecursionError) as error:
            raise DamagedFileError(
                say(
                    "{path}: its history cannot be decoded: {error}",
                    path=self.path,
                    error=str(error),
                )
            ) from error

    def read(self, path: str) -> tuple[FileSnapshot, Envelope]:
        """Return the file at `path` as bytes read and as content, or raise a StoreError."""
        seen = read_file(self.fs, path, self.path)
        try:
            return seen, decode_file(seen.data)
        except MemoryError:
            raise StoreError(
                say("can't read {path}: there is not enough memory", path=self.path)
            ) from None
        except DamageError as error:
            raise DamagedFileError(
                say("{path} is damaged: {what}", path=self.path, what=error.message),
                hint=self._way_out(),
            ) from error
        except NewerSchemaError as error:
            raise NewerSchemaError(
                say("{path}: {what}", path=self.path, what=error.message), hint=error.hint
            ) from error

    def _way_out(self) -> Message:
        """Return what to do about a damaged file."""
        from orglife.storage.backup import recovery_hint
        from orglife.storage.branch_file import resolve_path

        return recovery_hint(self.fs, resolve_path(self.fs, self.path))

    @contextmanager
    def writing(self) -> Iterator[tuple[BranchPath, FileSnapshot, Envelope]]:
        """Hold the lock, and hand over what is there."""
        from orglife.storage.branch_file import resolve_path
        from orglife.storage.lock import locked
        from orglife.storage.write import check_writable

        place = resolve_path(self.fs, self.path)
        status = file_status(self.fs, place.path, self.path)
        check_writable(self.fs, place, status.st_mode)
        with locked(self.fs, place, status.st_mode, status.st_gid):
            seen, envelope = self.read(place.path)
            yield place, seen, envelope

    def refuse_existing(self, place: BranchPath) -> None:
        """Raise RefusedError if something is at `place` already."""
        try:
            self.fs.stat(place.path)
        except FileNotFoundError:
            return
        except OSError as error:
            from orglife.storage.filesystem import os_error_message

            raise UnwritableFileError(
                say("can't make {path}: {reason}", path=place.shown, reason=os_error_message(error))
            ) from error
        raise RefusedError(
            say("{path} exists already", path=place.shown),
            hint=say("choose another name; nothing is written over"),
        )
