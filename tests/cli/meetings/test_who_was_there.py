"""Who was there as it is typed: those present, late and absent, mended by name and state."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_branch import riverside

from orglife.storage.store import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "branch.json"
    Store(path).create(riverside(), command="init", now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    return path


def attendance(file, number=1):
    return Store(file).load().activities[number].attendance


@pytest.mark.parametrize(
    ("typed", "came"),
    [
        (["--present", "Yang Jie", "--late", "Yang Jie"], {1}),
        (["--present", "Yang Jie; Shan Jun", "--late", "Shan Jun; Yang Jie"], {1, 2}),
        (["--absent", "Yang Jie:present", "--late", "Yang Jie"], {1}),
        (["--present", "Yang Jie", "--late", "Shan Jun"], {1, 2}),
        (["--late", "Yang Jie"], {1, 2, 3}),
    ],
)
def test_whoever_is_not_among_those_present_was_not_there_though_they_were_late(
    orglife, file, typed, came
):
    result = orglife("log", "committee-meeting", "--on", "2026-11-20", *typed)

    assert result.status == 0, result.stderr
    assert f"present {len(came)} of 3" in result.stderr
    assert attendance(file).attendees == came


def test_a_register_of_two_who_were_both_late_has_two_present(orglife, file, tmp_path):
    (tmp_path / "r.csv").write_text(
        "date,kind,present,late\n2026-07-03,general-meeting,#1、#2,#1、#2\n", encoding="utf-8"
    )

    result = orglife("import", "r.csv", "--yes")

    assert result.status == 0, result.stderr
    assert attendance(file).attendees == {1, 2}


def test_a_register_may_name_somebody_in_one_column_and_say_why_in_another(orglife, file, tmp_path):
    (tmp_path / "r.csv").write_text(
        "日期,会议类型,缺席,请假\n"
        "2026-07-03,支部党员大会,Li Si、Wang Wu,Li Si（病假）\n"
        "2026-08-07,支部党员大会,Li Si（请假）,Li Si（病假）\n",
        encoding="utf-8",
    )

    result = orglife("import", "r.csv", "--yes")

    assert result.status == 0, result.stderr
    first, second = (attendance(file, number).others for number in (1, 2))
    assert (first[4].state, first[4].reason, first[5].state) == ("excused", "病假", "unstated")
    assert (second[4].state, second[4].reason) == ("excused", "病假")


@pytest.mark.parametrize(
    "absent",
    ["Li Si:absent; Li Si:excused", "Li Si:excused:ill; Li Si:excused:travelling"],
)
def test_two_different_things_of_one_person_are_still_refused(orglife, file, absent):
    before = file.read_bytes()
    result = orglife("log", "general-meeting", "--on", "2026-11-20", "--absent", absent)

    assert result.status == 3
    assert "named twice" in result.stderr
    assert file.read_bytes() == before


def test_a_bare_absence_is_no_lateness(orglife, file):
    result = orglife(
        "log", "general-meeting", "--on", "2026-11-20", "--absent", "Li Si", "--late", "Li Si"
    )

    assert result.status == 3
    assert "named twice" in result.stderr


@pytest.mark.parametrize("typed", ["Li Si:un", "Li Si：un:a reason"])
def test_a_state_that_may_be_two_is_never_guessed(orglife, file, typed):
    assert orglife("log", "general-meeting", "--on", "2026-11-20").status == 0
    assert orglife("activity", "attend", "1", "Li Si", "un").status == 2
    assert orglife("activity", "finalize", "1").status == 0
    before = file.read_bytes()

    result = orglife("activity", "amend", "1", "--attend", typed, "--reason", "r")

    assert result.status == 2
    assert "unstated, unexpected" in result.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "state", "reason"),
    [
        ("Li Si:une", None, ""),
        ("Li Si（不应到会）", None, ""),
        ("Li Si:excused:ill", "excused", "ill"),
        ("Li Si（病假）", "excused", "病假"),
        ("Li Si:present", "present", ""),
    ],
)
def test_what_was_finalized_is_mended_by_name_and_state(orglife, file, typed, state, reason):
    orglife("log", "committee-meeting", "--on", "2026-11-20")
    Store(file).update(lambda branch: (_with_li_si(branch), None), command="x", now=NOW)
    assert orglife("activity", "finalize", "1").status == 0

    result = orglife("activity", "amend", "1", "--attend", typed, "--reason", "r")

    assert result.status == 0, result.stderr
    frozen = attendance(file)
    absence = frozen.others.get(4)
    found = absence.state if absence else "present" if 4 in frozen.present else None
    assert (found, absence.reason if absence else "") == (state, reason)


NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _with_li_si(branch):
    """Somebody stands on the list whom nobody expected, as after a correction of the posts."""
    from msgspec.structs import replace

    from orglife.model.activity import Absence, Attendance

    listed = Attendance(present=(1, 2, 3), others={4: Absence(state="unstated")})
    return branch.put("activities", replace(branch.activities[1], attendance=listed))


@pytest.mark.parametrize(
    ("present", "status", "words"),
    [
        ("25", 0, "the register says 25"),
        ("25人", 0, "the register says 25"),
        ("＃１、＃２", 0, ""),
        ("#99", 3, "no member #99"),
        ("25 or so", 3, "not a number"),
    ],
)
def test_those_present_are_numbered_or_counted(orglife, file, tmp_path, present, status, words):
    (tmp_path / "r.csv").write_text(
        f"date,kind,present\n2026-07-03,general-meeting,{present}\n", encoding="utf-8"
    )

    result = orglife("import", "r.csv", "--yes")

    assert (result.status, words in result.stderr) == (status, True), result.stderr


def test_a_member_whose_name_ends_in_a_digit_is_no_number(orglife, file, tmp_path):
    assert orglife("member", "edit", "Li Si", "--name", "王伟2").status == 0
    (tmp_path / "r.csv").write_text(
        "date,kind,present\n2026-07-03,general-meeting,王伟2、Wang Wu\n", encoding="utf-8"
    )

    assert orglife("import", "r.csv", "--yes").status == 0
    assert attendance(file).attendees == {4, 5}
    shown = json.loads(orglife("activity", "show", "1", "--format", "json").stdout)
    assert shown["schema"] == "orglife.activity/1"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_reasons_of_every_sort_come_back_from_the_exported_register(
    orglife, file, tmp_path, language
):
    reasons = ["ill :(, flu", "1) flu; 2) cold", "住院（一周）", "a\\", "病、累", "a: b"]
    assert orglife("log", "general-meeting", "--on", "2026-11-20").status == 0
    for number, reason in enumerate(reasons, 1):
        done = orglife("activity", "attend", "1", f"#{number}", "excused", "--reason", reason)
        assert done.status == 0, done.stderr
    before = attendance(file)
    made = orglife("export", "activities", "-o", "r.csv", "--lang", language)
    assert made.status == 0, made.stderr
    assert orglife("activity", "remove", "1", "-y").status == 0

    result = orglife("import", "r.csv", "--yes")

    assert result.status == 0, result.stderr
    assert attendance(file, 2) == before
