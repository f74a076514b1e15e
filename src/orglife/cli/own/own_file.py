"""The small JSON files of one user: preferences, mappings, drafts; for their owner only."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from orglife.cli.process import output
from orglife.errors import StoreError
from orglife.messages import say

T = TypeVar("T")


def read(path: Path, kind: type[T]) -> T | None:
    """Return what stands in the file, or None where there is none.

    Raises:
        StoreError: it can't be read, or is not what orglife wrote.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(
            say("can't read {path}: {why}", path=str(path), why=error.strerror or str(error))
        ) from error
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        raise StoreError(
            say("{path} is not what orglife wrote: {why}", path=str(path), why=str(error)),
            hint=say("mend it, or remove it: it holds preferences only"),
        ) from error


def keep(path: Path, value: object) -> None:
    """Write the file, whole or not at all, for its owner only.

    Raises:
        StoreError: it can't be written.
    """
    make_folder(path.parent)
    text = msgspec.json.format(msgspec.json.encode(value), indent=1)
    output.write_file(path, text + b"\n", overwrite=True)


def make_folder(path: Path) -> None:
    """Make a folder for its owner only, where it is not there yet.

    Raises:
        StoreError: it can't be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(
            say("can't write {path}: {why}", path=str(path), why=error.strerror or str(error))
        ) from error
