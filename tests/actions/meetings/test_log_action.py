from datetime import date

import pytest
from msgspec.structs import replace
from small_branch import TODAY, entry_of, held, riverside

from orglife.actions.meetings.log import activity_records, log_activity
from orglife.errors import (
    AmbiguousNameError,
    InvalidRecordError,
    UnknownNameError,
    UsageError,
)
from orglife.model.calendar import PartialDate
from orglife.model.member import Member, MobilePeriod, StatusPeriod
from orglife.model.name_lists import Absentee

DAY = date(2026, 11, 6)


def log(kind, branch=None, day=DAY, **values):
    return log_activity(branch or riverside(), entry_of(kind, day, **values), recorded=TODAY)


def only(change):
    return change.branch.activities[1]


def test_everyone_expected_was_there_unless_named():
    activity = only(log("general-meeting", absent=(Absentee("Li Si", "excused", "ill"),)))

    assert activity.attendance.present == (1, 2, 3, 5, 6, 7, 8, 9, 10)
    assert activity.attendance.others[4].state == "excused"
    assert activity.attendance.others[4].reason == "ill"
    assert activity.recorded == TODAY


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("general-meeting", {}, set(range(1, 11))),
        ("committee-meeting", {}, {1, 2, 3}),
        ("group-meeting", {"group": "2"}, {6, 7, 8, 9, 10}),
        ("lecture", {"group": "Group 1"}, {1, 2, 3, 4, 5}),
        ("lecture", {"chosen": ("Li Si",)}, {4}),
        ("talk", {"chosen": ("Li Si", "#1")}, {1, 4}),
        ("organizational-life-meeting", {}, set(range(1, 11))),
        ("organizational-life-meeting", {"form": "committee"}, {1, 2, 3}),
        ("组织生活会", {"form": "党小组会", "group": "1"}, {1, 2, 3, 4, 5}),
        ("training", {}, set(range(1, 11))),
        ("training", {"chosen": ("Li Si",)}, {4}),
        ("member-report", {"recorder": "Li Si"}, {4}),
    ],
)
def test_the_kind_decides_who_is_expected(kind, values, expected):
    assert only(log(kind, **values)).attendance.expected == expected


def test_a_probationary_member_is_expected_from_the_day_of_admission():
    before = only(log("general-meeting", day=date(2026, 6, 30)))
    on_the_day = only(log("general-meeting", day=date(2026, 7, 1)))

    assert 10 not in before.attendance.expected
    assert 10 in on_the_day.attendance.expected


def test_a_sitting_keeps_one_attendance_for_each_of_its_activities():
    change = log("theme-day+committee-meeting", absent=(Absentee("Li Si"), Absentee("Zeng Li")))
    day, committee = change.branch.activities.values()

    assert (day.sitting, committee.sitting) == (1, 1)
    assert set(day.attendance.others) == {3, 4}
    assert set(committee.attendance.others) == {3}


def test_the_group_of_a_sitting_is_that_of_the_kind_that_needs_one():
    branch = log("主题党日暨党小组会", group="2").branch

    assert [one.group for one in branch.activities.values()] == [None, 2]


def test_the_lecturer_of_a_sitting_belongs_to_the_lecture():
    branch = log("theme-day+lecture", lecturer="Professor Gu", for_year=None).branch

    assert [one.lecturer for one in branch.activities.values()] == [None, "Professor Gu"]


def test_who_is_late_was_there():
    attendance = only(log("general-meeting", late=("Li Si",))).attendance

    assert attendance.others[4].state == "late"
    assert 4 in attendance.attendees


def test_a_list_of_those_present_overrides_the_default():
    attendance = only(
        log("group-meeting", group="1", present=("Yang Jie", "Li Si"), late=("Wang Wu",))
    ).attendance

    assert attendance.present == (1, 4)
    assert {key: one.state for key, one in attendance.others.items()} == {
        2: "unstated",
        3: "unstated",
        5: "late",
    }


def spelled(**spells):
    branch = riverside()
    return branch.put("members", replace(branch.members[4], **spells))


SINCE = StatusPeriod(since=date(2026, 11, 6), until=date(2026, 11, 6), reason="in hospital")


@pytest.mark.parametrize(
    ("spells", "state", "reason"),
    [
        ({"exempt": (SINCE,)}, "exempt", "in hospital"),
        ({"excused": (SINCE,)}, "excused", "in hospital"),
        ({"mobile": (MobilePeriod(since=DAY, place="Shenzhen"),)}, "excused", "Shenzhen"),
    ],
)
def test_nobody_waits_for_the_exempt_the_absent_on_leave_and_the_mobile(spells, state, reason):
    branch = spelled(**spells)
    attendance = only(log("general-meeting", branch)).attendance
    bare = only(log("general-meeting", branch, absent=(Absentee("Li Si"),))).attendance
    came = only(log("general-meeting", branch, present=("Li Si",), day=DAY)).attendance
    before = only(log("general-meeting", branch, day=date(2026, 11, 5))).attendance

    assert (attendance.others[4].state, attendance.others[4].reason) == (state, reason)
    assert bare.others[4] == attendance.others[4]
    assert 4 in came.present
    assert 4 in before.present


@pytest.mark.parametrize(
    ("kind", "values", "why"),
    [
        ("group-meeting", {"group": "1", "absent": (Absentee("Sun Qi"),)}, "not in Group 1"),
        ("committee-meeting", {"absent": (Absentee("Sun Qi"),)}, "not on the committee"),
        ("committee-meeting", {"present": ("Sun Qi",)}, "not on the committee"),
        ("committee-meeting", {"late": ("Sun Qi",)}, "not on the committee"),
    ],
)
def test_who_was_not_expected_cannot_be_named(kind, values, why):
    with pytest.raises(InvalidRecordError, match=why):
        log(kind, **values)


def test_the_refusal_says_who_came_later_and_who_was_former():
    branch = riverside().add(
        "members",
        Member(id=11, name="Feng Yi", stages={"full": None}, arrived=PartialDate(2026, 11, 7)),
    )
    branch = branch.add("members", Member(id=12, name="Chen Er", former=True))

    with pytest.raises(InvalidRecordError, match="not yet in the branch"):
        log("general-meeting", branch, absent=(Absentee("Feng Yi"),))
    with pytest.raises(InvalidRecordError, match="former member"):
        log("talk", branch, chosen=("Chen Er", "Li Si"))
    assert 11 in only(log("general-meeting", branch, day=date(2026, 11, 7))).attendance.present


@pytest.mark.parametrize(
    ("absent", "error"),
    [
        ((Absentee("Nobody"),), UnknownNameError),
        ((Absentee("Li Si", "absent"), Absentee("Li Si", "excused")), InvalidRecordError),
    ],
)
def test_names_are_never_guessed(absent, error):
    with pytest.raises(error):
        log("general-meeting", absent=absent)


def test_a_name_of_two_is_refused_with_both_ids():
    branch = riverside().add("members", Member(id=11, name="Li  Si", stages={"full": None}))

    with pytest.raises(AmbiguousNameError, match="#4, #11"):
        log("general-meeting", branch, absent=(Absentee("Li Si"),))


def test_a_second_person_in_a_reason_is_asked_about():
    with pytest.raises(InvalidRecordError, match="second person"):
        log("general-meeting", absent=(Absentee("Li Si", "excused", "ill, Wang Wu"),))


def test_present_and_absent_at_once_is_refused():
    with pytest.raises(InvalidRecordError, match="both"):
        log("general-meeting", absent=(Absentee("Li Si"),), present=("Li Si", "Wang Wu"))


@pytest.mark.parametrize("day", [date(2015, 5, 31), date(2026, 11, 23)])
def test_a_day_before_the_founding_or_to_come_is_refused(day):
    with pytest.raises(InvalidRecordError):
        log("general-meeting", day=day)


@pytest.mark.parametrize("day", [date(2015, 6, 1), date(2026, 11, 22)])
def test_the_founding_day_and_today_are_days(day):
    assert only(log("general-meeting", day=day)).held == day


@pytest.mark.parametrize("kind", ["group-meeting", "theme-day+group-meeting"])
def test_a_group_kind_needs_its_group(kind):
    with pytest.raises(UsageError) as refused:
        log(kind)

    assert "--group" in str(refused.value.hint)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("general-meeting", {"group": "1"}),
        ("committee-meeting", {"group": "1"}),
        ("appraisal", {"form": "committee"}),
        ("theme-day+theme-day", {}),
        ("general-meeting", {"for_year": 2027}),
        ("general-meeting", {"for_year": 2014}),
        ("general-meeting", {"start": "15:00", "end": "14:00"}),
    ],
)
def test_what_does_not_fit_the_kind_is_refused(kind, values):
    with pytest.raises(InvalidRecordError):
        log(kind, **values)


@pytest.mark.parametrize("chosen", [(), ("Li Si",), ("Li Si", "Wang Wu", "Zhao Liu")])
def test_a_talk_is_between_two(chosen):
    with pytest.raises(UsageError):
        log("talk", chosen=chosen)


def test_the_chair_may_be_a_guest_but_nobody_unknown():
    guest = only(log("general-meeting", chair="Director Ma", guests=("Director Ma",)))
    assert guest.chair == "Director Ma"

    with pytest.raises(UnknownNameError):
        log("general-meeting", chair="Director Ma")


def test_a_chair_marked_absent_is_accepted_with_a_warning():
    change = log("general-meeting", chair="Li Si", absent=(Absentee("Li Si"),))

    assert only(change).chair == 4
    assert "Li Si" in str(change.warnings[0])


def test_a_visiting_member_is_listed_by_name_as_a_guest():
    branch = riverside().add(
        "members", Member(id=11, name="Feng Yi", stages={"full": None}, visiting=True)
    )
    activity = only(log("group-meeting", branch, group="1", present=("Feng Yi", "Yang Jie")))

    assert activity.guests == ("Feng Yi",)
    assert activity.attendance.expected == {1, 2, 3, 4, 5}


def test_the_length_follows_from_the_clock_unless_it_is_given():
    assert only(log("study", start="14:30", end="16:00")).minutes_long == 90
    assert only(log("study", start="14:30", end="16:00", minutes_long=60)).minutes_long == 60
    assert log("study", start="14:30", end="16:00", minutes_long=120).warnings


def test_the_same_again_is_accepted_and_said():
    branch = held(riverside(), "general-meeting", "2026-11-06", topics=("Plan",))

    assert "#1" in str(log("general-meeting", branch, topics=("Plan",)).warnings[0])
    assert not log("general-meeting", branch, topics=("Other",)).warnings


def test_a_retried_script_adds_nothing():
    first = log("general-meeting", key="a-1")
    again = log("general-meeting", first.branch, key="a-1")

    assert again.branch is first.branch
    assert "#1" in str(again.summary)
    assert len(log("general-meeting", first.branch, key="a-2").branch.activities) == 2


def test_a_committee_that_nobody_seated_meets_as_it_is_named():
    branch = riverside()
    branch = replace(branch, posts={})
    bare = log("committee-meeting", branch)

    assert only(bare).attendance.expected == frozenset()
    assert bare.warnings
    named = log("committee-meeting", branch, present=("Li Si",), absent=(Absentee("Wang Wu"),))
    assert only(named).attendance.expected == {4, 5}


def test_the_line_names_record_day_and_numbers():
    said = str(log("group-meeting", group="1", absent=(Absentee("Li Si", "excused", "x"),)).summary)

    assert "Group 1" in said
    assert "#1" in said
    assert "present 4 of 5" in said
    assert "Li Si" in said


def test_records_can_be_made_without_adding_them():
    made = activity_records(riverside(), entry_of("study", DAY), recorded=TODAY)

    assert [one.id for one in made.activities] == [1]
