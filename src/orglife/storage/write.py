"""The write: a new file beside the old one, made sure of, then put in its place at once.

Called with the lock held. Whatever line raises, the path leads to the old file or to the new one,
each whole: the old one is never opened for writing.
"""

from __future__ import annotations

import errno
import stat
from collections.abc import Callable
from contextlib import suppress

from orglife.errors import (
    ChangedError,
    MissingFileError,
    UnconfirmedWriteError,
    UnwritableFileError,
)
from orglife.messages import Message, say
from orglife.storage.backup import is_own_temporary, names_of
from orglife.storage.branch_file import BranchPath, FileSnapshot, read_file, stamp_of
from orglife.storage.filesystem import (
    CREATE,
    FOLDER,
    WINDOWS,
    FileSystem,
    os_error_message,
    read_all,
    sync,
    write_all,
)
from orglife.storage.validation import MAX_BYTES

REPLACE_TRIES = 40
"""On Windows a virus scanner or an indexer may hold the file for a moment: 40 tries, 2 seconds."""


def check_writable(fs: FileSystem, place: BranchPath, mode: int) -> None:
    """Refuse a file that is marked read-only or that this user may not write.

    Replacing it would succeed wherever the folder is writable, whatever the file says.
    """
    if not mode & 0o222:
        raise UnwritableFileError(
            say("can't write {path}: it is marked read-only", path=place.shown),
            hint=say("if it may be changed: chmod u+w, or its properties"),
        )
    if not fs.writable(place.path):
        raise UnwritableFileError(
            say("can't write {path}: {reason}", path=place.shown, reason=say("no permission"))
        )


def write_branch_file(
    fs: FileSystem,
    place: BranchPath,
    data: bytes,
    seen: FileSnapshot | None,
    *,
    keep: Callable[[], None] = lambda: None,
) -> None:
    """Put `data` in the place of the file that was `seen`, or make a new file where it is None.

    `keep` is called when the new bytes are on the disk and the old file is still in its place.

    Raises:
        UnwritableFileError: nothing was changed.
        ChangedError: the file is another one than `seen`; nothing was changed.
        UnconfirmedWriteError: the new file is in place, but the disk did not confirm that.
    """
    if len(data) > MAX_BYTES:
        raise UnwritableFileError(
            say("can't write {path}: {reason}", path=place.shown, reason=_too_large()),
            hint=say("nothing was changed"),
        )
    temporary = ""
    try:
        clean(fs, place)
        if seen is not None:
            _refuse_links(fs, place, seen)
        temporary = _write_beside(fs, place, data, seen)
        if seen is not None:
            check_unchanged(fs, place, seen)
        keep()
        _put_in_place(fs, place, temporary, new=seen is None)
    except OSError as error:
        _discard(fs, temporary)
        if seen is not None and not _exists(fs, place.path):
            raise _changed(place) from error
        raise UnwritableFileError(
            say("can't write {path}: {reason}", path=place.shown, reason=os_error_message(error)),
            hint=say("nothing was changed"),
        ) from error
    except BaseException:
        _discard(fs, temporary)
        raise
    try:
        sync_folder(fs, place.folder)
    except OSError as error:
        raise UnconfirmedWriteError(
            say(
                "{path} was saved, but the disk did not confirm it: {reason}",
                path=place.shown,
                reason=os_error_message(error),
            ),
            hint=say("look with 'orglife history' before typing the command again"),
        ) from error


def _too_large() -> Message:
    return say("it would be larger than {limit} MiB", limit=MAX_BYTES >> 20)


def clean(fs: FileSystem, place: BranchPath) -> None:
    """Remove temporary files that a killed process left. The lock says that nobody uses them."""
    for path in stale_files(fs, place):
        fs.unlink(path)


def stale_files(fs: FileSystem, place: BranchPath) -> list[str]:
    """Return the paths of temporary files beside the branch file that orglife made."""
    paths = [
        f"{place.folder}/{name}" for name in fs.names(place.folder) if place.is_temporary(name)
    ]
    return [
        path
        for path in sorted(paths)
        if is_own_temporary(fs, path, of_anything=".damaged-" in path or ".purging." in path)
    ]


def _refuse_links(fs: FileSystem, place: BranchPath, seen: FileSnapshot) -> None:
    """Refuse a file with a second name: that one would stay behind with the old content.

    Asked after cleaning, since a temporary file may be a second name after `init` was killed.
    """
    links = fs.stat(place.path).st_nlink
    if links > 1 and links > 1 + names_of(fs, place, seen):
        raise UnwritableFileError(
            say("can't write {path}: it has other names (hard links)", path=place.shown),
            hint=say("they would keep the old content; remove them, or use symbolic links"),
        )


def check_unchanged(fs: FileSystem, place: BranchPath, seen: FileSnapshot) -> None:
    """Make sure that the file is the one that was read: locks do nothing on some network shares."""
    try:
        same = stamp_of(fs.stat(place.path)) == seen.stamp
        same = same and read_file(fs, place.path, place.shown).data == seen.data
    except (FileNotFoundError, MissingFileError):
        same = False
    if not same:
        raise _changed(place)


def _changed(place: BranchPath) -> ChangedError:
    return ChangedError(
        say("{path} was changed by something else since it was read", path=place.shown),
        hint=say("run the command again"),
    )


def sync_folder(fs: FileSystem, folder: str) -> None:
    """Wait until the disk has the names of a folder; some file systems cannot do that."""
    if WINDOWS:
        return
    fd = fs.open(folder, FOLDER)
    try:
        sync(fs, fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        fs.close(fd)


def _write_beside(fs: FileSystem, place: BranchPath, data: bytes, seen: FileSnapshot | None) -> str:
    """Write a temporary file, as safe and with the same rights as the one it will replace."""
    temporary = place.temporary(f"{fs.process()}-{fs.random(4).hex()}")
    fd = fs.open(temporary, CREATE)
    try:
        try:
            write_all(fs, fd, data)
            if seen is not None:
                _take_over(fs, place, fd, seen)
            sync(fs, fd)
            fs.rewind(fd)
            if read_all(fs, fd, len(data)) != data:
                raise OSError(errno.EIO, "read back other bytes than were written")
        finally:
            fs.close(fd)
    except BaseException:
        _discard(fs, temporary)
        raise
    return temporary


def _take_over(fs: FileSystem, place: BranchPath, fd: int, seen: FileSnapshot) -> None:
    """Give the new file the owner, group, access list and mode of the old one, or refuse."""
    mine = fs.fstat(fd)
    if mine.st_uid != seen.user or mine.st_gid != seen.group:
        try:
            fs.chown(fd, seen.user if mine.st_uid != seen.user else -1, seen.group)
        except PermissionError:
            _keep_group(fs, place, fd, seen)
    for name, value in fs.attributes(place.path).items():
        try:
            fs.set_attribute(fd, name, value)
        except OSError as error:
            if name.startswith(("user.", "system.")):
                raise UnwritableFileError(
                    say(
                        "can't write {path}: its attribute {name} can't be kept ({reason})",
                        path=place.shown,
                        name=name,
                        reason=os_error_message(error),
                    )
                ) from error
    fs.chmod(fd, stat.S_IMODE(seen.mode))


def _keep_group(fs: FileSystem, place: BranchPath, fd: int, seen: FileSnapshot) -> None:
    """For a file of another owner: fine where the group may write it, and stays the same."""
    try:
        fs.chown(fd, -1, seen.group)
        shared = bool(seen.mode & stat.S_IWGRP)
    except PermissionError:
        shared = False
    if not shared:
        raise UnwritableFileError(
            say(
                "can't write {path}: it belongs to user {user} and group {group}, and would not "
                "afterwards",
                path=place.shown,
                user=seen.user,
                group=seen.group,
            ),
            hint=say("let its owner write it, or share it by a group that both are in"),
        )


def _put_in_place(fs: FileSystem, place: BranchPath, temporary: str, *, new: bool) -> None:
    if new:
        try:
            fs.link(temporary, place.path)
        except FileExistsError:
            raise
        except OSError:
            if _exists(fs, place.path):
                raise
            fs.replace(temporary, place.path)  # a file system without second names
        else:
            _discard(fs, temporary)
        return
    for left in reversed(range(REPLACE_TRIES if WINDOWS else 1)):
        try:
            fs.replace(temporary, place.path)
        except PermissionError:
            if not left:
                raise
            fs.sleep(0.05)
        else:
            return


def _exists(fs: FileSystem, path: str) -> bool:
    try:
        fs.stat(path)
    except OSError as error:
        return error.errno != errno.ENOENT
    return True


def _discard(fs: FileSystem, temporary: str) -> None:
    if temporary:
        with suppress(OSError):  # the next write removes it
            fs.unlink(temporary)
