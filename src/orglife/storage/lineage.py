"""Whether a file of a branch goes on where another stopped, told from the heads of their histories.

Nothing but numbers and digests is decoded.
"""

from __future__ import annotations

import msgspec
from msgspec import Raw, Struct

from orglife.storage.history import Tip

Heads = dict[int, str]
"""The digest after each entry, by its number."""


class _Past(Struct, frozen=True):
    history: Raw = Raw(b"{}")


def history_in(data: bytes) -> bytes:
    """Return the history of a file that is known to be whole."""
    return bytes(msgspec.json.decode(data, type=_Past).history)


def heads_of(history: bytes) -> Heads:
    """Return the heads of a history; none where it can't be decoded."""
    try:
        found = msgspec.json.decode(history, type=dict[str, Tip])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    return {one.number: one.digest for one in found.values()}


def goes_on(newer: Heads, older: Heads) -> bool:
    """Whether everything in `older` is in `newer` too; so it is where a history tells nothing."""
    if not newer or not older:
        return True
    last = max(older)
    return newer.get(last) == older[last]
