"""Measure orglife beside its yardsticks and write docs/performance.md; run by `make bench`.

The programs are those of a wheel installed in its own environment, since that is what users have.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import statistics
import sys
from pathlib import Path

from measure import Command, Timing, measure

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLE = ROOT / "tests" / "data"
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"


def sample_branch(orglife: Path, folder: Path) -> Path:
    """Make the sample branch with the commands that a user would type."""
    import subprocess

    branch = folder / "sample.json"
    for words in (
        (
            "init",
            branch,
            "--name",
            "Riverside",
            "--sector",
            "community",
            "--founded",
            "2015-06-01",
            "--theme-day",
            "first friday",
        ),
        ("import", SAMPLE / "roster.csv", "-f", branch, "--yes"),
        ("import", SAMPLE / "register.csv", "-f", branch, "--yes"),
    ):
        subprocess.run([orglife, *words], check=True, capture_output=True)
    return branch


def commands(python: Path, orglife: Path, folder: Path) -> list[Command]:
    """Return what is timed, yardsticks first."""
    branch = sample_branch(orglife, folder)
    work = folder / "work.json"

    def program(name: str, *words: object, statuses: tuple[int, ...] = (0,)) -> Command:
        return Command(name, [str(orglife), *map(str, words)], statuses)

    def logging() -> Command:
        log = ("log", "volunteering", "--on", "2026-11-20", "--topic", "Bench", "-f", work)
        return Command(
            "log",
            [str(orglife), *map(str, log)],
            before=lambda: shutil.copy(branch, work) and None,
        )

    return [
        Command("B", [str(python), "-c", "pass"]),
        Command("T", [str(python), str(HERE / "two_commands.py"), "hello"]),
        program("--version", "--version"),
        program("--help", "--help"),
        program("status", "status", "-f", branch),
        program(
            "check 2026 --format json",
            "check",
            "2026",
            "--format",
            "json",
            "-f",
            branch,
            statuses=(0, 1),
        ),
        program("check 2026", "check", "2026", "-f", branch, statuses=(0, 1)),
        logging(),
    ]


def table(timings: dict[str, Timing]) -> str:
    """Return the results as a Markdown table: medians of the ratios of the rounds."""
    bare, typer = timings["B"], timings["T"]
    lines = [
        "| command | median ms | of B | of T | lowest and highest of T | peak MiB |",
        "|---|---:|---:|---:|---|---:|",
    ]
    for name, timing in timings.items():
        to_t = timing.ratios_to(typer)
        lines.append(
            f"| {name} | {timing.median_ms:.0f} | {statistics.median(timing.ratios_to(bare)):.2f} "
            f"| {statistics.median(to_t):.2f} | {min(to_t):.2f} to {max(to_t):.2f} "
            f"| {max(timing.kibibytes) / 1024:.0f} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, required=True, help="the environment's bin folder")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--folder", type=Path, required=True, help="where to work; emptied")
    given = parser.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    given.folder.mkdir(parents=True)
    python, orglife = given.bin.absolute() / "python", given.bin.absolute() / "orglife"
    timings = dict(
        measure(
            commands(python, orglife, given.folder.absolute()),
            rounds=given.rounds,
            folder=given.folder.absolute(),
        )
    )
    machine = (
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, "
        f"{given.rounds} rounds."
    )
    result = f"{BEGIN}\n{machine}\n\n{table(timings)}\n{END}"
    page = ROOT / "docs" / "performance.md"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    page.write_text(before + result + rest.partition(END)[2], encoding="utf-8")
    sys.stdout.write(result + "\n")


if __name__ == "__main__":
    main()
