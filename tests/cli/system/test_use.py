"""Several branches on one machine: which is meant when no file is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from running import Run


@pytest.fixture
def two(orglife: Run, sample: Path) -> Path:
    """Riverside and Hillside in folders of their own; the working directory has no branch."""
    for name in ("river", "hill"):
        (sample.parent / name).mkdir()
    sample.rename(sample.parent / "river" / "b.json")
    orglife(
        "init", "hill/b.json", "--name", "Hillside", "--sector", "school", "--founded", "2020-01-01"
    )
    for lock in sample.parent.glob("*.lock"):
        lock.unlink()
    return sample.parent


def used(orglife: Run) -> list[tuple[str, bool]]:
    listed = json.loads(orglife("use", "--format", "json").stdout)
    return [(one["name"], one["used"]) for one in listed["branches"]]


def test_a_file_is_added_under_the_name_of_its_branch(orglife: Run, two: Path) -> None:
    done = orglife("use", "river/b.json")

    assert done.status == 0, done.stderr
    assert "In use: Riverside" in done.stderr
    assert used(orglife) == [("Riverside", True)]
    assert "Riverside" in orglife("status").stdout


def test_the_branch_in_use_is_switched_by_name(orglife: Run, two: Path) -> None:
    orglife("use", "river/b.json")
    orglife("use", "hill/b.json")
    assert json.loads(orglife("status", "--format", "json").stdout)["branch"] == "Hillside"
    assert orglife("use", "river").status == 0
    assert json.loads(orglife("status", "--format", "json").stdout)["branch"] == "Riverside"
    assert used(orglife) == [("Riverside", True), ("Hillside", False)]


def test_it_is_the_last_place_that_is_looked_at(orglife: Run, two: Path) -> None:
    orglife("use", "river/b.json")
    hill = two / "hill" / "b.json"

    def branch(*words: str, **more: object) -> str:
        done = orglife("status", "--format", "json", *words, **more)
        return str(json.loads(done.stdout)["branch"])

    assert branch() == "Riverside"
    assert branch("-f", str(hill)) == "Hillside"
    assert branch(env={"ORGLIFE_FILE": str(hill)}) == "Hillside"
    shutil.copy(hill, two / "branch.json")
    assert branch() == "Hillside"


def test_a_change_goes_into_the_branch_in_use_and_names_it(orglife: Run, two: Path) -> None:
    orglife("use", "hill/b.json")
    done = orglife("task", "add", "matter", "A lamp")

    assert done.stderr.startswith("Hillside: ")
    assert sorted(one.name for one in two.glob("*.json")) == []
    assert orglife("undo").status == 0


def test_another_name_for_a_file(orglife: Run, two: Path) -> None:
    shutil.copy(two / "hill" / "b.json", two / "hill" / "copy.json")
    orglife("use", "hill/b.json")
    done = orglife("use", "hill/copy.json")

    assert done.status == 3
    assert "another file" in done.stderr
    assert orglife("use", "old", "-f", "hill/copy.json").status == 0
    assert used(orglife) == [("Hillside", False), ("old", True)]


def test_a_name_is_forgotten_and_its_file_stays(orglife: Run, two: Path) -> None:
    orglife("use", "hill/b.json")
    assert orglife("use", "Hillside", "--forget").status == 0

    assert used(orglife) == []
    assert (two / "hill" / "b.json").exists()
    assert orglife("status").status == 4


def test_a_name_that_nobody_knows_is_refused_with_the_nearest(orglife: Run, two: Path) -> None:
    orglife("use", "hill/b.json")
    done = orglife("use", "Hilside")

    assert done.status == 3
    assert "Hillside" in done.stderr
    assert orglife("use", "--forget").status == 2


def test_a_name_that_two_begin_with_is_refused(orglife: Run, two: Path) -> None:
    orglife("use", "hill one", "-f", "hill/b.json")
    orglife("use", "hill two", "-f", "hill/b.json")
    done = orglife("use", "hill")

    assert done.status == 3
    assert "hill one" in done.stderr


def test_a_file_that_is_no_branch_is_not_added(orglife: Run, two: Path) -> None:
    (two / "note.json").write_text("{}", encoding="utf-8")

    assert orglife("use", "note.json").status == 4
    assert used(orglife) == []


def test_a_file_in_use_that_is_gone_is_named(orglife: Run, two: Path) -> None:
    orglife("use", "hill/b.json")
    (two / "hill" / "b.json").unlink()
    done = orglife("status")

    assert done.status == 4
    assert "hill" in done.stderr


def test_a_torn_list_is_a_damaged_file_and_says_so(orglife: Run, two: Path) -> None:
    orglife("use", "hill/b.json")
    (two / "own configuration" / "branches.json").write_text('{"used": ', encoding="utf-8")

    done = orglife("status")
    assert done.status == 4
    assert "branches.json" in done.stderr
    assert orglife("status", "-f", "hill/b.json").status == 0


def test_the_list_is_for_its_owner_only_and_survives_a_dry_look(orglife: Run, two: Path) -> None:
    orglife("use", "hill/b.json")
    path = two / "own configuration" / "branches.json"
    before = path.read_bytes()

    assert path.stat().st_mode & 0o777 == 0o600
    orglife("use")
    orglife("use", "Hillside")
    assert path.read_bytes() == before


def test_the_list_is_where_the_system_keeps_configuration(
    process: Run, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ORGLIFE_CONFIG_DIR")
    home = str(two / "home")
    env = {
        "HOME": home,
        "XDG_CONFIG_HOME": "",
        "APPDATA": home,
        "LOCALAPPDATA": home,
        "USERPROFILE": home,
    }
    done = process("use", "hill/b.json", env=env)

    assert done.status == 0, done.stderr
    assert [one.name for one in Path(home).rglob("branches.json")] == ["branches.json"]
