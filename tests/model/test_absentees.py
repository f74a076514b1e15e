import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orglife.errors import ChoiceError, InvalidRecordError
from orglife.model.name_lists import (
    Absentee,
    format_absentee,
    quote_reason,
    read_absentees,
    split_names,
)
from orglife.model.terms import ATTENDANCE


@pytest.mark.parametrize("text", ["", "  ", "无", "全勤", "无。", "none", "-", "/", "None"])
def test_nobody_is_written_in_several_ways(text):
    assert read_absentees(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Li Si", [("Li Si", "unstated", "")]),
        ("Li Si:excused", [("Li Si", "excused", "")]),
        ("Li Si:excused:ill", [("Li Si", "excused", "ill")]),
        ("Li Si : excused : ill ", [("Li Si", "excused", "ill")]),
        ("Li Si:absent; Wang Wu", [("Li Si", "absent", ""), ("Wang Wu", "unstated", "")]),
        ("Li Si:exempt:old age;", [("Li Si", "exempt", "old age")]),
        ("Li Si:exc:ill", [("Li Si", "excused", "ill")]),
        ("Li Si:late", [("Li Si", "late", "")]),
        ("#4:excused", [("#4", "excused", "")]),
        ("李四（请假：生病）；王五（无故）", [("李四", "excused", "生病"), ("王五", "absent", "")]),
        ("李四（病假）、王五", [("李四", "excused", "病假"), ("王五", "unstated", "")]),
        (
            "李四(病假),王五，赵六",
            [("李四", "excused", "病假"), ("王五", "unstated", ""), ("赵六", "unstated", "")],
        ),
        (
            "李四（请假：生病，住院）；王五",
            [("李四", "excused", "生病，住院"), ("王五", "unstated", "")],
        ),
        ("李四（请假，生病）", [("李四", "excused", "生病")]),
        ("李四（出差）", [("李四", "excused", "出差")]),
        ("李四（迟到）", [("李四", "late", "")]),
        ("李四（未请假）", [("李四", "absent", "")]),
        ("李四（无故未到）", [("李四", "absent", "")]),
        ("李四（原因不明）", [("李四", "unstated", "")]),
        ("李四（）", [("李四", "unstated", "")]),
        ("李四（免于硬性要求：年老体弱）", [("李四", "exempt", "年老体弱")]),
        ("李四：请假：生病", [("李四", "excused", "生病")]),
        ("李四：病假", [("李四", "excused", "病假")]),
        ("李四\n王五", [("李四", "unstated", ""), ("王五", "unstated", "")]),
        (
            "Li Si:excused:ill, in hospital; Wang Wu:absent",
            [("Li Si", "excused", "ill, in hospital"), ("Wang Wu", "absent", "")],
        ),
        (
            "Li Si:excused, Wang Wu; Zhao Liu",
            [("Li Si", "excused", ""), ("Wang Wu", "unstated", ""), ("Zhao Liu", "unstated", "")],
        ),
        (
            "Zhao Liu；Li Si:excused, Wang Wu",
            [("Zhao Liu", "unstated", ""), ("Li Si", "excused", ""), ("Wang Wu", "unstated", "")],
        ),
        (
            "Li Si:excused:ill, Wang Wu:absent",
            [("Li Si", "excused", "ill"), ("Wang Wu", "absent", "")],
        ),
        ("Li Si:excused, Wang Wu:absent", [("Li Si", "excused", ""), ("Wang Wu", "absent", "")]),
    ],
)
def test_absentees_are_read_as_people_write_them(text, expected):
    assert [tuple(one) for one in read_absentees(text)] == expected


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (Absentee("Li Si"), "Li Si:unstated"),
        (Absentee("Li Si", "excused", "ill"), "Li Si:excused:ill"),
        (Absentee("Li Si", "excused", "ill, in hospital"), "Li Si(excused: ill, in hospital)"),
        (Absentee("李四", "excused", "病：住院"), "李四(excused: 病：住院)"),
    ],
)
def test_an_absentee_is_written_as_it_is_read_back(one, text):
    assert format_absentee(one) == text
    assert read_absentees(f"{text}; Wang Wu") == (one, Absentee("Wang Wu"))


def test_a_bare_name_takes_the_state_of_its_heading():
    assert read_absentees("李四、王五（无故）", bare="excused") == (
        Absentee("李四", "excused"),
        Absentee("王五", "absent"),
    )


@pytest.mark.parametrize(
    "text", ["李四（病假", "李四）", "（病假）", ":excused", "李四（病假）出差"]
)
def test_what_is_torn_is_refused(text):
    with pytest.raises(InvalidRecordError):
        read_absentees(text)


def test_an_unknown_state_is_refused_with_the_mend():
    with pytest.raises(ChoiceError) as refused:
        read_absentees("Li Si:ill")

    assert "excused" in str(refused.value.hint)


NAME = st.text(st.characters(whitelist_categories=["Lu", "Ll", "Lo"]), min_size=2, max_size=6)


STATE = st.sampled_from(["excused", "absent", "exempt"])


@given(st.lists(st.tuples(NAME, STATE, NAME), min_size=1, max_size=5))
def test_what_is_written_in_the_first_form_is_read_back(entries):
    text = "; ".join(":".join(entry) for entry in entries)

    assert [tuple(one) for one in read_absentees(text)] == entries


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        found = read_absentees(text)
    except (ChoiceError, InvalidRecordError):
        return
    assert all(one.name and one.name == one.name.strip() for one in found)


TEXT = st.text(
    st.one_of(
        st.sampled_from(":：;；、,，()（）\\ \n\"'。"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=12,
).map(str.strip)
PERSON = st.one_of(
    NAME,
    st.sampled_from(
        ["张伟（大）", "Li Si (younger)", "（大）张伟", "买买提·阿不都", "Wang, Jr", "A:B", "#4"]
    ),
)
WRITTEN = st.builds(Absentee, PERSON, st.sampled_from(list(ATTENDANCE)), TEXT)


@given(st.lists(WRITTEN, min_size=1, max_size=4))
@example([Absentee("Li Si", "excused", "ill :(, flu")])
@example([Absentee("Li Si", "excused", "1) flu 2) cold")])
@example([Absentee("Li Si", "excused", "a\\"), Absentee("Wang Wu", "excused", "\\(")])
def test_whatever_is_written_of_absentees_is_read_back(absentees):
    names = {one.name for one in absentees}

    for text in map(format_absentee, absentees):
        assert read_absentees(text, known=names.__contains__) in [(one,) for one in absentees]
    text = "; ".join(map(format_absentee, absentees))
    assert read_absentees(text, known=names.__contains__) == tuple(absentees)


@given(TEXT)
def test_a_reason_in_a_list_is_read_back_and_left_as_it_is_where_that_does(reason):
    text = f"Li Si:absent:{quote_reason(reason)};"

    assert read_absentees(text) == (Absentee("Li Si", "absent", reason),)
    if not set(reason) & set(";；\n()（）\\"):
        assert quote_reason(reason) == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张伟（大）", ("张伟（大）", "unstated", "")),
        ("张伟（大）（病假）", ("张伟（大）", "excused", "病假")),
        ("张伟（大）（请假：住院（一周））", ("张伟（大）", "excused", "住院（一周）")),
        ("张伟（大）:excused:ill", ("张伟（大）", "excused", "ill")),
        ("张伟（大）：无故", ("张伟（大）", "absent", "")),
        ("张伟（病假）", ("张伟", "excused", "病假")),
        ("（小）张伟（病假）", ("（小）张伟", "excused", "病假")),
    ],
)
def test_a_name_that_is_known_keeps_its_brackets(text, expected):
    known = {"张伟", "张伟（大）", "（小）张伟"}.__contains__

    assert [tuple(one) for one in read_absentees(text, known=known)] == [expected]


@pytest.mark.parametrize("text", ["张伟（老）:excused", "张伟（老）：excused"])
def test_an_unknown_name_before_a_colon_keeps_its_brackets_too(text):
    assert read_absentees(text) == (Absentee("张伟（老）", "excused"),)


def test_a_backslash_frees_only_what_separates():
    assert split_names(r"a\;b; c\\; d\e") == ["a;b", "c\\", r"d\e"]
    assert read_absentees(r"Li Si:excused:C:\docs") == (Absentee("Li Si", "excused", r"C:\docs"),)
