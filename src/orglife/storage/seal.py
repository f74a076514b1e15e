"""The format of the file: tables of one document a line, and the seal that ends it.

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
JSON without line breaks, so a line never begins inside one.
"""

import zlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from orglife.messages import Message, say

SCHEMA = 1
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
    return close(file, sequence=sequence, schema=schema)


def close(file: bytearray, *, sequence: int, schema: int) -> bytes:
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
