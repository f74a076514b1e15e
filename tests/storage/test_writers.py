"""F6, F7, F8: several processes at one file; the lock and who holds it. In full: tests/faults."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from branches import NOW, files_of, held

from orglife.errors import LockedError, UnwritableFileError
from orglife.storage import lock
from orglife.storage.store import Store
from orglife.storage.verify import verify_store

WRITER = """
import sys
sys.path.insert(0, sys.argv[4])
from branches import NOW, held
from orglife.storage import Store
store, name = Store(sys.argv[1]), sys.argv[2]
for turn in range(int(sys.argv[3])):
    key = store.update(lambda branch: held(branch, f"{name} {turn}"), command="log", now=NOW)
    print(key, f"{name} {turn}", flush=True)
"""
READER = """
import sys
from orglife.storage import Store
store, seen = Store(sys.argv[1]), 0
while seen < int(sys.argv[2]):
    found = len(store.load().activities)
    assert found >= seen, (found, seen)
    seen = found
print("seen", seen)
"""
HOLDER = """
import sys, time
from orglife.storage.filesystem import FILES
from orglife.storage.lock import locked
from orglife.storage.branch_file import resolve_path
with locked(FILES, resolve_path(FILES, sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
HERE = str(Path(__file__).parent)


def start(code: str, *args: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def race(path: Path, writers: int, turns: int) -> None:
    reader = start(READER, path, writers * turns)
    running = [start(WRITER, path, name, turns, HERE) for name in range(writers)]
    acknowledged: dict[int, str] = {}
    for one in running:
        out, err = one.communicate(timeout=300)
        assert (one.returncode, err) == (0, "")
        for line in out.splitlines():
            key, _, topic = line.partition(" ")
            assert int(key) not in acknowledged, "one id was given twice"
            acknowledged[int(key)] = topic
    out, err = reader.communicate(timeout=60)
    assert (reader.returncode, err) == (0, "")
    kept = {key: one.topics[0] for key, one in Store(path).load().activities.items()}
    print(f"{writers} writers x {turns}: {len(acknowledged)} acknowledged, {len(kept)} there")
    assert kept == acknowledged
    assert len(kept) == writers * turns
    assert verify_store(Store(path)).problems == ()


@pytest.mark.parametrize(("writers", "turns"), [(2, 30), (4, 12)])
def test_what_was_acknowledged_is_there_and_nothing_else(
    path: Path, writers: int, turns: int
) -> None:
    race(path, writers, turns)


@pytest.mark.faults
@pytest.mark.parametrize(("writers", "turns"), [(2, 200), (4, 100)])
def test_at_full_size_too(path: Path, writers: int, turns: int) -> None:
    race(path, writers, turns)


@pytest.fixture
def holder(path: Path) -> subprocess.Popen[str]:
    running = start(HOLDER, path)
    assert running.stdout is not None
    assert running.stdout.readline() == "held\n"
    yield running
    running.kill()
    running.communicate()


def test_who_waits_too_long_is_told_which_process_has_the_lock(
    path: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.3)
    before = files_of(path.parent)

    with pytest.raises(LockedError, match=rf"is being changed by process {holder.pid}$") as caught:
        Store(path).update(held, command="log", now=NOW)

    assert caught.value.exit_code == 5
    assert files_of(path.parent) == before
    assert Store(path).load().activities == {}  # reading goes on


def test_the_wait_is_five_seconds_also_for_a_stopped_process(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    holder.send_signal(signal.SIGSTOP)
    begin = time.monotonic()

    with pytest.raises(LockedError):
        Store(path).update(held, command="log", now=NOW)

    assert 5 <= time.monotonic() - begin < 6.5
    holder.send_signal(signal.SIGCONT)


def test_a_killed_holder_gives_the_lock_back_at_once(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    holder.kill()
    holder.wait()
    begin = time.monotonic()

    Store(path).update(held, command="log", now=NOW)

    assert time.monotonic() - begin < 1
    assert (path.parent / "branch.json.lock").read_text().strip() == str(os.getpid())


def test_a_lock_file_that_was_removed_is_made_again_and_still_locks(
    path: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    (path.parent / "branch.json.lock").unlink()

    Store(path).update(held, command="log", now=NOW)  # nothing could be done about the first

    running = start(HOLDER, path)
    assert running.stdout is not None
    assert running.stdout.readline() == "held\n"
    with pytest.raises(LockedError, match=str(running.pid)):
        Store(path).update(held, command="log", now=NOW)
    running.kill()
    running.communicate()


def test_the_lock_file_is_not_followed_through_a_link_nor_shortened(path: Path) -> None:
    lock_file = path.parent / "branch.json.lock"
    precious = path.parent / "precious"
    precious.write_text("x" * 100)
    lock_file.unlink()
    lock_file.symlink_to(precious)

    with pytest.raises(UnwritableFileError):
        Store(path).update(held, command="log", now=NOW)
    assert precious.read_text() == "x" * 100

    lock_file.unlink()
    lock_file.write_text("y" * 100)
    Store(path).update(held, command="log", now=NOW)
    assert len(lock_file.read_text()) == 100


def test_the_clock_is_read_with_the_lock_held(path: Path, store: Store) -> None:
    """Whoever waited for the lock has a later time than whoever had it: no clock runs backwards."""
    from datetime import timedelta

    ticks = iter(NOW + timedelta(seconds=second) for second in range(100))

    def other_writer(branch):
        return held(branch, "first")

    def clock():
        assert Path(f"{path}.lock").exists()
        return next(ticks)

    early = clock()

    def change(branch):
        return held(branch, "second")

    store.update(other_writer, command="orglife log", now=clock)
    store.update(change, command="orglife log", now=clock)
    store.undo(1, command="orglife undo", now=clock)

    times = [entry.at for entry in store.history()[1:]]
    assert times == sorted(times)
    assert early.strftime("%H:%M:%SZ") not in times[0]
    assert verify_store(store).backwards == ()


def test_a_clock_is_asked_after_the_change_was_decided(path: Path, store: Store) -> None:
    order: list[str] = []

    def change(branch):
        order.append("change")
        return held(branch)

    def clock():
        order.append("clock")
        return NOW

    store.update(change, command="orglife log", now=clock)

    assert order == ["change", "clock"]
