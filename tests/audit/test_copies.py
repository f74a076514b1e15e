"""Copies of one branch are spotted by its uid and counted once."""

from __future__ import annotations

import json

import pytest
from audit_case import ASKED, NUMBER, records
from resealed import with_meta


def judged(orglife, tmp_path, *options: object) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return uid to the file that was judged, and file to the record of each copy."""
    (tmp_path / "f").unlink(missing_ok=True)
    orglife("audit", "run", "in", *ASKED, "--findings", "f", "--jobs", 1, *options)
    return (
        {one["uid"]: one["file"] for one in records(tmp_path / "f", "branch")},
        {one["file"]: one for one in records(tmp_path / "f", "copy")},
    )


def test_an_exact_copy_is_set_aside_whichever_name_it_has(orglife, files, tmp_path) -> None:
    (tmp_path / "in" / "z.json").write_bytes(files[0].read_bytes())

    branches, copies = judged(orglife, tmp_path)

    assert len(branches) == NUMBER
    assert copies["in/z.json"]["why"] == "identical"
    assert copies["in/z.json"]["judged"] == str(files[0].relative_to(tmp_path))


@pytest.mark.parametrize("name", ["0.json", "z.json"])
def test_the_copy_that_was_written_more_often_is_judged(orglife, files, tmp_path, name) -> None:
    data = files[0].read_bytes()
    (tmp_path / "in" / name).write_bytes(with_meta(data, sequence=9999))

    branches, copies = judged(orglife, tmp_path)

    assert f"in/{name}" in branches.values()
    old = copies[str(files[0].relative_to(tmp_path))]
    assert (old["why"], old["judged"]) == ("older", f"in/{name}")


def test_of_two_that_went_apart_the_first_is_judged(orglife, files, tmp_path) -> None:
    (tmp_path / "in" / "z.json").write_bytes(
        with_meta(files[0].read_bytes(), theme_day="last friday")
    )

    _, copies = judged(orglife, tmp_path)

    assert copies["in/z.json"]["why"] == "diverged"


def test_a_newer_copy_that_is_damaged_is_reported_and_the_older_one_judged(
    orglife, files, tmp_path
) -> None:
    newer = with_meta(files[0].read_bytes(), sequence=9999)
    at = len(newer) // 2
    (tmp_path / "in" / "z.json").write_bytes(newer[:at] + b"\0" + newer[at + 1 :])

    branches, copies = judged(orglife, tmp_path)

    assert not copies
    assert str(files[0].relative_to(tmp_path)) in branches.values()
    assert [one["file"] for one in records(tmp_path / "f", "unreadable")] == ["in/z.json"]


def test_two_branches_of_one_name_are_two(orglife, files, tmp_path) -> None:
    (tmp_path / "in" / "z.json").write_bytes(with_meta(files[0].read_bytes(), uid="another"))

    branches, copies = judged(orglife, tmp_path)

    assert len(branches) == NUMBER + 1
    assert not copies


def test_a_file_named_twice_is_counted_once(orglife, files) -> None:
    result = orglife("audit", "run", files[0], files[0], *ASKED, "--format", "json", "--jobs", 1)

    summary = json.loads(result.stdout)
    assert (summary["files"], summary["branches"], summary["copies"]) == (2, 1, 1)


def test_all_copies_in_different_folders_count_once(orglife, files, tmp_path) -> None:
    for number in range(30):
        folder = tmp_path / "in" / f"copy {number}"
        folder.mkdir()
        (folder / "branch.json").write_bytes(files[1].read_bytes())

    branches, copies = judged(orglife, tmp_path)

    assert len(branches) == NUMBER
    assert len(copies) == 30


@pytest.fixture
def two_apart(orglife, tmp_path) -> None:
    """One branch twice: two changes in a.json, another one in b.json; c.json is as it was."""
    (tmp_path / "in").mkdir()
    orglife(
        *["init", "in/c.json", "--name", "R", "--sector", "community"],
        *["--founded", "2015-06-01"],
    )
    orglife("-f", "in/c.json", "member", "add", "Shan Jun", "--standing", "full")
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.json").write_bytes((tmp_path / "in" / "c.json").read_bytes())
    for day in ("2026-11-02", "2026-11-03"):
        assert orglife("-f", "in/a.json", "log", "lecture", "--on", day).status == 0
    assert orglife("-f", "in/b.json", "log", "general-meeting", "--on", "2026-11-04").status == 0


@pytest.mark.usefixtures("two_apart")
@pytest.mark.parametrize("options", [(), ("--cache", "known")])
def test_a_copy_with_changes_of_its_own_is_no_older_one(orglife, tmp_path, options) -> None:
    for _ in range(2):  # the second time the cache knows them
        branches, copies = judged(orglife, tmp_path, *options)

        assert list(branches.values()) == ["in/a.json"]
        assert {file: one["why"] for file, one in copies.items()} == {
            "in/b.json": "diverged",
            "in/c.json": "older",
        }
    told = orglife("audit", "run", "in", *ASKED, "--jobs", 1)
    assert "changed apart" in told.stdout


@pytest.mark.usefixtures("two_apart")
def test_merging_keeps_what_was_said_of_a_copy(orglife, tmp_path) -> None:
    judged(orglife, tmp_path)

    orglife("audit", "merge", "f", "--findings", "merged")

    assert (tmp_path / "merged").read_bytes() == (tmp_path / "f").read_bytes()
