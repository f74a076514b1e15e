"""A word of a command line that is shown reaches orglife as it was, once typed."""

from __future__ import annotations

import shlex

import pytest

from orglife.cli.framework.session import quote
from orglife.reports.language import escape_unprintable


@pytest.mark.parametrize(
    "word",
    [
        "",
        "#132",
        "a b",
        "it's",
        'the "old" one',
        "$HOME",
        "`id`",
        "done!!",
        "C:\\a b",
        "$it's",
        "第二党小组",
    ],
)
def test_a_shell_reads_the_word_that_was_meant(word: str) -> None:
    assert shlex.split(escape_unprintable(quote(word)), comments=True) == [word]


def test_a_padded_name_stays_one_word_though_its_space_is_shown_as_two() -> None:
    assert shlex.split(escape_unprintable(quote("张　三"))) == ["张  三"]
