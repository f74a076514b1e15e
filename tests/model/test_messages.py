"""Messages and terms are values: equal by what they hold, and readable where a test fails."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from orglife.messages import Message, say, say_n
from orglife.model.terms import Term
from orglife.reports.language import Capitalized, DayWithWeekday

ONE = say_n("{n} day of {who}", "{n} days of {who}", 2, who="A")
TERM = Term("x", en="one", zh="一", also=("eins",))


@pytest.mark.parametrize(
    "other",
    [
        Message("{n} days of {who}", ONE.values, ONE.many),
        Message(ONE.text, {"n": 2, "who": "B"}, ONE.many),
        Message(ONE.text, ONE.values),
        Message(ONE.text, ONE.values, ONE.many, "of leave"),
        (ONE.text, ONE.values, ONE.many),
    ],
)
def test_messages_are_equal_if_all_of_them_is(other):
    assert say_n("{n} day of {who}", "{n} days of {who}", 2, who="A") == ONE
    assert other != ONE


@pytest.mark.parametrize(
    "other",
    [
        Term("y", en="one", zh="一", also=("eins",)),
        Term("x", en="two", zh="一", also=("eins",)),
        Term("x", en="one", zh="二", also=("eins",)),
        Term("x", en="one", zh="一"),
        ("x", "one", "一", ("eins",)),
    ],
)
def test_terms_are_equal_if_all_of_them_is(other):
    assert Term("x", en="one", zh="一", also=("eins",)) == TERM
    assert other != TERM
    assert len({Term("x", en="one", zh="一", also=("eins",)), TERM, other}) == 2


@pytest.mark.parametrize("value", [ONE, TERM, DayWithWeekday(date(2026, 1, 2))])
def test_a_value_goes_to_another_process_and_back(value):
    assert pickle.loads(pickle.dumps(value)) == value


def test_a_message_is_shown_by_what_it_holds():
    assert eval(repr(ONE)) == ONE
    assert eval(repr(TERM)) == TERM
    assert repr(Capitalized(TERM)) == f"Capital({TERM!r})"


def test_a_message_in_a_sentence_is_its_sentence():
    assert str(say("{a} and {b}", a=ONE, b=("x", "y"))) == "2 days of A and x, y"
    assert str(say_n("{n} day", "{n} days", 1)) == "1 day"
