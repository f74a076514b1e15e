"""A look at both ends of a file: which branch it is, and how often it was written.

Enough to spot copies before anything is judged, at a tenth of the cost of reading all of it. What
is damaged is found later, when the file is read whole. Where there is a cache the file is read
whole here, since its digest is all that is needed to judge it: what the cache knows is not read
again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from orglife.audit.cache import Cache
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
    digest: bytes = b""
    """Of every byte, where it was read whole and may be in the cache."""


class Look(NamedTuple):
    """Some files to look at."""

    paths: tuple[str, ...]
    digested: bool = False
    """Whether they are read whole for their digests."""


def glance(path: str, *, digested: bool = False) -> Glance:
    """Return what the ends of a file say; never an error."""
    head, tail, whole = ends(path, whole=digested)
    uid = _UID.search(head)
    if uid is None:
        return Glance(foreign=is_foreign(path, head))
    begin = tail.rfind(_SEAL)
    if begin < 0 or not tail.endswith(TAIL):
        return Glance()
    try:
        seal = _AS_SEAL.decode(tail[begin + len(_SEAL) : -3])
        name = _AS_TEXT.decode(uid[1])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Glance()
    return Glance(name, seal.sequence, seal.crc32, digest=Cache.key(whole) if whole else b"")


def glance_all(look: Look) -> list[Glance]:
    """Return the glances at many files."""
    return [glance(path, digested=look.digested) for path in look.paths]


_AS_SEAL = msgspec.json.Decoder(Seal)
_AS_TEXT = msgspec.json.Decoder(str)
