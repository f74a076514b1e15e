"""What issue 6 asks of one branch, as numbers: each goal, what was measured, whether it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from measure import Timing, median

Timings = dict[str, dict[str, Timing]]
UNSAFE = "log without history, seal, backup"


class Goal(NamedTuple):
    """A figure and what it must not exceed."""

    text: str
    measured: float
    limit: float

    @property
    def holds(self) -> bool:
        return self.measured <= self.limit


def ratio(timings: Timings, group: str, name: str, to: str = "T") -> float:
    """Return the median of the ratios of neighbours."""
    return median(timings[group][name].ratios_to(timings[group][to]))


def goals(timings: Timings, inside: dict[str, Any], sizes: dict[str, int]) -> Iterator[Goal]:
    """Yield every goal; those of peers that are not installed are left out."""
    ten, many = "10 years", "10,000 activities"

    def of(group: str, name: str, to: str, limit: float) -> Goal:
        return Goal(f"{group}: {name} of {to}", ratio(timings, group, name, to), limit)

    yield of("start", "--version", "T", 1.1)
    yield of("start", "--help", "T", 2.0)
    yield of(ten, "check, JSON", "T", 1.4)
    yield of(ten, "status", "T", 1.9)
    yield of(ten, "log", "T", 1.8)
    yield of(ten, "check, JSON", "N check, JSON", 1.0)
    yield of(ten, "check", "N check", 1.0)
    yield of(ten, "status", "N status", 1.0)
    yield of(ten, "log", "N log", 1.0)
    yield of(ten, "log", UNSAFE, 1.4)
    yield of(many, "log", "T", 3.0)
    yield of(many, "log", "N log", 0.5)
    for name, to in (
        ("check", "taskwarrior list"),
        ("log", "hledger add"),
        ("log", "jrnl add"),
    ):
        if to in timings[many]:
            yield of(many, name, to, 1.0)
    for name, (_, _, of_msgspec) in inside["decoding"].items():
        if name == "1-years":  # 0.1 ms that do not grow with the file are half of it
            continue
        yield Goal(f"decoding of msgspec's own, {name}", of_msgspec, 1.5)
    _, _, growth = inside["judging"]["40-years"]
    yield Goal("judging one year, 40 years in the file, of 10 years", growth, 1.15)
    for name, (_, _, of_rich) in inside["printing"].items():
        yield Goal(f"10,000 rows printed, {name}, of a Rich table", of_rich, 0.1)
    for name, limit in (("check, JSON", 10), ("check", 10), ("log", 20)):
        more = peak(timings, many, name) - peak(timings, "empty", name)
        yield Goal(
            f"memory above an empty branch, {name}, of the file", more / sizes["many"], limit
        )


def peak(timings: Timings, group: str, name: str) -> float:
    """Return the median peak memory of a command in bytes."""
    return median(timings[group][name].kibibytes) * 1024
