"""A look at both ends of a file: which branch it is, and how often it was written.

Enough to spot copies before anything is judged, at a tenth of the cost of reading all of it. What
is damaged is found later, when the file is read whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from orglife.audit.foreign import is_foreign
from orglife.audit.reading import ends
from orglife.storage.seal import TAIL, Seal

_UID = re.compile(rb'"meta":\{\s*"1":\{[^{}]*?"uid":("(?:[^"\\]|\\.)*")')
_SEAL = b'"seal":{"1":'


class Glance(NamedTuple):
    """What both ends say. `uid` is empty where they don't; `foreign` is no branch file at all."""

    uid: str = ""
    written: int = 0
    crc32: str = ""
    foreign: bool = False
    """It is JSON, and never was a branch file."""


def glance(path: str) -> Glance:
    """Return what the ends of a file say; never an error."""
    head, tail = ends(path)
    uid = _UID.search(head)
    if uid is None:
        return Glance(foreign=is_foreign(path, head))
    begin = tail.rfind(_SEAL)
    if begin < 0 or not tail.endswith(TAIL):
        return Glance()
    try:
        seal = msgspec.json.decode(tail[begin + len(_SEAL) : -3], type=Seal)
        return Glance(msgspec.json.decode(uid[1], type=str), seal.sequence, seal.crc32)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Glance()


def glance_all(paths: list[str]) -> list[Glance]:
    """Return the glances at many files."""
    return [glance(path) for path in paths]
