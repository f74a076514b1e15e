"""Erase from records, their former states in the history, command lines and backups.

The chain of the history is built over salted digests. With a content its salt is erased, so the
chain still verifies and the content can't be guessed from its digest.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from orglife.errors import DamagedFileError, OrglifeError, UnwritableFileError
from orglife.messages import Message, say
from orglife.model.branch import TABLES, Branch
from orglife.storage.backup import (
    Backup,
    backup_name,
    backups,
    before_schemas,
    copy,
    remove_stale_copies,
)
from orglife.storage.branch_file import BranchPath, FileSnapshot, read_file, resolve_path
from orglife.storage.commit import check_records
from orglife.storage.decode import decode_file
from orglife.storage.events import ancestry_of, history_in
from orglife.storage.filesystem import (
    CREATE,
    WINDOWS,
    FileSystem,
    os_error_message,
    sync,
    write_all,
)
from orglife.storage.format import DamageError, Envelope, encode_file
from orglife.storage.history import (
    COMMAND,
    LONGEST,
    NOTHING,
    UNKNOWN_STATE,
    HistoryEntry,
    HistoryHead,
    StoredChange,
    chained,
    content_digest,
    differences,
    entries,
    history_head,
    table_of,
    unchained_entry,
    unescape_command,
)
from orglife.storage.migrations import lift, schemas
from orglife.storage.store import Moment, Store, moment_of
from orglife.storage.write import clean as clean_temporaries
from orglife.storage.write import sync_folder, write_branch_file

RecordEraser = Callable[[Any], Any]
"""From a record to the record without what is erased; None where nothing stays."""

NameTest = Callable[[str], bool]
"""Whether a command line is erased; so is then every one that touched what is erased."""

ErasureChoice = Callable[[Branch, Iterator[Any]], tuple[RecordEraser, NameTest | None]]
"""From the branch, and every record as it was before or is in a backup, to what is erased.

Without names no command line is erased.
"""


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
    beside: int = 0
    """Drafts and remembered headings that were removed."""


class Purging(NamedTuple):
    """How an erasure is made sure to be finished: what its journal holds, what goes beside it."""

    journal: Mapping[str, int | str]
    """Ids and days, by which the erasure can be done again; no names and no texts."""
    beside: Callable[[], int] = int
    """Removes what lies elsewhere (drafts), and returns how much; called before the file."""


class Rewritten(NamedTuple):
    """A backup with what is put in its place; None where it is damaged and is removed."""

    backup: Backup
    seen: FileSnapshot | None
    data: bytes | None


def erase(
    fs: FileSystem,
    place: BranchPath,
    seen: FileSnapshot,
    envelope: Envelope,
    choose: ErasureChoice,
    purging: Purging,
    *,
    command: str,
    now: datetime,
) -> ErasureResult:
    """Erase from the backups, from what lies beside, then from the file; the lock is held.

    Everything is made in memory first, and a journal says what is under way until all is done:
    whatever ends the process, the names are still in the file by which it can be done again.

    Raises:
        StoreError: a backup can't be read; nothing was erased.
    """
    begun = False
    try:
        resumed = read_journal(fs, place) is not None
        clean, names = choose(envelope.branch, _as_they_were(fs, place, envelope))
        branch = erased_branch(envelope.branch, clean)
        changed = differences(envelope.branch, branch)
        check_records(branch, changed, envelope.branch)
        entry_of = partial(unchained_entry, command=command, now=now, fs=fs)
        rewritten, heads = _cleaned_backups(
            fs, place, envelope, clean, names, entry_of, resumed=resumed
        )
        past = erased_history(envelope, clean, names, changed)
        data: bytes | None = None
        if changed or past.erased or heads:
            history = _with_entry(past, changed, entry_of, heads)
            data = encode_file(branch, table_of(history), sequence=envelope.seal.sequence + 1)
        if not resumed:
            write_journal(fs, place, purging.journal)
        begun = True
        clean_temporaries(fs, place)
        remove_stale_copies(fs, place)
        for one in rewritten:
            _put(fs, place, one)
        if rewritten:
            sync_folder(fs, place.backups)
        beside = purging.beside()
        if data is not None:
            write_branch_file(fs, place, data, seen)
        fs.unlink(place.journal)
        sync_folder(fs, place.folder)
    except OSError as error:
        raise _broken_off(place, os_error_message(error), begun=begun) from error
    anew = sum(one.data is not None for one in rewritten)
    return ErasureResult(
        branch,
        len(changed),
        past.states,
        past.commands,
        anew,
        len(rewritten) - anew,
        beside,
    )


def _broken_off(place: BranchPath, why: Message, *, begun: bool) -> UnwritableFileError:
    if not begun:
        return UnwritableFileError(
            say("can't purge {path}: {reason}", path=place.shown, reason=why),
            hint=say("nothing was changed"),
        )
    return UnwritableFileError(
        say("the purge of {path} is not finished: {reason}", path=place.shown, reason=why),
        hint=say("the next command goes on with it"),
    )


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
    past: CleanedPast,
    changed: Differences,
    entry_of: Callable[[HistoryHead, Differences], HistoryEntry],
    heads: tuple[str, ...] = (),
) -> tuple[HistoryEntry, ...]:
    """Return the history with the entry of the purge, which says what was erased, and where."""
    last = history_head(table_of(past.entries))
    entry = entry_of(last, changed)
    entry = replace(
        entry,
        changes=tuple(replace(one, before=ERASED) for one in entry.changes),
        erased=past.erased,
        backups=heads,
    )
    return (*past.entries, chained(last, entry))


def _cleaned_backups(
    fs: FileSystem,
    place: BranchPath,
    envelope: Envelope,
    clean: RecordEraser,
    names: NameTest | None,
    entry_of: Callable[[HistoryHead, Differences], HistoryEntry],
    *,
    resumed: bool,
) -> tuple[list[Rewritten], tuple[str, ...]]:
    """Return the backups to be written anew or removed, and the heads that they will have.

    A backup of another branch is left alone, whatever its name.

    Raises:
        StoreError: one can't be read, for whatever reason but damage.
    """
    found: list[Rewritten] = []
    heads: list[str] = []
    for one in (*before_schemas(fs, place), *backups(fs, place)):
        try:
            seen = read_file(fs, one.path)
            kept = decode_file(seen.data)
        except (DamagedFileError, DamageError):
            found.append(Rewritten(one, None, None))
            continue
        if kept.branch.meta.uid != envelope.branch.meta.uid:
            continue
        past = _cleaned_backup(kept, clean, names, entry_of)
        if past is not None:
            branch, entries = past
            data = encode_file(branch, table_of(entries), sequence=kept.seal.sequence)
            found.append(Rewritten(one, seen, data))
            heads.append(entries[-1].digest)
        elif resumed:  # it may have been written anew before the purge was broken off
            ancestry = ancestry_of(history_in(seen.data))
            heads += [ancestry.newest] if ancestry.purged else []
    return found, tuple(heads)


def _cleaned_backup(
    envelope: Envelope,
    clean: RecordEraser,
    names: NameTest | None,
    entry_of: Callable[[HistoryHead, Differences], HistoryEntry],
) -> tuple[Branch, tuple[HistoryEntry, ...]] | None:
    """Return records and history of a backup without what is erased, or None where nothing is.

    Its last entry says what was erased, so that it verifies should it be all that is left.
    """
    branch = erased_branch(envelope.branch, clean)
    changed = differences(envelope.branch, branch)
    past = erased_history(envelope, clean, names, changed)
    if not (changed or past.erased):
        return None
    return branch, _with_entry(past, changed, entry_of)


def _put(fs: FileSystem, place: BranchPath, one: Rewritten) -> None:
    """Put a backup in its place, or remove it where it is damaged."""
    if one.seen is None or one.data is None:
        fs.unlink(one.backup.path)
        return
    old = one.backup
    seen = replace(one.seen, data=one.data)
    if not old.number:
        copy(fs, old.path, seen)
        return
    path = f"{place.backups}/{backup_name(old.number, old.day, one.data)}"
    copy(fs, path, seen)
    fs.unlink(old.path)


def write_journal(fs: FileSystem, place: BranchPath, journal: Mapping[str, int | str]) -> None:
    """Write down what is being erased, in a file of its own, before anything is.

    Raises:
        UnwritableFileError: it can't be written; nothing was erased.
    """
    data = msgspec.json.encode({"schema": JOURNAL_SCHEMA, **journal}) + b"\n"
    temporary = place.journal + ".tmp"
    try:
        with suppress(FileNotFoundError):
            fs.unlink(temporary)
        fd = fs.open(temporary, CREATE)
        try:
            write_all(fs, fd, data)
            sync(fs, fd)
        finally:
            fs.close(fd)
        fs.replace(temporary, place.journal)
        sync_folder(fs, place.folder)
    except OSError as error:
        raise UnwritableFileError(
            say("can't write {path}: {reason}", path=place.journal, reason=os_error_message(error)),
            hint=say("nothing was changed"),
        ) from error


JOURNAL_SCHEMA = "orglife.purging/1"


def read_journal(fs: FileSystem, place: BranchPath) -> dict[str, Any] | None:
    """Return what a purge that was broken off had to erase, or None where none was.

    Raises:
        DamagedFileError: something else has the name of the journal, or somebody else wrote it.
    """
    try:
        status = fs.lstat(place.journal)
    except OSError:
        return None
    own = WINDOWS or status.st_uid in (fs.user(), fs.stat(place.folder).st_uid)
    if stat.S_ISREG(status.st_mode) and own and status.st_size <= _LARGEST_JOURNAL:
        try:
            found = msgspec.json.decode(
                read_file(fs, place.journal).data, type=dict[str, int | str]
            )
        except (msgspec.MsgspecError, UnicodeDecodeError):
            found = {}
        if found.get("schema") == JOURNAL_SCHEMA:
            return found
    raise DamagedFileError(
        say("{path} is not the journal of a purge", path=place.journal),
        hint=say("look what it is, and move it elsewhere"),
    )


_LARGEST_JOURNAL = 4096

ERASED = Raw(b'"erased"')

Differences = list[tuple[str, int, Any, Any]]
"""Table, id, record before and record after."""


def former_records(envelope: Envelope) -> Iterator[Any]:
    """Yield every record as a change found it."""
    past = entries(envelope.history)
    for entry, schema in zip(past, schemas(past), strict=True):
        for change in entry.changes:
            record = _before(change, schema)
            if record is not None:
                yield record


class CleanedPast(NamedTuple):
    """A history without what is erased, and what was taken out of it."""

    entries: tuple[HistoryEntry, ...]
    states: int
    commands: int
    erased: tuple[tuple[int, int], ...]
    """Number of entry and position of its change, -1 for its command; new ones only."""


def erased_history(
    envelope: Envelope, clean: RecordEraser, names: NameTest | None, changed: Differences
) -> CleanedPast:
    """Return the history without what is erased, and what went.

    What is erased from the records now (`changed`) loses its salt, as what is erased from the past.
    So does a state that is not known: nobody can say that nothing of the person was in it.
    """
    past = entries(envelope.history)
    result = [list(entry.changes) for entry in past]
    made_by: dict[tuple[str, int], tuple[int, int]] = {}
    touched: set[int] = set()
    erased: list[tuple[int, int]] = []
    states = 0

    def without_salt(place: tuple[str, int]) -> bool:
        if place not in made_by:
            return False
        maker, position = made_by[place]
        if not result[maker][position].salt:
            return False
        result[maker][position] = replace(result[maker][position], salt="")
        erased.append((past[maker].number, position))
        touched.add(maker)
        return True

    for number, schema in enumerate(schemas(past)):
        for index, one in enumerate(past[number].changes):
            record = _before(one, schema)
            if record is not None and clean(record) != record:
                result[number][index] = replace(result[number][index], before=ERASED)
                touched.add(number)
                states += 1
                without_salt((one.table, one.id))
            elif _is_unknown(one) and one.table != "meta":
                states += without_salt((one.table, one.id))
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
    erased += [(past[number].number, COMMAND) for number in gone]
    return CleanedPast(kept, states, len(gone), tuple(sorted(erased)))


def _is_unknown(change: StoredChange) -> bool:
    return bytes(change.before) in (bytes(UNKNOWN_STATE), bytes(ERASED))


def _before(change: StoredChange, schema: int) -> Any:
    """Return the record that a change found; None where there was none, or it was erased."""
    before = bytes(change.before)
    if change.table == "meta" or before in (bytes(NOTHING), bytes(ERASED), bytes(UNKNOWN_STATE)):
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
    store: Store,
    choose: ErasureChoice,
    *,
    command: str,
    now: Moment,
    purging: Purging | None = None,
) -> ErasureResult:
    """Erase for good what `choose` names: from records, history, commands and backups.

    `choose` returns a function that takes what is erased out of a record, and one that says
    which command lines are erased. What was erased can't be undone. `purging` says how it is
    begun again if the process ends before everything is done.
    """
    with store.writing() as (place, seen, envelope):
        store.entries(envelope)
        return erase(
            store.fs,
            place,
            seen,
            envelope,
            choose,
            purging or Purging({}),
            command=command,
            now=moment_of(now),
        )


def unfinished_purge(store: Store) -> dict[str, Any] | None:
    """Return what a purge that was broken off had to erase; None if none was.

    Raises:
        DamagedFileError: something else has the name of its journal.
    """
    return read_journal(store.fs, resolve_path(store.fs, store.path))
