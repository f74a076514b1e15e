"""Changing a branch file and sealing it again, as only a faulty writer would."""

from __future__ import annotations

from msgspec.structs import replace

from orglife.storage.decode import decode_file
from orglife.storage.format import SCHEMA, encode_file, seal


def with_meta(data: bytes, *, sequence: int | None = None, **changes: object) -> bytes:
    """Return the file with fields of its own record changed, written `sequence` times."""
    envelope = decode_file(data)
    branch = envelope.branch.change_meta(**changes)
    return encode_file(branch, envelope.history, sequence=sequence or envelope.seal.sequence)


def with_activity(data: bytes, **changes: object) -> bytes:
    """Return the file with its first activity changed."""
    envelope = decode_file(data)
    activities = dict(envelope.branch.activities)
    first = next(iter(activities))
    activities[first] = replace(activities[first], **changes)
    branch = replace(envelope.branch, activities=activities)
    return encode_file(branch, envelope.history, sequence=envelope.seal.sequence)


def sealed(text: bytes, *, schema: int = SCHEMA) -> bytes:
    """Return tables (all that stands before the seal) with a seal that matches."""
    body = text.removeprefix(b"{\n").removesuffix(b",\n")
    return seal([body], sequence=1, schema=schema)


def tables(data: bytes) -> bytes:
    """Return what stands before the seal."""
    return data[: data.rfind(b'"seal"')]
