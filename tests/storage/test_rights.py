"""F9, F10: modes, owners, links and attributes are kept, or the write is refused."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from branches import NOW, files_of, held, small_branch

from orglife.errors import UnwritableFileError
from orglife.storage.filesystem import FileSystem
from orglife.storage.store import Store


def log(path: Path, fs: FileSystem | None = None) -> None:
    store = Store(path) if fs is None else Store(path, fs=fs)
    store.update(held, command="orglife log", now=NOW)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_for_its_owner_only(path: Path) -> None:
    log(path)

    assert mode(path) == 0o600
    assert mode(path.parent / "branch.json.lock") == 0o600
    assert mode(path.parent / "branch.json.backups") == 0o700
    assert [mode(one) for one in path.parent.glob("*.backups/*")] == [0o600]


@pytest.mark.parametrize("bits", [0o600, 0o640, 0o644, 0o660, 0o664, 0o2664])
def test_the_mode_stays(path: Path, bits: int) -> None:
    (path.parent / "branch.json.lock").unlink()
    path.chmod(bits)

    log(path)

    assert mode(path) == bits
    assert mode(path.parent / "branch.json.lock") == bits & 0o666
    assert mode(path.parent / "branch.json.backups") & 0o050 == (0o050 if bits & 0o040 else 0)


@pytest.mark.faults
def test_owner_and_group_stay(path: Path) -> None:
    os.chown(path, 1000, 1001)

    log(path)

    assert (path.stat().st_uid, path.stat().st_gid) == (1000, 1001)


class Stranger(FileSystem):
    """May not give files away, as anybody but root; may or may not set the group."""

    def __init__(self, *, in_group: bool) -> None:
        self.in_group = in_group

    def fstat(self, fd: int) -> os.stat_result:
        found = list(super().fstat(fd))
        found[4] = 4711
        found[5] = 4711
        return os.stat_result(found)

    def stat(self, path: str) -> os.stat_result:
        return super().stat(path)

    def chown(self, fd: int, user: int, group: int) -> None:
        if user != -1 or not self.in_group:
            raise PermissionError(1, "Operation not permitted")


def test_the_file_of_another_owner_is_refused_unless_a_group_shares_it(path: Path) -> None:
    from orglife.storage import write
    from orglife.storage.branch_file import read_file, resolve_path

    def attempt(bits: int, *, in_group: bool) -> None:
        path.chmod(bits)
        fs = Stranger(in_group=in_group)
        seen = read_file(FileSystem(), str(path))
        write.write_branch_file(fs, resolve_path(fs, str(path)), b"new", seen)

    before = files_of(path.parent)
    for bits, in_group in ((0o644, True), (0o666, False)):
        with pytest.raises(UnwritableFileError, match=r"it belongs to user \d+ and group \d+"):
            attempt(bits, in_group=in_group)
        assert files_of(path.parent) == before
    attempt(0o664, in_group=True)
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o664


def test_a_symbolic_link_stays_one_and_its_target_is_written(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.json"
    link.symlink_to(path)

    log(link)

    assert link.is_symlink()
    assert 1 in Store(path).load().activities
    assert [one.name for one in link.parent.iterdir()] == ["link.json"]
    assert (tmp_path / "branch.json.lock").exists()


def test_a_hard_link_is_refused_with_the_reason(path: Path) -> None:
    os.link(path, path.parent / "second.json")
    before = files_of(path.parent)

    with pytest.raises(UnwritableFileError, match="other names"):
        log(path)

    assert files_of(path.parent) == before
    (path.parent / "second.json").unlink()
    log(path)


def test_attributes_are_kept_and_refused_where_they_cannot_be(path: Path) -> None:
    os.setxattr(path, "user.note", b"for the secretary")

    log(path)

    assert os.getxattr(path, "user.note") == b"for the secretary"

    class Without(FileSystem):
        def set_attribute(self, fd: int, name: str, value: bytes) -> None:
            raise OSError(95, "Operation not supported")

    before = path.read_bytes()
    with pytest.raises(UnwritableFileError, match=r"its attribute user\.note can't be kept"):
        log(path, Without())
    assert path.read_bytes() == before


def test_a_file_marked_read_only_is_not_replaced(path: Path) -> None:
    path.chmod(0o444)
    before = files_of(path.parent)

    with pytest.raises(UnwritableFileError, match="marked read-only"):
        log(path)

    assert files_of(path.parent) == before
    Store(path).load()


def test_a_file_that_this_user_may_not_write_is_not_replaced(path: Path) -> None:
    class Forbidden(FileSystem):
        def writable(self, path: str) -> bool:
            return False

    with pytest.raises(UnwritableFileError, match="no permission"):
        log(path, Forbidden())


def test_names_with_any_character_and_relative_paths_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("第三 党支部 $(x).json", "-f", "\udcff.json", "a\nb"):
        Store(name).create(small_branch(), command="init", now=NOW)
        log(Path(name))
        assert 1 in Store(tmp_path / name).load().activities
