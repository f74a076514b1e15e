"""Many small branch files, all made up; written once, copied for tests that change them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from audit_case import NUMBER
from local_cluster import Cluster

sys.path.append(str(Path(__file__).parents[1] / "bench"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of twelve branch files, not to be changed."""
    from audit_files import make_files

    folder = tmp_path_factory.mktemp("branches")
    make_files(folder, NUMBER, members=18)
    return folder


@pytest.fixture
def files(made: Path, tmp_path: Path) -> list[Path]:
    """The paths of twelve branch files, in `tmp_path/in`, in order."""
    shutil.copytree(made, tmp_path / "in")
    return sorted((tmp_path / "in").rglob("*.json"))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers yet; for tests that are marked `cluster` or `many`."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    running = Cluster(folder)
    yield running
    running.stop()
