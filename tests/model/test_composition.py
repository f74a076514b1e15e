"""What a group lacks on a day, and on which days that can change."""

import pytest
from msgspec.structs import replace
from riverside import DAY, day, riverside

from orglife.model.calendar import PartialDate
from orglife.model.group import Membership
from orglife.model.member import Transfer
from orglife.model.roster import GroupLimits, GroupShortfall, composition_change_days, shortfalls


@pytest.mark.parametrize(
    ("letters", "lacks"),
    [
        ("ABC", []),
        ("Abc", []),
        ("AB", [("GR-SIZE", 3, 2)]),
        ("abc", [("GR-FULL", 1, 0)]),
        ("ab", [("GR-SIZE", 3, 2), ("GR-FULL", 1, 0)]),
    ],
)
def test_three_members_and_a_full_one_are_asked(letters, lacks):
    branch = riverside(letters)

    found = shortfalls(branch, branch.groups[1], DAY)

    assert found == [GroupShortfall(rule, 1, DAY, needed, has) for rule, needed, has in lacks]


def test_a_branch_may_ask_for_more_or_for_nothing():
    branch = riverside("ABC")

    assert shortfalls(branch, branch.groups[1], DAY, GroupLimits(3, 3)) == []
    assert [one.rule for one in shortfalls(branch, branch.groups[1], DAY, GroupLimits(4, 4))] == [
        "GR-SIZE",
        "GR-FULL",
    ]
    assert shortfalls(riverside("a"), riverside("a").groups[1], DAY, GroupLimits(0, 0)) == []


def test_a_group_lacks_nothing_where_it_does_not_exist():
    branch = riverside("AB")
    group = replace(branch.groups[1], formed=day("2026-03-01"), dissolved=day("2026-05-31"))

    lacking = [
        bool(shortfalls(branch, group, day(text)))
        for text in ("2026-02-28", "2026-03-01", "2026-05-31", "2026-06-01")
    ]
    assert lacking == [False, True, True, False]


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({}, []),
        ({"left": PartialDate.parse("2026-12-10")}, ["2026-12-11"]),
        ({"left": PartialDate.parse("2026-12")}, ["2027-01-01"]),
        ({"left": PartialDate.parse("2026-11-21")}, []),
        ({"left": PartialDate.parse("2026-11-22")}, ["2026-11-23"]),
        ({"arrived": PartialDate.parse("2026-12-10")}, ["2026-12-10"]),
        (
            {"stages": {"probationary": None, "full": PartialDate.parse("2026-12-10")}},
            ["2026-12-10"],
        ),
        (
            {
                "transfers": (
                    Transfer(
                        sent=day("2026-11-30"),
                        received=day("2026-12-10"),
                        returned=day("2027-02-01"),
                    ),
                )
            },
            ["2026-12-10", "2027-02-01"],
        ),
    ],
)
def test_the_days_on_which_a_member_makes_a_difference_come_in_order(fields, days):
    branch = riverside("A", A=fields)

    assert composition_change_days(branch, branch.groups[1], DAY) == [day(text) for text in days]


def test_memberships_and_the_group_itself_begin_and_end():
    branch = riverside("A")
    group = replace(
        branch.groups[1],
        formed=day("2026-12-01"),
        dissolved=day("2027-03-31"),
        memberships=(
            Membership(member=1, since=day("2026-12-05"), until=day("2027-01-31")),
            Membership(member=1, since=day("2026-11-22"), until=day("2026-11-21")),
        ),
    )

    assert composition_change_days(branch, group, DAY) == [
        day("2026-12-01"),
        day("2026-12-05"),
        day("2027-02-01"),
        day("2027-04-01"),
    ]
