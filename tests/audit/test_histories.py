"""Histories judged with the rest: a past that was rewritten is found without asking the branch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from audit_case import ASKED, records
from msgspec.structs import replace

from orglife.storage.decode import decode_file
from orglife.storage.format import encode_file
from orglife.storage.history import chain_digest, entries, table_of


@pytest.fixture
def files(tmp_path: Path, sample_bytes: bytes) -> list[Path]:
    """Three branches with a past, in `in`."""
    (tmp_path / "in").mkdir()
    found = []
    for number in range(3):
        path = tmp_path / "in" / f"{number}.json"
        path.write_bytes(sample_bytes)
        rewritten(path, uid=f"branch-{number}")
        found.append(path)
    return found


def rewritten(path: Path, *, command: str = "", at: str = "", uid: str = "") -> None:
    """Rewrite a past as a whole: every digest fits, and the seal too."""
    from orglife.storage.format import record_bytes
    from orglife.storage.history import content_digest, without_next_ids

    envelope = decode_file(path.read_bytes())
    branch = envelope.branch.change_meta(uid=uid) if uid else envelope.branch
    digest, past = "", []
    for entry in entries(envelope.history):
        changes = tuple(
            replace(
                one, digest=content_digest(one.salt, record_bytes(without_next_ids(branch.meta)))
            )
            if one.table == "meta"
            else one
            for one in entry.changes
        )
        changed = replace(entry, command=command or entry.command, changes=changes)
        if at and entry.number == 3:
            changed = replace(changed, at=at)
        digest = chain_digest(digest, changed)
        past.append(replace(changed, digest=digest))
    sequence = envelope.seal.sequence
    path.write_bytes(encode_file(branch, table_of(tuple(past)), sequence=sequence))


def forged(path: Path) -> None:
    """Another record under a history that says something else."""
    envelope = decode_file(path.read_bytes())
    branch = envelope.branch.change_meta(name="Other")
    path.write_bytes(encode_file(branch, envelope.history, sequence=envelope.seal.sequence))


def summary(orglife, *words: object, status: int | None = None) -> dict[str, object]:
    result = orglife("audit", "run", *words, *ASKED, "--fail-on", "error", "--format", "json")
    if status is not None:
        assert result.status == status, result.stderr
    return json.loads(result.stdout)


def test_folders_are_verified_where_it_is_asked_for_and_single_files_by_default(
    orglife, files
) -> None:
    forged(files[1])

    assert summary(orglife, "in")["verified"] == 0
    found = summary(orglife, "in", "--verify")
    assert (found["verified"], found["changed_outside"]) == (3, 1)
    single = summary(orglife, *files, status=1)
    assert (single["verified"], single["changed_outside"]) == (3, 1)
    assert single["histories_listed"][0]["problems"] == ["meta #1 was changed outside orglife"]
    assert summary(orglife, *files, "--no-verify")["verified"] == 0


def test_a_file_that_is_not_what_its_history_says_is_exit_1_unless_never(orglife, files) -> None:
    forged(files[0])

    assert orglife("audit", "run", *files, *ASKED, "--fail-on", "error").status == 1
    assert orglife("audit", "run", *files, *ASKED, "--fail-on", "never").status == 0


def test_kept_heads_find_a_past_that_was_rewritten_whole(orglife, files, tmp_path) -> None:
    assert summary(orglife, "in", "--heads", "heads.json")["changed_outside"] == 0
    before = json.loads((tmp_path / "heads.json").read_text())["heads"]
    assert sorted(before) == ["branch-0", "branch-1", "branch-2"]
    assert (tmp_path / "heads.json").stat().st_mode & 0o777 == 0o600
    rewritten(files[1], command="orglife nothing")

    assert summary(orglife, "in", "--verify")["changed_outside"] == 0
    found = summary(orglife, "in", "--heads", "heads.json", status=1)

    assert found["changed_outside"] == 1
    assert found["histories_listed"][0]["uid"] == "branch-1"
    after = json.loads((tmp_path / "heads.json").read_text())["heads"]
    assert after["branch-1"] == before["branch-1"]
    assert summary(orglife, "in", "--heads", "heads.json", status=1)["changed_outside"] == 1


def test_a_file_that_went_on_keeps_its_new_head(orglife, files, tmp_path) -> None:
    summary(orglife, "in", "--heads", "heads.json")
    log = ("log", "lecture", "--on", "2026-11-20", "--topic", "Safety", "--no-input")
    assert orglife(*log, "-f", files[0]).status == 0

    assert summary(orglife, "in", "--heads", "heads.json")["changed_outside"] == 0

    kept = json.loads((tmp_path / "heads.json").read_text())["heads"]
    assert kept["branch-0"]["entries"] == kept["branch-1"]["entries"] + 1


def test_what_is_kept_is_compared_though_the_answer_is_in_the_cache(orglife, files) -> None:
    words = ("in", "--heads", "heads.json", "--cache", "cache")
    summary(orglife, *words)
    rewritten(files[2], command="orglife nothing")
    assert summary(orglife, "in", "--verify", "--cache", "cache")["changed_outside"] == 0

    assert summary(orglife, *words, status=1)["changed_outside"] == 1
    assert summary(orglife, *words, status=1)["changed_outside"] == 1


def test_times_that_run_backwards_are_told_and_are_no_fault(orglife, files) -> None:
    rewritten(files[0], at="2001-01-01T00:00:00Z")

    found = summary(orglife, "in", "--verify")

    assert (found["changed_outside"], found["clock_backwards"]) == (0, 1)
    assert "before the one it follows" in found["histories_listed"][0]["notes"][0]


def test_a_higher_count_with_another_past_is_told_as_apart(orglife, files, tmp_path) -> None:
    envelope = decode_file(files[0].read_bytes())
    past = entries(envelope.history)
    short = encode_file(envelope.branch, table_of(past[:1]), sequence=9999)
    (tmp_path / "in" / "z.json").write_bytes(short)

    summary(orglife, "in", "--findings", "f")

    (copy,) = records(tmp_path / "f", "copy")
    assert copy["why"] == "diverged"


def test_a_forged_copy_without_a_past_does_not_pass_for_a_newer_one(
    orglife, files, tmp_path
) -> None:
    envelope = decode_file(files[0].read_bytes())
    (tmp_path / "in" / "z.json").write_bytes(encode_file(envelope.branch, b"{}", sequence=9999))

    found = summary(orglife, "in", "--verify", "--findings", "f")

    assert records(tmp_path / "f", "copy")[0]["why"] == "diverged"
    assert found["changed_outside"] == 1


def test_parts_merge_to_what_one_run_says_of_histories(orglife, files, tmp_path) -> None:
    forged(files[1])
    words = ("in", "--verify", "--fail-on", "never", *ASKED)
    orglife("audit", "run", *words, "--findings", "whole")
    for part in (1, 2):
        orglife("audit", "run", *words, "--shard", f"{part}/2", "--findings", f"part{part}")

    merged = orglife(
        *("audit", "merge", "part1", "part2", "--findings", "merged", "--format", "json")
    )

    assert merged.status == 1
    assert (tmp_path / "merged").read_bytes() == (tmp_path / "whole").read_bytes()
    found = json.loads(merged.stdout)
    assert (found["verified"], found["changed_outside"]) == (3, 1)
