"""Files that commands write: whole or not at all, and never something else's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orglife.cli.process import output
from orglife.cli.process.outputs import put, sweep
from orglife.errors import OrglifeError, RefusedError, StoreError, UsageError

DEAD = 2**31 - 2
"""No process has this number."""


def test_a_file_that_is_overwritten_keeps_its_mode_and_the_link_to_it(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_text("old")
    real.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(real)

    output.write_output_file(link, "new", overwrite=True)

    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link.csv", "real.csv"]


def test_a_link_that_leads_nowhere_is_never_followed_without_force(tmp_path: Path) -> None:
    link = tmp_path / "out.csv"
    link.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(UsageError):
        output.write_output_file(link, "new", overwrite=False)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_a_link_of_another_user_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    link = tmp_path / "out.csv"
    link.symlink_to(victim)
    os.lchown(link, 65534, 65534)

    with pytest.raises(StoreError, match="another user"):
        output.write_output_file(link, "new", overwrite=True)
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("kind", ["fifo", "folder", "device"])
def test_what_is_no_regular_file_is_not_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "out"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path = Path(os.devnull)
    before = path.stat().st_mode

    with pytest.raises(StoreError):
        output.write_output_file(path, "new", overwrite=True)
    assert path.stat().st_mode == before


def test_a_notice_takes_the_place_of_a_planted_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    path = tmp_path / "notice.md"
    path.symlink_to(victim)

    put(path, b"new", overwrite=True, through_links=False)

    assert (path.is_symlink(), path.read_text(), victim.read_text()) == (False, "new", "mine")


def test_the_notices_of_an_audit_follow_no_link(orglife, sample: Path, tmp_path: Path) -> None:
    words = ("audit", "run", sample, "--period", "2026", "--notices", tmp_path / "notices")
    orglife(*words)
    (notice,) = (tmp_path / "notices").iterdir()
    victim = tmp_path / "victim"
    victim.write_text("mine")
    notice.unlink()
    notice.symlink_to(victim)

    orglife(*words)

    assert not notice.is_symlink()
    assert victim.read_text() == "mine"


def test_an_interrupted_output_leaves_nothing_that_blocks_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / f".out.csv.orglife-{DEAD}-0123abcd.tmp"
    left.write_text("half, of Wang Li")
    others = tmp_path / ".out.csv.123.tmp"
    others.write_text("another program's")

    output.write_output_file(tmp_path / "out.csv", "whole", overwrite=False)

    assert sorted(one.name for one in tmp_path.iterdir()) == [".out.csv.123.tmp", "out.csv"]

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("orglife.cli.process.outputs._rename", killed)
    with pytest.raises(KeyboardInterrupt):
        output.write_output_file(tmp_path / "new.csv", "whole", overwrite=False)
    monkeypatch.undo()
    assert not (tmp_path / "new.csv").exists()
    output.write_output_file(tmp_path / "new.csv", "whole", overwrite=False)


def test_what_is_being_written_by_another_process_stays(tmp_path: Path) -> None:
    path = tmp_path / f".out.csv.orglife-{os.getppid()}-0123abcd.tmp"
    path.write_text("half")
    link = tmp_path / f".out.csv.orglife-{DEAD}-0123abcd.tmp"
    link.symlink_to(path)

    assert sweep(tmp_path) == 0
    assert path.exists()
    assert link.is_symlink()


@pytest.mark.parametrize("name", ["branch.json", "branch.json.lock", "backup", "copy.txt"])
def test_a_branch_file_and_what_belongs_to_one_are_never_written_over(
    orglife, sample: Path, tmp_path: Path, name: str
) -> None:
    orglife("log", "lecture", "--on", "2026-11-20", "--topic", "Safety")
    path = sample.parent / name
    if name == "backup":
        path = next((sample.parent / "branch.json.backups").iterdir())
    if name == "copy.txt":
        path.write_bytes(sample.read_bytes())
    before = path.read_bytes()

    with pytest.raises(RefusedError):
        output.write_output_file(path, "x", overwrite=True)
    result = orglife("export", "roster", "--format", "csv", "-o", path, "--force")

    assert result.status == 3
    assert path.read_bytes() == before


def test_a_findings_file_that_was_broken_off_is_not_there(
    orglife, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("orglife.cli.process.outputs.put_in_place", killed)
    assert orglife("audit", "run", sample, "--findings", "f").status == 4
    assert not (tmp_path / "f").exists()
    assert [one for one in tmp_path.iterdir() if one.suffix == ".tmp"] == []


def test_an_error_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("orglife.cli.process.outputs._write", full)
    with pytest.raises(OrglifeError):
        output.write_output_file(path, "new", overwrite=True)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]
