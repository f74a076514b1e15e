"""Nothing that a terminal obeys passes through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglife.reports.formats.to_csv import RISKY, escape_formula, unescape_formula
from orglife.reports.language import escape_unprintable


@given(st.text(st.characters()) | st.text())
def test_everything_visible_is_printable(text):
    assert escape_unprintable(text).isprintable()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("李四", "李四"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x1b]52;c;eA==\x07", "\\x1b]52;c;eA==\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202egpj.exe", "\\u202egpj.exe"),
        ("one\ntwo", "one\\ntwo"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("张\u3000三", "张  三"),
        ("a\u00a0b\u202fc", "a b c"),
        ("[bold]x[/]", "[bold]x[/]"),
    ],
)
def test_what_is_not_printable_is_escaped(text, shown):
    assert escape_unprintable(text) == shown


@given(st.text(st.sampled_from("'=+-@\t\rab中")) | st.text())
def test_no_neutral_cell_is_a_formula_and_the_way_back_is_exact(text):
    assert not escape_formula(text).startswith(RISKY)
    assert unescape_formula(escape_formula(text)) == text


def test_ordinary_text_is_left_alone():
    for text in ("李四", "a=1", "", "'quoted'", "1-2"):
        assert escape_formula(text) == text
        assert unescape_formula(text) == text
