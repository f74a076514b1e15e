"""Many members in one row, all of them named; and the command that comes next."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from test_compliance import finding, rule, text, view

from orglife.messages import say
from orglife.reports.duties.duties import next_command, next_commands
from orglife.reports.duties.findings import FEW, group_findings

HOURS = rule("STUDY-HOURS", kind="hours", per="year", at_least=32)


def members(n, status="pending", **more):
    return [
        finding(status, "2026", ("member", i, f"M{i}"), HOURS, needed=32, found=20 + i, **more)
        for i in range(1, n + 1)
    ]


def test_many_members_make_one_row_that_names_each_with_their_number():
    [row] = [
        line for line in text(members(FEW + 1), calendar=False).split("\n") if "STUDY-HOURS" in line
    ]

    assert "4 members" in row
    assert "M1 21/32, M2 22/32, M3 23/32, M4 24/32" in row


def test_a_few_members_have_a_row_each():
    assert len(list(group_findings(members(FEW)))) == FEW
    assert len(list(group_findings(members(FEW + 1)))) == 1


def test_only_members_of_one_rule_period_status_and_severity_are_together():
    other = [replace(one, period="2025") for one in members(FEW + 1)]
    groups = [finding("missed", about=("group", n, f"G{n}")) for n in range(1, 7)]
    reasons = members(FEW + 1, reason=say("exempt"))

    sizes = [len(one) for one in group_findings([*members(FEW + 1), *other, *groups, *reasons])]
    assert sizes == [4, 4, *(1,) * 6, *(1,) * 4]


def test_the_whole_list_and_the_data_have_a_row_each():
    found = members(FEW + 1)

    assert text(found, calendar=False, everything=True).count("STUDY-HOURS") == FEW + 1
    assert len(view(found).data["findings"]) == FEW + 1
    assert len(view(found).sheet.rows) == FEW + 1


@pytest.mark.parametrize(
    ("one", "command"),
    [
        (finding("pending"), "log group-meeting --group 2"),
        (
            finding(
                "pending",
                "2026",
                ("branch", 1, "R"),
                rule("OLM-FREQ", activity="organizational-life-meeting", per="year"),
            ),
            "criticism open 2026",
        ),
        (
            finding("pending", "2026", ("branch", 1, "R"), rule("TALK", kind="talks", per="year")),
            "log talk --with NAME --with NAME",
        ),
        (members(1)[0], "log study --hours 2"),
        (
            finding(
                "pending",
                "2026",
                ("member", 3, "Li Si"),
                rule("TALK-MEMBER", kind="attended", activity="talk", per="year"),
            ),
            'log talk --with "#3"',
        ),
        (
            finding("missed", about=("task", 7, "x"), asked=rule("TASK-OVERDUE", kind="task")),
            "task show 7",
        ),
        (
            finding("missed", about=("activity", 9, "x"), asked=rule("CHAIR", kind="chair")),
            "activity show 9",
        ),
        (
            finding("missed", about=("member", 3, "x"), asked=rule("DV-PROB", kind="probation")),
            'admission show "#3"',
        ),
        (
            finding("missed", asked=rule("GR-LEADER", kind="group-leader")),
            "group show 2",
        ),
        (
            finding("missed", about=("post", 4, "x"), asked=rule("SEAT-DUTY", kind="duties")),
            "committee list",
        ),
        (
            finding("missed", about=("branch", 1, "x"), asked=rule("X-NEW", kind="unheard-of")),
            "rules show X-NEW",
        ),
    ],
)
def test_a_finding_is_followed_by_a_command(one, command):
    assert next_command(one, "orglife -f b.json") == f"orglife -f b.json {command}"


def test_a_command_is_proposed_once():
    assert next_commands([finding("pending"), finding("missed")], "orglife") == (
        "orglife log group-meeting --group 2",
    )
