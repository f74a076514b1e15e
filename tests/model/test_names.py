"""From what people type to what it means: exactly one thing, or the nearest ones named."""

from datetime import date

import pytest
from msgspec.structs import replace
from riverside import riverside

from orglife.errors import AmbiguousNameError, ChoiceError, UnknownNameError
from orglife.messages import say
from orglife.model.branch import LocalKind
from orglife.model.group import Group
from orglife.model.names import (
    find_group,
    find_kind,
    find_member,
    kinds_of,
    parse_record_number,
    parse_term,
    suggest_nearest,
)
from orglife.model.terms import GROUP_TYPES, SECTORS, Term


def named(*names, **others):
    branch = riverside(loose="ABCDEF"[: len(names)])
    for number, name in enumerate(names, 1):
        member = replace(
            branch.members[number], name=name, other_names=others.get(f"m{number}", ())
        )
        branch = branch.put("members", member)
    return branch


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#12", 12),
        ("＃１２", 12),
        (" # 12 ", 12),
        ("12", None),
        ("#", None),
        ("#x", None),
        ("#-1", None),
        ("#999999999999999", 999_999_999_999_999),
        ("#9999999999999999", None),
        ("", None),
    ],
)
def test_a_number_is_written_with_its_sign(text, number):
    assert parse_record_number(text) == number


def test_of_many_alike_the_three_nearest_are_named():
    assert str(suggest_nearest("annb", ["anna", "annc", "annd", "anne"])).count("ann") == 3
    assert (
        str(suggest_nearest("ann", ["anna", "annc", "annd", "anne", "annf", "anng"])).count("ann")
        == 5
    )


def test_a_kind_of_the_branchs_own_asks_nothing_that_it_does_not_say():
    own = LocalKind(id=1, code="choir", en="choir", zh="合唱")
    plain = kinds_of(riverside("A").add("kinds", own))["choir"]

    assert (plain.scope, plain.study, plain.required) == ("branch", False, False)
    assert (plain.also_scopes, plain.forms) == ((), ())


@pytest.mark.parametrize("text", ["Li Si", "li si", "LISI", "Ｌｉ　Ｓｉ", "#1"])
def test_a_member_is_found_whatever_the_width_case_and_padding(text):
    assert find_member(named("Li Si", "Wang Wu"), text).id == 1


def test_a_chinese_name_is_found_with_and_without_padding():
    branch = named("张三", "欧阳修")

    assert find_member(branch, "张　三").id == 1
    assert find_member(branch, " 欧阳修 ").id == 2


def test_another_name_is_as_good():
    assert find_member(named("Li Si", m1=("李四",)), "李四").id == 1


def test_a_name_is_never_a_part_of_a_name():
    with pytest.raises(UnknownNameError) as caught:
        find_member(named("Li Si", "Li Sijia"), "Li")

    assert "Li Si" in str(caught.value.hint)


def test_two_of_one_name_are_refused_with_both_ids():
    with pytest.raises(AmbiguousNameError, match="#1, #2") as caught:
        find_member(named("Li Si", "Li  Si"), "Li Si")

    assert "#1" in str(caught.value.hint)
    assert find_member(named("Li Si", "Li  Si"), "#2").id == 2


def test_an_unknown_name_is_refused_with_the_nearest_or_where_to_look():
    with pytest.raises(UnknownNameError) as near:
        find_member(named("Li Si", "Wang Wu"), "Li Sii")
    with pytest.raises(UnknownNameError) as far:
        find_member(named("Li Si"), "Qqq")
    with pytest.raises(UnknownNameError):
        find_member(named("Li Si"), "#7")

    assert str(near.value.hint) == "the nearest: Li Si"
    assert "member list" in str(far.value.hint)


@pytest.mark.parametrize("text", ["Group 2", "group2", "2", "#2", "＃２", "第二", "第二党小组"])
def test_a_group_is_found_by_name_number_or_beginning(text):
    branch = riverside("A", "B", "C")
    branch = branch.put("groups", replace(branch.groups[2], other_names=("第二", "第二党小组")))

    assert find_group(branch, text).id == 2


def test_a_group_of_that_name_goes_before_a_group_of_that_number():
    branch = riverside("A", "B")
    branch = branch.put("groups", replace(branch.groups[1], name="2"))

    assert find_group(branch, "2").id == 1
    assert find_group(branch, "#2").id == 2


def test_a_beginning_that_fits_several_groups_is_refused():
    with pytest.raises(AmbiguousNameError, match=r"Group 1 \(#1\), Group 2 \(#2\)"):
        find_group(riverside("A", "B"), "Gro")
    with pytest.raises(UnknownNameError):
        find_group(riverside("A", "B"), "Group 9")
    with pytest.raises(UnknownNameError):
        find_group(riverside("A", "B"), "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("group-meeting", "group-meeting"),
        ("党小组会", "group-meeting"),
        ("小组会", "group-meeting"),
        ("Group Meeting", "group-meeting"),
        ("general", "general-meeting"),
        ("支部党员大会", "general-meeting"),
        ("lect", "lecture"),
        ("党课", "lecture"),
        ("主题党日", "theme-day"),
    ],
)
def test_a_kind_is_found_in_either_language_or_by_its_beginning(text, code):
    assert find_kind(riverside(), text).code == code


def test_a_beginning_that_fits_several_kinds_is_refused():
    with pytest.raises(AmbiguousNameError, match="member-report, member-contact"):
        find_kind(riverside(), "member-")


def test_an_unknown_kind_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        find_kind(riverside(), "lectur3")

    assert "lecture" in str(caught.value.hint)


def test_the_meeting_of_leading_cadres_is_refused_with_the_difference():
    with pytest.raises(UnknownNameError) as caught:
        find_kind(riverside(), "民主生活会")

    assert "组织生活会" in str(caught.value.hint)


def test_a_kind_of_the_branch_is_found_like_the_others():
    own = LocalKind(id=1, code="choir", en="choir evening", zh="合唱", scope="members")
    branch = riverside().add("kinds", own)

    assert find_kind(branch, "合唱").scope == "members"
    assert "choir" in kinds_of(branch)
    assert "choir" not in kinds_of(riverside())


@pytest.mark.parametrize("text", ["community", "Community", "社区", "comm", " 社 区 "])
def test_a_choice_is_made_by_code_title_or_beginning(text):
    assert parse_term(text, SECTORS, say("sector")) == "community"


def test_an_exact_word_goes_before_a_beginning():
    assert parse_term(
        "work", {"work": Term("work", en="work", zh=SECTORS["school"].title("zh"))}, say("x")
    )
    assert parse_term("home", GROUP_TYPES, say("type")) == "home"


@pytest.mark.parametrize(("text", "hint"), [("comunity", "community"), ("zzz", "government")])
def test_an_unknown_choice_is_refused_with_the_nearest_or_all(text, hint):
    with pytest.raises(ChoiceError) as caught:
        parse_term(text, SECTORS, say("sector"))

    assert hint in str(caught.value.hint)
    assert caught.value.exit_code == 2


def test_a_beginning_that_fits_several_choices_is_refused():
    with pytest.raises(ChoiceError, match="school, social-organization"):
        parse_term("s", SECTORS, say("sector"))
    with pytest.raises(ChoiceError):
        parse_term("", SECTORS, say("sector"))


def test_at_most_five_near_names_are_offered_in_their_own_spelling():
    assert str(suggest_nearest("lisi", ["Li Si", "Wang Wu"])) == "the nearest: Li Si"
    assert suggest_nearest("qqq", ["Li Si"]) is None
    offered = suggest_nearest("li", [f"Li {letter}" for letter in "ABCDEFGH"])
    assert len(offered.values["names"]) == 5


def test_a_dissolved_group_is_not_offered_as_the_nearest() -> None:
    branch = riverside()
    gone = Group(id=1, name="Evening", dissolved=date(2026, 11, 1))
    branch = branch.add("groups", gone)

    with pytest.raises(UnknownNameError) as refused:
        find_group(branch, "Evenning")

    assert "Evening" not in str(refused.value.hint)
