"""Erase from records, their former states in the history, command lines and backups.

The chain of the history is built over salted digests. With a content its salt is erased, so the
chain still verifies and the content can't be guessed from its digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Raw
from msgspec.structs import replace

from orglife.errors import OrglifeError
from orglife.model.branch import TABLES, Branch
from orglife.storage.backup import Backup, backup_name, backups, before_schemas
from orglife.storage.branch_file import BranchPath, FileSnapshot, read_file
from orglife.storage.commit import check_records
from orglife.storage.decode import decode_file
from orglife.storage.filesystem import FileSystem
from orglife.storage.format import DamageError, Envelope, encode_file
from orglife.storage.history import (
    LONGEST,
    NOTHING,
    HistoryEntry,
    HistoryHead,
    StoredChange,
    content_digest,
    differences,
    entries,
    history_head,
    make_entry,
    table_of,
    unescape_command,
)
from orglife.storage.migrations import lift, schemas
from orglife.storage.write import sync_folder, write_branch_file

if TYPE_CHECKING:
    from orglife.storage.store import Store


RecordEraser = Callable[[Any], Any]
"""From a record to the record without what is erased; None where nothing stays."""

NameTest = Callable[[str], bool]
"""Whether a command line is erased; so is then every one that touched what is erased."""

ErasureChoice = Callable[[Branch, Iterator[Any]], tuple[RecordEraser, NameTest | None]]
"""From the branch, and every record as it was before or is in a backup, to what is erased.

Without names no command line is erased.
"""

Differences = list[tuple[str, int, Any, Any]]
"""Table, id, record before and record after."""

EntryOf = Callable[[HistoryHead, Differences], HistoryEntry]
"""From the newest entry and what was changed to the entry that follows."""


class ErasureResult(NamedTuple):
    """What was erased, in numbers."""

    branch: Branch
    records: int
    past: int
    """States in the history."""
    commands: int
    backups: int
    """Backups that were written anew."""
    removed: int
    """Damaged backups, which were removed since nobody could know what is in them."""


def erase(
    fs: FileSystem,
    place: BranchPath,
    seen: FileSnapshot,
    envelope: Envelope,
    choose: ErasureChoice,
    *,
    command: str,
    now: datetime,
) -> ErasureResult:
    """Erase from the file and from its backups; called with the lock held."""
    clean, names = choose(envelope.branch, _as_they_were(fs, place, envelope))
    branch = erased_branch(envelope.branch, clean)
    changed = differences(envelope.branch, branch)
    check_records(branch, changed, envelope.branch)
    past, states, commands = erased_history(envelope, clean, names, changed)
    entry_of = partial(make_entry, command=command, now=now, fs=fs)
    if changed or states or commands:
        past = _with_entry(past, changed, entry_of)
        data = encode_file(branch, table_of(past), sequence=envelope.seal.sequence + 1)
        write_branch_file(fs, place, data, seen)
    rewritten, removed = _clean_backups(fs, place, clean, names, entry_of)
    return ErasureResult(branch, len(changed), states, commands, rewritten, removed)


def _as_they_were(fs: FileSystem, place: BranchPath, envelope: Envelope) -> Iterator[Any]:
    """Yield every record that is in the history, or in a backup that can be read."""
    yield from former_records(envelope)
    for one in (*before_schemas(fs, place), *backups(fs, place)):
        try:
            kept = decode_file(read_file(fs, one.path).data)
            if kept.branch.meta.uid != envelope.branch.meta.uid:
                continue
            former = list(former_records(kept))
        except (OrglifeError, DamageError, ValueError, LookupError):
            continue
        yield from former
        for name in TABLES:
            yield from getattr(kept.branch, name).values()


def erased_branch(branch: Branch, clean: RecordEraser) -> Branch:
    """Return the branch without what is erased."""
    changes: dict[str, Any] = {}
    for name in TABLES:
        rows = getattr(branch, name)
        kept = {key: clean(record) for key, record in rows.items()}
        kept = {key: record for key, record in kept.items() if record is not None}
        if kept != rows:
            changes[name] = kept
    return replace(branch, **changes)


def _with_entry(
    past: tuple[HistoryEntry, ...], changed: Differences, entry_of: EntryOf
) -> tuple[HistoryEntry, ...]:
    """Return the history with an entry that says of which records something was erased."""
    entry = entry_of(history_head(table_of(past)), changed)
    entry = replace(entry, changes=tuple(replace(one, before=ERASED) for one in entry.changes))
    return (*past, entry)


def _clean_backups(
    fs: FileSystem,
    place: BranchPath,
    clean: RecordEraser,
    names: NameTest | None,
    entry_of: EntryOf,
) -> tuple[int, int]:
    """Write each backup anew without what is erased; return how many, and how many were removed."""
    rewritten = removed = 0
    for one in (*before_schemas(fs, place), *backups(fs, place)):
        try:
            seen = read_file(fs, one.path)
            envelope = decode_file(seen.data)
        except (OrglifeError, DamageError):
            fs.unlink(one.path)
            removed += 1
            continue
        data = _cleaned_backup(envelope, clean, names, entry_of)
        if data is not None:
            _put(fs, place, one, seen, data)
            rewritten += 1
    if rewritten or removed:
        sync_folder(fs, place.backups)
    return rewritten, removed


def _cleaned_backup(
    envelope: Envelope, clean: RecordEraser, names: NameTest | None, entry_of: EntryOf
) -> bytes | None:
    """Return a backup without what is erased, with an entry where that is no longer a record.

    So its records are what its history says, should it be all that is left of the file.
    """
    branch = erased_branch(envelope.branch, clean)
    changed = differences(envelope.branch, branch)
    past, states, commands = erased_history(envelope, clean, names, changed)
    if not (changed or states or commands):
        return None
    if changed:
        past = _with_entry(past, changed, entry_of)
    return encode_file(branch, table_of(past), sequence=envelope.seal.sequence)


def _put(fs: FileSystem, place: BranchPath, old: Backup, seen: FileSnapshot, data: bytes) -> None:
    from orglife.storage.backup import copy

    if not old.number:
        copy(fs, old.path, replace(seen, data=data))
        return
    path = f"{place.backups}/{backup_name(old.number, old.day, data)}"
    copy(fs, path, replace(seen, data=data))
    fs.unlink(old.path)


ERASED = Raw(b'"erased"')


def former_records(envelope: Envelope) -> Iterator[Any]:
    """Yield every record as a change found it."""
    past = entries(envelope.history)
    for entry, schema in zip(past, schemas(past), strict=True):
        for change in entry.changes:
            record = _before(change, schema)
            if record is not None:
                yield record


def erased_history(
    envelope: Envelope, clean: RecordEraser, names: NameTest | None, changed: Differences
) -> tuple[tuple[HistoryEntry, ...], int, int]:
    """Return the history without what is erased, and how many states and commands went.

    What is erased from the records now (`changed`) loses its salt, as what is erased from the past.
    """
    past = entries(envelope.history)
    result = [list(entry.changes) for entry in past]
    made_by: dict[tuple[str, int], tuple[int, int]] = {}
    touched: set[int] = set()
    states = 0

    def without_salt(place: tuple[str, int]) -> None:
        if place in made_by:
            maker, position = made_by[place]
            result[maker][position] = replace(result[maker][position], salt="")
            touched.add(maker)

    for number, schema in enumerate(schemas(past)):
        for index, one in enumerate(past[number].changes):
            record = _before(one, schema)
            if record is not None and clean(record) != record:
                result[number][index] = replace(result[number][index], before=ERASED)
                touched.add(number)
                states += 1
                without_salt((one.table, one.id))
            made_by[one.table, one.id] = (number, index)
    for table, key, _, _ in changed:
        without_salt((table, key))
    gone = {
        number
        for number, entry in enumerate(past)
        if names
        and entry.command
        and not entry.schema
        and (number in touched or _names(entry, names))
    }
    kept = tuple(
        replace(_without_command(entry) if number in gone else entry, changes=tuple(result[number]))
        for number, entry in enumerate(past)
    )
    return kept, states, len(gone)


def _before(change: StoredChange, schema: int) -> Any:
    """Return the record that a change found; None where there was none, or it was erased."""
    before = bytes(change.before)
    if change.table == "meta" or before in (bytes(NOTHING), bytes(ERASED)):
        return None
    return lift(change.table, change.id, before, schema)


def _names(entry: HistoryEntry, names: NameTest) -> bool:
    """Whether a command line is erased; one that was cut may have been cut within a name."""
    command = entry.command
    return len(command) > LONGEST or names(command) or names(unescape_command(command))


def _without_command(entry: HistoryEntry) -> HistoryEntry:
    said = content_digest(entry.salt, entry.command.encode())
    return replace(entry, command="", salt="", said=said)


def erase_records(
    store: Store, choose: ErasureChoice, *, command: str, now: datetime
) -> ErasureResult:
    """Erase for good what `choose` names: from records, history, commands and backups.

    `choose` returns a function that takes what is erased out of a record, and one that says
    which command lines are erased. What was erased can't be undone.
    """
    with store.writing() as (place, seen, envelope):
        store.entries(envelope)
        return erase(store.fs, place, seen, envelope, choose, command=command, now=now)
