"""A proposal for the groups of a branch, and its application."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from riverside import DAY, day, riverside

from orglife.actions.people.division import divide_branch, propose
from orglife.actions.people.groups import GroupEntry, assign_members, create_group, name_leader
from orglife.errors import (
    ChoiceError,
    InvalidRecordError,
    RefusedError,
    RuleBrokenError,
    UnknownNameError,
)
from orglife.model.calendar import PartialDate
from orglife.model.member import Transfer
from orglife.model.proposal import ProposalTerms
from orglife.model.roster import (
    group_members_on,
    groups_on,
    members_on,
    primary_groups_of,
    shortfalls,
)


def homes(**where):
    """Return fields that let people live where `where` says: East="ABC"."""
    return {letter: {"residence": lane} for lane, letters in where.items() for letter in letters}


def shown(branch, proposal):
    return {
        one.name: "".join(branch.members[key].name[-1] for key in one.members)
        for one in proposal.groups
    }


def inside(branch, group, on=DAY):
    return "".join(member.name[-1] for member in group_members_on(branch, branch.groups[group], on))


LANES = homes(East="ABCg", West="DEFh")


def test_those_who_live_together_make_a_group_and_it_is_said_why():
    branch = riverside(loose="ABCDEFgh", **LANES)

    proposal = propose(branch, ProposalTerms("residence"), day=DAY)

    assert shown(branch, proposal) == {"Group 1": "ABCg", "Group 2": "DEFh"}
    assert [one.full for one in proposal.groups] == [3, 3]
    why = proposal.groups[0].reasons[0]
    assert (why.code, why.key, why.members) == ("own", "East", (1, 2, 3, 7))
    assert (why.said.values["found"], why.said.values["all"]) == (4, 4)


def test_spelling_differences_of_width_and_case_divide_nobody():
    branch = riverside(loose="ABCDEF", **homes(East="ABC", **{"ＥＡＳＴ ": "DEF"}))

    assert shown(branch, propose(branch, ProposalTerms(), day=DAY)) == {"Group 1": "ABCDEF"}


def test_unknown_places_are_divided_by_number_and_that_is_said():
    branch = riverside(loose="ABCDEFGHIJKLMNOP")

    proposal = propose(branch, ProposalTerms("unit"), day=DAY)

    assert [len(one.members) for one in proposal.groups] == [8, 8]
    assert [one.reasons[0].code for one in proposal.groups] == ["unknown", "unknown"]


def test_visitors_and_those_who_left_are_not_divided():
    branch = riverside(
        loose="ABCDE", D={"visiting": True}, E={"left": PartialDate.parse("2026-11-21")}
    )

    assert shown(branch, propose(branch, ProposalTerms(), day=DAY)) == {"Group 1": "ABC"}


def test_who_is_kept_stays_even_apart_from_the_neighbours():
    branch = riverside("ABCg", "DEFh", **LANES)

    proposal = propose(branch, ProposalTerms(keep=(("Person A", "Group 2"),)), day=DAY)

    assert shown(branch, proposal) == {"Group 1": "BCg", "Group 2": "ADEFh"}
    assert proposal.groups[1].reasons[0].code == "kept"
    assert [move.member for move in proposal.moves] == [1]


def test_where_there_are_groups_only_these_can_be_kept():
    branch = riverside("ABCDEF")

    with pytest.raises(UnknownNameError, match="Gruop"):
        propose(branch, ProposalTerms(keep=(("Person A", "Gruop 1"),)), day=DAY)
    with pytest.raises(InvalidRecordError, match="can't be kept in Group 1 and in"):
        propose(
            riverside("ABC", "DEF"),
            ProposalTerms(keep=(("Person A", "Group 1"), ("#1", "Group 2"))),
            day=DAY,
        )


def test_where_there_are_none_a_label_is_the_name_of_a_new_group():
    branch = riverside(loose="ABCDEFgh", **LANES)

    proposal = propose(branch, ProposalTerms(keep=(("Person A", "Bridge"),)), day=DAY)

    assert shown(branch, proposal) == {"Bridge": "ABCg", "Group 1": "DEFh"}


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (ProposalTerms(most=2), "at most 2 in a group is less than at least 3"),
        (ProposalTerms(groups=3), "3 groups of at least 3 need 9 members, and there are 8"),
        (ProposalTerms(most=3), "8 members, at most 3 in a group, are at least 3 groups"),
        (ProposalTerms(least=9), "1 group of at least 9 needs 9 members, and there are 8"),
    ],
)
def test_where_no_division_exists_the_numbers_say_why(terms, said):
    with pytest.raises(RefusedError) as caught:
        propose(riverside(loose="ABCDEFgh", **LANES), terms, day=DAY)

    assert said in str(caught.value)
    assert caught.value.exit_code == 3


def test_groups_of_two_are_not_proposed_and_ways_to_divide_are_three():
    with pytest.raises(RuleBrokenError, match="GR-SIZE"):
        propose(riverside(loose="ABCD"), ProposalTerms(least=2), day=DAY)
    with pytest.raises(ChoiceError, match="age"):
        propose(riverside(loose="ABCD"), ProposalTerms("age"), day=DAY)
    assert propose(riverside(loose="ABCD"), ProposalTerms("工作单位"), day=DAY).by == "unit"


def test_applied_to_a_branch_without_groups_it_forms_them():
    branch = riverside(loose="ABCDEFgh", **LANES)

    change = divide_branch(branch, propose(branch, ProposalTerms("residence"), day=DAY))

    assert [(one.name, one.basis, one.formed) for one in change.branch.groups.values()] == [
        ("Group 1", "residence", DAY),
        ("Group 2", "residence", DAY),
    ]
    assert inside(change.branch, 1) == "ABCg"
    assert any("no leader yet" in str(one) for one in change.warnings)


def test_applied_to_groups_it_moves_those_who_live_elsewhere_and_keeps_names_and_leaders():
    branch = riverside("ABCDg", "EFh", **LANES)
    branch = name_leader(branch, "Group 2", "Person E", day=day("2026-01-01")).branch

    proposal = propose(branch, ProposalTerms("residence"), day=DAY)
    change = divide_branch(branch, proposal)

    assert [(move.member, move.before, move.name) for move in proposal.moves] == [(4, 1, "Group 2")]
    assert (inside(change.branch, 1), inside(change.branch, 2)) == ("ABCg", "DEFh")
    assert inside(change.branch, 1, day("2026-11-21")) == "ABCDg"
    assert change.branch.groups[2].leader_on(DAY).member == 6
    assert change.branch.groups[1].basis == "residence"


def test_a_group_that_nothing_goes_on_with_is_dissolved_the_day_before():
    branch = riverside("ABg", "CDE", "Fh", **LANES)

    proposal = propose(branch, ProposalTerms("residence", groups=2), day=DAY)
    change = divide_branch(branch, proposal)

    assert proposal.dissolved == (3,)
    assert [group.name for group in groups_on(change.branch, DAY)] == ["Group 1", "Group 2"]
    assert change.branch.groups[3].dissolved == day("2026-11-21")


def test_a_division_that_exists_already_changes_nothing():
    branch = riverside(loose="ABCDEFgh", **LANES)
    divided = divide_branch(branch, propose(branch, ProposalTerms(), day=DAY)).branch

    proposal = propose(divided, ProposalTerms(), day=DAY)

    assert proposal.moves == ()
    assert divide_branch(divided, proposal).branch is divided


def test_a_dual_group_beside_the_others_stays_as_it_is():
    branch = riverside("ABCg", "DEFh", **LANES)
    entry = GroupEntry("Choir", ("Person A", "Person D", "Person E"), type="dual")
    branch = create_group(branch, entry, day=day("2026-01-01")).branch

    change = divide_branch(branch, propose(branch, ProposalTerms(), day=DAY))

    assert inside(change.branch, 3) == "ADE"


def test_it_is_not_applied_before_a_move_that_is_recorded():
    branch = riverside("ABCDg", "EFh", **LANES)
    branch = assign_members(branch, [("Person D", "Group 2")], day=DAY).branch
    before = propose(branch, ProposalTerms(keep=(("Person E", "Group 1"),)), day=day("2026-11-21"))

    with pytest.raises(InvalidRecordError, match="already recorded"):
        divide_branch(branch, before)


def test_a_departure_that_is_known_already_refuses_the_application():
    leaving = {"transfers": (Transfer(sent=day("2026-11-01"), received=day("2026-12-01")),)}
    branch = riverside("ABCDEF", **homes(East="ABC", West="DEF"))
    branch = branch.put(
        "members", branch.members[1].__class__(**{**_fields(branch.members[1]), **leaving})
    )
    proposal = propose(branch, ProposalTerms(), day=DAY)

    with pytest.raises(RuleBrokenError, match="would have 2 members on 2026-12-01"):
        divide_branch(branch, proposal)
    assert divide_branch(branch, proposal, force=True).warnings


def _fields(record):
    return {name: getattr(record, name) for name in record.__struct_fields__}


def test_new_groups_are_named_in_the_language_of_the_branch():
    from msgspec.structs import replace

    branch = riverside(loose="ABCDEF", **homes(East="ABC", West="DEF"))
    branch = replace(branch, meta=replace(branch.meta, language="zh"))

    proposal = propose(branch, ProposalTerms(), day=DAY)

    assert [one.name for one in proposal.groups] == ["第一党小组", "第二党小组"]


lanes = st.sampled_from(["East", "West", "North", ""])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(lanes, st.booleans(), st.integers(0, 2)), min_size=1, max_size=24),
    st.none() | st.integers(3, 9),
)
def test_whatever_is_proposed_can_be_applied_and_leaves_every_group_whole(people, most):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(people)]
    names = [
        letter if full else letter.lower()
        for letter, (_, full, _) in zip(letters, people, strict=True)
    ]
    groups = [
        "".join(name for name, (_, _, at) in zip(names, people, strict=True) if at == number)
        for number in (1, 2)
    ]
    loose = "".join(name for name, (_, _, at) in zip(names, people, strict=True) if at == 0)
    fields = {name: {"residence": lane} for name, (lane, _, _) in zip(names, people, strict=True)}
    branch = riverside(*groups, loose=loose, **fields)

    try:
        proposal = propose(branch, ProposalTerms(most=most), day=DAY)
    except RefusedError:
        return
    after = divide_branch(branch, proposal).branch

    placed = [len(primary_groups_of(after, one.id, DAY)) for one in members_on(after, DAY)]
    assert set(placed) == {1}
    for group in groups_on(after, DAY):
        assert shortfalls(after, group, DAY) == []
        assert most is None or len(group_members_on(after, group, DAY)) <= most
