"""What is erased from the history: what records were before, and command lines.

The chain goes over salted digests. Where a content is erased its salt goes too, so the chain still
holds and the content can't be guessed from the digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Raw
from msgspec.structs import replace

from orglife.storage.codec import Envelope
from orglife.storage.history import (
    LONGEST,
    NOTHING,
    Change,
    Entry,
    content_digest,
    entries,
    typed,
)
from orglife.storage.migrations import lift, schemas

ERASED = Raw(b'"erased"')

Clean = Callable[[Any], Any]
"""From a record to the record without what is erased; None where nothing stays."""

Names = Callable[[str], bool]
"""Whether a command line is erased; so is then every one that touched what is erased."""

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


def cleaned_past(
    envelope: Envelope, clean: Clean, names: Names | None, changed: Differences
) -> tuple[tuple[Entry, ...], int, int]:
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


def _before(change: Change, schema: int) -> Any:
    """Return the record that a change found; None where there was none, or it was erased."""
    before = bytes(change.before)
    if change.table == "meta" or before in (bytes(NOTHING), bytes(ERASED)):
        return None
    return lift(change.table, change.id, before, schema)


def _names(entry: Entry, names: Names) -> bool:
    """Whether a command line is erased; one that was cut may have been cut within a name."""
    command = entry.command
    return len(command) > LONGEST or names(command) or names(typed(command))


def _without_command(entry: Entry) -> Entry:
    said = content_digest(entry.salt, entry.command.encode())
    return replace(entry, command="", salt="", said=said)
