"""Whether JSON that a folder happens to hold is another program's, and never was a branch file.

Told by what it is, never by what it lacks: a branch file that was cut, overwritten in part or
edited is still reported as damaged. What is too little to tell by, as `{}` or `[1, 2]`, is too.
"""

from __future__ import annotations

import os
import re

import msgspec
from msgspec import Raw

from orglife.audit.reading import is_remote, read
from orglife.errors import OrglifeError
from orglife.model.branch import TABLES

_COMMAND = re.compile(rb'\s*\{\s*(?:"record":\s*"audit",\s*)?"schema":\s*"orglife\.')
"""How everything begins that a command wrote: `export all`, `--format json`, `--findings`."""
_BOM = b"\xef\xbb\xbf"
_PROGRAM = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
"""How JSON begins that may be another program's: an object with a name in it, or a list of some."""
_OWN = ("meta", *TABLES, "history", "seal")


def is_foreign(path: str, head: bytes) -> bool:
    """Whether a file that begins with `head`, without the record of a branch, is something else.

    It is where a command of orglife wrote it; or where it is JSON from beginning to end, an object
    or a list of objects, without a single table of a branch, and has no backups beside it.
    """
    if _COMMAND.match(head):
        return True
    if _PROGRAM.match(head) is None or _has_backups(path):
        return False
    try:
        found = _JSON.decode(read(path).removeprefix(_BOM))
    except (OrglifeError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    if isinstance(found, list):
        return all(found)  # an object with nothing in it says nothing
    return bool(found) and not any(_is_table(found[name]) for name in _OWN if name in found)


def _is_table(value: Raw) -> bool:
    """Whether it is a table of records by their ids, one at least; as `"rules": {}` is not."""
    try:
        rows = _OBJECT.decode(value)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return any(key.isdecimal() for key in rows)


def _has_backups(path: str) -> bool:
    """Whether orglife wrote this file at least twice: backups lie beside it."""
    return not is_remote(path) and os.path.isdir(path + ".backups")  # noqa: PTH112


_OBJECT = msgspec.json.Decoder(dict[str, Raw])
_JSON = msgspec.json.Decoder(dict[str, Raw] | list[dict[str, Raw]])
