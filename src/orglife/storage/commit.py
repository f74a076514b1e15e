"""From a changed branch to a written file: validated, entered in the history, saved, backed up.

Records changed outside orglife are refused first: a history entry says what each record was
before, so the chain would no longer describe the file.
"""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from orglife.errors import InvalidRecordError, RefusedError
from orglife.messages import Message, say
from orglife.model.base import Id
from orglife.model.branch import TABLES, Branch
from orglife.storage import validation
from orglife.storage.backup import copy, keep_backup, rotate
from orglife.storage.branch_file import BranchPath, FileSnapshot
from orglife.storage.filesystem import FileSystem
from orglife.storage.format import (
    NO_HISTORY,
    SCHEMA,
    Envelope,
    encode_file,
    read_record,
    record_bytes,
)
from orglife.storage.history import (
    NOTHING,
    HistoryHead,
    StoredChange,
    append,
    differences,
    history_head,
    make_entry,
    matches_digest,
)
from orglife.storage.validation import dangling, first_invalid_record
from orglife.storage.write import write_branch_file

_AFTER_IT = b" " * 16
"""As many bytes as may follow a record in the file until the next quotation mark, and more."""


def check_records(
    branch: Branch, changed: list[tuple[str, int, Any, Any]], old: Branch | None = None
) -> None:
    """Refuse a record that would make the file one that is refused when it is read.

    `changed` is in what it differs from `old`, None where there was no branch before. A value of
    a wrong type is a bug of the caller and keeps its own error.

    Raises:
        InvalidRecordError: a control character, a text too long, an id that leads nowhere.
    """
    _check_record("meta", 1, branch.meta)  # whole: the ids that come next are in no difference
    for table, key, _, after in changed:
        if type(key) is not int:  # True is 1 to Python, and another value in the history
            raise ValueError(f"{table}: {key!r} is no id")
        if after is not None and table != "meta":
            _check_record(table, key, after)
    looked_at = _looked_at(branch, changed)
    wrong = first_invalid_record(looked_at)
    if wrong is not None:
        raise ValueError(f"it could not be read again: {wrong}")
    lost = dangling(branch, looked_at)
    if lost is not None:
        raise InvalidRecordError(
            lost.message,
            hint=say("change or remove {table} #{id} first", table=lost.table, id=lost.id),
        )
    _check_ids(branch, old)


def _check_record(table: str, key: int, record: Any) -> None:
    data = _encoded(table, key, record)
    wrong = _breach(data)
    if wrong is not None:
        raise InvalidRecordError(
            say("{table} #{id} can't be kept: {wrong}", table=table, id=key, wrong=wrong)
        )
    again = read_record(table, key, data)
    if again.id != key:
        raise ValueError(f"{table} #{key} has another id in it")
    if record_bytes(again) != data:
        raise ValueError(f"{table} #{key} would be read as another record")


def _breach(data: bytes) -> Message | None:
    """Return which limit a record breaks that is asked about when the file is read, or None."""
    if not validation.may_exceed_limits(data):
        return None
    wrong = validation.limit_violation(validation.decode_any(data))
    if wrong is None and validation.long_text(data + _AFTER_IT) is not None:
        return validation.TOO_LONG
    return wrong


def _check_ids(branch: Branch, old: Branch | None) -> None:
    """Refuse ids that the branch did not give, and to give one again."""
    for name in TABLES:
        rows, following = getattr(branch, name), branch.next_id(name)
        if following < (1 if old is None else old.next_id(name)):
            raise ValueError(f"the next id of {name} goes back to {following}")
        if rows and not 0 < min(rows) <= max(rows) < following:
            raise ValueError(f"{name} #{max(rows)} was not given its id by the branch")


def _looked_at(branch: Branch, changed: list[tuple[str, int, Any, Any]]) -> Branch:
    """Return the records that may lead nowhere: those changed; all, where one was removed."""
    if any(after is None for _, _, _, after in changed):
        return branch
    tables: dict[str, dict[int, Any]] = {}
    for table, key, _, after in changed:
        if table != "meta":
            tables.setdefault(table, {})[key] = after
    return Branch(meta=branch.meta, **tables)


def _encoded(table: str, key: int, record: Any) -> bytes:
    try:
        return record_bytes(record)
    except UnicodeEncodeError as error:
        raise InvalidRecordError(
            say(
                "{table} #{id} can't be kept: {wrong}",
                table=table,
                id=key,
                wrong=validation.breach_of_text(error.object) or str(error),
            )
        ) from None


class _Changes(Struct, frozen=True):
    """An entry of the history, as far as it is asked for here."""

    number: int
    changes: tuple[StoredChange, ...] = ()


def refuse_external_edits(
    history: bytes, old: Branch, changed: list[tuple[str, int, Any, Any]]
) -> None:
    """Refuse to change a record that is not what the history left. 10 ms for 10,000 entries.

    New records, which most commands add, have no past, and nothing is decoded for them.

    Raises:
        RefusedError: one was added, changed or removed outside orglife.
    """
    asked = [
        (table, key, before)
        for table, key, before, _ in changed
        if table == "meta" or key < old.next_id(table)
    ]
    if not asked:
        return
    try:
        entries = msgspec.json.decode(history, type=dict[Id, _Changes])
    except ValueError:
        return  # the history is damaged, which `verify` says; the records can still be kept
    last: dict[tuple[str, int], StoredChange] = {}
    for number in sorted(entries):
        last.update(((one.table, one.id), one) for one in entries[number].changes)
    for table, key, before in asked:
        content = bytes(NOTHING) if before is None else record_bytes(before)
        if not matches_digest(content, last.get((table, key))):
            raise RefusedError(
                say("{table} #{id} was changed outside orglife", table=table, id=key),
                hint=say("look, and take it over first: orglife doctor --accept"),
            )


def compose_file(
    fs: FileSystem,
    envelope: Envelope | None,
    branch: Branch,
    *,
    command: str,
    now: datetime,
    undoes: tuple[int, ...] = (),
    redoes: tuple[int, ...] = (),
    outside: bool = False,
) -> bytes:
    """Return the bytes of the file after a change, with the entry that says what it changed.

    With `outside` also records are changed that were changed outside orglife before.

    Raises:
        InvalidRecordError: a record could not be kept as it is.
        RefusedError: a record to be changed was changed outside orglife.
    """
    old = envelope.branch if envelope else None
    changed = differences(old, branch)
    check_records(branch, changed, old)
    if envelope is not None and not outside:
        refuse_external_edits(envelope.history, envelope.branch, changed)
    history = envelope.history if envelope else NO_HISTORY
    last = history_head(history) if envelope else HistoryHead()
    entry = make_entry(last, changed, command=command, now=now, fs=fs, undoes=undoes, redoes=redoes)
    sequence = envelope.seal.sequence + 1 if envelope else 1
    return encode_file(branch, append(history, entry), sequence=sequence)


def replace_file(
    fs: FileSystem, place: BranchPath, seen: FileSnapshot, data: bytes, now: datetime
) -> None:
    """Put `data` in the place of what was seen, which is kept as a backup."""
    day = now.date().isoformat()
    write_branch_file(fs, place, data, seen, keep=lambda: keep_backup(fs, place, seen, day, SCHEMA))
    rotate(fs, place)


def keep_damaged_copy(fs: FileSystem, place: BranchPath, seen: FileSnapshot) -> None:
    """Give a damaged file a second name, which stays when another is put in its place."""
    path = f"{place.path}.damaged-{zlib.crc32(seen.data):08x}"
    try:
        fs.link(place.path, path)
    except FileExistsError:
        return
    except OSError:
        copy(fs, path, seen)
