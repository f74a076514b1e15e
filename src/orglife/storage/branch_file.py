"""The path of a branch file, the names beside it, and reading the file whole.

Reading never creates a file, never waits for a FIFO, never opens a device.
"""

from __future__ import annotations

import errno
import os
import re
import stat

from msgspec import Struct

from orglife.errors import DamagedFileError, MissingFileError, StoreError
from orglife.messages import say
from orglife.storage.filesystem import READ, FileSystem, read_all
from orglife.storage.validation import MAX_BYTES


class FileIdentity(Struct, frozen=True):
    """What a file looks like from outside; another one, or a changed one, differs."""

    device: int
    inode: int
    size: int
    modified: int
    """Nanoseconds."""


class FileSnapshot(Struct, frozen=True):
    """A file as it was read."""

    data: bytes
    stamp: FileIdentity
    mode: int
    user: int
    group: int


def read_file(fs: FileSystem, path: str, shown: str = "") -> FileSnapshot:
    """Return the bytes of the regular file at `path`, called `shown` in messages.

    Raises:
        MissingFileError: there is nothing at that path.
        DamagedFileError: it is larger than any branch file.
        StoreError: it is no regular file, or cannot be read.
    """
    shown = shown or path
    try:
        _refuse_irregular(fs.stat(path).st_mode, shown)
        fd = fs.open(path, READ)
        try:
            status = fs.fstat(fd)
            _refuse_irregular(status.st_mode, shown)
            if status.st_size > MAX_BYTES:
                raise DamagedFileError(
                    say("{path} is larger than {limit} MiB", path=shown, limit=MAX_BYTES >> 20)
                )
            data = read_all(fs, fd, status.st_size)
        finally:
            fs.close(fd)
    except OSError as error:
        raise _told(error, shown) from error
    return FileSnapshot(data, stamp_of(status), status.st_mode, status.st_uid, status.st_gid)


def file_status(fs: FileSystem, path: str, shown: str = "") -> os.stat_result:
    """Return the status of the regular file at `path`, without opening it; errors as above."""
    shown = shown or path
    try:
        status = fs.stat(path)
    except OSError as error:
        raise _told(error, shown) from error
    _refuse_irregular(status.st_mode, shown)
    return status


def _told(error: OSError, shown: str) -> StoreError:
    """Return an error of the system in words."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return MissingFileError(
            say("no branch file at {path}", path=shown),
            hint=say("make one with 'orglife init', or name another with -f"),
        )
    from orglife.storage.filesystem import os_error_message

    return StoreError(
        say("can't read {path}: {reason}", path=shown, reason=os_error_message(error))
    )


def stamp_of(status: os.stat_result) -> FileIdentity:
    """Return the stamp of a file."""
    return FileIdentity(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def _refuse_irregular(mode: int, path: str) -> None:
    if stat.S_ISDIR(mode):
        raise StoreError(
            say("{path} is a folder, not a branch file", path=path),
            hint=say("name the file in it with -f"),
        )
    if not stat.S_ISREG(mode):
        raise StoreError(say("{path} is not a regular file", path=path))


_WRITTEN = re.compile(r"\d+-[0-9a-f]{1,8}\.tmp")
"""Number of the process and random digits."""
_DAMAGED = re.compile(r"[0-9a-f]{8}\.tmp")


class BranchPath(Struct, frozen=True):
    """A path as typed, and the file that it leads to."""

    shown: str
    """For messages."""
    path: str
    """Absolute, every link followed."""
    folder: str
    name: str

    @property
    def lock(self) -> str:
        """The lock file; made by the first write, never removed."""
        return self.path + ".lock"

    @property
    def backups(self) -> str:
        """The folder of automatic backups."""
        return self.path + ".backups"

    @property
    def journal(self) -> str:
        """The journal of a purge that is under way, or was broken off."""
        return self.path + ".purging"

    def temporary(self, unique: str) -> str:
        """Return the path of a temporary file."""
        return os.path.join(self.folder, f".{self.name}.{unique}.tmp")  # noqa: PTH118

    def is_temporary(self, name: str) -> bool:
        """Whether a name in the folder is that of one of our temporary files."""
        if name.startswith(f"{self.name}.damaged-"):
            return _DAMAGED.fullmatch(name.removeprefix(f"{self.name}.damaged-")) is not None
        if name == f"{self.name}.purging.tmp":
            return True
        begin = f".{self.name}."
        return name.startswith(begin) and _WRITTEN.fullmatch(name.removeprefix(begin)) is not None


def resolve_path(fs: FileSystem, shown: str) -> BranchPath:
    """Return where the file of that name is, or would be."""
    path = fs.resolve(shown)
    folder, name = os.path.split(path)
    return BranchPath(shown, path, folder, name)
