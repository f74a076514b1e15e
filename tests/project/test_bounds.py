"""Every package has a lowest and a highest version, and both are what `make test-matrix` tries."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = [one for extra in PROJECT["project"]["optional-dependencies"].values() for one in extra]
NEEDED = [*PROJECT["project"]["dependencies"], *EXTRAS]


@pytest.fixture(scope="module")
def matrix():
    sys.path.insert(0, str(ROOT / "tests" / "tools"))
    try:
        import matrix
    finally:
        sys.path.pop(0)
    return matrix


@pytest.mark.parametrize("line", NEEDED)
def test_a_package_is_bounded_both_ways(line):
    assert re.fullmatch(r"[a-z-]+>=[\d.]+,<[\d.]+(; .+)?", line)


def test_the_matrix_tries_every_package(matrix):
    assert set(matrix.bounds()) == set(matrix.EVERY)
    assert len(matrix.EVERY) == len(NEEDED)


def test_both_ends_are_tried_together_and_the_varied_ones_each_with_each(matrix):
    tried = list(matrix.combinations())

    assert tried[:2] == [(0,) * len(matrix.EVERY), (1,) * len(matrix.EVERY)]
    assert {one[: len(matrix.VARIED)] for one in tried} >= {(0, 1, 0, 1), (1, 0, 0, 0)}
    assert len(set(tried)) == len(tried) == 1 + 2 ** len(matrix.VARIED)


def test_the_page_of_versions_names_every_package(matrix):
    page = (ROOT / "docs" / "versions.md").read_text(encoding="utf-8")

    assert [name for name in matrix.EVERY if f"| {name} |" not in page] == []


def test_what_the_tests_install_is_bounded_alike():
    group = {re.split("[<>=]", one)[0]: one for one in PROJECT["dependency-groups"]["dev"]}
    both = {name: one for one in EXTRAS if (name := re.split("[<>=]", one)[0]) in group}

    assert both
    assert {name: group[name] for name in both} == both


@pytest.mark.parametrize("name", ["FAST", "TOUCHING", "TOUCHING_OTHERS"])
def test_what_the_matrix_runs_is_there(matrix, name):
    paths = [one for one in getattr(matrix, name) if one.startswith("tests")]

    assert paths
    assert [one for one in paths if not (ROOT / one).exists()] == []
