"""Sent to another branch, received there, come back."""

import pytest
from riverside import DAY, day, riverside

from orglife.actions.people.committee import fill_seats
from orglife.actions.people.groups import name_leader
from orglife.actions.people.member_status import return_member, transfer_member_out
from orglife.errors import InvalidRecordError, UsageError
from orglife.model.calendar import PartialDate
from orglife.model.member import Transfer
from orglife.model.roster import group_members_on, is_member_on


def sent(branch, on="2026-03-01", **days):
    given = {name: day(to) if to and name != "to" else to for name, to in days.items()}
    return transfer_member_out(branch, "Person A", recorded=DAY, sent=on and day(on), **given)


def test_whoever_is_sent_stays_until_received():
    change = sent(riverside("ABC"), to="Hillside", letter_until="2026-06-01")

    member = change.branch.members[1]
    assert member.transfers == (
        Transfer(sent=day("2026-03-01"), to="Hillside", letter_until=day("2026-06-01")),
    )
    assert is_member_on(change.branch, member, DAY)
    assert "stays here until received" in str(change.summary)
    assert change.warnings == ()


def test_the_receipt_comes_later_and_alone():
    branch = sent(riverside("ABCD"), to="Hillside").branch

    after = sent(branch, None, received="2026-04-01").branch

    assert after.members[1].transfers == (
        Transfer(sent=day("2026-03-01"), to="Hillside", received=day("2026-04-01")),
    )
    assert is_member_on(after, after.members[1], day("2026-03-31"))
    assert not is_member_on(after, after.members[1], day("2026-04-01"))


def test_a_fact_that_leaves_a_group_of_two_is_recorded_and_said():
    change = sent(riverside("ABC"), received="2026-04-01")

    assert [str(one) for one in change.warnings] == [
        "Group 1 would have 2 members on 2026-04-01 (GR-SIZE: at least 3)"
    ]
    assert len(group_members_on(change.branch, change.branch.groups[1], DAY)) == 2


def test_a_leader_and_a_seat_that_are_left_are_said():
    branch = name_leader(riverside("ABCD"), "1", "Person A", day=day("2026-01-01")).branch
    branch = fill_seats(branch, [("secretary", "Person A")], day=day("2026-01-01")).branch

    said = [str(one) for one in sent(branch, received="2026-04-01").warnings]

    assert said[0] == "Group 1 has no leader from 2026-04-01 on"
    assert "is empty from 2026-04-01 on" in said[1]


@pytest.mark.parametrize(
    ("on", "days", "said"),
    [
        ("2026-11-23", {}, "still to come"),
        ("2026-03-01", {"received": "2026-11-23"}, "still to come"),
        ("2026-03-01", {"received": "2026-02-28"}, "before the sending"),
        ("2026-03-01", {"letter_until": "2026-02-28"}, "before the sending"),
        (None, {"received": "2026-03-01"}, "no transfer of Person A is under way"),
    ],
)
def test_days_that_can_not_be_are_refused(on, days, said):
    with pytest.raises(InvalidRecordError, match=said):
        sent(riverside("ABC"), on, **days)


def test_sent_and_received_on_one_day_is_possible_and_today_too():
    assert sent(riverside("ABCD"), "2026-11-22", received="2026-11-22")


def test_a_day_is_needed_and_one_transfer_at_a_time():
    with pytest.raises(UsageError, match="a day is needed"):
        sent(riverside("ABC"), None)
    with pytest.raises(InvalidRecordError, match="not received yet"):
        sent(sent(riverside("ABC")).branch, "2026-04-01")


def test_whoever_is_gone_is_not_sent_again():
    branch = sent(riverside("ABCD"), received="2026-04-01").branch

    with pytest.raises(InvalidRecordError, match="has left"):
        sent(branch, "2026-05-01")


def test_whoever_comes_back_belongs_again_from_that_day_on():
    branch = sent(riverside("ABCD"), received="2026-04-01").branch

    after = return_member(branch, "Person A", recorded=DAY, day=day("2026-09-01")).branch

    assert not is_member_on(after, after.members[1], day("2026-08-31"))
    assert is_member_on(after, after.members[1], day("2026-09-01"))
    assert len(group_members_on(after, after.groups[1], day("2026-09-01"))) == 4
    assert sent(after, "2026-10-01").branch.members[1].transfers[-1].sent == day("2026-10-01")


def test_whoever_comes_back_before_being_received_never_left():
    branch = sent(riverside("ABCD")).branch

    after = return_member(branch, "Person A", recorded=DAY, day=day("2026-04-01")).branch

    assert is_member_on(after, after.members[1], DAY)
    assert after.members[1].transfers[0].returned == day("2026-04-01")


def test_somebody_whose_last_day_a_roster_gave_can_come_back():
    left = {"left": PartialDate.parse("2026-05-31"), "left_reason": "Hillside"}
    branch = riverside("ABCD", A=left)

    after = return_member(branch, "Person A", recorded=DAY, day=day("2026-09-01")).branch

    member = after.members[1]
    assert member.left is None
    seen = [
        is_member_on(after, member, day(text))
        for text in ("2026-05-31", "2026-06-01", "2026-08-31", "2026-09-01")
    ]
    assert seen == [True, False, False, True]


@pytest.mark.parametrize("on", ["2026-03-31", "2026-11-23"])
def test_nobody_comes_back_before_going_or_in_the_future(on):
    branch = sent(riverside("ABCD"), received="2026-04-01").branch

    with pytest.raises(InvalidRecordError):
        return_member(branch, "Person A", recorded=DAY, day=day(on))


def test_whoever_never_went_does_not_come_back():
    with pytest.raises(InvalidRecordError, match="was not sent away"):
        return_member(riverside("ABC"), "Person A", recorded=DAY, day=DAY)
