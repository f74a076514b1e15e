"""The dashboard and what falls due."""

from __future__ import annotations

from datetime import date

import pytest
from test_compliance import BRANCH, TODAY, finding, rule

from orglife.model.activity import Activity
from orglife.model.calendar import PartialDate
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.reports.duties.due import due_view
from orglife.reports.duties.status import status_view
from orglife.reports.formats.registry import render_view
from orglife.reports.language import Language
from orglife.reports.text_width import width as columns
from orglife.reports.view import RenderOptions

ABOUT = ("branch", 1, "Riverside")
QUARTERLY = rule("GM-FREQ", activity="general-meeting", per="quarter", scope="branch")
PEOPLED = BRANCH
for number in (1, 2):
    PEOPLED = PEOPLED.add(
        "members",
        Member(id=number, name=f"M{number}", stages={"full": PartialDate(2010, 1, 1)}),
    )
PEOPLED = PEOPLED.add("groups", Group(id=1, name="Group 1"))
for number, day in enumerate((date(2026, 10, 14), date(2026, 11, 23)), 1):
    PEOPLED = PEOPLED.add("activities", Activity(id=number, kind="general-meeting", held=day))


def duties(findings, today=TODAY):
    return status_view(PEOPLED, findings, today).data["duties"]


def groups(*statuses):
    return [
        finding(status, "2026-11", ("group", n, f"Group {n}"), deadline=date(2026, 11, 30))
        for n, status in enumerate(statuses, 1)
    ]


def test_a_row_counts_its_groups_and_says_how_many_days_are_left():
    [row] = duties(groups("met", "pending", "met"))

    assert (row["needed"], row["done"], row["status"]) == (3, 2, "pending")
    assert (row["deadline"], row["days_left"]) == (date(2026, 11, 30), 8)
    assert row["open"] == [{"type": "group", "id": 2, "name": "Group 2"}]


def test_what_is_done_shows_when_the_next_is_due():
    [row] = duties([finding("met", "2026-Q4", ABOUT, QUARTERLY, deadline=date(2026, 12, 31))])

    assert (row["status"], row["deadline"]) == ("met", date(2027, 3, 31))
    assert row["days_left"] is None


def test_the_last_time_is_the_latest_that_today_knows():
    found = [finding("met", "2026-Q4", ABOUT, QUARTERLY)]

    assert duties(found)[0]["last"] == date(2026, 10, 14)
    assert duties(found, date(2026, 11, 23))[0]["last"] == date(2026, 11, 23)


def test_only_the_period_that_runs_has_a_row_and_what_was_missed_is_counted():
    view = status_view(PEOPLED, [finding("missed", "2026-07"), *groups("met")], TODAY)

    assert [row["period"] for row in view.data["duties"]] == ["2026-11"]
    assert view.data["missed"] == 1
    assert "1 duty missed in 2026: see orglife check" in render_view("table", view, Language("en"))


def test_the_next_command_can_be_typed():
    view = status_view(PEOPLED, groups("met", "pending"), TODAY, program="orglife -f b.json")

    assert view.data["next"] == [
        "orglife -f b.json log group-meeting --group 2",
        "orglife -f b.json due --within 14d",
    ]


def test_a_branch_without_members_is_sent_to_import_them():
    view = status_view(BRANCH, [], TODAY)

    assert view.data["next"][0] == "orglife import roster.csv"
    assert view.data["members"] == {"total": 0, "full": 0, "probationary": 0}


def test_people_and_groups_are_counted_on_the_day():
    assert status_view(PEOPLED, [], TODAY).data["members"]["full"] == 2
    assert status_view(PEOPLED, [], TODAY).data["groups"] == 1


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_screens_fit_the_terminal_and_a_gbk_console(language, width):
    found = [*groups("met", "pending", "exempt"), finding("met", "2026-Q4", ABOUT, QUARTERLY)]
    for view in (
        status_view(PEOPLED, found, TODAY),
        due_view(PEOPLED, groups("pending"), TODAY, 30),
    ):
        said = render_view("table", view, Language(language), RenderOptions(width=width))
        assert max(map(columns, said.split("\n"))) <= width
        said.encode("gbk")


def test_the_chinese_dashboard_reads_as_in_the_description():
    said = render_view(
        "table", status_view(PEOPLED, groups("met", "pending"), TODAY), Language("zh")
    )

    for words in ("组织生活一览", "截至 2026-11-22 周日（第四季度）", "正式2 预备0", "每组每月1次"):
        assert words in said
    assert "下一步：" in said


def test_what_is_due_has_its_days_and_its_command():
    view = due_view(PEOPLED, groups("pending"), TODAY, 30, program="orglife")

    [one] = view.data["findings"]
    assert view.data["schema"] == "orglife.due/1"
    assert (one["days_left"], one["next"]) == (8, "orglife log group-meeting --group 1")


def test_nothing_due_is_said():
    said = render_view("table", due_view(PEOPLED, [], TODAY, 1), Language("en"))

    assert "Nothing falls due within 1 day." in said
