"""How long something was: said in hours, or what follows from when it began and ended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import Run


@pytest.mark.parametrize(
    ("logged", "edited", "clock"),
    [
        (["--start", "14:00", "--end", "16:00"], ["--end", "15:00"], ("14:00", "15:00", 60)),
        (["--start", "14:00", "--end", "16:00"], ["--start", "13:30"], ("13:30", "16:00", 150)),
        (["--start", "14:00", "--end", "16:00"], ["--end", ""], ("14:00", "", 0)),
        (["--start", "14:00"], ["--end", "15:00"], ("14:00", "15:00", 60)),
        (["--start", "14:00", "--end", "16:00"], ["--place", "Hall"], ("14:00", "16:00", 120)),
        (
            ["--start", "14:00", "--end", "16:00"],
            ["--end", "15:00", "--hours", "0.5"],
            ("14:00", "15:00", 30),
        ),
        (
            ["--start", "14:00", "--end", "16:00", "--hours", "1"],
            ["--end", "15:30"],
            ("14:00", "15:30", 60),
        ),
        (
            ["--start", "14:00", "--end", "16:00", "--hours", "1"],
            ["--hours", ""],
            ("14:00", "16:00", 120),
        ),
        (["--hours", "2"], ["--start", "14:00"], ("14:00", "", 120)),
    ],
)
def test_a_length_that_followed_from_the_clock_follows_it(
    orglife: Run, sample: Path, logged, edited, clock
):
    said = orglife("log", "study", "--on", "2026-11-20", *logged, "--format", "json")
    number = json.loads(said.stdout)["records"][0]["id"]

    result = orglife("activity", "edit", number, *edited)

    assert result.status == 0, result.stderr
    everything = json.loads(orglife("export", "all", "--format", "json").stdout)
    found = next(one for one in everything["activities"] if one["id"] == number)
    assert (
        found.get("start", ""),
        found.get("end", ""),
        found.get("minutes_long", 0),
    ) == clock
    assert "the length given" not in result.stderr


def test_a_length_that_is_more_than_the_clock_is_told_when_edited(orglife: Run, sample: Path):
    orglife("log", "study", "--on", "2026-11-20", "--hours", "2")

    edited = orglife("activity", "edit", "last study", "--start", "14:00", "--end", "15:00")
    again = orglife("activity", "edit", "last study", "--place", "Hall")

    assert "the length given is more than from 14:00 to 15:00" in edited.stderr
    assert "the length given" not in again.stderr


@pytest.mark.parametrize("clock", ["9:٣٠", "٩:30", "९:३०"])
@pytest.mark.parametrize("option", ["--start", "--end"])
def test_a_time_of_day_in_digits_of_other_scripts_is_refused(
    orglife: Run, sample: Path, option, clock
):
    before = sample.read_bytes()

    result = orglife("log", "study", "--on", "2026-11-20", option, clock)

    assert (result.status, result.stdout) == (2, "")
    assert "is not a time of day" in result.stderr
    assert "write it as 14:30" in result.stderr
    assert sample.read_bytes() == before
