"""The bytes of a file, checked whole and brought up to today's schema; what is wrong is located."""

from __future__ import annotations

import msgspec
from msgspec import Raw

from orglife.errors import NewerSchemaError
from orglife.messages import Message, say
from orglife.model.branch import TABLES
from orglife.storage import validation
from orglife.storage.format import (
    SCHEMA,
    DamageError,
    Envelope,
    decode_tables,
    read_record,
    read_seal,
    to_branch,
)

_HISTORY = b'\n"history":'
_SEAL = b',\n"seal":'


def decode_file(data: bytes) -> Envelope:
    """Return what a file holds, checked whole but for the history.

    Raises:
        DamageError: it is not what orglife wrote; the message names the record.
        NewerSchemaError: a newer orglife wrote it.
    """
    found = read_seal(data)
    if found.schema > SCHEMA:
        raise NewerSchemaError(
            say(
                "it has schema {found}; this orglife reads {known}",
                found=found.schema,
                known=SCHEMA,
            ),
            hint=say("use the orglife that wrote it, or a newer one"),
        )
    _check_limits(data, _records_end(data))
    if found.schema < SCHEMA:
        from orglife.storage.migrations import migrate

        return migrate(data, found)
    try:
        tables = decode_tables(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise locate(data) or DamageError(
            say("it cannot be decoded: {error}", error=str(error))
        ) from error
    history = bytes(tables.history)
    if not _history_is_last(data, history):
        _check_limits(data, len(data))
    return Envelope(to_branch(tables), history, found)


def locate(data: bytes) -> DamageError | None:
    """Return the first record that does not decode, told by its table and id.

    Only called for a file that did not decode whole, so it may take its time.
    """
    try:
        tables = msgspec.json.decode(data, type=dict[str, Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return _by_line(data, str(error))
    for name, raw in tables.items():
        if name in ("history", "seal"):
            continue
        if name not in ("meta", *TABLES):
            return DamageError(say("there is no table {name} in this schema", name=name))
        try:
            rows = msgspec.json.decode(raw, type=dict[str, Raw])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return DamageError(say("{table} is not a table", table=name))
        for key, record in rows.items():
            if not key.isdecimal() or str(int(key)) != key:
                return DamageError(say("{table}: {key} is not an id", table=name, key=key))
            wrong = _wrong(name, int(key), bytes(record))
            if wrong is not None:
                return DamageError(wrong)
    return None


def _by_line(data: bytes, error: str) -> DamageError | None:
    """Return the record on the line of which a decoder gave up at `(byte 524)`."""
    what, _, place = error.rpartition(" (byte ")
    if not place.rstrip(")").isdecimal():
        return None
    return _on_line(data, int(place.rstrip(")")), say("{error}", error=what))


def _on_line(data: bytes, place: int, what: Message) -> DamageError | None:
    """Return that something is wrong with the record whose line has byte number `place`."""
    start = data.rfind(b"\n", 0, place) + 1
    above = data.rfind(b'":{\n', 0, start)
    name = data[data.rfind(b"\n", 0, above) + 2 : above].decode("utf-8", "replace")
    key = data[start : start + 20].partition(b'":')[0].lstrip(b'"').decode("utf-8", "replace")
    if above < 0 or not key.isdecimal():
        return None
    return DamageError(say("{table} #{id}: {wrong}", table=name, id=key, wrong=what))


def _wrong(name: str, key: int, record: bytes) -> Message | None:
    """Return what keeps a record from being decoded: `activities #132, held: ...`."""
    try:
        read_record(name, key, record)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        text, _, path = str(error).rpartition(" - at `$")
        field = path.rstrip("`").partition("[...]")[2].lstrip(".")
        if "unknown field" in text:
            return say(
                "{table} #{id}: unknown field {field}", table=name, id=key, field=_quoted(text)
            )
        if "missing required field" in text:
            return say("{table} #{id}: {field} is missing", table=name, id=key, field=_quoted(text))
        if field:
            return say(
                "{table} #{id}, {field}: {error}", table=name, id=key, field=field, error=text
            )
        return say("{table} #{id}: {error}", table=name, id=key, error=text or str(error))
    return None


def _quoted(text: str) -> str:
    """Return what stands between the last two backticks."""
    return text.rpartition("`")[0].rpartition("`")[2]


def _records_end(data: bytes) -> int:
    """Return where the history begins, which orglife writes after every record."""
    end = data.rfind(_HISTORY)
    return len(data) if end < 0 else end


def _history_is_last(data: bytes, history: bytes) -> bool:
    """Whether nothing but the seal follows the history, as orglife writes it; others may not."""
    return data.startswith(_SEAL, _records_end(data) + len(_HISTORY) + len(history))


def _check_limits(data: bytes, end: int) -> None:
    """Refuse records with a text, a number or a depth that orglife never writes."""
    place = validation.long_text(data)
    if place is not None:
        raise _on_line(data, place, validation.TOO_LONG) or DamageError(validation.TOO_LONG)
    if not validation.may_exceed_limits(data, end):
        return
    try:
        tables = msgspec.json.decode(data, type=dict[str, Raw])
        for name, raw in tables.items():
            if name in ("history", "seal"):
                continue
            for key, record in msgspec.json.decode(raw, type=dict[str, Raw]).items():
                wrong = validation.limit_violation(validation.decode_any(bytes(record)))
                if wrong is not None:
                    raise DamageError(
                        say("{table} #{id}: {wrong}", table=name, id=key, wrong=wrong)
                    )
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise locate(data) or DamageError(
            say("it cannot be decoded: {error}", error=str(error))
        ) from error
