"""Going back to a backup: one write with its entry, so that it can be undone as any other.

A damaged file is not written over: it gets another name first.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from orglife.errors import DamagedFileError, MissingFileError, OrglifeError, RefusedError
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.history import RecordChange
from orglife.storage.accept import with_edit_entry
from orglife.storage.backup import backups
from orglife.storage.branch_file import BranchPath, FileSnapshot, read_file, resolve_path
from orglife.storage.commit import compose_file, keep_damaged_copy, replace_file
from orglife.storage.decode import decode_file
from orglife.storage.events import Ancestry, ancestry_of, history_in, relation
from orglife.storage.filesystem import FileSystem
from orglife.storage.format import DamageError, Envelope
from orglife.storage.history import differences, entries, same_content
from orglife.storage.lock import locked
from orglife.storage.store import Moment, Store, moment_of
from orglife.storage.verify import chain_problems, verify_history
from orglife.storage.write import check_writable, write_branch_file


class BackupState(NamedTuple):
    """A backup and what is in it; either the branch or what is wrong with it."""

    number: int
    day: str
    size: int
    branch: Branch | None
    problem: Message | None


def backup_states(fs: FileSystem, place: BranchPath) -> list[BackupState]:
    """Return every backup with what is in it, the oldest first.

    Good is one whose records are what its history says, and whose history is a beginning or a
    continuation of the file's.
    """
    mine = file_ancestry(fs, place)
    found = []
    for one in backups(fs, place):
        try:
            seen = read_file(fs, one.path)
            branch = decode_file(seen.data).branch
        except (OrglifeError, DamageError) as error:
            found.append(BackupState(one.number, one.day, 0, None, error.message))
            continue
        problem = doubtful(seen.data, mine)
        found.append(BackupState(one.number, one.day, len(seen.data), branch, problem))
    return found


def file_ancestry(fs: FileSystem, place: BranchPath) -> Ancestry | None:
    """Return what the file's history is compared by; None where it is missing or damaged."""
    try:
        data = read_file(fs, place.path, place.shown).data
        decode_file(data)
        return ancestry_of(history_in(data))
    except (OrglifeError, DamageError, ValueError):
        return None


def doubtful(data: bytes, mine: Ancestry | None, *, records: bool = True) -> Message | None:
    """Return why a backup that can be read whole is not known to be one of the file, or None.

    Without `records` it is only asked about its history: what the file was before an edit by hand
    was taken over stays among the backups.
    """
    envelope = decode_file(data)
    try:
        past = entries(envelope.history)
        problems = (
            verify_history(data, envelope.branch, past).problems
            if records
            else tuple(chain_problems(past, {}))
        )
    except (ValueError, LookupError, RecursionError):
        return say("its history is damaged")
    if problems:
        return say("changed outside orglife: {what}", what=problems[0])
    if mine is not None and relation(mine, ancestry_of(history_in(data))) == "apart":
        return say("not from this file's past: its history went apart, or is another branch's")
    return None


def doubt_of(fs: FileSystem, place: BranchPath, number: int) -> Message | None:
    """Return why a backup is not known to be one of the file, or None; told before it is restored.

    Raises:
        RefusedError: there is no backup of that number, or it is that of another branch.
        DamagedFileError: it can't be read whole.
    """
    kept = find_backup(fs, place, number)
    _, present = _present(fs, place)
    _as_it_was(kept.branch, present.branch if present else None)
    path = next(one.path for one in backups(fs, place) if one.number == number)
    return doubtful(read_file(fs, path).data, file_ancestry(fs, place))


def restore(fs: FileSystem, place: BranchPath, number: int, *, command: str, now: Moment) -> Branch:
    """Go back to a backup by one write.

    Raises:
        RefusedError: there is no such backup, or it is that of another branch.
        DamagedFileError: the backup is damaged.
    """
    kept = find_backup(fs, place, number)
    with locked(fs, place):
        moment = moment_of(now)
        seen, envelope = _present(fs, place)
        branch = _as_it_was(kept.branch, envelope.branch if envelope else None)
        if envelope is not None and same_content(envelope.branch, branch):
            return branch
        if envelope is not None:
            envelope = _with_outside(fs, place, envelope, command=command, now=moment)
        data = compose_file(fs, envelope or kept, branch, command=command, now=moment, outside=True)
        if seen is None:
            write_branch_file(fs, place, data, None)
            return branch
        check_writable(fs, place, seen.mode)
        if envelope is not None:
            replace_file(fs, place, seen, data, moment)
        else:
            write_branch_file(
                fs, place, data, seen, keep=lambda: keep_damaged_copy(fs, place, seen)
            )
    return branch


def _with_outside(
    fs: FileSystem, place: BranchPath, envelope: Envelope, *, command: str, now: datetime
) -> Envelope:
    """Return what is in the file with an entry of what was changed outside orglife.

    Going back is a way to be rid of that: the history says first what is left, then what came.
    """
    try:
        taken, changed = with_edit_entry(fs, place, envelope, command=command, now=now)
    except DamagedFileError:
        return envelope  # the past was changed too; `verify` goes on saying so
    return taken if changed else envelope


def find_backup(fs: FileSystem, place: BranchPath, number: int) -> Envelope:
    """Return what is in a backup.

    Raises:
        RefusedError: there is no backup of that number.
        DamagedFileError: it can't be read whole.
    """
    for one in backups(fs, place):
        if one.number == number:
            try:
                return decode_file(read_file(fs, one.path).data)
            except DamageError as error:
                raise DamagedFileError(
                    say("{path} is damaged: {what}", path=one.path, what=error.message)
                ) from error
    raise RefusedError(
        say("there is no backup {number} of {path}", number=number, path=place.shown),
        hint=say("'orglife backup list' shows them"),
    )


def compare(
    fs: FileSystem, place: BranchPath, branch: Branch, number: int | None
) -> tuple[BackupState, tuple[RecordChange, ...]]:
    """Return a backup, by default the newest, and what became of its records in `branch` since.

    Raises:
        RefusedError: there is no such backup, or it is that of another branch.
        DamagedFileError: the backup is damaged.
    """
    kept = backups(fs, place)
    if number is None:
        if not kept:
            raise RefusedError(
                say("{path} has no backups", path=place.shown),
                hint=say("the first change makes the first"),
            )
        number = kept[-1].number
    there = find_backup(fs, place, number).branch
    _as_it_was(there, branch)
    day = next(one.day for one in kept if one.number == number)
    steps = tuple(RecordChange(*one) for one in differences(there, branch))
    return BackupState(number, day, 0, there, None), steps


def _as_it_was(kept: Branch, present: Branch | None) -> Branch:
    """Return the kept records; the ids that come next never go back.

    Raises:
        RefusedError: the file is that of another branch now.
    """
    if present is None:
        return kept
    if present.meta.uid != kept.meta.uid:
        raise RefusedError(say("the backup is that of another branch, {name}", name=kept.meta.name))
    following = {
        name: max(kept.meta.next.get(name, 1), present.meta.next.get(name, 1))
        for name in {**present.meta.next, **kept.meta.next}
    }
    return replace(kept, meta=replace(kept.meta, next=following))


def _present(fs: FileSystem, place: BranchPath) -> tuple[FileSnapshot | None, Envelope | None]:
    """Return the file as it is: nothing, only bytes where it is damaged, or what is in it."""
    try:
        seen = read_file(fs, place.path, place.shown)
    except MissingFileError:
        return None, None
    try:
        return seen, decode_file(seen.data)
    except DamageError:
        return seen, None


def list_backups(store: Store) -> list[BackupState]:
    """Return every backup of `store` with what is in it, the oldest first."""
    return backup_states(store.fs, resolve_path(store.fs, store.path))


def compare_backup(
    store: Store, number: int | None = None
) -> tuple[BackupState, Branch, tuple[RecordChange, ...]]:
    """Return a backup (None: the newest), the branch of `store`, and what differs between them.

    Raises:
        RefusedError: there is no such backup, or it is that of another branch.
        DamagedFileError: the file or the backup is damaged.
    """
    branch = store.load()
    state, steps = compare(store.fs, resolve_path(store.fs, store.path), branch, number)
    return state, branch, steps


def doubt_of_backup(store: Store, number: int) -> Message | None:
    """Return why backup `number` is not known to be one of the file of `store`, or None.

    Raises:
        RefusedError: there is no such backup.
        DamagedFileError: it is damaged.
    """
    return doubt_of(store.fs, resolve_path(store.fs, store.path), number)


def restore_backup(
    store: Store, number: int, *, command: str, now: Moment, dry_run: bool = False
) -> Branch:
    """Go back to a backup by one write, which can be undone; return the branch it holds.

    Also where the file is damaged, which then stays under another name. With `dry_run` nothing
    is written.

    Raises:
        RefusedError: there is no such backup, or it is that of another branch.
        DamagedFileError: the backup is damaged.
    """
    place = resolve_path(store.fs, store.path)
    if dry_run:
        return find_backup(store.fs, place, number).branch
    return restore(store.fs, place, number, command=command, now=now)


def copy_store(store: Store, path: str) -> None:
    """Write a copy of the file of `store`, checked whole, to a path where there is nothing yet.

    Raises:
        RefusedError: something has that name already.
        UnwritableFileError: it can't be made there.
    """
    seen, _ = store.read(store.path)
    place = resolve_path(store.fs, path)
    store.refuse_existing(place)
    write_branch_file(store.fs, place, seen.data, None)
