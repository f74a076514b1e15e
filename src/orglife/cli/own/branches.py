"""The branch files that this user knows by name; a preference of the person, in no branch file."""

from __future__ import annotations

from pathlib import Path

import msgspec

from orglife.cli.process import environment, output
from orglife.errors import StoreError
from orglife.messages import say

FILE = "branches.json"


class Branches(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names with their files, and the one that is meant when no file is named."""

    used: str = ""
    files: dict[str, str] = {}


def known() -> Branches:
    """Return what is on record; nothing where there is no such file.

    Raises:
        StoreError: the file can't be read, or is not what orglife wrote.
    """
    path = _path()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Branches()
    except OSError as error:
        raise StoreError(
            say("can't read {path}: {why}", path=str(path), why=error.strerror or str(error))
        ) from error
    try:
        return msgspec.json.decode(data, type=Branches)
    except msgspec.MsgspecError as error:
        raise StoreError(
            say("{path} is not what 'orglife use' writes", path=str(path)),
            hint=say("remove it, then name the branches again with 'orglife use FILE'"),
        ) from error


def keep(branches: Branches) -> None:
    """Write what is on record, whole or not at all.

    Raises:
        StoreError: it can't be written.
    """
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            say("can't write {path}: {why}", path=str(path), why=error.strerror or str(error))
        ) from error
    text = msgspec.json.format(msgspec.json.encode(branches), indent=1)
    output.write_file(path, text + b"\n", overwrite=True)


def used_file() -> Path | None:
    """Return the file of the branch in use, or None where none is."""
    branches = known()
    file = branches.files.get(branches.used)
    return Path(file) if file else None


def _path() -> Path:
    return environment.config_folder() / FILE
