"""The working systems, service and tasks of the feature map, each as a secretary would type it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import Run
from small_branch import riverside

from orglife.storage.store import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "branch.json"
    Store(path).create(riverside(), command="init", now=datetime(2026, 1, 1, 12, tzinfo=UTC))
    return path


@pytest.fixture
def done(orglife: Run, file: Path):
    """Run commands that must succeed, given as one text each."""

    def run(*lines: str, today: str = "2026-11-22") -> str:
        import shlex

        out = ""
        for line in lines:
            result = orglife(*shlex.split(line), today=today)
            assert result.status == 0, f"{line}\n{result.stderr}"
            out = result.stdout
        return out

    return run


@pytest.fixture
def findings(orglife: Run, file: Path):
    """Return the findings of a rule: (subject, status, message)."""

    def run(rule: str, period: str = "2026", as_of: str = "2026-11-22") -> list[tuple]:
        result = orglife(
            "check", period, "--rule", rule, "--as-of", as_of, "--format", "json",
            "--fail-on", "never",
        )  # fmt: skip
        assert result.status == 0, result.stderr
        return [
            (one["subject"]["name"], one["status"], one["message"], one["found"], one["needed"])
            for one in json.loads(result.stdout)["findings"]
        ]

    return run


def shown(text: str) -> dict:
    return json.loads(text)


def test_study_hours_add_up_by_member_and_count_once_in_a_sitting(done, findings) -> None:
    done(
        "log study --on 2026-02-02 --hours 20 --absent 'Li Si:excused:ill'",
        "log study+lecture --on 2026-03-03 --hours 4",
        "log training --on 2026-04-04 --hours 8 --with 'Yang Jie'",
    )

    hours = {name: (found, needed) for name, _, _, found, needed in findings("STUDY-HOURS")}

    assert hours["Yang Jie"] == (32, 32)
    assert hours["Shan Jun"] == (24, 32)
    assert hours["Li Si"] == (4, 32)


def test_study_hours_are_asked_of_a_joiner_in_part_and_of_the_exempt_not(done, findings) -> None:
    done("member exempt 'Wang Wu' --from 2026-01-01 --reason 'gravely ill'")

    states = {one[0]: one for one in findings("STUDY-HOURS", as_of="2027-01-01")}

    assert states["Zheng Shi"][4] == 16, "a member since July owes half of 32 hours"
    assert states["Wang Wu"][1] == "exempt"
    assert states["Yang Jie"][1] == "missed"


def test_a_report_has_a_form_and_a_subject_and_whoever_has_not_reported_is_named(
    done, findings
) -> None:
    done("log member-report --with 'Li Si' --form written --topic 'Half a year' --on 2026-07-01")

    report = shown(done("activity show '#1' --format json"))
    states = {one[0]: one[1] for one in findings("REPORT-NONE", as_of="2027-01-01")}

    assert (report["form"], report["topics"]) == ("written", ["Half a year"])
    assert states["Li Si"] == "met"
    assert states["Wang Wu"] == "missed"


def test_a_report_is_oral_or_written_and_nothing_else(orglife, file) -> None:
    before = file.read_bytes()

    refused = orglife(
        "log", "member-report", "--with", "Li Si", "--form", "general", "--on", "today"
    )

    assert refused.status == 2
    assert "oral" in refused.stderr
    assert file.read_bytes() == before


def test_contact_with_the_masses_counts_people_and_its_reply_is_due(done, findings) -> None:
    done(
        "log masses-contact --with 'Li Si' --place 'West gate' --reached 12"
        " --topic 'The lamp is broken' --on 2026-11-01 --follow-up 2026-11-10"
    )

    contact = shown(done("activity show '#1' --format json"))

    assert (contact["reached"], contact["follow_up"]) == (12, "2026-11-10")
    assert [one[1] for one in findings("FOLLOW-UP", as_of="2026-11-10")] == ["pending"]
    assert [one[1] for one in findings("FOLLOW-UP", as_of="2026-11-11")] == ["missed"]
    done("activity edit '#1' --outcome 'mended'")
    assert [one[1] for one in findings("FOLLOW-UP")] == ["met"]


def test_service_of_a_group_has_hours_a_team_and_a_result(done) -> None:
    done(
        "log volunteering --group 2 --team 'Green vests' --hours 3 --place Yard --reached 20"
        " --outcome 'two yards cleared' --on 2026-11-04"
    )

    service = shown(done("activity show '#1' --format json"))
    page = done("activity show '#1'")

    assert service["group"]["name"] == "Group 2"
    assert service["minutes_long"] == 180
    assert (service["team"], service["reached"]) == ("Green vests", 20)
    assert "Team: Green vests" in page
    assert "Outcome: two yards cleared" in page


def test_poverty_relief_knows_a_household_by_its_code(done, findings) -> None:
    done(
        "log poverty-relief --with 'Li Si' --household H-07 --outcome ''"
        " --on 2026-10-01 --follow-up 2026-12-01"
    )

    assert shown(done("activity show '#1' --format json"))["household"] == "H-07"
    assert [one[1] for one in findings("FOLLOW-UP")] == ["pending"]


def test_hardship_support_says_who_helped_and_when_the_next_visit_is(done) -> None:
    done("log hardship-support --with 'Li Si' --with 'Wang Wu' --on 2026-10-01 --follow-up 12-01")

    support = shown(done("activity show '#1' --format json"))

    assert [one["name"] for one in support["attendance"]] == ["Li Si", "Wang Wu"]
    assert support["follow_up"] == "2026-12-01"


def test_an_opinion_is_kept_without_its_speaker_and_must_be_answered(
    orglife, done, findings
) -> None:
    done("task add opinion 'Meetings begin late' --channel box --owner 'Yang Jie' --on 2026-09-01")

    opinion = shown(done("task show 1 --format json"))
    refused = orglife("task", "add", "opinion", "x", "--author", "somebody")

    assert not [key for key in opinion if "author" in key or "speaker" in key]
    assert refused.status == 2
    assert [one[1] for one in findings("OPINION-OPEN", as_of="2026-10-01")] == ["pending"]
    assert [one[1] for one in findings("OPINION-OPEN", as_of="2026-10-02")] == ["missed"]
    done("task done 1 --result 'they begin on time now'", today="2026-10-02")
    assert [one[1] for one in findings("OPINION-OPEN")] == ["met"]


def test_integrity_is_studied_and_a_yearly_lecture_on_it_is_a_local_rule(done, findings) -> None:
    assert findings("INTEGRITY-LECTURE") == []
    done("rules on INTEGRITY-LECTURE")
    assert [one[1] for one in findings("INTEGRITY-LECTURE", as_of="2027-01-01")] == ["missed"]

    done("log lecture --topic integrity --on 2026-05-05")

    assert [one[1] for one in findings("INTEGRITY-LECTURE")] == ["met"]


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("commitment", "Clear the corridor"),
        ("need", "Evening hours for study"),
        ("matter", "Repair the lamp at the west gate"),
    ],
)
def test_a_task_of_any_kind_is_overdue_the_day_after_it_is_due_and_done_once(
    done, findings, kind: str, subject: str
) -> None:
    done(f"task add {kind} '{subject}' --owner 'Li Si' --on 2026-10-01 --due 2026-11-01")

    assert [one[1] for one in findings("TASK-OVERDUE", as_of="2026-11-01")] == ["pending"]
    assert [one[1] for one in findings("TASK-OVERDUE", as_of="2026-11-02")] == ["missed"]
    done("task done 1 --result 'it is done'")
    assert [one[1] for one in findings("TASK-OVERDUE")] == ["met"]
    assert shown(done("task show 1 --format json"))["result"] == "it is done"


def test_learning_joins_a_sitting_and_each_activity_has_its_own_list(done) -> None:
    done("log theme-day+study --on 2026-11-06 --hours 2 --late 'Li Si'")

    first, second = (shown(done(f"activity show '#{one}' --format json")) for one in (1, 2))

    assert first["sitting"] == second["sitting"] == 1
    assert (first["kind"], second["kind"]) == ("theme-day", "study")
    assert first["present"] == second["present"] == 10


def test_who_took_part_is_known_by_name(done) -> None:
    done("log volunteering --present 'Li Si; Wang Wu' --on 2026-11-06")

    present = [
        one["name"]
        for one in shown(done("activity show '#1' --format json"))["attendance"]
        if one["state"] == "present"
    ]
    assert present == ["Li Si", "Wang Wu"]


def test_topics_of_study_are_free_text_and_nothing_about_them_is_scored(done) -> None:
    done("log study --topic 'What is our work for?' --topic Theory --hours 2 --on 2026-11-06")

    study = shown(done("activity show '#1' --format json"))

    assert study["topics"] == ["What is our work for?", "Theory"]
    assert not [key for key in study if "score" in key or "rating" in key or "rank" in key]


def test_members_rights_are_kept_who_may_vote_notice_and_differing_opinions(done, findings) -> None:
    done(
        "member rights 'Li Si' --suspend --from 2026-05-01 --reason 'superior decision'",
        "log general-meeting --on 2026-08-01 --chair 'Yang Jie' --recorder 'Shan Jun'",
        "vote '#1' --motion 'Adopt the plan' --yes 6 --no 1 --abstain 1",
        "vote '#1' --motion 'Renew the board' --yes 8 --no 0 --abstain 0 --notice 2026-07-20",
    )

    meeting = shown(done("activity show '#1' --format json"))

    assert meeting["expected"] == 10, "attendance counts every member"
    assert meeting["voters_expected"] == 8, "nine full members, one without rights"
    assert [one[1] for one in findings("MOTION-NOTICE")] == ["missed"]


def test_what_a_member_raised_is_a_topic_a_follow_up_and_no_more(done, file) -> None:
    done(
        "log talk --with 'Yang Jie' --with 'Li Si' --topic 'hours of work'"
        " --follow-up 2026-12-01 --body 'not for export' --on 2026-11-20"
    )

    talk = done("activity show '#1' --format json")

    assert shown(talk)["topics"] == ["hours of work"]
    assert "not for export" not in talk
    assert "not for export" not in done("history")
    assert "not for export" not in done("export all --format json")
    assert "not for export" in done("export all --format json --with-private")


def test_outreach_has_a_form_a_topic_and_a_number(done) -> None:
    done("log outreach --with 'Li Si' --topic 'The new park' --reached 60 --on 2026-05-22")

    assert shown(done("activity show '#1' --format json"))["reached"] == 60
    assert "People reached: 60" in done("activity show '#1'")


def test_no_command_judges_methods_or_what_people_think(orglife) -> None:
    listed = orglife("--help").stdout.lower()

    for word in ("score", "rank", "sentiment", "profile", "belief"):
        assert word not in listed.replace("four grades, no score", "")


def test_exclusions_need_a_reason_and_consent_and_change_who_is_due(orglife, done, file) -> None:
    done("log general-meeting --on 2026-06-01 --absent 'Wang Wu:excused:bedridden'")
    before = file.read_bytes()
    motion = ["vote", "#1", "--motion", "Elect", "--kind", "election", "--yes", "7", "--no", "0"]

    assert orglife(*motion, "--abstain", "0", "--exclude", "Wang Wu").status in (2, 3)
    bare = orglife(*motion, "--abstain", "0", "--exclude", "Wang Wu:bedridden")
    assert bare.status in (2, 3)
    assert file.read_bytes() == before

    said = orglife(
        *motion, "--abstain", "0", "--exclude", "Wang Wu:bedridden", "--consent", "2026-05-20"
    )
    assert said.status == 0, said.stderr
    assert "8" in said.stdout


GAPS = {
    "team": ("--team", "East Street"),
    "tie_in": ("--tie-in", "the workshop"),
    "household": ("--household", "H-7"),
    "reached": ("--reached", "12"),
    "initiator": ("--initiator", "Li Si"),
    "new_means": ("--new",),
}


@pytest.mark.parametrize("finalized", [False, True])
def test_what_log_writes_of_an_activity_can_be_corrected(
    orglife: Run, file: Path, finalized: bool
) -> None:
    assert orglife("log", "volunteering", "--on", "2026-11-20", "--reached", "3").status == 0
    words = ["activity", "edit", "1"]
    if finalized:
        assert orglife("activity", "finalize", "1").status == 0
        words = ["activity", "amend", "1", "--reason", "left out"]

    result = orglife(*words, *(word for option in GAPS.values() for word in option))

    assert result.status == 0, result.stderr
    shown = json.loads(orglife("activity", "show", "1", "--format", "json").stdout)
    assert {name: shown[name] for name in GAPS} == {
        "team": "East Street",
        "tie_in": "the workshop",
        "household": "H-7",
        "reached": 12,
        "initiator": "Li Si",
        "new_means": True,
    }
    assert orglife(*words, "--reached", "0", "--not-new").status == 0
    shown = json.loads(orglife("activity", "show", "1", "--format", "json").stdout)
    assert (shown["reached"], shown["new_means"]) == (0, False)


def test_an_empty_text_clears_in_an_edit_and_says_nothing_in_a_log_entry(
    orglife: Run, file: Path
) -> None:
    assert orglife("log", "volunteering", "--on", "2026-11-20", "--team", "").status == 0
    edit = ("activity", "edit", "1")
    assert orglife(*edit, "--team", "East", "--for-year", "2026", "--topic", "Repairs").status == 0
    assert orglife(*edit, "--team", "", "--for-year", "").status == 0
    activity = Store(file).load().activities[1]
    assert (activity.team, activity.for_year, activity.topics) == ("", None, ("Repairs",))


def test_the_register_has_the_form_of_a_members_report_and_reads_it_back(
    orglife: Run, file: Path
) -> None:
    logged = orglife(
        *("log", "member-report", "--on", "2026-11-20", "--with", "Li Si", "--form", "written")
    )
    assert logged.status == 0, logged.stderr

    exported = orglife("export", "activities", "--format", "csv", "--lang", "zh")

    assert exported.status == 0, exported.stderr
    assert "书面" in exported.stdout
    sheet = file.parent / "register.csv"
    sheet.write_text(exported.stdout, encoding="utf-8")
    other = file.parent / "other.json"
    Store(other).create(riverside(), command="init", now=datetime(2026, 1, 1, 12, tzinfo=UTC))
    read = orglife("import", sheet, "-f", other, "-y")
    assert read.status == 0, read.stderr
    again = orglife("export", "activities", "--format", "csv", "--lang", "zh", "-f", other)
    assert again.stdout == exported.stdout
