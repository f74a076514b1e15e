"""Twenty thousand branch files, 200 of them broken: the right totals, however the audit is run.

Run by `make many`; without it there are 600 files. What each run took is printed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import IO, NamedTuple

import pytest
from audit_watch import Run, highest, timed
from damages import DAMAGES
from local_cluster import Cluster
from many_case import ASKED, Counts, broken_of, counts_of, make_part

pytestmark = pytest.mark.many

FILES = int(os.environ.get("FILES", "600"))
PARTS = 4
MEBIBYTES = 64
"""What each process of an audit may take; Dask itself takes more."""
AUDIT = (sys.executable, "-m", "orglife", "audit")


class Made(NamedTuple):
    """The files, in `folder/in`, and what is to be found in them."""

    folder: Path
    expected: Counts


class Told(NamedTuple):
    """What a run said, and how it ended."""

    summary: bytes
    status: int


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The files, made and counted by two processes."""
    folder = tmp_path_factory.mktemp("many")
    begun = time.perf_counter()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        parts = [pool.submit(make_part, folder / "in", FILES, part, 2) for part in range(2)]
        expected = +sum((one.result() for one in parts), Counter())
    _print("made, and counted in memory", time.perf_counter() - begun)
    yield Made(folder, expected)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def once(made: Made) -> Told:
    """The audit by two processes, which fills a cache."""
    return _audited(made, "two processes", "--jobs", 2, "--cache", "cache")


def test_every_way_of_breaking_is_there_as_often_as_every_other(made: Made) -> None:
    broken = broken_of(FILES)
    often = Counter(broken.values())

    assert len(broken) == max(len(DAMAGES), FILES // 100)
    assert set(often) == set(DAMAGES)
    assert max(often.values()) - min(often.values()) <= 1
    assert made.expected["files",] == FILES
    assert made.expected["all", "branches"] == FILES - len(broken)
    assert sum(n for key, n in made.expected.items() if key[0] == "named") == len(broken)


def test_the_totals_are_those_of_the_branches_in_memory(made: Made, once: Told) -> None:
    assert once.status == 7
    assert counts_of(json.loads(once.summary)) == made.expected


def test_the_cache_says_the_same(made: Made, once: Told) -> None:
    assert _audited(made, "again, from the cache", "--jobs", 2, "--cache", "cache") == once


def test_the_parts_put_together_say_the_same(made: Made, once: Told) -> None:
    names = [f"part{part}" for part in range(1, PARTS + 1)]
    for part, name in enumerate(names, 1):
        shard = f"{part}/{PARTS}"
        _audited(made, f"part {shard}", "--shard", shard, "--jobs", 1, "--findings", name)

    merged = _told(made, "the parts merged", "merge", *names)
    for name in names:
        (made.folder / name).unlink()

    assert merged == once


def test_a_cluster_that_loses_a_worker_says_the_same(
    made: Made, once: Told, cluster: Cluster
) -> None:
    victim, other = cluster.worker(), cluster.worker()
    begun = time.perf_counter()
    words = ("--scheduler", cluster.address, "--findings", "-", "-o", "there.json", "-q")

    with (made.folder / "err").open("wb") as err:
        running = subprocess.Popen(
            [*AUDIT, "run", "in", *ASKED, *words],
            stdout=subprocess.PIPE,
            stderr=err,
            cwd=made.folder,
        )
        assert running.stdout is not None
        with running.stdout as out:
            # It stops while nobody reads on: whoever is killed now is killed in the midst of it.
            _read_until_judged(out)
            os.kill(victim.pid, signal.SIGKILL)
            assert victim.wait() == -signal.SIGKILL
            last, client = _read_on(out, running.pid)
    status = running.wait()
    _print("two workers, one killed; here", time.perf_counter() - begun, client / 1024)
    _print("the worker that was left", time.perf_counter() - begun, highest(other.pid) / 1024)

    assert json.loads(last) == {"record": "end", "files": FILES, "left_aside": 0}
    assert (made.folder / "err").read_bytes() == b""
    assert Told((made.folder / "there.json").read_bytes(), status) == once


def _read_until_judged(out: IO[bytes]) -> None:
    for line in out:
        if line.startswith(b'{"record":"branch"'):
            return
    raise AssertionError("it ended before it judged anything")


def _read_on(out: IO[bytes], pid: int) -> tuple[bytes, int]:
    """Read records to the end; return the last, and the peak memory (KiB) of who writes them."""
    last, most = b"", 0
    while lines := out.readlines(1 << 20):
        last, most = lines[-1], max(most, highest(pid))
    return last, most


def _audited(made: Made, name: str, *words: object) -> Told:
    return _told(made, name, "run", "in", *ASKED[:4], *words)


def _told(made: Made, name: str, *words: object) -> Told:
    run: Run = timed([*AUDIT, *words, *ASKED[4:]], made.folder, statuses=(1, 7))
    _print(name, run.seconds, run.mebibytes)
    assert (made.folder / "err").read_bytes() == b""
    assert 0 < run.mebibytes < MEBIBYTES
    return Told((made.folder / "out").read_bytes(), run.status)


def _print(name: str, seconds: float, mebibytes: float = 0) -> None:
    memory = f", at most {mebibytes:.0f} MiB a process" if mebibytes else ""
    print(f"{FILES} files, {name}: {seconds:.1f} s{memory}")
