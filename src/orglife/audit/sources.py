"""Paths named on the command line to branch files in a fixed order, and files to bytes.

Folders are searched for `.json` files by name, without hidden files and orglife's own backups. A
file that does not begin like a branch file is a list, one path a line. Files are read from a disk,
or with fsspec from an object store.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
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
from orglife.storage.branch_file import read_file
from orglife.storage.filesystem import FILES, READ, read_all
from orglife.storage.format import DamageError
from orglife.storage.validation import MAX_BYTES

STDIN = "-"
SUFFIX = ".json"
DEEPEST = 64
"""Folders within folders that are searched; further ones are reported."""
MOST_IN_LIST = 4096
"""Signs of a line of a list; a longer one names no file."""


class Source(NamedTuple):
    """The path of a file, and whether it was found by searching or named by somebody."""

    path: str
    searched: bool = False


def files_of(
    paths: Iterable[str], stdin: Iterable[str], protocols: tuple[str, ...] = ()
) -> Iterator[Source]:
    """Yield the branch files. One that does not exist is yielded too: it is reported.

    Stores are asked over `protocols` only.

    Raises:
        StoreError: a list can't be read.
    """
    for path in paths:
        if path == STDIN:
            yield from _listed(stdin, protocols)
        elif _is_list(path):
            yield from _listed(_lines(path), protocols)
        else:
            yield from _in(path, protocols)


def _listed(lines: Iterable[str], protocols: tuple[str, ...]) -> Iterator[Source]:
    for line in lines:
        path = line.rstrip("\r\n").removeprefix("\ufeff")
        if len(path) > MOST_IN_LIST:
            yield Source(path[:MOST_IN_LIST])  # reported: no file has such a name
        elif path.strip():
            yield from _in(path, protocols)


def _is_list(path: str) -> bool:
    if is_remote(path) or path.lower().endswith(SUFFIX) or not os.path.isfile(path):  # noqa: PTH113
        return False
    head = file_ends(path).head
    return bool(head) and not head.lstrip().startswith(b"{")


def _lines(path: str) -> list[str]:
    data = read_file(FILES, path).data
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        if b"\0" in data:
            raise StoreError(
                say("{path} is neither a branch file nor a list of paths", path=path),
                hint=say("branch files end in .json; a list has one path a line"),
            ) from None
        return data.decode("utf-8", "surrogateescape").splitlines()


def _in(path: str, protocols: tuple[str, ...]) -> Iterator[Source]:
    if is_remote(path):
        yield from _in_store(path, protocols)
    elif os.path.isdir(path):  # noqa: PTH112  # strings throughout: a path object costs 10 us
        yield from _in_folder(path)
    else:
        yield Source(path)


def _in_folder(folder: str) -> Iterator[Source]:
    """Yield the files below a folder, names in order; a folder nested too deep is reported."""
    waiting: list[tuple[str, bool, int]] = [(folder, True, 0)]
    while waiting:
        path, is_folder, depth = waiting.pop()
        if not is_folder:
            yield Source(path, searched=True)
            continue
        try:
            if depth > DEEPEST:
                raise OSError
            with os.scandir(path) as found:
                entries = sorted((one.name, one.is_dir(follow_symlinks=False)) for one in found)
        except OSError:
            yield Source(path)  # reported as a file that can't be read
            continue
        waiting += [
            (os.path.join(path, name), below, depth + 1)  # noqa: PTH118
            for name, below in reversed(entries)
            if not name.startswith(".") and (below or name.lower().endswith(SUFFIX))
        ]


def _in_store(path: str, protocols: tuple[str, ...]) -> Iterator[Source]:
    protocol = path.partition("://")[0]
    try:
        store = store_of(path, protocols)
        if not store.isdir(path):
            yield Source(path)
            return
        names = sorted(store.find(path))
    except UsageError:
        raise
    except Exception:  # noqa: BLE001  # whatever a store's library raises is told of this file
        yield Source(path)
        return
    for name in names:
        if name.lower().endswith(SUFFIX) and not name.rpartition("/")[2].startswith("."):
            yield Source(f"{protocol}://{name}", searched=True)


HEAD = 4096
"""The branch's own record stands within so many bytes from the beginning."""
TAIL = 128
"""The seal stands within so many bytes from the end."""
MUCH = 4 << 20
"""A file of more bytes is not read whole before it is known to be a branch file."""


class ReadProblem(NamedTuple):
    """Why a file can't be judged: a stable code, and what to say."""

    code: str
    message: Message


def is_remote(path: str) -> bool:
    """Whether `path` names something in an object store: `s3://...`."""
    return "://" in path


TIMEOUT = 30
"""Seconds that a store may take to answer."""


def store_of(path: str, protocols: tuple[str, ...]) -> Any:
    """Return the file system of fsspec that keeps `path`, whose protocol is one of these.

    Whoever wrote an address into a list must not choose what is asked over the network.

    Raises:
        StoreError: its protocol is another one, or a chain of several.
        UsageError: fsspec, or what it needs for this protocol, is not installed.
    """
    protocol = path.partition("://")[0]
    if protocol not in protocols or "::" in path:
        raise StoreError(
            say("{path} is not read: its protocol was not named with --protocol", path=path),
            hint=say("if it is meant: --protocol {name}", name=protocol.rpartition("::")[2]),
        )
    try:
        from fsspec.core import url_to_fs

        return url_to_fs(path, **_options(protocol))[0]
    except (ImportError, ValueError) as error:
        raise UsageError(
            say("can't read {path}: {error}", path=path, error=str(error)),
            hint=say("object stores need fsspec; install it with: pip install 'orglife[cluster]'"),
        ) from error


def _options(protocol: str) -> dict[str, Any]:
    """Return what keeps a server from leading elsewhere, or from never answering."""
    if protocol in ("http", "https"):
        from aiohttp import ClientTimeout

        limits = {"timeout": ClientTimeout(total=TIMEOUT)}
        return {"allow_redirects": False, "client_kwargs": limits}
    return {}


def read_bytes(path: str, called: str = "", protocols: tuple[str, ...] = ()) -> bytes:
    """Return the bytes of the file at `path`; `called` is its name in messages.

    Raises:
        StoreError: it can't be read.
    """
    called = called or path
    if not is_remote(path):
        return read_file(FILES, path, called).data
    store = store_of(path, protocols)
    try:
        if store.size(path) > MAX_BYTES:
            raise DamagedFileError(
                say("{path} is larger than {limit} MiB", path=called, limit=MAX_BYTES >> 20)
            )
        data: bytes = store.cat_file(path)
    except FileNotFoundError as error:
        raise MissingFileError(say("no branch file at {path}", path=called)) from error
    except OrglifeError:
        raise
    except Exception as error:  # whatever a store's library raises is an error of this file
        raise StoreError(
            say("can't read {path}: {reason}", path=called, reason=str(error))
        ) from error
    return data


class FileEnds(NamedTuple):
    """The first and the last bytes of a file; nothing where it can't be read."""

    head: bytes = b""
    tail: bytes = b""
    whole: bytes = b""
    """All of it, where that was asked for and is not very much."""


def file_ends(path: str, *, whole: bool = False, protocols: tuple[str, ...] = ()) -> FileEnds:
    """Return the ends of a file, and where `whole` everything between them; never an error."""
    try:
        if is_remote(path):
            return _remote_ends(path, whole, protocols)
        # Never opened to find out what it is: to open a device may do something.
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            return FileEnds()
        fd = os.open(path, READ)
        try:
            if whole:
                status = os.fstat(fd)
                if stat.S_ISREG(status.st_mode) and status.st_size <= MUCH:
                    return _ends_of(read_all(FILES, fd, status.st_size))
            head = os.read(fd, HEAD)
            if len(head) < HEAD:
                return FileEnds(head, head[-TAIL:])
            os.lseek(fd, -TAIL, os.SEEK_END)
            return FileEnds(head, os.read(fd, TAIL))
        finally:
            os.close(fd)
    except (OSError, ValueError, OrglifeError):
        return FileEnds()
    except Exception:
        if not is_remote(path):
            raise
        return FileEnds()  # whatever a store's library raises; reading it whole says why


def _remote_ends(path: str, whole: bool, protocols: tuple[str, ...]) -> FileEnds:
    store = store_of(path, protocols)
    if whole and store.size(path) <= MUCH:
        return _ends_of(store.cat_file(path))
    return FileEnds(store.cat_file(path, end=HEAD), store.cat_file(path, start=-TAIL))


def _ends_of(data: bytes) -> FileEnds:
    return FileEnds(data[:HEAD], data[-TAIL:], data)


def read_problem(error: Exception) -> ReadProblem:
    """Return why a file could not be judged."""
    if isinstance(error, DamageError):
        return ReadProblem("damaged", error.message)
    if isinstance(error, OrglifeError):
        code = "unreadable"
        if isinstance(error, MissingFileError):
            code = "missing"
        elif isinstance(error, DamagedFileError):
            code = "damaged"
        elif isinstance(error, NewerSchemaError):
            code = "newer"
        return ReadProblem(code, error.message)
    # Whatever else a file does to the engine must not end the audit of the others.
    return ReadProblem(
        "failed",
        say("orglife failed on it: {error}", error=f"{type(error).__name__}: {error}"),
    )


def shown(path: str) -> str:
    """Return a path as text that every program reads; bytes that are no UTF-8 are escaped."""
    if path.isascii():
        return path
    return os.fsencode(path).decode("utf-8", "backslashreplace")
