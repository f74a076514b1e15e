"""Taking over an edit by hand: everything is checked first, then it gets an entry of its own.

For files whose seal does not fit (an editor, a program that changed line ends) and for those that a
script sealed again. What the history says was done stays as it is; an edit of the history itself
is refused.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from orglife.errors import DamagedFileError, RefusedError
from orglife.messages import Message, say
from orglife.model.base import decode_hook
from orglife.model.branch import TABLES, Branch
from orglife.storage import validation
from orglife.storage.backup import backups
from orglife.storage.branch_file import BranchPath, FileSnapshot, read_file, resolve_path
from orglife.storage.commit import keep_damaged_copy, replace_file
from orglife.storage.decode import decode_file, locate
from orglife.storage.events import current_record
from orglife.storage.filesystem import FileSystem
from orglife.storage.format import (
    SCHEMA,
    DamageError,
    Envelope,
    Seal,
    Tables,
    encode_file,
    record_bytes,
    to_branch,
)
from orglife.storage.history import (
    UNKNOWN_STATE,
    HistoryEntry,
    StoredChange,
    append,
    chained,
    entries,
    history_head,
    matches_digest,
    table_of,
    unchained_entry,
    without_next_ids,
)
from orglife.storage.lock import locked
from orglife.storage.store import Moment, Store, moment_of
from orglife.storage.verify import Known, chain_problems, duplicate_keys
from orglife.storage.write import check_writable, write_branch_file


class AcceptedEdit(NamedTuple):
    """The branch with what was taken over, and the records that had been changed."""

    branch: Branch
    changed: tuple[tuple[str, int], ...]


def accept(fs: FileSystem, place: BranchPath, *, command: str, now: Moment) -> AcceptedEdit:
    """Take over what was changed outside orglife, and seal the file.

    Raises:
        DamagedFileError: it can't be read as a branch; the message names the record.
        RefusedError: there is nothing to take over.
    """
    seen = read_file(fs, place.path, place.shown)
    check_writable(fs, place, seen.mode)
    with locked(fs, place, seen.mode, seen.group):
        seen = read_file(fs, place.path, place.shown)
        moment = moment_of(now)
        try:
            envelope, sealed = decode_file(seen.data), True
        except DamageError:
            envelope, sealed = _unsealed(place, seen.data), False
        taken, changed = with_edit_entry(fs, place, envelope, command=command, now=moment)
        if sealed and not changed and taken.branch == envelope.branch:
            raise RefusedError(say("{path} is as orglife left it", path=place.shown))
        data = encode_file(taken.branch, taken.history, sequence=envelope.seal.sequence + 1)
        try:
            decode_file(data)
        except DamageError as error:
            raise _refused(place, error.message) from error
        _write(fs, place, seen, data, moment, sealed=sealed)
    return AcceptedEdit(taken.branch, changed)


def with_edit_entry(
    fs: FileSystem, place: BranchPath, envelope: Envelope, *, command: str, now: datetime
) -> tuple[Envelope, tuple[tuple[str, int], ...]]:
    """Return what a file holds with one entry more, and the records that were changed outside.

    Raises:
        DamagedFileError: its history was changed too.
    """
    past, known = _history(place, envelope)
    branch = _with_next_ids(envelope.branch, known)
    changed = _changed(branch, known)
    entry = _entry(fs, place, past, known, changed, command=command, now=now)
    return (
        replace(envelope, branch=branch, history=append(table_of(past), entry)),
        tuple((table, key) for table, key, _ in changed),
    )


def _unsealed(place: BranchPath, data: bytes) -> Envelope:
    """Return what an edited file holds, checked as strictly as any other but for its seal."""
    text = data
    try:
        text = _text(data)
        wrong = next(iter(duplicate_keys(text)), None) or validation.limit_violation(
            validation.decode_any(text)
        )
        if wrong is not None:
            raise DamageError(wrong)
        tables = msgspec.json.decode(text, type=Tables, dec_hook=decode_hook)
        return Envelope(to_branch(tables), bytes(tables.history), _seal(tables.seal))
    except DamageError as error:
        raise _refused(place, error.message) from error
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        where = locate(text)
        what = where.message if where is not None else say("{error}", error=str(error))
        raise _refused(place, what) from error


def _text(data: bytes) -> bytes:
    """Return the file as UTF-8 without a byte order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def _seal(raw: Raw) -> Seal:
    """Return the seal as far as it can be read."""
    try:
        found = msgspec.json.decode(raw, type=dict[int, Seal])[1]
    except (msgspec.MsgspecError, KeyError):
        return Seal(schema=SCHEMA, sequence=0, crc32="")
    if found.schema > SCHEMA:
        raise DamageError(say("a newer orglife wrote it"))
    if found.schema < SCHEMA:
        raise DamageError(say("an older orglife wrote it"))
    return found


def _history(place: BranchPath, envelope: Envelope) -> tuple[tuple[HistoryEntry, ...], Known]:
    """Return the history, which must be as orglife wrote it, and what each record last was."""
    known: Known = {}
    try:
        past = tuple(_compact(entry) for entry in entries(envelope.history))
    except ValueError as error:
        raise _refused(
            place, say("its history cannot be decoded: {error}", error=str(error))
        ) from error
    wrong = next(chain_problems(past, known), None)
    if wrong is not None:
        raise _refused(place, wrong)
    return past, known


def _compact(entry: HistoryEntry) -> HistoryEntry:
    """Return an entry with its contents as orglife writes them, which is what digests are of.

    A program that wrote the file anew, stock TinyDB for one, spaces and escapes JSON its own way.
    """
    changes = (
        replace(one, before=Raw(msgspec.json.encode(msgspec.json.decode(one.before))))
        for one in entry.changes
    )
    return replace(entry, changes=tuple(changes))


def _refused(place: BranchPath, what: Message) -> DamagedFileError:
    return DamagedFileError(
        say("{path} can't be taken over: {what}", path=place.shown, what=what),
        hint=say("mend that, or restore a backup: orglife backup list"),
    )


def _with_next_ids(branch: Branch, known: Known) -> Branch:
    """Return the branch with next ids that were never given."""
    following = {table: max(1, key) for table, key in branch.meta.next.items()}
    for table, key in known:
        if table != "meta":
            following[table] = max(following.get(table, 1), key + 1)
    return replace(branch, meta=replace(branch.meta, next=following))


def _changed(branch: Branch, known: Known) -> list[tuple[str, int, Any]]:
    """Return table, id and present record of everything that is not what its last change left."""
    there = [("meta", 1), *((name, key) for name in TABLES for key in getattr(branch, name))]
    places = dict.fromkeys([*there, *known])
    found: list[tuple[str, int, Any]] = []
    for table, key in places:
        record = (
            without_next_ids(branch.meta) if table == "meta" else current_record(branch, table, key)
        )
        last = known.get((table, key))
        if record is None:
            if last is not None and last.digest:
                found.append((table, key, None))
        elif not matches_digest(record_bytes(record), last):
            found.append((table, key, record))
    return found


def _entry(
    fs: FileSystem,
    place: BranchPath,
    past: tuple[HistoryEntry, ...],
    known: Known,
    changed: list[tuple[str, int, Any]],
    *,
    command: str,
    now: datetime,
) -> HistoryEntry:
    """Return the entry of the edit; what a record was before is looked for in the backups."""
    rows = [(table, key, None, record) for table, key, record in changed]
    newest = history_head(table_of(past))
    entry = unchained_entry(newest, rows, command=command, now=now, fs=fs)
    kept = _kept(fs, place)
    changes = []
    for one in entry.changes:
        last = known.get((one.table, one.id))
        if last is None or not last.digest:
            changes.append(one)
        else:
            changes.append(replace(one, before=_before(last, kept)))
    return chained(newest, replace(entry, changes=tuple(changes)))


def _kept(fs: FileSystem, place: BranchPath) -> list[Branch]:
    found = []
    for one in reversed(backups(fs, place)):
        try:
            found.append(decode_file(read_file(fs, one.path).data).branch)
        except (DamageError, DamagedFileError):
            continue
    return found


def _before(last: StoredChange, kept: list[Branch]) -> Raw:
    """Return what a record was, from a backup that has it, else that it is not known any more."""
    for branch in kept:
        record = current_record(branch, last.table, last.id)
        if record is not None and matches_digest(record_bytes(record), last):
            return Raw(record_bytes(record))
    return UNKNOWN_STATE


def _write(
    fs: FileSystem,
    place: BranchPath,
    seen: FileSnapshot,
    data: bytes,
    now: datetime,
    *,
    sealed: bool,
) -> None:
    if sealed:
        replace_file(fs, place, seen, data, now)
    else:
        write_branch_file(fs, place, data, seen, keep=lambda: keep_damaged_copy(fs, place, seen))


def accept_edits(store: Store, *, command: str, now: Moment) -> AcceptedEdit:
    """Take over what was changed in the file of `store` outside orglife.

    Raises:
        DamagedFileError: it can't be read as a branch; the message names the record.
        RefusedError: there is nothing to take over.
    """
    return accept(store.fs, resolve_path(store.fs, store.path), command=command, now=now)
