"""The sheets that are printed, and the one that a new secretary signs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from running import Run


def data(orglife: Run, *words: object) -> dict[str, Any]:
    done = orglife(*words, "--format", "json")
    assert done.status == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def table(orglife: Run, *words: object) -> list[dict[str, str]]:
    done = orglife(*words, "--format", "csv")
    assert done.status == 0, done.stderr
    return list(csv.DictReader(done.stdout.splitlines()))


def test_the_sign_in_sheet_of_a_plan_has_who_should_attend_that_day(
    orglife: Run, sample: Path
) -> None:
    orglife("plan", "add", "group-meeting", "--group", "Group 1", "--on", "2026-12-10")
    orglife("member", "exempt", "Wang Fang", "--from", "2026-01-01", "--reason", "frail")
    sheet = table(orglife, "form", "sign-in", "2026-12-10", "group-meeting")

    assert len(sheet) == 9
    assert {row["group"] for row in sheet} == {"Group 1"}
    assert all(row["signature"] == "" for row in sheet)
    assert [row["remark"] for row in sheet if row["name"] == "Wang Fang"] == ["exempt: frail"]


def test_the_sign_in_sheet_of_a_meeting_has_its_frozen_list(orglife: Run, sample: Path) -> None:
    shown = data(orglife, "activity", "show", "last", "general-meeting")
    sheet = data(orglife, "form", "sign-in", "last", "general-meeting")

    assert [one["id"] for one in sheet["members"]] == [one["id"] for one in shown["attendance"]]
    assert sum(not one["votes"] for one in sheet["members"]) == 2


def test_the_minutes_hold_what_an_inspector_looks_for(orglife: Run, sample: Path) -> None:
    orglife(
        *("log", "general-meeting", "--on", "2026-11-20", "--topic", "The budget"),
        *("--absent", "Wang Fang:excused:ill", "--guest", "A guest", "--place", "Hall"),
        *("--chair", "Yang Jie", "--recorder", "Shan Jun", "--start", "14:30", "--end", "16:00"),
    )
    orglife(
        *("vote", "2026-11-20", "--motion", "Buy books", "--yes", "20", "--no", "2"),
        *("--abstain", "1", "--differing", "Zeng Li: too dear"),
    )
    done = orglife("form", "minutes", "2026-11-20", "--format", "md")

    assert done.status == 0, done.stderr
    for told in (
        "Fri 2026-11-20",
        "14:30 - 16:00",
        "Place: Hall",
        "Chair: Yang Jie",
        "Recorder: Shan Jun",
        "Should attend 26, present 25",
        "With a vote: 23 of 24",
        "| Wang Fang | excused | ill |",
        "Guests: A guest",
        "1. The budget",
        "20 yes, 2 no, 1 abstained",
        "Carried",
        "too dear",
    ):
        assert told in done.stdout, told
    assert done.stdout.count("Date: ") == 2


def test_written_minutes_stand_in_place_of_the_room_for_them(orglife: Run, sample: Path) -> None:
    (sample.parent / "minutes.txt").write_text("We met.\n# and parted\n", encoding="utf-8")
    orglife("log", "lecture", "--on", "2026-11-20", "--minutes", "minutes.txt")
    done = orglife("form", "minutes", "2026-11-20", "lecture", "--format", "md")

    assert "We met." in done.stdout
    assert "\\# and parted" in done.stdout
    assert "Main points" not in done.stdout


def test_the_plan_says_what_is_planned_and_what_the_rules_ask_besides(
    orglife: Run, sample: Path
) -> None:
    orglife("plan", "add", "theme-day", "--on", "2026-12-04", "--topic", "Snow")
    orglife("plan", "add", "lecture", "--on", "2026-12-11")
    orglife("plan", "cancel", "2026-12-11", "--reason", "no lecturer")
    sheet = data(orglife, "form", "plan", "2026-12")

    assert [(one["kind"], one["planned"]) for one in sheet["plans"]] == [
        ("theme-day", "2026-12-04")
    ]
    asked = {(one["rule"], one["subject"]["name"]) for one in sheet["asked"]}
    assert {("GR-FREQ", f"Group {n}") for n in (1, 2, 3)} < asked
    assert {one["deadline"] for one in sheet["asked"]} == {"2026-12-31"}
    assert [row["topic"] for row in table(orglife, "form", "plan", "2026-12")] == ["Snow"]


def test_the_register_names_absentees_and_what_was_entered_late(orglife: Run, sample: Path) -> None:
    orglife("log", "study", "--on", "2026-09-30", "--absent", "Wang Fang:excused:ill; Zeng Li")
    rows = table(orglife, "form", "register", "2026-09")
    row = next(row for row in rows if row["kind"] == "study" and "Wang Fang" in row["absent"])

    assert row["absent"] == "Zeng Li (reason not stated), Wang Fang (excused: ill)"
    assert (row["should_attend"], row["present"]) == ("26", "24")
    assert row["entered"] == "2026-11-22, 53 days later"
    assert len(rows) == len(data(orglife, "form", "register", "2026-09")["activities"])


def test_the_register_has_everything_of_the_period(orglife: Run, sample: Path) -> None:
    listed = data(orglife, "activity", "list", "2026")["activities"]

    assert [row["id"] for row in table(orglife, "form", "register", "2026")] == [
        f"#{one['id']}" for one in listed if one["state"] == "held"
    ]


def test_the_appraisal_sheet_has_full_members_and_no_score(orglife: Run, sample: Path) -> None:
    rows = table(orglife, "form", "appraisal", "2026")

    assert len(rows) == 24
    assert list(rows[0]) == ["id", "name", "year", "grade", "measure", "due"]
    assert {row["grade"] for row in rows} == {""}
    assert "at most 8 may be excellent" in orglife("form", "appraisal", "2026").stdout


@pytest.mark.parametrize("words", [("sign-in", "999"), ("minutes", "2020-01-01")])
def test_a_form_about_nothing_is_refused(
    orglife: Run, sample: Path, words: tuple[str, ...]
) -> None:
    assert orglife("form", *words).status == 3


@pytest.mark.parametrize("words", [("plan", "soon"), ("appraisal", "26"), ("sign-in",), ("menu",)])
def test_a_form_that_is_not_understood_is_refused(
    orglife: Run, sample: Path, words: tuple[str, ...]
) -> None:
    assert orglife("form", *words).status == 2


EVERY = (
    ("form", "sign-in", "last", "lecture"),
    ("form", "minutes", "last", "lecture"),
    ("form", "plan", "2026-Q4"),
    ("form", "register", "2026"),
    ("form", "appraisal", "2026"),
    ("handover",),
)


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html"])
def test_every_form_in_every_format(
    orglife: Run, sample: Path, words: tuple[str, ...], form: str
) -> None:
    before = sample.read_bytes()
    for language in ("en", "zh"):
        first = orglife(*words, "--format", form, "--lang", language)
        assert first.status == 0, first.stderr
        assert first.stdout.strip()
        assert orglife(*words, "--format", form, "--lang", language) == first
    assert sample.read_bytes() == before


def test_the_handover_says_what_is_signed_for(orglife: Run, sample: Path) -> None:
    orglife(
        "task", "add", "matter", "The street lamp", "--owner", "Wang Fang", "--due", "2026-12-01"
    )
    orglife("plan", "add", "theme-day", "--on", "2026-12-04")
    sheet = data(orglife, "handover")

    assert sheet["members"] == 26
    assert sheet["records"]["members"] == 26
    assert sheet["records"]["tasks"] == 1
    assert [one["subject"] for one in sheet["open_tasks"]] == ["The street lamp"]
    assert [one["kind"] for one in sheet["planned"]] == ["theme-day"]
    assert sheet["history"]["entries"] == 5
    assert orglife("verify", "--head", sheet["history"]["head"]).status == 0


def test_the_handover_goes_into_a_file(orglife: Run, sample: Path) -> None:
    assert orglife("handover", "-o", "handover.md").status == 0
    text = (sample.parent / "handover.md").read_text(encoding="utf-8")

    assert text.startswith("# Riverside: handover")
    assert text.count("Date: ") == 3
