"""The language of the file goes before the locale's, in what is said before it is read too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

Orglife = Any


@pytest.fixture
def zh(orglife: Orglife, tmp_path: Path) -> Path:
    words = ("--name", "第三党支部", "--sector", "机关", "--founded", "2015-06-01")
    assert orglife("init", "z.json", *words, "--language", "zh").status == 0
    return tmp_path / "z.json"


@pytest.mark.parametrize(
    "words",
    [
        ("undo",),
        ("redo",),
        ("log", "党小组会"),
        ("task", "add", "承诺"),
        ("log", "lecture", "--no-such-option"),
        ("no-such-command",),
        ("task", "done", "1", "--as-of", "2026-01-01"),
    ],
)
@pytest.mark.parametrize("found", ["-f", "--file", "variable", "here", "in use"])
def test_what_is_refused_is_told_in_the_language_of_the_file(
    orglife: Orglife, zh: Path, tmp_path: Path, words: tuple[str, ...], found: str, monkeypatch: Any
) -> None:
    monkeypatch.setenv("ORGLIFE_CONFIG_DIR", str(tmp_path / "config"))
    variables = {"LANG": "C"}
    first: tuple[str, ...] = ()
    if found in ("-f", "--file"):
        first = (found, "z.json")
    elif found == "variable":
        variables["ORGLIFE_FILE"] = "z.json"
    elif found == "here":
        zh.rename(tmp_path / "branch.json")
    else:
        orglife("use", "z.json")

    result = orglife(*first, *words, env=variables)

    said = result.stderr.splitlines()[0]
    assert any(one > "\u2fff" for one in said), said
    assert "Error" not in said
    english = orglife(*first, *words, "--lang", "en", env=variables)
    assert all(one < "\u2fff" for one in english.stderr.splitlines()[0])


def test_help_speaks_the_language_of_the_file_that_is_here(orglife: Orglife, zh: Path) -> None:
    said = orglife("log", "--help", env={"LANG": "C", "ORGLIFE_FILE": "z.json"}).stdout

    assert said.startswith("用法")


def test_a_damaged_file_says_so_in_the_language_of_the_system(orglife: Orglife, zh: Path) -> None:
    zh.write_bytes(b"{")

    result = orglife("-f", "z.json", "undo", env={"LANG": "C"})

    assert result.status == 4
    assert result.stderr.startswith("Error: ")
