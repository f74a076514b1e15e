from datetime import date

import pytest
from msgspec.structs import replace
from small_branch import held, riverside

from orglife.actions.meetings.votes import VoteEntry, record_vote
from orglife.errors import ChoiceError, InvalidRecordError, UnknownNameError
from orglife.model.member import StatusPeriod
from orglife.model.voting import judge_motion

# Nine of the ten have a vote; Zheng Shi (#10) is probationary.


def meeting(kind="general-meeting", on="2026-11-06", branch=None, **values):
    made = held(branch or riverside(), kind, on, **values)
    return made, made.activities[max(made.activities)]


def vote(branch, activity, text="Plan", **values):
    return record_vote(branch, activity, VoteEntry(text, **values))


def motion_of(change):
    return change.branch.activities[change.records[0].id].motions[-1]


def verdict(change):
    activity = change.branch.activities[change.records[0].id]
    return judge_motion(change.branch, activity, activity.motions[-1])


def test_the_vote_is_kept_with_the_meeting():
    change = vote(*meeting(), yes=5, no=3, abstain=1)
    motion = motion_of(change)

    assert (motion.text, motion.yes, motion.no, motion.abstain) == ("Plan", 5, 3, 1)
    assert verdict(change).carried
    assert not change.warnings


@pytest.mark.parametrize(("yes", "carried"), [(4, False), (5, True)])
def test_more_than_half_of_those_who_should_attend_carry_it(yes, carried):
    assert verdict(vote(*meeting(), yes=yes)).carried is carried


def test_as_many_votes_as_voters_are_accepted_and_one_more_is_not():
    branch, activity = meeting(absent="Li Si; Zheng Shi")

    assert motion_of(vote(branch, activity, yes=8)).yes == 8
    with pytest.raises(InvalidRecordError, match=r"9.*8"):
        vote(branch, activity, yes=8, abstain=1)


def test_the_probationary_member_who_came_adds_no_vote():
    branch, activity = meeting(present=("Zheng Shi", "Li Si"))

    with pytest.raises(InvalidRecordError):
        vote(branch, activity, yes=2)


def test_who_came_late_votes_and_who_left_the_room_does_not():
    branch, activity = meeting(late=("Li Si",))

    assert verdict(vote(branch, activity, yes=9)).present == 9
    left = vote(branch, activity, yes=8, not_in_room=("Li Si",))
    assert (verdict(left).present, verdict(left).due) == (8, 9)
    with pytest.raises(InvalidRecordError):
        vote(branch, activity, yes=9, not_in_room=("Li Si",))


def test_who_was_absent_cannot_have_left_the_room():
    branch, activity = meeting(absent="Li Si")

    with pytest.raises(InvalidRecordError, match="Li Si"):
        vote(branch, activity, yes=5, not_in_room=("Li Si",))


def test_written_opinions_count_in_admissions_only():
    branch, activity = meeting(absent="Li Si; Wang Wu")

    admitted = vote(branch, activity, kind="admission", yes=9, written=2)
    assert (verdict(admitted).yes, verdict(admitted).present) == (9, 7)
    for kind in ("ordinary", "election"):
        with pytest.raises(InvalidRecordError, match="written"):
            vote(branch, activity, kind=kind, yes=8, written=1)


@pytest.mark.parametrize(
    ("yes", "written"),
    [(9, 3), (1, 2), (10, 2)],
)
def test_written_opinions_are_of_those_not_there_and_part_of_the_count(yes, written):
    branch, activity = meeting(absent="Li Si; Wang Wu")

    with pytest.raises(InvalidRecordError, match=r"written|wrote"):
        vote(branch, activity, kind="admission", yes=yes, written=written)


@pytest.mark.parametrize("field", ["yes", "no", "abstain", "written"])
def test_no_number_is_negative(field):
    values = {"yes": 1, "kind": "admission", field: -1}

    with pytest.raises(InvalidRecordError, match="negative"):
        vote(*meeting(), **values)


def excluded(branch, activity, *, reason="bedridden", consent=date(2026, 11, 1), **values):
    values.setdefault("kind", "election")
    values.setdefault("yes", 5)
    return vote(branch, activity, excluded=(("Li Si", reason),), consent=consent, **values)


def test_an_exclusion_lowers_the_number_of_those_who_should_attend():
    change = excluded(*meeting(absent="Li Si"))

    assert verdict(change).due == 8
    assert motion_of(change).excluded[0].reason == "bedridden"


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "ordinary"},
        {"reason": ""},
        {"reason": "  "},
        {"consent": None},
        {"consent": date(2026, 11, 7)},
    ],
)
def test_an_exclusion_needs_its_reason_consent_and_kind(values):
    with pytest.raises(InvalidRecordError):
        excluded(*meeting(absent="Li Si"), **values)


def test_the_consent_may_come_on_the_day_itself():
    assert excluded(*meeting(absent="Li Si"), consent=date(2026, 11, 6)).records


def test_nobody_who_was_there_or_has_no_vote_is_excluded():
    with pytest.raises(InvalidRecordError, match="was at the meeting"):
        excluded(*meeting())
    branch = riverside()
    suspended = replace(branch.members[4], suspended=(StatusPeriod(since=date(2026, 1, 1)),))
    with pytest.raises(InvalidRecordError, match="no vote"):
        excluded(*meeting(absent="Li Si", branch=branch.put("members", suspended)))


def test_the_committee_has_no_exclusions():
    with pytest.raises(InvalidRecordError):
        vote(
            *meeting("committee-meeting", absent="Zeng Li"),
            kind="election",
            yes=2,
            excluded=(("Zeng Li", "ill"),),
            consent=date(2026, 11, 1),
        )


def test_the_committee_decides_by_more_than_half_of_those_seated():
    branch, activity = meeting("committee-meeting", absent="Zeng Li")

    assert verdict(vote(branch, activity, yes=2)).carried
    assert not verdict(vote(branch, activity, yes=1, no=1)).carried


@pytest.mark.parametrize("kind", ["group-meeting", "lecture"])
def test_a_group_decides_nothing_by_vote(kind):
    with pytest.raises(InvalidRecordError, match="group"):
        vote(*meeting(kind, group="1"), yes=3)


@pytest.mark.parametrize(("absent", "quorate"), [(4, True), (5, False)])
def test_a_decision_without_quorum_is_recorded_and_said(absent, quorate):
    names = "; ".join(["Yang Jie", "Shan Jun", "Zeng Li", "Li Si", "Wang Wu"][:absent])
    change = vote(*meeting(absent=names), yes=4)

    assert verdict(change).quorate is quorate
    assert any("without quorum" in str(one) for one in change.warnings) is not quorate


def test_who_stands_in_no_count_is_said():
    few, all_ = vote(*meeting(absent=""), yes=4), vote(*meeting(absent=""), yes=4, no=5)

    assert "5 with a vote stand in none of the counts" in str(few.warnings[0])
    assert not all_.warnings


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_nothing_is_voted_at_what_was_not_held(state):
    branch, activity = meeting()
    planned = replace(activity, state=state, planned=activity.held, held=None, attendance=None)

    with pytest.raises(InvalidRecordError, match="not held"):
        vote(branch.put("activities", planned), planned, yes=1)


def test_a_finalized_meeting_takes_no_more_votes():
    branch, activity = meeting()
    final = replace(activity, finalized=date(2026, 11, 10))

    with pytest.raises(InvalidRecordError, match="finalized"):
        vote(branch.put("activities", final), final, yes=1)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"kind": "nonsense"}, ChoiceError),
        ({"text": "  "}, InvalidRecordError),
        ({"not_in_room": ("Nobody",)}, UnknownNameError),
        ({"notice": date(2026, 11, 7)}, InvalidRecordError),
    ],
)
def test_the_rest_is_refused(values, error):
    with pytest.raises(error):
        vote(*meeting(), **{"yes": 5, **values})


def test_the_voters_are_those_of_the_day_of_the_meeting():
    branch, activity = meeting(on="2026-06-30")
    gone = replace(branch.members[4], left=branch.members[4].joined.of(date(2026, 7, 31)))
    change = vote(branch.put("members", gone), activity, yes=9)

    assert verdict(change).due == 9


def test_the_same_motion_again_is_said():
    change = vote(*meeting(), yes=5)
    activity = change.branch.activities[1]

    assert vote(change.branch, activity, yes=5).warnings
