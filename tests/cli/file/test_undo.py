"""`undo`, `redo`, `history` and `verify`, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from orglife.storage.store import Store
from orglife.storage.tinydb_storage import SealedStorage

Orglife = Any
LOG = ["log", "lecture", "--on", "2026-11-20"]


@pytest.fixture
def logged(orglife: Orglife, sample: Path) -> Path:
    """The sample with a theme day logged and a member's unit changed."""
    assert orglife("log", "theme-day", "--on", "2026-11-06").status == 0
    assert orglife("member", "edit", "#3", "--unit", "No. 3 school").status == 0
    return sample


def records(path: Path) -> object:
    return Store(path).load().change_meta(next={})


def test_undo_and_redo_say_in_words_what_they_did(orglife: Orglife, logged: Path) -> None:
    after = records(logged)

    undone = orglife("undo", "2")
    put_back = orglife("redo", "2")

    assert undone.status == put_back.status == 0
    assert undone.stderr.startswith("Riverside: Taken back: orglife member edit")
    assert "unit Retired -> No. 3 school" in undone.stderr
    assert "theme party day Fri 2026-11-06 #138 added" in undone.stderr
    assert undone.stderr.endswith("Put back with: orglife redo 2\n")
    assert put_back.stderr.startswith("Riverside: Put back: orglife log theme-day")
    assert put_back.stderr.endswith("Undo with: orglife undo 2\n")
    assert undone.stdout == put_back.stdout == ""
    assert records(logged) == after


def test_undo_restores_what_was_there_before_a_command(orglife: Orglife, sample: Path) -> None:
    before = records(sample)
    orglife("log", "theme-day", "--on", "2026-11-06")

    orglife("undo")

    assert records(sample) == before


def test_a_dry_run_shows_what_would_be_taken_back(orglife: Orglife, logged: Path) -> None:
    before = logged.read_bytes()

    result = orglife("undo", "2", "--dry-run")

    assert result.status == 0
    assert result.stderr.startswith("Riverside, not written (--dry-run): Taken back: orglife mem")
    assert logged.read_bytes() == before


def test_undo_in_json_names_the_records(orglife: Orglife, logged: Path) -> None:
    answer = json.loads(orglife("undo", "2", "--format", "json").stdout)

    assert answer["schema"] == "orglife.change/1"
    assert answer["changed"] is True
    assert answer["records"] == [{"type": "member", "id": 3}, {"type": "activity", "id": 138}]


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_nothing_to_undo_or_redo_is_exit_3_and_changes_nothing(
    orglife: Orglife, tmp_path: Path, command: str
) -> None:
    orglife("init", "branch.json", "--name", "New", "--sector", "rural", "--founded", "2020-01-01")
    before = (tmp_path / "branch.json").read_bytes()

    result = orglife(command)

    assert result.status == 3
    assert "nothing" in result.stderr
    assert (tmp_path / "branch.json").read_bytes() == before


@pytest.mark.parametrize("steps", ["0", "-1", "two"])
def test_a_number_of_steps_that_is_none_is_a_usage_error(
    orglife: Orglife, logged: Path, steps: str
) -> None:
    assert orglife("undo", steps).status == 2


def test_redo_after_other_work_is_refused_with_the_reason(orglife: Orglife, logged: Path) -> None:
    orglife("undo")
    orglife("log", "lecture", "--on", "2026-11-20")

    result = orglife("redo")

    assert result.status == 3
    assert (
        "'orglife log lecture --on 2026-11-20' (entry 7) was done after the undo" in result.stderr
    )


def test_history_tells_every_command_the_newest_first(orglife: Orglife, logged: Path) -> None:
    lines = orglife("history").stdout.splitlines()

    assert lines[0] == "Riverside: what was changed, and when"
    assert "member Shan Jun" not in lines[2]
    assert "member edit" in lines[2]
    assert "unit Retired -> No. 3 school" in lines[2]
    assert "2026-11-22 12:00" in lines[2]
    assert "137 activities added" in lines[4]
    assert "26 members added, 3 groups added, 5 posts added" in lines[5]
    assert lines[6].strip().startswith("1 ")


def test_history_of_a_name_or_an_id_leaves_the_rest_out(orglife: Orglife, logged: Path) -> None:
    by_name = json.loads(orglife("history", "Zeng Li", "--format", "json").stdout)
    by_id = json.loads(orglife("history", "#138", "--format", "json").stdout)

    assert [one["number"] for one in by_name["entries"]] == [5, 2]
    assert by_name["entries"][0]["changes"] == [
        {
            "type": "member",
            "id": 3,
            "label": "Zeng Li",
            "change": "changed",
            "fields": ["unit"],
            "message": "member Zeng Li #3: unit Retired -> No. 3 school",
        }
    ]
    assert [one["number"] for one in by_id["entries"]] == [4]
    assert by_id["schema"] == "orglife.history/1"
    assert by_id["head"] == Store(logged).head()
    assert "12:00" not in json.dumps(by_id["entries"])


def test_history_of_a_removed_record_and_of_a_former_name(orglife: Orglife, logged: Path) -> None:
    orglife("undo", "2")

    assert "theme party day" in orglife("history", "#138").stdout


def test_history_of_nobody_is_refused_with_the_nearest(orglife: Orglife, logged: Path) -> None:
    result = orglife("history", "Zeng Lee")

    assert result.status == 3
    assert "there is no member Zeng Lee" in result.stderr
    assert "Zeng Li" in result.stderr
    assert orglife("history", "#4000").status == 3


def test_verify_of_an_untouched_file_is_exit_0(orglife: Orglife, logged: Path) -> None:
    result = orglife("verify")

    assert result.status == 0
    assert "the history of 5 entries holds" in result.stdout
    assert Store(logged).head() in result.stdout


def test_verify_names_what_was_changed_outside_orglife(orglife: Orglife, logged: Path) -> None:
    with TinyDB(logged, storage=SealedStorage) as db:
        db.table("activities").update({"kind": "lecture"}, doc_ids=[138])

    result = orglife("verify", "--format", "json")

    assert result.status == 1
    assert json.loads(result.stdout)["problems"] == ["activities #138 was changed outside orglife"]


def test_verify_says_whether_a_state_handed_in_is_of_this_past(
    orglife: Orglife, logged: Path
) -> None:
    head = Store(logged).head()
    orglife("undo")

    there = orglife("verify", "--head", head[:12])
    elsewhere = orglife("verify", "--head", "0" * 64)
    short = orglife("verify", "--head", "abc")

    assert there.status == 0
    assert "after entry 5; 1 entry was made since" in there.stdout
    assert elsewhere.status == 1
    assert "is not in this file's past" in elsewhere.stdout
    assert short.status == 3


def test_a_damaged_file_is_exit_4_and_says_how_to_restore_it(
    orglife: Orglife, logged: Path
) -> None:
    logged.write_bytes(logged.read_bytes().replace(b"Zeng Li", b"Zeng Lu"))
    before = logged.read_bytes()

    for command in (["undo"], ["history"], ["verify"], ["status"], LOG):
        result = orglife(*command)
        assert result.status == 4, command
        assert "branch.json is damaged: its bytes do not match its seal" in result.stderr
        assert "orglife backup restore 2 -f branch.json" in result.stderr
    assert logged.read_bytes() == before


def test_private_texts_are_never_shown(orglife: Orglife, logged: Path) -> None:
    from datetime import UTC, date, datetime

    from orglife.model.branch import PrivateText

    secret = "what was said in confidence"
    body = PrivateText(id=1, table="activities", record=1, text=secret, on=date(2026, 11, 1))
    now = datetime(2026, 11, 22, tzinfo=UTC)
    store = Store(logged)
    store.update(lambda branch: (branch.add("private", body), None), command="x", now=now)
    store.update(lambda branch: (branch.drop("private", 1), None), command="y", now=now)

    for arguments in (["history"], ["history", "--format", "json"], ["undo", "--format", "json"]):
        assert secret not in "".join(map(str, orglife(*arguments)))


def test_history_names_every_field_in_the_language_asked_for(
    orglife: Orglife, logged: Path
) -> None:
    assert orglife("activity", "edit", "#138", "--start", "9:00", "--guest", "Qian").status == 0

    english = orglife("history")
    chinese = orglife("history", "--lang", "zh")

    assert "start - -> 09:00, guests changed" in english.stdout
    assert "开始时间 - -> 09:00" in chinese.stdout
    assert "列席人员" in chinese.stdout
    assert "工作单位 Retired -> No. 3 school" in chinese.stdout
    assert "start" not in chinese.stdout.replace("--start", "")
