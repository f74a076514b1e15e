"""A day that is corrected: the whole sitting has it, and what stays on the old one is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from running import Result, Run


@pytest.fixture
def done(orglife: Run, sample: Path) -> Run:
    """Run a command that must succeed, on the sample branch."""

    def run(*args: object, **values: Any) -> Result:
        result = orglife(*args, **values)
        assert result.status == 0, result.stderr
        return result

    return run


def records(done: Run, table: str) -> dict[int, dict[str, Any]]:
    everything = json.loads(done("export", "all", "--format", "json").stdout)
    return {one["id"]: one for one in everything[table]}


def numbers(result: Result) -> list[int]:
    return [one["id"] for one in json.loads(result.stdout)["records"]]


def test_the_whole_sitting_is_moved(done):
    first, second = numbers(
        done("log", "theme-day+lecture", "--on", "2026-11-06", "--format", "json")
    )
    apart = numbers(done("log", "study", "--on", "2026-11-06", "--format", "json"))[0]

    moved = done("activity", "edit", second, "--on", "2026-11-13", "--format", "json")

    assert sorted(numbers(moved)) == [first, second]
    found = records(done, "activities")
    assert [found[one]["held"] for one in (first, second, apart)] == [
        *["2026-11-13"] * 2,
        "2026-11-06",
    ]
    told = done("activity", "edit", first, "--on", "2026-11-12").stderr
    assert f"theme party day #{first}" in told
    assert f"with it: lecture #{second}" in told or f"with it: party lecture #{second}" in told


def test_who_should_have_attended_is_worked_out_for_all_of_the_sitting(done):
    done(
        "member",
        "transfer-out",
        "Qiu Jing",
        "--on",
        "2026-11-10",
        "--to",
        "Elsewhere",
        "--received",
        "2026-11-10",
    )
    first, second = numbers(
        done("log", "theme-day+lecture", "--on", "2026-11-06", "--format", "json")
    )

    moved = done("activity", "edit", first, "--on", "2026-11-13")

    found = records(done, "activities")
    assert found[first]["attendance"] == found[second]["attendance"]
    assert moved.stderr.count("on that day others should attend") == 1


def test_a_sitting_with_a_finalized_part_stays(done, orglife, sample):
    first, second = numbers(
        done("log", "theme-day+lecture", "--on", "2026-11-06", "--format", "json")
    )
    done("activity", "finalize", second)
    before = sample.read_bytes()

    result = orglife("activity", "edit", first, "--on", "2026-11-13")

    assert (result.status, result.stdout) == (3, "")
    assert f"#{second}" in result.stderr
    assert "finalized" in result.stderr
    assert sample.read_bytes() == before


def test_a_plan_is_moved_with_its_sitting(done):
    planned = numbers(
        done("plan", "add", "theme-day+lecture", "--on", "2026-11-27", "--format", "json")
    )

    said = done("plan", "move", planned[1], "2026-12-04", "--reason", "hall taken").stderr

    found = records(done, "activities")
    for number in planned:
        assert found[number]["planned"] == "2026-12-04"
        assert found[number]["moves"] == [{"planned": "2026-11-27", "reason": "hall taken"}]
        assert f"#{number}" in said


def admitted(done: Run) -> tuple[int, int]:
    """Return the meeting that admitted somebody on 2026-09-04, and the person."""
    person = numbers(
        done(
            "admission", "add", "Zhao Min", "--applied", "2024-03-01",
            "--format", "json",
        )
    )[0]  # fmt: skip
    meeting = numbers(done("log", "general-meeting", "--on", "2026-09-04", "--format", "json"))[0]
    done(
        "vote", meeting, "--motion", "Admit Zhao Min", "--kind", "admission", "--yes", 24,
        "--no", 0, "--abstain", 0, "--notice", "2026-09-03",
    )  # fmt: skip
    done(
        "admission", "advance", "Zhao Min", "--to", "probationary", "--motion", f"#{meeting}",
        "--force",
    )  # fmt: skip
    return meeting, person


def test_a_stage_that_the_meeting_decided_is_named_with_its_correction(done):
    meeting, person = admitted(done)

    told = done("activity", "edit", meeting, "--on", "2026-09-05").stderr

    command = f"orglife member edit '#{person}' --joined 2026-09-05"
    assert "Zhao Min is probationary member since 2026-09-04" in told
    assert command in told
    done("member", "edit", f"#{person}", "--joined", "2026-09-05")
    assert records(done, "members")[person]["stages"]["probationary"] == "2026-09-05"
    assert "Zhao Min" not in done("activity", "edit", meeting, "--place", "Hall").stderr


def test_a_notice_that_is_after_the_new_day_is_told(done):
    meeting, _ = admitted(done)

    assert "members were told" not in done("activity", "edit", meeting, "--on", "2026-09-03").stderr
    assert (
        "members were told of Admit Zhao Min on 2026-09-03, after the meeting of 2026-09-02"
        in done("activity", "edit", meeting, "--on", "2026-09-02").stderr
    )


def test_a_preparation_after_the_new_day_is_told(done):
    done("criticism", "open", "2026", "--form", "committee", "--on", "2026-11-20",
         today="2026-11-01")  # fmt: skip
    done("criticism", "prepare", "theme", "--on", "2026-11-12")
    done("criticism", "hold", "--on", "2026-11-20")

    told = done("activity", "edit", "last organizational-life-meeting", "--on", "2026-11-11").stderr

    assert "prepared after the meeting of 2026-11-11: " in told
