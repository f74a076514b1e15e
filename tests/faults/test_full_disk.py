"""F3, F9: a disk that is really full, a file system that is really read-only, another user."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from processes import Done, command_line, environment, start

from orglife.storage.store import Store

pytestmark = pytest.mark.faults

LOG = ("log", "lecture", "--on", "2026-11-20")
Stage = Callable[[], Path]
STRANGER = ("setpriv", "--reuid=1000", "--regid=1000", "--clear-groups")


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mount a small file system; `mounted("tmpfs", "size=256k")`."""
    points: list[Path] = []

    def mount(kind: str, options: str, source: str = "none") -> Path:
        point = tmp_path / f"mount{len(points)}"
        point.mkdir()
        arguments = ["-t", kind] if kind != "bind" else ["--bind"]
        subprocess.run(["mount", *arguments, "-o", options, source, str(point)], check=True)
        points.append(point)
        return point

    yield mount
    for point in reversed(points):
        subprocess.run(["umount", str(point)], check=True)


@pytest.mark.parametrize("free", [4, 12, 64, 128])
def test_on_a_full_disk_the_old_file_stays_and_the_user_is_told(
    mounted: Callable[..., Path], template: Path, free: int
) -> None:
    folder = mounted("tmpfs", "size=1024k")
    path = folder / "branch.json"
    path.write_bytes((template / "branch.json").read_bytes())
    status = os.statvfs(folder)
    filler = status.f_bavail * status.f_frsize - free * 1024
    (folder / "filler").write_bytes(b"x" * filler)
    before = path.read_bytes()

    done = start(command_line(*LOG), folder)

    if done.code == 0:
        assert free > len(before) / 1024
        assert len(Store(path).load().activities) == 141
    else:
        assert done.code == 4
        assert "branch.json: the disk is full" in done.err
        assert len(done.err.splitlines()) == 2
        assert path.read_bytes() == before
    assert [one for one in folder.iterdir() if one.suffix == ".tmp"] == []
    (folder / "filler").unlink()
    assert start(command_line(*LOG), folder).code == 0


def test_a_limit_on_the_size_of_files_is_told(stage: Stage) -> None:
    folder = stage()
    before = (folder / "branch.json").read_bytes()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = subprocess.run(
        command_line(*LOG),
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        preexec_fn=limit,
        check=False,
    )

    assert done.returncode == 4
    assert "larger than files may be here" in done.stderr
    assert (folder / "branch.json").read_bytes() == before
    assert list(folder.glob(".*.tmp")) == []


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that other users may enter; those of pytest are closed to them."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def as_stranger(folder: Path, *args: str) -> Done:
    return start([*STRANGER, *command_line(*args)], folder)


@pytest.fixture
def reachable() -> None:
    """Another user must get at the interpreter and the sources, or nothing here means anything."""
    done = subprocess.run(
        [*STRANGER, sys.executable, "-IBc", "import orglife.cli.main"], capture_output=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "can_read"),
    [(0o555, 0o644, True), (0o755, 0o644, True), (0o777, 0o444, True), (0o755, 0o600, False)],
)
def test_without_permission_reading_works_and_writing_is_refused_in_one_line(
    template: Path, public: Path, folder_mode: int, file_mode: int, *, can_read: bool
) -> None:
    folder = public / "theirs"
    folder.mkdir()
    path = folder / "branch.json"
    path.write_bytes((template / "branch.json").read_bytes())
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    before = files_of(folder)

    read = as_stranger(folder, "check", "2026", "--as-of", "2026-11-22", "--fail-on", "never")
    written = as_stranger(folder, *LOG)

    assert read.code == (0 if can_read else 4), read
    assert written.code == 4
    assert len(written.err.splitlines()) <= 2
    assert "branch.json" in written.err
    assert "Traceback" not in written.err
    assert files_of(folder) == before


@pytest.mark.usefixtures("reachable")
def test_the_own_file_in_a_folder_marked_read_only(template: Path, public: Path) -> None:
    folder = public / "own"
    folder.mkdir()
    path = folder / "branch.json"
    path.write_bytes((template / "branch.json").read_bytes())
    for one in (folder, path):
        os.chown(one, 1000, 1000)
    folder.chmod(0o555)
    before = files_of(folder)

    assert as_stranger(folder, "history").code == 0
    written = as_stranger(folder, *LOG)

    assert written.code == 4
    assert "no permission" in written.err
    assert files_of(folder) == before


def test_a_read_only_file_system_is_read_and_not_written(
    mounted: Callable[..., Path], stage: Stage
) -> None:
    source = stage()
    point = mounted("bind", "ro", str(source))
    subprocess.run(["mount", "-o", "remount,bind,ro", str(point)], check=True)

    assert start(command_line("status"), point).code == 0
    written = start(command_line(*LOG), point)

    assert written.code == 4
    assert "branch.json" in written.err
    assert "read-only" in written.err or "no permission" in written.err


@pytest.mark.usefixtures("reachable")
def test_a_file_shared_by_a_group_is_written_by_both(template: Path, public: Path) -> None:
    folder = public / "shared"
    folder.mkdir()
    path = folder / "branch.json"
    path.write_bytes((template / "branch.json").read_bytes())
    os.chown(path, 1000, 2000)
    os.chown(folder, 1000, 2000)
    path.chmod(0o664)
    folder.chmod(0o2775)

    for user in (1000, 1001, 1000):
        person = ("setpriv", f"--reuid={user}", f"--regid={user}", "--groups=2000")
        day = ("--on", f"2026-11-1{user % 10}")
        done = start([*person, *command_line("log", "lecture", *day)], folder)
        assert done.code == 0, done.err
        assert path.stat().st_gid == 2000
        assert path.stat().st_mode & 0o777 == 0o664
    private = ("setpriv", "--reuid=1002", "--regid=1002", "--clear-groups")
    assert start([*private, *command_line(*LOG)], folder).code == 4
