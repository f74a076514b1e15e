"""How wide text is, and lines that are no wider than asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglife.reports.text_width import longest_word, pad, width, wrap

TEXT = st.text(st.sampled_from("ab -中文，（）1é\u0301。Z"), max_size=60) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("党小组会", 8), ("（正式）", 8), ("e\u0301", 1), ("张 三a", 6)],
)
def test_han_characters_take_two_columns_and_marks_none(text, columns):
    assert width(text) == columns


@given(TEXT, st.integers(2, 30))
def test_no_line_is_wider_than_asked(text, columns):
    assert all(width(line) <= columns for line in wrap(text, columns))


@given(TEXT, st.integers(2, 30))
def test_wrapping_loses_nothing_but_spaces(text, columns):
    assert "".join(wrap(text, columns)).replace(" ", "") == text.replace(" ", "")


@given(TEXT)
def test_what_fits_stays_in_one_line(text):
    assert wrap(text, max(width(text), 2)) == [text]


@given(TEXT, st.integers(0, 30))
def test_padding_fills_to_the_width(text, columns):
    for align in ("left", "right"):
        assert width(pad(text, columns, align)) == max(width(text), columns)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("held on 2026-11-04 again", 10, ["held on", "2026-11-04", "again"]),
        ("organizational-life meeting", 16, ["organizational-", "life meeting"]),
        ("支部党员大会", 6, ["支部党", "员大会"]),
        ("完成，待办", 5, ["完", "成，", "待办"]),
        ("（正式）党员", 6, ["（正", "式）党", "员"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
    ],
)
def test_lines_break_where_a_reader_expects_it(text, columns, lines):
    assert wrap(text, columns) == lines


def test_the_longest_word_is_what_no_line_can_break():
    assert longest_word("held on 2026-11-04") == 10
    assert longest_word("支部，党员") == 4
    assert longest_word("") == 0
