"""What is wrong with a branch file and what lies around it, and mending what is safe to mend."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from orglife.errors import OrglifeError, UnwritableFileError
from orglife.messages import Message, say
from orglife.storage.backup import (
    backups,
    names_of,
    recovery_hint,
    remove_stale_copies,
    stale_copies,
)
from orglife.storage.branch_file import BranchPath, FileSnapshot, read_file, resolve_path
from orglife.storage.commit import replace_file
from orglife.storage.decode import decode_file
from orglife.storage.events import Ancestry, ancestry_of, history_in, relation
from orglife.storage.filesystem import WINDOWS, FileSystem, os_error_message
from orglife.storage.format import SCHEMA, DamageError, Envelope, encode_file
from orglife.storage.history import HistoryEntry, entries
from orglife.storage.lock import locked
from orglife.storage.restore import doubtful, file_ancestry
from orglife.storage.verify import times_backwards, verify_history
from orglife.storage.write import check_writable, clean, stale_files

if TYPE_CHECKING:
    from orglife.storage.store import Store


OTHERS = 0o007


class FileProblem(NamedTuple):
    """Something that is wrong; `code` is for programs, `remedy` what to do about it."""

    code: str
    message: Message
    remedy: Message | None = None
    fixable: bool = False


def examine(fs: FileSystem, place: BranchPath, *, now: datetime) -> list[FileProblem]:
    """Return everything that is found, the worst first.

    Raises:
        MissingFileError: there is no file.
        StoreError: it can't be read.
    """
    seen = read_file(fs, place.path, place.shown)
    found: list[FileProblem] = []
    envelope: Envelope | None = None
    try:
        envelope = decode_file(seen.data)
        past = entries(envelope.history)
    except (DamageError, ValueError) as error:
        found.append(_damage(fs, place, seen, error))
    else:
        found += _outside(seen, envelope, past)
        found += _copies(fs, place, seen, envelope)
        found += _clock(past, now)
    found += _around(fs, place, seen)
    return found


def repair(fs: FileSystem, place: BranchPath, *, now: datetime) -> None:
    """Remove stale temporary files, take away what others may do, bring the schema up to date.

    Raises:
        LockedError: another process is changing the file.
        UnwritableFileError: something can't be mended.
    """
    seen = read_file(fs, place.path, place.shown)
    with locked(fs, place, seen.mode, seen.group):
        try:
            clean(fs, place)
            remove_stale_copies(fs, place)
            for path in (place.path, *(one.path for one in backups(fs, place))):
                _close(fs, path)
            _migrate(fs, place, now)
        except OSError as error:
            raise UnwritableFileError(
                say("can't mend {path}: {reason}", path=place.shown, reason=os_error_message(error))
            ) from error


def _migrate(fs: FileSystem, place: BranchPath, now: datetime) -> None:
    """Write a file of an older schema as it was read."""
    seen = read_file(fs, place.path, place.shown)
    try:
        envelope = decode_file(seen.data)
    except DamageError:
        return
    if envelope.seal.schema < SCHEMA:
        check_writable(fs, place, seen.mode)
        sequence = envelope.seal.sequence + 1
        data = encode_file(envelope.branch, envelope.history, sequence=sequence)
        decode_file(data)
        replace_file(fs, place, seen, data, now)


def _damage(fs: FileSystem, place: BranchPath, seen: FileSnapshot, error: Exception) -> FileProblem:
    what = error.message if isinstance(error, DamageError) else say("its history is damaged")
    data = seen.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        what = say("a program saved it as UTF-16")
    elif data.startswith(b"\xef\xbb\xbf"):
        what = say("a program put a byte order mark before it")
    elif b"\r\n" in data:
        what = say("a program changed its line ends to those of Windows")
    elif data.count(b"<<<<<<<") and data.count(b">>>>>>>"):
        what = say("a version control program left its conflict marks in it")
    return FileProblem(
        "damaged",
        say("{path} is damaged: {what}", path=place.shown, what=what),
        recovery_hint(fs, place),
    )


def _outside(
    seen: FileSnapshot, envelope: Envelope, past: tuple[HistoryEntry, ...]
) -> Iterator[FileProblem]:
    for problem in verify_history(seen.data, envelope.branch, past).problems:
        yield FileProblem(
            "changed-outside",
            problem,
            say("look; then take it over with 'orglife doctor --accept', or restore a backup"),
        )
    if envelope.seal.schema < SCHEMA:
        yield FileProblem(
            "schema",
            say(
                "it has schema {found}; this orglife writes {known}",
                found=envelope.seal.schema,
                known=SCHEMA,
            ),
            say("the next change brings it up, and so does orglife doctor --fix"),
            fixable=True,
        )


def _copies(
    fs: FileSystem, place: BranchPath, seen: FileSnapshot, envelope: Envelope
) -> Iterator[FileProblem]:
    """Yield files beside it that are the same branch: conflict copies of synchronised folders."""
    mine = ancestry_of(history_in(seen.data))
    for name in sorted(fs.names(place.folder)):
        if name == place.name or not name.endswith(".json"):
            continue
        try:
            data = read_file(fs, f"{place.folder}/{name}").data
            other = decode_file(data)
            theirs = ancestry_of(history_in(data))
        except (OrglifeError, DamageError, ValueError):
            continue
        if other.branch.meta.uid != envelope.branch.meta.uid:
            continue
        yield _compared(name, mine, theirs)


def _compared(name: str, mine: Ancestry, theirs: Ancestry) -> FileProblem:
    """Return how another file of the branch stands to this one, by the heads of their histories."""
    how = relation(mine, theirs)
    if how in ("same", "older"):
        what = say("{name} is an older copy; everything in it is here too", name=name)
        return FileProblem("older-copy" if how == "older" else "copy", what)
    common = sum(theirs.heads.get(number) == head for number, head in mine.heads.items())
    here, there = len(mine.heads) - common, len(theirs.heads) - common
    if how == "newer":
        return FileProblem(
            "newer-copy",
            say("{name} is a newer copy, with {n} changes more", name=name, n=there),
            say("if that is the one to keep, put it in the place of this file"),
        )
    return FileProblem(
        "conflict-copy",
        say(
            "{name} was changed apart from this file since entry {number}: {n} times there, "
            "{m} times here",
            name=name,
            number=common,
            n=there,
            m=here,
        ),
        say("'orglife history -f {name}' shows them; type again what is missing here", name=name),
    )


def _clock(past: tuple[HistoryEntry, ...], now: datetime) -> Iterator[FileProblem]:
    for message in times_backwards(past):
        yield FileProblem("clock", message)
    latest = datetime.fromisoformat(past[-1].at) if past else now
    if latest > now + timedelta(days=1):
        yield FileProblem(
            "clock", say("the newest entry is of {at}, which is yet to come", at=past[-1].at)
        )


def _around(fs: FileSystem, place: BranchPath, seen: FileSnapshot) -> Iterator[FileProblem]:
    """Yield what is wrong with modes, names, temporary files and backups."""
    paths = (*stale_files(fs, place), *stale_copies(fs, place))
    stale = [path.rpartition("/")[2] for path in paths]
    if stale:
        yield FileProblem(
            "temporary",
            say("left by a process that was killed: {names}", names=tuple(sorted(stale))),
            say("the next change removes them"),
            fixable=True,
        )
    if _has_journal(fs, place):
        yield FileProblem(
            "purging",
            say("a purge was broken off, or something else has the name of its journal"),
            say("the next command finishes it; look at {path} if it does not", path=place.journal),
        )
    links = fs.stat(place.path).st_nlink
    if links > 1 + names_of(fs, place, seen):
        yield FileProblem(
            "hard-link",
            say("it has other names (hard links), so that it can't be changed"),
            say("remove them, or use symbolic links"),
        )
    if not WINDOWS:
        yield from _modes(fs, place, seen)
    yield from _backups(fs, place)


def _backup_folder(fs: FileSystem, place: BranchPath, seen: FileSnapshot) -> Iterator[FileProblem]:
    """Yield what makes the folder of backups one in which others may put files."""
    try:
        there = fs.lstat(place.backups)
        status = fs.stat(place.backups)
    except OSError:
        return
    if stat.S_ISLNK(there.st_mode):
        yield FileProblem(
            "backups-folder",
            say("the folder of backups is a link, to {path}", path=fs.resolve(place.backups)),
            say("nothing half-written is removed there; see that the folder is yours"),
        )
    shared = stat.S_IWGRP if seen.mode & stat.S_IWGRP else 0
    if status.st_uid not in (fs.user(), seen.user, 0) or status.st_mode & 0o022 & ~shared:
        yield FileProblem(
            "backups-folder",
            say("other users may put files among the backups, in {path}", path=place.backups),
            say("make the folder your own, and take the right away with: chmod go-w"),
        )


def _has_journal(fs: FileSystem, place: BranchPath) -> bool:
    try:
        fs.lstat(place.journal)
    except OSError:
        return False
    return True


def _backups(fs: FileSystem, place: BranchPath) -> Iterator[FileProblem]:
    """Yield the backups that are damaged, and those that are none of this file."""
    mine = file_ancestry(fs, place)
    for one in backups(fs, place):
        try:
            doubt = doubtful(read_file(fs, one.path).data, mine, records=False)
        except (OrglifeError, DamageError):
            yield FileProblem(
                "backup",
                say("backup {number} of {day} is damaged", number=one.number, day=one.day),
            )
            continue
        if doubt is not None:
            yield FileProblem(
                "foreign-backup",
                say(
                    "backup {number} of {day}: {doubt}", number=one.number, day=one.day, doubt=doubt
                ),
                say("look what it is, and move it elsewhere; do not go back to it unread"),
            )


def _modes(fs: FileSystem, place: BranchPath, seen: FileSnapshot) -> Iterator[FileProblem]:
    open_ones = [place.name] if seen.mode & OTHERS else []
    open_ones += [
        f"backup {one.number}" for one in backups(fs, place) if fs.stat(one.path).st_mode & OTHERS
    ]
    if open_ones:
        yield FileProblem(
            "mode",
            say("every user of this machine may read or write: {names}", names=tuple(open_ones)),
            say("orglife doctor --fix takes that away"),
            fixable=True,
        )
    yield from _backup_folder(fs, place, seen)
    folder = fs.stat(place.folder).st_mode
    if folder & stat.S_IWOTH and not folder & stat.S_ISVTX:
        yield FileProblem(
            "folder",
            say("every user of this machine may remove files from its folder"),
            say("keep it in a folder of your own"),
        )


def _close(fs: FileSystem, path: str) -> None:
    """Take away what other users may do with a file."""
    mode = stat.S_IMODE(fs.stat(path).st_mode)
    if WINDOWS or not mode & OTHERS:
        return
    from orglife.storage.filesystem import READ

    fd = fs.open(path, READ)
    try:
        fs.chmod(fd, mode & ~OTHERS)
    finally:
        with suppress(OSError):
            fs.close(fd)


def examine_file(store: Store, *, now: datetime) -> list[FileProblem]:
    """Return what is wrong with the file of `store` and what lies around it."""
    return examine(store.fs, resolve_path(store.fs, store.path), now=now)


def repair_file(store: Store, *, now: datetime) -> None:
    """Repair what is safe to repair in the file of `store` and around it."""
    repair(store.fs, resolve_path(store.fs, store.path), now=now)
