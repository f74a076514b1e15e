"""The words of the field: each code once, each spelling of one term only."""

import pytest

from orglife.model import terms
from orglife.model.kinds import CENTRAL
from orglife.model.terms import Term, match_terms, normalize

TABLES = {
    name: table for name, table in vars(terms).items() if name.isupper() and isinstance(table, dict)
} | {"KINDS": {code: kind.term for code, kind in CENTRAL.items()}}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_codes_are_ascii_and_stand_for_themselves(name):
    for code, term in TABLES[name].items():
        assert term.code == code
        assert code.isascii()
        assert code == code.lower() or code.startswith("Q")
        assert term.titles["en"]
        assert term.titles["zh"]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_spelling_means_two_things(name):
    seen = {}
    for term in TABLES[name].values():
        for spelling in {normalize(one) for one in term.spellings}:
            assert seen.setdefault(spelling, term.code) == term.code, spelling


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ｌｉ　Ｓｉ", "lisi"),
        (" 张　三 ", "张三"),
        ("WeChat", "wechat"),
        ("a\tb\nc", "abc"),
        ("", ""),
        ("Straße", "strasse"),
    ],
)
def test_case_width_and_spaces_make_no_difference(text, folded):
    assert normalize(text) == folded
    assert normalize(normalize(text)) == folded


ONE = Term("one", en="first thing", zh="一", also=("uno",))
TWO = Term("one-more", en="first of all", zh="二")


def test_an_exact_match_wins_alone_and_a_beginning_may_mean_several():
    assert match_terms("one", [ONE, TWO]) == [ONE]
    assert match_terms("First Thing", [ONE, TWO]) == [ONE]
    assert match_terms("uno", [ONE, TWO]) == [ONE]
    assert match_terms("first", [ONE, TWO]) == [ONE, TWO]
    assert match_terms("二", [ONE, TWO]) == [TWO]
    assert match_terms("third", [ONE, TWO]) == []
    assert match_terms("", [ONE, TWO]) == []


def test_a_title_is_in_the_language_asked_for_and_english_else():
    assert (ONE.title("zh"), ONE.title("en"), ONE.title("fr")) == (
        "一",
        "first thing",
        "first thing",
    )
