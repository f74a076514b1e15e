"""The layers of docs/architecture.md hold, and so do the borders of the third-party libraries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "orglife"

MAY_IMPORT = {
    "messages": set(),
    "errors": {"messages"},
    "model": {"errors", "messages"},
    "rules": {"model", "errors", "messages"},
    "actions": {"model", "rules", "errors", "messages"},
    "storage": {"model", "errors", "messages"},
    "reports": {"model", "rules", "errors", "messages"},
    "importers": {"model", "actions", "errors", "messages"},
    # Many files at once: what `cli/duties/check.py` does with one, without a terminal.
    "audit": {"model", "rules", "storage", "reports", "errors", "messages"},
    "cli": {
        "model",
        "rules",
        "actions",
        "storage",
        "reports",
        "importers",
        "audit",
        "errors",
        "messages",
    },
    # The package itself offers `open_db` and its version, and nothing else.
    "__init__": {"storage"},
    "__main__": {"cli"},
}

ONLY_IN = {
    "tinydb": "storage",
    "typer": "cli",
    "rich": "reports",
    "xlsxwriter": "reports",
    "docxtpl": "reports",
    "docx": "reports",
    "jinja2": "reports",
    "platformdirs": "cli",
    "distributed": "audit",
    "fsspec": "audit",
}

CLOCK_AND_ENVIRONMENT = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("os", "environ"),
    ("os", "getenv"),
    ("os", "environb"),
}

MODULES = sorted(SOURCE.rglob("*.py"))


def layer_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that a layer can be read from them"
            assert node.module is not None
            names = [f"{node.module}.{name.name}" for name in node.names]
            found += names if node.module == "orglife" else [node.module]
    return found


def for_types_only(tree: ast.AST) -> set[str]:
    """Return what is imported under `if TYPE_CHECKING:` alone, and so never when it runs."""
    blocks = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    return {name for block in blocks for name in imports_of(block)}


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def test_every_module_belongs_to_a_layer() -> None:
    assert {layer_of(path) for path in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    layer = layer_of(path)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    types = for_types_only(tree)
    for name in imports_of(tree):
        parts = name.split(".")
        if parts[0] != "orglife":
            if name in types:
                continue
            assert ONLY_IN.get(parts[0], layer) == layer, f"{name} belongs to {ONLY_IN[parts[0]]}/"
            continue
        target = parts[1] if len(parts) > 1 else "__init__"
        if target == "__version__":
            continue
        assert target == layer or target in MAY_IMPORT[layer], f"{layer} may not import {name}"


@pytest.mark.parametrize("path", [path for path in MODULES if layer_of(path) != "cli"], ids=name_of)
def test_nothing_below_the_command_line_reads_the_clock_or_the_environment(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCK_AND_ENVIRONMENT, ast.unparse(node)


def test_nothing_opens_a_network_connection() -> None:
    network = {"socket", "http", "urllib", "ftplib", "smtplib", "ssl", "requests", "asyncio"}
    for path in MODULES:
        for name in imports_of(ast.parse(path.read_text(encoding="utf-8"))):
            assert name.split(".")[0] not in network, f"{name_of(path)} imports {name}"


def folder_of(module: str) -> tuple[str, str]:
    """Return the layer and the folder in it of a dotted name: `orglife.cli.people.group`."""
    parts = module.split(".")[1:]
    inside = (SOURCE / Path(*parts[:2])).is_dir() and len(parts) > 1
    return parts[0], parts[1] if inside else ""


@pytest.mark.parametrize("layer", ["actions", "cli", "reports"])
def test_the_folders_of_a_layer_import_each_other_one_way(layer: str) -> None:
    uses: dict[str, set[str]] = {}
    for path in MODULES:
        here = path.relative_to(SOURCE).with_suffix("")
        if here.parts[0] != layer:
            continue
        folder = here.parts[1] if len(here.parts) > 2 else ""
        for name in imports_of(ast.parse(path.read_text(encoding="utf-8"))):
            if not name.startswith(f"orglife.{layer}.") or not folder:
                continue
            _, other = folder_of(name)
            if other not in ("", folder):
                uses.setdefault(folder, set()).add(other)

    def reached(folder: str, seen: frozenset[str]) -> None:
        assert folder not in seen, f"{layer}: {' -> '.join(seen)} import each other in a circle"
        for other in uses.get(folder, ()):
            reached(other, seen | {folder})

    for folder in uses:
        reached(folder, frozenset())


@pytest.mark.parametrize("layer", ["actions", "cli", "reports"])
def test_every_folder_of_a_layer_can_be_read_at_a_glance(layer: str) -> None:
    for folder in {path.parent for path in MODULES if layer_of(path) == layer}:
        modules = [one for one in folder.glob("*.py") if one.name != "__init__.py"]
        assert 2 <= len(modules) <= 25, f"{folder.name} has {len(modules)} modules"
