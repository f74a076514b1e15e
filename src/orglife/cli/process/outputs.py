"""Files that are written for somebody: beside their place first, then put there at once.

Whatever ends the process leaves the old file or the new one under the name; what lies beside it is
known by its own name, and removed by the next file that is written into the folder.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import IO

from orglife.errors import RefusedError, StoreError, UsageError
from orglife.messages import say

BINARY = getattr(os, "O_BINARY", 0)
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
TEMPORARY = re.compile(r"\..+\.orglife-(\d{1,10})-[0-9a-f]{8}\.tmp", re.DOTALL)
"""The name of a file that is being written: number of the process, and random digits."""


def put(path: Path, data: bytes, *, overwrite: bool, through_links: bool = True) -> None:
    """Write a file that only its owner may read, or one with the mode of the file it replaces.

    A link of one's own leads to the file that is replaced; with `through_links` off, the link
    itself gives way.

    Raises:
        UsageError: something has that name, and it is not to be overwritten.
        RefusedError: it is a file of a branch.
        OSError: it can't be written; what was there is as it was.
    """
    target, kept = _place_of(path, overwrite=overwrite, through_links=through_links)
    sweep(target.parent)
    temporary = _beside(target)
    try:
        _write(temporary, data, kept)
        _rename(temporary, target, path, overwrite=overwrite)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def open_beside(path: Path, *, overwrite: bool) -> tuple[IO[bytes], Path]:
    """Return a file for what comes piece by piece, and its path; `put_in_place` gives the name.

    Raises:
        UsageError, RefusedError, OSError: as `put`.
    """
    target, kept = _place_of(path, overwrite=overwrite, through_links=True)
    sweep(target.parent)
    temporary = _beside(target)
    file = _open(temporary)
    if kept is not None:
        _take_over_mode(file, kept)
    return file, temporary


def put_in_place(temporary: Path, path: Path, *, overwrite: bool) -> None:
    """Give a file that was written beside the name that it is for.

    Raises:
        UsageError, RefusedError, OSError: as `put`.
    """
    target, _ = _place_of(path, overwrite=overwrite, through_links=True)
    _rename(temporary, target, path, overwrite=overwrite)


def _place_of(
    path: Path, *, overwrite: bool, through_links: bool
) -> tuple[Path, os.stat_result | None]:
    """Return the file that is made or replaced, and the status of the one that is there."""
    if not os.path.lexists(path):
        return path, None
    if not overwrite:
        raise _exists(path)
    if not through_links:
        return path, None
    target = _behind_own_link(path)
    return target, _replaced(target, path)


def _exists(path: Path) -> UsageError:
    return UsageError(
        say("{path} exists already", path=str(path)),
        hint=say("overwrite it with --force, or name another file"),
    )


def _beside(target: Path) -> Path:
    """Return a name for the file while it is written; a long name is cut."""
    name = target.name.encode("utf-8", "surrogateescape")[:200].decode("utf-8", "ignore")
    return target.with_name(f".{name}.orglife-{os.getpid()}-{os.urandom(4).hex()}.tmp")


def _rename(temporary: Path, target: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        temporary.replace(target)
        return
    try:
        _put_in_new_place(temporary, target)
    except FileExistsError:
        raise _exists(path) from None


def _open(temporary: Path) -> IO[bytes]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NOFOLLOW | BINARY
    handle = os.open(temporary, flags, 0o600)
    if hasattr(os, "fchmod"):  # an odd umask may have taken the owner's rights too
        os.fchmod(handle, 0o600)
    return open(handle, "wb")  # noqa: PTH123  # a descriptor


def _write(temporary: Path, data: bytes, kept: os.stat_result | None) -> None:
    with _open(temporary) as file:
        file.write(data)
        if kept is not None:
            _take_over_mode(file, kept)


def _take_over_mode(file: IO[bytes], kept: os.stat_result) -> None:
    """Give a new file the group and the mode of the one that it replaces, as far as it may."""
    if not hasattr(os, "fchmod"):
        return
    if kept.st_gid != os.fstat(file.fileno()).st_gid:
        with suppress(OSError):
            os.fchown(file.fileno(), -1, kept.st_gid)
    os.fchmod(file.fileno(), stat.S_IMODE(kept.st_mode))


def _put_in_new_place(temporary: Path, target: Path) -> None:
    """Give the file its name, unless something has it already."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600))
        temporary.replace(target)


def _behind_own_link(path: Path) -> Path:
    """Return the file to which a link of this user's leads; the path itself where it is no link.

    Raises:
        OSError: the link is another user's, so that somebody else would choose what is replaced.
    """
    status = os.lstat(path)
    if not stat.S_ISLNK(status.st_mode):
        return path
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise PermissionError(1, "it is a link that belongs to another user")
    return Path(os.path.realpath(path))


def _replaced(target: Path, path: Path) -> os.stat_result | None:
    """Return the status of the file that is replaced; None where a link leads to none yet.

    Raises:
        RefusedError: it is a branch file, or what belongs to one.
        OSError: it is a device, a folder or the like.
    """
    try:
        status = os.stat(target)  # noqa: PTH116
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(22, "it is not a regular file")
    if _belongs_to_a_branch(target, status.st_size):
        raise RefusedError(
            say("{path} is a branch file, or belongs to one", path=str(path)),
            hint=say("name another file: these are never written over"),
        )
    return status


def _belongs_to_a_branch(target: Path, size: int) -> bool:
    """Whether it is a branch file, its lock, journal or a backup."""
    if target.parent.name.endswith(".backups"):
        return target.suffix == ".bak" or target.name.startswith("before-schema-")
    for ending in (".lock", ".purging"):
        owner = target.with_name(target.name.removesuffix(ending) or "x")
        if owner != target and owner.is_file():
            return True
    with target.open("rb") as file:
        if file.read(10) != b'{\n"meta":{':
            return False
        file.seek(max(0, size - 128))
        return b'"seal":{"1":{' in file.read(128)


def sweep(folder: Path) -> int:
    """Remove what orglife was writing into a folder when it was ended; return how much it was.

    Only regular files of this user's with the name of a temporary one, whose process is gone.
    """
    removed = 0
    try:
        with os.scandir(folder) as found:
            names = [one.name for one in found if one.name.endswith(".tmp")]
    except OSError:
        return 0
    for name in names:
        match = TEMPORARY.fullmatch(name)
        if match is None or _is_running(int(match[1])):
            continue
        with suppress(OSError):
            status = os.lstat(folder / name)
            own = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
            if stat.S_ISREG(status.st_mode) and own:
                (folder / name).unlink()
                removed += 1
    return removed


def _is_running(process: int) -> bool:
    """Whether a process of that number runs here; on Windows nobody asks, and it counts as such."""
    if process == os.getpid() or os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def unwritable(path: Path, error: OSError) -> StoreError:
    """Return the error that says why a file can't be written."""
    return StoreError(
        say("can't write {path}: {why}", path=str(path), why=error.strerror or str(error)),
        hint=say("name a folder that exists and that you may write to"),
    )
