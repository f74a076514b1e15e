"""The places that docs/architecture.md names for the next thing exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
ROWS = [
    line.split("|")[1:3]
    for line in PAGE.partition("## Where the next thing goes")[2].splitlines()
    if line.startswith("| ") and not line.startswith("| to add")
]
HOLDERS = (ROOT / "src/orglife", ROOT)


def places(cell: str) -> list[str]:
    """Return the paths and names in code of a cell, without commands and calls."""
    found = re.findall(r"`([^`]+)`", cell)
    return [code.removesuffix("(...)") for code in found if not code.startswith("orglife ")]


def test_the_page_says_where_at_least_fifteen_things_go() -> None:
    assert len(ROWS) >= 15
    assert all(places(touch) for _, touch in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_a_named_place_exists(row: list[str]) -> None:
    texts = []
    for code in places(row[1]):
        if "/" in code or code.endswith((".py", ".yml")):
            holders = [folder / code for folder in HOLDERS if (folder / code).exists()]
            assert holders, code
            texts += [path.read_text(encoding="utf-8") for path in holders if path.is_file()]
    for code in places(row[1]):
        if re.fullmatch(r"@?[A-Za-z_]+=?", code):
            name = re.escape(code.strip("@="))
            sources = texts or [p.read_text("utf-8") for p in HOLDERS[0].rglob("*.py")]
            assert any(re.search(rf"\b{name}\b", text) for text in sources), code
