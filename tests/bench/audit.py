"""Measure audits of many files beside a plain `json.load` loop; writes into docs/scale.md.

`python tests/bench/audit.py --orglife BIN/orglife --folder WORK` makes the files (kept for the next
run), then times, in turn, round after round: the loop over them in one process, decoding them as an
audit does, an audit of them, the same audit again from its cache; once, an audit with every finding
written, and its merge. Memory is the highest of any process of an audit, of few files and of all.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from audit_files import make_files
from audit_scale import Figures, goals, worked_out
from audit_watch import Run, timed

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LOOP_NAME = "`json.load` of each, one process"
DECODING = "reading and decoding alone"
JUDGING = "audit"
CACHED = "audit, unchanged, from the cache"
TOLD = "audit with every finding written"
MERGING = "merge of what was written"
LOOP = """
import json, sys
for path in open(sys.argv[1]):
    with open(path.rstrip(), encoding="utf-8") as file:
        json.load(file)
"""
ASKED = ("--period", "2025", "--as-of", "2026-11-22")


class Measured(NamedTuple):
    """The table, and the figures in it that others are worked out from."""

    lines: list[str]
    figures: Figures


def measure(orglife: Path, folder: Path, number: int, rounds: int, jobs: int) -> Measured:
    """Run everything, round after round."""
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
    decode = [orglife.with_name("python"), HERE / "audit_decode.py", every, jobs]
    found: dict[str, list[Run]] = {}

    def note(name: str, words: Sequence[object], statuses: Sequence[int] = (0, 1)) -> None:
        found.setdefault(name, []).append(timed(words, folder, statuses))

    for _ in range(rounds):
        (folder / "cache").unlink(missing_ok=True)
        note(LOOP_NAME, [sys.executable, "-c", LOOP, every])
        note(DECODING, decode, (0,))
        note(JUDGING, audit)
        note("audit, filling the cache", cached)
        note(CACHED, cached)
    small = timed([orglife, "audit", "run", few, *ASKED, "--jobs", jobs], folder)
    note(TOLD, [*audit, "--findings", "findings", "--force"])
    note(MERGING, [orglife, "audit", "merge", "findings", "--format", "json"])
    lines = [
        f"{number} files, {size / number / 1000:.0f} kB each; {jobs} processes; "
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores; median of {rounds}.",
        "",
        "| what | seconds | of the loop | processor ms a file | of the loop | MiB at most |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    rows = {name: _row(runs, found[LOOP_NAME], number) for name, runs in found.items()}
    lines += [
        f"| {name} | {row.seconds:.1f} | {row.ratio:.2f} | {row.processor:.2f} | {row.work:.2f} "
        f"| {row.mebibytes:.0f} |"
        for name, row in rows.items()
    ]
    lines.append(f"| audit of 100 of them | {small.seconds:.1f} | | | | {small.mebibytes:.0f} |")
    figures = Figures(
        kilobytes=size / number / 1000,
        judging=rows[JUDGING].processor,
        cached=rows[CACHED].processor,
        told=rows[TOLD].processor,
        merging=rows[MERGING].processor,
        ratio=rows[JUDGING].ratio,
        ratio_cached=rows[CACHED].ratio,
        mebibytes_few=small.mebibytes,
        mebibytes=max(row.mebibytes for row in rows.values()),
    )
    return Measured(lines, figures)


class Row(NamedTuple):
    """One line of the table: medians of the rounds; ratios are of one round each."""

    seconds: float
    ratio: float
    processor: float
    """Milliseconds a file."""
    work: float
    mebibytes: float


def _row(runs: Sequence[Run], loop: Sequence[Run], number: int) -> Row:
    pairs = list(zip(runs, loop, strict=False))
    return Row(
        statistics.median(one.seconds for one in runs),
        statistics.median(one.seconds / other.seconds for one, other in pairs),
        statistics.median(one.processor for one in runs) / number * 1000,
        statistics.median(one.processor / other.processor for one, other in pairs),
        max(one.mebibytes for one in runs),
    )


def written(page: str, name: str, lines: Sequence[str]) -> str:
    """Return the page with the lines between the marks of that name."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise SystemExit(f"no place for {name} in the page")
    return before + "\n".join([begin, *lines, end]) + after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orglife", type=Path, required=True, help="the command to measure")
    parser.add_argument("--folder", type=Path, required=True, help="where to work; files are kept")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--dry-run", action="store_true", help="leave the page as it is")
    given = parser.parse_args()
    folder = given.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    lines, figures = measure(
        given.orglife.absolute(), folder, given.files, given.rounds, given.jobs
    )
    page = ROOT / "docs" / "scale.md"
    text = page.read_text(encoding="utf-8")
    blocks = {
        "what was measured": [*lines, "", *goals(figures)],
        "what it comes to": worked_out(figures),
    }
    for name, block in blocks.items():
        text = written(text, name, block)
        sys.stdout.write("\n".join([*block, "", ""]))
    if not given.dry_run:
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
