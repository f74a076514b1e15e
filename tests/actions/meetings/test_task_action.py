from datetime import date

import pytest
from small_branch import TODAY, riverside

from orglife.actions.meetings.tasks import (
    TaskEntry,
    add_task,
    close_task,
    edit_task,
    find_task,
    reopen_task,
)
from orglife.errors import ChoiceError, InvalidRecordError, UnknownNameError
from orglife.model.task import Task
from orglife.model.terms import TASK_KINDS

OPENED, DUE = date(2026, 10, 1), date(2026, 10, 31)


def task(kind="resolution", subject="Chairs", opened=OPENED, **values):
    return add_task(riverside(), TaskEntry(kind, subject, opened, **values), today=TODAY)


@pytest.mark.parametrize("kind", list(TASK_KINDS))
def test_every_kind_has_one_life(kind):
    branch = task(kind, owner="Li Si", due=DUE).branch
    done = close_task(branch, branch.tasks[1], on=DUE, today=TODAY, result="bought").branch
    again = reopen_task(done, done.tasks[1]).branch

    assert branch.tasks[1].owner == 4
    assert (done.tasks[1].closed, done.tasks[1].result) == (DUE, "bought")
    assert (again.tasks[1].closed, again.tasks[1].result) == (None, "")
    assert again.tasks[1].progress[0].text == "bought"


def test_no_task_has_an_author():
    assert not {"author", "speaker", "reporter", "by"} & set(Task.__struct_fields__)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"kind": "nonsense"}, ChoiceError),
        ({"subject": " "}, InvalidRecordError),
        ({"owner": "Nobody"}, UnknownNameError),
        ({"opened": date(2015, 5, 31)}, InvalidRecordError),
        ({"opened": date(2026, 11, 23)}, InvalidRecordError),
        ({"due": date(2026, 9, 30)}, InvalidRecordError),
        ({"field": "nonsense"}, ChoiceError),
    ],
)
def test_what_cannot_be_is_refused(values, error):
    with pytest.raises(error):
        task(**values)


@pytest.mark.parametrize(
    "values", [{"opened": date(2015, 6, 1)}, {"opened": TODAY}, {"due": OPENED}]
)
def test_the_first_and_last_days_are_accepted(values):
    assert task(**values).records


@pytest.mark.parametrize(
    ("on", "good"),
    [
        (date(2026, 9, 30), False),
        (OPENED, True),
        (TODAY, True),
        (date(2026, 11, 23), False),
    ],
)
def test_a_task_is_done_between_its_opening_and_today(on, good):
    branch = task().branch
    if good:
        assert close_task(branch, branch.tasks[1], on=on, today=TODAY).branch.tasks[1].closed == on
    else:
        with pytest.raises(InvalidRecordError):
            close_task(branch, branch.tasks[1], on=on, today=TODAY)


def test_done_twice_and_reopened_twice_is_refused():
    branch = task().branch
    done = close_task(branch, branch.tasks[1], on=TODAY, today=TODAY).branch

    with pytest.raises(InvalidRecordError, match="already"):
        close_task(done, done.tasks[1], on=TODAY, today=TODAY)
    with pytest.raises(InvalidRecordError, match="open"):
        reopen_task(branch, branch.tasks[1])


def test_edits_and_progress():
    branch = task(due=DUE).branch
    change = edit_task(
        branch,
        branch.tasks[1],
        {"subject": "Tables", "owner": "Li Si"},
        today=TODAY,
        progress="half",
    )
    changed = change.branch.tasks[1]

    assert (changed.subject, changed.owner, changed.due) == ("Tables", 4, DUE)
    assert (changed.progress[0].on, changed.progress[0].text) == (TODAY, "half")
    same = edit_task(change.branch, changed, {"owner": "#4"}, today=TODAY)
    assert same.branch is change.branch


@pytest.mark.parametrize(
    "changes", [{"subject": ""}, {"due": date(2026, 9, 30)}, {"owner": "Nobody"}]
)
def test_an_edit_is_checked_as_a_new_task_is(changes):
    branch = task().branch

    with pytest.raises((InvalidRecordError, UnknownNameError)):
        edit_task(branch, branch.tasks[1], changes, today=TODAY)


@pytest.mark.parametrize("text", ["2", "#2", "x", "", "Chairs"])
def test_a_task_is_named_by_its_number(text):
    branch = task().branch

    assert find_task(branch, "#1") is find_task(branch, "1")
    with pytest.raises(UnknownNameError):
        find_task(branch, text)


def test_what_care_is_about_is_not_said_aloud():
    assert "surgery" not in str(task("care", "surgery").summary)
