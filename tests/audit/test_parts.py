"""Shards and `audit merge`: the same bytes as one run."""

from __future__ import annotations

import pytest
from audit_case import ASKED
from resealed import with_meta


def whole(orglife, *options: object) -> tuple[int, str]:
    result = orglife(
        "audit", "run", "in", *ASKED, "--findings", "whole", "--format", "json", *options
    )
    return result.status, result.stdout


def parts(orglife, number: int, *options: object) -> list[str]:
    for part in range(1, number + 1):
        orglife(
            *("audit", "run", "in", *ASKED, "--shard", f"{part}/{number}"),
            *("--findings", f"part{part}", *options),
        )
    return [f"part{part}" for part in range(number, 0, -1)]


def merged(orglife, names: list[str]) -> tuple[int, str]:
    result = orglife("audit", "merge", *names, "--findings", "merged", "--format", "json")
    return result.status, result.stdout


@pytest.mark.parametrize("number", [1, 2, 5, 20])
def test_the_parts_make_the_bytes_of_one_run(orglife, files, tmp_path, number) -> None:
    files[2].write_bytes(files[2].read_bytes()[:-9])
    for position, name in enumerate(("0.json", "y.json", "z.json")):
        data = with_meta(files[5].read_bytes(), sequence=500 + position % 2)
        (tmp_path / "in" / name).write_bytes(data)
    once = whole(orglife, "--jobs", 1)

    assert merged(orglife, parts(orglife, number, "--jobs", 1)) == once
    assert once[0] == 7
    assert (tmp_path / "merged").read_bytes() == (tmp_path / "whole").read_bytes()


def test_a_sample_can_be_divided_too(orglife, files, tmp_path) -> None:
    sample = ("--sample", 5, "--seed", 3, "--jobs", 1)
    once = whole(orglife, *sample)

    assert merged(orglife, parts(orglife, 3, *sample)) == once
    assert (tmp_path / "merged").read_bytes() == (tmp_path / "whole").read_bytes()


def test_what_was_merged_can_be_merged_again(orglife, files, tmp_path) -> None:
    once = whole(orglife, "--jobs", 1)
    names = [str(path.relative_to(tmp_path)) for path in files]
    for name, some in (("a", names[:5]), ("b", names[5:])):
        orglife("audit", "run", *some, *ASKED, "--findings", name, "--jobs", 1, "--no-verify")

    assert merged(orglife, ["a", "b"]) == once
    assert (tmp_path / "merged").read_bytes() == (tmp_path / "whole").read_bytes()


def test_a_missing_part_is_refused_by_its_number(orglife, files) -> None:
    names = parts(orglife, 3, "--jobs", 1)

    result = orglife("audit", "merge", *names[:2])

    assert result.status == 3
    assert "missing: 1 of 3" in result.stderr


def test_parts_of_two_audits_are_refused(orglife, files) -> None:
    names = parts(orglife, 2, "--jobs", 1)

    assert orglife("audit", "merge", *names, names[0]).status == 3


def test_answers_to_different_questions_are_refused(orglife, files) -> None:
    orglife("audit", "run", "in", *ASKED, "--findings", "a", "--jobs", 1)
    orglife(
        *("audit", "run", "in", "--period", "2025-Q4", "--as-of", "2026-11-22"),
        *("--findings", "b", "--jobs", 1),
    )

    result = orglife("audit", "merge", "a", "b")

    assert result.status == 3
    assert "period is 2025 and 2025-Q4" in result.stderr


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda data: data[: data.rfind(b"\n", 0, -1) + 1], 4),
        (lambda data: data[: len(data) // 2], 4),
        (lambda data: b"", 4),
        (lambda data: b"{}\n", 4),
    ],
    ids=["no end", "half", "empty", "something else"],
)
def test_a_part_that_was_cut_off_is_refused(orglife, files, tmp_path, change, status) -> None:
    whole(orglife, "--jobs", 1)
    (tmp_path / "part").write_bytes(change((tmp_path / "whole").read_bytes()))

    assert orglife("audit", "merge", "part").status == status


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3"])
def test_an_impossible_part_is_a_usage_error(orglife, files, text) -> None:
    assert orglife("audit", "run", "in", f"--shard={text}").status == 2
