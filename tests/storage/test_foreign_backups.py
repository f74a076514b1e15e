"""A backup is good where its history is a beginning or a continuation of the file's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from branches import NOW, held
from msgspec.structs import replace

from orglife.storage.decode import decode_file
from orglife.storage.doctor import examine_file
from orglife.storage.erase import erase_records
from orglife.storage.format import encode_file
from orglife.storage.history import entries, table_of
from orglife.storage.restore import doubt_of_backup, list_backups
from orglife.storage.store import Store
from orglife.storage.verify import verify_store


@pytest.fixture
def apart(path: Path, store: Store, tmp_path: Path) -> Store:
    """A file with a backup that another copy of it left: changed apart since the first entry."""
    other = tmp_path / "other" / "branch.json"
    other.parent.mkdir()
    shutil.copy(path, other)
    for _ in range(3):
        Store(str(other)).update(held, command="orglife log lecture", now=NOW)
    store.update(held, command="orglife log", now=NOW)
    store.update(held, command="orglife log", now=NOW)
    name = "0009-2026-11-22-89abcdef.bak"
    shutil.copy(other, Path(f"{path}.backups") / name)
    return store


def test_a_backup_of_a_copy_that_went_apart_is_not_good(apart: Store) -> None:
    problems = [str(one.problem) for one in list_backups(apart)]

    assert problems[:-1] == ["None"] * (len(problems) - 1)
    assert "its history went apart" in problems[-1]
    assert "its history went apart" in str(doubt_of_backup(apart, 9))
    assert [one.code for one in examine_file(apart, now=NOW)] == ["foreign-backup"]


def test_a_backup_that_goes_on_from_the_file_is_good(path: Path, store: Store) -> None:
    old = path.read_bytes()
    store.update(held, command="orglife log", now=NOW)
    folder = Path(f"{path}.backups")
    shutil.copy(path, folder / "0009-2026-11-22-89abcdef.bak")
    path.write_bytes(old)

    assert doubt_of_backup(store, 9) is None


def test_a_backup_with_forged_records_or_a_forged_past_is_not_good(
    path: Path, store: Store
) -> None:
    store.update(held, command="orglife log", now=NOW)
    kept = next(Path(f"{path}.backups").iterdir())
    envelope = decode_file(kept.read_bytes())
    branch = envelope.branch.change_meta(name="Other")
    kept.write_bytes(encode_file(branch, envelope.history, sequence=1))
    assert "changed outside orglife" in str(doubt_of_backup(store, 1))

    past = entries(envelope.history)
    forged = table_of((replace(past[0], command="orglife nothing"), *past[1:]))
    kept.write_bytes(encode_file(envelope.branch, forged, sequence=1))
    assert "changed outside orglife" in str(doubt_of_backup(store, 1))
    assert [one.code for one in examine_file(store, now=NOW)] == ["foreign-backup"]


def test_a_backup_that_a_purge_wrote_anew_stays_good(path: Path, store: Store) -> None:
    def named(branch, unit):
        return branch.put("members", replace(branch.members[1], unit=unit)), None

    store.update(lambda one: named(one, "School"), command="edit", now=NOW)
    for _ in range(3):
        store.update(held, command="orglife log", now=NOW)

    def clean(record):
        return replace(record, unit="") if getattr(record, "unit", "") else record

    erase_records(store, lambda *_: (clean, None), command="orglife purge", now=NOW)

    assert [one.problem for one in list_backups(store)] == [None] * len(list_backups(store))
    assert len(store.history()[-1].backups) >= 2
    assert verify_store(store).problems == ()
