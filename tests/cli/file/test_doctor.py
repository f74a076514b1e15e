"""`doctor` finds what is wrong, mends what is safe, and takes over an edit by hand."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from orglife.storage.store import Store
from orglife.storage.tinydb_storage import SealedStorage

Orglife = Any


def found(orglife: Orglife, *options: str, today: str = "2026-11-22") -> list[str]:
    result = orglife("doctor", "--format", "json", *options, today=today)
    answer = json.loads(result.stdout)
    assert answer["schema"] == "orglife.doctor/1"
    assert result.status == (1 if answer["found"] else 0)
    return [one["code"] for one in answer["found"]]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.fixture
def kept(orglife: Orglife, sample: Path) -> Path:
    """The sample as orglife writes it: for its owner only, with a backup."""
    sample.chmod(0o600)
    assert orglife("log", "lecture", "--on", "2026-11-20").status == 0
    return sample


def test_nothing_is_wrong_with_a_file_that_only_orglife_wrote(orglife: Orglife, kept: Path) -> None:
    before = bytes_of(kept.parent)

    assert found(orglife) == []
    assert "nothing is wrong" in orglife("doctor").stdout
    assert bytes_of(kept.parent) == before


def test_modes_and_stale_files_are_found_and_mended(orglife: Orglife, kept: Path) -> None:
    kept.chmod(0o644)
    (kept.parent / ".branch.json.99-ab.tmp").write_text('{\n"me')

    assert found(orglife) == ["temporary", "mode"]
    assert found(orglife, "--fix", "-n") == ["temporary", "mode"]
    assert found(orglife, "--fix") == []
    assert kept.stat().st_mode & 0o777 == 0o640
    assert list(kept.parent.glob(".*.tmp")) == []


def test_copies_of_a_synchronised_folder_are_told_apart(orglife: Orglife, kept: Path) -> None:
    folder = kept.parent
    shutil.copy(kept, folder / "branch (1).json")
    assert found(orglife) == ["copy"]
    orglife("log", "lecture", "--on", "2026-11-21")
    assert found(orglife) == ["older-copy"]
    shutil.copy(kept, folder / "branch (1).json")
    orglife("undo")
    kept.replace(folder / "mine.json")
    shutil.copy(folder / "branch (1).json", kept)
    assert found(orglife) == ["copy", "newer-copy"]
    orglife("log", "theme-day", "--on", "2026-11-06")
    assert found(orglife) == ["older-copy", "conflict-copy"]
    text = orglife("doctor").stdout
    assert "mine.json was changed apart from this file since entry 5: 1 times there" in text


def test_another_branch_and_other_files_are_no_copies(orglife: Orglife, kept: Path) -> None:
    orglife("init", "other.json", "--name", "X", "--sector", "rural", "--founded", "2020-01-01")
    (kept.parent / "notes.json").write_text("{}")

    assert found(orglife) == []


def test_a_clock_that_jumped_is_found(orglife: Orglife, kept: Path) -> None:
    orglife("log", "lecture", "--on", "2026-11-19", today="2026-11-21")

    assert found(orglife) == ["clock"]
    assert found(orglife, today="2026-01-01") == ["clock", "clock"]


def test_hard_links_and_damaged_backups_are_found(orglife: Orglife, kept: Path) -> None:
    os.link(kept, kept.parent / "second")
    (backup,) = kept.parent.glob("*.backups/*")
    backup.write_bytes(b"")

    assert found(orglife) == ["hard-link", "backup"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.replace(b"\n", b"\r\n"), "line ends"),
        (lambda data: b"\xef\xbb\xbf" + data, "byte order mark"),
        (lambda data: data.decode().encode("utf-16"), "UTF-16"),
        (lambda data: b"<<<<<<< a\n" + data + b">>>>>>> b\n", "conflict marks"),
        (lambda data: data[:-50], "seal"),
        (lambda data: b"", "empty"),
    ],
)
def test_damage_is_found_with_its_likely_cause(
    orglife: Orglife, kept: Path, change: Any, said: str
) -> None:
    kept.write_bytes(change(kept.read_bytes()))

    assert found(orglife) == ["damaged"]
    result = orglife("doctor").stdout
    assert said in result
    assert "orglife backup restore 1" in result


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: json.dumps(json.loads(text), indent=2, ensure_ascii=True),
    ],
    ids=["as it is", "byte order mark", "CRLF", "indented"],
)
def test_an_edit_by_hand_is_taken_over_as_an_entry(
    orglife: Orglife, kept: Path, change: Any
) -> None:
    text = kept.read_text(encoding="utf-8").replace('"name":"Zeng Li"', '"name":"Zeng Lin"')
    edited = change(text).encode()
    kept.write_bytes(edited)
    assert orglife("status").status == 4

    result = orglife("doctor", "--accept", "-y")

    assert result.status == 0, result
    assert "taken over: members #3." in result.stderr
    assert Store(kept).load().members[3].name == "Zeng Lin"
    assert orglife("verify").status == 0
    assert [one.read_bytes() for one in kept.parent.glob("*.damaged-*")] == [edited]
    assert orglife("undo").status == 0
    assert Store(kept).load().members[3].name == "Zeng Li"


def test_what_only_lost_its_line_ends_is_sealed_again(orglife: Orglife, kept: Path) -> None:
    branch = Store(kept).load()
    kept.write_bytes(kept.read_bytes().replace(b"\n", b"\r\n"))

    assert "no record was changed" in orglife("doctor", "--accept", "-y").stderr
    assert Store(kept).load() == branch
    assert orglife("verify").status == 0


def test_what_a_script_changed_is_taken_over(orglife: Orglife, kept: Path) -> None:
    with TinyDB(kept, storage=SealedStorage) as db:
        db.table("members").update({"unit": "No. 3 school"}, doc_ids=[3])
        db.table("activities").remove(doc_ids=[138])
    assert found(orglife) == ["changed-outside", "changed-outside"]

    result = orglife("doctor", "--accept", "-y")

    assert "taken over: members #3, activities #138." in result.stderr
    assert found(orglife) == []
    assert orglife("verify").status == 0
    assert "is not known" in orglife("undo").stderr  # the newest state was in no backup


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"name":"Zeng Li"', '"name":7', "members #3, name"),
        ('"name":"Zeng Li"', '"naem":"Zeng Li"', "unknown field naem"),
        ('"name":"Zeng Li"', '"name":"Zeng Li","name":"X"', "stands twice"),
        ('"name":"Zeng Li"', '"name":"Zeng\\u0007Li"', "control character"),
        ('"command":"orglife init', '"command":"orglife inti', "entry 1"),
        ('"members":{', '"members":[', "can't be taken over"),
    ],
)
def test_an_edit_that_is_wrong_is_refused_by_record_and_left(
    orglife: Orglife, kept: Path, old: str, new: str, said: str
) -> None:
    text = kept.read_text(encoding="utf-8")
    assert old in text
    kept.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = bytes_of(kept.parent)

    result = orglife("doctor", "--accept", "-y")

    assert result.status == 4
    assert said in result.stderr
    assert bytes_of(kept.parent) == before


def test_there_is_nothing_to_take_over_and_it_is_asked_first(orglife: Orglife, kept: Path) -> None:
    before = bytes_of(kept.parent)

    assert orglife("doctor", "--accept", "-y").status == 3
    assert orglife("doctor", "--accept").status == 2
    assert orglife("doctor", "--accept", "-y", "-n").status == 2
    assert bytes_of(kept.parent) == before


def test_ids_that_an_edit_freed_are_not_given_again(orglife: Orglife, kept: Path) -> None:
    import re

    text = kept.read_text(encoding="utf-8")
    text = re.sub(r'"138":\{"id":138.*\n', "", text).replace('"activities":139', '"activities":138')
    kept.write_text(text.replace('"},\n}', '"}\n}').replace("},\n},", "}\n},"), encoding="utf-8")

    result = orglife("doctor", "--accept", "-y")

    assert result.status == 0, result
    assert "activities #138" in result.stderr
    orglife("log", "lecture", "--on", "2026-11-21")
    assert max(Store(kept).load().activities) == 139


def test_a_missing_file_is_exit_4(orglife: Orglife, tmp_path: Path) -> None:
    assert orglife("doctor", "-f", "none.json").status == 4
    assert list(tmp_path.iterdir()) == []
