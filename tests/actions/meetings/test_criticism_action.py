from datetime import date

import pytest
from msgspec.structs import replace
from small_branch import TODAY, entry_of, held, riverside

from orglife.actions.meetings.criticism import (
    CriticismEntry,
    add_part,
    close_session,
    find_session,
    hold_session,
    open_session,
    prepare_session,
)
from orglife.actions.meetings.tasks import close_task
from orglife.errors import (
    ChoiceError,
    InvalidRecordError,
    RuleBrokenError,
    UnknownNameError,
    UsageError,
)
from orglife.model.branch import carried_tasks
from orglife.model.name_lists import Absentee

DAY = date(2026, 11, 20)


def opened(year=2026, form="", today=TODAY, branch=None, **values):
    values.setdefault("planned", None)
    return open_session(branch or riverside(), year, form=form, today=today, **values).branch


def held_session(**values):
    branch = opened()
    entry = entry_of("", DAY, **values)
    return hold_session(branch, branch.activities[1], entry, recorded=TODAY).branch


def part(branch, name="", **values):
    return add_part(branch, branch.activities[1], CriticismEntry(name=name, **values), today=TODAY)


def of(branch, key):
    return branch.activities[1].session.parts[key]


def test_open_plans_the_meeting_for_the_year():
    activity = opened(2025, today=date(2026, 1, 15)).activities[1]

    assert (activity.state, activity.kind) == ("planned", "organizational-life-meeting")
    assert (activity.for_year, activity.planned) == (2025, date(2026, 1, 15))
    assert opened(2026).activities[1].planned == date(2026, 12, 31)


@pytest.mark.parametrize("year", [2014, 2028])
def test_a_year_before_the_founding_or_far_ahead_is_refused(year):
    with pytest.raises(InvalidRecordError):
        opened(year)


@pytest.mark.parametrize(
    ("form", "group", "scope"),
    [
        ("", "", "branch"),
        ("committee", "", "committee"),
        ("group", "2", "group"),
        ("", "2", "group"),
    ],
)
def test_the_form_decides_who_meets(form, group, scope):
    assert opened(form=form, group=group).activities[1].scope == scope


def test_a_second_session_of_the_same_form_is_refused_and_one_of_a_group_is_not():
    branch = opened()

    with pytest.raises(InvalidRecordError, match="open"):
        opened(branch=branch)
    assert len(opened(branch=branch, group="1").activities) == 2


def test_steps_are_kept_with_their_days():
    branch = opened()
    for step, on in (("talks", DAY), ("theme", date(2026, 11, 1))):
        branch = prepare_session(branch, branch.activities[1], step, on=on, today=TODAY).branch

    assert branch.activities[1].session.steps == {"theme": date(2026, 11, 1), "talks": DAY}
    assert list(branch.activities[1].session.steps) == ["theme", "talks"]


@pytest.mark.parametrize("on", [date(2015, 5, 31), date(2026, 11, 23)])
def test_a_step_is_recorded_once_it_is_done(on):
    branch = opened()

    with pytest.raises(InvalidRecordError):
        prepare_session(branch, branch.activities[1], "theme", on=on, today=TODAY)


def test_nothing_is_prepared_after_the_meeting():
    branch = held_session()

    with pytest.raises(InvalidRecordError, match="after the meeting"):
        prepare_session(branch, branch.activities[1], "theme", on=date(2026, 11, 21), today=TODAY)
    assert prepare_session(branch, branch.activities[1], "theme", on=DAY, today=TODAY).records


def test_the_meeting_is_not_before_its_preparation():
    branch = opened()
    branch = prepare_session(
        branch, branch.activities[1], "theme", on=date(2026, 11, 21), today=TODAY
    ).branch

    with pytest.raises(InvalidRecordError, match="prepared after"):
        hold_session(branch, branch.activities[1], entry_of("", DAY), recorded=TODAY)


def test_hold_makes_the_record_that_log_makes():
    branch = held_session(absent=(Absentee("Li Si", "excused", "ill"),))
    logged = held(
        riverside(), "organizational-life-meeting", "2026-11-20", absent="Li Si:excused:ill"
    )
    activity = branch.activities[1]

    assert activity.attendance == logged.activities[1].attendance
    assert (activity.held, activity.scope, activity.form) == (
        DAY,
        logged.activities[1].scope,
        logged.activities[1].form,
    )
    assert (activity.for_year, activity.planned) == (2026, date(2026, 12, 31))
    with pytest.raises(InvalidRecordError, match="already"):
        hold_session(branch, activity, entry_of("", DAY), recorded=TODAY)


def test_log_sets_the_opened_session_held():
    branch = held(opened(), "organizational-life-meeting", "2026-11-20")

    assert len(branch.activities) == 1
    assert branch.activities[1].state == "held"


def test_a_part_is_facts_and_its_text_is_apart():
    change = part(
        held_session(),
        "Li Si",
        made=True,
        received=3,
        accepted=True,
        problems=(("style", "always late"),),
    )
    branch = change.branch

    assert (of(branch, 4).made, of(branch, 4).received, of(branch, 4).accepted) == (True, 3, True)
    assert of(branch, 4).problems == ("style",)
    body = branch.private[1]
    assert (body.table, body.record, body.member, body.text) == ("activities", 1, 4, "always late")
    assert "late" not in str(change.summary)
    assert b"always late" not in repr(branch.activities).encode()


def test_said_again_numbers_are_replaced_and_problems_added():
    branch = part(held_session(), "Li Si", received=3, problems=(("style", ""),)).branch
    branch = part(branch, "Li Si", made=True, received=2, problems=(("discipline", ""),)).branch

    assert (of(branch, 4).made, of(branch, 4).received) == (True, 2)
    assert of(branch, 4).problems == ("style", "discipline")
    assert not branch.private


@pytest.mark.parametrize("number", [-1])
@pytest.mark.parametrize("field", ["received", "given"])
def test_no_number_of_opinions_is_negative(field, number):
    with pytest.raises(InvalidRecordError):
        part(held_session(), "Li Si", **{field: number})


@pytest.mark.parametrize(
    ("name", "values", "error"),
    [
        ("Nobody", {"made": True}, UnknownNameError),
        ("Li Si", {}, UsageError),
        ("", {}, UsageError),
        ("", {"made": True}, UsageError),
        ("Li Si", {"accepted": True}, InvalidRecordError),
        ("Li Si", {"accepted": True, "received": 0}, InvalidRecordError),
        ("Li Si", {"problems": (("laziness", "x"),)}, ChoiceError),
        ("Li Si", {"measures": ("x",)}, UsageError),
        ("", {"measures": ("x",), "due": DAY}, UsageError),
        ("Li Si", {"measures": ("x",), "due": date(2026, 11, 19)}, InvalidRecordError),
        ("Li Si", {"measures": (" ",), "due": DAY}, InvalidRecordError),
    ],
)
def test_what_cannot_be_is_refused(name, values, error):
    with pytest.raises(error):
        part(held_session(), name, **values)


def test_a_part_needs_the_meeting_and_somebody_expected():
    branch = opened()
    with pytest.raises(InvalidRecordError, match="not held"):
        part(branch, "Li Si", made=True)

    group = opened(group="1")
    group = hold_session(group, group.activities[1], entry_of("", DAY), recorded=TODAY).branch
    with pytest.raises(InvalidRecordError, match="not expected"):
        part(group, "Sun Qi", made=True)


def test_who_was_absent_may_have_written_and_it_is_said():
    change = part(held_session(absent=(Absentee("Li Si"),)), "Li Si", made=True)

    assert change.warnings


def test_a_measure_is_a_task_of_the_meeting():
    change = part(
        held_session(), "Li Si", problems=(("style", ""),), measures=("Be in time",), due=DAY
    )
    task = change.branch.tasks[1]

    assert (task.kind, task.source, task.owner, task.opened) == ("rectification", 1, 4, DAY)
    assert (task.due, task.field) == (DAY, "style")


def test_problems_without_measures_keep_the_session_open():
    branch = part(held_session(), problems=(("organizational", ""),)).branch

    with pytest.raises(RuleBrokenError, match="OLM-MEASURES"):
        close_session(branch, branch.activities[1], on=TODAY)
    mended = part(branch, measures=("Plan",), owner="Li Si", due=DAY).branch
    closed = close_session(mended, mended.activities[1], on=TODAY).branch
    assert closed.activities[1].session.closed == TODAY


def test_a_session_without_problems_is_closed_and_the_silent_are_named():
    branch = part(held_session(), "Li Si", made=True).branch
    change = close_session(branch, branch.activities[1], on=TODAY)

    assert "Wang Wu" in str(change.warnings[0])
    assert "Li Si" not in str(change.warnings[0])


def test_what_is_closed_or_not_held_is_not_closed_again():
    branch = opened()
    with pytest.raises(InvalidRecordError, match="not held"):
        close_session(branch, branch.activities[1], on=TODAY)

    done = held_session()
    done = close_session(done, done.activities[1], on=TODAY).branch
    for act in (
        lambda: close_session(done, done.activities[1], on=TODAY),
        lambda: part(done, "Li Si", made=True),
        lambda: prepare_session(done, done.activities[1], "theme", on=DAY, today=TODAY),
    ):
        with pytest.raises(InvalidRecordError, match="closed"):
            act()


def test_open_measures_carry_over_until_they_are_done():
    branch = part(held_session(), "Li Si", measures=("A", "B"), due=DAY).branch
    branch = close_task(branch, branch.tasks[1], on=TODAY, today=TODAY).branch
    change = open_session(branch, 2027, form="", planned=None, today=TODAY)
    following = change.branch.activities[2]

    assert [task.subject for task in carried_tasks(change.branch, following, TODAY)] == ["B"]
    assert "B" in str(change.summary)


def test_the_session_meant_is_the_one_that_is_not_closed():
    branch = held(riverside(), "organizational-life-meeting", "2025-12-20")
    assert find_session(branch).id == 1

    both = opened(branch=branch)
    assert find_session(both).id == 2

    with pytest.raises(InvalidRecordError, match="several"):
        find_session(opened(branch=both, group="1"))
    with pytest.raises(UnknownNameError):
        find_session(riverside())


def test_only_an_organizational_life_meeting_is_a_session():
    branch = held(riverside(), "general-meeting", "2026-11-20")

    with pytest.raises(InvalidRecordError, match="no criticism session"):
        part(branch, "Li Si", made=True)


def test_a_session_that_was_only_logged_takes_parts():
    branch = held(riverside(), "organizational-life-meeting", "2026-11-20")

    assert of(part(branch, "Li Si", made=True).branch, 4).made
    assert replace(branch.activities[1], session=None) == branch.activities[1]
