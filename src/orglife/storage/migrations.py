"""From the tables of an older schema to those of today's, in memory; the next write keeps them.

A migration gets an entry of the history, chained to those before it, so that the file still
verifies. Whoever reads the old file makes the same entry: its time is that of the entry before it
and its salts come from those that it follows, so nothing is written only to read. Contents in
older entries stay as they were, since digests go over them, and are brought up when looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from orglife.messages import say
from orglife.model.base import decode_hook
from orglife.storage.format import (
    SCHEMA,
    DamageError,
    Envelope,
    Seal,
    Tables,
    read_record,
    to_branch,
)
from orglife.storage.history import (
    COMMAND,
    NEW_RULE_SCHEMA,
    NOTHING,
    HistoryEntry,
    StoredChange,
    append,
    chain_digest,
    content_digest,
    entries,
)

Rows = dict[str, dict[str, Any]]
"""The tables as JSON has them, without history and seal: table, id, record."""

Migration = Callable[[Rows], Rows]
"""From schema N to N+1. Also given single records of the history: a table may be missing."""


def to_schema_2(rows: Rows) -> Rows:
    """Return the tables of schema 1 as schema 2 has them.

    Schema 2 adds fields, whose defaults say what an old record does not. A branch's own number of
    days for TRANSFER-OPEN goes: the rule has no such parameter any more and could not be used.
    """
    return {
        table: {
            key: _without_transfer_days(record) if table == "rules" else record
            for key, record in records.items()
        }
        for table, records in rows.items()
    }


def _without_transfer_days(record: dict[str, Any]) -> dict[str, Any]:
    if record.get("rule") != "TRANSFER-OPEN" or "days" not in record.get("values", {}):
        return record
    values = {name: value for name, value in record["values"].items() if name != "days"}
    others = {name: value for name, value in record.items() if name != "values"}
    return {**others, "values": values} if values else others


MIGRATIONS: tuple[Migration, ...] = (to_schema_2,)
"""The first is from schema 1 to 2; as many as the schema is beyond 1."""


def migrate(data: bytes, found: Seal) -> Envelope:
    """Return what a file of an older schema holds, brought up to today's.

    Raises:
        DamageError: it is none, or the migration leaves what is no branch.
    """
    try:
        raw = msgspec.json.decode(data, type=dict[str, Raw])
        history = bytes(raw.pop("history", Raw(b"{}")))
        del raw["seal"]
        rows: Rows = {
            name: msgspec.json.decode(one, type=dict[str, Any]) for name, one in raw.items()
        }
        for schema in range(found.schema, SCHEMA):
            lifted = MIGRATIONS[schema - 1](rows)
            history = append(history, _entry(entries(history), rows, lifted, schema + 1))
            rows = lifted
        tables = msgspec.json.decode(msgspec.json.encode(rows), type=Tables, dec_hook=decode_hook)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, LookupError) as error:
        raise DamageError(say("it cannot be decoded: {error}", error=str(error))) from error
    return Envelope(to_branch(tables), history, found)


def schemas(past: tuple[HistoryEntry, ...]) -> tuple[int, ...]:
    """Return for each entry the schema of the records that it found."""
    schema = SCHEMA
    found = []
    for entry in reversed(past):
        schema = entry.schema - 1 if entry.schema else schema
        found.append(schema)
    return tuple(reversed(found))


def lift(table: str, key: int, data: bytes, schema: int) -> Any:
    """Return a record of the history as today's schema has it; None where it has it no more."""
    if schema == SCHEMA:
        return read_record(table, key, data)
    rows: Rows = {table: {str(key): msgspec.json.decode(data)}}
    for migration in MIGRATIONS[schema - 1 :]:
        rows = migration(rows)
    record = rows.get(table, {}).get(str(key))
    return None if record is None else read_record(table, key, msgspec.json.encode(record))


def _entry(past: tuple[HistoryEntry, ...], old: Rows, new: Rows, schema: int) -> HistoryEntry:
    """Return the entry of a migration to `schema`, the same whenever it is made."""
    last = past[-1]
    salts = {(one.table, one.id): one.salt for entry in past for one in entry.changes}
    changes = []
    for table, key in dict.fromkeys(
        (name, key) for rows in (old, new) for name in rows for key in rows[name]
    ):
        before, after = _content(old, table, key), _content(new, table, key)
        if before == after:
            continue
        salt = content_digest(salts.get((table, int(key)), last.salt), b"schema %d" % schema)[:16]
        salt = salt if after else ""
        changes.append(
            StoredChange(
                table,
                int(key),
                salt,
                content_digest(salt, after) if after else "",
                Raw(before) if before else NOTHING,
            )
        )
    entry = HistoryEntry(
        number=last.number + 1,
        at=last.at,
        command=f"schema {schema - 1} -> {schema}",
        salt=content_digest(last.salt, b"schema %d" % schema)[:16],
        changes=tuple(changes),
        schema=schema,
        erased=_erased_before(past) if schema == NEW_RULE_SCHEMA else (),
    )
    old_rule = schema < NEW_RULE_SCHEMA
    return replace(entry, digest=chain_digest(last.digest, entry, old_rule=old_rule))


def _erased_before(past: tuple[HistoryEntry, ...]) -> tuple[tuple[int, int], ...]:
    """Return what was erased under the old rule, of which no entry says when."""
    return tuple(
        (entry.number, position)
        for entry in past
        for position in (
            *((COMMAND,) if entry.said else ()),
            *(place for place, one in enumerate(entry.changes) if one.digest and not one.salt),
        )
    )


def _content(rows: Rows, table: str, key: str) -> bytes:
    """Return a record as digests go over it: the branch's own without the ids that come next."""
    record = rows.get(table, {}).get(key)
    if record is None:
        return b""
    if table == "meta":
        record = {name: value for name, value in record.items() if name != "next"}
    return msgspec.json.encode(record)
