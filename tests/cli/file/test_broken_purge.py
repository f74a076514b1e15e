"""A purge that was broken off is finished by the next command, by name and by id alike."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from small_branch import riverside
from test_purge_person import NOW, everything

from orglife.cli.user import user_files
from orglife.model.calendar import PartialDate
from orglife.storage.store import Store

Orglife = Any


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Li Si (#1) has left; the name stands in records, history, backups and a draft."""
    branch = riverside()
    member = replace(
        branch.members[1], name="Li Si", left=PartialDate(2026, 11, 10), left_reason="died"
    )
    other = replace(branch.members[4], name="Zhou Ba")
    path = tmp_path / "branch.json"
    Store(path).create(branch.put("members", member, other), command="orglife init", now=NOW)
    return path


@pytest.fixture
def broken_off(orglife: Orglife, file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Backups and drafts are cleaned, the file is not: the process ended before."""
    for day in ("18", "19", "20"):
        log = ("log", "study", "--topic", "On Li Si", "--on", f"2026-11-{day}", "-q")
        assert orglife(*log).status == 0

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("orglife.storage.erase.write_branch_file", killed)
    assert orglife("purge", "--member", "Li Si", "-y").status == 130
    monkeypatch.undo()
    monkeypatch.setenv("ORGLIFE_CONFIG_DIR", str(file.parent / "own configuration"))
    monkeypatch.setenv("ORGLIFE_STATE_DIR", str(file.parent / "own state"))
    journal = Path(f"{file}.purging").read_text()
    assert "Li" not in journal
    return file


@pytest.mark.parametrize("words", [("status",), ("doctor",), ("member", "list"), ("undo", "-q")])
def test_the_next_command_finishes_it_and_says_so(
    orglife: Orglife, broken_off: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    result = orglife(*words)

    if "-q" not in words:
        assert "a purge of this file was broken off; it is finished now" in result.stderr
    assert "lisi" not in everything(tmp_path)
    assert not Path(f"{broken_off}.purging").exists()
    assert orglife("verify").status == 0
    assert "broken off" not in orglife("status").stderr


def test_a_dry_run_says_so_and_writes_nothing(orglife: Orglife, broken_off: Path) -> None:
    before = broken_off.read_bytes()

    result = orglife("log", "study", "--topic", "x", "--on", "2026-11-17", "-n")

    assert "it is not finished yet" in result.stderr
    assert broken_off.read_bytes() == before
    assert Path(f"{broken_off}.purging").exists()


def test_where_it_can_not_be_finished_reading_goes_on_and_writing_does_not(
    orglife: Orglife, broken_off: Path
) -> None:
    (Path(f"{broken_off}.backups") / "0009-2026-11-22-89abcdef.bak").mkdir()

    reading = orglife("status")
    writing = orglife("log", "study", "--topic", "x", "--on", "2026-11-17")

    assert reading.status == 0
    assert "can't be finished now" in reading.stderr
    assert writing.status == 4
    assert Path(f"{broken_off}.purging").exists()


@pytest.mark.parametrize("name", ["Li Si", "#1"])
def test_by_name_and_by_id_the_same_is_erased(
    orglife: Orglife, file: Path, tmp_path: Path, name: str
) -> None:
    user_files.save_draft(file, {"absent": ("LiSi:excused:cancer",)}, "2026-11-22")
    orglife("log", "study", "--topic", "On Li Si", "--on", "2026-11-20", "-q")

    assert orglife("purge", "--member", name, "-y").status == 0

    assert "lisi" not in everything(tmp_path)
    assert "died" not in everything(tmp_path)


def test_drafts_of_the_branch_are_found_after_its_file_was_moved(
    orglife: Orglife, file: Path, tmp_path: Path
) -> None:
    user_files.save_draft(file, {"absent": ("LiSi:excused:cancer",)}, "2026-11-22")
    (user_files.new_minutes(file) / "1.md").write_text("Li Si spoke", encoding="utf-8")
    (tmp_path / "new place").mkdir()
    moved = tmp_path / "new place" / "branch.json"
    shutil.move(file, moved)

    assert orglife("purge", "--member", "Li Si", "-y", "-f", moved).status == 0

    assert "lisi" not in everything(tmp_path)
