"""Who decides a motion: derived for the day, in one place."""

from datetime import date

import pytest

from orglife.errors import InvalidRecordError
from orglife.model.activity import (
    Absence,
    Activity,
    Attendance,
    Ballots,
    ElectionCandidate,
    Exclusion,
    Motion,
)
from orglife.model.branch import Branch, Meta
from orglife.model.calendar import PartialDate
from orglife.model.group import Post
from orglife.model.member import Member, StatusPeriod
from orglife.model.voting import electorate, judge_candidates, judge_motion

DAY = date(2026, 3, 2)


def branch_of(full, probationary=0, posts=(), suspended=()):
    members = {
        number: Member(
            id=number,
            name=f"Member {number}",
            stages={"full": None} if number <= full else {"probationary": None},
            suspended=(StatusPeriod(since=DAY),) if number in suspended else (),
        )
        for number in range(1, full + probationary + 1)
    }
    return Branch(
        meta=Meta(uid="u", name="B", sector="community", founded=date(2015, 6, 1)),
        members=members,
        posts={
            number: Post(id=number, seat=seat, member=member)
            for number, (seat, member) in enumerate(posts, 1)
        },
    )


def meeting(present, others=None, scope="branch", **more):
    return Activity(
        id=1,
        kind="general-meeting",
        scope=scope,
        held=DAY,
        attendance=Attendance(present=tuple(present), others=others or {}),
        **more,
    )


def test_late_is_present_and_probationary_has_no_vote():
    branch = branch_of(4, probationary=2)
    activity = meeting([1, 5, 6], {2: Absence(state="late"), 3: Absence(state="excused")})

    voters = electorate(branch, activity, Motion(text="m"))

    assert voters.due == (1, 2, 3, 4)
    assert voters.present == (1, 2)


def test_who_had_left_the_room_lowers_present_and_not_due():
    branch = branch_of(4)
    activity = meeting([1, 2, 3])

    verdict = judge_motion(branch, activity, Motion(text="m", yes=2, not_in_room=(3,)))

    assert (verdict.due, verdict.present, verdict.quorate) == (4, 2, True)


def test_suspended_rights_leave_the_electorate_on_their_day():
    verdict = judge_motion(branch_of(4, suspended=(4,)), meeting([1, 2, 4]), Motion(text="m"))

    assert (verdict.due, verdict.present) == (3, 2)


@pytest.mark.parametrize(
    ("kind", "consent", "reason", "due"),
    [
        ("election", DAY, "bedridden", 4),
        ("admission", DAY, "正在服刑", 4),
        ("admission", DAY, "ill", 5),
        ("election", DAY, "retired-home", 4),
        ("admission", DAY, "retired-home", 5),
        ("election", date(2026, 3, 3), "bedridden", 5),
        ("election", None, "bedridden", 5),
        ("election", DAY, " ", 5),
        ("ordinary", DAY, "bedridden", 5),
    ],
)
def test_only_approved_exclusions_lower_due(kind, consent, reason, due):
    motion = Motion(
        text="m", kind=kind, consent=consent, excluded=(Exclusion(member=5, reason=reason),)
    )

    assert judge_motion(branch_of(5), meeting([1, 2, 3, 4]), motion).due == due


def test_excluding_who_has_no_vote_changes_nothing():
    motion = Motion(
        text="m", kind="election", consent=DAY, excluded=(Exclusion(member=6, reason="bedridden"),)
    )

    voters = electorate(branch_of(5, probationary=1), meeting([1, 2, 3, 4]), motion)

    assert (len(voters.due), voters.excluded) == (5, ())


def test_written_opinions_are_votes_and_no_presence():
    motion = Motion(text="m", kind="admission", yes=9, written=1)
    verdict = judge_motion(branch_of(16), meeting(range(1, 9)), motion)

    assert (verdict.present, verdict.quorate, verdict.carried) == (8, False, False)


def test_the_committee_counts_persons_seated_once():
    branch = branch_of(
        9, posts=[("secretary", 1), ("organization", 2), ("publicity", 2), ("discipline", 3)]
    )
    activity = meeting([1, 3, 9], scope="committee")

    verdict = judge_motion(branch, activity, Motion(text="m", yes=2))

    assert (verdict.kind, verdict.due, verdict.present, verdict.carried) == (
        "committee",
        3,
        2,
        True,
    )


def test_the_committee_elects_by_the_election_rule_over_persons_seated():
    branch = branch_of(
        9, posts=[("organization", 1), ("publicity", 2), ("discipline", 3), ("other", 4)]
    )
    motion = Motion(text="secretary", kind="election", yes=3)

    verdict = judge_motion(branch, meeting([1, 2, 3], scope="committee"), motion)

    assert (verdict.kind, verdict.due, verdict.needed_present, verdict.quorate) == (
        "election",
        4,
        4,
        False,
    )


@pytest.mark.parametrize("scope", ["group", "members"])
def test_a_group_meeting_decides_nothing(scope):
    with pytest.raises(InvalidRecordError):
        judge_motion(branch_of(5), meeting([1, 2, 3], scope=scope), Motion(text="m"))


def test_without_attendance_nobody_is_present():
    activity = Activity(id=1, kind="general-meeting", held=DAY)

    assert judge_motion(branch_of(3), activity, Motion(text="m")).present == 0


def test_each_candidate_needs_more_than_half_of_those_present():
    ballots = Ballots(
        seats=2,
        issued=5,
        returned=5,
        candidates=(ElectionCandidate(member=1, votes=3), ElectionCandidate(member=2, votes=2)),
    )
    motion = Motion(text="e", kind="election", ballots=ballots)

    results = list(judge_candidates(branch_of(5), meeting(range(1, 6)), motion))

    assert [(one.member, verdict.carried) for one, verdict in results] == [(1, True), (2, False)]
    assert list(judge_candidates(branch_of(5), meeting([1]), Motion(text="m"))) == []


def test_a_member_who_joined_that_day_votes_and_who_left_the_day_before_does_not():
    branch = branch_of(4)
    members = dict(branch.members)
    members[3] = Member(id=3, name="Joined", stages={"full": None}, arrived=PartialDate.of(DAY))
    members[4] = Member(
        id=4, name="Left", stages={"full": None}, left=PartialDate.of(date(2026, 3, 1))
    )
    branch = Branch(meta=branch.meta, members=members)

    assert electorate(branch, meeting([1, 2]), Motion(text="m")).due == (1, 2, 3)
