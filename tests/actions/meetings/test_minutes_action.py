from datetime import date

import pytest
from small_branch import TODAY, held, riverside

from orglife.actions.meetings.activity_edit import edit_activity
from orglife.actions.meetings.criticism import CriticismEntry, add_part
from orglife.actions.meetings.minutes import amend, digest_of, finalize, write_minutes
from orglife.errors import InvalidRecordError, RuleBrokenError, UsageError


@pytest.fixture
def branch():
    return held(
        riverside(),
        "general-meeting",
        "2026-11-06",
        chair="Li Si",
        recorder="Wang Wu",
        place="Hall",
        topics=("Plan",),
    )


def final(branch, draft="draft"):
    return finalize(branch, branch.activities[1], draft=draft, on=TODAY)


def test_minutes_are_kept_without_padding(branch):
    change = write_minutes(branch, branch.activities[1], "\nText\n")

    assert change.branch.activities[1].minutes == "Text"
    again = write_minutes(change.branch, change.branch.activities[1], "Text")
    assert again.branch is change.branch
    with pytest.raises(InvalidRecordError, match="empty"):
        write_minutes(branch, branch.activities[1], " \n")


def test_a_finalized_record_has_its_text_and_digest(branch):
    written = write_minutes(branch, branch.activities[1], "Text").branch
    change = final(written)
    activity = change.branch.activities[1]

    assert (activity.minutes, activity.digest, activity.finalized) == (
        "Text",
        digest_of("Text"),
        TODAY,
    )
    assert not change.warnings
    assert final(branch).branch.activities[1].minutes == "draft"


def test_a_finalized_record_is_neither_written_nor_finalized_again(branch):
    done = final(branch).branch

    for act in (
        lambda: final(done),
        lambda: write_minutes(done, done.activities[1], "x"),
        lambda: edit_activity(done, done.activities[1], {"place": "x"}, today=TODAY),
    ):
        with pytest.raises(InvalidRecordError, match="finalized"):
            act()


def test_what_inspectors_would_miss_is_named():
    branch = held(riverside(), "general-meeting", "2026-11-06")
    said = str(final(branch).warnings[0])

    assert all(part in said for part in ("chair", "recorder", "place", "topic"))


def test_a_session_with_problems_and_no_measure_is_not_finalized():
    branch = held(riverside(), "organizational-life-meeting", "2026-11-06")
    part = CriticismEntry(name="Li Si", problems=(("style", ""),))
    branch = add_part(branch, branch.activities[1], part, today=TODAY).branch

    with pytest.raises(RuleBrokenError, match="OLM-MEASURES"):
        final(branch)
    part = CriticismEntry(name="Li Si", measures=("Listen",), due=date(2026, 12, 1))
    branch = add_part(branch, branch.activities[1], part, today=TODAY).branch
    assert final(branch).branch.activities[1].finalized == TODAY


def test_an_amendment_keeps_its_reason_and_day(branch):
    done = final(branch).branch
    change = amend(
        done, done.activities[1], {"place": "Yard", "minutes": "New"}, reason="wrong", today=TODAY
    )
    activity = change.branch.activities[1]

    assert (activity.place, activity.minutes, activity.digest) == ("Yard", "New", digest_of("New"))
    assert activity.finalized == TODAY
    assert [(one.on, one.reason) for one in activity.amendments] == [(TODAY, "wrong")]


@pytest.mark.parametrize(
    ("changes", "reason", "error"),
    [({"place": "Yard"}, " ", UsageError), ({}, "why", InvalidRecordError)],
)
def test_an_amendment_needs_a_reason_and_a_change(branch, changes, reason, error):
    done = final(branch).branch

    with pytest.raises(error):
        amend(done, done.activities[1], changes, reason=reason, today=TODAY)


def test_only_what_is_finalized_is_amended(branch):
    with pytest.raises(InvalidRecordError, match="not finalized"):
        amend(branch, branch.activities[1], {"place": "Yard"}, reason="x", today=TODAY)
