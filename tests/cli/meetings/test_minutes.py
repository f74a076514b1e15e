"""Minutes from the outside: the editor, a file, finalize and amend."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import noon
from small_branch import held, riverside

from orglife.cli import main
from orglife.cli.process import environment
from orglife.storage.store import Store


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def file(tmp_path: Path) -> Path:
    branch = held(
        riverside(), "general-meeting", "2026-11-20", absent="Li Si:excused:ill", topics=("Plan",)
    )
    branch = held(branch, "lecture", "2026-11-20", lecturer="Professor Gu")
    path = tmp_path / "branch.json"
    Store(path).create(branch, command="init", now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    return path


@pytest.fixture
def edited(file, tmp_path, monkeypatch):
    """Run `activity minutes` on a terminal with this shell script as the editor."""

    def run(script, *args):
        editor = tmp_path / "editor"
        editor.write_text(f"#!/bin/sh\n{script}\n")
        editor.chmod(0o700)
        streams = Terminal(), io.StringIO(), Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(environment, "now", lambda zone="": noon("2026-11-22"))
            patch.setenv("EDITOR", str(editor))
            patch.delenv("VISUAL", raising=False)
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            patch.chdir(tmp_path)
            status = main.run_command_line(["activity", "minutes", *(str(arg) for arg in args)])
        drafts = [
            one
            for one in (tmp_path / "own state").rglob("*")
            if one.is_file() and one.suffix != ".branch"
        ]
        return status, streams[2].getvalue(), drafts

    return run


def unwrapped(text):
    return "".join(str(text).split())


def minutes(file, number=1):
    return Store(file).load().activities[number].minutes


def test_the_editor_begins_with_what_is_on_record(edited, file, tmp_path):
    script = f'cp "$1" {tmp_path}/seen; cp "$1" "$1~"; echo "All agreed." >> "$1"'
    status, _, drafts = edited(script, 1)
    seen = (tmp_path / "seen").read_text(encoding="utf-8")

    assert (status, drafts) == (0, [])
    assert minutes(file).endswith("All agreed.")
    for part in ("Fri 2026-11-20", "present 9", "Li Si: excused, ill", "1. Plan"):
        assert part in seen
    assert "With a vote: 8 of 9" in seen
    assert "Resolutions" in seen


def test_each_kind_has_its_template(edited, tmp_path):
    edited(f'cp "$1" {tmp_path}/seen', 2)
    seen = (tmp_path / "seen").read_text(encoding="utf-8")

    assert "Professor Gu" in seen
    assert "Main points" in seen
    assert "Resolutions" not in seen


def test_what_was_not_changed_is_not_written(edited, file):
    before = file.read_bytes()
    status, said, drafts = edited("true", 1)

    assert (status, drafts, file.read_bytes()) == (0, [], before)
    assert "not changed" in said


@pytest.mark.parametrize("script", ['echo half >> "$1"; exit 1', 'printf "" > "$1"'])
def test_the_draft_is_kept_where_it_could_not_be_written(edited, file, script):
    before = file.read_bytes()
    status, said, drafts = edited(script, 1)

    assert status != 0
    assert file.read_bytes() == before
    assert len(drafts) == 1
    assert unwrapped(drafts[0]) in unwrapped(said)
    assert drafts[0].stat().st_mode & 0o777 == 0o600


def test_the_draft_is_kept_where_the_branch_file_was_torn_meanwhile(edited, file):
    status, said, drafts = edited(f'echo x >> "$1"; echo torn > {file}', 1)

    assert status == 4
    assert unwrapped(drafts[0]) in unwrapped(said)
    assert "x" in drafts[0].read_text(encoding="utf-8")


def test_off_a_terminal_they_come_from_a_file_or_stdin(orglife, file, tmp_path):
    assert orglife("activity", "minutes", 1).status == 2
    (tmp_path / "m.txt").write_text("From a file", encoding="utf-8")
    assert orglife("activity", "minutes", 1, "--from", "m.txt").status == 0
    assert minutes(file) == "From a file"
    assert orglife("activity", "minutes", 1, "--from", "-", stdin="From stdin\n").status == 0
    assert minutes(file) == "From stdin"
    assert orglife("activity", "minutes", 1, "--from", "none.txt").status == 4


def test_finalized_then_amended(orglife, file):
    assert orglife("activity", "finalize", 1).status == 0
    frozen = Store(file).load().activities[1]
    assert "1. Plan" in frozen.minutes
    assert len(frozen.digest) == 64

    before = file.read_bytes()
    for args in (
        ("edit", 1, "--place", "x"),
        ("finalize", 1),
        ("minutes", 1, "--from", "-"),
        ("attend", 1, "Li Si", "late"),
        ("remove", 1, "-y"),
        ("amend", 1, "--place", "x"),
    ):
        result = orglife("activity", *args, stdin="text")
        assert result.status in (2, 3), args
    assert file.read_bytes() == before

    assert orglife("activity", "amend", 1, "--place", "Hall", "--reason", "left out").status == 0
    shown = orglife("activity", "show", 1)
    assert "left out" in shown.stdout
    assert "Hall" in shown.stdout


def test_a_file_becomes_the_minutes_where_an_activity_is_edited_or_amended(orglife, file, tmp_path):
    (tmp_path / "m.txt").write_text("\ufeffAs it was said\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    done = orglife("activity", "edit", 1, "--minutes", "m.txt", "--place", "Hall")
    assert done.status == 0, done.stderr
    assert minutes(file) == "As it was said"
    assert Store(file).load().activities[1].place == "Hall"
    assert "Nothing was written" in orglife("activity", "edit", 1, "--minutes", "m.txt").stderr

    assert orglife("activity", "finalize", 1).status == 0
    frozen = Store(file).load().activities[1].digest
    amend = ("activity", "amend", 1, "--reason", "a word was missing", "--minutes")
    done = orglife(*amend, "-", stdin="As it was said then")
    assert done.status == 0, done.stderr
    assert minutes(file) == "As it was said then"
    assert Store(file).load().activities[1].digest != frozen

    before = file.read_bytes()
    for what in (("edit", 2), ("amend", 1, "--reason", "x")):
        for path, status in (("empty.txt", 3), ("none.txt", 4)):
            assert orglife("activity", *what, "--minutes", path).status == status
    assert file.read_bytes() == before


def test_what_is_only_planned_takes_no_minutes(orglife, file, tmp_path):
    (tmp_path / "m.txt").write_text("We met.", encoding="utf-8")
    assert orglife("plan", "add", "lecture", "--on", "2026-12-01").status == 0
    before = file.read_bytes()

    done = orglife("activity", "edit", 3, "--minutes", "m.txt")
    assert (done.status, file.read_bytes()) == (3, before)
    assert "was not held" in done.stderr
