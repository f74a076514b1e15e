"""Whole numbers that are typed: bounded in one place, so that none ends in a bug."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import TODAY, Run, clean_environment, command_of

from orglife.cli.commands import COMMANDS
from orglife.cli.framework.command import MOST
from orglife.cli.framework.typer_classes import build

VALUES = (0, -1, MOST, 10**7, 2**53, 10**30)
BEFORE = (
    "activity finalize 'last group-meeting'",
    "criticism open 2026 --form general",
    "criticism hold --on 2026-11-20",
    "admission add 'Bai He' --applied 2025-01-05",
)
LINES = {
    "undo": "undo",
    "redo": "redo",
    "audit run": "audit run branch.json",
    "backup compare": "backup compare",
    "backup restore": "backup restore -y",
    "report attendance": "report attendance --absent --kind lecture",
    "log": "log lecture --on 2026-11-20",
    "activity edit": "activity edit last lecture",
    "activity amend": "activity amend last group-meeting --reason Miscounted --outcome Agreed",
    "vote": "vote 'last general-meeting' --motion Plan --yes 9 --no 1 --abstain 1",
    "criticism add": "criticism add '#2' --received 1",
    "admission training": "admission training 'Bai He' --days 1",
    "admission extend": "admission extend '#25' --months 6 --motion 'last general-meeting' --force",
    "committee elect": "committee elect 'last general-meeting' --seats 1 --issued 18 --returned 18"
    " --votes '#2=18'",
    "group suggest": "group suggest",
}
TEXTS = (
    "due --within {n}d",
    "purge -y --older-than {n}y",
    "audit run branch.json --shard {n}/{n}",
    "audit run branch.json --shard 1/{n}",
    "log study --on 2026-11-20 --hours {n}",
    "log lecture --on 2026-11-20 --for-year {n}",
    "log lecture --on 2026-11-20 --start {n}:00 --end {n}:30",
    "committee elect 'last general-meeting' --seats 1 --issued 18 --returned 18 --votes '#2={n}'",
    "criticism open {n} --form general",
    "appraisal open {n}",
    "check {n}",
    "activity show {n}",
    "member show '#{n}'",
    "group show {n}",
    "task show {n}",
)
"""Texts in which a number stands."""


def commands() -> Iterator[tuple[str, Any]]:
    for name, lazy in COMMANDS.items():
        built = build(name, lazy.target)
        for below, command in getattr(built, "commands", {"": built}).items():
            yield f"{name} {below}".strip(), command


NUMBERS = [
    pytest.param(path, param, id=f"{path} {param.name}")
    for path, command in commands()
    for param in command.params
    if param.type.name.startswith("int")
]


def is_option(param: Any) -> bool:
    return bool(param.param_type_name == "option")


@pytest.fixture(scope="session")
def busy_bytes(sample_bytes: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample with a session and somebody who applied, made once."""
    folder = tmp_path_factory.mktemp("busy")
    (folder / "branch.json").write_bytes(sample_bytes)
    for line in BEFORE:
        subprocess.run(
            [*command_of(TODAY), *shlex.split(line)],
            env=clean_environment(),
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=60,
        )
    return (folder / "branch.json").read_bytes()


def done_or_refused(orglife: Run, path: Path, before: bytes, words: list[str]) -> None:
    path.write_bytes(before)
    done = orglife(*words)

    assert done.status != 70, (words, done.stderr)
    assert "Traceback" not in done.stderr
    if done.status not in (0, 1):
        assert path.read_bytes() == before


@pytest.mark.parametrize(("path", "param"), NUMBERS)
def test_no_whole_number_ends_in_a_bug(
    orglife: Run, busy_bytes: bytes, sample: Path, path: str, param: Any
) -> None:
    line = shlex.split(LINES[path])
    for value in VALUES:
        option = f"{max(param.opts, key=len)}={value}"
        told = [option] if is_option(param) else ["--", str(value)]
        done_or_refused(orglife, sample, busy_bytes, [*line, *told])


@pytest.mark.parametrize(
    "path", sorted({one.values[0] for one in NUMBERS if is_option(one.values[1])})
)
def test_without_it_the_command_is_done(
    orglife: Run, busy_bytes: bytes, sample: Path, path: str
) -> None:
    sample.write_bytes(busy_bytes)
    done = orglife(*shlex.split(LINES[path]))

    assert done.status in (0, 1), done.stderr


@pytest.mark.parametrize(("path", "param"), NUMBERS)
def test_every_whole_number_has_bounds(path: str, param: Any) -> None:
    assert 0 <= param.type.min <= 1
    assert 0 < param.type.max <= MOST


@pytest.mark.parametrize("text", TEXTS)
def test_no_number_in_a_text_ends_in_a_bug(
    orglife: Run, busy_bytes: bytes, sample: Path, text: str
) -> None:
    for value in VALUES:
        words = shlex.split(text.format(n=value))
        done_or_refused(orglife, sample, busy_bytes, words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["log", "lecture", "--reached", 2**53 + 1], "not from 0 to 9999999"),
        (["vote", "last general", "--motion", "X", "--yes=-1"], "not from 0 to 9999999"),
        (["undo", 10**7], "not from 1 to 9999999"),
        (["audit", "run", "branch.json", "--jobs", 513], "not from 1 to 512"),
    ],
)
def test_what_is_out_of_bounds_is_a_usage_error(
    orglife: Run, sample: Path, words: list[object], said: str
) -> None:
    before = sample.read_bytes()
    done = orglife(*words)

    assert done.status == 2
    assert said in done.stderr
    assert sample.read_bytes() == before


def test_groups_of_nobody_are_refused_with_the_numbers(orglife: Run, sample: Path) -> None:
    before = sample.read_bytes()
    done = orglife("group", "suggest", "--max", 0)

    assert done.status == 3
    assert "at most 0 in a group is less than at least 3" in done.stderr
    assert sample.read_bytes() == before


def test_every_command_with_a_whole_number_has_its_line() -> None:
    assert {one.values[0] for one in NUMBERS} == set(LINES)
