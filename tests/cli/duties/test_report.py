"""Reports from the outside, counted again from the sample register."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from running import SAMPLES, Run

AWAY = ("excused", "absent", "unstated")


def data(orglife: Run, *words: object, today: str = "2026-11-22") -> dict[str, Any]:
    done = orglife(*words, "--format", "json", today=today)
    assert done.status == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def held(kind: str, year: str = "2026", until: str = "2026-11-22") -> list[dict[str, str]]:
    return [
        row
        for row in rows("register.csv")
        if row["kind"] == kind and row["date"].startswith(year) and row["date"] <= until
    ]


def absentees(row: dict[str, str]) -> dict[str, str]:
    parts = [part.strip().split(":") for part in row["absent"].split(";") if part.strip()]
    return {part[0]: part[1] if len(part) > 1 else "unstated" for part in parts}


# --- year -----------------------------------------------------------------------------------------


def test_the_year_counts_meetings_as_the_register_does(orglife: Run, sample: Path) -> None:
    found = {
        one["kind"]: one["held"] for one in data(orglife, "report", "year", "2026")["meetings"]
    }
    codes = {row["kind"] for row in rows("register.csv")}

    assert {code: found.get(code, 0) for code in codes} == {code: len(held(code)) for code in codes}


def test_the_year_says_what_the_check_says(orglife: Run, sample: Path) -> None:
    year = data(orglife, "report", "year", "2026")
    findings = data_of_check(orglife)
    statuses = Counter(one["status"] for one in findings)

    assert year["statuses"] == dict(statuses)
    for one in year["meetings"]:
        mine = [found for found in findings if found["rule"] == one["rule"]]
        if one["rule"]:
            assert one["missed"] == sum(found["status"] == "missed" for found in mine)
            assert one["pending"] == sum(found["status"] == "pending" for found in mine)


def data_of_check(orglife: Run) -> list[dict[str, Any]]:
    done = orglife("check", "2026", "--format", "json", "--fail-on", "never")
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def test_the_year_adds_up_attendance(orglife: Run, sample: Path) -> None:
    for one in data(orglife, "report", "year", "2026")["meetings"]:
        parts = ("present", "excused", "not_excused", "exempt")
        assert one["expected"] == sum(one[part] for part in parts)


def test_the_year_ends_with_the_head_of_the_history(orglife: Run, sample: Path) -> None:
    year = data(orglife, "report", "year", "2026")

    assert orglife("verify", "--head", year["history"]["head"]).status == 0
    assert year["history"]["entries"] == 3
    assert year["history"]["head"] in orglife("report", "year", "2026").stdout


def test_the_year_has_every_part(orglife: Run, sample: Path) -> None:
    orglife(
        "task",
        "add",
        "Commitment",
        "Read a book",
        "--owner",
        "Wang Fang",
        "--due",
        "2026-10-01",
        "--on",
        "2026-09-01",
    )
    orglife("task", "add", "care", "Visit at the hospital", "--owner", "Wang Fang")
    orglife("admission", "add", "Zhao Min", "--applied", "2026-05-01")
    orglife("log", "talk", "--on", "2026-03-01", "--with", "Wang Fang", "--with", "Yang Jie")
    orglife(
        "log",
        "volunteering",
        "--on",
        "2026-03-02",
        "--with",
        "Wang Fang",
        "--hours",
        "2",
        "--outcome",
        "a clean yard",
        "--means",
        "shared bicycles",
    )
    orglife("waive", "THEME-DAY", "2026-02", "--by", "Superior", "--reason", "holidays")
    done = orglife("report", "year", "2026")

    assert done.status == 0, done.stderr
    for told in (
        "26 members (24 full, 2 probationary), 3 groups",
        "Theme party day",
        "Study hours",
        "Criticism and rectification",
        "Commitment",
        "Applicant: Zhao Min",
        "committee with member 1",
        "Volunteer service",
        "2026-Q3",
        "shared bicycles",
        "a clean yard",
        "Entered late",
        "overdue by 52 days",
    ):
        assert told in done.stdout, told
    assert "Visit at the hospital" not in done.stdout


def test_care_is_counted_and_not_told(orglife: Run, sample: Path) -> None:
    orglife(
        "task",
        "add",
        "care",
        "Visit at the hospital",
        "--owner",
        "Wang Fang",
        "--due",
        "2026-12-01",
    )
    for words in (
        ("report", "tasks"),
        ("report", "year"),
        ("report", "member", "Wang Fang"),
        ("handover",),
    ):
        for form in ("table", "json", "csv", "md", "html"):
            told = orglife(*words, "--format", form).stdout
            assert "hospital" not in told, (words, form)
    found = data(orglife, "report", "tasks")
    assert [(one["kind"], one["open"]) for one in found["kinds"]] == [("care", 1)]
    assert [(one["subject"], one["owner"]) for one in found["open"]] == [(None, None)]


@pytest.mark.parametrize(
    ("on", "counts_for", "held_in"),
    [
        ("2026-01-10", "2025", "2026"),
        ("2025-12-20", "2025", "2025"),
        ("2026-03-31", "2025", "2026"),
    ],
)
def test_a_session_stands_in_its_year_and_in_the_year_in_which_it_was_held(
    orglife: Run, sample: Path, on: str, counts_for: str, held_in: str
) -> None:
    words = ("--on", on, "--for-year", "2025", "--chair", "#1")
    for kind in ("organizational-life-meeting", "appraisal"):
        assert orglife("log", kind, *words).status == 0
    assert orglife("appraisal", "grade", "#3", "excellent").status == 0

    def days(found: dict[str, Any]) -> set[str]:
        return {one["day"] for one in found["criticism"]}

    assert on in days(data(orglife, "report", "year", counts_for))
    year = data(orglife, "report", "year", "2026")
    assert (on in days(year["for_other_years"])) == (held_in == "2026")
    assert on not in days(year)

    shown = orglife("report", "year", "2026").stdout
    said = f"Organizational-life meeting of {on} for 2025"
    assert (said in shown) == (held_in == "2026")
    assert (f"Appraisal of {on} for 2025: excellent 1" in shown) == (held_in == "2026")
    assert (said in orglife("report", "year", "2025").stdout) == (held_in == "2026")
    assert f"Organizational-life meeting of {on}" in orglife("report", "year", "2025").stdout
    assert "No organizational-life meeting and no appraisal" in shown


def test_the_year_is_the_same_bytes_twice_in_every_format(orglife: Run, sample: Path) -> None:
    for form in ("table", "json", "csv", "md", "html"):
        first = orglife("report", "year", "2026", "--format", form)
        assert first.status == 0, first.stderr
        assert first == orglife("report", "year", "2026", "--format", form)


def test_the_year_sees_what_its_day_sees(orglife: Run, sample: Path) -> None:
    early = data(orglife, "report", "year", "2026", "--as-of", "2026-06-30")
    found = {one["kind"]: one["held"] for one in early["meetings"]}

    assert found["theme-day"] == len(held("theme-day", until="2026-06-30"))
    assert [one["quarter"] for one in early["quarters"]] == ["2026-Q1", "2026-Q2"]


def test_the_shares_of_groups_and_branch_add_up(orglife: Run, sample: Path) -> None:
    for one in data(orglife, "report", "year", "2026")["quarters"]:
        assert one["by_groups"] + one["by_branch"] <= one["activities"]
        month = {"Q1": "01 02 03", "Q2": "04 05 06", "Q3": "07 08 09", "Q4": "10 11 12"}
        months = month[one["quarter"][-2:]].split()
        counted = [
            row
            for row in rows("register.csv")
            if row["date"][:4] == "2026" and row["date"][5:7] in months and row["group"]
        ]
        assert one["by_groups"] == len(counted)


def test_means_tried_stand_with_first_use_initiator_and_outcome(orglife: Run, sample: Path) -> None:
    orglife(
        *("log", "study", "--on", "2026-03-01", "--means", "walking lecture", "--new"),
        *("--initiator", "Wang Fang", "--outcome", "more came"),
    )
    orglife("log", "study", "--on", "2026-04-01", "--means", "walking lecture")
    (found,) = data(orglife, "report", "year", "2026")["means"]

    assert (found["means"], found["times"], found["first"], found["new"]) == (
        "walking lecture",
        2,
        "2026-03-01",
        True,
    )
    assert (found["initiator_name"], found["outcome"]) == ("Wang Fang", "more came")


def test_variety_size_and_mode_are_told_and_not_scored(orglife: Run, sample: Path) -> None:
    before = data(orglife, "report", "year", "2026")["quarters"][0]
    orglife(
        "log", "outreach", "--on", "2026-03-01", "--group", "Group 1", "--online", "--hours", "9"
    )
    after = data(orglife, "report", "year", "2026")["quarters"][0]

    assert after["kinds"] == before["kinds"] + 1
    assert after["online"] == before["online"] + 1 == 1
    assert after["by_groups"] == before["by_groups"] + 1
    assert after["minutes_long"][1] == 540
    assert (
        set(after)
        == set(before)
        == {
            *("quarter", "activities", "by_groups", "by_branch", "kinds"),
            *("present", "minutes_long", "online"),
        }
    )


def test_outcome_and_follow_up_stand_for_effect(orglife: Run, sample: Path) -> None:
    before = data(orglife, "report", "year", "2026")
    orglife(
        *("log", "volunteering", "--on", "2026-03-01", "--outcome", "a clean yard"),
        *("--follow-up", "2026-04-01", "--team", "Red scarves", "--tie-in", "the unit's workshop"),
    )
    after = data(orglife, "report", "year", "2026")

    assert len(after["outcomes"]) == len(before["outcomes"]) + 1
    assert after["without_outcome"] == before["without_outcome"]
    assert [one["follow_up"] for one in after["follow_ups"]] == ["2026-04-01"]
    assert [one["tie_in"] for one in after["tie_ins"]] == ["the unit's workshop"]
    assert {tuple(one["teams"]) for one in after["service"] if one["kind"] == "volunteering"} == {
        ("Red scarves",)
    }
    told = orglife("report", "year", "2026").stdout
    assert "1 activity was to be followed up by now" in told
    assert "Teams: Red scarves" in told


def test_a_waived_duty_stands_with_who_decided(orglife: Run, sample: Path) -> None:
    orglife("waive", "OLM-FREQ", "2026", "--by", "Superior", "--reason", "a flood")
    done = orglife("report", "year", "2026", "--as-of", "2027-01-01", today="2027-01-02")

    assert "OLM-FREQ 2026, Branch: waived by Superior: a flood" in done.stdout


# --- attendance -----------------------------------------------------------------------------------


def test_attendance_is_in_the_order_of_ids_with_every_state(orglife: Run, sample: Path) -> None:
    found = data(orglife, "report", "attendance", "2026")["members"]

    assert [one["id"] for one in found] == sorted(one["id"] for one in found)
    for one in found:
        assert one["expected"] == sum(one["states"].values()) == len(one["meetings"])


def test_attendance_agrees_with_the_register(orglife: Run, sample: Path) -> None:
    found = data(orglife, "report", "attendance", "2026", "--kind", "general-meeting")
    expected: Counter[str] = Counter()
    for row in rows("register.csv"):
        if row["date"].startswith("2026") and "general" in row["kind"]:
            expected.update(name for name, state in absentees(row).items() if state in AWAY)

    away = {
        one["name"]: sum(one["states"][state] for state in AWAY)
        for one in found["members"]
        if any(one["states"][state] for state in AWAY)
    }
    assert away == dict(expected)


def test_only_those_who_missed_any_are_listed_with_absent(orglife: Run, sample: Path) -> None:
    every = data(orglife, "report", "attendance", "2026", "--kind", "lecture")["members"]
    missed = data(orglife, "report", "attendance", "2026", "--kind", "lecture", "--absent")[
        "members"
    ]

    assert [one["id"] for one in missed] == [
        one["id"] for one in every if any(one["states"][state] for state in AWAY)
    ]


@pytest.fixture
def three(orglife: Run, sample: Path) -> None:
    """Three more committee meetings from which Zeng Li stays away, in different ways."""
    for day, absent in (
        ("2026-11-17", "Zeng Li:excused:ill"),
        ("2026-11-18", "Zeng Li"),
        ("2026-11-19", "Zeng Li:absent; Shan Jun:excused:away"),
    ):
        done = orglife("log", "committee-meeting", "--on", day, "--absent", absent)
        assert done.status == 0, done.stderr


def test_absent_from_the_last_three_is_worded_as_contact(orglife: Run, three: None) -> None:
    done = orglife("report", "attendance", "--absent", "--kind", "committee-meeting", "--last", "3")

    assert done.status == 0, done.stderr
    assert "Zeng Li: contact this member" in done.stdout
    assert "2026-11-19 without excuse" in done.stdout
    assert "Shan Jun" not in done.stdout


def test_one_attendance_among_the_last_three_breaks_it(orglife: Run, three: None) -> None:
    for last, names in ((3, ["Zeng Li"]), (4, [])):
        found = data(
            orglife,
            "report",
            "attendance",
            "--absent",
            "--kind",
            "committee-meeting",
            "--last",
            last,
        )
        assert [one["name"] for one in found["members"]] == names


def test_attendance_as_csv_is_members_by_meetings(orglife: Run, three: None) -> None:
    text = orglife(
        "report", "attendance", "2026-11", "--kind", "committee-meeting", "--format", "csv"
    ).stdout
    table = list(csv.DictReader(text.splitlines()))
    zeng = next(row for row in table if row["name"] == "Zeng Li")

    assert list(zeng.values())[-3:] == ["excused", "reason not stated", "without excuse"]
    assert [row["id"] for row in table] == ["#1", "#2", "#3", "#4", "#5"]


@pytest.mark.parametrize("last", ["-1", "101"])
def test_no_such_number_of_meetings(orglife: Run, sample: Path, last: str) -> None:
    assert orglife("report", "attendance", "--last", last).status == 2


# --- talks, coverage, tasks -----------------------------------------------------------------------


def test_talks_are_of_the_pair_type_of_their_day(orglife: Run, sample: Path) -> None:
    for names in (("Yang Jie", "Shan Jun"), ("Yang Jie", "Wang Fang"), ("Wang Fang", "Chen Qiang")):
        orglife("log", "talk", "--on", "2026-03-01", "--with", names[0], "--with", names[1])
    found = data(orglife, "report", "talks", "2026")

    assert {one["type"]: one["talks"] for one in found["pair_types"]} == {
        "committee-committee": 1,
        "committee-member": 1,
        "member-member": 1,
    }
    assert len(found["without"]) == 26 - 4
    talks = {one["name"]: one["talks"] for one in found["members"]}
    assert (talks["Yang Jie"], talks["Chen Qiang"], talks["Ou Qiang"]) == (2, 1, 0)
    assert "22 members without a talk" in orglife("report", "talks", "2026").stdout


def test_talks_as_csv_is_a_matrix_that_is_its_own_mirror(orglife: Run, sample: Path) -> None:
    orglife("log", "talk", "--on", "2026-03-01", "--with", "Yang Jie", "--with", "Wang Fang")
    text = orglife("report", "talks", "2026", "--format", "csv").stdout
    table = {row["id"]: row for row in csv.DictReader(text.splitlines())}

    assert table["#1"]["#7"] == table["#7"]["#1"] == "1"
    assert table["#1"]["#1"] == ""
    assert (
        sum(int(cell or 0) for row in table.values() for key, cell in row.items() if key[0] == "#")
        == 2
    )


def test_coverage_says_what_nobody_covers(orglife: Run, sample: Path) -> None:
    done = orglife("committee", "areas", "Yang Jie", "political", "communication")
    assert done.status == 0, done.stderr
    found = data(orglife, "report", "coverage")

    assert found["nobody"] == ["learning", "management"]
    assert found["seats"][0]["areas"] == ["political", "communication"]
    assert "declared by nobody: ability to learn, ability to manage people" in (
        orglife("report", "coverage").stdout
    )


def test_coverage_has_the_study_hours_of_each_seat(orglife: Run, sample: Path) -> None:
    before = data(orglife, "report", "coverage")["seats"]
    orglife("log", "training", "--on", "2026-03-01", "--with", "Yang Jie", "--hours", "8")
    after = data(orglife, "report", "coverage")["seats"]

    gained = [
        new["study_minutes"] - old["study_minutes"] for old, new in zip(before, after, strict=True)
    ]
    assert gained == [480, 0, 0, 0, 0]


def test_tasks_are_counted_by_kind_and_period(orglife: Run, sample: Path) -> None:
    for subject, on, due in (("A", "2026-01-10", "2026-02-01"), ("B", "2026-05-01", "2026-06-01")):
        orglife("task", "add", "matter", subject, "--owner", "Wang Fang", "--on", on, "--due", due)
    orglife("task", "done", "1", "--on", "2026-04-02")
    quarter = data(orglife, "report", "tasks", "2026-Q2")["kinds"]

    assert [
        (one["carried"], one["opened"], one["done"], one["late"], one["open"], one["overdue"])
        for one in quarter
    ] == [(1, 1, 1, 1, 1, 1)]
    first = data(orglife, "report", "tasks", "2026-Q1")["kinds"]
    assert [(one["carried"], one["opened"], one["done"], one["open"]) for one in first] == [
        (0, 1, 0, 1)
    ]


# --- one member -----------------------------------------------------------------------------------


def test_one_member_on_one_page(orglife: Run, sample: Path) -> None:
    orglife(
        "task", "add", "commitment", "Read a book", "--owner", "Wang Fang", "--due", "2026-12-01"
    )
    orglife("log", "talk", "--on", "2026-03-01", "--with", "Yang Jie", "--with", "Wang Fang")
    page = data(orglife, "report", "member", "Wang Fang", "2026")

    assert [one["subject"] for one in page["tasks"]] == ["Read a book"]
    assert [one["with"]["name"] for one in page["talks"]] == ["Yang Jie"]
    meetings = {one["kind"]: one["expected"] for one in page["attendance"]}
    assert meetings["talk"] == 1
    shown = orglife("report", "member", "Wang Fang").stdout
    assert "Wang Fang #7" in shown
    assert "Yang Jie (2026-03-01, committee with member)" in shown


def test_nothing_rates_a_member(orglife: Run, sample: Path) -> None:
    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for one in value.values() for key in keys(one)}
        return {key for one in value for key in keys(one)} if isinstance(value, list) else set()

    for words in (("member", "Wang Fang"), ("attendance",), ("talks",), ("coverage",), ("year",)):
        assert not keys(data(orglife, "report", *words)) & {"score", "rank", "rating", "points"}


# --- changes --------------------------------------------------------------------------------------


def test_changes_since_a_state_and_since_a_day(orglife: Run, sample: Path) -> None:
    head = data(orglife, "report", "year")["history"]["head"]
    assert data(orglife, "report", "changes", "--since", head)["count"] == 0
    orglife("task", "add", "matter", "A", "--owner", "Wang Fang", today="2026-11-23")
    later = data(orglife, "report", "changes", "--since", head[:12], today="2026-11-23")

    assert later["count"] == 1
    assert later["head"] != head
    assert later["entries"][0]["changes"][0]["type"] == "task"
    assert (
        data(orglife, "report", "changes", "--since", "2026-11-23", today="2026-11-23")["count"]
        == 1
    )
    assert (
        data(orglife, "report", "changes", "--since", "2026-11-22", today="2026-11-23")["count"]
        == 4
    )
    assert (
        data(orglife, "report", "changes", "--since", "2026-11-24", today="2026-11-24")["count"]
        == 0
    )


@pytest.mark.parametrize(
    ("since", "code"),
    [("", 2), ("0123456789abcdef", 3), ("abc", 3), ("next spring", 2), ("2026-02-30", 2)],
)
def test_a_state_that_never_was_is_refused(
    orglife: Run, sample: Path, since: str, code: int
) -> None:
    assert orglife("report", "changes", "--since", since).status == code


# --- all of them ----------------------------------------------------------------------------------

EVERY = (
    ("year",),
    ("attendance",),
    ("attendance", "--absent"),
    ("attendance", "--last", "3"),
    ("talks",),
    ("coverage",),
    ("tasks",),
    ("member", "Wang Fang"),
    ("changes", "--since", "2026-01-01"),
)


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html"])
def test_every_report_in_every_format(
    orglife: Run, sample: Path, words: tuple[str, ...], form: str
) -> None:
    before = sample.read_bytes()
    for language in ("en", "zh"):
        done = orglife("report", *words, "--format", form, "--lang", language)
        assert done.status == 0, done.stderr
        assert done.stdout.strip()
    assert sample.read_bytes() == before


@pytest.mark.parametrize("words", EVERY[:8], ids=" ".join)
def test_reports_of_an_empty_branch(orglife: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    orglife("init", "branch.json", "--name", "New", "--sector", "school", "--founded", "2026-11-20")
    orglife("member", "add", "Wang Fang", "--standing", "full", "--full-since", "2020-01-01")

    assert orglife("report", *words).status == 0


@pytest.mark.parametrize("words", EVERY[:8], ids=" ".join)
def test_codes_in_place_of_names(orglife: Run, sample: Path, words: tuple[str, ...]) -> None:
    names = [row["name"] for row in rows("roster.csv")]
    orglife(
        "task",
        "add",
        "matter",
        "Ask Ou Qiang",
        "--owner",
        "Wang Fang",
        "--due",
        "2026-01-02",
        "--on",
        "2026-01-01",
    )
    for form in ("table", "json", "csv", "html"):
        told = orglife("report", *words, "--anonymize", "--format", form).stdout
        assert not [name for name in names if name in told], form


def test_a_report_goes_into_a_file_for_its_owner_only(orglife: Run, sample: Path) -> None:
    assert orglife("report", "year", "2026", "-o", "year.html").status == 0
    path = sample.parent / "year.html"

    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert path.stat().st_mode & 0o777 == 0o600
    assert orglife("report", "year", "2026", "-o", "year.html").status == 2


def test_an_unknown_report_is_refused_with_the_nearest(orglife: Run, sample: Path) -> None:
    done = orglife("report", "attendence")

    assert done.status == 2
    assert "attendance" in done.stderr
