"""On a cluster: a real scheduler and real workers, one of which is killed meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from audit_case import ASKED
from audit_files import make_files
from local_cluster import PATIENCE, Cluster, awaited

pytestmark = pytest.mark.cluster


def _audit(source: str, name: str, *words: object) -> list[str]:
    return [
        *(sys.executable, "-m", "orglife", "audit", "run", source, *ASKED),
        *("--findings", name, "--format", "json", *map(str, words)),
    ]


def test_a_worker_that_is_killed_changes_nothing(cluster: Cluster, tmp_path: Path) -> None:
    made = make_files(tmp_path / "in", 400, members=30, logged=False)
    made[17].write_bytes(made[17].read_bytes()[:-5])
    made[40].write_bytes(made[41].read_bytes())
    made[60].unlink()
    made[60].symlink_to("not there")
    victim = cluster.worker()
    cluster.worker()

    with subprocess.Popen(
        _audit("in", "there", "--scheduler", cluster.address),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as running:
        # The file is written beside its place and put there at the end.
        awaited(lambda: [*tmp_path.glob(".there.orglife-*.tmp")])
        (written,) = tmp_path.glob(".there.orglife-*.tmp")
        awaited(lambda: b'"branch"' in written.read_bytes())
        os.kill(victim.pid, signal.SIGKILL)
        begun = written.read_bytes()
        out, said = running.communicate(timeout=PATIENCE)
    here = subprocess.run(
        _audit("in", "here", "--jobs", 2), capture_output=True, cwd=tmp_path, check=False
    )

    assert victim.wait() == -signal.SIGKILL
    assert b'"end"' not in begun, "it was over before the worker was killed"
    assert running.returncode == here.returncode == 7, said.decode()
    assert (out, said) == (here.stdout, here.stderr)
    assert (tmp_path / "there").read_bytes() == (tmp_path / "here").read_bytes()


def test_files_come_from_a_store_and_answers_from_a_cache(cluster: Cluster, tmp_path: Path) -> None:
    make_files(tmp_path / "in", 20, members=12, logged=False)
    cluster.worker()
    store = f"file://{tmp_path / 'in'}"
    words = ["--scheduler", cluster.address, "--cache", "cache", "--protocol", "file"]
    results = [
        subprocess.run(
            _audit(store, f"f{turn}", *words), capture_output=True, cwd=tmp_path, check=False
        )
        for turn in range(2)
    ]

    assert [one.returncode for one in results] == [1, 1], results[0].stderr.decode()
    assert results[0].stdout == results[1].stdout
    assert json.loads(results[0].stdout)["branches"] == 20


def test_nobody_at_the_address_is_said_in_one_line(tmp_path: Path) -> None:
    make_files(tmp_path / "in", 1, members=12, logged=False)

    done = subprocess.run(
        _audit("in", "f", "--scheduler", "tcp://127.0.0.1:9"),
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )

    assert done.returncode == 4
    assert b"Traceback" not in done.stderr
