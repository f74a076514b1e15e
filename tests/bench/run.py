"""Measure orglife beside its yardsticks and write docs/performance.md; run by `make bench`.

The programs are those of a wheel installed in its own environment, since that is what users have.
Nothing of orglife is imported here; see `make_files.py` for why.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from goals import UNSAFE, Goal, Timings, goals, peak, ratio
from measure import Command, environment, measure, median
from peers import peers
from plot import Curve, plot

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"
SIZES = {
    "empty": ("empty", 0),
    "1 year": ("1-years", 89),
    "10 years": ("10-years", 885),
    "40 years": ("40-years", 3536),
    "10,000 activities": ("many", 10_000),
}
"""Groups of commands: the name of the file, and its activities."""
DAY = ("--as-of", "2025-11-20")


class Programs:
    """The commands that are timed."""

    def __init__(self, bins: Path, folder: Path) -> None:
        self.python, self.orglife, self.folder = bins / "python", bins / "orglife", folder

    def yardsticks(self) -> list[Command]:
        """Return B and T, which every group has."""
        return [
            Command("B", [str(self.python), "-c", "pass"]),
            Command("T", [str(self.python), str(HERE / "two_commands.py"), "hello"]),
        ]

    def ours(self, name: str, *words: object, work: str = "", script: str = "") -> Command:
        """Return a command of orglife; one that writes gets a fresh copy of the file `work`."""
        program = [str(self.python), str(HERE / script)] if script else [str(self.orglife)]
        return Command(name, [*program, *map(str, words)], (0, 1), self._fresh(work))

    def naive(self, name: str, *words: object, work: str = "") -> Command:
        """Return a command of N."""
        program = [str(self.python), str(HERE / "naive" / "naive.py")]
        return Command(name, [*program, *map(str, words)], before=self._fresh(work))

    def _fresh(self, work: str) -> Any:
        return (
            (lambda: shutil.copy(self.folder / work, self.folder / f"used.{work}"))
            if work
            else None
        )

    def start(self) -> list[Command]:
        """Return what needs no file."""
        return [
            *self.yardsticks(),
            self.ours("--version", "--version"),
            self.ours("--help", "--help"),
        ]

    def of_file(self, name: str) -> list[Command]:
        """Return what is timed on every file."""
        file, plain = self.folder / f"{name}.json", self.folder / f"{name}.naive.json"
        used, used_plain = (
            self.folder / f"used.{name}.json",
            self.folder / f"used.{name}.naive.json",
        )
        log = ("log", "volunteering", "--on", "2025-11-20", "--topic", "Bench", "-f", used)
        load = f"import json; json.load(open({str(file)!r}, encoding='utf-8'))"
        return [
            *self.yardsticks(),
            Command("L", [str(self.python), "-c", load]),
            self.ours("status", "status", "-f", file, *DAY),
            self.naive("N status", "status", plain),
            self.ours("check", "check", "2025", "-f", file, *DAY),
            self.naive("N check", "check", plain, "2025"),
            self.ours("check, JSON", "check", "2025", "--format", "json", "-f", file, *DAY),
            self.naive("N check, JSON", "check", plain, "2025", "--json"),
            self.ours("log", *log, work=f"{name}.json"),
            self.ours(UNSAFE, *log, work=f"{name}.json", script="unsafe_log.py"),
            self.naive(
                "N log", "log", used_plain, "volunteering", "2025-11-20", "Bench",
                work=f"{name}.naive.json",
            ),
        ]  # fmt: skip

    def of_many(self) -> list[Command]:
        """Return what is timed on the largest file only."""
        return [
            self.ours("activity list", "activity", "list", "-f", self.folder / "many.json"),
            self.naive("N list", "list", self.folder / "many.naive.json"),
        ]

    def importing(self) -> list[Command]:
        """Return the import of 1,000 rows into a branch of ten years."""
        register = self.folder / "register.csv"
        used = [self.folder / f"used.10-years{kind}.json" for kind in ("", ".naive")]
        return [
            *self.yardsticks(),
            self.ours(
                "import", "import", register, "-f", used[0], "--yes", work="10-years.json"
            ),
            self.naive("N import", "import", used[1], register, work="10-years.naive.json"),
        ]  # fmt: skip


def table(timings: Timings, group: str) -> Iterator[str]:
    """Yield the lines of a group's table: medians of the ratios of neighbours."""
    yield "| command | median ms | of B | of T | lowest and highest of T | peak MiB |"
    yield "|---|---:|---:|---:|---|---:|"
    for name, timing in timings[group].items():
        to_t = timing.ratios_to(timings[group]["T"])
        yield (
            f"| {name} | {timing.median_ms:.0f} | {ratio(timings, group, name, 'B'):.1f} "
            f"| {median(to_t):.2f} | {min(to_t):.2f} to {max(to_t):.2f} "
            f"| {peak(timings, group, name) / 2**20:.0f} |"
        )


def pairs(inside: dict[str, Any], kind: str, mine: str, theirs: str) -> Iterator[str]:
    """Yield a table of what was measured within one process."""
    yield f"| | {mine}, ms | {theirs}, ms | ratio |"
    yield "|---|---:|---:|---:|"
    for name, (one, other, between) in inside[kind].items():
        yield f"| {name} | {one:.2f} | {other:.2f} | {between:.2f} |"


def page(
    timings: Timings, inside: dict[str, Any], found: list[Goal], missing: list[str], rounds: int
) -> Iterator[str]:
    """Yield the paragraphs of what was measured."""
    import platform

    yield (
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} processors, {rounds} rounds."
    )
    if missing:
        yield f"Not installed on that machine, so left out: {', '.join(missing)}."
    yield "### Goals"
    yield "\n".join(
        [
            "| goal | at most | measured | |",
            "|---|---:|---:|---|",
            *(
                f"| {one.text} | {one.limit:g} | {one.measured:.2f} "
                f"| {'holds' if one.holds else '**missed**'} |"
                for one in found
            ),
        ]
    )
    yield "### Cost against size"
    yield "![Cost of a command against the size of the file](performance.svg)"
    for group in timings:
        yield f"### {group[0].upper()}{group[1:]}"
        yield "\n".join(table(timings, group))
    for title, kind, mine, theirs in (
        ("Decoding, seal included, of `msgspec.json.decode`", "decoding", "orglife", "msgspec"),
        ("Decoding of the typed decoding in it", "typing", "orglife", "typed"),
        ("Judging 2025, of the same in a file of ten years", "judging", "this file", "ten years"),
        ("Printing 10,000 rows, of a Rich table", "printing", "orglife", "Rich"),
    ):
        yield f"### {title}"
        yield "\n".join(pairs(inside, kind, mine, theirs))


def curves(timings: Timings) -> list[Curve]:
    """Return what the plot shows."""
    sized = [(group, number) for group, (_, number) in SIZES.items() if number]
    return [
        Curve(
            name,
            [(number, round(ratio(timings, group, name), 2)) for group, number in sized],
            not name.startswith("N "),
        )
        for name in ("status", "check, JSON", "log", "N check, JSON", "N log", "L")
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, required=True, help="the environment's bin folder")
    parser.add_argument("--peers", type=Path, required=True, help="bin folder of other programs")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--folder", type=Path, required=True, help="where to work; emptied")
    given = parser.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    given.folder.mkdir(parents=True)
    bins, folder = given.bin.absolute(), given.folder.absolute()
    python = str(bins / "python")
    subprocess.run([python, HERE / "make_files.py", folder], check=True, env=environment())
    programs = Programs(bins, folder)
    others, missing = peers(given.peers.absolute(), folder)
    groups = {"start": programs.start()}
    groups |= {group: programs.of_file(name) for group, (name, _) in SIZES.items()}
    groups["10,000 activities"] += [*programs.of_many(), *others]
    groups["import of 1,000 rows"] = programs.importing()
    timings = measure(groups, rounds=given.rounds, folder=folder)
    names = [name for name, number in SIZES.values() if number]
    answer = subprocess.run(
        [python, HERE / "inside.py", folder, str(given.rounds), *names],
        check=True,
        capture_output=True,
        env=environment(),
    )
    inside = json.loads(answer.stdout)
    sizes = {name: (folder / f"{name}.json").stat().st_size for name, _ in SIZES.values()}
    found = list(goals(timings, inside, sizes))
    told = "\n\n".join(page(timings, inside, found, missing, given.rounds))
    write(f"{BEGIN}\n{told}\n{END}")
    (ROOT / "docs" / "performance.svg").write_text(plot(curves(timings)), encoding="utf-8")
    print(told)
    if not all(one.holds for one in found):
        sys.exit(1)


def write(result: str) -> None:
    """Put what was measured into the page."""
    path = ROOT / "docs" / "performance.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    path.write_text(before + result + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
