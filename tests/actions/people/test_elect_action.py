from datetime import date

import pytest
from msgspec.structs import replace
from small_branch import held, riverside

from orglife.actions.meetings.elections import ElectionEntry, record_election
from orglife.errors import InvalidRecordError, RuleBrokenError, UnknownNameError
from orglife.model.member import StatusPeriod
from orglife.model.voting import elected_members

# Nine have a vote; all nine are there unless a test says otherwise: half of 9 are passed with 5.


def election(branch=None, activity=None, **values):
    if branch is None:
        branch = held(riverside(), "general-meeting", "2026-11-06")
    activity = activity or branch.activities[1]
    told = {
        "text": "Committee",
        "seats": 2,
        "issued": 9,
        "returned": 9,
        "votes": (("Li Si", 8), ("Wang Wu", 5), ("Zhao Liu", 4)),
        **values,
    }
    force = told.pop("force", False)
    return record_election(branch, activity, ElectionEntry(**told), force=force)


def chosen(change):
    activity = change.branch.activities[1]
    return elected_members(change.branch, activity, activity.motions[-1])


def test_more_than_half_of_those_present_elect():
    assert chosen(election()) == (4, 5)
    assert chosen(election(votes=(("Li Si", 8), ("Wang Wu", 4)))) == (4,)


def test_no_more_are_elected_than_there_are_seats():
    votes = (("Wang Wu", 5), ("Li Si", 6), ("Zhao Liu", 7))

    assert chosen(election(votes=votes)) == (6, 4)


def test_a_tie_for_the_last_seat_elects_neither():
    votes = (("Li Si", 7), ("Wang Wu", 5), ("Zhao Liu", 5))

    assert chosen(election(votes=votes)) == (4,)


@pytest.mark.parametrize(("absent", "quorate"), [("Li Si", True), ("Li Si; Wang Wu", False)])
def test_four_fifths_of_nine_are_eight(absent, quorate):
    branch = held(riverside(), "general-meeting", "2026-11-06", absent=absent)
    change = election(branch, issued=7, returned=7, votes=(("Zhao Liu", 7),))

    told = [one for one in change.warnings if "without quorum" in str(one)]
    assert bool(told) is not quorate
    assert bool(chosen(change)) is quorate


@pytest.mark.parametrize(
    "values",
    [
        {"issued": 10},
        {"returned": 10},
        {"returned": 8, "spoiled": 9},
        {"spoiled": 2},
        {"seats": 0},
        {"issued": -1},
        {"spoiled": -1},
        {"votes": ()},
        {"votes": (("Li Si", 10),)},
        {"votes": (("Li Si", -1),)},
        {"votes": (("Li Si", 9), ("Wang Wu", 9), ("Zhao Liu", 1))},
        {"votes": (("Li Si", 1), ("#4", 1))},
    ],
)
def test_what_the_ballots_cannot_be_is_refused(values):
    with pytest.raises(InvalidRecordError):
        election(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"returned": 8, "votes": (("Li Si", 8), ("Wang Wu", 8))},
        {"spoiled": 1, "votes": (("Li Si", 8), ("Wang Wu", 8))},
        {"votes": (("Li Si", 9), ("Wang Wu", 9))},
    ],
)
def test_what_they_may_just_be_is_recorded(values):
    assert election(**values).records


def test_a_ballot_for_each_who_left_the_room_is_one_too_many():
    with pytest.raises(InvalidRecordError, match="8 with a vote"):
        election(not_in_room=("Li Si",))


def test_who_has_no_rights_is_not_elected_unless_forced():
    with pytest.raises(RuleBrokenError, match="EL-RIGHTS"):
        election(votes=(("Zheng Shi", 9),))
    assert chosen(election(votes=(("Zheng Shi", 9),), force=True)) == (10,)

    branch = held(riverside(), "general-meeting", "2026-11-06")
    suspended = replace(branch.members[4], suspended=(StatusPeriod(since=date(2026, 11, 6)),))
    with pytest.raises(RuleBrokenError):
        election(branch.put("members", suspended), issued=8, returned=8)


def test_an_unknown_candidate_is_refused():
    with pytest.raises(UnknownNameError):
        election(votes=(("Nobody", 9),))


def test_an_exclusion_with_consent_makes_it_quorate():
    branch = held(riverside(), "general-meeting", "2026-11-06", absent="Li Si; Wang Wu")
    change = election(
        branch,
        issued=7,
        returned=7,
        votes=(("Zhao Liu", 7),),
        excluded=(("Li Si", "abroad"),),
        consent=date(2026, 11, 1),
    )

    assert chosen(change) == (6,)


def test_the_committee_elects_its_secretary():
    branch = held(riverside(), "committee-meeting", "2026-11-06")

    assert chosen(election(branch, seats=1, issued=3, returned=3, votes=(("Yang Jie", 3),))) == (1,)
