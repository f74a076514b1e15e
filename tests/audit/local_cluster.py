"""A real cluster for tests: a scheduler and workers, as processes of this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 60
"""Seconds until something that was started must answer."""


class Cluster:
    """A scheduler and its workers, as processes of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._children: list[subprocess.Popen[bytes]] = []
        told = folder / "scheduler.json"
        self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told)
        )
        self.address = json.loads(awaited(lambda: told.exists() and told.read_text()))["address"]

    def worker(self) -> subprocess.Popen[bytes]:
        """Start one more worker, of one thread."""
        return self._start("worker", self.address, "--no-nanny", "--nthreads", "1")

    def _start(self, role: str, *words: str) -> subprocess.Popen[bytes]:
        log = (self._folder / f"{role}{len(self._children)}.log").open("wb")
        child = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + role, *words, "--no-dashboard"],
            stdout=log,
            stderr=log,
            cwd=self._folder,
        )
        log.close()
        self._children.append(child)
        return child

    def stop(self) -> None:
        """End every process, those that are killed already included."""
        for child in self._children:
            child.kill()
            child.wait()


def awaited(found: Callable[[], T], patience: float = PATIENCE) -> T:
    """Return what `found` returns as soon as it is something; it must be within `patience`."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(0.02)
    raise TimeoutError(f"nothing within {patience} s")
