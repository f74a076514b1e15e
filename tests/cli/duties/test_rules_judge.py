"""What the rules say of a year that was typed in, from the outside."""

import json

import pytest


@pytest.fixture
def branch(orglife):
    done = orglife(
        *("init", "branch.json", "--name", "Riverside", "--sector", "community"),
        *("--founded", "2026-01-01", "--theme-day", "first friday"),
    )
    assert done.status == 0, done.stderr
    for number in range(1, 5):
        added = orglife(
            *("member", "add", f"Member {number}", "--standing", "full"),
            *("--joined", "2010-05-01", "--full-since", "2011-05-01", "--arrived", "2026-01-01"),
        )
        assert added.status == 0, added.stderr


def status(orglife, rule, period="2026", **more):
    words = [f"--{key.replace('_', '-')}={value}" for key, value in more.items()]
    done = orglife(
        *("check", period, "--rule", rule, "--format", "json", "--fail-on", "never"), *words
    )
    assert done.status == 0, done.stderr
    return {one["period"]: one["status"] for one in json.loads(done.stdout)["findings"]}


def test_a_theme_day_on_another_day_needs_a_reason(orglife, branch):
    orglife("log", "theme-day", "--on", "2026-10-02", "--topic", "Service")
    orglife("log", "theme-day", "--on", "2026-11-07", "--topic", "Service")

    assert status(orglife, "THEME-DAY-FIXED") == {"2026-10-02": "met", "2026-11-07": "missed"}
    assert status(orglife, "THEME-DAY", "2026-11") == {"2026-11": "met"}

    orglife("undo", "-y")
    orglife("log", "theme-day", "--on", "2026-11-07", "--topic", "Service", "--reason", "holiday")
    assert status(orglife, "THEME-DAY-FIXED")["2026-11-07"] == "met"


def test_a_duty_is_open_on_its_last_day_and_missed_on_the_next(orglife, branch):
    assert status(orglife, "THEME-DAY", "2026-10", as_of="2026-10-31") == {"2026-10": "pending"}
    assert status(orglife, "THEME-DAY", "2026-10", as_of="2026-11-01") == {"2026-10": "missed"}


def test_a_new_branch_counts_from_its_founding(orglife, branch):
    assert list(status(orglife, "GM-FREQ")) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert status(orglife, "GM-FREQ", "2025") == {}


def test_what_falls_due_is_told_until_it_is_done(orglife, branch):
    assert "THEME-DAY" in orglife("due", "--within", "8d", "--format", "json").stdout
    orglife("log", "theme-day", "--on", "2026-11-06", "--topic", "Service")

    assert "THEME-DAY" not in orglife("due", "--within", "8d", "--format", "json").stdout


def test_a_day_sees_what_was_held_by_then(orglife, branch):
    orglife("log", "general-meeting", "--on", "2026-11-10", "--topic", "Plan")

    assert status(orglife, "GM-FREQ", "2026-Q4", as_of="2026-11-09") == {"2026-Q4": "pending"}
    assert status(orglife, "GM-FREQ", "2026-Q4", as_of="2026-11-10") == {"2026-Q4": "met"}


def test_the_same_question_has_the_same_answer_years_later(orglife, branch):
    words = ("check", "2026", "--as-of", "2026-11-22", "--format", "json", "--fail-on", "never")

    assert orglife(*words).stdout == orglife(*words, today="2031-11-22").stdout


def test_a_vote_without_quorum_is_found_with_its_arithmetic(orglife, branch):
    orglife(
        *("log", "general-meeting", "--on", "2026-11-10", "--topic", "Plan"),
        *("--absent", "Member 2; Member 3; Member 4"),
    )
    voted = orglife(
        *("vote", "2026-11-10 general-meeting", "--motion", "Plan", "--yes", "1", "--no", "0"),
        *("--abstain", "0", "-y"),
    )
    assert voted.status == 0, voted.stderr

    done = orglife("check", "2026", "--rule", "GM-QUORUM", "--format", "json")
    (found,) = json.loads(done.stdout)["findings"]
    assert done.status == 1
    assert (found["severity"], found["status"]) == ("error", "missed")
    assert (found["needed"], found["found"], found["base"]) == (2, 1, 4)
    assert found["article"] == "11"
