"""Forming a group, leading it, dissolving it."""

import pytest
from riverside import DAY, day, riverside

from orglife.actions.people.groups import GroupEntry, create_group, dissolve_group, name_leader
from orglife.errors import (
    AmbiguousNameError,
    ChoiceError,
    InvalidRecordError,
    RuleBrokenError,
    UnknownNameError,
)
from orglife.model.names import find_group
from orglife.model.roster import group_members_on, groups_on, primary_groups_of


def people(letters):
    return tuple(f"Person {letter}" for letter in letters)


def inside(branch, group, on=DAY):
    return "".join(member.name[-1] for member in group_members_on(branch, branch.groups[group], on))


def test_three_with_one_full_member_make_a_group():
    entry = GroupEntry("East Lane", people("Abc"), leader="Person A", how="recommended")

    change = create_group(riverside(loose="Abc"), entry, day=DAY)

    group = change.branch.groups[1]
    assert inside(change.branch, 1) == "Abc"
    assert (group.name, group.type, group.formed) == ("East Lane", "regular", DAY)
    assert (group.leaders[0].member, group.leaders[0].how) == (1, "recommended")
    assert groups_on(change.branch, day("2026-11-21")) == []
    assert change.warnings == ()
    assert str(change.summary) == "Formed East Lane #1 on 2026-11-22 with 3 members."


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ("AB", "East Lane would have 2 members on 2026-11-22 (GR-SIZE: at least 3)"),
        ("def", "East Lane would have no full member on 2026-11-22 (GR-FULL: at least 1)"),
        ("", "East Lane would have 0 members on 2026-11-22 (GR-SIZE: at least 3)"),
    ],
)
def test_fewer_than_three_or_none_full_is_refused(letters, said):
    with pytest.raises(RuleBrokenError) as caught:
        create_group(riverside(loose="ABCdef"), GroupEntry("East Lane", people(letters)), day=DAY)

    assert said in str(caught.value)


def test_naming_a_member_twice_does_not_make_three():
    entry = GroupEntry("East Lane", ("Person A", "Person B", "#2"))

    with pytest.raises(RuleBrokenError, match="would have 2 members"):
        create_group(riverside(loose="AB"), entry, day=DAY)


def test_with_force_two_make_a_group_and_it_is_said():
    change = create_group(
        riverside(loose="AB"), GroupEntry("Pair", people("AB")), day=DAY, force=True
    )

    assert inside(change.branch, 1) == "AB"
    assert any("GR-SIZE" in str(one) for one in change.warnings)


def test_members_leave_their_old_groups_which_are_judged_too():
    branch = riverside("ABCDEF", "GHIJ")
    entry = GroupEntry("New", people("ABC"))

    change = create_group(branch, entry, day=DAY)

    assert (inside(change.branch, 1), inside(change.branch, 3)) == ("DEF", "ABC")
    assert [one.id for one in change.records] == [1, 3]
    with pytest.raises(RuleBrokenError, match="Group 2 would have 1 member on"):
        create_group(branch, GroupEntry("New", people("GHI")), day=DAY)


def test_a_dual_group_leaves_everybody_in_the_primary_group():
    branch = riverside("ABC", "DEF", loose="G")

    change = create_group(branch, GroupEntry("Choir", people("ADG"), type="双重"), day=DAY)

    assert (inside(change.branch, 1), inside(change.branch, 3)) == ("ABC", "ADG")
    assert [one.primary for one in change.branch.groups[3].memberships] == [False, False, True]
    assert [one.id for one in primary_groups_of(change.branch, 7, DAY)] == [3]


def test_type_basis_and_how_are_read_in_either_language():
    entry = GroupEntry(
        "Net", people("ABC"), type="微信", basis="居住地", channel=" Riverside chat ", venue="Hall"
    )

    group = create_group(riverside(loose="ABC"), entry, day=DAY).branch.groups[1]

    assert (group.type, group.basis, group.channel, group.venue) == (
        "wechat",
        "residence",
        "Riverside chat",
        "Hall",
    )


def test_an_unknown_type_is_refused_with_the_nearest():
    with pytest.raises(ChoiceError) as caught:
        create_group(
            riverside(loose="ABC"), GroupEntry("N", people("ABC"), type="wetchat"), day=DAY
        )

    assert "WeChat" in str(caught.value.hint)


@pytest.mark.parametrize("name", ["Group 1", "GROUP　1", "", "   ", "#7", "a\x1b[31m", "x" * 201])
def test_a_name_that_is_taken_or_none_is_refused(name):
    with pytest.raises(InvalidRecordError):
        create_group(riverside("ABC", loose="DEF"), GroupEntry(name, people("DEF")), day=DAY)


def test_the_name_of_a_dissolved_group_is_free_again():
    branch = dissolve_group(riverside("ABC"), "Group 1", day=day("2026-01-01")).branch

    after = create_group(branch, GroupEntry("Group 1", people("ABC")), day=DAY).branch

    assert find_group(after, "Group 1").id == 2


def test_an_end_before_the_beginning_is_refused_and_the_same_day_is_not():
    branch = riverside(loose="ABC")
    entry = GroupEntry("T", people("ABC"), type="temporary", until=DAY)

    assert create_group(branch, entry, day=DAY).branch.groups[1].until == DAY
    with pytest.raises(InvalidRecordError, match="can't end"):
        create_group(branch, entry._replace(until=day("2026-11-21")), day=DAY)


def test_a_group_is_not_formed_before_the_branch():
    branch = riverside(loose="ABC")

    with pytest.raises(InvalidRecordError, match="before the branch was founded"):
        create_group(branch, GroupEntry("N", people("ABC")), day=day("2015-05-31"))
    assert create_group(branch, GroupEntry("N", people("ABC")), day=day("2015-06-01"))


def test_members_who_are_nobody_or_two_are_refused():
    branch = riverside("ABC", B={"name": "Person A"})

    with pytest.raises(AmbiguousNameError, match="#1, #2"):
        create_group(branch, GroupEntry("N", ("Person A",)), day=DAY)
    with pytest.raises(UnknownNameError, match="Person Z"):
        create_group(branch, GroupEntry("N", ("Person Z",)), day=DAY)


def test_a_group_without_a_leader_is_said():
    change = create_group(riverside(loose="ABC"), GroupEntry("N", people("ABC")), day=DAY)

    assert [str(one) for one in change.warnings] == ["N has no leader yet (GR-LEADER)"]


def test_a_leader_follows_another_on_the_day():
    branch = name_leader(riverside("ABC"), "1", "Person A", day=day("2026-01-01")).branch

    change = name_leader(branch, "Group 1", "Person B", day=DAY, how="指定")

    group = change.branch.groups[1]
    assert group.leader_on(day("2026-11-21")).member == 1
    assert (group.leader_on(DAY).member, group.leader_on(DAY).how) == (2, "appointed")


def test_a_leader_is_of_the_group():
    with pytest.raises(InvalidRecordError, match="Person D is not in Group 1"):
        name_leader(riverside("ABC", "DEF"), "Group 1", "Person D", day=DAY)
    with pytest.raises(InvalidRecordError, match="Person D is not in N"):
        create_group(
            riverside(loose="ABCD"), GroupEntry("N", people("ABC"), leader="Person D"), day=DAY
        )


def test_a_leader_who_is_not_full_is_recorded_with_a_warning():
    change = name_leader(riverside("ABc"), "Group 1", "Person c", day=DAY)

    assert [str(one) for one in change.warnings] == [
        "Person c is not a full member on 2026-11-22 (GR-LEADER-FULL)"
    ]


def test_naming_the_same_leader_again_changes_nothing_but_the_way_it_was_done_can_be_added():
    branch = name_leader(riverside("ABC"), "1", "Person A", day=day("2026-01-01")).branch

    assert name_leader(branch, "1", "Person A", day=DAY).branch is branch
    assert name_leader(branch, "1", "Person A", day=DAY, how="appointed").branch != branch


def test_no_leader_is_named_before_one_that_is_recorded():
    branch = name_leader(riverside("ABC"), "1", "Person A", day=DAY).branch

    with pytest.raises(InvalidRecordError, match="another leader recorded from 2026-11-22"):
        name_leader(branch, "1", "Person B", day=day("2026-11-21"))
    after = name_leader(branch, "1", "Person B", day=DAY).branch
    assert [one.member for one in after.groups[1].leaders] == [2]


def test_a_dissolved_group_ends_on_the_day_before_and_its_members_are_named():
    change = dissolve_group(riverside("ABC", "DEF"), "Group 1", day=DAY)

    group = change.branch.groups[1]
    assert group.exists_on(day("2026-11-21"))
    assert not group.exists_on(DAY)
    assert inside(change.branch, 1, day("2026-11-21")) == "ABC"
    assert {one.until for one in group.memberships} == {day("2026-11-21")}
    assert "3 members are in no group" in str(change.warnings[0])
    assert "Person A, Person B, Person C" in str(change.warnings[0])


def test_a_group_is_dissolved_once_and_not_on_its_first_day():
    branch = create_group(
        riverside(loose="ABC"), GroupEntry("N", people("ABC")), day=day("2026-11-21")
    ).branch

    with pytest.raises(InvalidRecordError, match="formed on that day"):
        dissolve_group(branch, "N", day=day("2026-11-21"))
    gone = dissolve_group(branch, "N", day=DAY).branch
    with pytest.raises(InvalidRecordError, match="does not exist any more"):
        dissolve_group(gone, "N", day=DAY)


def test_the_rest_of_a_broken_group_can_move_on_when_it_is_dissolved():
    branch = dissolve_group(riverside("AB", "CDE"), "Group 1", day=DAY).branch
    from orglife.actions.people.groups import assign_members

    change = assign_members(branch, [("#1", "Group 2"), ("#2", "Group 2")], day=DAY)

    assert inside(change.branch, 2) == "ABCDE"
