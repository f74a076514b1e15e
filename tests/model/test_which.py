from datetime import date

import pytest
from small_branch import TODAY, held, riverside

from orglife.errors import AmbiguousNameError, DateError, UnknownNameError
from orglife.model.activity import Activity
from orglife.model.activity_lookup import find_activity, find_plan
from orglife.model.names import describe_activity
from orglife.reports.language import Language


@pytest.fixture(scope="module")
def branch():
    made = held(riverside(), "general-meeting", "2026-11-06")
    made = held(made, "lecture", "2026-11-06", group="1")
    made = held(made, "lecture", "2026-11-06", group="2")
    made = held(made, "lecture", "2026-10-16")
    return held(made, "group-meeting", "2026-11-20", group="2")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("#2", 2),
        ("＃2", 2),
        ("2026-11-06 general", 1),
        ("2026-11-06 general member meeting", 1),
        ("2026-11-06 lecture Group 2", 3),
        ("2026-11-06 lecture 2", 3),
        ("20261106 党课 2", 3),
        ("11-06 Group 1", 2),
        ("2026 年 11 月 6 日 general", 1),
        ("last friday", 5),
        ("last friday group", 5),
        ("last friday group meeting Group 2", 5),
        ("last general-meeting", 1),
        ("last lecture Group 1", 2),
        ("上次 支部党员大会", 1),
        ("3 days ago", None),
        ("2026-10-16", 4),
    ],
)
def test_an_activity_is_named_in_one_way(branch, text, number):
    if number is None:
        with pytest.raises(UnknownNameError):
            find_activity(branch, text, today=TODAY)
    else:
        assert find_activity(branch, text, today=TODAY).id == number


@pytest.mark.parametrize("text", ["2026-11-06", "2026-11-06 lecture", "last lecture"])
def test_several_are_listed_and_refused(branch, text):
    with pytest.raises(AmbiguousNameError, match="#2") as refused:
        find_activity(branch, text, today=TODAY)

    assert "#3" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("#99", UnknownNameError),
        ("99", UnknownNameError),
        ("1234567", UnknownNameError),
        ("2026-11-05", UnknownNameError),
        ("2026-11-06 nonsense", UnknownNameError),
        ("2026-11-06 lecture Group 9", UnknownNameError),
        ("last nonsense", UnknownNameError),
        ("lecture", DateError),
        ("last", DateError),
        ("", DateError),
        ("2026-02-30", DateError),
    ],
)
def test_what_names_nothing_is_refused(branch, text, error):
    with pytest.raises(error):
        find_activity(branch, text, today=TODAY)


def test_the_last_plan_is_the_latest_that_is_planned(branch):
    plans = [
        Activity(id=branch.next_id("activities") + at, kind="lecture", state="planned", planned=on)
        for at, on in enumerate((date(2026, 12, 4), date(2026, 12, 18)))
    ]
    for plan in plans:
        branch = branch.add("activities", plan)

    assert find_plan(branch, "last lecture", today=TODAY) == plans[1]
    assert find_plan(branch, "12-04", today=TODAY) == plans[0]
    assert find_activity(branch, "last lecture Group 1", today=TODAY).id == 2


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"held": date(2026, 11, 6)}, "#9 party lecture of 2026-11-06"),
        ({"held": date(2026, 11, 6), "group": 2}, "#9 party lecture of Group 2 of 2026-11-06"),
        ({"held": date(2026, 11, 6), "group": 7}, "#9 party lecture of 2026-11-06"),
        (
            {"state": "planned", "planned": date(2026, 12, 4), "group": 1},
            "#9 party lecture of Group 1 of 2026-12-04 (planned)",
        ),
    ],
)
def test_an_activity_in_short(branch, fields, text):
    activity = Activity(id=9, kind="lecture", **fields)

    assert Language("en").text(describe_activity(branch, activity)) == text


def test_the_last_is_the_last_up_to_today(branch):
    assert find_activity(branch, "last lecture", today=date(2026, 11, 5)).id == 4
