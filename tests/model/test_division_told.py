"""What is said about a division: what it costs, why it is as it is, why there is none."""

import pytest
from dividing import people_of

from orglife.model.division import (
    Cost,
    Division,
    DivisionGroup,
    DivisionImpossible,
    DivisionRequest,
    cost_of,
    divide,
    main_key,
)
from orglife.model.proposal import explain
from orglife.model.terms import Term
from orglife.reports.language import Language

ENGLISH = Language("en")


@pytest.mark.parametrize(
    ("kinds", "parts", "most", "cost"),
    [
        ("A" * 19, [range(1, 20)], None, Cost(0, 0, 1, 1, 1)),
        ("A" * 20, [range(1, 21)], None, Cost(1, 0, 1, 1, 1)),
        ("A" * 20, [range(1, 21)], 20, Cost(0, 0, 1, 1, 1)),
        ("-" * 12, [range(1, 7), range(7, 13)], None, Cost(0, 0, 0, 0, 2)),
        ("AABBBA", [(1, 2, 3), (4, 5, 6)], None, Cost(0, 6, 4, 1, 2)),
        ("AAABBBCB", [(1, 2, 3, 8), (4, 5, 6, 7)], None, Cost(0, 4, 4, 1, 2)),
    ],
)
def test_what_a_division_costs(kinds, parts, most, cost):
    people = people_of(kinds)
    division = Division(
        tuple(
            DivisionGroup(None, main_key([people[one - 1] for one in part]), tuple(part))
            for part in parts
        )
    )

    assert cost_of(people, DivisionRequest(most=most), division) == cost


@pytest.mark.parametrize(
    ("kinds", "wish", "reasons"),
    [
        ("aaa", DivisionRequest(most=3), ["1 group needs a full member, and 0 can be placed"]),
        (
            "aaaa",
            DivisionRequest(most=3),
            [
                "4 members, at most 3 in a group, are at least 2 groups",
                "2 groups of at least 3 need 6 members, and there are 4",
                "2 groups need a full member each, and 0 can be placed",
            ],
        ),
        (
            "aaaAAA",
            DivisionRequest(keep={1: "x", 2: "x", 3: "x"}, groups=2),
            ["2 groups of at least 3 need 7 members, and there are 6"],
        ),
    ],
)
def test_each_reason_is_given_and_no_other(kinds, wish, reasons):
    assert [str(one) for one in divide(people_of(kinds), wish).reasons] == reasons


@pytest.mark.parametrize(
    ("kinds", "wish", "reason"),
    [
        ("", DivisionRequest(), "there is nobody to divide"),
        ("AA", DivisionRequest(), "1 group of at least 3 needs 3 members, and there are 2"),
        ("aaaa", DivisionRequest(), "1 group needs a full member, and 0 can be placed"),
        (
            "AAAAA",
            DivisionRequest(most=4),
            "5 members, at most 4 in a group, are at least 2 groups",
        ),
        (
            "AAAAA",
            DivisionRequest(most=4),
            "2 groups of at least 3 need 6 members, and there are 5",
        ),
        ("AAAAA", DivisionRequest(most=2), "at most 2 in a group is less than at least 3"),
        (
            "AAaaaaaaa",
            DivisionRequest(most=3),
            "3 groups need a full member each, and 2 can be placed",
        ),
        (
            "AAAAAA",
            DivisionRequest(groups=3),
            "3 groups of at least 3 need 9 members, and there are 6",
        ),
        ("AAAAAA", DivisionRequest(groups=0), "0 groups are fewer than the 1"),
        ("AAAAAAA", DivisionRequest(groups=2, most=3), "2 groups of at most 3 hold 6 of 7 members"),
        (
            "AAAAAA",
            DivisionRequest(keep={1: "x", 2: "y", 3: "z"}, groups=2),
            "2 groups are fewer than the 3",
        ),
        (
            "AAAAAA",
            DivisionRequest(keep={1: "x", 2: "x", 3: "x", 4: "x"}, most=3),
            "x: 4 are kept there",
        ),
        (
            "aaaAAA",
            DivisionRequest(keep={1: "x", 2: "x", 3: "x"}, most=3),
            "x: the 3 kept there fill it",
        ),
        (
            "AaaaaAAA",
            DivisionRequest(keep={2: "x", 1: "y"}, least=5),
            "2 groups of at least 5 need 10",
        ),
    ],
)
def test_where_there_is_none_the_numbers_say_why(kinds, wish, reason):
    found = divide(people_of(kinds), wish)

    assert isinstance(found, DivisionImpossible)
    assert any(str(one).startswith(reason) for one in found.reasons), list(map(str, found.reasons))


@pytest.mark.parametrize(
    ("kinds", "wish", "told"),
    [
        ("------", DivisionRequest(), [["unknown: residence not recorded: divided by number"]]),
        ("AAA", DivisionRequest(), [["shared: residence A for all: divided by number"]]),
        ("AAA-", DivisionRequest(), [["own: residence A: 3 of 3", "unknown: 1 without residence"]]),
        (
            "AAABB",
            DivisionRequest(),
            [["own: residence A: 3 of 3", "few: 2 of B, who make no group of their own"]],
        ),
        (
            "AAAAbbb",
            DivisionRequest(groups=2),
            [
                ["own: residence A: 3 of 4"],
                ["own: residence B: 3 of 3", "full: 1 of A, for a full member"],
            ],
        ),
        (
            "AAAABB",
            DivisionRequest(groups=2),
            [
                ["own: residence A: 3 of 4"],
                ["own: residence B: 2 of 2", "lacking: 1 of A, to make up 3"],
            ],
        ),
        (
            "AAAAABBB",
            DivisionRequest(groups=2, most=4),
            [
                ["own: residence A: 4 of 5"],
                [
                    "own: residence B: 3 of 3",
                    "room: 1 of A, for whom there was no room with their own",
                ],
            ],
        ),
        (
            "AAAB",
            DivisionRequest(keep={1: "x", 4: "x"}),
            [
                [
                    "kept: 2 kept as asked",
                    "own: residence A: 3 of 3",
                    "few: 1 of B, who make no group of their own",
                ]
            ],
        ),
    ],
)
def test_each_group_is_explained_its_own_people_first(kinds, wish, told):
    people = people_of(kinds)
    division = divide(people, wish)

    found = explain(people, wish, division, Term("residence", en="residence", zh="居住地"))

    assert (
        sorted([f"{one.code}: {ENGLISH.text(one.said)}" for one in reasons] for reasons in found)
        == told
    )
    for part, reasons in zip(division.parts, found, strict=True):
        assert {one for reason in reasons for one in reason.members} == set(part.members)
