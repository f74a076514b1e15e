"""A waiver covers something, is listed, and can be withdrawn."""

import json
from pathlib import Path

import pytest
from running import Run

WHO = ("--by", "Street committee", "--reason", "flood")


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (
            ("GM-FREQ", "2026-05"),
            "GM-FREQ is judged for 2026-Q2 as a whole; 2026-05 is a part of that",
            "name the whole: 2026-Q2",
        ),
        (
            ("STUDY-HOURS", "2026-Q3"),
            "STUDY-HOURS is judged for 2026 as a whole; 2026-Q3 is a part of that",
            "name the whole: 2026",
        ),
        (
            ("STUDY-HOURS", "2026", "--subject", "#1"),
            "STUDY-HOURS asks nothing of a single group",
            "leave --subject out",
        ),
        (("GM-FREQ", "2026-Q2", "--subject", "1"), "GM-FREQ asks nothing of a single group", ""),
    ],
)
def test_what_could_cover_nothing_is_refused(
    orglife: Run, sample: Path, words: tuple[str, ...], said: str, hint: str
) -> None:
    before = sample.read_bytes()

    done = orglife("waive", *words, *WHO)

    assert done.status == 3
    assert said in done.stderr
    assert hint in done.stderr
    assert sample.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("GM-FREQ", "2026-Q2"),
        ("GM-FREQ", "2026-H1"),
        ("GR-FREQ", "2026-04", "--subject", "1"),
        ("GR-SIZE", "2026-04", "--subject", "1"),
        ("GM-QUORUM", "2026-05"),
    ],
)
def test_what_can_cover_something_is_recorded(
    orglife: Run, sample: Path, words: tuple[str, ...]
) -> None:
    assert orglife("waive", *words, *WHO).status == 0


def test_waivers_are_listed_and_withdrawn(orglife: Run, sample: Path) -> None:
    assert "Nothing was waived." in orglife("waivers", "list").stdout
    orglife("waive", "GR-FREQ", "2026-04", "--subject", "1", *WHO)
    orglife("waive", "THEME-DAY", "2026-02", *WHO)

    listed = json.loads(orglife("waivers", "list", "--format", "json").stdout)

    assert listed["schema"] == "orglife.waivers/1"
    assert [(one["id"], one["rule"], one["period"]) for one in listed["waivers"]] == [
        (1, "GR-FREQ", "2026-04"),
        (2, "THEME-DAY", "2026-02"),
    ]
    assert listed["waivers"][0]["group"] == {"id": 1, "name": "Group 1"}
    assert "Street committee" in orglife("waivers", "list").stdout

    assert _status(orglife) == "waived"
    done = orglife("waivers", "withdraw", "#1")
    assert "Withdrawn: waiver #1 of GR-FREQ for 2026-04." in done.stderr
    assert _status(orglife) == "missed"
    assert "THEME-DAY" in orglife("waivers", "list").stdout


@pytest.mark.parametrize("number", ["7", "x", "#0"])
def test_no_such_waiver(orglife: Run, sample: Path, number: str) -> None:
    before = sample.read_bytes()

    done = orglife("waivers", "withdraw", number)

    assert done.status == 3
    assert "orglife waivers list" in done.stderr
    assert sample.read_bytes() == before


def _status(orglife: Run) -> str:
    told = orglife("check", "2026", "--rule", "GR-FREQ", "--format", "json").stdout
    (found,) = [
        one
        for one in json.loads(told)["findings"]
        if (one["period"], one["subject"]["id"]) == ("2026-04", 1)
    ]
    return str(found["status"])
