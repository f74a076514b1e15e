"""A name is found in every spelling that is accepted as it, and in no word that it is a part of."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from orglife.model.names import name_key
from orglife.model.personal_data import NameMatcher, parts_of

LATIN = st.text("abcdefghijklmnopqrstuvwxyzéßñ", min_size=2, max_size=7)
HAN = st.text("王李张伟明芳高四三", min_size=2, max_size=4)
NAMES = st.one_of(HAN, st.builds("{} {}".format, LATIN, LATIN))
SPACES = st.sampled_from(["", " ", "  ", "\u3000", "\t", "\u2009", "\n"])
AROUND = st.sampled_from([*' ,；(）:"。\n-#的', "", "'s "])


@st.composite
def spelled(draw: st.DrawFn, name: str) -> str:
    """The name in another case and width, with spaces anywhere in it."""
    built = ""
    for sign in name:
        if sign.isascii() and sign.isalpha() and draw(st.booleans()):
            sign = chr(ord(sign) + 0xFEE0)
        if draw(st.booleans()):
            sign = sign.upper()
        built += sign + draw(SPACES)
    return built.strip()


@given(st.text())
@example("e\u0301 \u0323x")
@example("가\u11a8ㅏ\u3000")
@example("x\u0301\u0323")
@example("\ufdfa ﬁ ㍿ ß İ")
def test_the_parts_of_a_text_fold_to_what_the_whole_does(text: str) -> None:
    starts, folds = parts_of(text)
    assert (starts[0], starts[-1]) == (0, len(text))
    assert list(starts) == sorted(starts)
    assert [name_key(text[start:end]) for start, end in pairwise(starts)] == folds
    assert "".join(folds) == name_key(text)


@given(st.data(), NAMES, AROUND, AROUND)
def test_any_spelling_is_replaced_within_a_text(
    data: st.DataObject, name: str, before: str, after: str
) -> None:
    written = data.draw(spelled(name))
    assert name_key(written) == name_key(name)
    names = NameMatcher({name: "#3"})
    text = f"{before}{written}{after}"
    assert names.stand_in(text)
    assert names.may_stand_in(text)
    assert names.in_place(text) == f"{before}#3{after}"


@given(st.lists(NAMES, min_size=1, max_size=4), st.text("王李伟 abéＡ1,。", max_size=12), st.data())
def test_nothing_that_is_found_is_left(names: list[str], text: str, data: st.DataObject) -> None:
    codes = NameMatcher(dict.fromkeys(names, "#3"))
    inserted = data.draw(st.sampled_from(names))
    changed = codes.in_place(f"{text},{inserted},{text}")
    assert not codes.stand_in(changed)
    assert codes.in_place(changed) == changed


@given(NAMES, st.text("bcdxyz王四,; ", max_size=12))
def test_a_text_without_the_name_is_the_same_object(name: str, text: str) -> None:
    assume(name_key(name) not in name_key(text))
    assert NameMatcher({name: "#3"}).in_place(text) is text


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("Wang Fang", "wang fang's case, WangFang", "#3's case, #3"),
        ("Qiu Wei", "What Qiu Wei learned in Qiu Weiyuan", "What #3 learned in Qiu Weiyuan"),
        ("An Li", "Than Li and An Lin", "Than Li and An Lin"),
        ("Li", "Li on public life, li.", "#3 on public life, #3."),
        ("王伟", "王伟明请假", "#3明请假"),
        ("王伟", "请王　伟2026年", "请#3 2026年"),
        ("Li Si", "请LiSi参加", "请#3参加"),
        ("Li Si", "Li Si2 and 3Li Si", "#3 2 and 3#3"),
        ("No 1", "No 12, No 1, no1", "No 12, #3, #3"),
        ("a", "a study of A, a plan", "a study of A, a plan"),
        ("A", "a: ill; B", "#3: ill; B"),
        ("李", "李", "#3"),
        ("李", "王五、李；赵六", "王五、#3；赵六"),
        ("李", "李四和桃李", "李四和桃李"),
        ("e\u0301a", "éA, ea", "#3, ea"),
        ("Li Si", "Li Si\u0301", "Li Si\u0301"),
    ],
)
def test_a_name_is_no_part_of_a_word(name: str, text: str, changed: str) -> None:
    assert NameMatcher({name: "#3"}).in_place(text) == changed


def test_the_longest_name_is_meant() -> None:
    codes = NameMatcher({"王伟": "M001", "王伟明": "M002", "Li Si": "M003", "Li": "M004"})
    assert codes.in_place("王伟、王伟明、lisi, li") == "M001、M002、M003, M004"


def test_a_name_that_stays_is_not_taken_for_one_within_it() -> None:
    names = NameMatcher({"王伟": "#3", "王伟明": None})
    assert names.in_place("王伟明请假，王伟到会") == "王伟明请假，#3到会"
    assert not names.stand_in("王伟明请假")
    assert NameMatcher({"王伟": "#3", "王 伟": None}).stand_in("王伟")


def test_a_single_sign_may_stand_in_a_sentence() -> None:
    names = NameMatcher({"A": "#3"})
    assert names.may_stand_in("orglife log study --absent a --topic x")
    assert not names.stand_in("orglife log study --absent a --topic x")
    assert not names.may_stand_in("orglife plan add")
    assert not NameMatcher({" ": "#3"}).may_stand_in("a b")
