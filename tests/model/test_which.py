import pytest
from small_branch import TODAY, held, riverside

from orglife.errors import AmbiguousNameError, DateError, UnknownNameError
from orglife.model.which import find_activity


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


def test_the_last_is_the_last_up_to_today(branch):
    from datetime import date

    assert find_activity(branch, "last lecture", today=date(2026, 11, 5)).id == 4
