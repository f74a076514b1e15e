"""Erasing for good: from the records, from what they were before, from commands and backups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from msgspec.structs import replace

from orglife.errors import OrglifeError
from orglife.model.branch import TABLES, Branch
from orglife.storage.backup import Backup, backup_name, backups, before_schemas
from orglife.storage.checks import check_records
from orglife.storage.codec import Envelope, encode
from orglife.storage.decode import decode
from orglife.storage.erased_past import (
    ERASED,
    Clean,
    Differences,
    Names,
    cleaned_past,
    former_records,
)
from orglife.storage.filesystem import FileSystem
from orglife.storage.history import (
    Entry,
    Tip,
    differences,
    make_entry,
    table_of,
    tip,
)
from orglife.storage.place import Place
from orglife.storage.read import Seen, read_file
from orglife.storage.seal import DamageError
from orglife.storage.write import sync_folder, write_file

Choose = Callable[[Branch, Iterator[Any]], tuple[Clean, Names | None]]
"""From the branch, and every record as it was before or is in a backup, to what is erased.

Without names no command line is erased.
"""

EntryOf = Callable[[Tip, Differences], Entry]
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
    choose: Choose,
    *,
    command: str,
    now: datetime,
) -> Erased:
    """Erase from the file and from its backups; called with the lock held."""
    clean, names = choose(envelope.branch, _as_they_were(fs, place, envelope))
    branch = cleaned(envelope.branch, clean)
    changed = differences(envelope.branch, branch)
    check_records(branch, changed, envelope.branch)
    past, states, commands = cleaned_past(envelope, clean, names, changed)
    entry_of = partial(make_entry, command=command, now=now, fs=fs)
    if changed or states or commands:
        past = _with_entry(past, changed, entry_of)
        data = encode(branch, table_of(past), sequence=envelope.seal.sequence + 1)
        write_file(fs, place, data, seen)
    rewritten, removed = _clean_backups(fs, place, clean, names, entry_of)
    return Erased(branch, len(changed), states, commands, rewritten, removed)


def _as_they_were(fs: FileSystem, place: Place, envelope: Envelope) -> Iterator[Any]:
    """Yield every record that is in the history, or in a backup that can be read."""
    yield from former_records(envelope)
    for one in (*before_schemas(fs, place), *backups(fs, place)):
        try:
            kept = decode(read_file(fs, one.path).data)
            if kept.branch.meta.uid != envelope.branch.meta.uid:
                continue
            former = list(former_records(kept))
        except (OrglifeError, DamageError, ValueError, LookupError):
            continue
        yield from former
        for name in TABLES:
            yield from getattr(kept.branch, name).values()


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


def _with_entry(
    past: tuple[Entry, ...], changed: Differences, entry_of: EntryOf
) -> tuple[Entry, ...]:
    """Return the history with an entry that says of which records something was erased."""
    entry = entry_of(tip(table_of(past)), changed)
    entry = replace(entry, changes=tuple(replace(one, before=ERASED) for one in entry.changes))
    return (*past, entry)


def _clean_backups(
    fs: FileSystem, place: Place, clean: Clean, names: Names | None, entry_of: EntryOf
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
        data = _cleaned_backup(envelope, clean, names, entry_of)
        if data is not None:
            _put(fs, place, one, seen, data)
            rewritten += 1
    if rewritten or removed:
        sync_folder(fs, place.backups)
    return rewritten, removed


def _cleaned_backup(
    envelope: Envelope, clean: Clean, names: Names | None, entry_of: EntryOf
) -> bytes | None:
    """Return a backup without what is erased, with an entry where that is no longer a record.

    So its records are what its history says, should it be all that is left of the file.
    """
    branch = cleaned(envelope.branch, clean)
    changed = differences(envelope.branch, branch)
    past, states, commands = cleaned_past(envelope, clean, names, changed)
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
