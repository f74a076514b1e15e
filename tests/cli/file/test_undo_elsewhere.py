"""Which file `undo` and `redo` mean, and that the hint after a change undoes that change."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal

Orglife = Any
LOG = ("log", "lecture", "--on", "2026-11-20")
UNDO, REDO = "Undo with: ", "Put back with: "


@pytest.fixture
def other(sample: Path, tmp_path: Path) -> Path:
    """Another branch beside branch.json, in a file whose name a shell would take apart."""
    path = tmp_path / "it's $HOME & Co.json"
    shutil.copy(sample, path)
    return path


@pytest.fixture
def in_use(orglife: Orglife, sample: Path, tmp_path: Path, monkeypatch: Any) -> Path:
    """The sample, in use and in another folder than the current one."""
    monkeypatch.setenv("ORGLIFE_CONFIG_DIR", str(tmp_path / "config"))
    elsewhere = tmp_path / "else"
    elsewhere.mkdir()
    path = sample.rename(elsewhere / "branch.json")
    assert orglife("use", str(path)).status == 0
    return path


def typed(orglife: Orglife, said: str, hint: str, **settings: Any) -> Any:
    """Type what stands behind the hint, as a shell takes it apart."""
    program, *words = shlex.split(said.partition(hint)[2])
    assert program == "orglife"
    return orglife(*words, **settings)


def test_the_undo_hint_undoes_that_change_when_typed_as_it_is(
    orglife: Orglife, sample: Path, other: Path
) -> None:
    orglife(*LOG)
    before = sample.read_bytes()

    logged = orglife("-f", other.name, *LOG)
    undone = typed(orglife, logged.stderr, UNDO)
    put_back = typed(orglife, undone.stderr, REDO)
    again = typed(orglife, put_back.stderr, UNDO)

    assert (undone.status, put_back.status, again.status) == (0, 0, 0)
    assert "#138" in undone.stderr
    assert sample.read_bytes() == before
    assert orglife("-f", other.name, "activity", "show", "138").status == 3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_hint_needs_no_file_where_the_same_one_would_be_found(
    orglife: Orglife, sample: Path, language: str
) -> None:
    said = orglife("-f", "./branch.json", *LOG, "--lang", language).stderr

    assert said.rstrip("\n").endswith("orglife undo")


def test_the_hint_names_branch_json_where_the_environment_names_another(
    orglife: Orglife, sample: Path, other: Path
) -> None:
    variables = {"ORGLIFE_FILE": str(other)}

    logged = orglife("-f", "branch.json", *LOG, env=variables)

    assert logged.stderr.endswith("Undo with: orglife -f branch.json undo\n")
    assert typed(orglife, logged.stderr, UNDO, env=variables).status == 0


def test_several_steps_are_turned_back_by_as_many(orglife: Orglife, sample: Path) -> None:
    orglife(*LOG)
    orglife("log", "lecture", "--on", "2026-11-21")

    undone = orglife("undo", "2")
    put_back = typed(orglife, undone.stderr, REDO)
    again = typed(orglife, put_back.stderr, UNDO)

    assert undone.stderr.endswith("Put back with: orglife redo 2\n")
    assert put_back.stderr.endswith("Undo with: orglife undo 2\n")
    assert again.status == 0
    assert "#138" in again.stderr
    assert "#139" in again.stderr


def test_undo_and_redo_name_a_file_that_is_not_here(orglife: Orglife, in_use: Path) -> None:
    orglife(*LOG)

    undone = orglife("undo")
    put_back = orglife("redo")

    assert undone.stderr.startswith(f"Riverside: Taken back in {in_use}: orglife log lecture")
    assert put_back.stderr.startswith(f"Riverside: Put back in {in_use}: orglife log lecture")
    assert undone.stderr.endswith("Put back with: orglife redo\n")


def test_undo_names_the_file_of_the_environment(
    orglife: Orglife, sample: Path, other: Path
) -> None:
    variables = {"ORGLIFE_FILE": str(other)}
    orglife(*LOG, env=variables)

    assert f"Taken back in {other}: " in orglife("undo", env=variables).stderr


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_on_a_terminal_a_file_elsewhere_is_asked_about_first(
    orglife: Orglife, in_use: Path, tmp_path: Path, verb: str
) -> None:
    orglife(*LOG)
    if verb == "redo":
        orglife("undo")
    before = in_use.read_bytes()

    screen = Terminal(verb, cwd=tmp_path)
    asked = screen.expect("[y/N]: ")
    screen.type("")
    status, said = screen.end()

    assert str(in_use) in "".join(asked.split("\r\n"))
    assert "orglife log lecture" in asked
    assert (status, in_use.read_bytes()) == (3, before)
    assert "nothing was written" in said


def test_on_a_terminal_yes_takes_it_back(orglife: Orglife, in_use: Path, tmp_path: Path) -> None:
    orglife(*LOG)

    screen = Terminal("undo", cwd=tmp_path)
    screen.expect("[y/N]: ")
    screen.type("y")
    status, _ = screen.end()

    assert status == 0
    assert orglife("activity", "show", "138").status == 3


def test_a_file_here_or_named_is_not_asked_about(
    orglife: Orglife, sample: Path, other: Path, tmp_path: Path
) -> None:
    for words in ((), ("-f", str(other))):
        orglife(*words, *LOG)
        assert Terminal(*words, "undo", cwd=tmp_path).end()[0] == 0
