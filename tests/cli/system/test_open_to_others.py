"""What other users of the machine can read, write or choose of one's own files."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from orglife.cli.user import user_files
from orglife.cli.user.settings import Settings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs modes")


@pytest.fixture(autouse=True)
def closed(sample):
    sample.chmod(0o600)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_folders_of_settings_state_and_drafts_are_for_their_owner(
    orglife, sample, tmp_path, monkeypatch, umask
):
    config, state = tmp_path / "c" / "orglife", tmp_path / "s" / "orglife"
    monkeypatch.setenv("ORGLIFE_CONFIG_DIR", str(config))
    monkeypatch.setenv("ORGLIFE_STATE_DIR", str(state))
    (tmp_path / "c").mkdir(mode=0o755)
    (tmp_path / "s").mkdir(mode=0o755)
    before = os.umask(umask)
    try:
        assert orglife("config", "set", "color", "never").status == 0
        assert orglife("use", sample).status == 0
        user_files.save_draft(sample, {"absent": ("Li Si:excused:ill",)}, "2026-11-22")
        user_files.new_minutes(sample)
    finally:
        os.umask(before)

    folders = [one for top in (config, state) for one in (top, *top.rglob("*")) if one.is_dir()]
    assert len(folders) >= 4
    assert {mode_of(one) for one in folders} == {0o700}
    assert {mode_of(one) for one in config.rglob("*.json")} == {0o600}


def test_a_folder_of_drafts_that_others_may_look_into_is_closed(sample, tmp_path):
    folder = tmp_path / "own state" / "drafts"
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    folder.parent.chmod(0o777)

    user_files.save_draft(sample, {"absent": ("Li Si:excused:ill",)}, "2026-11-22")

    assert (mode_of(folder), mode_of(folder.parent)) == (0o700, 0o700)


@pytest.mark.parametrize("opened", ["file", "folder"])
def test_a_pager_that_others_may_have_chosen_is_not_run_and_doctor_says_so(
    orglife, sample, tmp_path, opened
):
    assert orglife("config", "set", "pager", "evil --now").status == 0
    assert Settings({}, lambda: None).pager.value == "evil --now"
    assert orglife("doctor").status == 0
    config = tmp_path / "own configuration"
    path = config if opened == "folder" else config / "config.json"
    path.chmod(0o777 if opened == "folder" else 0o666)

    assert Settings({}, lambda: None).pager.value == "auto"
    result = orglife("doctor")
    assert result.status == 1
    assert "other users can write your settings" in result.stdout


def test_doctor_sees_a_folder_of_backups_that_others_can_write(orglife, sample):
    orglife("log", "lecture", "--on", "2026-11-20", "--topic", "Safety", "-q")
    folder = Path(f"{sample}.backups")
    assert orglife("doctor").status == 0

    folder.chmod(0o777)

    assert "may put files among the backups" in orglife("doctor").stdout


def test_doctor_sees_a_folder_of_backups_that_is_a_link_and_nothing_is_removed_through_it(
    orglife, sample, tmp_path
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kept = elsewhere / "0001-2026-11-22-89abcdef.bak.tmp"
    kept.write_bytes(b'{\n"meta":{')
    Path(f"{sample}.backups").symlink_to(elsewhere)

    orglife("log", "lecture", "--on", "2026-11-20", "--topic", "Safety", "-q")

    assert kept.exists()
    assert "the folder of backups is a link" in orglife("doctor").stdout


@pytest.mark.parametrize("plant", ["link", "foreign content", "folder"])
def test_only_temporary_files_that_orglife_made_are_removed(orglife, sample, tmp_path, plant):
    path = tmp_path / ".branch.json.99-0123abcd.tmp"
    victim = tmp_path / "victim"
    victim.write_text("mine")
    if plant == "link":
        path.symlink_to(victim)
    elif plant == "folder":
        path.mkdir()
    else:
        path.write_text("somebody else's notes")

    assert orglife("log", "lecture", "--on", "2026-11-20", "--topic", "x", "-q").status == 0
    orglife("doctor", "--fix")

    assert os.path.lexists(path)
    assert victim.read_text() == "mine"
