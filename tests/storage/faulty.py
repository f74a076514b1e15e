"""File systems for tests: one in which a chosen call goes wrong, and one that writes down calls."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from orglife.storage.filesystem import FileSystem

NEVER_FAIL = {"resolve", "writable", "process", "random", "elapsed", "sleep"}
"""These do not ask the system, or it answers without an error."""
CALLS = sorted(
    name for name in vars(FileSystem) if not name.startswith("_") and name not in NEVER_FAIL
)


class Killed(BaseException):
    """Stands for SIGKILL: from here on nothing is done, not even cleaning up."""


class Counted(FileSystem):
    """Calls `before(name, number)` ahead of each call; `number` counts from 1."""

    def __init__(self, before: Callable[[str, int], None]) -> None:
        self.before = before
        self.count = 0
        self.names_called: list[str] = []


def _wrapped(name: str) -> Any:
    original = getattr(FileSystem, name)

    def call(self: Counted, *args: Any) -> Any:
        self.count += 1
        self.names_called.append(name)
        if name == "close":  # the descriptor is gone even where closing is an error
            original(self, *args)
        self.before(name, self.count)
        return None if name == "close" else original(self, *args)

    return call


for _name in CALLS:
    setattr(Counted, _name, _wrapped(_name))


def failing(at: int, code: int) -> Counted:
    """Return a file system in which call number `at` fails with an errno."""

    def before(name: str, number: int) -> None:
        if number == at:
            raise OSError(code, os.strerror(code))

    return Counted(before)


def killing(at: int) -> Counted:
    """Return a file system whose process is killed when it makes call number `at`."""

    def before(name: str, number: int) -> None:
        if number >= at:
            raise Killed

    return Counted(before)


def counting() -> Counted:
    """Return a file system in which nothing goes wrong."""
    return Counted(lambda name, number: None)


class Stuttering(FileSystem):
    """Reads and writes half of what was asked for, and is interrupted every other time (F4)."""

    def __init__(self) -> None:
        self.interrupted = False

    def _turn(self) -> None:
        self.interrupted = not self.interrupted
        if self.interrupted:
            raise InterruptedError

    def read(self, fd: int, size: int) -> bytes:
        self._turn()
        return super().read(fd, max(1, size // 2))

    def write(self, fd: int, data: memoryview) -> int:
        self._turn()
        return super().write(fd, data[: max(1, len(data) // 2)])

    def fsync(self, fd: int) -> None:
        self._turn()
        super().fsync(fd)
