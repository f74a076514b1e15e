"""Erasing for good: from the records, from what they were before, from commands and backups.

The chain of the history goes over salted digests. Where a content is erased its salt goes too, so
the chain still holds and the content can't be guessed from the digest.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from msgspec import Raw
from msgspec.structs import replace

from orglife.errors import OrglifeError
from orglife.model.branch import TABLES, Branch
from orglife.storage.backup import Backup, backup_name, backups, before_schemas
from orglife.storage.checks import check_records
from orglife.storage.codec import Envelope, encode
from orglife.storage.decode import decode
from orglife.storage.filesystem import FileSystem
from orglife.storage.history import (
    NOTHING,
    Change,
    Entry,
    Tip,
    content_digest,
    differences,
    entries,
    make_entry,
    table_of,
    tip,
)
from orglife.storage.migrations import lift, schemas
from orglife.storage.place import Place
from orglife.storage.read import Seen, read_file
from orglife.storage.seal import DamageError
from orglife.storage.write import sync_folder, write_file

ERASED = Raw(b'"erased"')

Clean = Callable[[Any], Any]
"""From a record to the record without what is erased; None where nothing stays."""

EntryOf = Callable[[Tip, list[tuple[str, int, Any, Any]]], Entry]
"""From the newest entry and what was changed to the entry that follows."""


class Erased(NamedTuple):
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
    place: Place,
    seen: Seen,
    envelope: Envelope,
    clean: Clean,
    words: tuple[str, ...],
    *,
    command: str,
    now: datetime,
) -> Erased:
    """Erase from the file and from its backups; called with the lock held."""
    branch = cleaned(envelope.branch, clean)
    changed = differences(envelope.branch, branch)
    check_records(branch, changed, envelope.branch)
    past, states, commands = _cleaned_history(entries(envelope.history), clean, words)
    entry_of = partial(make_entry, command=command, now=now, fs=fs)
    if changed or states or commands:
        past = _with_entry(past, changed, entry_of)
        data = encode(branch, table_of(past), sequence=envelope.seal.sequence + 1)
        write_file(fs, place, data, seen)
    rewritten, removed = _clean_backups(fs, place, clean, words, entry_of)
    return Erased(branch, len(changed), states, commands, rewritten, removed)


def cleaned(branch: Branch, clean: Clean) -> Branch:
    """Return the branch without what is erased."""
    changes: dict[str, Any] = {}
    for name in TABLES:
        rows = getattr(branch, name)
        kept = {key: clean(record) for key, record in rows.items()}
        kept = {key: record for key, record in kept.items() if record is not None}
        if kept != rows:
            changes[name] = kept
    return replace(branch, **changes)


def _cleaned_history(
    past: tuple[Entry, ...], clean: Clean, words: tuple[str, ...]
) -> tuple[tuple[Entry, ...], int, int]:
    """Return the history without what is erased, and how many states and commands went."""
    result: list[list[Change]] = []
    made_by: dict[tuple[str, int], tuple[int, int]] = {}
    states = commands = 0
    mended: list[Entry] = []
    found = schemas(past)
    for number, entry in enumerate(past):
        changes = list(entry.changes)
        for index, one in enumerate(changes):
            if _holds(one, clean, found[number]):
                changes[index] = replace(one, before=ERASED)
                states += 1
                if (one.table, one.id) in made_by:
                    maker, position = made_by[one.table, one.id]
                    chosen = result[maker] if maker < number else changes
                    chosen[position] = replace(chosen[position], salt="")
            made_by[one.table, one.id] = (number, index)
        result.append(changes)
        if entry.command and any(word and word in entry.command for word in words):
            commands += 1
            said = content_digest(entry.salt, entry.command.encode())
            mended.append(replace(entry, command="", salt="", said=said))
        else:
            mended.append(entry)
    return (
        tuple(
            replace(entry, changes=tuple(changes))
            for entry, changes in zip(mended, result, strict=True)
        ),
        states,
        commands,
    )


def _holds(change: Change, clean: Clean, schema: int) -> bool:
    """Whether what a change found is to be erased."""
    before = bytes(change.before)
    if change.table == "meta" or before in (bytes(NOTHING), bytes(ERASED)):
        return False
    record = lift(change.table, change.id, before, schema)
    return record is not None and bool(clean(record) != record)


def _with_entry(
    past: tuple[Entry, ...], changed: list[tuple[str, int, Any, Any]], entry_of: EntryOf
) -> tuple[Entry, ...]:
    """Return the history with an entry that says of which records something was erased."""
    entry = entry_of(tip(table_of(past)), changed)
    entry = replace(entry, changes=tuple(replace(one, before=ERASED) for one in entry.changes))
    return (*_without_last_salts(past, {(table, key) for table, key, _, _ in changed}), entry)


def _without_last_salts(past: tuple[Entry, ...], gone: set[tuple[str, int]]) -> tuple[Entry, ...]:
    """Return the history without the salts of the states that are erased from the records now."""
    left = set(gone)
    result: list[Entry] = []
    for entry in reversed(past):
        changes = []
        for one in reversed(entry.changes):
            if (one.table, one.id) in left:
                left.discard((one.table, one.id))
                one = replace(one, salt="")
            changes.append(one)
        result.append(replace(entry, changes=tuple(reversed(changes))))
    return tuple(reversed(result))


def _clean_backups(
    fs: FileSystem, place: Place, clean: Clean, words: tuple[str, ...], entry_of: EntryOf
) -> tuple[int, int]:
    """Write each backup anew without what is erased; return how many, and how many were removed."""
    rewritten = removed = 0
    for one in (*before_schemas(fs, place), *backups(fs, place)):
        try:
            seen = read_file(fs, one.path)
            envelope = decode(seen.data)
        except (OrglifeError, DamageError):
            fs.unlink(one.path)
            removed += 1
            continue
        data = _cleaned_backup(envelope, clean, words, entry_of)
        if data is not None:
            _put(fs, place, one, seen, data)
            rewritten += 1
    if rewritten or removed:
        sync_folder(fs, place.backups)
    return rewritten, removed


def _cleaned_backup(
    envelope: Envelope, clean: Clean, words: tuple[str, ...], entry_of: EntryOf
) -> bytes | None:
    """Return a backup without what is erased, with an entry where that is no longer a record.

    So its records are what its history says, should it be all that is left of the file.
    """
    branch = cleaned(envelope.branch, clean)
    changed = differences(envelope.branch, branch)
    past, states, commands = _cleaned_history(entries(envelope.history), clean, words)
    if not (changed or states or commands):
        return None
    if changed:
        past = _with_entry(past, changed, entry_of)
    return encode(branch, table_of(past), sequence=envelope.seal.sequence)


def _put(fs: FileSystem, place: Place, old: Backup, seen: Seen, data: bytes) -> None:
    from orglife.storage.backup import copy

    if not old.number:
        copy(fs, old.path, replace(seen, data=data))
        return
    path = f"{place.backups}/{backup_name(old.number, old.day, data)}"
    copy(fs, path, replace(seen, data=data))
    fs.unlink(old.path)
