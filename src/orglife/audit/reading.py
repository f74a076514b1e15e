"""A file to its bytes, from a disk or, where fsspec is installed, from an object store."""

from __future__ import annotations

import os
import stat
from typing import Any, NamedTuple

from orglife.errors import (
    DamagedFileError,
    MissingFileError,
    NewerSchemaError,
    OrglifeError,
    StoreError,
    UsageError,
)
from orglife.messages import Message, say
from orglife.storage.filesystem import FILES, READ, read_all
from orglife.storage.limits import MAX_BYTES
from orglife.storage.read import read_file
from orglife.storage.seal import DamageError

HEAD = 4096
"""The branch's own record stands within so many bytes from the beginning."""
TAIL = 128
"""The seal stands within so many bytes from the end."""
MUCH = 4 << 20
"""A file of more bytes is not read whole before it is known to be a branch file."""


class Trouble(NamedTuple):
    """Why a file can't be judged: a stable code, and what to say."""

    code: str
    message: Message


def is_remote(path: str) -> bool:
    """Whether `path` names something in an object store: `s3://...`."""
    return "://" in path


def store_of(path: str) -> Any:
    """Return the file system of fsspec that keeps `path`.

    Raises:
        UsageError: fsspec, or what it needs for this protocol, is not installed.
    """
    try:
        from fsspec.core import url_to_fs

        return url_to_fs(path)[0]
    except (ImportError, ValueError) as error:
        raise UsageError(
            say("can't read {path}: {error}", path=path, error=str(error)),
            hint=say("object stores need fsspec; install it with: pip install 'orglife[cluster]'"),
        ) from error


def read(path: str, called: str = "") -> bytes:
    """Return the bytes of the file at `path`; `called` is its name in messages.

    Raises:
        StoreError: it can't be read.
    """
    called = called or path
    if not is_remote(path):
        return read_file(FILES, path, called).data
    store = store_of(path)
    try:
        if store.size(path) > MAX_BYTES:
            raise DamagedFileError(
                say("{path} is larger than {limit} MiB", path=called, limit=MAX_BYTES >> 20)
            )
        data: bytes = store.cat_file(path)
    except FileNotFoundError as error:
        raise MissingFileError(say("no branch file at {path}", path=called)) from error
    except OSError as error:
        raise StoreError(
            say("can't read {path}: {reason}", path=called, reason=str(error))
        ) from error
    return data


class Ends(NamedTuple):
    """The first and the last bytes of a file; nothing where it can't be read."""

    head: bytes = b""
    tail: bytes = b""
    whole: bytes = b""
    """All of it, where that was asked for and is not very much."""


def ends(path: str, *, whole: bool = False) -> Ends:
    """Return the ends of a file, and where `whole` everything between them; never an error."""
    try:
        if is_remote(path):
            return _remote_ends(path, whole=whole)
        fd = os.open(path, READ)
        try:
            if whole:
                status = os.fstat(fd)
                if stat.S_ISREG(status.st_mode) and status.st_size <= MUCH:
                    return _ends_of(read_all(FILES, fd, status.st_size))
            head = os.read(fd, HEAD)
            if len(head) < HEAD:
                return Ends(head, head[-TAIL:])
            os.lseek(fd, -TAIL, os.SEEK_END)
            return Ends(head, os.read(fd, TAIL))
        finally:
            os.close(fd)
    except (OSError, ValueError, OrglifeError):
        return Ends()


def _remote_ends(path: str, *, whole: bool) -> Ends:
    store = store_of(path)
    if whole and store.size(path) <= MUCH:
        return _ends_of(store.cat_file(path))
    return Ends(store.cat_file(path, end=HEAD), store.cat_file(path, start=-TAIL))


def _ends_of(data: bytes) -> Ends:
    return Ends(data[:HEAD], data[-TAIL:], data)


def trouble(error: Exception) -> Trouble:
    """Return why a file could not be judged."""
    if isinstance(error, DamageError):
        return Trouble("damaged", error.message)
    if isinstance(error, OrglifeError):
        code = "unreadable"
        if isinstance(error, MissingFileError):
            code = "missing"
        elif isinstance(error, DamagedFileError):
            code = "damaged"
        elif isinstance(error, NewerSchemaError):
            code = "newer"
        return Trouble(code, error.message)
    # Whatever else a file does to the engine must not end the audit of the others.
    return Trouble(
        "failed",
        say("orglife failed on it: {error}", error=f"{type(error).__name__}: {error}"),
    )


def shown(path: str) -> str:
    """Return a path as text that every program reads; bytes that are no UTF-8 are escaped."""
    if path.isascii():
        return path
    return os.fsencode(path).decode("utf-8", "backslashreplace")
