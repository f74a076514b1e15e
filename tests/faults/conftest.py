"""Real processes, real system calls, real file systems."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from processes import command_line, start


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a branch file of two years and backups behind it."""
    folder = tmp_path_factory.mktemp("template")
    data = Path(__file__).parents[1] / "data"
    for args in (
        [
            *("init", "branch.json", "--name", "Riverside", "--sector", "community"),
            *("--founded", "2015-06-01"),
        ],
        ("import", data / "roster.csv", "--yes"),
        ("import", data / "register.csv", "--yes"),
        ("log", "lecture", "--on", "2026-11-01"),
        ("log", "lecture", "--on", "2026-11-02"),
        ("log", "lecture", "--on", "2026-11-03"),
    ):
        done = start(command_line(*args), folder)
        assert done.code == 0, done.err
    return folder


@pytest.fixture
def stage(template: Path, tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """Call it for the folder as it was, whatever was done to it."""
    folder = tmp_path / "stage"

    def reset() -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        return folder

    yield reset
    shutil.rmtree(folder, ignore_errors=True)
