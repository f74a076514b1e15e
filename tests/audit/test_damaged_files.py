"""F21: exactly what is damaged is named, each in its way, and everything else is reported."""

from __future__ import annotations

import json

import pytest
from audit_case import ASKED, records
from audit_files import make_files
from damages import DAMAGES


@pytest.mark.parametrize("jobs", [1, 2])
def test_exactly_the_damaged_files_are_named(process, tmp_path, jobs) -> None:
    made = make_files(tmp_path / "in", 200, members=12, logged=False)
    victims = dict(zip(made[3 :: 200 // len(DAMAGES)], DAMAGES.items(), strict=False))
    assert len(victims) == len(DAMAGES)
    for path, (_, damage) in victims.items():
        damage.apply(path)

    result = process(
        "audit", "run", "in", *ASKED, "--findings", "f", "--jobs", jobs, "--format", "json"
    )

    assert result.status == 7
    found = {one["file"]: one["code"] for one in records(tmp_path / "f", "unreadable")}
    assert found == {
        str(path.relative_to(tmp_path)): damage.code for path, (_, damage) in victims.items()
    }
    judged = [one["file"] for one in records(tmp_path / "f", "branch")]
    assert judged == [str(one.relative_to(tmp_path)) for one in made if one not in victims]
    summary = json.loads(result.stdout)
    assert summary["branches"] == 200 - len(DAMAGES)
    assert summary["unreadable"] == len(DAMAGES)
    assert {one["file"] for one in summary["unreadable_listed"]} == set(found)


def test_nothing_is_written_beside_the_files(orglife, files, tmp_path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
    for path in (tmp_path / "in").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)

    assert orglife("audit", "run", "in", *ASKED, "--jobs", 1).status in (0, 1)

    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files} == before
    assert sorted((tmp_path / "in").rglob("*.*")) == files
    for path in (tmp_path / "in").rglob("*"):
        path.chmod(0o755)


def test_a_file_that_ends_its_process_is_reported_and_the_others_are_judged(
    tmp_path, monkeypatch
) -> None:
    from orglife.audit.engines import LostTask, ProcessEngine

    with ProcessEngine(2) as pool:
        found = list(
            pool.map(_deadly, [[1, 2], [3, 13], [4], [5, 6]], LostTask(_one_by_one, _lost))
        )

    assert [one for part in found for one in part] == [1, 2, 3, "lost 13", 4, 5, 6]


def _deadly(numbers: list[int]) -> list[object]:
    import os

    if 13 in numbers:
        os._exit(9)
    return list(numbers)


def _one_by_one(numbers: list[int]) -> list[list[int]]:
    return [[one] for one in numbers] if len(numbers) > 1 else []


def _lost(numbers: list[int]) -> list[object]:
    return [f"lost {numbers[0]}"]
