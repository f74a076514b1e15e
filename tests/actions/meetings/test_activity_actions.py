from datetime import date

import pytest
from msgspec.structs import replace
from small_branch import TODAY, held, riverside

from orglife.actions.meetings.activity_edit import edit_activity, remove_activity
from orglife.actions.meetings.attendance_edit import set_attendance
from orglife.actions.meetings.tasks import TaskEntry, add_task
from orglife.actions.meetings.votes import VoteEntry, record_vote
from orglife.errors import ChoiceError, InvalidRecordError, UnknownNameError
from orglife.model.branch import PrivateText


@pytest.fixture
def branch():
    return held(riverside(), "general-meeting", "2026-11-06", absent="Li Si:excused:ill")


def attend(branch, name, state, number=1, **values):
    change = set_attendance(branch, branch.activities[number], name, state, **values)
    return change.branch.activities[number].attendance


@pytest.mark.parametrize("state", ["present", "出席", "实到"])
def test_who_was_named_absent_is_set_present(branch, state):
    assert 4 in attend(branch, "Li Si", state).present


@pytest.mark.parametrize("state", ["late", "excused", "absent", "unstated", "exempt"])
def test_who_was_present_is_set_otherwise(branch, state):
    attendance = attend(branch, "Wang Wu", state, reason="why")

    assert attendance.others[5].state == state
    assert attendance.others[5].reason == "why"
    assert attendance.expected == set(range(1, 11))


def test_a_person_stands_in_one_place_only(branch):
    attendance = attend(branch, "Li Si", "late")

    assert 4 not in attendance.present
    assert attendance.others[4].state == "late"


def test_the_same_again_changes_nothing(branch):
    change = set_attendance(branch, branch.activities[1], "Li Si", "excused", reason="ill")

    assert change.branch is branch


def test_nobody_unexpected_is_added():
    branch = held(riverside(), "group-meeting", "2026-11-06", group="1")

    with pytest.raises(InvalidRecordError, match="not in Group 1"):
        attend(branch, "Sun Qi", "present")


def test_somebody_may_join_chosen_members():
    branch = held(riverside(), "volunteering", "2026-11-06", chosen=("Li Si",))

    assert attend(branch, "Wang Wu", "present").present == (4, 5)


@pytest.mark.parametrize(
    ("name", "state", "error"),
    [("Nobody", "late", UnknownNameError), ("Li Si", "ill", ChoiceError)],
)
def test_names_and_states_are_never_guessed(branch, name, state, error):
    with pytest.raises(error):
        attend(branch, name, state)


def test_a_vote_that_no_longer_adds_up_is_said(branch):
    voted = record_vote(branch, branch.activities[1], VoteEntry("Plan", yes=8)).branch
    change = set_attendance(voted, voted.activities[1], "Wang Wu", "absent")

    assert "Plan" in str(change.warnings[0])


def edit(branch, **changes):
    return edit_activity(branch, branch.activities[1], changes, today=TODAY)


def test_fields_are_changed_and_the_rest_stays(branch):
    change = edit(branch, place="Hall", chair="Li Si", topics=("New",))
    activity = change.branch.activities[1]

    assert (activity.place, activity.chair, activity.topics) == ("Hall", 4, ("New",))
    assert activity.attendance == branch.activities[1].attendance


def test_on_another_day_those_expected_then_are_expected(branch):
    change = edit(branch, held=date(2026, 6, 30))
    attendance = change.branch.activities[1].attendance

    assert attendance.expected == set(range(1, 10))
    assert attendance.others[4].state == "excused"
    assert "Zheng Shi" in str(change.warnings[0])


@pytest.mark.parametrize("day", [date(2015, 5, 31), date(2026, 11, 23)])
def test_no_day_that_cannot_be(branch, day):
    with pytest.raises(InvalidRecordError):
        edit(branch, held=day)


def test_the_same_edit_changes_nothing(branch):
    assert edit(branch, place="").branch is branch


def test_a_finalized_record_is_left_alone(branch):
    final = branch.put("activities", replace(branch.activities[1], finalized=date(2026, 11, 10)))

    for act in (
        lambda: edit(final, place="Hall"),
        lambda: attend(final, "Li Si", "present"),
        lambda: remove_activity(final, final.activities[1]),
    ):
        with pytest.raises(InvalidRecordError, match="finalized"):
            act()


def test_what_is_removed_takes_its_texts_along(branch):
    body = PrivateText(id=1, table="activities", record=1, text="x", on=TODAY)
    change = remove_activity(branch.add("private", body), branch.activities[1])

    assert not change.branch.activities
    assert not change.branch.private
    assert change.branch.next_id("activities") == 2


def test_what_others_rest_on_is_not_removed(branch):
    task = TaskEntry("resolution", "Chairs", opened=TODAY, source=1)
    after = add_task(branch, task, today=TODAY).branch

    with pytest.raises(InvalidRecordError, match="task #1"):
        remove_activity(after, after.activities[1])
