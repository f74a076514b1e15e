"""Moves between groups: dated, several at once, judged when all are made."""

from datetime import date

import pytest
from msgspec.structs import replace
from riverside import DAY, day, riverside

from orglife.actions.people.groups import (
    GroupEntry,
    assign_members,
    create_group,
    dissolve_group,
    name_leader,
)
from orglife.errors import InvalidRecordError, RuleBrokenError, UnknownNameError
from orglife.model.calendar import PartialDate
from orglife.model.group import Membership
from orglife.model.member import Transfer
from orglife.model.roster import group_members_on, primary_groups_of


def inside(branch, group, on):
    return "".join(member.name[-1] for member in group_members_on(branch, branch.groups[group], on))


def test_a_move_ends_the_old_place_the_day_before_and_begins_the_new_one():
    branch = riverside("ABCD", "EFG")

    change = assign_members(branch, [("Person D", "Group 2")], day=DAY)

    assert inside(change.branch, 1, DAY) == "ABC"
    assert inside(change.branch, 2, DAY) == "DEFG"
    assert inside(change.branch, 1, day("2026-11-21")) == "ABCD"
    assert inside(change.branch, 2, day("2026-11-21")) == "EFG"
    assert change.branch.groups[1].memberships[3] == Membership(member=4, until=day("2026-11-21"))
    assert change.branch.groups[2].memberships[-1] == Membership(member=4, since=DAY)
    assert [(one.table, one.id) for one in change.records] == [("groups", 1), ("groups", 2)]


def test_what_was_before_is_as_it_was():
    branch = riverside("ABCD", "EFG")
    assign_members(branch, [("Person D", "Group 2")], day=DAY)

    assert inside(branch, 1, DAY) == "ABCD"


def test_a_move_that_leaves_two_is_refused_with_the_numbers():
    branch = riverside("ABC", "DEF")

    with pytest.raises(RuleBrokenError) as caught:
        assign_members(branch, [("Person C", "Group 2")], day=DAY)

    assert str(caught.value) == (
        "that would break a group: Group 1 would have 2 members on 2026-11-22 (GR-SIZE: at least 3)"
    )
    assert "--force" in str(caught.value.hint)
    assert caught.value.exit_code == 3


def test_force_records_it_and_warns():
    change = assign_members(riverside("ABC", "DEF"), [("Person C", "Group 2")], day=DAY, force=True)

    assert inside(change.branch, 1, DAY) == "AB"
    assert "GR-SIZE" in str(change.warnings[0])


def test_two_may_swap_in_one_command():
    branch = riverside("ABC", "DEF")

    change = assign_members(branch, [("Person C", "Group 2"), ("Person D", "Group 1")], day=DAY)

    assert inside(change.branch, 1, DAY) == "ABD"
    assert inside(change.branch, 2, DAY) == "CEF"


def test_a_group_keeps_a_full_member():
    branch = riverside("Abcd", "EFG")

    with pytest.raises(RuleBrokenError) as caught:
        assign_members(branch, [("Person A", "Group 2")], day=DAY)

    assert "Group 1 would have no full member on 2026-11-22 (GR-FULL: at least 1)" in str(
        caught.value
    )
    assert "GR-SIZE" not in str(caught.value)


def test_every_broken_group_is_named_not_only_the_first():
    branch = riverside("ABC", "DEF", "GHI")

    with pytest.raises(RuleBrokenError) as caught:
        assign_members(branch, [("Person A", "Group 3"), ("Person D", "Group 3")], day=DAY)

    assert "Group 1" in str(caught.value)
    assert "Group 2" in str(caught.value)


def test_everybody_out_of_a_group_is_refused():
    branch = riverside("ABC", "DEF")

    with pytest.raises(RuleBrokenError, match="Group 1 would have 0 members"):
        assign_members(branch, [(f"Person {x}", "Group 2") for x in "ABC"], day=DAY)


def test_a_group_untouched_by_the_moves_is_not_judged():
    branch = riverside("ABCD", "EFG", "HI")

    assert assign_members(branch, [("Person D", "Group 2")], day=DAY).warnings == ()


def test_the_known_departure_of_another_counts_on_its_own_day():
    leaving = {"transfers": (Transfer(sent=day("2026-11-01"), received=day("2026-12-01")),)}
    branch = riverside("ABCD", "EFG", A=leaving)

    with pytest.raises(RuleBrokenError) as caught:
        assign_members(branch, [("Person D", "Group 2")], day=DAY)

    assert "Group 1 would have 2 members on 2026-12-01" in str(caught.value)


def test_a_departure_that_breaks_the_group_in_any_case_is_no_reason_to_refuse():
    leaving = {"left": PartialDate.parse("2026-12-15")}
    branch = riverside("ABC", "DEF", A=leaving)

    change = assign_members(branch, [("Person B", "Group 2"), ("Person D", "Group 1")], day=DAY)

    assert inside(change.branch, 1, day("2026-12-15")) == "ACD"
    assert inside(change.branch, 1, day("2026-12-16")) == "CD"


def test_a_later_promotion_does_not_mend_the_day_itself():
    branch = riverside("Abcd", "EFG", b={"stages": {"full": PartialDate.parse("2026-12-01")}})

    with pytest.raises(RuleBrokenError, match="no full member on 2026-11-22"):
        assign_members(branch, [("Person A", "Group 2")], day=DAY)
    assert assign_members(branch, [("Person A", "Group 2")], day=day("2026-12-01")).warnings == ()


def test_nothing_is_written_before_a_change_that_is_already_recorded():
    branch = assign_members(riverside("ABCD", "EFGH"), [("Person D", "Group 2")], day=DAY).branch

    with pytest.raises(InvalidRecordError, match="already recorded in Group 2 from 2026-11-22"):
        assign_members(branch, [("Person D", "Group 1")], day=day("2026-11-21"))


def test_a_move_is_corrected_on_its_own_day_without_leaving_a_trace():
    branch = riverside("ABCD", "EFG", "HIJ")
    moved = assign_members(branch, [("Person D", "Group 2")], day=DAY).branch

    change = assign_members(moved, [("Person D", "Group 3")], day=DAY)

    assert change.branch.groups[2] == branch.groups[2]
    assert inside(change.branch, 3, DAY) == "DHIJ"


def test_a_move_back_on_its_own_day_restores_the_place():
    branch = riverside("ABCD", "EFG")
    moved = assign_members(branch, [("Person D", "Group 2")], day=DAY).branch

    assert assign_members(moved, [("Person D", "Group 1")], day=DAY).branch.groups == branch.groups


def test_whoever_is_there_already_changes_nothing():
    branch = riverside("ABCD", "EFG")

    change = assign_members(branch, [("Person D", "Group 1")], day=DAY)

    assert change.branch is branch


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2015-05-31", "before the branch was founded"),
        ("2019-12-31", "not in the branch on 2019-12-31, but from 2020-01-01 on"),
    ],
)
def test_a_day_on_which_the_member_is_not_there_is_refused(on, said):
    branch = riverside("ABC", loose="D", D={"arrived": PartialDate.parse("2020-01-01")})

    with pytest.raises(InvalidRecordError, match=said):
        assign_members(branch, [("Person D", "Group 1")], day=day(on))


def test_the_first_day_is_the_first_on_which_a_member_can_be_placed():
    branch = riverside("ABC", loose="D", D={"arrived": PartialDate.parse("2020-01-01")})

    change = assign_members(branch, [("Person D", "Group 1")], day=day("2020-01-01"))

    assert inside(change.branch, 1, day("2020-01-01")) == "ABCD"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"visiting": True}, "visiting"),
        ({"former": True}, "former"),
        ({"left": PartialDate.parse("2026-11-21")}, "has left"),
        ({"stages": {"activist": None}}, "not a Party member"),
    ],
)
def test_whoever_is_no_member_of_the_branch_is_refused(fields, said):
    branch = riverside("ABC", loose="D", D=fields)

    with pytest.raises(InvalidRecordError, match=said):
        assign_members(branch, [("Person D", "Group 1")], day=DAY)


def test_a_member_is_still_there_on_the_last_day():
    branch = riverside("ABC", loose="D", D={"left": PartialDate.parse("2026-11-22")})

    assert inside(assign_members(branch, [("#4", "1")], day=DAY).branch, 1, DAY) == "ABCD"


def test_a_group_takes_nobody_before_it_is_formed_or_after_it_is_dissolved():
    branch = riverside("ABCDEFG")
    branch = create_group(
        branch, GroupEntry("New", ("Person A", "Person B", "Person C")), day=day("2026-05-01")
    ).branch

    with pytest.raises(InvalidRecordError, match="formed only on 2026-05-01"):
        assign_members(branch, [("Person D", "New")], day=day("2026-04-30"))
    branch = dissolve_group(branch, "New", day=day("2026-07-01")).branch
    with pytest.raises(InvalidRecordError, match="does not exist any more on 2026-07-01"):
        assign_members(branch, [("Person D", "New")], day=day("2026-07-01"))


def test_one_member_is_named_once():
    with pytest.raises(InvalidRecordError, match="moved twice"):
        assign_members(riverside("ABCD", "EFG"), [("#4", "Group 2"), ("Person D", "none")], day=DAY)


def test_an_unknown_group_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        assign_members(riverside("ABCD", "EFG"), [("Person D", "Gruop 2")], day=DAY)

    assert "Group 2" in str(caught.value.hint)


def test_a_secondary_place_stands_beside_the_primary_one():
    branch = riverside("ABC", "DEF")

    change = assign_members(branch, [("Person A", "Group 2")], day=DAY, secondary=True)

    assert inside(change.branch, 1, DAY) == "ABC"
    assert inside(change.branch, 2, DAY) == "ADEF"
    assert [one.id for one in primary_groups_of(change.branch, 1, DAY)] == [1]


def test_a_secondary_place_needs_a_primary_one_elsewhere():
    branch = riverside("ABC", "DEF", loose="G")

    with pytest.raises(InvalidRecordError, match="no primary group"):
        assign_members(branch, [("Person G", "Group 2")], day=DAY, secondary=True)
    with pytest.raises(InvalidRecordError, match="as the primary group"):
        assign_members(branch, [("Person A", "Group 1")], day=DAY, secondary=True)


def test_a_secondary_place_gives_way_when_the_same_group_becomes_the_primary_one():
    branch = riverside("ABCD", "EFG")
    both = assign_members(
        branch, [("Person D", "Group 2")], day=day("2026-01-01"), secondary=True
    ).branch

    change = assign_members(both, [("Person D", "Group 2")], day=DAY)

    places = [one for one in change.branch.groups[2].memberships if one.member == 4]
    assert places == [
        Membership(member=4, since=day("2026-01-01"), until=day("2026-11-21"), primary=False),
        Membership(member=4, since=DAY),
    ]
    assert inside(change.branch, 1, DAY) == "ABC"


def test_a_secondary_place_ends_alone():
    both = assign_members(
        riverside("ABC", "DEF"), [("#1", "2")], day=day("2026-01-01"), secondary=True
    )

    change = assign_members(both.branch, [("Person A", "none")], day=DAY, secondary=True)

    assert inside(change.branch, 1, DAY) == "ABC"
    assert inside(change.branch, 2, DAY) == "DEF"
    assert inside(change.branch, 2, day("2026-11-21")) == "ADEF"


def test_somebody_is_taken_out_of_every_group():
    change = assign_members(riverside("ABCD"), [("Person D", "none")], day=DAY)

    assert inside(change.branch, 1, DAY) == "ABC"
    assert primary_groups_of(change.branch, 4, DAY) == []


def test_a_leader_who_goes_leads_no_longer_and_that_is_said():
    branch = name_leader(riverside("ABCD", "EFG"), "1", "Person D", day=day("2026-01-01")).branch

    change = assign_members(branch, [("Person D", "Group 2")], day=DAY)

    assert change.branch.groups[1].leader_on(DAY) is None
    assert change.branch.groups[1].leader_on(date(2026, 11, 21)).member == 4
    assert str(change.warnings[0]) == "Group 1 has no leader from 2026-11-22 on"


def test_two_primary_places_of_an_import_are_both_ended():
    branch = riverside("ABCD", "EFGD"[:3], "HIJ")
    doubled = replace(
        branch.groups[2], memberships=(*branch.groups[2].memberships, Membership(member=4))
    )

    change = assign_members(branch.put("groups", doubled), [("Person D", "Group 3")], day=DAY)

    assert [one.id for one in primary_groups_of(change.branch, 4, DAY)] == [3]
