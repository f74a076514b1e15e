"""F5: every state in which a power cut may leave the disk.

The operations of a write are written down. At each moment the disk surely has what was synced: the
content of a file by its fsync, the names in a folder by the folder's. Of everything else it may
have any part: of the names any subset of the changes, of a content nothing, half, zeros or all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain, combinations, product
from pathlib import Path
from typing import NamedTuple

import pytest
from branches import NOW, held, small_branch

from orglife.storage.decode import decode_file
from orglife.storage.filesystem import FileSystem
from orglife.storage.store import Store

Names = tuple[tuple[str, int | None], ...]
"""What an operation makes of names: each the file that it leads to, or None."""


class Moment(NamedTuple):
    """What is on the disk for sure at a moment, and what may be."""

    names: dict[str, int]
    pending: tuple[Names, ...]
    contents: dict[int, tuple[bytes, ...]]


class Recorder(FileSystem):
    """A file system that keeps book of what the disk has after each operation."""

    def __init__(self, folder: Path) -> None:
        self.kept = {str(one): one.stat().st_ino for one in folder.rglob("*") if one.is_file()}
        self.pending: list[Names] = []
        self.contents = {ino: (Path(name).read_bytes(),) for name, ino in self.kept.items() if ino}
        self.open_files: dict[int, tuple[int, str]] = {}
        self.moments: list[Moment] = []

    def note(self, *names: tuple[str, int | None]) -> None:
        if names:
            self.pending.append(names)
        self.moments.append(Moment(dict(self.kept), tuple(self.pending), dict(self.contents)))

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        there = os.path.lexists(path)
        fd = super().open(path, flags, mode)
        ino = os.fstat(fd).st_ino
        self.open_files[fd] = (ino, path)
        if not there:
            self.contents[ino] = (b"",)
            self.note((path, ino))
        return fd

    def write(self, fd: int, data: memoryview) -> int:
        done = super().write(fd, data)
        ino, path = self.open_files[fd]
        if not path.endswith(".lock"):
            whole = Path(path).read_bytes()
            zeros = bytes(len(whole))
            self.contents[ino] = (b"", whole[: len(whole) // 2], zeros, whole)
            self.note()
        return done

    def fsync(self, fd: int) -> None:
        super().fsync(fd)
        ino, path = self.open_files[fd]
        if Path(path).is_dir():
            inside = [one for one in self.pending if any(is_in(name, path) for name, _ in one)]
            self.kept = applied(self.kept, inside)
            self.pending = [one for one in self.pending if one not in inside]
        else:
            self.contents[ino] = (Path(path).read_bytes(),)
        self.note()

    def link(self, source: str, target: str) -> None:
        super().link(source, target)
        self.note((target, Path(target).stat().st_ino))

    def replace(self, source: str, target: str) -> None:
        super().replace(source, target)
        self.note((source, None), (target, Path(target).stat().st_ino))

    def unlink(self, path: str) -> None:
        super().unlink(path)
        self.note((path, None))


def is_in(name: str, folder: str) -> bool:
    return str(Path(name).parent) == folder


def applied(names: dict[str, int], changes: object) -> dict[str, int]:
    result: dict[str, int | None] = dict(names)
    for change in changes:  # type: ignore[attr-defined]
        result.update(change)
    return {name: ino for name, ino in result.items() if ino is not None}


def states(moment: Moment, path: Path) -> Iterator[bytes | None]:
    """Every content that the path may have after the power is back."""
    subsets = chain.from_iterable(
        combinations(moment.pending, size) for size in range(len(moment.pending) + 1)
    )
    for subset in subsets:
        ino = applied(moment.names, subset).get(str(path))
        yield from (None,) if ino is None else moment.contents[ino]


@pytest.mark.parametrize("change", ["update", "undo", "create"])
def test_no_state_is_torn_and_none_has_lost_what_was_acknowledged(
    tmp_path: Path, change: str
) -> None:
    path = tmp_path / "branch.json"
    if change != "create":
        Store(path).create(small_branch(), command="init", now=NOW)
        for _ in range(6):
            Store(path).update(held, command="log", now=NOW)
    before = path.read_bytes() if path.exists() else None
    fs = Recorder(tmp_path)
    store = Store(path, fs=fs)
    if change == "create":
        store.create(small_branch(), command="init", now=NOW)
    elif change == "undo":
        store.undo(1, command="undo", now=NOW)
    else:
        store.update(held, command="log", now=NOW)
    fs.note()
    after = path.read_bytes()

    found = list(chain.from_iterable(states(moment, path) for moment in fs.moments))
    last = set(states(fs.moments[-1], path))

    print(f"{change}: {len(fs.moments)} moments, {len(found)} states of the disk")
    assert set(found) <= {before, after}
    assert {before, after} <= set(found)
    assert last == {after}
    for data in {one for one in found if one is not None}:
        decode_file(data)


def test_the_method_finds_a_write_without_syncing(tmp_path: Path) -> None:
    class Careless(Recorder):
        def fsync(self, fd: int) -> None:
            """Do nothing."""

    path = tmp_path / "branch.json"
    Store(path).create(small_branch(), command="init", now=NOW)
    fs = Careless(tmp_path)
    Store(path, fs=fs).update(held, command="log", now=NOW)

    found = [state for moment in fs.moments for state in product(states(moment, path))]

    assert (b"",) in found
