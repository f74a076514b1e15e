"""Time whole processes side by side: one of each in turn, round after round, ratios pair by pair.

Machines are noisy and drift; a ratio taken within one round is not. What is printed is the median
of the ratios of the rounds, with the lowest and highest.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


def median(values: Iterable[float]) -> float:
    """Return the middle of values; the module of that name would make every child look larger."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@dataclass(frozen=True)
class Command:
    """A program to time. `before` restores what the run before it changed."""

    name: str
    words: Sequence[str]
    statuses: tuple[int, ...] = (0,)
    before: Callable[[], object] | None = None
    stdin: Path | None = None


@dataclass(frozen=True)
class Timing:
    """The rounds of one command: wall seconds, and peak memory in KiB."""

    seconds: list[float]
    kibibytes: list[int]

    @property
    def median_ms(self) -> float:
        return median(self.seconds) * 1000

    def ratios_to(self, other: Timing) -> list[float]:
        return [mine / theirs for mine, theirs in zip(self.seconds, other.seconds, strict=True)]


def environment() -> dict[str, str]:
    """Return the environment of a timed run: byte code is cached, as it is at a user's."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONDONTWRITEBYTECODE", "ORGLIFE_FILE", "ORGLIFE_LANG", "FORCE_COLOR")
    }


def run_once(command: Command, folder: Path) -> tuple[float, int]:
    """Return the wall seconds and the peak memory (KiB) of one run; refuse a failed one."""
    if command.before:
        command.before()
    with (
        (command.stdin or Path(os.devnull)).open("rb") as given,
        (folder / "out").open("wb") as out,
        (folder / "err").open("wb") as err,
    ):
        begun = time.perf_counter()
        child = subprocess.Popen(
            command.words,
            stdin=given,
            stdout=out,
            stderr=err,
            env=environment(),
            cwd=folder,
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in command.statuses:
        raise SystemExit(
            f"{command.name} left with {child.returncode}:\n{(folder / 'err').read_text()[-2000:]}"
        )
    return seconds, usage.ru_maxrss


def measure(
    groups: Mapping[str, Sequence[Command]], *, rounds: int, folder: Path
) -> dict[str, dict[str, Timing]]:
    """Run every command of every group once a round, after one round that does not count.

    Each group has yardsticks of its own, so that a ratio is taken between neighbours in time.
    """
    timings = {
        group: {command.name: Timing([], []) for command in commands}
        for group, commands in groups.items()
    }
    for number in range(rounds + 1):
        for group, commands in groups.items():
            for command in commands:
                seconds, memory = run_once(command, folder)
                if number:
                    timings[group][command.name].seconds.append(seconds)
                    timings[group][command.name].kibibytes.append(memory)
    return timings
