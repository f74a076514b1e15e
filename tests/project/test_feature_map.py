"""docs/features.md is true: every row is there; one marked yes has commands and live tests."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAP = ROOT / "docs" / "features.md"

LAST = {"A": 12, "B": 15, "C": 11, "D": 22, "E": 10, "F": 13, "G": 14, "H": 30}
ROWS = [f"{family}{number}" for family, last in LAST.items() for number in range(1, last + 1)]


def rows() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in MAP.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip()[1:-1].split("|")]
        if re.fullmatch(r"[A-H]\d+", cells[0]):
            assert cells[0] not in found, f"{cells[0]} stands twice"
            found[cells[0]] = cells
    return found


@cache
def functions_in(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name: node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_row_stands_in_the_map_once_and_in_order() -> None:
    assert list(rows()) == ROWS


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_yes_with_live_tests_or_not_yet(row: str) -> None:
    _, _, commands, tests, state = rows()[row]
    assert state in ("yes", "not yet"), f"{row} is {state!r}"
    if state == "not yet":
        assert tests == "", f"{row} is not there yet and names tests"
        return
    assert commands, f"{row} names no command"
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", tests)
    assert named, f"{row} names no test"
    for file, name in named:
        functions = functions_in(ROOT / file)
        assert name in functions, f"{row}: {file} has no {name}"
        marks = " ".join(ast.unparse(mark) for mark in functions[name].decorator_list)
        assert "skip" not in marks, f"{row}: {name} is not live"
        assert "xfail" not in marks, f"{row}: {name} is not live"


@cache
def command_names() -> frozenset[str]:
    """Return every command as it is typed, `group create` and the like."""
    import typer

    from orglife.cli.main import root

    found = set()

    def walk(command: object, words: list[str]) -> None:
        commands = getattr(command, "list_commands", None)
        if commands is None:
            found.add(" ".join(words))
            return
        context = typer.Context(command)  # type: ignore[arg-type]  # vendored type
        found.add(" ".join(words))
        for name in commands(context):
            walk(command.get_command(context, name), [*words, name])  # type: ignore[attr-defined]  # a group

    walk(root(), [])
    return frozenset(found)


@pytest.mark.parametrize("row", ROWS)
def test_the_commands_of_a_row_exist(row: str) -> None:
    _, _, commands, _, state = rows()[row]
    if state != "yes":
        return
    for command in re.findall(r"`([a-z][a-z -]*)`", commands):
        assert command in command_names(), f"{row}: there is no command {command!r}"
