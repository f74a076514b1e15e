"""A small branch, its file, and ways to change it."""

from __future__ import annotations

from pathlib import Path

import pytest
from branches import NOW, small_branch

from orglife.storage.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A branch file with three members and a group."""
    file = tmp_path / "branch.json"
    Store(file).create(small_branch(), command="orglife init", now=NOW)
    return file


@pytest.fixture
def store(path: Path) -> Store:
    return Store(path)
