"""What a secretary types day by day: log, activity, plan, vote, criticism, task."""

from __future__ import annotations

import csv
import json
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import Run
from small_branch import riverside

from orglife.storage.store import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "branch.json"
    Store(path).create(riverside(), command="init", now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    return path


@pytest.fixture
def done(orglife: Run, file: Path) -> Run:
    """Run a command that must succeed."""

    def run(*args: object, **values: object) -> object:
        result = orglife(*args, **values)
        assert result.status == 0, result.stderr
        return result

    return run


def answer(result: object) -> dict:
    return json.loads(result.stdout)


def test_a_change_says_one_line_on_stderr_and_nothing_on_stdout(done):
    result = done(
        "log", "group-meeting", "--group", "2", "--on", "2026-11-20",
        "--absent", "Zhao Liu:excused:ill", "--topic", "Safety",
    )  # fmt: skip

    assert result.stdout == ""
    assert result.stderr == (
        "Riverside: Recorded on Fri 2026-11-20: group meeting of Group 2 #1, present 4 of 5"
        " (excused: Zhao Liu). Undo with: orglife undo\n"
    )


def test_a_change_says_the_same_in_chinese_dates_and_kinds(done):
    result = done(
        "--lang", "zh", "log", "支部党员大会", "--on", "2026年11月20日", "--absent", "全勤"
    )

    assert "支部党员大会" in result.stderr
    assert "2026-11-20 周五" in result.stderr


def test_the_numbers_of_a_sitting_are_those_of_each_activity(done):
    result = done("log", "theme-day+committee-meeting", "--on", "friday", "--format", "json")

    assert [one["id"] for one in answer(result)["records"]] == [1, 2]
    shown = answer(done("activity", "show", 2, "--format", "json"))
    assert (shown["present"], shown["expected"], shown["sitting"]) == (3, 3, 1)
    assert shown["voters_present"] == 3


def test_a_meeting_prints_who_counts_for_attendance_and_who_for_the_vote(done):
    done("log", "general-meeting", "--on", "2026-11-20", "--absent", "Li Si; Zheng Shi:absent")
    shown = done("activity", "show", "last", "general")

    assert "Present 8 of 10 who should attend" in shown.stdout
    assert "With a vote: 8 of 9" in shown.stdout
    assert "reason not stated" in shown.stdout
    assert "without excuse" in shown.stdout


def test_the_verdict_is_printed_with_its_arithmetic(done):
    done("log", "general-meeting", "--on", "2026-11-20", "--absent", "Li Si")
    result = done(
        "vote", "last", "general", "--motion", "Admit Zhao Min", "--kind", "admission",
        "--yes", 4, "--no", 0, "--abstain", 1,
    )  # fmt: skip

    assert result.stdout == (
        "Not carried: admission needs more than half of the 9 who should attend to approve (5);"
        " 4 did.\n"
        "Quorum kept: 8 present, more than half of 9. (rule DV-PASS, DV-QUORUM)\n"
    )


def test_a_verdict_for_programs_is_one_object(done):
    done("log", "committee-meeting", "--on", "2026-11-20")
    result = answer(done("vote", 1, "--motion", "Plan", "--yes", 2, "--no", 1, "--format", "json"))

    assert result["schema"] == "orglife.vote/1"
    assert (result["due"], result["needed_yes"], result["carried"]) == (3, 2, True)
    assert result["change"]["records"] == [{"type": "activity", "id": 1}]


def test_without_a_quorum_it_is_recorded_and_said(done):
    done("log", "general-meeting", "--on", "2026-11-20", "--present", "Li Si; Wang Wu")
    result = done("vote", 1, "--motion", "Plan", "--yes", 2)

    assert "No quorum: 2 present, 5 needed" in result.stdout
    assert "without quorum" in result.stderr


def test_short_y_confirms_and_long_yes_counts(orglife, done):
    done("log", "general-meeting", "--on", "2026-11-20")

    assert done("vote", 1, "--motion", "Plan", "--yes", 8, "-y").status == 0
    assert orglife("vote", 1, "--motion", "Plan", "--yes").status == 2


def test_a_retried_script_adds_nothing_and_writes_nothing(done, file):
    done("log", "study", "--on", "2026-11-20", "--hours", "1.5", "--key", "a-1")
    before = file.read_bytes()
    again = done("log", "study", "--on", "2026-11-20", "--hours", "1.5", "--key", "a-1")

    assert "already recorded as #1" in again.stderr
    assert file.read_bytes() == before


def test_an_activity_is_edited_attended_and_removed(orglife, done):
    done("log", "general-meeting", "--on", "2026-11-20", "--topic", "A", "--place", "Hall")
    done("activity", "edit", 1, "--topic", "B", "--chair", "Li Si", "--hours", "2")
    done("activity", "attend", "last general", "Li Si", "late", "--reason", "bus")
    shown = answer(done("activity", "show", 1, "--format", "json"))

    assert (shown["topics"], shown["chair"], shown["place"]) == (["B"], "Li Si", "Hall")
    assert shown["minutes_long"] == 120
    assert {"id": 4, "name": "Li Si", "state": "late", "reason": "bus"} in shown["attendance"]

    assert orglife("activity", "remove", 1).status == 2
    done("activity", "remove", 1, "-y")
    assert answer(done("activity", "list", "--format", "json"))["activities"] == []
    done("log", "general-meeting", "--on", "2026-11-20")
    assert answer(done("activity", "list", "--format", "json"))["activities"][0]["id"] == 2


def test_the_list_is_by_period_kind_and_group(done):
    done("log", "general-meeting", "--on", "2026-09-20")
    done("log", "group-meeting", "--group", "1", "--on", "2026-11-20")
    done("log", "group-meeting", "--group", "2", "--on", "2026-11-20")

    def ids(*args):
        listed = answer(done("activity", "list", *args, "--format", "json"))
        return [one["id"] for one in listed["activities"]]

    assert ids() == [1, 2, 3]
    assert ids("2026-Q4") == [2, 3]
    assert ids("--kind", "党小组会") == [2, 3]
    assert ids("--group", "2") == [3]
    assert ids("--as-of", "2026-11-19") == [1]


def test_what_was_entered_late_says_so(done):
    done("log", "study", "--on", "2026-10-23")
    done("log", "study", "--on", "2026-10-22")
    listed = done("activity", "list").stdout

    assert "held, entered 31 days later" in listed
    assert "entered 30 days" not in listed


def test_minutes_are_read_from_a_file(done, orglife, tmp_path, file):
    (tmp_path / "minutes.txt").write_text("\ufeff会议记录\n第二行", encoding="utf-8")
    done("log", "general-meeting", "--on", "2026-11-20", "--minutes", "minutes.txt")

    assert Store(file).load().activities[1].minutes == "会议记录\n第二行"
    assert orglife("log", "study", "--on", "today", "--minutes", "none.txt").status == 4
    assert orglife("log", "study", "--on", "today", "--minutes", tmp_path).status == 4


def test_a_plan_is_added_moved_held_and_another_cancelled(done):
    done("plan", "add", "lecture", "--on", "friday", "--topic", "History")
    done("plan", "add", "theme-day", "--on", "2026-12-04")
    done("plan", "move", "2026-11-27 lecture", "2026-12-11", "--reason", "holiday")
    done("plan", "cancel", 2, "--reason", "no room")
    plans = answer(done("plan", "list", "--format", "json"))["plans"]

    assert [(one["id"], one["planned"], one["state"]) for one in plans] == [
        (2, "2026-12-04", "cancelled"),
        (1, "2026-12-11", "planned"),
    ]
    assert plans[1]["moves"] == [{"planned": "2026-11-27", "reason": "holiday"}]
    done("log", "lecture", "--on", "2026-12-11", today="2026-12-12")
    listed = done("plan", "list", today="2026-12-12").stdout
    assert "held" in listed
    assert "holiday" in listed


def test_a_plan_that_passed_is_marked(done):
    done("plan", "add", "lecture", "--on", "2026-11-27")
    listed = done("plan", "list", today="2026-11-28").stdout

    assert "not recorded yet" in listed
    assert "orglife log lecture --on 2026-11-27" in listed


def test_a_session_from_its_opening_to_its_close(orglife, done, file):
    done("criticism", "open", 2026, "--form", "general")
    for step in ("theme", "study", "talks", "opinions"):
        done("criticism", "prepare", step, "--on", "2026-11-10")
    done("criticism", "hold", "--on", "2026-11-20", "--absent", "Li Si:excused:ill")
    secret = "talks over everybody"
    added = done(
        "criticism", "add", "Wang Wu", "--self", "--received", 3, "--accepted",
        "--problem", f"style:{secret}",
    )  # fmt: skip
    refused = orglife("criticism", "close")
    assert (refused.status, "OLM-MEASURES" in refused.stderr) == (3, True)
    done("criticism", "add", "Wang Wu", "--measure", "Listen first", "--due", "2026-12-31")
    done("criticism", "close")
    shown = done("criticism", "show")
    history = done("history")

    assert "Listen first" in shown.stdout
    for said in (added.stderr, shown.stdout, history.stdout):
        assert secret not in said
    assert secret in done("criticism", "show", "--with-private").stdout
    kept = file.read_text(encoding="utf-8")
    assert kept.count(secret) == 1
    assert Store(file).load().private[1].text == secret


def test_what_was_said_in_a_talk_is_kept_apart(orglife, done, file):
    secret = "worries about the rent"
    said = done(
        "log", "talk", "--with", "Li Si; Wang Wu", "--on", "2026-11-20", "--body", secret,
        "--follow-up", "2026-12-20",
    ).stderr  # fmt: skip

    assert Store(file).load().private[1].text == secret
    assert file.read_text(encoding="utf-8").count(secret) == 1
    shown = [done(*command).stdout for command in (("activity", "show", 1), ("history",))]
    assert all(secret not in text for text in (said, *shown))
    assert secret in done("activity", "show", 1, "--with-private").stdout
    assert answer(done("activity", "show", 1, "--format", "json")).get("private") is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sheet_of_a_session_goes_out_and_comes_back(orglife, done, file, tmp_path, language):
    done("log", "organizational-life-meeting", "--on", "2026-11-20")
    done("--lang", language, "criticism", "sheet", "-o", "session.csv")
    path = tmp_path / "session.csv"
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    filled = {"Li Si": ["yes", "3", "是", "style", "interrupts", "Listen", "", "2026-12-31"]}
    for row in rows:
        row[1:9] = filled.get(row[0], row[1:9])
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows(rows)

    said = done("import", "session.csv", "-y").stderr
    branch = Store(file).load()
    part = branch.activities[1].session.parts[4]
    assert (part.made, part.received, part.accepted, part.problems) == (True, 3, True, ("style",))
    assert (branch.tasks[1].subject, branch.tasks[1].owner) == ("Listen", 4)
    assert branch.private[1].text == "interrupts"
    assert "interrupts" not in said
    before = file.read_bytes()
    done("import", "session.csv", "-y")
    assert file.read_bytes() == before

    path.write_text(path.read_text(encoding="utf-8-sig").replace("style", "laziness"), "utf-8")
    assert orglife("import", "session.csv", "-y").status == 3
    assert file.read_bytes() == before


def test_namesakes_on_the_sheet_of_a_session_come_back_as_themselves(orglife, done, file, tmp_path):
    done("member", "add", "Li Si", "--standing", "full", "--joined", "2001-01-01",
         "--full-since", "2002-01-01", "--arrived", "2026-01-01")  # fmt: skip
    done("log", "organizational-life-meeting", "--on", "2026-11-20")
    done("criticism", "sheet", "-o", "session.csv")
    path = tmp_path / "session.csv"
    with path.open(encoding="utf-8-sig", newline="") as opened:
        head, *rows = csv.reader(opened)
    assert [row[0] for row in rows if row[0].startswith("Li Si")] == ["Li Si #4", "Li Si #11"]
    filled = {"Li Si #4": ["yes", "4"], "Li Si #11": ["yes", "11", "", "style", "", "Listen",
              "Li Si＃4", "2026-12-31"]}  # fmt: skip
    rows = [
        [row[0], *filled.get(row[0], []), *row[1 + len(filled.get(row[0], ())) :]] for row in rows
    ]

    def write(changed):
        with path.open("w", encoding="utf-8-sig", newline="") as opened:
            csv.writer(opened).writerows([head, *changed])

    write(rows)
    done("import", "session.csv", "-y")
    branch = Store(file).load()
    parts = branch.activities[1].session.parts
    assert {key: part.received for key, part in parts.items()} == {4: 4, 11: 11}
    assert branch.tasks[1].owner == 4

    before = file.read_bytes()
    done("import", "session.csv", "-y")
    for name, said in (("Wang Wu #4", "#4 is Li Si"), ("Li Si", "several"), ("Li Si #99", "#99")):
        write([[name, "yes", "5", *rows[0][3:]]])
        refused = orglife("import", "session.csv", "-y")
        assert (refused.status, said in refused.stderr) == (3, True), refused.stderr
    assert file.read_bytes() == before


def test_open_measures_are_listed_when_the_next_session_opens(done):
    done("log", "organizational-life-meeting", "--on", "2025-12-20", "--for-year", 2025)
    done("criticism", "add", "Li Si", "--measure", "Be in time", "--due", "2026-01-31")
    opened = done("criticism", "open", 2026)

    assert "Be in time" in opened.stderr
    shown = answer(done("criticism", "show", "--format", "json"))
    assert [one["subject"] for one in shown["carried"]] == ["Be in time"]
    assert shown["carried"][0]["overdue"]


def test_an_election_says_who_is_elected_and_why(orglife, done):
    done("log", "general-meeting", "--on", "2026-11-20")
    args = ("committee", "elect", "last general", "--seats", 2, "--issued", 9, "--returned", 9)
    votes = ("--votes", "Li Si=8; Wang Wu=5", "--votes", "Zhao Liu=4")
    result = done(*args, *votes)

    assert "Elected: Li Si, Wang Wu." in result.stdout
    seats = 'orglife committee seat SEAT="Li Si" SEAT="Wang Wu" --on 2026-11-20'
    assert f"Next, seat them: {seats}" in " ".join(result.stdout.split())
    again = answer(done(*args, *votes, "--format", "json", "--motion", "Once more"))
    assert again["next"] == seats
    done(*shlex.split(seats.replace("SEAT", "secretary", 1).replace("SEAT", "publicity"))[1:])
    assert "more than half of the 9 present (5)" in result.stdout
    assert "at least four fifths of 9" in result.stdout
    shown = answer(done("activity", "show", 1, "--format", "json"))["motions"][0]["ballots"]
    assert [one["elected"] for one in shown["candidates"]] == [True, True, False]
    assert orglife(*args).status == 2
    assert orglife(*args, "--votes", "Li Si=many").status == 2
    assert orglife(*args, "--votes", "Li Si").status == 2


def test_an_appraisal_from_its_opening_to_its_close(done):
    done("appraisal", "open", 2026)
    done("log", "appraisal", "--on", "2026-11-20")
    done("appraisal", "grade", "Li Si", "Wang Wu", "优秀")
    done("appraisal", "grade", "--rest", "qualified", "--unqualified", "Zhao Liu")
    done("appraisal", "close")
    shown = answer(done("appraisal", "show", "--format", "json"))

    assert (shown["excellent_limit"], len(shown["grades"])) == (3, 9)
    assert not any("score" in str(key) for key in shown)
    assert "2 of 9 full members excellent, at most 3" in done("appraisal", "show").stdout


def test_tasks_from_added_to_done_and_reopened(done):
    done("log", "general-meeting", "--on", "2026-11-20")
    done(
        "task", "add", "resolution", "Chairs", "--owner", "Li Si", "--due", "2026-11-21",
        "--from", "last general",
    )  # fmt: skip
    done("task", "add", "整改", "Roof")
    tasks = answer(done("task", "list", "--format", "json"))["tasks"]
    assert [(one["id"], one["overdue"], one["source"]) for one in tasks] == [
        (1, True, 1),
        (2, False, None),
    ]
    assert tasks[0]["opened"] == "2026-11-20"
    assert "overdue by 1 day" in done("task", "list").stdout

    done("task", "edit", 1, "--due", "2026-12-31", "--progress", "ordered")
    done("task", "done", "#1", "--result", "bought")
    assert [one["id"] for one in answer(done("task", "list", "--format", "json"))["tasks"]] == [2]
    assert "bought" in done("task", "show", 1).stdout
    assert len(answer(done("task", "list", "--all", "--format", "json"))["tasks"]) == 2
    done("task", "reopen", 1)
    assert "ordered" in done("task", "show", 1).stdout


REFUSED = (
    (2, ("log",)),
    (2, ("log", "general-meeting")),
    (2, ("log", "group-meeting", "--on", "today")),
    (2, ("log", "general-meeting", "--on", "2026-02-30")),
    (2, ("log", "general-meeting", "--on", "11/12/2026")),
    (2, ("log", "study", "--on", "today", "--hours", "two")),
    (2, ("log", "study", "--on", "today", "--start", "25:00")),
    (2, ("log", "study", "--on", "today", "--form", "nonsense")),
    (2, ("log", "talk", "--on", "today", "--with", "Li Si")),
    (2, ("log", "study", "--on", "today", "--for-year", "26")),
    (2, ("log", "study", "--on", "today", "--absent", "Li Si:ill")),
    (2, ("log", "study", "--on", "today", "--as-of", "2026-11-22")),
    (3, ("log", "nonsense", "--on", "today")),
    (3, ("log", "民主生活会", "--on", "today")),
    (3, ("log", "m", "--on", "today")),
    (3, ("log", "general-meeting", "--on", "2015-05-31")),
    (3, ("log", "general-meeting", "--on", "2026-11-23")),
    (3, ("log", "general-meeting", "--on", "today", "--absent", "Stranger")),
    (3, ("log", "general-meeting", "--on", "today", "--absent", "Li Si（病假")),
    (3, ("log", "general-meeting", "--on", "today", "--chair", "Nobody")),
    (3, ("log", "group-meeting", "--group", "9", "--on", "today")),
    (3, ("log", "group-meeting", "--group", "1", "--on", "today", "--absent", "Sun Qi")),
    (3, ("log", "general-meeting", "--group", "1", "--on", "today")),
    (3, ("log", "study", "--on", "today", "--start", "15:00", "--end", "14:00")),
    (3, ("vote", 1, "--motion", "x", "--yes", 9)),
    (2, ("log", "general-meeting", "--on", "today", "--present", "")),
    (2, ("log", "general-meeting", "--on", "today", "--present", " ; ")),
    (2, ("vote", 1, "--motion", "x", "--yes", -1)),
    (3, ("vote", 2, "--motion", "x", "--yes", 1)),
    (3, ("vote", 3, "--motion", "x", "--yes", 1)),
    (3, ("vote", 99, "--motion", "x", "--yes", 1)),
    (3, ("vote", "2026-11-20", "--motion", "x", "--yes", 1)),
    (3, ("vote", 1, "--motion", "x", "--yes", 1, "--written", 1)),
    (3, ("vote", 1, "--motion", "x", "--yes", 1, "--not-in-room", "Li Si")),
    (3, ("vote", 1, "--motion", "x", "--yes", 1, "--exclude", "Li Si:ill")),
    (3, ("vote", 1, "--motion", "x", "--kind", "election", "--yes", 1, "--exclude", "Li Si:ill")),
    (2, ("vote", 1, "--motion", "x", "--kind", "nonsense", "--yes", 1)),
    (2, ("vote", 1, "--motion", "x")),
    (2, ("vote", 1, "--yes", 1)),
    (2, ("vote", "--motion", "x", "--yes", 1)),
    (2, ("activity", "attend", 1, "Li Si", "ill")),
    (3, ("activity", "attend", 2, "Sun Qi", "late")),
    (3, ("activity", "attend", 3, "Li Si", "late")),
    (3, ("activity", "edit", 1, "--on", "2026-11-23")),
    (3, ("activity", "edit", 3, "--on", "2026-11-20")),
    (2, ("activity", "edit", "lecture", "--place", "x")),
    (2, ("activity", "remove", 1)),
    (3, ("activity", "remove", 99, "-y")),
    (2, ("plan", "add", "lecture")),
    (3, ("plan", "add", "lecture", "--on", "2026-11-21")),
    (2, ("plan", "move", 3, "2026-12-11")),
    (3, ("plan", "move", 1, "2026-12-11", "--reason", "x")),
    (2, ("plan", "cancel", 3)),
    (2, ("task", "add", "nonsense", "x")),
    (3, ("task", "add", "resolution", " ")),
    (3, ("task", "add", "resolution", "x", "--owner", "Nobody")),
    (3, ("task", "add", "resolution", "x", "--due", "2026-11-01", "--on", "2026-11-02")),
    (3, ("task", "done", 99)),
    (3, ("task", "done", 1, "--on", "2026-11-23")),
    (3, ("task", "reopen", 1)),
    (2, ("criticism", "open", "next")),
    (3, ("criticism", "open", 2014)),
    (3, ("criticism", "close")),
    (3, ("criticism", "add", "Li Si", "--self")),
)


@pytest.fixture(scope="module")
def prepared_bytes(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("prepared") / "branch.json"
    from datetime import date

    from small_branch import held

    from orglife.actions.meetings.plans import add_plan
    from orglife.actions.meetings.tasks import TaskEntry, add_task

    branch = held(riverside(), "general-meeting", "2026-11-20", absent="Li Si")
    branch = held(branch, "group-meeting", "2026-11-20", group="1")
    today = date(2026, 11, 22)
    branch = add_plan(branch, "lecture", planned=date(2026, 12, 4), today=today).branch
    branch = add_task(branch, TaskEntry("resolution", "Chairs", today), today=today).branch
    Store(path).create(branch, command="init", now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    return path.read_bytes()


@pytest.mark.parametrize(("code", "args"), REFUSED, ids=[" ".join(map(str, a)) for _, a in REFUSED])
def test_what_is_refused_says_so_and_leaves_the_file(orglife, tmp_path, prepared_bytes, code, args):
    path = tmp_path / "branch.json"
    path.write_bytes(prepared_bytes)
    result = orglife(*args)

    assert result.status == code, result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert path.read_bytes() == prepared_bytes
    assert "Traceback" not in result.stderr


HOSTILE = "[red]x[/]\u202e=1+1"


def test_text_from_people_is_data(done, orglife):
    done("log", "general-meeting", "--on", "2026-11-20", "--topic", HOSTILE, "--place", "=cmd()")
    done("task", "add", "resolution", HOSTILE)
    done("vote", 1, "--motion", HOSTILE, "--yes", 9)

    for args in (("activity", "list"), ("activity", "show", 1), ("task", "list")):
        shown = done(*args)
        assert "[red]x[/]" in shown.stdout
        assert "\u202e" not in shown.stdout
        assert answer(done(*args, "--format", "json"))
    assert answer(done("activity", "show", 1, "--format", "json"))["topics"] == [HOSTILE]


@pytest.mark.parametrize("command", ["activity list", "task list", "plan list", "criticism show"])
@pytest.mark.parametrize("columns", ["60", "80", "120"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_view_is_there_in_both_languages(done, command, columns, language):
    done("log", "organizational-life-meeting", "--on", "2026-11-20", "--topic", "学习" * 30)
    done("task", "add", "rectification", "整改" * 30, "--owner", "Li Si")
    done("plan", "add", "lecture", "--on", "2026-12-04")
    shown = done("--lang", language, *command.split(), env={"COLUMNS": columns})

    assert shown.stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--excellent", "Li Si", "--measure", "Attend", "--due", "2026-12-31"], "belongs to one"),
        (["--rest", "qualified", "--measure", "Attend"], "belongs to one of these grades"),
        (["--unqualified", "Li Si", "--due", "2026-12-31"], "what is to be done by 2026-12-31?"),
        (["--unqualified", "Li Si", "--measure", "Attend"], "by when"),
    ],
)
def test_a_measure_of_an_appraisal_is_never_dropped(done, orglife, file, words, why):
    done("appraisal", "open", 2026)
    done("log", "appraisal", "--on", "2026-11-20")
    before = file.read_bytes()

    result = orglife("appraisal", "grade", *words)

    assert (result.status, result.stdout) == (2, "")
    assert why in result.stderr
    assert file.read_bytes() == before
