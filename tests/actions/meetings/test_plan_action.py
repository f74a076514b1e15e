from datetime import date

import pytest
from small_branch import TODAY, held, riverside

from orglife.actions.meetings.plans import add_plan, cancel_plan, move_plan
from orglife.errors import InvalidRecordError, UsageError

DAY = date(2026, 11, 27)


def planned(kind="lecture", day=DAY, branch=None, group="", form="", **fields):
    made = add_plan(
        *(branch or riverside(), kind),
        planned=day,
        today=TODAY,
        group=group,
        form=form,
        fields=fields,
    )
    return made.branch


def test_a_plan_is_an_activity_without_attendance():
    plan = planned(topics=("History",)).activities[1]

    assert (plan.state, plan.planned, plan.held, plan.attendance) == ("planned", DAY, None, None)


@pytest.mark.parametrize(("day", "good"), [(TODAY, True), (date(2026, 11, 21), False)])
def test_the_past_is_not_planned(day, good):
    if good:
        assert planned(day=day).activities
    else:
        with pytest.raises(InvalidRecordError, match="passed"):
            planned(day=day)


def test_a_group_kind_needs_its_group():
    with pytest.raises(UsageError):
        planned("group-meeting")


def test_a_moved_plan_keeps_the_day_given_up_and_why():
    branch = planned()
    moved = move_plan(
        branch, branch.activities[1], planned=date(2026, 12, 4), reason="holiday", today=TODAY
    ).branch.activities[1]

    assert moved.planned == date(2026, 12, 4)
    assert [(move.planned, move.reason) for move in moved.moves] == [(DAY, "holiday")]


@pytest.mark.parametrize(
    ("day", "reason", "error"),
    [
        (date(2026, 12, 4), " ", UsageError),
        (DAY, "x", InvalidRecordError),
        (date(2026, 11, 21), "x", InvalidRecordError),
    ],
)
def test_a_move_needs_another_day_to_come_and_a_reason(day, reason, error):
    branch = planned()

    with pytest.raises(error):
        move_plan(branch, branch.activities[1], planned=day, reason=reason, today=TODAY)


def test_a_cancelled_plan_stays_with_its_reason():
    branch = planned()
    cancelled = cancel_plan(branch, branch.activities[1], reason="no room").branch

    assert (cancelled.activities[1].state, cancelled.activities[1].reason) == (
        "cancelled",
        "no room",
    )
    with pytest.raises(InvalidRecordError):
        cancel_plan(cancelled, cancelled.activities[1], reason="again")


def test_what_was_held_is_no_plan():
    branch = held(riverside(), "lecture", "2026-11-06")

    with pytest.raises(InvalidRecordError):
        cancel_plan(branch, branch.activities[1], reason="x")


def test_what_is_held_on_the_planned_day_fulfils_the_plan():
    branch = held(planned(day=TODAY, topics=("History",)), "lecture", "2026-11-22")
    activity = branch.activities[1]

    assert len(branch.activities) == 1
    assert (activity.state, activity.planned, activity.topics) == ("held", TODAY, ("History",))
    assert activity.attendance.expected


def test_what_is_held_on_another_day_fulfils_the_plan_that_it_names():
    branch = planned()
    unnamed = held(branch, "lecture", "2026-11-20")
    named = held(branch, "lecture", "2026-11-20", planned=DAY)

    assert [one.state for one in unnamed.activities.values()] == ["planned", "held"]
    assert (named.activities[1].held, named.activities[1].planned) == (date(2026, 11, 20), DAY)
    assert len(named.activities) == 1


@pytest.mark.parametrize(("kind", "values"), [("study", {}), ("lecture", {"group": "1"})])
def test_another_kind_or_group_fulfils_no_plan(kind, values):
    branch = held(planned(day=TODAY), kind, "2026-11-22", **values)

    assert branch.activities[1].state == "planned"
    assert branch.activities[2].state == "held"


def test_a_sitting_fulfils_the_plans_of_its_activities():
    branch = held(planned(day=TODAY), "theme-day+lecture", "2026-11-22")

    assert branch.activities[1].kind == "lecture"
    assert branch.activities[1].state == "held"
    assert {one.sitting for one in branch.activities.values()} == {2}
