"""What was written on a plan is there once it was held; what the log says comes first."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from running import Result, Run
from small_branch import riverside

from orglife.storage.store import Store


@pytest.fixture
def done(orglife: Run, tmp_path: Path) -> Run:
    """Run a command that must succeed, on a branch of its own."""
    path = tmp_path / "branch.json"
    Store(path).create(riverside(), command="init", now=datetime(2026, 11, 1, 12, tzinfo=UTC))

    def run(*args: object, **values: Any) -> Result:
        result = orglife(*args, **values)
        assert result.status == 0, result.stderr
        return result

    return run


def planned(done: Run, kind: str = "lecture", *more: object) -> None:
    done("plan", "add", kind, "--on", "2026-11-20", *more, today="2026-11-10")


def shown(done: Run) -> dict[str, Any]:
    return json.loads(done("activity", "show", 1, "--format", "json").stdout)


def stored(done: Run) -> dict[str, Any]:
    return json.loads(done("export", "all", "--format", "json").stdout)["activities"][0]


def test_everything_on_a_plan_is_there_once_it_was_held(done):
    planned(done, "lecture", "--topic", "History", "--place", "Hall")
    done(
        "activity", "edit", 1, "--lecturer", "Li Si", "--chair", "Yang Jie", "--recorder",
        "Zeng Li", "--guest", "Guo Jing", "--hours", "2", "--outcome", "notes", "--means", "film",
        "--follow-up", "2026-12-01", "--delegated", "--reason", "hall free", "--for-year", "2025",
        "--online", today="2026-11-10",
    )  # fmt: skip
    before = stored(done)

    done("log", "lecture", "--on", "2026-11-20")

    new = {
        "held": "2026-11-20",
        "recorded": "2026-11-22",
        "attendance": {"present": [*range(1, 11)]},
    }
    after = stored(done)
    assert {key: value for key, value in after.items() if key not in new} == {
        key: value for key, value in before.items() if key not in ("state", *new)
    }
    assert {key: after[key] for key in new} == new


def test_what_the_log_says_comes_before_what_the_plan_says(done):
    planned(done, "lecture", "--topic", "History", "--place", "Hall")
    done(
        "activity", "edit", 1, "--chair", "Yang Jie", "--delegated", "--hours", "2",
        "--guest", "Guo Jing", "--online", today="2026-11-10",
    )  # fmt: skip
    done(
        "log", "lecture", "--on", "2026-11-20", "--chair", "Li Si", "--hours", "1",
        "--place", "Yard", "--topic", "Law", "--guest", "Hu Fei",
    )  # fmt: skip

    after = stored(done)
    assert (after["chair"], after["minutes_long"], after["place"]) == (4, 60, "Yard")
    assert (after["topics"], after["guests"]) == (["Law"], ["Hu Fei"])
    assert not after.get("delegated"), "the plan said so of another chair"
    assert not after.get("online"), "the plan said so of another place"


@pytest.mark.parametrize(
    ("plan", "log", "clock"),
    [
        (["--start", "14:00", "--end", "16:00"], [], ("14:00", "16:00", 120)),
        (["--start", "14:00", "--end", "16:00"], ["--start", "17:00"], ("17:00", "", 0)),
        (["--start", "14:00", "--end", "16:00"], ["--hours", "1"], ("14:00", "16:00", 60)),
        (["--hours", "2"], ["--start", "17:00"], ("17:00", "", 120)),
        (["--hours", "2"], ["--start", "14:00", "--end", "15:00"], ("14:00", "15:00", 60)),
        (
            ["--start", "14:00", "--end", "16:00", "--hours", "1"],
            ["--start", "15:00"],
            ("15:00", "", 60),
        ),
    ],
)
def test_a_time_said_anew_replaces_the_planned_one_as_a_whole(done, plan, log, clock):
    planned(done)
    done("activity", "edit", 1, *plan, today="2026-11-10")
    done("log", "lecture", "--on", "2026-11-20", *log)

    after = stored(done)
    assert (
        after.get("start", ""),
        after.get("end", ""),
        after.get("minutes_long", 0),
    ) == clock


def test_a_length_that_is_more_than_the_planned_clock_is_told(done):
    planned(done)
    done("activity", "edit", 1, "--start", "14:00", "--end", "16:00", today="2026-11-10")

    result = done("log", "lecture", "--on", "2026-11-20", "--hours", "3")

    assert "the length given is more than from 14:00 to 16:00" in result.stderr


@pytest.mark.parametrize("said", [[], ["--chair", "Yang Jie"]])
def test_a_chair_of_the_plan_who_was_absent_is_told_once(done, said):
    planned(done)
    done("activity", "edit", 1, "--chair", "Yang Jie", today="2026-11-10")

    result = done("log", "lecture", "--on", "2026-11-20", "--absent", "Yang Jie:excused:ill", *said)

    assert result.stderr.count("Yang Jie, the chair, is marked as absent") == 1


@pytest.mark.parametrize("form", ["general", "committee", "group"])
def test_a_planned_session_keeps_its_form_and_what_is_on_it(done, form):
    group = ["--group", "2"] if form == "group" else []
    planned(done, "organizational-life-meeting", "--form", form, *group)
    done("activity", "edit", 1, "--chair", "Yang Jie", "--hours", "2", today="2026-11-10")

    absent = ["--absent", "Yang Jie:excused:ill"] if form != "group" else []
    result = done("criticism", "hold", "--on", "2026-11-20", *absent)

    after = stored(done)
    assert (after["chair"], after["minutes_long"]) == (1, 120)
    expected = {"general": 10, "committee": 3, "group": 5}[form]
    assert shown(done)["expected"] == expected
    assert ("the chair, is marked as absent" in result.stderr) == (form != "group")
