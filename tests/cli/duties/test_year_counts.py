"""The year on one page counts no more than there were, and takes nobody's silence for a fault."""

import json
from pathlib import Path

from running import Run


def _year(orglife: Run) -> dict:
    return json.loads(orglife("report", "year", "2026", "--format", "json").stdout)


def test_a_self_criticism_of_somebody_absent_is_counted_apart(orglife: Run, sample: Path) -> None:
    orglife(
        *("log", "organizational-life-meeting", "--on", "2026-11-01"),
        *("--absent", "Yang Jie:excused:ill"),
    )
    for name in ("Yang Jie", "Shan Jun"):
        assert orglife("criticism", "add", name, "--self").status == 0

    (session,) = [one for one in _year(orglife)["criticism"] if one["day"] == "2026-11-01"]

    assert session["self_criticism"] == 1
    assert session["self_criticism_absent"] == 1
    told = orglife("report", "year", "2026", "--format", "md").stdout
    assert f"1 of {session['came']} made a self-criticism" in told
    assert "self-criticisms of others: 1" in told


def test_a_bare_absentee_is_not_counted_as_without_excuse(orglife: Run, sample: Path) -> None:
    before = _year(orglife)
    orglife("log", "theme-day", "--on", "2026-11-20", "--absent", "Yang Jie; Shan Jun:absent")

    after = _year(orglife)

    def row(found: dict) -> dict:
        return next(one for one in found["meetings"] if one["kind"] == "theme-day")

    assert row(after)["not_excused"] - row(before)["not_excused"] == 1
    assert row(after)["unstated"] - row(before)["unstated"] == 1
    assert "Not excused" not in orglife("report", "year", "2026").stdout


def test_a_seat_without_duties_is_told_without_the_number_of_the_post(
    orglife: Run, sample: Path
) -> None:
    told = orglife("check", "2026", "--rule", "SEAT-DUTY", "--list", "--fail-on", "never").stdout

    assert "no duty is named" in told
    assert " #" not in told.partition("SEAT-DUTY")[2]


def test_an_area_that_nobody_declared_is_said_to_be_undeclared(orglife: Run, sample: Path) -> None:
    told = orglife("check", "2026", "--rule", "AREA-NONE", "--list", "--lang", "zh").stdout

    assert "无人申报" in told
    assert "没有人能" not in told
