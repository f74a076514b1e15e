"""Run a command to its end, and see what it took: time, and the memory of its largest process."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from measure import environment

PAUSE = 0.02


class Run(NamedTuple):
    """Wall seconds, processor seconds of all processes, and the memory of the largest, in MiB."""

    seconds: float
    processor: float
    mebibytes: float
    status: int


def timed(words: Sequence[object], folder: Path, statuses: Sequence[int] = (0, 1)) -> Run:
    """Run a command to its end, looking at its processes now and then.

    What it says is in the files `out` and `err` of the folder.
    """
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        begun, used = time.perf_counter(), _used()
        child = subprocess.Popen(
            [str(word) for word in words], stdout=out, stderr=err, cwd=folder, env=environment()
        )
        most = 0
        while child.poll() is None:
            most = max(most, highest(child.pid))
            time.sleep(PAUSE)
        seconds = time.perf_counter() - begun
    if child.returncode not in statuses:
        raise SystemExit((folder / "err").read_text()[-2000:])
    return Run(seconds, _used() - used, most / 1024, child.returncode)


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def highest(pid: int) -> int:
    """Return the peak memory (KiB) of a process and its children; 0 where /proc is missing."""
    found = 0
    for one in (pid, *_children(pid)):
        try:
            status = Path(f"/proc/{one}/status").read_text()
        except OSError:
            continue
        peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
        found = max([found, *map(int, peaks)])
    return found


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(one) for one in text.split()]
