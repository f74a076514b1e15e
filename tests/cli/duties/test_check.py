"""`check`, `status` and `due` from the outside, on the made-up branch."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from running import Run


@pytest.fixture(autouse=True)
def branch_file(orglife: Run, tmp_path: Path) -> Path:
    assert orglife("demo", ".").status == 0
    return tmp_path / "branch.json"


def findings(orglife, *args, **more):
    return json.loads(orglife("check", "--format", "json", *args, **more).stdout)["findings"]


def test_check_exits_1_for_what_is_missed_at_the_threshold_only(orglife):
    statuses = {(one["status"], one["severity"]) for one in findings(orglife, "2026")}
    assert ("missed", "warning") in statuses

    assert orglife("check", "2026").status == 1
    assert orglife("check", "2026", "--fail-on", "information").status == 1
    assert orglife("check", "2026", "--fail-on", "never").status == 0
    assert orglife("check", "2026", "--fail-on", "nonsense").status == 2


def test_the_default_period_is_this_year(orglife):
    assert orglife("check").stdout == orglife("check", "2026").stdout
    assert orglife("check", "--as-of", "2025-08-01").stdout.splitlines()[0].count("2025") >= 1


def test_findings_are_unique_and_sorted(orglife):
    keys = [
        (one["rule"], one["subject"]["type"], one["subject"]["id"], one["period"])
        for one in findings(orglife, "2026")
    ]

    assert keys == sorted(set(keys))


def test_a_rule_may_be_asked_alone(orglife):
    rules = {one["rule"] for one in findings(orglife, "2026", "--rule", "GR-FREQ")}

    assert rules == {"GR-FREQ"}
    assert orglife("check", "--rule", "NO-SUCH").status == 3


def test_json_is_english_whatever_the_environment_unless_asked(orglife):
    english = orglife("check", "--format", "json").stdout

    assert orglife("check", "--format", "json", env={"ORGLIFE_LANG": "zh"}).stdout == english
    assert orglife("check", "--format", "json", env={"LANG": "zh_CN.UTF-8"}).stdout == english
    assert orglife("check", "--format", "json", "--lang", "zh").stdout != english


def test_the_language_of_a_screen_is_chosen_in_the_documented_order(orglife, tmp_path):
    (tmp_path / "zh").mkdir()
    orglife("--lang", "zh", "demo", "zh")

    def chinese(*args, **env):
        return "截至" in orglife("status", *args, env=env).stdout

    assert not chinese()
    assert chinese("-f", "zh/branch.json")  # what the file says
    assert not chinese("-f", "zh/branch.json", ORGLIFE_LANG="en")
    assert chinese(ORGLIFE_LANG="zh")
    assert not chinese("--lang", "en", ORGLIFE_LANG="zh")


def test_csv_holds_the_same_findings_as_json(orglife):
    rows = list(csv.DictReader(io.StringIO(orglife("check", "--format", "csv").stdout)))

    assert [(row["rule"], row["period"], row["status"]) for row in rows] == [
        (one["rule"], one["period"], one["status"]) for one in findings(orglife)
    ]


def test_calendar_and_list_may_stand_alone(orglife):
    calendar, listed = orglife("check", "--calendar").stdout, orglife("check", "--list").stdout

    assert "Obligation" in calendar
    assert "Missed (" not in calendar
    assert "Obligation" not in listed
    assert "Met (" in listed


def test_reading_writes_nothing(orglife, branch_file, tmp_path):
    kept = branch_file.read_bytes()
    before = sorted(one.name for one in tmp_path.iterdir())

    for command in ("check", "status", "due"):
        for form in ("table", "json", "csv", "md", "html"):
            assert orglife(command, "--format", form).status in (0, 1)

    assert branch_file.read_bytes() == kept
    assert sorted(one.name for one in tmp_path.iterdir()) == before


def test_the_same_day_gives_the_same_bytes(orglife):
    for form in ("table", "json", "csv", "md", "html"):
        once = orglife("check", "--as-of", "2026-05-31", "--format", form, today="2026-06-01")
        again = orglife("check", "--as-of", "2026-05-31", "--format", form, today="2031-06-01")
        assert once == again


@pytest.mark.parametrize("text", ["2026-13", "11/12/2026", "nonsense", "2026-Q5"])
def test_an_unreadable_period_exits_2(orglife, text):
    assert orglife("check", text).status == 2


def test_due_exits_1_only_when_asked_and_something_is_due(orglife):
    assert orglife("due").status == 0
    assert orglife("due", "--exit-code", "--within", "400d").status == 1


@pytest.mark.parametrize("text", ["soon", "-1d", "30m", "", "99999d"])
def test_an_unreadable_number_of_days_exits_2(orglife, text):
    assert orglife("due", f"--within={text}").status == 2


def test_weeks_and_days_are_understood(orglife):
    within = [
        json.loads(orglife("due", "--format", "json", "--within", text).stdout)["within_days"]
        for text in ("30d", "30", "2w", "2周", "5天")
    ]

    assert within == [30, 30, 14, 14, 5]
