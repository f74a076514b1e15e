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
    UnwritableFileError,
)
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.storage.codec import NO_HISTORY, Envelope, decode, encode
from orglife.storage.filesystem import FILES, FileSystem
from orglife.storage.place import Place, find_place
from orglife.storage.read import Seen, read_file
from orglife.storage.seal import DamageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orglife.storage.history import Entry

T = TypeVar("T")


class Store:
    """The branch file at a path. Holds nothing open between calls."""

    def __init__(self, path: str | os.PathLike[str], *, fs: FileSystem = FILES) -> None:
        self.path = os.fspath(path)
        self._fs = fs

    def load(self) -> Branch:
        """Return the records. Needs no lock: a file is replaced at once, never changed.

        Raises:
            MissingFileError: there is no file.
            DamagedFileError: it is not what orglife wrote.
            NewerSchemaError: a newer orglife wrote it.
            StoreError: it can't be read.
        """
        return self._read(self.path)[1].branch

    def create(self, branch: Branch, *, command: str, now: datetime) -> None:
        """Make the file; `now` is when, with its zone.

        Raises:
            RefusedError: something has that name already.
            UnwritableFileError: it can't be made there.
        """
        from orglife.storage.lock import locked
        from orglife.storage.write import write_file

        place = find_place(self._fs, self.path)
        self._refuse_existing(place)
        with locked(self._fs, place):
            self._refuse_existing(place)
            data = self._next(None, branch, command=command, now=now)
            write_file(self._fs, place, data, None)

    def update(
        self, change: Callable[[Branch], tuple[Branch, T]], *, command: str, now: datetime
    ) -> T:
        """Change the branch by one write; nothing is written where nothing changed.

        `command` is what was typed, without private text; `now` is when, with its zone. What
        `change` raises leaves the file as it was.

        Raises:
            LockedError: another process is changing it.
            ChangedError: something without a lock changed it meanwhile.
            InvalidRecordError: a record could not be kept as it is.
            UnwritableFileError: nothing was changed.
            UnconfirmedWriteError: it was saved, but the disk did not confirm it.
        """
        with self._writing() as (place, seen, envelope):
            branch, result = change(envelope.branch)
            if branch is not envelope.branch and branch != envelope.branch:
                data = self._next(envelope, branch, command=command, now=now)
                self._write(place, seen, data)
        return result

    def history(self) -> tuple[Entry, ...]:
        """Return every entry, the oldest first."""
        from orglife.storage.history import entries

        return entries(self._read(self.path)[1].history)

    def head(self) -> str:
        """Return the digest of the newest entry, which stands for all before it too."""
        from orglife.storage.history import tip

        return tip(self._read(self.path)[1].history).digest

    def _read(self, path: str) -> tuple[Seen, Envelope]:
        seen = read_file(self._fs, path)
        try:
            return seen, decode(seen.data)
        except DamageError as error:
            raise DamagedFileError(
                say("{path} is damaged: {what}", path=self.path, what=error.message),
                hint=say("it is left as it is"),
            ) from error
        except NewerSchemaError as error:
            raise NewerSchemaError(
                say("{path}: {what}", path=self.path, what=error.message), hint=error.hint
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[tuple[Place, Seen, Envelope]]:
        """Hold the lock, and hand over what is there."""
        from orglife.storage.lock import locked
        from orglife.storage.write import check_writable

        place = find_place(self._fs, self.path)
        first = read_file(self._fs, place.path)
        check_writable(self._fs, place, first.mode)
        with locked(self._fs, place, first.mode, first.group):
            seen, envelope = self._read(place.path)
            yield place, seen, envelope

    def _next(
        self, envelope: Envelope | None, branch: Branch, *, command: str, now: datetime
    ) -> bytes:
        """Return the bytes of the file after a change, with its entry."""
        from orglife.storage.checks import check_records
        from orglife.storage.history import Tip, append, differences, make_entry, tip

        old = envelope.branch if envelope else None
        changed = differences(old, branch)
        check_records(branch, changed)
        history = envelope.history if envelope else NO_HISTORY
        last = tip(history) if envelope else Tip()
        entry = make_entry(last, changed, command=command, now=now, fs=self._fs)
        sequence = envelope.seal.sequence + 1 if envelope else 1
        return encode(branch, append(history, entry), sequence=sequence)

    def _write(self, place: Place, seen: Seen, data: bytes) -> None:
        from orglife.storage.write import write_file

        write_file(self._fs, place, data, seen)

    def _refuse_existing(self, place: Place) -> None:
        try:
            self._fs.stat(place.path)
        except FileNotFoundError:
            return
        except OSError as error:
            from orglife.storage.trouble import reason

            raise UnwritableFileError(
                say("can't make {path}: {reason}", path=self.path, reason=reason(error))
            ) from error
        raise RefusedError(
            say("{path} exists already", path=self.path),
            hint=say("choose another name; orglife never writes over a file with 'init'"),
        )
