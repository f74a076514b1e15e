"""From a changed branch to the file: its entry, its bytes, the write and the backups."""

from __future__ import annotations

import zlib
from datetime import datetime

from orglife.model.branch import Branch
from orglife.storage.backup import copy, keep, rotate
from orglife.storage.checks import check_records
from orglife.storage.codec import NO_HISTORY, Envelope, encode
from orglife.storage.filesystem import FileSystem
from orglife.storage.history import Tip, append, differences, make_entry, tip
from orglife.storage.outside import refuse_outside
from orglife.storage.place import Place
from orglife.storage.read import Seen
from orglife.storage.seal import SCHEMA
from orglife.storage.write import write_file


def compose(
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
        refuse_outside(envelope.history, envelope.branch, changed)
    history = envelope.history if envelope else NO_HISTORY
    last = tip(history) if envelope else Tip()
    entry = make_entry(last, changed, command=command, now=now, fs=fs, undoes=undoes, redoes=redoes)
    sequence = envelope.seal.sequence + 1 if envelope else 1
    return encode(branch, append(history, entry), sequence=sequence)


def save(fs: FileSystem, place: Place, seen: Seen, data: bytes, now: datetime) -> None:
    """Put `data` in the place of what was seen, which is kept as a backup."""
    day = now.date().isoformat()
    write_file(fs, place, data, seen, keep=lambda: keep(fs, place, seen, day, SCHEMA))
    rotate(fs, place)


def set_aside(fs: FileSystem, place: Place, seen: Seen) -> None:
    """Give a damaged file a second name, which stays when another is put in its place."""
    path = f"{place.path}.damaged-{zlib.crc32(seen.data):08x}"
    try:
        fs.link(place.path, path)
    except FileExistsError:
        return
    except OSError:
        copy(fs, path, seen)
