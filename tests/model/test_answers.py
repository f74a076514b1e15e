"""Nothing, yes and no: one table of words, and where each is taken."""

import pytest

from orglife.cli.user.preferences import value_of
from orglife.errors import ChoiceError
from orglife.importers.roster_rows import read_posts
from orglife.importers.rows import MARKS, is_yes
from orglife.model.name_lists import read_absentees
from orglife.model.terms import (
    NOTHING,
    YES_NO_WORDS,
    is_blank_answer,
    is_no_answer,
    is_yes_answer,
    normalize,
    parse_yes_no,
)

YES = [word for yes, words, _ in YES_NO_WORDS if yes for word in words.split()]
NO = [word for yes, words, _ in YES_NO_WORDS if not yes for word in words.split()]

TAKEN_BY_SETTINGS = ("true", "yes", "on", "1", "是", "false", "no", "off", "0", "否")


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


def test_a_question_takes_no_number_and_no_leave_for_an_answer():
    assert {word for word in (*YES, *NO) if parse_yes_no(word, "question") is None} == {"1", "假"}
    assert parse_yes_no("Ｙ", "question") is True
    assert parse_yes_no("否", "question") is False
    assert parse_yes_no("", "question") is None


def test_a_preference_takes_the_words_of_settings():
    taken = {word for word in (*YES, *NO) if parse_yes_no(word, "setting") is not None}

    assert taken == set(TAKEN_BY_SETTINGS)
    assert {value_of("accessible", word) for word in taken} == {"true", "false"}
    for word in {*YES, *NO} - taken:
        with pytest.raises(ChoiceError):
            value_of("accessible", word)
