"""The whole file to a `Branch` in one typed decoding, and back to bytes, one record a line.

The history stays undecoded: it is passed on as the bytes it is.
"""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw, Struct

from orglife.errors import NewerSchemaError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import TABLES, Branch, Meta, Record
from orglife.model.codec import from_json, to_json
from orglife.model.group import Group
from orglife.model.layer import Body, OwnKind, OwnRule, Waiver
from orglife.model.member import Member
from orglife.model.post import Post
from orglife.model.task import Task
from orglife.storage import limits
from orglife.storage.references import dangling
from orglife.storage.seal import SCHEMA, DamageError, Seal, close, read_seal

NO_HISTORY = b"{}"
_NO_RAW = Raw(NO_HISTORY)


class Tables(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is decoded. A table more is one line here and one in `model.branch`."""

    meta: dict[int, Meta] = {}
    members: dict[int, Member] = {}
    groups: dict[int, Group] = {}
    posts: dict[int, Post] = {}
    activities: dict[int, Activity] = {}
    tasks: dict[int, Task] = {}
    kinds: dict[int, OwnKind] = {}
    rules: dict[int, OwnRule] = {}
    waivers: dict[int, Waiver] = {}
    private: dict[int, Body] = {}
    history: Raw = _NO_RAW
    seal: Raw = _NO_RAW


class Envelope(NamedTuple):
    """What a file holds: the records, and what the Store keeps around them."""

    branch: Branch
    history: bytes
    """The history table as JSON, undecoded."""
    seal: Seal


def decode(data: bytes) -> Envelope:
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
    _check_limits(data)
    if found.schema < SCHEMA:
        from orglife.storage.migrations import migrate

        return migrate(data, found)
    try:
        tables = _decoder().decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise locate(data) or DamageError(
            say("it cannot be decoded: {error}", error=str(error))
        ) from error
    return Envelope(to_branch(tables), bytes(tables.history), found)


def to_branch(tables: Tables) -> Branch:
    """Return the records as a branch: ids agree with their keys, and lead to records that exist.

    Raises:
        DamageError: they do not.
    """
    if list(tables.meta) != [1]:
        raise DamageError(say("the table meta must have one record, #1"))
    for name in ("meta", *TABLES):
        rows: dict[int, Record] = getattr(tables, name)
        if list(map(_ID, rows.values())) != list(rows):
            wrong = next(key for key, record in rows.items() if record.id != key)
            raise DamageError(
                say(
                    "{table} #{id}: it says that it is #{other}",
                    table=name,
                    id=wrong,
                    other=rows[wrong].id,
                )
            )
    branch = Branch(
        meta=tables.meta[1],
        **{name: in_order(getattr(tables, name)) for name in TABLES},
    )
    for name in TABLES:
        rows = getattr(branch, name)
        if rows and not 0 < next(iter(rows)) <= next(reversed(rows)) < branch.next_id(name):
            raise DamageError(
                say(
                    "meta: the next id of {table} is {next}, and #{id} exists",
                    table=name,
                    next=branch.next_id(name),
                    id=max(rows),
                )
            )
    lost = dangling(branch)
    if lost is not None:
        raise DamageError(lost.message)
    return branch


def in_order(rows: dict[int, Any]) -> dict[int, Any]:
    """Return the records in ascending order of id."""
    ids = list(rows)
    ordered = sorted(ids)
    return rows if ids == ordered else {key: rows[key] for key in ordered}


def encode(branch: Branch, history: bytes, *, sequence: int) -> bytes:
    """Return the bytes of a file."""
    # Into one buffer: at 10,000 activities each copy of the file costs as much as its checksum.
    file = bytearray(b"{\n")
    _write_table(file, "meta", {1: branch.meta})
    for name in TABLES:
        _write_table(file, name, in_order(getattr(branch, name)))
    file += b'"history":'
    file += history
    file += b",\n"
    return close(file, sequence=sequence, schema=SCHEMA)


def _write_table(file: bytearray, name: str, rows: Mapping[int, Any]) -> None:
    """Add a table to the file, one record a line; see `seal.table`."""
    write = _encoder().encode_into
    file += b'"%b":{' % name.encode()
    separator = b"\n"
    for key, record in rows.items():
        file += b'%b"%d":' % (separator, key)
        write(record, file, -1)
        separator = b",\n"
    file += b"\n},\n" if rows else b"},\n"


def record_bytes(record: Any) -> bytes:
    """Return a record as it stands in the file."""
    return _encoder().encode(record)


def read_record(name: str, key: int, data: bytes) -> Any:
    """Return the record of table `name` that `data` is; `ValueError` where it is none."""
    tables = _decoder().decode(b'{"%b":{"%d":%b}}' % (name.encode(), key, data))
    return getattr(tables, name)[key]


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


def _check_limits(data: bytes) -> None:
    """Refuse records with a text, a number or a depth that orglife never writes."""
    place = limits.long_text(data)
    if place is not None:
        raise _on_line(data, place, limits.TOO_LONG) or DamageError(limits.TOO_LONG)
    end = data.rfind(b'\n"history":')
    if not limits.suspicious(data, len(data) if end < 0 else end):
        return
    try:
        tables = msgspec.json.decode(data, type=dict[str, Raw])
        for name, raw in tables.items():
            if name in ("history", "seal"):
                continue
            for key, record in msgspec.json.decode(raw, type=dict[str, Raw]).items():
                wrong = limits.breach(limits.decode_any(bytes(record)))
                if wrong is not None:
                    raise DamageError(
                        say("{table} #{id}: {wrong}", table=name, id=key, wrong=wrong)
                    )
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise locate(data) or DamageError(
            say("it cannot be decoded: {error}", error=str(error))
        ) from error


_ID = attrgetter("id")


def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=to_json)


def _decoder() -> msgspec.json.Decoder[Tables]:
    return msgspec.json.Decoder(Tables, dec_hook=from_json)
