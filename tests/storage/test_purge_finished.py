"""An erasure is finished or not begun: killed at any call, it is known, and done again."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from branches import NOW, files_of, held
from faulty import Killed, counting, failing, killing
from msgspec.structs import replace

from orglife.errors import DamagedFileError, StoreError
from orglife.model.branch import Branch
from orglife.storage.doctor import examine_file
from orglife.storage.erase import Purging, erase_records, unfinished_purge
from orglife.storage.filesystem import FileSystem
from orglife.storage.restore import list_backups
from orglife.storage.store import Store
from orglife.storage.verify import verify_store

SECRET = b"School 1"


def employed(branch: Branch, unit: str) -> tuple[Branch, None]:
    return branch.put("members", replace(branch.members[1], unit=unit)), None


def without_unit(record: Any) -> Any:
    return replace(record, unit="") if getattr(record, "unit", "") else record


def erase(path: Path, fs: FileSystem | None = None, beside: Any = int) -> None:
    care = Store(path, fs=fs) if fs is not None else Store(path)
    erase_records(
        care,
        lambda *_: (without_unit, lambda text: False),
        command="orglife purge",
        now=NOW,
        purging=Purging({"member": 1, "day": "2026-11-22"}, beside),
    )


@pytest.fixture
def busy(path: Path, store: Store) -> Path:
    store.update(lambda one: employed(one, "School 1"), command="edit", now=NOW)
    for _ in range(4):
        store.update(held, command="orglife log", now=NOW)
    return path


def descriptors() -> set[int]:
    return {int(one.name) for one in Path("/proc/self/fd").iterdir()}


def holders(path: Path) -> list[str]:
    return [name for name, data in files_of(path.parent).items() if SECRET in data]


def test_killed_at_any_call_it_is_not_begun_or_can_be_finished(busy: Path, tmp_path: Path) -> None:
    kept = tmp_path.parent / f"{tmp_path.name}-kept"
    shutil.copytree(busy.parent, kept)
    not_begun = broken_off = 0
    for at in count(1):
        shutil.rmtree(busy.parent)
        shutil.copytree(kept, busy.parent)
        before = files_of(busy.parent)
        opened = descriptors()
        try:
            erase(busy, killing(at))
            break
        except Killed:
            for fd in descriptors() - opened:
                with suppress(OSError):
                    os.close(fd)
        care = Store(busy)
        if unfinished_purge(care) is None:
            after = files_of(busy.parent)
            assert (
                not holders(busy)
                or {name: data for name, data in after.items() if not name.endswith(".tmp")}
                == before
            )
            not_begun += 1
            continue
        broken_off += 1
        assert b"Wang" not in Path(f"{busy}.purging").read_bytes()
        assert Path(f"{busy}.purging").stat().st_mode & 0o777 == 0o600
        assert "purging" in [one.code for one in examine_file(care, now=NOW)]
        erase(busy)
        assert holders(busy) == [], at
        assert unfinished_purge(care) is None
        assert verify_store(care).problems == ()
        assert [one.problem for one in list_backups(care)] == [None] * len(list_backups(care))
    print(
        f"{at - 1} calls: {not_begun} before it was begun or after it ended, {broken_off} between"
    )
    assert broken_off > 20


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_an_error_at_any_call_is_told_and_the_erasure_can_be_finished(
    busy: Path, tmp_path: Path, code: int
) -> None:
    kept = tmp_path.parent / f"{tmp_path.name}-kept"
    shutil.copytree(busy.parent, kept)
    fs = counting()
    erase(busy, fs)
    for at in range(1, fs.count + 1, 3):
        shutil.rmtree(busy.parent)
        shutil.copytree(kept, busy.parent)
        with suppress(StoreError):
            erase(busy, failing(at, code))
        if unfinished_purge(Store(busy)) is not None:
            erase(busy)
            assert holders(busy) == []
        assert verify_store(Store(busy)).problems == ()


def test_the_file_goes_last_since_the_names_are_in_it(busy: Path) -> None:
    def beside() -> int:
        assert holders(busy) == ["branch.json"]
        return 1

    erase(busy, beside=beside)

    assert holders(busy) == []


def test_a_backup_of_another_branch_is_not_touched(busy: Path, tmp_path: Path) -> None:
    from orglife.model.branch import Meta

    other = tmp_path / "other" / "branch.json"
    other.parent.mkdir()
    branch = Store(busy).load()
    meta = Meta(uid="u2", name="Other", sector="rural", founded=branch.meta.founded)
    stranger = Branch(meta=meta).add("members", branch.members[1])
    Store(other).create(stranger, command="orglife init", now=NOW)
    name = Path(f"{busy}.backups") / "0009-2026-11-22-89abcdef.bak"
    shutil.copy(other, name)
    before = name.read_bytes()

    erase(busy)

    assert SECRET in before
    assert name.read_bytes() == before
    assert SECRET not in busy.read_bytes()


def test_what_can_not_be_read_is_never_removed(busy: Path) -> None:
    name = Path(f"{busy}.backups") / "0009-2026-11-22-89abcdef.bak"
    name.mkdir()
    before = files_of(busy.parent)

    with pytest.raises(StoreError):
        erase(busy)

    assert files_of(busy.parent) == before
    assert name.is_dir()


def test_something_else_with_the_name_of_the_journal_is_refused(busy: Path) -> None:
    journal = Path(f"{busy}.purging")
    for text in ("", "notes", '{"schema":"orglife.purging/9"}', "[" * 3000, "x" * 100_000):
        journal.write_text(text)
        with pytest.raises(DamagedFileError):
            unfinished_purge(Store(busy))
    journal.unlink()
    journal.symlink_to(busy)
    with pytest.raises(DamagedFileError):
        unfinished_purge(Store(busy))
