"""Commands on a real terminal: they ask for what is missing, and say the same as one line."""

from __future__ import annotations

import shlex
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_branch import riverside
from terminal import Terminal

from orglife.storage.store import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "branch.json"
    Store(path).create(riverside(), command="init", now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    return path


@pytest.fixture
def states(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "state"
    monkeypatch.setenv("ORGLIFE_STATE_DIR", str(folder))
    return folder


@pytest.fixture
def terminal(file, states, tmp_path):
    started = []

    def start(*args):
        started.append(Terminal(*args, cwd=tmp_path))
        return started[-1]

    yield start
    for one in started:
        one.close()


def test_log_asks_for_everything_and_says_the_same_as_one_line(terminal, file, orglife, tmp_path):
    screen = terminal("log")
    screen.expect("What was held?  1 General member meeting  2 ")
    screen.expect(": ")
    screen.type("3")
    screen.expect("Which group?  1 Group 1  2 Group 2: ")
    screen.type("2")
    screen.expect("On which day?  [today, Sun 2026-11-22]: ")
    screen.type("last friday")
    screen.expect("-> Fri 2026-11-20")
    screen.expect("Topic: ")
    screen.type("Safety of the old quarter")
    screen.expect("Absent? Enter = all present: ")
    screen.type("Zhao Liu")
    screen.expect("Zhao Liu:  1 Excused  2 Without excuse  3 Reason not stated  [3]: ")
    screen.type("1")
    screen.expect("reason: ")
    screen.type("ill")
    summary = screen.expect("Write it? [Y/n]: ")
    assert "present 4 of 5 (excused: Zhao Liu)" in summary
    screen.type("")
    status, said = screen.end()

    assert status == 0
    assert "Undo with: orglife undo" in said
    line = said.partition("The same as:")[2].strip()
    asked = Store(file).load().activities[1]
    other = tmp_path / "other.json"
    Store(other).create(riverside(), command="init", now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert orglife(*shlex.split(line)[1:], "-f", other).status == 0
    assert Store(other).load().activities[1] == asked


def test_log_asks_in_chinese(terminal, file):
    screen = terminal("log", "--lang", "zh")
    screen.expect("3 党小组会")
    screen.expect("：" if "：" in screen.said else ": ")
    screen.type("党小组会")
    screen.expect("1 Group 1")
    screen.expect(": ")
    screen.type("1")
    screen.expect("[今天，2026-11-22 周日]: ")
    screen.type("上周五")
    screen.expect("2026-11-13 周五")
    screen.expect(": ")
    screen.type("学习党章")
    screen.expect(": ")
    screen.type("李四")
    screen.expect("李四")
    screen.expect(": ")
    screen.type("<")
    screen.expect("议题: ")
    screen.type("学习党章")
    screen.expect("谁缺席")
    screen.expect(": ")
    screen.type("无")
    screen.expect("[Y/n]: ")
    screen.type("是")
    status, said = screen.end()

    assert status == 0, said
    assert Store(file).load().activities[1].topics == ("学习党章",)


def test_defaults_come_from_the_last_similar_record(terminal, orglife, file):
    orglife("log", "group-meeting", "--group", "2", "--on", "2026-11-02")

    screen = terminal("log")
    screen.expect("[3]: ")
    screen.type("")
    screen.expect("Which group?  1 Group 1  2 Group 2  [2]: ")
    screen.interrupt()

    assert screen.end()[0] == 130


def test_ctrl_c_keeps_a_draft_that_the_next_log_goes_on_with(terminal, file, states):
    before = file.read_bytes()
    screen = terminal("log")
    screen.expect(": ")
    screen.type("3")
    screen.expect("Which group?")
    screen.expect(": ")
    screen.type("2")
    screen.expect("On which day?")
    screen.interrupt()
    status, said = screen.end()
    assert status == 130
    assert "Kept as a draft" in said
    assert file.read_bytes() == before
    (draft,) = (states / "drafts").glob("*.json")
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600

    screen = terminal("log")
    screen.expect("Go on with the entry of 2026-11-22 (group-meeting, Group 2)? [Y/n]: ")
    screen.type("")
    screen.expect("On which day?")
    for answer in ("today", "Safety", "", ""):
        screen.expect(": ")
        screen.type(answer)
    status, said = screen.end()

    assert status == 0, said
    activity = Store(file).load().activities[1]
    assert (activity.kind, activity.group) == ("group-meeting", 2)
    assert not draft.exists()


def test_a_draft_that_is_declined_is_gone(terminal, states):
    screen = terminal("log")
    screen.expect(": ")
    screen.type("3")
    screen.expect("Which group?")
    screen.interrupt()
    screen.end()

    screen = terminal("log")
    screen.expect("[Y/n]: ")
    screen.type("n")
    screen.expect("What was held?")
    assert list((states / "drafts").glob("*.json")) == []
    screen.interrupt()
    screen.end()


def test_what_is_private_is_never_in_a_draft(terminal, states):
    screen = terminal("log", "--body", "said in confidence")
    screen.expect(": ")
    screen.type("talk")
    screen.expect("On which day?")
    screen.interrupt()
    screen.end()

    (draft,) = (states / "drafts").glob("*.json")
    assert "confidence" not in draft.read_text()


def test_a_question_mark_explains_and_asks_again(terminal):
    screen = terminal("log")
    screen.expect(": ")
    screen.type("?")
    said = screen.expect("What was held?")
    assert "Ctrl-C" in said
    assert "Example: orglife log" in said
    screen.interrupt()
    screen.end()


def test_any_command_asks_for_its_arguments_and_needs(terminal, file):
    screen = terminal("plan", "add")
    screen.expect("What is to be held")
    screen.expect(": ")
    screen.type("theme-day")
    screen.expect("The day: ")
    screen.type("2026-02-30")
    screen.expect("The day: ")
    screen.type("<")
    screen.expect("What is to be held")
    screen.expect(": ")
    screen.type("lecture")
    screen.expect("The day: ")
    screen.type("12-04")
    screen.expect("To be done: ")
    screen.expect("Once written: Planned for Fri 2026-12-04")
    screen.expect("Write it? [Y/n]: ")
    screen.type("y")
    status, said = screen.end()

    assert status == 0
    assert "Planned for" not in said
    assert "Written. Undo with: orglife undo" in said
    assert "The same as: orglife plan add lecture --on 2026-12-04" in said
    assert Store(file).load().activities[1].kind == "lecture"


def test_what_the_summary_said_is_not_said_again(terminal, file, orglife):
    orglife("log", "general-meeting", "--on", "2026-11-20")
    screen = terminal("vote", "last", "general-meeting")
    screen.expect("What was voted on: ")
    screen.type("Adopt the plan")
    screen.expect("How many approved: ")
    screen.type("4")
    for count in ("opposed", "abstained"):
        screen.expect(f"How many {count}  [0]: ")
        screen.type("")
    summary = screen.expect("Write it? [Y/n]: ")
    assert "To be done: Record a vote of a meeting and judge it" in summary
    assert "Once written: Recorded the vote on Adopt the plan" in summary
    screen.type("")
    status, said = screen.end()

    assert status == 0, said
    assert "Recorded the vote" not in said
    assert (said.count("Not carried"), said.count("Written.")) == (1, 1)


def test_a_warning_is_given_before_it_is_written_and_only_then(terminal):
    screen = terminal("group", "create", "Group 3", "--force")
    screen.expect("(several with ; between them): ")
    screen.type("1; 2; 3")
    assert "GR-LEADER" in screen.expect("Write it? [Y/n]: ")
    screen.type("")
    status, said = screen.end()

    assert (status, "GR-LEADER" in said) == (0, False), said


def test_the_summary_goes_back_too(terminal, file):
    screen = terminal("task", "add", "commitment")
    screen.expect("What is to be done, in a line: ")
    screen.type("Clear the coridor")
    screen.expect("Write it? [Y/n]: ")
    screen.type("<")
    screen.expect("What is to be done, in a line: ")
    screen.type("Clear the corridor")
    screen.expect("Write it? [Y/n]: ")
    screen.type("")

    assert screen.end()[0] == 0
    assert [one.subject for one in Store(file).load().tasks.values()] == ["Clear the corridor"]


def test_several_members_are_chosen_by_number_or_name(terminal, file):
    screen = terminal("group", "create", "Group 3", "--force")
    screen.expect("1 Yang Jie")
    screen.expect("(several with ; between them): ")
    screen.type("1; Li Si; nobody")
    screen.expect("choose one by its number or name")
    screen.expect(": ")
    screen.type("1; Li Si; Zhao Liu")
    screen.expect("Write it? [Y/n]: ")
    screen.type("")
    status, said = screen.end()

    assert status == 0, said
    assert 'Group 3" --member "Yang Jie" --member "Li Si" --member "Zhao Liu"' in said


@pytest.mark.parametrize(
    ("command", "questions"),
    [
        (
            "vote",
            {
                "The meeting: 132, DATE [KIND], last KIND": "1",
                "What was voted on": "Adopt the plan",
                "How many approved": "4",
                "How many opposed  [0]": "1",
                "How many abstained  [0]": "",
            },
        ),
        (
            "committee elect",
            {
                "The meeting that elected: 132, DATE [KIND], last KIND": "1",
                "How many were to be elected": "1",
                "Ballots issued": "4",
                "Ballots returned": "4",
                '"NAME=18; NAME=12": each candidate (several with ; between them)': "Li Si=4",
            },
        ),
    ],
)
def test_questions_come_in_the_order_of_the_command_line(terminal, orglife, command, questions):
    orglife("log", "general-meeting", "--on", "2026-11-18")
    screen = terminal(*command.split())
    for question, answer in questions.items():
        screen.expect(question)
        screen.expect(": ")
        screen.type(answer)
    screen.expect("Write it? [Y/n]: ")
    screen.type("")
    status, said = screen.end()

    assert status in (0, 1), said
    assert f"orglife {command} 1 --" in said


def test_a_count_that_was_not_typed_is_asked_for(terminal):
    screen = terminal("admission", "extend", "Zheng Shi")
    screen.expect("By how many months: 6 to 12: ")
    screen.interrupt()

    assert screen.end()[0] == 130


@pytest.mark.parametrize("answer", ["last general meeting", "2", "#2"])
def test_a_meeting_is_named_as_on_the_command_line(terminal, orglife, answer):
    orglife("log", "group-meeting", "--group", "1", "--on", "2026-11-17")
    orglife("log", "general-meeting", "--on", "2026-11-18")
    screen = terminal("vote", "--motion", "Adopt the plan", "--yes", "3")
    shown = screen.expect("The meeting: 132, DATE [KIND], last KIND: ")
    assert "#2 2026-11-18 general member meeting" in " ".join(shown.split())
    assert "group meeting" not in shown
    for refused in ("last garden party", "1"):
        screen.type(refused)
        screen.expect("The meeting: 132, DATE [KIND], last KIND: ")
    screen.type(answer)
    screen.expect("How many opposed  [0]: ")
    screen.type("1")
    screen.expect("How many abstained  [0]: ")
    screen.type("")
    screen.expect("Write it? [Y/n]: ")
    screen.type("")
    status, said = screen.end()

    assert status in (0, 1), said
    assert "vote 2 --motion" in said
    assert "--no 1 --abstain 0" in said
    assert "1 no, 0 abstained" in said or "Not carried" in said


def test_a_vote_that_was_typed_whole_asks_nothing(terminal, orglife):
    orglife("log", "general-meeting", "--on", "2026-11-18")
    status, said = terminal("vote", "1", "--motion", "Adopt the plan", "--yes", "4").end()

    assert status == 0
    assert "4 yes, 0 no, 0 abstained" in said.replace("\r\n", " ")


def test_a_task_is_chosen_by_its_own_number(terminal, orglife):
    for subject in ("Lamp", "Bench", "Door"):
        orglife("task", "add", "need", subject, "--owner", "Li Si")
    orglife("task", "done", "1", "--result", "lit")
    screen = terminal("task", "edit", "--subject", "Green door")
    shown = screen.expect(": ")
    assert "#2 Bench  #3 Door" in shown
    screen.type("3")
    screen.expect("Write it? [Y/n]: ")
    screen.type("")

    assert "task edit 3" in screen.end()[1].replace("--subject", "")


def test_back_goes_to_the_question_before_within_the_absent_too(terminal, file):
    screen = terminal("log", "group-meeting", "--group", "2")
    screen.expect("On which day?")
    screen.expect("]: ")
    screen.type("2026-11-20")
    screen.expect("Topic: ")
    screen.type("Safety")
    screen.expect("Absent? Enter = all present: ")
    screen.type("Zhao Liu")
    screen.expect("Zhao Liu:  1 Excused")
    screen.type("<")
    screen.expect("Absent? Enter = all present: ")
    screen.type("Zhao Liu; Sun Qi")
    screen.expect("Zhao Liu:  1 Excused")
    screen.type("1")
    screen.expect("reason: ")
    screen.type("ill")
    screen.expect("Sun Qi:  1 Excused")
    screen.type("<")
    screen.expect("reason: ")
    screen.type("<")
    screen.expect("Zhao Liu:  1 Excused")
    screen.type("2")
    screen.expect("Sun Qi:  1 Excused")
    screen.type("1")
    screen.expect("reason: ")
    screen.type("")
    screen.expect("Write it? [Y/n]: ")
    screen.type("<")
    screen.expect("reason: ")
    screen.type("away")
    summary = screen.expect("Write it? [Y/n]: ")
    screen.type("")
    status, said = screen.end()

    assert "present 3 of 5" in summary
    assert status == 0
    assert "Zhao Liu:absent" in said
    assert "Sun Qi:excused:away" in said


@pytest.mark.parametrize("answer", ["x", "1", "假", "<"])
def test_an_answer_that_is_neither_yes_nor_no_keeps_the_draft(terminal, states, answer):
    screen = terminal("log")
    screen.expect("What was held?")
    screen.expect(": ")
    screen.type("group-meeting")
    screen.expect("Which group?")
    screen.interrupt()
    assert screen.end()[0] == 130
    screen = terminal("log")
    screen.expect("Go on with the entry")
    screen.type(answer)
    screen.expect("Go on with the entry")
    screen.type("y")
    screen.expect("Which group?")
    screen.interrupt()
    screen.end()

    assert len(list((states / "drafts").glob("*.json"))) == 1


def test_an_answer_that_is_neither_yes_nor_no_is_no_refusal_to_write(terminal, file):
    screen = terminal("log", "group-meeting", "--group", "2")
    for answer in ("2026-11-20", "", ""):
        screen.expect(": ")
        screen.type(answer)
    screen.expect("Write it? [Y/n]: ")
    screen.type("nein")
    screen.expect("answer y or n")
    screen.expect("Write it? [Y/n]: ")
    screen.type("")

    assert screen.end()[0] == 0


def test_what_was_asked_for_and_declined_is_not_written(terminal, file):
    before = file.read_bytes()
    screen = terminal("member", "add", "Zhao Min")
    screen.expect("1 Full member  2 Probationary member: ")
    screen.type("1")
    screen.expect("Write it? [Y/n]: ")
    screen.type("n")
    status, said = screen.end()

    assert status == 3, said
    assert file.read_bytes() == before


def test_nothing_is_asked_with_no_input_nor_for_a_program(terminal):
    for words in (("--no-input",), ("--format", "json")):
        status, said = terminal("task", "add", *words).end()

        assert status == 2
        assert "KIND" in said


@pytest.mark.parametrize("answer", ["1", "假", "x"])
def test_a_confirmation_is_asked_for_again_where_the_answer_is_neither(terminal, orglife, answer):
    orglife("log", "lecture", "--on", "2026-11-20")
    screen = terminal("activity", "remove", "1")
    screen.expect("[y/N]: ")
    screen.type(answer)
    screen.expect(f"{answer}: answer y or n")
    screen.expect("[y/N]: ")
    screen.type("y")

    assert screen.end()[0] == 0


def test_a_confirmation_without_an_answer_is_a_no(terminal, orglife, file):
    orglife("log", "lecture", "--on", "2026-11-20")
    before = file.read_bytes()
    screen = terminal("activity", "remove", "1")
    screen.expect("[y/N]: ")
    screen.type("")
    status, said = screen.end()

    assert (status, "not confirmed" in said) == (3, True), said
    assert file.read_bytes() == before
