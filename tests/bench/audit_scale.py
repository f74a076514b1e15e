"""What the figures of an audit come to: the goals, and a county, a province, the country."""

from __future__ import annotations

from typing import NamedTuple

MEMORY_GOAL = 64
"""MiB that a process may take, however many files there are."""
MANY_CORES = 200
PLACES = (("a county", 10_000), ("a province", 100_000), ("the country", 5_000_000))


class Figures(NamedTuple):
    """What one measurement says. Milliseconds are of processor time, of all processes, a file."""

    kilobytes: float
    """Size of a file."""
    judging: float
    cached: float
    told: float
    """Judging with every finding written."""
    merging: float
    ratio: float
    """Wall time of judging all on the processes of an audit, to that of the loop in one."""
    ratio_cached: float
    mebibytes_few: float
    """Of the largest process, at a hundred files."""
    mebibytes: float
    """The same at all of them, the worst of every run."""


def goals(figures: Figures) -> list[str]:
    """Return the table of the goals."""
    memory = max(figures.mebibytes_few, figures.mebibytes)
    rows = (
        ("judging all, to the loop", 0.5, figures.ratio, ".2f"),
        ("again, unchanged, from the cache, to the loop", 0.15, figures.ratio_cached, ".2f"),
        ("MiB of the largest process of any run", MEMORY_GOAL, memory, ".0f"),
    )
    return [
        "| goal | at most | measured | |",
        "|---|---:|---:|---|",
        *(
            f"| {name} | {most:{form}} | {found:{form}} "
            f"| {'reached' if found <= most else '**not reached**'} |"
            for name, most, found, form in rows
        ),
    ]


def worked_out(figures: Figures) -> list[str]:
    """Return what so many branches cost, in time and machines."""
    judging, cached = figures.judging / 1000, figures.cached / 1000
    rate = figures.kilobytes / figures.judging
    heads = (
        *("", "branches", "data", "judging, processor", "two cores", "16 cores"),
        *(f"{MANY_CORES} cores", "again, unchanged, two cores"),
    )
    lines = [
        f"Worked out from {figures.kilobytes:.0f} kB and {figures.judging:.2f} ms of processor a "
        f"file, {figures.cached:.2f} ms where nothing changed, {figures.told:.2f} ms with every "
        f"finding written, {figures.merging:.2f} ms to merge those. A core judges "
        f"{_two_digits(1000 / figures.judging)} files a second, and reads {rate:.0f} MB for it.",
        "",
        "| " + " | ".join(heads) + " |",
        "|---|" + "---:|" * (len(heads) - 1),
    ]
    for name, number in PLACES:
        whole = number * judging
        cells = (
            name,
            f"{number:,}",
            f"{_two_digits(number * figures.kilobytes / 1e6)} GB",
            *(_time(whole / cores) for cores in (1, 2, 16, MANY_CORES)),
            _time(number * cached / 2),
        )
        lines.append("| " + " | ".join(cells) + " |")
    together = rate * MANY_CORES / 1000
    lines += ["", f"{MANY_CORES} cores must be given {together:.1f} GB a second to read."]
    return lines


def _time(seconds: float) -> str:
    """Return a time to two digits, in the unit that it is told in."""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{_two_digits(seconds / length)} {unit}"
    return f"{_two_digits(seconds)} s"


def _two_digits(value: float) -> str:
    return f"{value:.0f}" if value >= 9.95 else f"{value:.1f}"
