"""Decisions are known by their numbers, and what they say of the modules holds."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
DECISIONS = ROOT / "docs" / "decisions"
SOURCE = ROOT / "src" / "orglife"
TEXTS = [*SOURCE.rglob("*.py"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("*.py")]


def decision(number: str) -> str:
    (path,) = DECISIONS.glob(f"{number}-*.md")
    return path.read_text(encoding="utf-8")


def modules_named(text: str) -> set[str]:
    return {name for name in re.findall(r"`([\w/]+\.py)`", text) if (SOURCE / name).exists()}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_every_number_stands_once():
    names = [path.name for path in DECISIONS.glob("*.md") if path.name != "README.md"]

    assert [name for name in names if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name)] == []
    assert [
        number for number, times in Counter(one[:4] for one in names).items() if times > 1
    ] == []


def test_a_decision_that_is_named_is_there():
    known = {path.name[:4] for path in DECISIONS.glob("*.md")}
    named = {
        (number, path.name)
        for path in TEXTS
        for number in re.findall(r"\bdecision (\d{4})\b", path.read_text(encoding="utf-8"))
    }

    assert named
    assert [one for one in named if one[0] not in known] == []


def test_what_typer_does_not_export_is_used_where_0030_says():
    used = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if any(name.startswith("typer._") for name in imported(path))
    }

    assert modules_named(decision("0030")) == used | {"cli/framework/typer_classes.py"}


def test_annotations_are_evaluated_at_once_only_where_0065_says():
    at_once = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if path.name not in ("__init__.py", "__main__.py") and "__future__" not in imported(path)
    }
    records = {name for name in at_once if name.startswith("model/")}

    assert at_once - records == modules_named(decision("0065"))
    for name in at_once:
        assert re.search(
            r"^ *class \w+\((msgspec\.Struct|Struct|StoredRecord|DatedRecord)\b",
            (SOURCE / name).read_text("utf-8"),
            re.MULTILINE,
        ), name
