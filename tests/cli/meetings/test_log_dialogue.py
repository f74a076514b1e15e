"""`orglife log` on a terminal: it asks for what is missing and for nothing else."""

from __future__ import annotations

import io
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import noon
from small_branch import riverside

from orglife.cli import main
from orglife.cli.process import environment
from orglife.storage.store import Store


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "branch.json"
    Store(path).create(riverside(), command="init", now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    return path


@pytest.fixture
def typed(file, tmp_path, monkeypatch):
    """Run a command on a terminal with these lines typed: status, stderr, activities."""

    def run(*args, lines=()):
        streams = Terminal("".join(f"{line}\n" for line in lines)), io.StringIO(), Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(environment, "now", lambda zone="": noon("2026-11-22"))
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            patch.chdir(tmp_path)
            status = main.run_command_line([str(arg) for arg in args])
        return status, streams[2].getvalue(), Store(file).load().activities

    return run


def test_everything_is_asked_summed_up_and_said_as_one_command(typed, file):
    status, said, activities = typed(
        "log", lines=["3", "2", "last friday", "Safety", "Zhao Liu", "1", "ill", ""]
    )

    activity = activities[1]
    assert status == 0, said
    assert (activity.kind, activity.group, str(activity.held)) == ("group-meeting", 2, "2026-11-20")
    assert activity.attendance.others[6].reason == "ill"
    command = (
        'orglife log group-meeting --group "Group 2" --on 2026-11-20'
        ' --absent "Zhao Liu:excused:ill" --topic Safety'
    )
    assert "present 4 of 5 (excused: Zhao Liu)" in said
    assert f"The same as:\n{command}" in said
    assert command.replace('"', '\\"') in file.read_text(encoding="utf-8")


def test_nothing_is_asked_where_nothing_is_missing(typed):
    status, said, activities = typed("log", "general-meeting", "--on", "today")

    assert (status, len(activities)) == (0, 1)
    assert "?" not in said


def test_only_the_missing_group_is_asked_for(typed):
    status, said, activities = typed(
        "log", "group-meeting", "--on", "today", "--topic", "x", "--absent", "无",
        lines=["Group 1", "y"],
    )  # fmt: skip

    assert (status, activities[1].group) == (0, 1)
    assert "Which group?" in said
    assert "On which day?" not in said


def test_the_wrong_field_alone_is_asked_again(typed):
    status, said, activities = typed(
        "log", lines=["nonsense", "1", "2026-02-30", "2026-11-23", "", "", "Nemo", "", "y"]
    )

    assert (status, str(activities[1].held)) == (0, "2026-11-22")
    assert said.count("On which day?") == 3
    assert said.count("What was held?") == 2
    assert "there is no member Nemo" in said


def test_one_goes_back_a_field(typed):
    status, _, activities = typed("log", lines=["1", "<", "2", "today", "x", "<", "y", "", ""])

    assert (status, activities[1].kind, activities[1].topics) == (0, "committee-meeting", ("y",))


def test_a_talk_asks_for_the_two(typed):
    status, said, activities = typed(
        "log", "talk", lines=["today", "Li Si", "Li Si; Wang Wu", "", ""]
    )

    assert (status, activities[1].attendance.present) == (0, (4, 5)), said


@pytest.mark.parametrize("lines", [["1", "today", "", "", "n"], ["1", "today"], []])
def test_without_a_yes_nothing_is_written(typed, file, lines):
    before = file.read_bytes()
    status, _, _ = typed("log", lines=lines)

    assert status in (3, 130)
    assert file.read_bytes() == before


def test_with_no_input_nothing_is_asked(typed):
    status, said, activities = typed("log", "--no-input", lines=["1"])

    assert (status, len(activities)) == (2, 0)
    assert "What was held" not in said


def test_means_initiator_and_competences_are_never_asked_for(typed):
    _, said, _ = typed("log", lines=["4", "today", "x", "", ""])

    for word in ("means", "nitiator", "ompetence"):
        assert word not in said


def test_the_questions_are_asked_in_chinese(typed):
    status, said, activities = typed(
        "--lang", "zh", "log", lines=["党小组会", "1", "今天", "", "", "是"]
    )

    assert (status, activities[1].kind) == (0, "group-meeting")
    assert "支部党员大会" in said


@pytest.mark.parametrize(
    "reason", ["ill :(, flu", "1) flu 2) cold", 'a "b"; c\\', "病：住院（一周"]
)
def test_any_reason_is_kept_and_the_command_told_means_the_same(typed, tmp_path, reason):
    _, said, activities = typed(
        "log", lines=["3", "2", "last friday", "Safety", "Zhao Liu", "1", reason, ""]
    )

    assert activities[1].attendance.others[6].reason == reason
    told = said.partition("The same as:")[2].strip().splitlines()[0]
    status, said, activities = typed(*shlex.split(told.removeprefix("orglife ")))
    assert status == 0, said
    assert activities[2].attendance == activities[1].attendance
