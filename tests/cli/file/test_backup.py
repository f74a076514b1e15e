"""`backup list|restore|create`, and `--known-on`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from orglife.storage.store import Store

Orglife = Any
NAME = "Yang Jie"
LOG = ("log", "lecture", "--on", "2026-11-20")


def records(path: Path) -> object:
    return Store(path).load().change_meta(next={})


def listed(orglife: Orglife) -> list[dict[str, Any]]:
    answer = json.loads(orglife("backup", "list", "--format", "json").stdout)
    assert answer["schema"] == "orglife.backups/1"
    return answer["backups"]  # type: ignore[no-any-return]


def test_a_new_file_has_no_backups(orglife: Orglife, tmp_path: Path) -> None:
    orglife("init", "branch.json", "--name", "New", "--sector", "rural", "--founded", "2020-01-01")

    assert listed(orglife) == []
    assert "there are none yet" in orglife("backup", "list").stdout


def test_backups_are_listed_with_what_is_in_them(orglife: Orglife, sample: Path) -> None:
    orglife(*LOG)
    orglife("log", "theme-day", "--on", "2026-11-06")

    newest, oldest = listed(orglife)

    assert (newest["number"], oldest["number"]) == (2, 1)
    assert (newest["activities"], oldest["activities"]) == (138, 137)
    assert newest["good"] is oldest["good"] is True
    assert newest["day"] == "2026-11-22"
    assert "orglife backup restore 2" in orglife("backup", "list").stdout


def test_a_restored_backup_can_be_undone_and_verifies(orglife: Orglife, sample: Path) -> None:
    before = records(sample)
    orglife(*LOG)
    after = records(sample)

    restored = orglife("backup", "restore", "1")

    assert restored.status == 0
    assert "Restored backup 1: 26 members, 137 activities." in restored.stderr
    assert records(sample) == before
    assert orglife("verify").status == 0
    assert orglife("undo").status == 0
    assert records(sample) == after
    assert Store(sample).load().next_id("activities") == 139


def test_a_damaged_file_is_restored_and_kept_aside(orglife: Orglife, sample: Path) -> None:
    before = records(sample)
    orglife(*LOG)
    damaged = sample.read_bytes()[:-400]
    sample.write_bytes(damaged)
    hint = orglife("status").stderr.split("orglife ")[-1].split()

    result = orglife(*hint)

    assert result.status == 0, result
    assert records(sample) == before
    assert [one.read_bytes() for one in sample.parent.glob("*.damaged-*")] == [damaged]
    assert orglife("verify").status == 0


def test_a_missing_file_is_restored(orglife: Orglife, sample: Path) -> None:
    before = records(sample)
    orglife(*LOG)
    sample.unlink()

    assert orglife("backup", "restore", "1", "-f", "branch.json").status == 0
    assert records(sample) == before


def test_a_damaged_backup_is_told_and_not_restored(orglife: Orglife, sample: Path) -> None:
    orglife(*LOG)
    (backup,) = sample.parent.glob("*.backups/*")
    backup.write_bytes(backup.read_bytes()[:-1])
    before = sample.read_bytes()

    assert listed(orglife)[0]["good"] is False
    assert orglife("backup", "restore", "1").status == 4
    assert sample.read_bytes() == before


def test_a_backup_that_is_none_and_one_of_another_branch_are_refused(
    orglife: Orglife, sample: Path
) -> None:
    orglife(*LOG)
    assert orglife("backup", "restore", "9").status == 3
    sample.unlink()
    orglife("init", "branch.json", "--name", "New", "--sector", "rural", "--founded", "2020-01-01")
    before = sample.read_bytes()

    result = orglife("backup", "restore", "1")

    assert result.status == 3
    assert "another branch, Riverside" in result.stderr
    assert sample.read_bytes() == before


def test_a_dry_run_restores_nothing(orglife: Orglife, sample: Path) -> None:
    orglife(*LOG)
    before = sample.read_bytes()

    assert "not written (--dry-run)" in orglife("backup", "restore", "1", "-n").stderr
    assert sample.read_bytes() == before


def test_a_copy_is_made_elsewhere_and_nothing_is_written_over(
    orglife: Orglife, sample: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    assert orglife("backup", "create", "stick/copy.json").status == 0
    assert (stick / "copy.json").read_bytes() == sample.read_bytes()
    assert [one.name for one in stick.iterdir()] == ["copy.json"]
    again = orglife("backup", "create", "stick/copy.json")
    assert again.status == 3
    assert "exists already" in again.stderr
    assert orglife("backup", "create", "no/folder/copy.json").status == 4


def test_what_the_file_knew_on_a_day(orglife: Orglife, sample: Path) -> None:
    def count(*options: str, today: str = "2026-11-25") -> int:
        answer = orglife("activity", "list", "2026", "--format", "json", *options, today=today)
        assert answer.status == 0, answer
        return len(json.loads(answer.stdout)["activities"])

    first = count()
    orglife("log", "lecture", "--on", "2026-11-21", today="2026-11-23")
    orglife("log", "lecture", "--on", "2026-11-19", today="2026-11-24")
    orglife("undo", "2", today="2026-11-25")

    assert count("--known-on", "2026-11-22") == first
    assert count("--known-on", "2026-11-23") == first + 1
    assert count("--known-on", "yesterday") == first + 2
    assert count("--known-on", "2026-11-25") == count() == first


def test_before_the_file_was_made_it_knew_nothing(orglife: Orglife, sample: Path) -> None:
    result = orglife("check", "2026", "--known-on", "2026-11-21")

    assert result.status == 3
    assert "was made on 2026-11-22" in result.stderr
    assert orglife("check", "2026", "--known-on", "11/12/2026").status == 2


@pytest.mark.parametrize("command", [("undo",), LOG])
def test_a_writing_command_knows_only_now(
    orglife: Orglife, sample: Path, command: tuple[str, ...]
) -> None:
    assert orglife(*command, "--known-on", "2026-11-22").status == 2


def test_what_differs_from_a_backup_is_told_in_words_and_data(
    orglife: Orglife, sample: Path
) -> None:
    orglife(*LOG)
    orglife("member", "edit", NAME, "--unit", "No. 3 school")
    before = sample.read_bytes()

    newest = orglife("backup", "compare")
    assert newest.status == 0, newest
    assert "otherwise than in backup 2" in newest.stdout
    assert f"member {NAME} #" in newest.stdout
    assert "lecture" not in newest.stdout
    data = json.loads(orglife("backup", "compare", "1", "--format", "json").stdout)
    assert data["schema"] == "orglife.backup-difference/1"
    assert data["backup"] == {"number": 1, "day": "2026-11-22"}
    assert [(one["type"], one["change"], one["fields"]) for one in data["differences"]] == [
        ("member", "changed", ["unit"]),
        ("activity", "added", []),
    ]
    assert f"党员 {NAME}" in orglife("backup", "compare", "--lang", "zh").stdout
    assert sample.read_bytes() == before


def test_a_comparison_without_differences_and_without_backup(
    orglife: Orglife, sample: Path
) -> None:
    assert orglife("backup", "compare").status in (0, 3)
    orglife(*LOG)
    orglife("undo")
    assert "the records are the same" in orglife("backup", "compare", "1").stdout
    assert orglife("backup", "compare", "9").status == 3
    assert orglife("backup", "compare", "-f", "none.json").status == 4
