"""Heads kept outside the branch file, by which a past that was rewritten whole is found.

A *proof* is a text of five lines to be printed, mailed or signed; a *file of heads* has the newest
head of each branch that an audit read.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from orglife.errors import DamagedFileError
from orglife.messages import say
from orglife.storage.branch_file import read_file
from orglife.storage.filesystem import FILES

HEADS_SCHEMA = "orglife.heads/1"
_LARGEST_PROOF = 4096
_PROOF = re.compile(
    r"orglife proof 1\nuid: (?P<uid>[^\n]{1,200})\nhead: (?P<head>[0-9a-f]{64})\n"
    r"entries: (?P<entries>[1-9][0-9]{0,8})\nday: (?P<day>\d{4}-\d{2}-\d{2})\n"
)


class Anchor(Struct, frozen=True, forbid_unknown_fields=True):
    """The head of a branch's history as it was on a day."""

    head: str
    entries: int
    """After how many entries."""
    day: str
    """ISO date on which it was read."""


class HeadsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of heads: the newest head of each branch, by its uid."""

    schema: str = HEADS_SCHEMA
    heads: dict[str, Anchor] = {}


def proof_text(uid: str, anchor: Anchor) -> str:
    """Return a proof: what kind of text it is, uid, head, number of entries and day."""
    return (
        f"orglife proof 1\nuid: {uid}\nhead: {anchor.head}\n"
        f"entries: {anchor.entries}\nday: {anchor.day}\n"
    )


def read_proof(path: str) -> tuple[str, Anchor]:
    """Return the uid and the head that a proof is about.

    A carriage return before a line end (mail) and what follows the five lines are left out.

    Raises:
        MissingFileError, StoreError: it can't be read.
        DamagedFileError: it is no proof.
    """
    data = read_file(FILES, path).data
    text = data[:_LARGEST_PROOF].decode("utf-8", "replace").replace("\r\n", "\n")
    found = _PROOF.match(text.removeprefix("\ufeff"))
    if found is None or not _is_day(found["day"]):
        raise DamagedFileError(
            say("{path} is no proof", path=path),
            hint=say("make one with: orglife verify --export {path}", path=path),
        )
    return found["uid"], Anchor(found["head"], int(found["entries"]), found["day"])


def read_heads(path: str) -> dict[str, Anchor]:
    """Return the heads that a file keeps, by the uid of the branch.

    Raises:
        MissingFileError, StoreError: it can't be read.
        DamagedFileError: it is no file of heads.
    """
    try:
        found = msgspec.json.decode(read_file(FILES, path).data, type=HeadsFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        found = HeadsFile(schema="")
    if found.schema != HEADS_SCHEMA or not all(map(_is_sound, found.heads.values())):
        raise DamagedFileError(
            say("{path} is no file of heads", path=path),
            hint=say("give one that 'orglife audit run --heads' wrote"),
        )
    return found.heads


def heads_bytes(heads: dict[str, Anchor]) -> bytes:
    """Return a file of heads, one branch a line, in the order of their uids."""
    lines: list[bytes] = []
    for uid in sorted(heads):
        key: Any = msgspec.json.encode(uid)
        lines.append(b"%b:%b" % (key, msgspec.json.encode(heads[uid])))
    inner = b"\n" + b",\n".join(lines) + b"\n" if lines else b""
    return b'{"schema":"%b","heads":{%b}}\n' % (HEADS_SCHEMA.encode(), inner)


def _is_sound(anchor: Anchor) -> bool:
    digits = re.fullmatch(r"[0-9a-f]{64}", anchor.head)
    return digits is not None and 0 < anchor.entries < 10**9 and _is_day(anchor.day)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
