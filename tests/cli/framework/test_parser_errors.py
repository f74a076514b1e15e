"""What the argument parser refuses is said in both languages, with how to mend it."""

from __future__ import annotations

import pytest

CASES = {
    "no such option": (("check", "--verbose"), "orglife check has no option --verbose"),
    "nearest option": (("check", "--calender"), "--calendar"),
    "missing argument": (("member", "show"), "orglife member show needs NAME"),
    "missing option": (("waive", "GM-PASS", "2026-Q1"), "orglife waive needs --by"),
    "too much": (("status", "of", "what"), "orglife status has no use for: of what"),
    "no value": (("check", "--rule"), "--rule needs a value"),
    "needless value": (("check", "--list=yes"), "--list takes no value"),
    "no number": (("vote", "1", "--yes", "many"), "--yes: many is no whole number"),
    "outside": (("log", "outreach", "--reached", "-3"), "--reached: -3 is not from 0 to 9999999"),
    "no such command": (("chekc",), "check"),
    "no such subcommand": (("member", "lits"), "list"),
    "nothing to do": (("member",), "add"),
    "format": (("status", "--format", "jsn"), "json"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_said_in_english_with_the_mend(orglife, sample, case):
    words, said = CASES[case]
    result = orglife(*words)

    assert result.status == 2, result.stderr
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("case", CASES)
def test_it_is_said_in_chinese_without_english_left(orglife, sample, case):
    words, _ = CASES[case]
    result = orglife("--lang", "zh", *words)

    assert result.status == 2
    first = result.stderr.splitlines()[0]
    assert first.startswith("错误：")
    for english in (" needs ", " has no ", " is no", " takes ", " outside ", "argument", "Option"):
        assert english not in result.stderr


def test_a_long_number_of_votes_is_no_bug(orglife, sample):
    assert orglife("vote", "1", "--yes", "9" * 400).status in (2, 3)


@pytest.mark.parametrize(
    "words",
    [
        ("activity", "attend", "last", "lecture", "Li Si", "excused"),
        ("plan", "move", "last", "group-meeting", "12-02", "--reason", "r"),
    ],
)
def test_a_meeting_of_several_words_is_to_be_quoted(orglife, sample, words):
    result = orglife(*words)

    assert result.status == 2
    assert "between quotation marks" in result.stderr
    assert f'orglife {words[0]} {words[1]} "last lecture" ...' in result.stderr


@pytest.mark.parametrize(
    ("words", "not_meant"),
    [
        (("status", "--format", "yaml"), "html"),
        (("activity", "edit", "1", "--absent", "x"), "--end"),
    ],
)
def test_what_is_not_near_is_not_named_as_the_nearest(orglife, sample, words, not_meant):
    result = orglife(*words)

    assert result.status == 2
    assert f"the nearest: {not_meant}" not in result.stderr
