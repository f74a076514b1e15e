"""The pages are true: their screens are those of the program, their commands exist, links hold."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
TUTORIALS = ("tutorial.md", "tutorial.zh.md")


@pytest.fixture(scope="module")
def screens():
    sys.path.insert(0, str(ROOT / "tests" / "tools"))
    try:
        import screens
    finally:
        sys.path.pop(0)
    return screens


HOW_TO = ("monthly-routine", "move-from-excel", "year-end")
PAGES = (*TUTORIALS, *(f"how-to/{name}.md" for name in HOW_TO))


@pytest.mark.parametrize("name", PAGES)
def test_the_screens_are_those_of_the_program(screens, name):
    text = (DOCS / name).read_text(encoding="utf-8")

    assert screens.written(text) == text, "run `make screens`"


@pytest.mark.parametrize("name", PAGES)
def test_every_line_runs_and_is_understood(screens, name, tmp_path):
    text = (DOCS / name).read_text(encoding="utf-8")
    for _, ran in screens.run_page(text, tmp_path):
        for one in ran:
            allowed = (0, 1) if " check " in one.line else (0,)
            assert one.status in allowed, f"{one.line}:\n{one.said}"


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_newcomer_has_a_printed_calendar_in_under_ten_commands(screens, name, tmp_path):
    text = (DOCS / name).read_text(encoding="utf-8")
    ran = [one for _, block in screens.run_page(text, tmp_path) for one in block]

    assert len(ran) < 10
    assert any(".xlsx" in one.line for one in ran)
    printed = (tmp_path / "calendar.html").read_text(encoding="utf-8")
    assert "<svg" in printed or "<table" in printed
    assert "://" not in re.sub(r"http://www\.w3\.org/\S+", "", printed)


def test_no_page_with_screens_is_left_out(screens):
    assert {path.relative_to(DOCS).as_posix() for path in screens.pages()} == set(PAGES)


def test_the_samples_are_those_of_the_tests():
    """The tables for the tutorial say what the tables of the tests say."""
    import csv

    from orglife.importers.readers import read_book

    pairs = {
        "roster.xlsx": "roster.csv",
        "register.xlsx": "register.csv",
        "花名册.xlsx": "党员花名册.csv",
        "台账.xlsx": "组织生活台账.csv",
    }
    for name, source in pairs.items():
        with (ROOT / "tests" / "data" / source).open(encoding="utf-8-sig", newline="") as file:
            wanted = list(csv.reader(file))
        book = read_book((DOCS / "samples" / name).read_bytes(), name)
        rows = [list(row.cells) for row in book.sheets[0].rows][1:]
        length = len(wanted[0])
        found = [[*row[:length], *[""] * (length - len(row))] for row in rows]
        assert found == wanted, name


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.name)
def test_every_link_within_the_pages_holds(path):
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("#"):
            assert (path.parent / target.partition("#")[0]).exists(), target


def test_every_command_in_the_how_to_pages_is_understood():
    from orglife.cli import main
    from orglife.cli.framework.errors import ErrorHandler

    for path in (DOCS / "how-to").glob("*.md"):
        for line in re.findall(
            r"^\$ (orglife .+)$", path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            words = shlex.split(line.partition(" >")[0], comments=True)[1:]
            if "venue" in words or "..." in words:
                continue
            ctx = main.root().make_context("orglife", list(words), obj=ErrorHandler(words))
            while ctx._protected_args:
                rest = [*ctx._protected_args, *ctx.args]
                name, inner, rest = ctx.command.resolve_command(ctx, rest)
                ctx = inner.make_context(name, list(rest), parent=ctx)
