"""Dividing people into groups: there is a division exactly when one is possible."""

from itertools import combinations

import pytest
from dividing import keys_of, people_of
from hypothesis import given, settings
from hypothesis import strategies as st

from orglife.model.division import Division, DivisionImpossible, DivisionRequest, divide


def is_valid(people, wish, groups):
    """Whether `groups`, sets of ids, are a division as it is wished for."""
    full = {one.id for one in people if one.full}
    sizes = [len(group) for group in groups]
    where = {one: at for at, group in enumerate(groups) for one in group}
    labels = {}
    for one, label in wish.keep.items():
        labels.setdefault(label, set()).add(where[one])
    homes = [home for found in labels.values() for home in found]
    return (
        len(groups) > 0
        and (wish.groups is None or len(groups) == wish.groups)
        and min(sizes) >= wish.least
        and (wish.most is None or max(sizes) <= wish.most)
        and all(group & full for group in groups)
        and all(len(found) == 1 for found in labels.values())
        and len(homes) == len(set(homes))
    )


def all_divisions(ids):
    """Yield every way to divide `ids` into sets."""
    if not ids:
        yield []
        return
    first, rest = ids[0], ids[1:]
    for size in range(len(rest) + 1):
        for others in combinations(rest, size):
            left = [one for one in rest if one not in others]
            for division in all_divisions(left):
                yield [{first, *others}, *division]


wishes = st.builds(
    DivisionRequest,
    least=st.integers(1, 4),
    most=st.none() | st.integers(1, 6),
    groups=st.none() | st.integers(0, 4),
)
small = st.lists(st.sampled_from("ABCabc-"), max_size=7).map(lambda kinds: people_of(*kinds))


@settings(max_examples=400, deadline=None)
@given(small, wishes, st.dictionaries(st.integers(1, 7), st.sampled_from(["x", "y"]), max_size=4))
def test_a_division_is_found_exactly_when_there_is_one(people, wish, keep):
    wish = wish._replace(keep={one: to for one, to in keep.items() if one <= len(people)})
    possible = any(
        is_valid(people, wish, groups) for groups in all_divisions([one.id for one in people])
    )

    found = divide(people, wish)

    assert isinstance(found, Division) == possible
    if isinstance(found, DivisionImpossible):
        assert found.reasons


large = st.lists(st.sampled_from("ABCDEFabcdef--"), min_size=1, max_size=60).map(
    lambda kinds: people_of(*kinds)
)


@settings(max_examples=150, deadline=None)
@given(large, st.integers(3, 6), st.none() | st.integers(3, 20), st.none() | st.integers(1, 9))
def test_everybody_is_placed_once_within_the_sizes_and_with_a_full_member(
    people, least, most, count
):
    wish = DivisionRequest(least=least, most=most, groups=count)

    found = divide(people, wish)

    if isinstance(found, Division):
        placed = [one for part in found.parts for one in part.members]
        assert sorted(placed) == [one.id for one in people]
        assert is_valid(people, wish, [set(part.members) for part in found.parts])


@settings(max_examples=60, deadline=None)
@given(large, st.randoms(use_true_random=False))
def test_the_order_of_the_people_decides_nothing(people, random):
    shuffled = list(people)
    random.shuffle(shuffled)
    keep = {one.id: "x" for one in people[:2]}
    turned = dict(reversed(keep.items()))

    assert divide(shuffled, DivisionRequest(keep=turned)) == divide(
        people, DivisionRequest(keep=keep)
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(3, 12), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_kinds_that_make_groups_of_their_own_are_those_groups(sizes, random):
    kinds = ["ABCDEF"[at] * size for at, size in enumerate(sizes)]
    people = people_of(*kinds)
    random.shuffle(people)
    people = [one._replace(id=at) for at, one in enumerate(people, 1)]

    found = divide(people, DivisionRequest(most=12))

    assert sorted(keys_of(people, found)) == kinds


@pytest.mark.parametrize(
    ("kinds", "wish", "groups"),
    [
        ("AAABBB", DivisionRequest(), ["AAA", "BBB"]),
        ("AAAABB", DivisionRequest(), ["AAAABB"]),
        ("AAAAABBBBCC", DivisionRequest(), ["AAAAA", "BBBBCC"]),
        ("AAAAAABBBBBCCDD", DivisionRequest(), ["AAAAAA", "BBBBB", "CCDD"]),
        ("AAAAAAAAAAAABBBB", DivisionRequest(most=6), ["AAAAAA", "AAAAAA", "BBBB"]),
        ("AAAAbbb", DivisionRequest(), ["AAAABBB"]),
        ("AAAAbbb", DivisionRequest(groups=2), ["AAA", "ABBB"]),
        ("AAAbbbCCC", DivisionRequest(), ["AAABBB", "CCC"]),
        ("A" * 12, DivisionRequest(groups=3), ["----"] * 3),
        ("-" * 26, DivisionRequest(), ["-" * 9, "-" * 9, "-" * 8]),
        ("-" * 24, DivisionRequest(groups_now=4), ["-" * 6] * 4),
        ("A" * 24 + "BB", DivisionRequest(), ["A" * 12 + "BB", "A" * 12]),
        ("AAABBBCCC", DivisionRequest(groups=2), ["AAACCC", "BBB"]),
        ("AAA---", DivisionRequest(), ["AAA---"]),
        ("AAABBB--", DivisionRequest(), ["AAA-", "BBB-"]),
    ],
)
def test_those_alike_stay_together_as_far_as_the_sizes_allow(kinds, wish, groups):
    people = people_of(kinds)

    found = divide(people, wish)

    assert sorted(map(len, keys_of(people, found))) == sorted(map(len, groups))
    shown = keys_of(people, found)
    if len(set(kinds)) == 1:
        shown = ["-" * len(group) for group in shown]
    assert sorted(shown) == sorted("".join(sorted(group)) for group in groups)


@pytest.mark.parametrize(
    ("kinds", "wish", "groups"),
    [
        # Those alike are not parted for the sake of somebody of whom nothing is known.
        ("-AA", DivisionRequest(least=1, groups=2), ["-", "AA"]),
        ("--A", DivisionRequest(least=1, groups=2), ["-", "-A"]),
        ("-Bc", DivisionRequest(least=1, groups=2), ["-", "Bc"]),
        ("-Ac-", DivisionRequest(least=1, groups=2), ["--", "Ac"]),
        ("-AAa", DivisionRequest(least=2, most=3, groups=2), ["-A", "Aa"]),
        # A kind too large for one group has two before another kind has one.
        ("AABaa", DivisionRequest(least=1, most=3, groups=2), ["ABa", "Aa"]),
        # A group is not filled beyond its size, nor beyond what the others need.
        ("BaaA_a", DivisionRequest(least=2, most=3, groups=2), ["Aaa", "B_a"]),
        ("AAbbbb", DivisionRequest(groups=2, most=3), ["Abb", "Abb"]),
        # Those who are not enough for a group fill up another; of many, those with the fewest.
        ("BABb", DivisionRequest(least=2, most=3, groups=2), ["Ab", "BB"]),
        ("AAABCbbb", DivisionRequest(least=2, most=4, groups=3), ["AA", "AC", "Bbbb"]),
        ("bCABA-ab-", DivisionRequest(least=2, most=7, groups=4), ["--", "AAa", "Bb", "Cb"]),
        ("aaAc-B", DivisionRequest(least=2, most=7, groups=3), ["-a", "Aa", "Bc"]),
        ("-Abbc", DivisionRequest(least=1, most=5, groups=2), ["-c", "Abb"]),
        ("ABcc", DivisionRequest(least=1, groups=2), ["Acc", "B"]),
        # Who lends a full member: those without a group of their own, else the kind with the most.
        ("-AAbbb", DivisionRequest(least=1, most=4, groups=2), ["-bbb", "AA"]),
        ("Ab-A-A", DivisionRequest(least=2, groups=3), ["--", "AA", "Ab"]),
    ],
)
def test_a_proposal_is_the_same_tomorrow(kinds, wish, groups):
    found = divide(people_of(kinds), wish)

    where = [sorted(kinds[one - 1] for one in part.members) for part in found.parts]
    assert sorted("".join(group) for group in where) == groups


def test_who_is_kept_somewhere_stays_with_those_kept_there():
    people = people_of("AAAABBBB")

    found = divide(people, DivisionRequest(keep={1: "East", 5: "East", 8: "West"}))

    where = {part.label: part.members for part in found.parts}
    assert {1, 5} <= set(where["East"])
    assert 8 in where["West"]
