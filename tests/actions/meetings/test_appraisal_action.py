from datetime import date

import pytest
from small_branch import TODAY, held, riverside

from orglife.actions.meetings.appraisal import (
    close_appraisal,
    find_appraisal,
    gradable,
    grade,
    open_appraisal,
)
from orglife.errors import (
    ChoiceError,
    InvalidRecordError,
    RuleBrokenError,
    UnknownNameError,
    UsageError,
)
from orglife.model.activity import Appraisal

DAY = date(2026, 11, 20)


@pytest.fixture
def branch():
    opened = open_appraisal(riverside(), 2026, planned=None, today=TODAY).branch
    return held(opened, "appraisal", "2026-11-20")


def graded(branch, named=None, **values):
    return grade(branch, branch.activities[1], named or {}, today=TODAY, **values)


def grades(change):
    return change.branch.activities[1].appraisal.grades


def test_the_opened_appraisal_is_the_one_that_was_held(branch):
    assert len(branch.activities) == 1
    assert (branch.activities[1].state, branch.activities[1].for_year) == ("held", 2026)


def test_four_grades_and_no_score():
    assert set(Appraisal.__struct_fields__) == {"grades", "closed"}


def test_the_rest_is_graded_at_once_and_nobody_probationary(branch):
    change = graded(branch, {"excellent": ["Li Si", "Wang Wu"]}, rest="合格")

    assert set(grades(change)) == set(range(1, 10))
    assert (grades(change)[4], grades(change)[6]) == ("excellent", "qualified")


def test_a_later_grade_replaces_and_the_rest_keeps(branch):
    branch = graded(branch, {"优秀": ["Li Si"]}).branch
    branch = graded(branch, {}, rest="qualified").branch
    assert branch.activities[1].appraisal.grades[4] == "excellent"

    again = graded(branch, {"qualified": ["Li Si"]})
    assert grades(again)[4] == "qualified"


def test_a_third_of_nine_is_three_and_a_fourth_is_refused_unless_forced(branch):
    names = ["Yang Jie", "Shan Jun", "Zeng Li", "Li Si"]

    assert not graded(branch, {"excellent": names[:3]}, rest="qualified").warnings
    with pytest.raises(RuleBrokenError, match="APPR-EXCELLENT"):
        graded(branch, {"excellent": names})
    forced = graded(branch, {"excellent": names}, rest="qualified", force=True)
    assert "4 of 9 full members excellent, at most 3" in str(forced.warnings[0])
    later = graded(forced.branch, {"qualified": ["Wang Wu"]})
    assert later.warnings, "what was forced is told again and refuses nothing else"


def test_the_third_is_of_all_full_members_graded_or_not(branch):
    three = graded(branch, {"excellent": ["Yang Jie", "Shan Jun", "Zeng Li"]})

    assert not three.warnings
    with pytest.raises(RuleBrokenError):
        graded(three.branch, {"excellent": ["Li Si"]})


def test_a_grade_for_a_probationary_member_is_refused_unless_forced(branch):
    with pytest.raises(RuleBrokenError, match="APPR-PROBATIONARY"):
        graded(branch, {"qualified": ["Zheng Shi"]})
    assert grades(graded(branch, {"qualified": ["Zheng Shi"]}, force=True)) == {10: "qualified"}


def test_what_is_to_be_mended_becomes_a_measure(branch):
    change = graded(
        branch, {"unqualified": ["Li Si"], "excellent": ["Wang Wu"]}, measure="Attend", due=TODAY
    )

    assert [(task.owner, task.kind) for task in change.branch.tasks.values()] == [
        (4, "rectification")
    ]
    with pytest.raises(UsageError):
        graded(branch, {"unqualified": ["Li Si"]}, measure="Attend")


def test_closing_names_the_ungraded_and_the_unmended(branch):
    change = graded(branch, {"basically-qualified": ["Li Si"]})
    closed = close_appraisal(change.branch, change.branch.activities[1], on=TODAY)
    said = " ".join(str(one) for one in closed.warnings)

    assert "Wang Wu" in said
    assert "Zheng Shi" not in said
    assert "APPR-IMPROVE" in said
    with pytest.raises(InvalidRecordError, match="closed"):
        graded(closed.branch, {"qualified": ["Wang Wu"]})


@pytest.mark.parametrize(
    ("named", "error"),
    [
        ({}, UsageError),
        ({"good": ["Li Si"]}, ChoiceError),
        ({"qualified": ["Nobody"]}, UnknownNameError),
        ({"qualified": ["Li Si"], "excellent": ["Li Si"]}, InvalidRecordError),
    ],
)
def test_what_cannot_be_is_refused(branch, named, error):
    with pytest.raises(error):
        graded(branch, named)


def test_nothing_is_graded_before_it_is_held():
    branch = open_appraisal(riverside(), 2026, planned=None, today=TODAY).branch

    with pytest.raises(InvalidRecordError, match="not held"):
        graded(branch, {"qualified": ["Li Si"]})
    with pytest.raises(InvalidRecordError, match="nobody is graded"):
        close_appraisal(branch, branch.activities[1], on=TODAY)
    with pytest.raises(InvalidRecordError, match="open for"):
        open_appraisal(branch, 2026, planned=None, today=TODAY)


def test_the_steps_of_a_group_concern_its_members():
    branch = held(riverside(), "appraisal", "2026-11-20", group="2")

    assert gradable(branch, branch.activities[1]) == [6, 7, 8, 9]
    with pytest.raises(InvalidRecordError, match="not expected"):
        graded(branch, {"qualified": ["Li Si"]})


def test_the_appraisal_meant_is_the_latest_that_is_not_closed(branch):
    assert find_appraisal(branch).id == 1
    with pytest.raises(UnknownNameError):
        find_appraisal(riverside())
    with pytest.raises(InvalidRecordError, match="several"):
        find_appraisal(held(branch, "appraisal", "2026-11-21", group="1"))
