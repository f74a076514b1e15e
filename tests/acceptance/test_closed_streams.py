"""Streams that a shell closed, and a process without buffers: nothing is cut short in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

UNBUFFERED = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
MUCH = [sys.executable, "-m", "orglife", "check", "2026", "--format", "json"]


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["sh", "-c", line.replace("orglife", f"{sys.executable} -m orglife", 1)],
        cwd=folder,
        env=UNBUFFERED,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_without_buffers_a_reader_that_leaves_midway_is_still_noticed(sample):
    with subprocess.Popen(
        MUCH, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=sample.parent, env=UNBUFFERED
    ) as child:
        child.stdout.read(10)
        child.stdout.close()
        said = child.stderr.read()

    assert (child.returncode, said) == (141, b"")


@pytest.mark.parametrize("command", ["check 2026", "check 2026 --format json", "--version"])
def test_a_stdout_closed_beforehand_ends_quietly_with_141(sample, command):
    done = shell(f"orglife {command} >&-", sample.parent)

    assert (done.returncode, done.stderr) == (141, b"")


def test_a_change_is_made_with_every_stream_closed(sample):
    before = sample.read_bytes()

    done = shell("orglife log theme-day --on 2026-11-20 >&- 2>&- <&-", sample.parent)

    assert done.returncode == 0
    assert sample.read_bytes() != before
    assert shell("orglife verify -q", sample.parent).returncode == 0


def test_an_error_with_stderr_closed_keeps_its_code(sample):
    assert shell("orglife check banana 2>&-", sample.parent).returncode == 2
