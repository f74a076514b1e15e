"""With a cache a file is read once: by what was read then it is spotted as a copy, and judged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from audit_case import ASKED, NUMBER, records
from damages import DAMAGES
from resealed import with_meta

from orglife.audit import chunk, index, sources


@pytest.fixture
def run(orglife, tmp_path) -> Callable[..., tuple[int, str, str, bytes]]:
    """Audit `in` with the findings in `f`; return how it ended, what it said, and `f`."""

    def once(*options: object) -> tuple[int, str, str, bytes]:
        (tmp_path / "f").unlink(missing_ok=True)
        result = orglife(
            *("audit", "run", "in", *ASKED, "--findings", "f", "--format", "json"),
            *("--jobs", 1, *options),
        )
        return *result, (tmp_path / "f").read_bytes()

    return once


@pytest.fixture
def copied(files, tmp_path) -> list[Path]:
    """The files of which copies are there too: identical, older, diverged, newer but damaged."""
    at = tmp_path / "in"
    data = [path.read_bytes() for path in files]
    (at / "0.json").write_bytes(data[0])
    (at / "1.json").write_bytes(with_meta(data[1], sequence=9999))
    (at / "z.json").write_bytes(with_meta(data[2], theme_day="last friday"))
    newer = bytearray(with_meta(data[3], sequence=9999))
    newer[len(newer) // 2] ^= 1
    (at / "y.json").write_bytes(bytes(newer))
    return files


def _unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths that are read from now on after they were looked at."""
    paths: list[str] = []

    def read(path: str, called: str = "") -> bytes:
        paths.append(path)
        return sources.read_bytes(path, called)

    monkeypatch.setattr(chunk, "read_bytes", read)
    return paths


def _between(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Let something happen after all files were looked at, and before any is judged."""
    from orglife.audit.run import Audit

    look = Audit.look

    def looked(self: Audit, *words: Callable[[int], None]) -> int:
        found = look(self, *words)
        change()
        return found

    monkeypatch.setattr(Audit, "look", looked)


def test_what_the_cache_knows_is_read_once(run, copied, monkeypatch) -> None:
    plain = run()
    run("--cache", "c")
    again = _unread(monkeypatch)

    assert run("--cache", "c") == plain
    # Of copies that differ: whether they went apart; and the damaged one is reported.
    assert sorted(Path(path).name for path in again) == [
        "1.json",
        *(f"branch-00000{n}.json" for n in (1, 2, 3)),
        *("y.json", "y.json", "z.json"),
    ]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_copies_among_what_the_cache_knows_are_set_aside_as_without_it(run, copied, jobs) -> None:
    plain = run()
    run("--cache", "c")

    assert run("--cache", "c", "--jobs", jobs) == plain
    assert [one["why"] for one in map(json.loads, plain[3].splitlines()) if "why" in one] == [
        "identical",
        "older",
        "diverged",
    ]


def test_a_copy_that_comes_later_is_spotted_beside_what_the_cache_knows(
    run, files, tmp_path
) -> None:
    run("--cache", "c")
    (tmp_path / "in" / "z.json").write_bytes(with_meta(files[4].read_bytes(), sequence=9999))

    cached = run("--cache", "c")

    assert cached == run()
    assert [one["judged"] for one in records(tmp_path / "f", "copy")] == ["in/z.json"]


@pytest.mark.parametrize("sharded", [1, 3])
def test_the_parts_by_a_cache_make_the_bytes_of_one_run(
    run, copied, orglife, tmp_path, sharded
) -> None:
    plain = run()
    for _ in range(2):
        for part in range(1, sharded + 1):
            shard = f"{part}/{sharded}"
            run("--cache", "c", "--shard", shard)
            (tmp_path / "f").rename(tmp_path / f"part{part}")
    names = [f"part{part}" for part in range(1, sharded + 1)]

    merged = orglife("audit", "merge", *names, "--findings", "merged", "--format", "json")

    assert (tmp_path / "merged").read_bytes() == plain[3]
    assert merged.stdout == plain[1]


@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_damaged_after_it_was_saved_is_reported_as_without_a_cache(
    run, files, name
) -> None:
    run("--cache", "c")
    DAMAGES[name].apply(files[3])

    cached = run("--cache", "c")

    assert cached[0] == 7
    assert cached == run()


def test_what_is_known_is_judged_as_it_was_when_it_was_looked_at(run, files, monkeypatch) -> None:
    plain = run()
    run("--cache", "c")
    _between(monkeypatch, lambda: (files[0].write_bytes(b""), files[1].unlink()))

    assert run("--cache", "c") == plain


def test_what_is_not_known_is_judged_as_it_is_when_it_is_read(
    run, files, tmp_path, monkeypatch
) -> None:
    run("--cache", "c")
    data = files[0].read_bytes()
    files[0].write_bytes(with_meta(data, superior="Committee 8"))
    last = with_meta(data, superior="Committee 9")
    _between(monkeypatch, lambda: files[0].write_bytes(last))

    cached = run("--cache", "c")

    monkeypatch.undo()
    assert records(tmp_path / "f", "branch")[0]["superior"] == "Committee 9"
    assert cached == run()
    assert run("--cache", "c") == cached  # and kept under what it was then


def test_a_file_as_it_was_before_is_known_again(run, files, monkeypatch) -> None:
    plain = run()
    run("--cache", "c")
    before = files[0].read_bytes()
    files[0].write_bytes(with_meta(before, superior="Committee 9"))
    assert run("--cache", "c") != plain
    files[0].write_bytes(before)
    again = _unread(monkeypatch)

    assert run("--cache", "c") == plain
    assert again == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM answers WHERE rowid % 2",
        "UPDATE answers SET answer = 'text' WHERE rowid % 2",
        "UPDATE answers SET answer = zeroblob(9)",
        "UPDATE answers SET crc32 = 'none'",
    ],
)
def test_a_damaged_cache_changes_nothing(run, copied, tmp_path, damage) -> None:
    plain = run()
    run("--cache", "c")
    base = sqlite3.connect(tmp_path / "c")
    with base:
        base.execute(damage)
    base.close()

    assert run("--cache", "c") == plain


def test_a_cache_that_cannot_be_written_to_is_named(orglife, files, tmp_path) -> None:
    asked = ("audit", "run", "in", *ASKED, "--jobs", 1, "--cache", "c")
    orglife(*asked)
    data = (tmp_path / "c").read_bytes()
    kept = 3 * 4096  # the tables, the questions; no answer
    (tmp_path / "c").write_bytes(data[:kept] + b"\xa5" * (len(data) - kept))

    result = orglife(*asked)

    assert result.status == 4
    assert "can't use c as a cache" in result.stderr


def test_without_answers_or_of_a_sample_only_the_ends_are_looked_at(
    run, files, monkeypatch
) -> None:
    asked: list[bool] = []

    def ends(path: str, *, whole: bool = False) -> sources.FileEnds:
        asked.append(whole)
        return sources.file_ends(path, whole=whole)

    monkeypatch.setattr(index, "file_ends", ends)

    run()
    run("--cache", "c")
    run("--cache", "c", "--sample", 3)
    assert asked == [False] * 3 * NUMBER
    run("--cache", "c")
    assert asked[3 * NUMBER :] == [True] * NUMBER


def test_a_large_file_is_looked_at_by_its_ends(run, copied, monkeypatch) -> None:
    plain = run()
    run("--cache", "c")
    monkeypatch.setattr(sources, "MUCH", copied[5].stat().st_size - 1)
    again = _unread(monkeypatch)

    assert run("--cache", "c") == plain
    assert str(copied[5].relative_to(copied[5].parents[2])) in again


def test_other_json_is_left_aside_by_a_cache_too(run, files, tmp_path) -> None:
    run("--cache", "c")
    (tmp_path / "in" / "a.json").write_bytes(b'{"name": "web", "version": "1.0.0"}\n')

    cached = run("--cache", "c")

    assert json.loads(cached[1])["left_aside"] == 1
    assert cached == run()


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_branches_are_named_however_they_are_divided(
    run, copied, monkeypatch, jobs
) -> None:
    from orglife.audit import records
    from orglife.audit import run as running

    every = json.loads(run()[1])["branches_listed"]
    for module in (running, records):
        monkeypatch.setattr(module, "LISTED", 6)

    assert json.loads(run("--jobs", jobs)[1])["branches_listed"] == every[:6]
