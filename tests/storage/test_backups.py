"""What the file was is kept: the last three, and the first of each of the last seven days."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from branches import NOW, held

from orglife.storage.backup import Backup, backups, superseded
from orglife.storage.branch_file import resolve_path
from orglife.storage.decode import decode_file
from orglife.storage.filesystem import FILES, FileSystem
from orglife.storage.store import Store


def kept(path: Path) -> list[Backup]:
    return backups(FILES, resolve_path(FILES, str(path)))


def log(path: Path, *, day: int = 0, fs: FileSystem = FILES) -> None:
    now = NOW + timedelta(days=day)
    Store(path, fs=fs).update(held, command="orglife log", now=now)


def one(number: int, day: int) -> Backup:
    return Backup(number, f"2026-11-{day:02}", "89abcdef", f"/{number}")


def test_a_new_file_has_none_and_each_write_keeps_what_was_there(path: Path) -> None:
    states = []
    assert kept(path) == []
    for _ in range(3):
        states.append(path.read_bytes())
        log(path)

    assert [Path(found.path).read_bytes() for found in kept(path)] == states
    assert [found.number for found in kept(path)] == [1, 2, 3]


def test_the_last_three_and_the_first_of_seven_days_stay(path: Path) -> None:
    for day in range(10):
        for _ in range(4):
            log(path, day=day)

    found = kept(path)
    assert [(each.number, each.day) for each in found] == [
        *((13 + 4 * n, f"2026-11-{25 + n}") for n in range(6)),
        (37, "2026-12-01"),
        *((n, "2026-12-01") for n in (38, 39, 40)),
    ]
    for each in found:
        decode_file(Path(each.path).read_bytes())


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        ([1], []),
        ([1, 1, 1], []),
        ([1, 1, 1, 1], []),
        ([1, 1, 1, 1, 1], [2]),
        ([1, 2, 3, 4, 5, 6, 7, 8, 8, 8], [1]),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [1, 2, 3, 4]),
        ([5, 5, 5, 5, 2, 2, 2, 2], [2, 3, 4]),
    ],
)
def test_which_go(days: list[int], gone: list[int]) -> None:
    found = [one(number, day) for number, day in enumerate(days, 1)]

    assert [each.number for each in superseded(found, dict.fromkeys(range(1, 20), 100))] == gone


def test_the_largest_stays_when_the_file_has_shrunk() -> None:
    found = [one(number, 1) for number in range(1, 9)]
    sizes = {1: 100, 2: 5000, 3: 4000, 4: 90, 5: 90, 6: 90, 7: 90, 8: 90}

    assert [each.number for each in superseded(found, sizes)] == [3, 4, 5]
    sizes[8] = 4600
    assert [each.number for each in superseded(found, sizes)] == [2, 3, 4, 5]


def test_where_files_cannot_have_two_names_they_are_copied(path: Path) -> None:
    class Stick(FileSystem):
        def link(self, source: str, target: str) -> None:
            raise PermissionError(1, "Operation not permitted")

    before = path.read_bytes()
    log(path, fs=Stick())

    (found,) = kept(path)
    assert Path(found.path).read_bytes() == before
    assert Path(found.path).stat().st_mode & 0o777 == 0o600


def test_a_file_system_without_second_names_can_hold_a_new_file(tmp_path: Path) -> None:
    from branches import small_branch

    class Stick(FileSystem):
        def link(self, source: str, target: str) -> None:
            raise OSError(95, "Operation not supported")

    path = tmp_path / "b.json"
    Store(path, fs=Stick()).create(small_branch(), command="init", now=NOW)

    assert Store(path).load() == small_branch()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["b.json", "b.json.lock"]


def test_other_files_in_the_folder_are_not_touched(path: Path) -> None:
    folder = path.parent / "branch.json.backups"
    folder.mkdir()
    for name in ("notes.txt", "0001-x.bak", "mine.bak"):
        (folder / name).write_text("mine")
    (folder / "0001-2026-11-22-89abcdef.bak.tmp").write_text('{\n"meta":{')
    for _ in range(9):
        log(path)

    names = {each.name for each in folder.iterdir()}
    assert {"notes.txt", "0001-x.bak", "mine.bak"} <= names
    assert not any(name.endswith(".tmp") for name in names)
    assert len(kept(path)) == 4


def test_a_damaged_file_is_never_kept_as_a_backup(path: Path) -> None:
    log(path)
    path.write_bytes(path.read_bytes()[:-1])
    before = kept(path)

    with pytest.raises(Exception, match="damaged"):
        log(path)

    assert kept(path) == before
