"""F1, F2, F16: each system call by which a command touches its folder is the last, or fails."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Done, command_line, start

from orglife.storage.store import Store

pytestmark = pytest.mark.faults

CALLS = (
    *("openat", "write", "fsync", "fchmod", "fchown", "flock", "ftruncate", "setxattr"),
    *("link", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir"),
)
COMMANDS = {
    "log": ("log", "lecture", "--on", "2026-11-20"),
    "edit": ("member", "edit", "#3", "--unit", "No. 3 school"),
    "remove": ("activity", "remove", "#138", "-y"),
    "import": ("import", "thousand.csv", "-y"),
    "undo": ("undo", "2"),
    "init": ("init", "new.json", "--name", "N", "--sector", "rural", "--founded", "2020-01-01"),
}
Call = tuple[str, int]
"""A system call's name, and which of that name it is, from 1."""
Stage = Callable[[], Path]


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return COMMANDS[request.param]


def prepare(stage: Stage) -> Path:
    folder = stage()
    rows = "".join(f"2022-{n % 10 + 1:02}-{n % 27 + 1:02},lecture,Topic {n}\n" for n in range(1000))
    (folder / "thousand.csv").write_text("date,kind,topic\n" + rows, encoding="utf-8")
    return folder


def file_of(folder: Path, command: tuple[str, ...]) -> Path:
    return folder / ("new.json" if command[0] == "init" else "branch.json")


def bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def meaning(path: Path) -> object:
    """What the records are, whatever time the entry has and whatever uid the branch."""
    return Store(path).load().change_meta(uid="") if path.exists() else None


def traced(command: tuple[str, ...], folder: Path) -> list[Call]:
    """Run a command and return the calls by which it touched its folder."""
    log = folder.parent / "trace.txt"
    strace = ["strace", "-f", "-y", "-o", str(log), "-e", "trace=" + ",".join(CALLS)]
    done = start([*strace, *command_line(*command)], folder)
    assert done.code == 0, done.err
    seen: Counter[str] = Counter()
    found: list[Call] = []
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"\d+ +(\w+)\((.*)", line)
        if match is None:
            continue
        name, arguments = match.groups()
        seen[name] += 1
        paths = re.sub(r"AT_FDCWD<[^>]*>", "", arguments.partition('"{')[0])
        if str(folder) in paths or (name == "write" and re.match(r"[12]<", arguments)):
            found.append((name, seen[name]))
    return found


def injected(command: tuple[str, ...], folder: Path, call: Call, what: str) -> Done:
    name, number = call
    strace = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={name}"]
    inject = ["-e", f"inject={name}:{what}:when={number}"]
    return start([*strace, *inject, *command_line(*command)], folder)


def temporary(folder: Path) -> list[str]:
    return [one.name for one in folder.rglob("*.tmp")]


def test_killed_at_any_call_the_old_or_the_new_state_is_there(
    stage: Stage, command: tuple[str, ...]
) -> None:
    folder = prepare(stage)
    path = file_of(folder, command)
    before = bytes_of(path)
    old = meaning(path)
    calls = traced(command, folder)
    new = meaning(path)
    outcomes: Counter[str] = Counter()
    for call in calls:
        folder = prepare(stage)
        done = injected(command, folder, call, "signal=KILL")
        assert done.code in (-9, 137), (call, done)
        after = bytes_of(path)
        if after == before:
            outcomes["old"] += 1
            assert "Undo with" not in done.err, call
            again = start(command_line(*command), folder)  # the same once more: as if at first
            assert (again.code, meaning(path)) == (0, new), (call, again)
        else:
            outcomes["new"] += 1
            assert meaning(path) == new, call
            if command[0] == "import":  # once more adds nothing
                twice = start(command_line(*command), folder)
                assert (twice.code, meaning(path)) == (0, new), (call, twice)
            one_more = ("log", "lecture", "--on", "2026-11-22", "-f", path.name)
            assert start(command_line(*one_more), folder).code == 0, call
        assert temporary(folder) == [], call
    print(f"{command[0]}: killed at {len(calls)} calls: {dict(outcomes)}")
    assert old != new
    assert min(outcomes["old"], outcomes["new"]) > 0


@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EDQUOT"])
def test_whatever_call_fails_the_file_is_whole_and_the_user_is_told(
    stage: Stage, command: tuple[str, ...], error: str
) -> None:
    folder = prepare(stage)
    path = file_of(folder, command)
    before = bytes_of(path)
    calls = traced(command, folder)
    new = meaning(path)
    outcomes: Counter[str] = Counter()
    for call in calls:
        folder = prepare(stage)
        done = injected(command, folder, call, f"error={error}")
        after = bytes_of(path)
        if done.code == 0:
            outcomes["done all the same"] += 1
            assert meaning(path) == new, (call, done)
        elif after == before:
            outcomes["refused"] += 1
            assert done.code == 4, (call, done)
            assert "Traceback" not in done.err, (call, done)
            assert path.name in done.err or "thousand.csv" in done.err, (call, done)
        else:
            outcomes["saved, and the user told of the trouble"] += 1
            assert meaning(path) == new, (call, done)
        if call[0] != "unlink":
            assert temporary(folder) == [], call
    print(f"{command[0]}, {error}: {len(calls)} calls failed: {dict(outcomes)}")
    assert outcomes["refused"] > 3


def test_the_trace_sees_what_a_write_does(stage: Stage) -> None:
    calls = traced(COMMANDS["log"], prepare(stage))
    names = [name for name, _ in calls]

    assert [one for one in names if one in ("fsync", "rename", "link", "unlink", "fchmod")] == [
        *("fchmod", "fsync", "link", "rename", "fsync", "unlink")
    ]
    assert subprocess.run(["strace", "-V"], capture_output=True, check=True).returncode == 0
