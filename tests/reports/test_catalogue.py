"""The Chinese catalogue: complete, with the same named places, drawable on a GBK console."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
PLACES = re.compile(r"\{([a-z_0-9]*)\}")
# Two columns wide in every console; curly quotation marks and dashes are not.
PUNCTUATION = set("，。：；、（）？！《》")


@pytest.fixture(scope="module")
def tool():
    sys.path.insert(0, str(REPOSITORY / "tests" / "tools"))
    try:
        import catalogue
    finally:
        sys.path.pop(0)
    return catalogue


@pytest.fixture(scope="module")
def chinese(tool):
    return tool.read()


def english_of(one):
    return (one.id,) if isinstance(one.id, str) else one.id


def chinese_of(one):
    return (one.string,) if isinstance(one.string, str) else one.string


def test_everything_said_is_in_the_catalogue_and_translated(tool, chinese):
    missing = []
    for one in tool.template():
        if one.id:
            found = chinese.get(one.id, one.context)
            if found is None or not tool.translated(found):
                missing.append(one.id)
    assert missing == [], "run `make catalogue` and translate these"


def test_nothing_stands_in_the_catalogue_that_is_not_said(tool, chinese):
    said = tool.template()

    assert [one.id for one in chinese if one.id and said.get(one.id, one.context) is None] == []


def test_a_translation_names_the_same_places(tool, chinese):
    for one in chinese:
        if one.id and tool.translated(one):
            wanted = set(PLACES.findall(english_of(one)[-1]))
            for text in chinese_of(one):
                assert set(PLACES.findall(text)) == wanted, text


def test_a_translation_draws_only_ascii_han_and_chinese_punctuation(tool, chinese):
    for one in chinese:
        if one.id and tool.translated(one):
            for text in chinese_of(one):
                odd = {c for c in text if not c.isascii() and not "\u4e00" <= c <= "\u9fff"}
                assert odd <= PUNCTUATION, text
                text.encode("gbk")


def test_the_compiled_catalogue_is_the_present_one(tool, chinese):
    from gettext import GNUTranslations

    with tool.CHINESE.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for one in chinese:
        if one.id and isinstance(one.id, str) and one.string:
            assert compiled.gettext(one.id) == one.string, "run `make catalogue`"


def test_nothing_is_said_within_an_f_string_where_it_would_not_be_found(tool):
    import ast

    for path in sorted(tool.SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                inner = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
                names = {one.id for one in inner if isinstance(one, ast.Name)}
                assert not names & {"say", "say_n"}, f"{path.name}:{node.lineno}"
