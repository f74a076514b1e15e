"""The lock beside the file: one writer at a time, released by the kernel when a process ends.

The lock file holds the number of the process that has it, so that who waits can be told. It is
never shortened, never followed through a link and never removed: who removes a lock file while
somebody waits for it gives the lock twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from orglife.errors import LockedError, UnwritableFileError
from orglife.messages import say
from orglife.storage.branch_file import BranchPath
from orglife.storage.filesystem import CREATE, EXISTING, FileSystem, os_error_message, write_all

PATIENCE = 5.0
"""Seconds to wait for another process."""
_PAUSE = 0.002
"""Seconds between two tries: short, so that a writer in a loop cannot keep the others out."""
_WIDTH = 20


@contextmanager
def locked(fs: FileSystem, place: BranchPath, mode: int = 0o600, group: int = -1) -> Iterator[None]:
    """Hold the lock of a file; `mode` and `group` are for a lock file that does not exist yet.

    Raises:
        LockedError: another process had it for `PATIENCE` seconds; the message names it.
        UnwritableFileError: the lock file cannot be made or opened.
    """
    try:
        fd = _acquire(fs, place, mode, group)
    except OSError as error:
        raise UnwritableFileError(
            say("can't lock {path}: {reason}", path=place.shown, reason=os_error_message(error))
        ) from error
    try:
        yield
    finally:
        with suppress(OSError):  # the lock is given back all the same
            fs.close(fd)


def _acquire(fs: FileSystem, place: BranchPath, mode: int, group: int) -> int:
    """Return the descriptor that holds the lock; closing it gives the lock back."""
    deadline = fs.elapsed() + PATIENCE
    while True:
        fd = _open(fs, place, mode, group)
        try:
            while not fs.try_lock(fd):
                if fs.elapsed() >= deadline:
                    raise LockedError(
                        say(
                            "{path} is being changed by process {pid}",
                            path=place.shown,
                            pid=_holder(fs, fd),
                        ),
                        hint=say("wait for it to finish, then run the command again"),
                    )
                fs.sleep(_PAUSE)
            if _still_there(fs, fd, place):
                fs.rewind(fd)
                write_all(fs, fd, f"{fs.process():<{_WIDTH}}\n".encode())
                return fd
        except BaseException:
            fs.close(fd)
            raise
        fs.close(fd)


def _open(fs: FileSystem, place: BranchPath, mode: int, group: int) -> int:
    """Open the lock file, or make it so that whoever may write the file may lock it."""
    try:
        return fs.open(place.lock, EXISTING)
    except FileNotFoundError:
        pass
    try:
        fd = fs.open(place.lock, CREATE)
    except FileExistsError:
        return fs.open(place.lock, EXISTING)
    try:
        if group != -1 and fs.fstat(fd).st_gid != group:
            fs.chown(fd, -1, group)
        fs.chmod(fd, mode & 0o666)
    except OSError:
        pass  # only this user can lock then; the others are told that they have no permission
    return fd


def _still_there(fs: FileSystem, fd: int, place: BranchPath) -> bool:
    """Whether what was locked is what others will lock: somebody may have removed it meanwhile."""
    try:
        there = fs.stat(place.lock)
    except FileNotFoundError:
        return False
    return fs.fstat(fd).st_ino == there.st_ino


def _holder(fs: FileSystem, fd: int) -> str:
    """Return the number of the process that holds the lock, as far as it is known."""
    try:
        fs.rewind(fd)
        text = fs.read(fd, _WIDTH).decode("ascii", "replace").strip()
    except OSError:
        return "?"
    return text if text.isdecimal() else "?"
