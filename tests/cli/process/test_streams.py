"""F17: stdout closed early is quiet and exit 141; stdout that is full is never exit 0."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = (["history"], ["check", "2026", "--format", "json"], ["export", "all"], ["status"])
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1"}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_reader_that_leaves_early_ends_it_quietly(sample: Path, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "orglife", *command],
            stdout=closed,
            stderr=subprocess.PIPE,
            cwd=sample.parent,
            env=ENVIRONMENT,
            check=False,
        )

    assert done.returncode == 141
    assert done.stderr == b""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_output_is_an_error_of_one_line(sample: Path, command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "orglife", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=sample.parent,
            env=ENVIRONMENT,
            check=False,
        )

    assert done.returncode == 4
    assert b"Traceback" not in done.stderr
    assert b"No space left on device" in done.stderr


def test_a_change_is_written_though_nobody_can_be_told(sample: Path) -> None:
    before = sample.read_bytes()
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "orglife", "log", "lecture", "--on", "2026-11-20"],
            stderr=full,
            cwd=sample.parent,
            env=ENVIRONMENT,
            check=False,
        )

    assert done.returncode != 0
    assert sample.read_bytes() != before
