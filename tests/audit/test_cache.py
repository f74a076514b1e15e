"""The cache gives the answers of a run without it, and is never stale."""

from __future__ import annotations

import os
import sqlite3

from audit_case import ASKED, NUMBER
from resealed import with_meta


def run(orglife, tmp_path, *options: object, asked: tuple[object, ...] = ASKED) -> bytes:
    (tmp_path / "f").unlink(missing_ok=True)
    result = orglife("audit", "run", "in", *asked, "--findings", "f", "--jobs", 1, *options)
    assert result.status in (1, 7), result.stderr
    return (tmp_path / "f").read_bytes()


def answers(path) -> int:
    base = sqlite3.connect(path)
    try:
        return int(base.execute("SELECT count(*) FROM answers").fetchone()[0])
    finally:
        base.close()


def test_the_second_run_gives_the_same_bytes_without_judging(
    orglife, files, tmp_path, monkeypatch
) -> None:
    from orglife.audit import chunk

    plain = run(orglife, tmp_path)
    assert run(orglife, tmp_path, "--cache", "c") == plain
    assert answers(tmp_path / "c") == NUMBER

    def judged(*_: object) -> None:
        raise AssertionError("it was judged again")

    monkeypatch.setattr(chunk, "judge_file", judged)
    assert run(orglife, tmp_path, "--cache", "c") == plain


def test_a_file_that_changed_is_judged_again_even_with_the_same_size_and_time(
    orglife, files, tmp_path
) -> None:
    run(orglife, tmp_path, "--cache", "c")
    changed = with_meta(files[0].read_bytes(), superior="Committee 9")
    before = files[0].stat()
    files[0].write_bytes(changed)
    os.utime(files[0], ns=(before.st_atime_ns, before.st_mtime_ns))
    assert files[0].stat().st_size == before.st_size

    assert run(orglife, tmp_path, "--cache", "c") == run(orglife, tmp_path)
    assert answers(tmp_path / "c") == NUMBER + 1


def test_a_file_that_was_damaged_meanwhile_is_reported(orglife, files, tmp_path) -> None:
    run(orglife, tmp_path, "--cache", "c")
    data = bytearray(files[0].read_bytes())
    data[len(data) // 2] ^= 1
    files[0].write_bytes(bytes(data))

    assert b'"unreadable"' in run(orglife, tmp_path, "--cache", "c")


def test_another_question_has_other_answers(orglife, files, tmp_path) -> None:
    first = run(orglife, tmp_path, "--cache", "c")
    for asked in (
        ("--period", "2025-Q4", "--as-of", "2026-11-22"),
        ("--period", "2025", "--as-of", "2025-07-01"),
        (*ASKED, "--names"),
        (*ASKED, "--all"),
        (*ASKED, "--lang", "zh"),
    ):
        assert run(orglife, tmp_path, "--cache", "c", asked=asked) == run(
            orglife, tmp_path, asked=asked
        )
    assert run(orglife, tmp_path, "--cache", "c") == first
    assert answers(tmp_path / "c") == 6 * NUMBER


def test_another_pack_has_other_answers(orglife, files, tmp_path, monkeypatch) -> None:
    from orglife.audit import judge

    run(orglife, tmp_path, "--cache", "c")
    monkeypatch.setattr(judge, "rules_digest", lambda: "another")

    run(orglife, tmp_path, "--cache", "c")

    assert answers(tmp_path / "c") == 2 * NUMBER


def test_questions_not_asked_for_long_are_forgotten(orglife, files, tmp_path) -> None:
    for month in range(1, 12):
        run(
            *(orglife, tmp_path, "--cache", "c"),
            asked=("--period", f"2025-{month:02}", "--as-of", "2026-11-22"),
        )

    assert answers(tmp_path / "c") == 8 * NUMBER


def test_an_answer_that_was_damaged_is_none(orglife, files, tmp_path) -> None:
    plain = run(orglife, tmp_path, "--cache", "c")
    base = sqlite3.connect(tmp_path / "c")
    with base:
        base.execute("UPDATE answers SET answer = answer || x'00'")
    base.close()

    assert run(orglife, tmp_path, "--cache", "c") == plain


def test_a_file_that_is_no_cache_is_refused_and_left_alone(orglife, files, tmp_path) -> None:
    before = files[0].read_bytes()

    result = orglife("audit", "run", "in", *ASKED, "--cache", files[0])

    assert result.status == 4
    assert files[0].read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(orglife, files, tmp_path) -> None:
    base = sqlite3.connect(tmp_path / "other.db")
    base.execute("CREATE TABLE mine (x)")
    base.close()
    before = (tmp_path / "other.db").read_bytes()

    assert orglife("audit", "run", "in", *ASKED, "--cache", "other.db").status == 4
    assert (tmp_path / "other.db").read_bytes() == before


def test_only_its_owner_may_read_it(orglife, files, tmp_path) -> None:
    run(orglife, tmp_path, "--cache", "c")

    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o600
