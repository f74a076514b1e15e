"""F13: hostile files, well sealed, in a process with 512 MiB and ten seconds."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

LIMIT = 512 * 1024 * 1024
NAME = b'"Wang Li"'
MEGABYTES_100 = 100 * 1024 * 1024


def sealed(data: bytes) -> bytes:
    begin = data[:-13]
    return begin + b"%08x" % zlib.crc32(begin) + b'"}}}\n'


def state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))


def orglife(path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "orglife", *command, "-f", str(path)],
        capture_output=True,
        text=True,
        timeout=10,
        preexec_fn=limited,
        env={"PATH": os.environ["PATH"]},
        cwd=path.parent,
        check=False,
    )


@pytest.mark.parametrize(
    "hostile",
    [
        b"[" * 1_000 + b"]" * 1_000,
        b"[" * 10_000_000,
        b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000,
        b"9" * 5_000,
        b"-" + b"9" * 5_000_000,
        b"1e99999",
        b"NaN",
        b'"\\ud800"',
        pytest.param(b'"' + b"x" * MEGABYTES_100 + b'"', marks=pytest.mark.faults),
        pytest.param(b'"' + b"\\u0041" * 10_000_000 + b'"', marks=pytest.mark.faults),
        b'"\x00"',
        b'"\x1b[2J"',
    ],
    ids=lambda value: f"{value[:8]!r} {len(value)}",
)
@pytest.mark.parametrize("where", ["record", "history", "beside"])
def test_a_hostile_file_is_damaged_within_bounds_and_without_a_traceback(
    path: Path, hostile: bytes, where: str
) -> None:
    data = path.read_bytes()
    if where == "record":
        data = data.replace(NAME, hostile, 1)
    elif where == "history":
        data = data.replace(b'"orglife init"', hostile, 1)
    else:
        data = data.replace(b'"tasks":{}', b'"tasks":' + hostile, 1)
    path.write_bytes(sealed(data))
    before = state(path)

    for command in (
        ("check", "2026"),
        ("verify",),
        ("doctor",),
        ("log", "lecture", "--on", "today"),
    ):
        done = orglife(path, *command)
        assert "Traceback" not in done.stderr, (command, done.stderr[-500:])
        if where == "history" and command[0] in ("check", "log"):
            assert done.returncode in (0, 1, 4), (command, done)
        else:
            assert done.returncode in (1, 4), (command, done)
        assert len(done.stderr) < 2_000, command
        if command[0] != "log":
            assert state(path) == before, command
