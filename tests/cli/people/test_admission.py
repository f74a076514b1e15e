"""Admission from the outside: every stage, its intervals, its persons, its votes, its deadlines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from running import Run

PERSON = "Zhao Min"


class Way:
    """A branch in which somebody is on the way, and what was typed so far."""

    def __init__(self, orglife: Run, path: Path) -> None:
        self.orglife = orglife
        self.path = path

    def does(self, *words: object, today: str = "2026-11-22", **more: Any) -> str:
        done = self.orglife(*words, today=today, **more)
        assert done.status == 0, done.stderr
        return done.stdout + done.stderr

    def refused(self, *words: object, code: int = 3, today: str = "2026-11-22") -> str:
        before = self.path.read_bytes()
        done = self.orglife(*words, today=today)
        assert done.status == code, done.stdout + done.stderr
        assert self.path.read_bytes() == before
        return done.stderr

    def advance(self, stage: str, on: str, *more: str) -> str:
        return self.does("admission", "advance", PERSON, "--to", stage, "--on", on, *more)

    def shown(self, name: str = PERSON, today: str = "2026-11-22") -> dict[str, Any]:
        text = self.does("admission", "show", name, "--format", "json", today=today)
        return json.loads(text)

    def status(self, rule: str, today: str = "2026-11-22") -> list[str]:
        return [one["status"] for one in self.shown(today=today)["findings"] if one["rule"] == rule]

    def meeting(
        self, on: str, *, motion: str = "", yes: int = 24, today: str = "2026-11-22"
    ) -> int:
        """Hold a general meeting, and vote on an admission; everybody is there."""
        said = self.does(
            "log", "general-meeting", "--on", on, "--topic", "Admission", "--format", "json",
            today=today,
        )  # fmt: skip
        number = json.loads(said)["records"][0]["id"]
        if motion:
            self.vote(number, motion, yes, today=today)
        return number

    def vote(self, number: int, motion: str, yes: int = 24, today: str = "2026-11-22") -> None:
        self.does(
            "vote", number, "--motion", motion, "--kind", "admission",
            "--yes", yes, "--no", 24 - yes, "--abstain", 0, today=today,
        )  # fmt: skip


@pytest.fixture
def way(orglife: Run, sample: Path) -> Way:
    """The sample branch: 24 full members who vote; 25 and 26 are probationary."""
    return Way(orglife, sample)


@pytest.fixture
def activist(way: Way) -> Way:
    way.does("admission", "add", PERSON, "--applied", "2024-03-01", "--talked", "2024-03-15")
    way.advance("activist", "2024-06-01")
    way.does("admission", "contact", PERSON, "Wang Fang", "Shan Jun")
    return way


@pytest.fixture
def target(activist: Way) -> Way:
    activist.advance("development-target", "2025-06-01")
    activist.does("admission", "introducer", PERSON, "Wang Fang", "Shan Jun")
    activist.does("admission", "training", PERSON, "--days", "3")
    return activist


@pytest.fixture
def probationary(target: Way) -> Way:
    target.meeting("2025-09-01", motion="Admit Zhao Min", today="2025-09-02")
    target.does(
        "admission", "advance", PERSON, "--to", "probationary", "--motion", "2025-09-01 general"
    )
    return target


def test_an_applicant_is_entered_and_listed_with_what_is_next(way: Way) -> None:
    said = way.does("admission", "add", PERSON, "--applied", "2026-11-01")

    assert "Riverside: Entered Zhao Min #27, applicant since Sun 2026-11-01." in said
    assert "Undo with: orglife undo" in said
    listed = way.does("admission", "list")
    assert "Zhao Min" in listed
    assert "2026-12-01" in listed


def test_an_applicant_is_no_member(way: Way) -> None:
    before = json.loads(way.does("member", "list", "--format", "json"))["total"]
    way.does("admission", "add", PERSON, "--applied", "2026-11-01")

    assert json.loads(way.does("member", "list", "--format", "json"))["total"] == before == 26


def test_the_same_applicant_again_changes_nothing(way: Way) -> None:
    way.does("admission", "add", PERSON, "--applied", "2026-11-01")
    before = way.path.read_bytes()

    assert "Nothing was written." in way.does("admission", "add", PERSON, "--applied", "2026-11-01")
    assert way.path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("admission", "add", PERSON), 2, "--applied"),
        (("admission", "add", PERSON, "--applied", "2026-11-23"), 3, "still to come"),
        (("admission", "add", PERSON, "--applied", "2026-02-30"), 2, "2026-02-30"),
        (
            ("admission", "add", PERSON, "--applied", "2026-11-01", "--talked", "2026-10-31"),
            3,
            "before",
        ),
        (
            ("admission", "advance", PERSON, "--to", "activist", "--on", "2026-11-01"),
            3,
            "no member",
        ),
        (("admission", "advance", "Wang Fang", "--to", "activist"), 3, "beyond this stage"),
        (("admission", "advance", "Wang Fang", "--to", "saint"), 2, "saint"),
        (("admission", "advance", "Zhao Li"), 2, "--to"),
        (("admission", "extend", "Zhao Li"), 2, "--months"),
        (("admission", "extend", "Wang Fang", "--months", "6"), 3, "no probationary member"),
        (("admission", "training", "Zhao Li"), 2, "--days"),
        (("admission", "training", "Zhao Li", "--days", "-1"), 2, "--days"),
        (("admission", "end", "Wang Fang", "--reason", "x"), 3, "full member"),
        (("admission", "end", "Zhao Li"), 2, "--reason"),
        (("admission", "review", "Wang Fang", "--on", "2026-11-01"), 3, "not under cultivation"),
    ],
)
def test_what_is_refused_says_why_and_leaves_the_file(
    way: Way, words: tuple[str, ...], code: int, why: str
) -> None:
    assert why in way.refused(*words, code=code)


@pytest.mark.parametrize(
    ("talked", "today", "status"),
    [
        ("", "2024-04-01", "pending"),
        ("", "2024-04-02", "missed"),
        ("2024-04-01", "2026-11-22", "met"),
        ("2024-04-02", "2026-11-22", "missed"),
    ],
)
def test_the_talk_is_due_within_a_month(way: Way, talked: str, today: str, status: str) -> None:
    way.does("admission", "add", PERSON, "--applied", "2024-03-01")
    if talked:
        said = way.does("admission", "talk", PERSON, "--on", talked)
        assert ("Warning" in said) == (status == "missed")

    assert way.status("DV-TALK", today) == [status]


@pytest.mark.parametrize("day", ["2024-06-02", "2025-05-31"])
def test_a_year_as_activist_is_needed_to_the_day(activist: Way, day: str) -> None:
    words = ("admission", "advance", PERSON, "--to", "development-target", "--on", day)

    assert "not before 2025-06-01 (DV-YEAR)" in activist.refused(*words)
    assert "DV-YEAR" in activist.does(*words, "--force")
    assert activist.status("DV-YEAR") == ["missed"]


def test_a_year_to_the_day_is_enough(activist: Way) -> None:
    assert "DV-YEAR" not in activist.advance("development-target", "2025-06-01")
    assert activist.status("DV-YEAR") == ["met"]


def test_a_year_is_counted_by_the_calendar_over_29_february(way: Way) -> None:
    way.does("admission", "add", PERSON, "--applied", "2023-01-01", "--talked", "2023-01-02")
    way.advance("activist", "2023-03-01")
    way.does("admission", "contact", PERSON, "Wang Fang")

    words = ("admission", "advance", PERSON, "--to", "development-target", "--on")
    assert "not before 2024-03-01" in way.refused(*words, "2024-02-29")
    way.does(*words, "2024-03-01")


def test_a_rule_that_the_branch_changed_is_asked_as_it_is(activist: Way) -> None:
    activist.does("rules", "set", "DV-YEAR", "months", "18")

    assert "not before 2025-12-01" in activist.refused(
        "admission", "advance", PERSON, "--to", "development-target", "--on", "2025-11-30"
    )


def test_stages_are_recorded_in_their_order(activist: Way) -> None:
    assert "next stage is development target" in activist.refused(
        "admission", "advance", PERSON, "--to", "full", "--on", "2026-01-01"
    )
    assert "has reached this stage" in activist.refused(
        "admission", "advance", PERSON, "--to", "activist", "--on", "2024-06-02"
    )
    assert "before" in activist.refused(
        "admission", "advance", PERSON, "--to", "development-target", "--on", "2024-05-31"
    )


def test_the_day_of_the_last_stage_is_corrected_with_force(activist: Way) -> None:
    activist.advance("activist", "2024-07-01", "--force")

    assert activist.shown()["stages"]["activist"] == "2024-07-01"


def decided(way: Way) -> tuple[str, int | None]:
    """Return since when the person is probationary on record, and by which meeting."""
    everything = json.loads(way.does("export", "all", "--format", "json"))
    person = next(one for one in everything["members"] if one["name"] == PERSON)
    return person["stages"]["probationary"], person["development"].get("voted")


def test_a_stage_that_is_corrected_keeps_its_vote(probationary: Way) -> None:
    voted = decided(probationary)
    again = ("admission", "advance", PERSON, "--to", "probationary", "--force")

    probationary.does(*again, "--on", "2025-09-01")
    assert decided(probationary) == voted
    probationary.does(*again)
    assert decided(probationary) == voted


def test_a_stage_is_not_set_apart_from_the_day_of_its_vote(probationary: Way) -> None:
    day, number = decided(probationary)
    again = ("admission", "advance", PERSON, "--to", "probationary", "--force")

    said = probationary.refused(*again, "--on", "2025-09-02")
    assert f"#{number}" in said
    assert "not on 2025-09-02" in said
    assert f"orglife activity edit {number} --on 2025-09-02" in said

    other = probationary.meeting("2025-09-03", motion="Admit Zhao Min, again")
    probationary.does(*again, "--motion", f"#{other}")
    assert (day, decided(probationary)) == ("2025-09-01", ("2025-09-03", other))


def test_a_meeting_moved_takes_the_stage_along(probationary: Way) -> None:
    _, number = decided(probationary)

    probationary.does("activity", "edit", number, "--on", "2025-09-02")
    probationary.does("admission", "advance", PERSON, "--to", "probationary", "--force")

    assert decided(probationary) == ("2025-09-02", number)


def test_contacts_are_one_or_two_full_members(activist: Way) -> None:
    assert "at most 2" in activist.refused(
        "admission", "contact", PERSON, "Wang Fang", "Shan Jun", "Zeng Li"
    )
    assert "no full member" in activist.refused("admission", "contact", PERSON, "Zhao Li")
    assert "named twice" in activist.refused(
        "admission", "contact", PERSON, "Wang Fang", "Wang Fang"
    )
    assert "by themself" in activist.refused("admission", "contact", PERSON, PERSON)
    activist.does("admission", "contact", PERSON, "Zeng Li")
    assert [one["name"] for one in activist.shown()["contacts"]] == ["Zeng Li"]


def test_introducers_are_two_full_members(activist: Way) -> None:
    assert "1 introducers, 2 needed" in activist.refused(
        "admission", "introducer", PERSON, "Wang Fang"
    )
    assert "DV-INTRO" in activist.refused("admission", "introducer", PERSON, "Wang Fang", "Zhao Li")
    said = activist.does("admission", "introducer", PERSON, "Wang Fang", "Zhao Li", "--force")
    assert "Warning: Zhao Li is no full member" in said


def test_an_admission_needs_introducers_training_and_a_vote_all_named(activist: Way) -> None:
    activist.advance("development-target", "2025-06-01")

    told = activist.refused(
        "admission", "advance", PERSON, "--to", "probationary", "--on", "2025-09-01"
    )
    assert "--motion" in told
    assert "full members as introducers: 0 of 2 (DV-INTRO)" in told


@pytest.mark.parametrize(
    ("days", "hours", "enough"), [(2, 23, False), (3, 0, True), (0, 24, True), (2, 24, True)]
)
def test_training_is_three_days_or_24_hours(
    target: Way, days: int, hours: int, enough: bool
) -> None:
    target.does("admission", "training", PERSON, "--days", days, "--hours", hours)
    target.meeting("2025-09-01", motion="Admit Zhao Min")
    words = (
        "admission",
        "advance",
        PERSON,
        "--to",
        "probationary",
        "--motion",
        "2025-09-01 general",
    )

    assert ("DV-TRAIN" in target.does(*words)) is not enough  # generally: warned of, not refused


def test_logged_training_counts_by_itself(target: Way) -> None:
    target.does("admission", "training", PERSON, "--days", "0", "--hours", "16")
    target.does("log", "training", "--on", "2025-08-01", "--with", PERSON, "--hours", "8")
    target.meeting("2025-09-01", motion="Admit Zhao Min")

    target.does(
        "admission", "advance", PERSON, "--to", "probationary", "--motion", "2025-09-01 general"
    )


def test_the_probation_runs_from_the_vote(probationary: Way) -> None:
    shown = probationary.shown()

    assert shown["stage"] == "probationary"
    assert shown["stages"]["probationary"] == "2025-09-01"
    assert shown["probation_ends"] == "2026-09-01"
    assert shown["voted"] is not None


def test_a_vote_and_another_day_are_refused(target: Way) -> None:
    number = target.meeting("2025-09-01", motion="Admit Zhao Min")

    assert "leave --on out" in target.refused(
        *("admission", "advance", PERSON, "--to", "probationary"),
        *("--on", "2025-09-02", "--motion", number),
        code=2,
    )


@pytest.mark.parametrize(("yes", "carried"), [(12, False), (13, True)])
def test_only_a_carried_motion_admits(target: Way, yes: int, carried: bool) -> None:
    number = target.meeting("2025-09-01", motion="Admit Zhao Min", yes=yes)
    words = ("admission", "advance", PERSON, "--to", "probationary", "--motion", number)

    if carried:
        target.does(*words)
    else:
        told = target.refused(*words)
        assert "12 of 24 approved, 13 needed" in told


def test_a_meeting_without_a_motion_about_the_person_admits_nobody(target: Way) -> None:
    number = target.meeting("2025-09-01", motion="Confirm Zhao Li")

    assert "is about Zhao Li and not about Zhao Min (DV-ONE)" in target.refused(
        "admission", "advance", PERSON, "--to", "probationary", "--motion", number
    )
    other = target.meeting("2025-09-02")
    assert "no motion on admission about Zhao Min" in target.refused(
        "admission", "advance", PERSON, "--to", "probationary", "--motion", other
    )


def test_one_motion_decides_on_one_person(target: Way) -> None:
    number = target.meeting("2025-09-01", motion="Admission")
    target.does("admission", "advance", PERSON, "--to", "probationary", "--motion", number)
    target.does("admission", "add", "Qian Duo", "--applied", "2023-01-01")
    words = ("admission", "advance", "Qian Duo", "--to", "probationary", "--motion", number)

    told = target.refused(*words)
    assert "next stage" in told
    assert "DV-ONE" in target.does(*words, "--force")


def test_a_committee_or_planned_meeting_admits_nobody(target: Way) -> None:
    target.does("log", "committee-meeting", "--on", "2025-09-01")

    assert "no general meeting" in target.refused(
        "admission", "advance", PERSON, "--to", "probationary", "--motion", "2025-09-01 committee"
    )


@pytest.mark.parametrize("by", ["2025-12-01", "2025-12-02", "2026-03-01", "2026-03-02"])
def test_the_superior_approves_within_three_months_or_six(probationary: Way, by: str) -> None:
    late = by == "2026-03-02"
    said = probationary.does("admission", "approve", PERSON, "--on", by)

    assert ("(DV-APPROVE)" in said) == late
    assert probationary.status("DV-APPROVE") == ["missed" if late else "met"]


def test_the_approval_follows_the_vote(target: Way) -> None:
    assert "not voted yet" in target.refused("admission", "approve", PERSON)


def test_confirmed_a_day_early_only_with_force_and_found_by_check(probationary: Way) -> None:
    number = probationary.meeting("2026-08-31", motion="Confirm Zhao Min", yes=24)
    words = ("admission", "advance", PERSON, "--to", "full", "--motion", number)

    assert "not before 2026-09-01 (DV-PROB)" in probationary.refused(*words)
    probationary.does(*words, "--force")
    done = probationary.orglife("check", "2026", "--rule", "DV-PROB", "--format", "json")
    found = [
        one
        for one in json.loads(done.stdout)["findings"]
        if one["subject"]["name"] == PERSON and one["status"] == "missed"
    ]
    assert len(found) == 1
    assert found[0]["severity"] == "error"


def test_confirmed_after_the_year_to_the_day(probationary: Way) -> None:
    number = probationary.meeting("2026-09-01", motion="Confirm Zhao Min")
    probationary.does("admission", "advance", PERSON, "--to", "full", "--motion", number)

    assert probationary.status("DV-PROB") == ["met"]
    assert PERSON not in probationary.does("admission", "list")
    assert PERSON in probationary.does("admission", "list", "--all")


@pytest.mark.parametrize(("months", "fits"), [(5, False), (6, True), (12, True), (13, False)])
def test_the_probation_is_extended_by_6_to_12_months(
    probationary: Way, months: int, fits: bool
) -> None:
    number = probationary.meeting("2026-09-01", motion="Extend the probation of Zhao Min")
    words = ("admission", "extend", PERSON, "--months", months, "--motion", number)

    if fits:
        probationary.does(*words)
        ends = probationary.shown()["probation_ends"]
        assert ends == {6: "2027-03-01", 12: "2027-09-01"}[months]
    else:
        assert "by 6 to 12" in probationary.refused(*words)


def test_the_probation_is_extended_once_and_by_a_vote(probationary: Way) -> None:
    words = ("admission", "extend", PERSON, "--months", "6")
    assert "general meeting decides" in probationary.refused(*words)
    number = probationary.meeting("2026-09-01", motion="Extend the probation of Zhao Min")
    probationary.does(*words, "--motion", number)

    assert "already" in probationary.refused(*words, "--motion", number)


def test_an_extension_is_not_seen_before_its_vote(probationary: Way) -> None:
    number = probationary.meeting("2026-09-10", motion="Extend the probation of Zhao Min")
    probationary.does("admission", "extend", PERSON, "--months", "6", "--motion", number)

    shown = probationary.does(
        "admission", "show", PERSON, "--as-of", "2026-09-09", "--format", "json"
    )
    assert json.loads(shown)["probation_ends"] == "2026-09-01"
    assert probationary.shown()["probation_ends"] == "2027-03-01"


def test_due_says_that_the_probation_ends_30_days_before(probationary: Way) -> None:
    for today, told in (("2026-08-01", False), ("2026-08-02", True)):
        due = probationary.does("due", "--within", "30d", "--format", "json", today=today)
        rules = [
            (one["rule"], one["deadline"])
            for one in json.loads(due)["findings"]
            if one["subject"]["name"] == PERSON
        ]
        assert (("DV-PROB", "2026-09-01") in rules) == told


def test_due_leads_to_the_checklist(probationary: Way) -> None:
    due = probationary.does("due", "--format", "json", today="2026-08-10")

    assert 'orglife admission show "#27"' in [one["next"] for one in json.loads(due)["findings"]]


@pytest.mark.parametrize("step", ["voted", "extended", "decided"])
def test_a_meeting_that_decided_is_not_removed(probationary: Way, step: str) -> None:
    number = probationary.shown()["voted"]
    if step == "extended":
        number = probationary.meeting("2026-09-01", motion="Extend the probation of Zhao Min")
        probationary.does("admission", "extend", PERSON, "--months", "6", "--motion", number)
    elif step == "decided":
        probationary.does("log", "committee-meeting", "--on", "2025-12-01")
        words = ("admission", "review", PERSON, "--on", "2025-12-01")
        probationary.does(*words, "--decided", "2025-12-01 committee")
        number = probationary.shown()["reviews"][0]["activity"]

    assert "rest on it" in probationary.refused("activity", "remove", number, "-y")
    assert probationary.does("verify")


@pytest.mark.parametrize(("on", "late"), [("2024-12-01", False), ("2024-12-02", True)])
def test_an_activist_is_assessed_every_half_year(activist: Way, on: str, late: bool) -> None:
    said = activist.does("admission", "review", PERSON, "--on", on, "--by", "Shan Jun")

    assert ("DV-REVIEW" in said) == late
    assert activist.shown()["reviews"] == [{"held": on, "reviewer": 2, "activity": None}]


def test_a_conclusion_stays_private(activist: Way) -> None:
    secret = "steady and reliable"
    activist.does("admission", "review", PERSON, "--on", "2024-11-01", "--conclusion", secret)

    assert secret not in activist.does("admission", "show", PERSON)
    assert secret not in activist.does("admission", "show", PERSON, "--format", "json")
    assert secret not in activist.does("history")
    assert secret not in activist.does("export", "all", "--format", "json")
    assert activist.path.read_text(encoding="utf-8").count(secret) == 1


def test_two_assessments_of_one_day_are_refused(activist: Way) -> None:
    activist.does("admission", "review", PERSON, "--on", "2024-11-01")

    assert "already" in activist.refused("admission", "review", PERSON, "--on", "2024-11-01")


def test_somebody_who_withdrew_is_on_the_way_no_more(activist: Way) -> None:
    activist.does("admission", "end", PERSON, "--on", "2025-02-01", "--reason", "withdrew")

    assert PERSON not in activist.does("admission", "list")
    assert PERSON in activist.does("admission", "list", "--as-of", "2025-01-31")
    assert "left" in activist.refused("admission", "advance", PERSON, "--to", "development-target")


def test_a_probationary_member_of_a_roster_is_confirmed_without_a_past(way: Way) -> None:
    number = way.meeting("2027-03-14", motion="Confirm Zhao Li", today="2027-04-01")
    way.does(
        "admission", "advance", "Zhao Li", "--to", "full", "--motion", number, today="2027-04-01"
    )

    found = {one["rule"] for one in way.shown("Zhao Li", today="2027-04-01")["findings"]}
    assert found == {"DV-PROB", "DV-APPROVE-FULL"}


def test_the_list_is_in_chinese_too(activist: Way) -> None:
    assert "入党积极分子" in activist.does("admission", "list", "--lang", "zh")


def test_a_dry_run_writes_nothing(activist: Way) -> None:
    before = activist.path.read_bytes()
    activist.advance("development-target", "2025-06-01", "--dry-run")

    assert activist.path.read_bytes() == before
