"""Every call of storage to the operating system, as one small set that tests replace.

Nothing else in `storage/` calls the operating system, so a test that makes the first, second, ...
call fail has made every call fail. `os_error_message` words an error for the user.
"""

from __future__ import annotations

import errno
import os
import sys
import time

from orglife.messages import Message, say

WINDOWS = sys.platform == "win32"

READ = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
"""For reading; a FIFO in the place of a file does not make the open wait."""
CREATE = (
    os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
"""For a new file; anything that has the name already is an error, a link too."""
EXISTING = (
    os.O_RDWR
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
"""For the lock file; never through a link, never shortened."""
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)


class FileSystem:
    """The primitives, each raising `OSError` as the system does."""

    def resolve(self, path: str) -> str:
        """Return the path with every symbolic link followed."""
        return os.path.realpath(path)

    def stat(self, path: str) -> os.stat_result:
        """Return what the path leads to, links followed."""
        return os.stat(path)  # noqa: PTH116 (pathlib costs 4 ms to import)

    def lstat(self, path: str) -> os.stat_result:
        """Return what stands at the path itself, a link as the link."""
        return os.lstat(path)

    def user(self) -> int:
        """Return the number of this user; -1 where the system has none."""
        return os.geteuid() if hasattr(os, "geteuid") else -1

    def fstat(self, fd: int) -> os.stat_result:
        """Return what is open."""
        return os.fstat(fd)

    def writable(self, path: str) -> bool:
        """Whether this user may write it."""
        return os.access(path, os.W_OK)

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, in no order."""
        return os.listdir(folder)  # noqa: PTH208

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        """Open without handing the descriptor on to child processes."""
        return os.open(path, flags, mode)

    def close(self, fd: int) -> None:
        """Close; the descriptor is gone even where this raises."""
        os.close(fd)

    def read(self, fd: int, size: int) -> bytes:
        """Read at most `size` bytes; none at the end."""
        return os.read(fd, size)

    def write(self, fd: int, data: memoryview) -> int:
        """Write some of `data` and return how many bytes."""
        return os.write(fd, data)

    def rewind(self, fd: int) -> None:
        """Go back to the first byte."""
        os.lseek(fd, 0, os.SEEK_SET)

    def fsync(self, fd: int) -> None:
        """Wait until the disk has it."""
        os.fsync(fd)

    def chmod(self, fd: int, mode: int) -> None:
        """Set the permission bits, where the system has them."""
        if not WINDOWS:
            os.fchmod(fd, mode)

    def chown(self, fd: int, user: int, group: int) -> None:
        """Set owner and group; -1 leaves one as it is."""
        if not WINDOWS:
            os.fchown(fd, user, group)

    def attributes(self, path: str) -> dict[str, bytes]:
        """Return the extended attributes, access lists among them, where Python can read them."""
        if not hasattr(os, "listxattr"):
            return {}
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}

    def set_attribute(self, fd: int, name: str, value: bytes) -> None:
        """Set an extended attribute."""
        os.setxattr(fd, name, value)

    def mkdir(self, path: str, mode: int) -> None:
        """Make a folder."""
        os.mkdir(path, mode)  # noqa: PTH102

    def link(self, source: str, target: str) -> None:
        """Give a file a second name; an existing name is an error."""
        os.link(source, target)

    def replace(self, source: str, target: str) -> None:
        """Put a file in the place of another, at once."""
        os.replace(source, target)  # noqa: PTH105

    def unlink(self, path: str) -> None:
        """Remove a name."""
        os.unlink(path)  # noqa: PTH108

    def try_lock(self, fd: int) -> bool:
        """Lock what is open against other processes, or return False where one of them has it."""
        if sys.platform == "win32":
            import msvcrt

            os.lseek(fd, 1 << 20, os.SEEK_SET)
            try:
                msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
            except PermissionError:
                return False
        else:
            import fcntl

            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True

    def process(self) -> int:
        """Return the number of this process."""
        return os.getpid()

    def random(self, size: int) -> bytes:
        """Return bytes that nobody can guess."""
        return os.urandom(size)

    def elapsed(self) -> float:
        """Return seconds that only go forward; no time of day."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let others work."""
        time.sleep(seconds)


FILES = FileSystem()
"""The machine itself."""
_GROWN = 65536
"""So many bytes at a time are read of what a file grew by meanwhile."""


def read_all(fs: FileSystem, fd: int, size: int) -> bytes:
    """Return everything up to the end of what is open; `size` bytes are expected."""
    parts: list[bytes] = []
    while True:
        try:
            # Where all that was expected has come, one byte more is asked for, to see the end.
            part = fs.read(fd, size + 1 if size >= 0 else _GROWN)
        except InterruptedError:
            continue
        if not part:
            return parts[0] if len(parts) == 1 else b"".join(parts)
        parts.append(part)
        size -= len(part)


def write_all(fs: FileSystem, fd: int, data: bytes) -> None:
    """Write all of `data`, however little the system takes at once."""
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[fs.write(fd, rest) :]
        except InterruptedError:
            continue


def sync(fs: FileSystem, fd: int) -> None:
    """Wait until the disk has what was written. An error is final: nobody tries again."""
    while True:
        try:
            fs.fsync(fd)
        except InterruptedError:
            continue
        return


def os_error_message(error: OSError) -> Message:
    """Return why a call failed."""
    known = {
        errno.ENOSPC: say("the disk is full"),
        errno.EDQUOT: say("the disk quota is used up"),
        errno.EFBIG: say("it would be larger than files may be here"),
        errno.EACCES: say("no permission"),
        errno.EPERM: say("no permission"),
        errno.EROFS: say("the file system is read-only"),
        errno.EIO: say("the disk reports an error"),
        errno.ENOENT: say("its folder does not exist"),
        errno.ENOTDIR: say("its folder does not exist"),
        errno.ELOOP: say("its symbolic links lead in a circle"),
        errno.ENAMETOOLONG: say("its name is too long"),
        errno.EMFILE: say("too many files are open"),
        errno.ENFILE: say("too many files are open"),
        errno.EBUSY: say("something else is using it"),
    }
    return known.get(error.errno or 0) or say("{error}", error=error.strerror or str(error))
