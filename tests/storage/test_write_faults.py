"""F1, F2, F4: each call of a write fails or is the last, until a run passes untouched."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from branches import NOW, files_of, held, small_branch
from faulty import Counted, Killed, Stuttering, failing, killing

from orglife.errors import StoreError, UnconfirmedWriteError
from orglife.storage.store import Store

Change = Callable[[Store], object]


def one_more(store: Store) -> object:
    return store.update(held, command="orglife log lecture", now=NOW)


def take_back(store: Store) -> object:
    return store.undo(1, command="orglife undo", now=NOW)


def make(store: Store) -> object:
    store.create(small_branch(), command="orglife init", now=NOW)
    return None


CHANGES = {"update": one_more, "undo": take_back, "create": make}


class Stage:
    """A folder that is put back to the same state before each attempt."""

    def __init__(self, change: Change, path: Path) -> None:
        self.change = change
        self.path = path
        self.before = state(path)
        self._template = path.parent.with_name("template")
        shutil.copytree(path.parent, self._template)

    def reset(self) -> None:
        shutil.rmtree(self.path.parent)
        shutil.copytree(self._template, self.path.parent)


@pytest.fixture(params=CHANGES)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Stage:
    """A way to write, on a file that has backups behind it which must go, or on none."""
    folder = tmp_path / "stage"
    folder.mkdir()
    path = folder / "branch.json"
    if request.param != "create":
        make(Store(path))
        for _ in range(6):
            one_more(Store(path))
    return Stage(CHANGES[request.param], path)


def state(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def attempt(change: Change, store: Store) -> StoreError | None:
    try:
        change(store)
    except StoreError as error:
        return error
    return None


def temporary(path: Path) -> list[str]:
    return [one.name for one in path.parent.iterdir() if one.suffix == ".tmp"]


def descriptors() -> set[int]:
    return {int(one.name) for one in Path("/proc/self/fd").iterdir()}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES])
def test_whatever_call_fails_the_old_file_stays_or_the_new_one_is_there(
    stage: Stage, code: int
) -> None:
    path, before = stage.path, stage.before
    outcomes: dict[str, list[str]] = {"refused": [], "unconfirmed": [], "done all the same": []}
    for at in count(1):
        stage.reset()
        held_open = len(descriptors())
        fs = failing(at, code)
        error = attempt(stage.change, Store(path, fs=fs))
        outcome = "refused" if error else "done all the same"
        if isinstance(error, UnconfirmedWriteError):
            outcome = "unconfirmed"
        assert (state(path) == before) == (outcome == "refused")
        assert error is None or (str(path) in str(error) and error.exit_code == 4)
        if fs.count < at:
            break
        failed = fs.names_called[at - 1]
        outcomes[outcome].append(failed)
        assert len(descriptors()) == held_open, failed
        if failed != "unlink":
            assert temporary(path) == [], failed
        if state(path) is not None:
            Store(path).load()
    counts = {name: len(calls) for name, calls in outcomes.items()}
    print(f"{stage.change.__name__}, {errno.errorcode[code]}: {at - 1} calls failed: {counts}")
    assert set(outcomes["unconfirmed"]) == {"open", "fsync", "close"}
    assert {"open", "write", "fsync", "fstat", "read"} <= set(outcomes["refused"])


def test_killed_at_any_call_the_file_is_the_old_or_the_new_one(stage: Stage) -> None:
    path = stage.path
    outcomes = {"old": 0, "new": 0}
    for at in count(1):
        stage.reset()
        held_open = descriptors()
        try:
            stage.change(Store(path, fs=killing(at)))
            break
        except Killed:
            for fd in descriptors() - held_open:
                with suppress(OSError):
                    os.close(fd)
        outcomes["old" if state(path) == stage.before else "new"] += 1
        if path.exists():
            one_more(Store(path))  # the next command proceeds, and cleans up
        else:
            make(Store(path))
        assert temporary(path) == []
    print(f"{stage.change.__name__}: killed at {at - 1} calls: {outcomes}")
    assert min(outcomes.values()) > 0


def test_short_writes_and_interruptions_leave_the_same_bytes(path: Path) -> None:
    twin = path.parent / "twin" / path.name
    twin.parent.mkdir()
    twin.write_bytes(path.read_bytes())
    fixed = b"\1" * 1000

    class Fixed(Stuttering):
        def random(self, size: int) -> bytes:
            return fixed[:size]

    class Plain(Counted):
        def random(self, size: int) -> bytes:
            return fixed[:size]

    Store(path, fs=Fixed()).update(held, command="orglife log", now=NOW)
    Store(twin, fs=Plain(lambda name, number: None)).update(held, command="orglife log", now=NOW)

    assert path.read_bytes() == twin.read_bytes()
    assert Store(path, fs=Fixed()).load() == Store(twin).load()


def test_what_is_read_back_differently_is_not_put_in_place(path: Path) -> None:
    class Flipping(Counted):
        """Reads back another byte from every file that it wrote."""

        def read(self, fd: int, size: int) -> bytes:
            data = super().read(fd, size)
            back = self.names_called[-2] == "rewind"
            return b"?" + data[1:] if back else data

    before = files_of(path.parent)
    fs = Flipping(lambda name, number: None)

    with pytest.raises(StoreError, match="the disk reports an error"):
        one_more(Store(path, fs=fs))

    assert files_of(path.parent) == before
