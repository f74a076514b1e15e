"""What was named on the command line to the paths of branch files, in a fixed order.

A folder is searched, names in order, for files that end in `.json`; hidden ones and orglife's own
backups are passed over. Any other file that does not begin like a branch file is a list: one path
a line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from orglife.audit.reading import ends, is_remote, store_of
from orglife.errors import MissingFileError, StoreError
from orglife.messages import say
from orglife.storage.filesystem import FILES
from orglife.storage.read import read_file

STDIN = "-"
SUFFIX = ".json"


class Source(NamedTuple):
    """The path of a file, and whether it was found by searching or named by somebody."""

    path: str
    searched: bool = False


def files_of(paths: Iterable[str], stdin: Iterable[str]) -> Iterator[Source]:
    """Yield the branch files. One that does not exist is yielded too: it is reported.

    Raises:
        StoreError: a list can't be read.
    """
    for path in paths:
        if path == STDIN:
            yield from _listed(stdin)
        elif _is_list(path):
            yield from _listed(_lines(path))
        else:
            yield from _in(path)


def _listed(lines: Iterable[str]) -> Iterator[Source]:
    for line in lines:
        path = line.rstrip("\r\n").removeprefix("\ufeff")
        if path.strip():
            yield from _in(path)


def _is_list(path: str) -> bool:
    if is_remote(path) or path.lower().endswith(SUFFIX) or not os.path.isfile(path):  # noqa: PTH113
        return False
    head = ends(path).head
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


def _in(path: str) -> Iterator[Source]:
    if is_remote(path):
        yield from _in_store(path)
    elif os.path.isdir(path):  # noqa: PTH112  # strings throughout: a path object costs 10 us
        yield from _in_folder(path)
    else:
        yield Source(path)


def _in_folder(folder: str) -> Iterator[Source]:
    try:
        with os.scandir(folder) as found:
            entries = sorted((one.name, one.is_dir(follow_symlinks=False)) for one in found)
    except OSError:
        yield Source(folder)  # reported as a file that can't be read
        return
    for name, is_folder in entries:
        if name.startswith("."):
            continue
        path = os.path.join(folder, name)  # noqa: PTH118
        if is_folder:
            yield from _in_folder(path)
        elif name.lower().endswith(SUFFIX):
            yield Source(path, searched=True)


def _in_store(path: str) -> Iterator[Source]:
    store = store_of(path)
    protocol = path.partition("://")[0]
    try:
        if not store.isdir(path):
            yield Source(path)
            return
        names = sorted(store.find(path))
    except FileNotFoundError:
        yield Source(path)
        return
    except OSError as error:
        raise MissingFileError(
            say("can't read {path}: {reason}", path=path, reason=str(error))
        ) from error
    for name in names:
        if name.lower().endswith(SUFFIX) and not name.rpartition("/")[2].startswith("."):
            yield Source(f"{protocol}://{name}", searched=True)
