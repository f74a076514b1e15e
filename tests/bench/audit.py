"""Measure audits of many files beside a plain `json.load` loop; writes into docs/scale.md.

`python tests/bench/audit.py --orglife BIN/orglife --folder WORK` makes the files (kept for the next
run), then times, in turn, round after round: the loop over them in one process, an audit of them,
the same audit again from its cache, and the same in four shards with their merge. Memory is the
highest of any process of an audit, of few files and of all.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from audit_files import make_files
from audit_watch import Run, timed

ROOT = Path(__file__).parents[2]
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"
LOOP = """
import json, sys
for path in open(sys.argv[1]):
    with open(path.rstrip(), encoding="utf-8") as file:
        json.load(file)
"""
ASKED = ("--period", "2025", "--as-of", "2026-11-22")


def measure(orglife: Path, folder: Path, number: int, rounds: int, jobs: int) -> list[str]:
    """Return the lines of the table."""
    source = folder / f"in-{number}"
    if not source.exists():
        make_files(source, number)
    paths = sorted(source.rglob("*.json"))
    size = sum(path.stat().st_size for path in paths)
    few, every = folder / "few.txt", folder / "all.txt"
    few.write_text("".join(f"{path}\n" for path in paths[:100]))
    every.write_text("".join(f"{path}\n" for path in paths))
    audit = [orglife, "audit", "run", every, *ASKED, "--jobs", jobs, "--format", "json"]
    cached = [*audit, "--cache", "cache"]
    found: dict[str, list[Run]] = {}

    def note(name: str, words: Sequence[object]) -> None:
        found.setdefault(name, []).append(timed(words, folder))

    for _ in range(rounds):
        (folder / "cache").unlink(missing_ok=True)
        note("loop", [sys.executable, "-c", LOOP, every])
        note("audit", audit)
        note("audit, filling the cache", cached)
        note("audit, unchanged, from the cache", cached)
    small = timed([orglife, "audit", "run", few, *ASKED, "--jobs", jobs], folder)
    note("audit with every finding written", [*audit, "--findings", "findings", "--force"])
    lines = [
        f"{number} files, {size / number / 1000:.0f} kB each; {jobs} processes; "
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores; {rounds} rounds.",
        "",
        "| what | seconds | of the loop | processor ms a file | of the loop | MiB at most |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    loop = found["loop"]
    for name, runs in found.items():
        seconds = statistics.median(one.seconds for one in runs)
        ratio = statistics.median(
            one.seconds / other.seconds for one, other in zip(runs, loop, strict=False)
        )
        processor = statistics.median(one.processor for one in runs)
        work = statistics.median(
            one.processor / other.processor for one, other in zip(runs, loop, strict=False)
        )
        lines.append(
            f"| {LABELS.get(name, name)} | {seconds:.1f} | {ratio:.2f} "
            f"| {processor / number * 1000:.2f} | {work:.2f} "
            f"| {max(one.mebibytes for one in runs):.0f} |"
        )
    lines.append(f"| audit of 100 of them | {small.seconds:.1f} | | | | {small.mebibytes:.0f} |")
    return lines


LABELS = {"loop": "`json.load` of each, one process"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orglife", type=Path, required=True, help="the command to measure")
    parser.add_argument("--folder", type=Path, required=True, help="where to work; files are kept")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    folder = given.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    lines = measure(given.orglife.absolute(), folder, given.files, given.rounds, given.jobs)
    result = "\n".join([BEGIN, *lines, END])
    page = ROOT / "docs" / "scale.md"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    page.write_text(before + result + rest.partition(END)[2], encoding="utf-8")
    sys.stdout.write(result + "\n")


if __name__ == "__main__":
    main()
