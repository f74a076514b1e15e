"""Run tests with the oldest and newest allowed packages on every Python found; `make test-matrix`.

Every package that `pyproject.toml` bounds, those of the extras too.
The whole fast suite with the oldest packages on the oldest Python, and with the newest on the
newest; what touches the packages most on every Python with every mixture. Writes
`docs/versions.md`; leaves with 1 where something failed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PYTHONS = tuple(f"python3.{minor}" for minor in range(11, 20))
VARIED = ("typer", "rich", "tinydb", "python-dateutil")
"""Each of them the oldest and the newest with each of the others."""
WITH_ALL = (
    "msgspec",
    "platformdirs",
    "python-calamine",
    "xlsxwriter",
    "tzdata",
    "docxtpl",
    "distributed",
    "fsspec",
)
"""The oldest where all are, the newest otherwise."""
EVERY = (*VARIED, *WITH_ALL)
FAST = ("-m", "not faults and not many and not shells and not looks", "tests")
TOUCHING = (
    "tests/cli/framework/test_frame.py",
    "tests/cli/framework/test_help.py",
    "tests/cli/framework/test_parser_errors.py",
    "tests/cli/framework/test_terminal.py",
    "tests/cli/duties/test_check.py",
    "tests/model/test_calendar.py",
    "tests/reports/formats/test_formats.py",
    "tests/storage/test_sealed_storage.py",
    "tests/storage/test_store.py",
)
TOUCHING_OTHERS = (
    "tests/audit/test_cluster.py",
    "tests/audit/test_sources.py",
    "tests/cli/setup/test_init.py",
    "tests/cli/file/test_audit.py",
    "tests/cli/process/test_environment.py",
    "tests/importers",
    "tests/reports/formats",
)
"""Where all are the oldest or all the newest: in between, `WITH_ALL` do not vary."""


class Outcome(NamedTuple):
    """One combination: the versions that were installed, and what came of it."""

    python: str
    versions: dict[str, str]
    others: str
    tests: str
    result: str
    passed: bool


def bounds() -> dict[str, tuple[str, str]]:
    """Return what pip is asked for: each package's oldest and newest that is allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = {}
    extras = project["optional-dependencies"].values()
    for line in (*project["dependencies"], *(one for extra in extras for one in extra)):
        one = line.partition(";")[0]  # what another system needs is tested here too
        name = re.split("[<>=]", one)[0]
        least = one.removeprefix(f"{name}>=").split(",")[0]
        found[name] = (f"{name}=={least}" + ".0" * (2 - least.count(".")), one)
    return found


def combinations() -> Iterator[tuple[int, ...]]:
    """Yield 0 (oldest) or 1 (newest) for each package; all the oldest and all the newest first."""
    yield (0,) * len(EVERY)
    yield (1,) * len(EVERY)
    for mixed in product((0, 1), repeat=len(VARIED)):
        if mixed != (1,) * len(VARIED):
            yield mixed + (1,) * len(WITH_ALL)


def run(*words: object) -> subprocess.CompletedProcess[str]:
    # No time zones of the system, as on Windows: those of tzdata are read.
    variables = os.environ | {"PYTHONTZPATH": ""}
    return subprocess.run(
        list(map(str, words)), cwd=ROOT, capture_output=True, text=True, check=False, env=variables
    )


def environment(program: str, folder: Path) -> Path:
    """Return the Python of an environment that has orglife and what the tests need."""
    if not (folder / "bin" / "python").exists():
        run(program, "-m", "venv", folder)
    python = folder / "bin" / "python"
    quiet = ("--quiet", "--disable-pip-version-check")
    run(python, "-m", "pip", "install", *quiet, "pip>=25.1")
    for words in (("--editable", ".[cluster,word]"), ("--group", "dev")):
        done = run(python, "-m", "pip", "install", *quiet, *words)
        if done.returncode:
            raise SystemExit(f"{program}: {done.stderr[-2000:]}")
    return python


def versions(python: Path) -> dict[str, str]:
    """Return the versions that are installed."""
    code = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    return dict(zip(EVERY, run(python, "-c", code, *EVERY).stdout.split(), strict=True))


def attempt(
    python: Path, name: str, chosen: tuple[int, ...], processes: str, *, whole: bool
) -> Outcome:
    """Install one combination and run its tests."""
    others = "newest" if chosen[-1] else "oldest"
    asked = [bounds()[package][newest] for package, newest in zip(EVERY, chosen, strict=True)]
    installed = run(
        python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--upgrade", "--upgrade-strategy", "only-if-needed", *asked,
    )  # fmt: skip
    if installed.returncode:
        print(f"{name} {chosen}: {installed.stderr[-2000:]}", flush=True)
        return Outcome(name, {}, others, "none", "can't be installed", False)
    corner = len(set(chosen)) == 1
    tests = FAST if whole else (*TOUCHING, *TOUCHING_OTHERS) if corner else TOUCHING
    done = run(python, "-m", "pytest", "-q", "-n", processes, *tests)
    last = (done.stdout.strip().splitlines() or [""])[-1]
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    print(f"{name} {chosen}: {last}", *failed, sep="\n  ", flush=True)
    result = "passes" if not done.returncode else f"{len(failed)} failed"
    ran = "all fast" if whole else "touching any" if corner else "touching these four"
    return Outcome(name, versions(python), others, ran, result, not done.returncode)


def page(outcomes: list[Outcome], absent: list[str]) -> str:
    """Return `docs/versions.md`."""
    lines = [
        "# Versions",
        "",
        "Written by `make test-matrix`: the oldest and the newest packages that `pyproject.toml`",
        "allows, the optional ones too, on every Python that was found. With the oldest on the",
        "oldest Python, and the newest on the newest, the whole fast suite and the cluster run;",
        "else the tests that touch the packages most (`tests/tools/matrix.py`). Where a",
        "run was ended early, the rows that it did not reach are not there.",
        "",
    ]
    if absent:
        lines += [
            f"Not available where this ran, so not tested: {', '.join(absent)}.",
            "",
        ]
    lines += ["## What was installed", "", "| package | oldest | newest |", "|---|---|---|"]
    for package in EVERY:
        found = {one.versions.get(package, "") for one in outcomes}
        lines.append(f"| {package} | {min(found, key=_release)} | {max(found, key=_release)} |")
    lines += [
        "",
        "## What was run",
        "",
        f"Each with each: {', '.join(VARIED)}. The others are the oldest where all are.",
        "",
        "| Python | " + " | ".join(VARIED) + " | others | tests | |",
        "|---|" + "---|" * len(VARIED) + "---|---|---|",
    ]
    for one in outcomes:
        chosen = [one.versions.get(name, "") for name in VARIED]
        cells = (one.python, *chosen, one.others, one.tests, one.result)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", default="auto", help="of pytest-xdist")
    parser.add_argument("--quick", action="store_true", help="nowhere the whole fast suite")
    given = parser.parse_args()
    pythons: dict[str, Path] = {}
    absent = []
    for program in PYTHONS:
        found = shutil.which(program)
        if found is None or run(found, "-c", "").returncode:
            absent.append(program)
            continue
        python = environment(found, ROOT / "build" / "matrix" / program)
        told = run(python, "-c", "import platform; print(platform.python_version())")
        pythons[told.stdout.strip()] = python
    known = [one for one in absent if PYTHONS.index(one) < 4]
    outcomes: list[Outcome] = []
    corners = {(min(pythons, key=_release), 0), (max(pythons, key=_release), 1)}
    for chosen in combinations():
        for name, python in pythons.items():
            whole = len(set(chosen)) == 1 and (name, chosen[0]) in corners and not given.quick
            outcomes.append(attempt(python, name, chosen, given.processes, whole=whole))
            text = page(outcomes, known)
            (ROOT / "docs" / "versions.md").write_text(text, encoding="utf-8")
    if not all(one.passed for one in outcomes):
        sys.exit(1)


if __name__ == "__main__":
    os.environ.pop("VIRTUAL_ENV", None)
    main()
