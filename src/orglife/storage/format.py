"""The format of the file: one record a line, ended by a seal with a checksum.

```
{
"members":{
"1":{"id":1,"name":"Wang Li"},
"2":{"id":2,"name":"Li Si"}
},
"groups":{},
"seal":{"1":{"schema":1,"sequence":7,"crc32":"89abcdef"}}}
```

The checksum covers every byte before its own digits; the bytes after them are fixed. A document is
JSON without line breaks. The history stays undecoded bytes until somebody asks for it.
"""

import zlib
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import Raw, Struct

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.base import Id, decode_hook, encode_hook
from orglife.model.branch import (
    TABLES,
    Branch,
    HasId,
    LocalKind,
    LocalRule,
    Meta,
    PrivateText,
    Waiver,
)
from orglife.model.group import Group, Post
from orglife.model.member import Member
from orglife.model.task import Task
from orglife.storage.validation import dangling, first_invalid_record

SCHEMA = 2
"""The schema that this orglife writes."""
TAIL = b'"}}}\n'
_DIGITS = 8


class DamageError(Exception):
    """These bytes are not what orglife wrote. Whoever knows the path says so to the user."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Seal(Struct, frozen=True, forbid_unknown_fields=True):
    """What ends a file: its schema, how often it was written, and the checksum."""

    schema: int
    sequence: int
    crc32: str


def schema_of(data: bytes) -> int:
    """Return the schema of a file whose seal was read before."""
    return int(data[data.rfind(b'"schema":') + 9 :].partition(b",")[0])


def table(name: bytes, documents: Iterable[bytes]) -> bytes:
    """Return a table from its documents, each `"1":{...}`; `name` is JSON, quotes included."""
    inner = b",\n".join(documents)
    return name + (b":{\n" + inner + b"\n}" if inner else b":{}")


def seal(tables: Iterable[bytes], *, sequence: int, schema: int = SCHEMA) -> bytes:
    """Return the bytes of the whole file."""
    file = bytearray(b"{\n")
    for part in tables:
        file += part
        file += b",\n"
    return write_seal(file, sequence=sequence, schema=schema)


def write_seal(file: bytearray, *, sequence: int, schema: int) -> bytes:
    """Return the bytes of a file of which every table is in `file`, each with a comma after it."""
    file += b'"seal":{"1":{"schema":%d,"sequence":%d,"crc32":"' % (schema, sequence)
    file += b"%08x" % zlib.crc32(file) + TAIL
    return bytes(file)


def read_seal(data: bytes) -> Seal:
    """Return the seal of a file of which every byte is as it was written.

    Raises:
        DamageError: there is no seal, or the bytes do not match it.
    """
    if not data:
        raise DamageError(say("it is empty"))
    line = data[data.rfind(b"\n", 0, -1) + 1 :]
    begin = b'"seal":{"1":'
    if not (line.startswith(begin) and line.endswith(TAIL)):
        raise DamageError(say("it does not end with the seal of a branch file"))
    try:
        found = msgspec.json.decode(line[len(begin) : -3], type=Seal)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise DamageError(say("its seal cannot be read")) from None
    if b'"crc32":"%08x' % zlib.crc32(memoryview(data)[: -len(TAIL) - _DIGITS]) + TAIL != line[-22:]:
        raise DamageError(say("its bytes do not match its seal"))
    return found


NO_HISTORY = b"{}"
_NO_RAW = Raw(NO_HISTORY)


class Tables(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is decoded. A table more is one line here and one in `model.branch`."""

    meta: dict[Id, Meta] = {}
    members: dict[Id, Member] = {}
    groups: dict[Id, Group] = {}
    posts: dict[Id, Post] = {}
    activities: dict[Id, Activity] = {}
    tasks: dict[Id, Task] = {}
    kinds: dict[Id, LocalKind] = {}
    rules: dict[Id, LocalRule] = {}
    waivers: dict[Id, Waiver] = {}
    private: dict[Id, PrivateText] = {}
    history: Raw = _NO_RAW
    seal: Raw = _NO_RAW


class Envelope(Struct, frozen=True):
    """What a file holds: the records, and what the Store keeps around them."""

    branch: Branch
    history: bytes
    """The history table as JSON, undecoded."""
    seal: Seal


def to_branch(tables: Tables) -> Branch:
    """Return the records as a branch: ids agree with their keys, and lead to records that exist.

    Raises:
        DamageError: they do not.
    """
    if list(tables.meta) != [1]:
        raise DamageError(say("the table meta must have one record, #1"))
    for name in ("meta", *TABLES):
        rows: dict[int, HasId] = getattr(tables, name)
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
        **{name: ordered_by_id(getattr(tables, name)) for name in TABLES},
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
    odd = first_invalid_record(branch)
    if odd is not None:
        raise DamageError(odd)
    return branch


def ordered_by_id(rows: dict[int, Any]) -> dict[int, Any]:
    """Return the records in ascending order of id."""
    ids = list(rows)
    ordered = sorted(ids)
    return rows if ids == ordered else {key: rows[key] for key in ordered}


def decode_tables(data: bytes) -> Tables:
    """Return the tables of a file; the errors of msgspec where it has none."""
    return _decoder().decode(data)


def encode_file(branch: Branch, history: bytes, *, sequence: int) -> bytes:
    """Return the bytes of a file."""
    # Into one buffer: at 10,000 activities each copy of the file costs as much as its checksum.
    file = bytearray(b"{\n")
    _write_table(file, "meta", {1: branch.meta})
    for name in TABLES:
        _write_table(file, name, ordered_by_id(getattr(branch, name)))
    file += b'"history":'
    file += history
    file += b",\n"
    return write_seal(file, sequence=sequence, schema=SCHEMA)


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


_ID = attrgetter("id")


def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=encode_hook)


def _decoder() -> msgspec.json.Decoder[Tables]:
    return msgspec.json.Decoder(Tables, dec_hook=decode_hook)
