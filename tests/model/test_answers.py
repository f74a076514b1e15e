"""Nothing, yes and no are the same words wherever they are typed or stand in a sheet."""

import pytest

from orglife.importers.roster import read_posts
from orglife.importers.rows import MARKS, is_yes
from orglife.model.name_lists import read_absentees
from orglife.model.terms import (
    NO,
    NOTHING,
    YES,
    is_blank_answer,
    is_no_answer,
    is_yes_answer,
    normalize,
)


def test_each_word_says_one_thing_and_is_written_as_it_is_compared():
    tables = (NOTHING, YES, NO, MARKS)

    assert sum(map(len, tables)) == len(frozenset().union(*tables))
    assert all(normalize(word) == word for table in tables for word in table)


@pytest.mark.parametrize("text", [*sorted(NOTHING), "NONE", " 无。", "／", "－", "Nobody."])
def test_nothing_is_nothing_in_every_cell(text):
    assert is_blank_answer(text)
    assert read_absentees(text) == ()
    assert read_posts(text) == ()
    assert not is_yes(text)


@pytest.mark.parametrize("text", ["nothing at all", "无名", "--", "x", "0"])
def test_a_word_that_only_begins_so_is_not_nothing(text):
    assert not is_blank_answer(text)


@pytest.mark.parametrize("text", [*sorted(YES), "Ｙ", "YES ", "是"])
def test_a_yes_is_one_in_a_cell_too(text):
    assert is_yes_answer(text)
    assert not is_no_answer(text)
    assert is_yes(text)


@pytest.mark.parametrize("text", [*sorted(NO), "NO", "否"])
def test_a_no_is_one_in_a_cell_too(text):
    assert is_no_answer(text)
    assert not is_yes_answer(text)
    assert not is_yes(text)


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_a_tick_is_a_yes_in_a_cell_and_no_answer(mark):
    assert is_yes(mark)
    assert not is_yes_answer(mark)


@pytest.mark.parametrize("word", ["none", "Nobody", "—", "/"])
def test_no_group_and_an_empty_seat_are_said_in_the_same_words(orglife, sample, word):
    moved = orglife("group", "assign", f"#2={word}", "--on", "2026-11-20", "--force")
    emptied = orglife("committee", "seat", f"publicity={word}", "--on", "2026-11-20")

    assert (moved.status, emptied.status) == (0, 0), moved.stderr + emptied.stderr
