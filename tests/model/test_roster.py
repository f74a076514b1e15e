"""Who belongs, who votes, who should attend: derived for a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from riverside import DAY, day, riverside

from orglife.model.branch import Branch, Meta
from orglife.model.calendar import PartialDate
from orglife.model.group import Group, Leader, Membership, Post
from orglife.model.member import Member, StatusPeriod, Transfer
from orglife.model.roster import (
    committee_on,
    entitled_on,
    expected_on,
    first_day,
    full_members_on,
    group_members_on,
    groups_on,
    has_committee,
    is_member_on,
    may_vote,
    members_on,
    posts_on,
    primary_groups_of,
    roster_change_days,
    voters_on,
)

DAYS = st.integers(0, 400).map(lambda number: date(2025, 1, 1) + timedelta(days=number))
PARTIAL = st.one_of(
    DAYS.map(PartialDate.of), DAYS.map(lambda one: PartialDate(one.year, one.month))
)


STAGE = st.sampled_from(["applicant", "activist", "probationary", "full"])


@st.composite
def histories(draw):
    """A branch in which people, groups and posts come and go within a year."""

    def run(kind, **fields):
        since, until = draw(st.none() | DAYS), draw(st.none() | DAYS)
        return kind(since=since, until=until, **fields)

    def member(key):
        stages = {stage: draw(st.none() | PARTIAL) for stage in draw(st.sets(STAGE))}
        fields = {"stages": stages}
        if draw(st.booleans()):
            fields["left"] = draw(PARTIAL)
        if draw(st.booleans()):
            fields["arrived"] = draw(PARTIAL)
        if draw(st.booleans()):
            fields["suspended"] = (StatusPeriod(since=draw(DAYS), until=draw(st.none() | DAYS)),)
        if draw(st.booleans()):
            fields["transfers"] = (
                Transfer(
                    sent=date(2025, 1, 1),
                    received=draw(st.none() | DAYS),
                    returned=draw(st.none() | DAYS),
                ),
            )
        return Member(id=key, name=f"M{key}", **fields)

    keys = range(1, draw(st.integers(1, 4)) + 1)
    groups = {
        key: Group(
            id=key,
            name=f"G{key}",
            formed=draw(st.none() | DAYS),
            dissolved=draw(st.none() | DAYS),
            memberships=tuple(run(Membership, member=one) for one in keys),
            leaders=(run(Leader, member=1),),
        )
        for key in range(1, draw(st.integers(0, 2)) + 1)
    }
    seats = draw(st.lists(st.sampled_from(["secretary", "deputy-secretary", "organization"])))
    posts = {
        key: run(Post, id=key, seat=seat, member=draw(st.sampled_from(keys)))
        for key, seat in enumerate(seats[:4], 1)
    }
    meta = Meta(uid="u", name="B", sector="rural", founded=draw(DAYS))
    members = {key: member(key) for key in keys}
    return Branch(meta=meta, members=members, groups=groups, posts=posts)


def known(text):
    return PartialDate.parse(text)


def one(**fields):
    branch = riverside(loose="A", A=fields)
    return branch, branch.members[1]


def names(members):
    return "".join(member.name[-1] for member in members)


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({}, "2015-06-01"),
        ({"arrived": known("2020-03-15")}, "2020-03-15"),
        ({"arrived": known("2020-03")}, "2020-03-01"),
        ({"arrived": known("2010-01-01")}, "2015-06-01"),
        ({"stages": {"probationary": known("2021-02-03")}}, "2021-02-03"),
        (
            {"stages": {"probationary": known("2021-02-03")}, "arrived": known("2022-01-01")},
            "2022-01-01",
        ),
        ({"stages": {"full": None}}, "2015-06-01"),
    ],
)
def test_the_first_day_is_the_latest_of_founding_arrival_and_admission(fields, first):
    branch, member = one(**fields)

    assert first_day(branch, member) == day(first)


@pytest.mark.parametrize(
    ("fields", "last_out", "first_in"),
    [
        ({"arrived": known("2020-03-15")}, "2020-03-14", "2020-03-15"),
        ({"stages": {"probationary": known("2021-02")}}, "2021-01-31", "2021-02-01"),
        ({}, "2015-05-31", "2015-06-01"),
    ],
)
def test_somebody_belongs_from_the_first_day_on(fields, last_out, first_in):
    branch, member = one(**fields)

    assert not is_member_on(branch, member, day(last_out))
    assert is_member_on(branch, member, day(first_in))


@pytest.mark.parametrize(
    ("fields", "last_in", "first_out"),
    [
        ({"left": known("2026-05-31")}, "2026-05-31", "2026-06-01"),
        ({"left": known("2026-05")}, "2026-05-31", "2026-06-01"),
        (
            {"transfers": (Transfer(sent=day("2026-03-01"), received=day("2026-06-01")),)},
            "2026-05-31",
            "2026-06-01",
        ),
    ],
)
def test_somebody_belongs_up_to_the_last_day(fields, last_in, first_out):
    branch, member = one(**fields)

    assert is_member_on(branch, member, day(last_in))
    assert not is_member_on(branch, member, day(first_out))


def test_somebody_sent_away_and_not_received_still_counts():
    branch, member = one(transfers=(Transfer(sent=day("2026-03-01")),))

    assert is_member_on(branch, member, DAY)


def test_somebody_who_came_back_belongs_from_that_day_on():
    transfer = Transfer(
        sent=day("2026-03-01"), received=day("2026-04-01"), returned=day("2026-06-01")
    )
    branch, member = one(transfers=(transfer,))

    assert not is_member_on(branch, member, day("2026-05-31"))
    assert is_member_on(branch, member, day("2026-06-01"))


@pytest.mark.parametrize(
    "fields", [{"visiting": True}, {"former": True}, {"stages": {"activist": None}}]
)
def test_visitors_former_members_and_applicants_never_belong(fields):
    branch, member = one(**fields)

    assert not is_member_on(branch, member, DAY)
    assert not may_vote(branch, member, DAY)


def test_full_members_vote_from_the_day_of_full_membership_on():
    branch, member = one(stages={"probationary": known("2020-01-01"), "full": known("2021-01-01")})

    assert not may_vote(branch, member, day("2020-12-31"))
    assert may_vote(branch, member, day("2021-01-01"))


def test_a_full_member_of_unknown_date_is_full_throughout():
    branch, member = one(stages={"full": None})

    assert may_vote(branch, member, day("2015-06-01"))


def test_suspended_rights_are_suspended_on_both_end_days():
    spell = StatusPeriod(since=day("2026-03-01"), until=day("2026-03-31"))
    branch, member = one(suspended=(spell,))

    votes = {
        text: may_vote(branch, member, day(text))
        for text in ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01")
    }
    assert list(votes.values()) == [True, False, False, True]
    assert is_member_on(branch, member, day("2026-03-15"))


def test_members_full_members_and_voters_are_listed_by_id():
    branch = riverside("ABc", loose="D", B={"suspended": (StatusPeriod(since=day("2026-01-01")),)})

    assert names(members_on(branch, DAY)) == "ABcD"
    assert names(full_members_on(branch, DAY)) == "ABD"
    assert names(voters_on(branch, DAY)) == "AD"


def test_a_group_has_its_members_from_first_to_last_day():
    branch = riverside("AB")
    group = replace(
        branch.groups[1],
        memberships=(
            Membership(member=1, since=day("2026-03-01"), until=day("2026-03-31")),
            Membership(member=2),
        ),
    )
    branch = branch.put("groups", group)

    seen = {
        text: names(group_members_on(branch, group, day(text)))
        for text in ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01")
    }
    assert list(seen.values()) == ["B", "AB", "AB", "B"]


def test_a_group_exists_from_forming_to_dissolving_and_never_before_the_branch():
    group = Group(id=1, name="G", formed=day("2026-03-01"), dissolved=day("2026-05-31"))
    branch = riverside(loose="A").add("groups", group)
    old = riverside("A")

    seen = [
        bool(groups_on(branch, day(text)))
        for text in ("2026-02-28", "2026-03-01", "2026-05-31", "2026-06-01")
    ]
    assert seen == [False, True, True, False]
    assert not groups_on(old, day("2015-05-31"))
    assert groups_on(old, day("2015-06-01"))
    assert group_members_on(branch, group, day("2026-06-01")) == []


def test_a_member_who_left_is_in_no_group_any_more():
    branch = riverside("AB", A={"left": known("2026-11-21")})

    assert names(group_members_on(branch, branch.groups[1], DAY)) == "B"


def test_the_primary_group_is_not_the_secondary_one():
    branch = riverside("A", "B")
    beside = Membership(member=1, primary=False)
    group = replace(branch.groups[2], memberships=(*branch.groups[2].memberships, beside))
    branch = branch.put("groups", group)

    assert [found.id for found in primary_groups_of(branch, 1, DAY)] == [1]
    assert names(group_members_on(branch, group, DAY)) == "AB"


def seated(*seats, **changed):
    branch = riverside(loose="ABC", **changed)
    for number, (seat, member, since) in enumerate(seats, 1):
        post = Post(id=number, seat=seat, member=member, since=since and day(since))
        branch = branch.add("posts", post)
    return branch


def test_a_committee_is_there_while_a_seat_beside_secretary_and_deputy_is_filled():
    alone = seated(("secretary", 1, None), ("deputy-secretary", 2, None))
    whole = seated(("secretary", 1, None), ("publicity", 2, "2026-01-01"))

    assert not has_committee(alone, DAY)
    assert committee_on(alone, DAY) == []
    assert not has_committee(whole, day("2025-12-31"))
    assert names(committee_on(whole, day("2026-01-01"))) == "AB"


def test_somebody_with_two_seats_is_one_person_of_the_committee():
    branch = seated(("secretary", 1, None), ("publicity", 1, None), ("discipline", 2, None))

    assert names(committee_on(branch, DAY)) == "AB"


def test_a_post_of_unknown_start_begins_with_its_holder():
    branch = seated(("secretary", 1, None), A={"arrived": known("2026-11-22")})

    assert posts_on(branch, day("2026-11-21")) == []
    assert [post.member for post in posts_on(branch, DAY)] == [1]


def test_a_post_is_empty_once_its_holder_has_left():
    branch = seated(("secretary", 1, None), A={"left": known("2026-11-21")})

    assert [post.member for post in posts_on(branch, day("2026-11-21"))] == [1]
    assert posts_on(branch, DAY) == []


def test_who_should_attend_follows_the_scope():
    branch = seated(("secretary", 1, None), ("publicity", 2, None))
    group = Group(id=1, name="G", memberships=(Membership(member=3),))
    branch = branch.add("groups", group)

    assert names(expected_on(branch, DAY, "branch")) == "ABC"
    assert names(expected_on(branch, DAY, "committee")) == "AB"
    assert names(expected_on(branch, DAY, "group", 1)) == "C"
    assert expected_on(branch, DAY, "group") == []
    assert expected_on(branch, DAY, "members") == []


@given(histories(), st.integers(-1, 400))
def test_between_two_turning_days_nothing_changes(branch, number):
    turns = roster_change_days(branch)
    today = date(2025, 1, 1) + timedelta(days=number)
    since = max((turn for turn in turns if turn <= today), default=date(2014, 1, 1))

    assert derived(branch, today) == derived(branch, since)


def test_the_day_after_an_end_is_a_turn_and_the_end_is_none():
    branch, _ = one(left=known("2026-03-31"))

    assert day("2026-04-01") in roster_change_days(branch)
    assert not {day("2026-03-31"), day("2026-03-30")} & set(roster_change_days(branch))


def test_whoever_leaves_on_the_last_of_all_days_makes_no_turn():
    branch, _ = one(left=known("9999-12-31"))
    staying, _ = one()

    assert roster_change_days(branch) == roster_change_days(staying)


def derived(branch, today):
    """Everything that this module derives for a day."""
    return (
        members_on(branch, today),
        full_members_on(branch, today),
        voters_on(branch, today),
        groups_on(branch, today),
        [group_members_on(branch, group, today) for group in branch.groups.values()],
        [group.leader_on(today) for group in branch.groups.values()],
        posts_on(branch, today),
        committee_on(branch, today),
        entitled_on(branch, "branch", today),
        entitled_on(branch, "committee", today),
    )
