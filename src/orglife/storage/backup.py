"""Automatic backups in a folder beside the file, and `recovery_hint` for a damaged file.

The last three are kept, and the first of each of the last seven days with a write. A backup is a
second name of the old file (which no write changes), or a copy where links are not possible.
"""

from __future__ import annotations

import stat
import zlib
from contextlib import suppress
from typing import NamedTuple

from orglife.errors import OrglifeError, UnwritableFileError
from orglife.messages import Message, say
from orglife.storage.branch_file import BranchPath, FileSnapshot, read_file
from orglife.storage.filesystem import (
    CREATE,
    FOLDER,
    READ,
    WINDOWS,
    FileSystem,
    os_error_message,
    sync,
    write_all,
)
from orglife.storage.format import DamageError, schema_of

LAST = 3
DAYS = 7
BEFORE_SCHEMA = "before-schema-"


class Backup(NamedTuple):
    """A kept state of the file. `number` counts up; `day` is the day on which it was superseded."""

    number: int
    day: str
    checksum: str
    path: str

    @classmethod
    def parse(cls, folder: str, name: str) -> Backup | None:
        """Return the backup that has this name, `0012-2026-11-22-89abcdef.bak`, or None."""
        number, _, rest = name.removesuffix(".bak").partition("-")
        day, _, checksum = rest.rpartition("-")
        if not (name.endswith(".bak") and number.isdecimal() and len(day) == 10 and checksum):
            return None
        return cls(int(number), day, checksum, f"{folder}/{name}")


def backups(fs: FileSystem, place: BranchPath) -> list[Backup]:
    """Return the automatic backups of a file, the oldest first."""
    try:
        names = fs.names(place.backups)
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = (Backup.parse(place.backups, name) for name in names)
    return sorted(one for one in found if one is not None)


def before_schemas(fs: FileSystem, place: BranchPath) -> list[Backup]:
    """Return what the file was before each change of its schema; these stay, with number 0."""
    try:
        names = sorted(fs.names(place.backups))
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [
        Backup(0, "", "", f"{place.backups}/{name}")
        for name in names
        if name.startswith(BEFORE_SCHEMA) and not name.endswith(".tmp")
    ]


def backup_name(number: int, day: str, data: bytes) -> str:
    """Return the name of a backup; with the checksum in it, one content is not kept twice."""
    return f"{number:04}-{day}-{zlib.crc32(data):08x}.bak"


def keep_backup(
    fs: FileSystem, place: BranchPath, seen: FileSnapshot, day: str, schema: int
) -> None:
    """Keep the file as it is; called before another one, of `schema`, is put in its place."""
    try:
        _keep(fs, place, seen, day)
        older = schema_of(seen.data)
        if older < schema:
            copy(fs, f"{place.backups}/{BEFORE_SCHEMA}{older}", seen)
    except OSError as error:
        raise UnwritableFileError(
            say(
                "can't write {path}: no backup can be kept in {folder} ({reason})",
                path=place.shown,
                folder=place.backups,
                reason=os_error_message(error),
            )
        ) from error


def _keep(fs: FileSystem, place: BranchPath, seen: FileSnapshot, day: str) -> None:
    kept = backups(fs, place)
    checksum = f"{zlib.crc32(seen.data):08x}"
    if kept and kept[-1].checksum == checksum:
        return
    number = kept[-1].number + 1 if kept else 1
    path = f"{place.backups}/{backup_name(number, day, seen.data)}"
    if not kept:
        with suppress(FileExistsError):
            _make_folder(fs, place.backups, seen)
    try:
        fs.link(place.path, path)
    except FileNotFoundError:
        raise
    except OSError:
        copy(fs, path, seen)


def superseded(kept: list[Backup], sizes: dict[int, int]) -> list[Backup]:
    """Return which backups are no longer kept, given all of them (oldest first) and their sizes.

    The largest stays while the newest has lost a tenth of it: whatever emptied the file, a state
    from before can be had.
    """
    first_of_day: dict[str, int] = {}
    for one in kept:
        first_of_day.setdefault(one.day, one.number)
    stay = {one.number for one in kept[-LAST:]} | set(sorted(first_of_day.values())[-DAYS:])
    if kept:
        largest = max(kept, key=lambda one: (sizes[one.number], one.number))
        if sizes[kept[-1].number] < 0.9 * sizes[largest.number]:
            stay.add(largest.number)
    return [one for one in kept if one.number not in stay]


def rotate(fs: FileSystem, place: BranchPath) -> None:
    """Remove what is no longer kept. What can't be removed stays until the next write."""
    with suppress(OSError):
        remove_stale_copies(fs, place)
        kept = backups(fs, place)
        if len(kept) <= LAST:
            return
        sizes = {one.number: fs.stat(one.path).st_size for one in kept}
        for one in superseded(kept, sizes):
            if stat.S_ISREG(fs.lstat(one.path).st_mode):
                fs.unlink(one.path)


def stale_copies(fs: FileSystem, place: BranchPath) -> list[str]:
    """Return the paths of half-written backups; none where the folder is a link."""
    try:
        if not stat.S_ISDIR(fs.lstat(place.backups).st_mode):
            return []
        names = sorted(fs.names(place.backups))
    except (FileNotFoundError, NotADirectoryError):
        return []
    paths = [
        f"{place.backups}/{name}"
        for name in names
        if name.endswith(".tmp")
        and (name.startswith(BEFORE_SCHEMA) or Backup.parse("", name.removesuffix(".tmp")))
    ]
    return [path for path in paths if is_own_temporary(fs, path)]


def remove_stale_copies(fs: FileSystem, place: BranchPath) -> None:
    """Remove half-written backups that a killed process left."""
    for path in stale_copies(fs, place):
        fs.unlink(path)


BEGINNING = b'{\n"'
"""How every branch file begins, and every copy of one."""


def is_own_temporary(fs: FileSystem, path: str, *, of_anything: bool = False) -> bool:
    """Whether a file with the name of a temporary one is a regular file that orglife began here.

    It belongs to this user or to the owner of its folder, and holds the beginning of a branch
    file, or nothing yet. With `of_anything` it is a copy of a damaged file, whatever that holds.
    """
    try:
        status = fs.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return False
        owners = {fs.user(), fs.stat(path.rpartition("/")[0] or "/").st_uid}
        if not WINDOWS and status.st_uid not in owners:
            return False
        if of_anything:
            return True
        fd = fs.open(path, READ)
        try:
            begin = fs.read(fd, len(BEGINNING))
        finally:
            fs.close(fd)
    except OSError:
        return False
    return BEGINNING.startswith(begin)


def names_of(fs: FileSystem, place: BranchPath, seen: FileSnapshot) -> int:
    """Return how many backups are second names of the file itself.

    One is, after a process was killed between keeping the old file and putting the new in place.
    """
    return sum(fs.stat(one.path).st_ino == seen.stamp.inode for one in backups(fs, place))


def _make_folder(fs: FileSystem, path: str, seen: FileSnapshot) -> None:
    """Make the folder: who may read the file may look in, who may write it may add."""
    fs.mkdir(path, 0o700)
    if WINDOWS:
        return
    fd = fs.open(path, FOLDER)
    try:
        if fs.fstat(fd).st_gid != seen.group:
            fs.chown(fd, -1, seen.group)
        fs.chmod(fd, 0o700 | (seen.mode & 0o066) | (seen.mode & 0o044) >> 2)
    except PermissionError:
        pass  # it stays with this user; the others are told when they write
    finally:
        fs.close(fd)


def copy(fs: FileSystem, path: str, seen: FileSnapshot) -> None:
    """Write what was seen to another file, at once."""
    temporary = f"{path}.tmp"
    with suppress(FileNotFoundError):
        fs.unlink(temporary)
    fd = fs.open(temporary, CREATE)
    try:
        write_all(fs, fd, seen.data)
        fs.chmod(fd, seen.mode & 0o666)
        sync(fs, fd)
    finally:
        fs.close(fd)
    fs.replace(temporary, path)


def recovery_hint(fs: FileSystem, place: BranchPath) -> Message:
    """Return what to do about a file that did not verify."""
    good = newest_readable_backup(fs, place)
    if good is None:
        return say("it was left as it is; 'orglife doctor --accept' takes over an edit by hand")
    return say(
        "it was left as it is; the newest good backup is of {day}: "
        "orglife backup restore {number} -f {path}",
        day=good.day,
        number=good.number,
        path=quoted(place.shown),
    )


def newest_readable_backup(fs: FileSystem, place: BranchPath) -> Backup | None:
    """Return the newest backup that can be read whole and whose history holds."""
    from orglife.storage.restore import doubtful

    for one in reversed(backups(fs, place)):
        try:
            if doubtful(read_file(fs, one.path).data, None, records=False) is not None:
                continue
        except (OrglifeError, DamageError, OSError):
            continue
        return one
    return None


def quoted(path: str) -> str:
    """Return a path as it is typed in a shell."""
    from shlex import quote

    return quote(path)
