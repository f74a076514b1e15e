"""The calendar and the list of findings, and when a check fails."""

from __future__ import annotations

from datetime import date

import pytest

from orglife.messages import say
from orglife.model.branch import Branch, Meta
from orglife.model.calendar import Period
from orglife.reports.duties.compliance import compliance_view, worst_missed
from orglife.reports.formats.registry import render_view
from orglife.reports.language import Language
from orglife.reports.view import Calendar, RenderOptions, Table
from orglife.rules.finding import ExcludedMember, Finding, Reference, Subject
from orglife.rules.rule import Rule, Titles

TODAY = date(2026, 11, 22)
BRANCH = Branch(meta=Meta(uid="u", name="Riverside", sector="community", founded=date(2015, 6, 1)))


def rule(name="GR-FREQ", strength="generally", verified=True, **check):
    given = {"kind": "held", "activity": "group-meeting", "per": "month", "scope": "group"}
    return Rule(
        id=name,
        title=Titles(en=f"Title of {name}", zh=f"{name} 的标题"),
        source="cpc-branch-2018",
        article="13",
        strength=strength,
        verified=verified,
        check={**given, **check},
    )


def finding(status, period="2026-07", about=("group", 2, "Group 2"), asked=None, **more):
    return Finding(
        rule=asked or rule(),
        status=status,
        subject=Subject(*about),
        period=period,
        message=say("found: {status}", status=status),
        **{"needed": 1, "found": int(status in ("met", "late")), **more},
    )


def view(findings, **options):
    return compliance_view(BRANCH, findings, Period.year(2026), TODAY, **options)


def calendar(findings):
    return next(one for one in view(findings).blocks if isinstance(one, Calendar))


def text(findings, language="en", width=None, **options):
    return render_view(
        "table", view(findings, **options), Language(language), RenderOptions(width=width)
    )


@pytest.mark.parametrize(
    ("status", "strength", "threshold", "fails"),
    [
        ("missed", "must", "error", True),
        ("missed", "generally", "error", False),
        ("missed", "generally", "warning", True),
        ("missed", "local", "warning", False),
        ("missed", "local", "information", True),
        ("missed", "must", "never", False),
        *(
            (status, "must", "information", False)
            for status in ("met", "late", "pending", "exempt", "waived", "unrecorded")
        ),
    ],
)
def test_only_what_is_missed_at_the_threshold_or_above_fails(status, strength, threshold, fails):
    findings = [finding("met"), finding(status, asked=rule(strength=strength))]

    assert worst_missed(findings, threshold) is fails


def test_a_finding_in_json_has_every_key_in_its_order():
    one = finding(
        "missed",
        deadline=date(2026, 7, 31),
        base=8,
        excluded=(ExcludedMember(4, "Li Si", say("exempt")),),
        records=(Reference("activity", 132),),
        reason=say("waived by {by}: {reason}", by="B", reason="flood"),
    )
    data = view([one]).data

    assert list(data) == ["schema", "branch", "as_of", "period", "findings"]
    assert data["schema"] == "orglife.check/1"
    keys = (
        "rule title article source sources verified strength severity status subject period",
        "deadline needed found base excluded records reason message",
    )
    assert " ".join(data["findings"][0]) == " ".join(keys)
    assert data["findings"][0]["subject"] == {"type": "group", "id": 2, "name": "Group 2"}
    assert data["findings"][0]["records"] == [{"type": "activity", "id": 132}]


def test_an_unverified_rule_says_so_in_its_finding():
    one = finding("missed", asked=rule(verified=False))

    assert "not verified" in text([one])
    assert view([one]).data["findings"][0]["verified"] is False
    assert "not verified" in str(view([one]).data["findings"][0]["message"])


def test_a_duty_stands_in_the_last_month_of_its_period():
    quarterly = rule("GM-FREQ", activity="general-meeting", per="quarter", scope="branch")
    yearly = rule("OLM-FREQ", activity="organizational-life-meeting", per="year")
    about = ("branch", 1, "Riverside")
    rows = calendar(
        [
            finding("missed", "2026-Q2", about, quarterly),
            finding("pending", "2026-Q4", about, quarterly),
            finding("pending", "2026", about, yearly),
            finding("late", "2026-07"),
        ]
    ).rows

    assert [row.months for row in rows] == [
        (None,) * 6 + ("late",) + (None,) * 5,
        (None,) * 5 + ("missed",) + (None,) * 5 + ("pending",),
        (None,) * 11 + ("pending",),
    ]


def test_each_group_has_its_own_row_and_members_share_one():
    hours = rule("STUDY-HOURS", kind="hours", per="year")
    groups = [finding("met", about=("group", n, f"Group {n}")) for n in (1, 2)]
    members = [
        finding(status, "2026", ("member", n, f"M{n}"), hours)
        for n, status in enumerate(("met", "missed", "exempt"), 1)
    ]
    rows = calendar(groups + members).rows

    assert [row.total for row in rows] == ["1/1", "1/1", "2/1"]
    assert rows[2].months[11] == "missed"


def test_what_is_exempt_is_not_counted_and_a_second_meeting_makes_up_for_none():
    months = [
        finding("met", "2026-01", found=3),
        finding("missed", "2026-02"),
        finding("exempt", "2026-03"),
        finding("waived", "2026-04"),
        finding("unrecorded", "2026-05"),
    ]

    assert calendar(months).rows[0].total == "2/1"


def test_several_years_have_a_calendar_each():
    findings = [finding("met", f"{year}-12") for year in (2025, 2026)]

    years = [one.year for one in view(findings).blocks if isinstance(one, Calendar)]
    assert years == [2025, 2026]


def test_the_list_begins_with_what_is_missed_the_gravest_first():
    findings = [
        finding("pending"),
        finding("missed", "2026-01", asked=rule("A-GENERALLY")),
        finding("missed", "2026-02", asked=rule("B-MUST", "must")),
        finding("met", "2026-03"),
    ]
    said = text(findings)

    order = [said.index(one) for one in ("Missed (2)", "B-MUST", "A-GENERALLY", "Still open (1)")]
    assert order == sorted(order)
    assert "Met (" not in said
    assert "Met (1)" in text(findings, everything=True)
    assert "4 findings: met 1, still open 1, missed 2" in said


def test_the_calendar_or_the_list_may_stand_alone():
    findings = [finding("missed")]

    assert "Missed (1)" not in text(findings, listed=False)
    assert "Obligation" not in text(findings, calendar=False)


def test_it_says_what_to_type_next():
    open_one = finding("pending", "2026-11", deadline=date(2026, 11, 30))
    said = text([open_one, finding("missed")], program="orglife -f b.json")

    assert "orglife -f b.json log group-meeting --group 2\n" in said
    assert "orglife -f b.json rules show GR-FREQ" in said
    assert "orglife -f b.json log group-meeting --group 2 --on DATE" in said


def test_nothing_to_find_is_said():
    assert "The rules ask for nothing in this period." in text([])
    assert "Nothing was missed" in text([finding("met")])


def test_the_sheet_holds_every_finding_with_all_its_columns():
    sheet = view([finding("met"), finding("missed")]).sheet

    assert isinstance(sheet, Table)
    assert [column.key for column in sheet.columns][:3] == ["rule", "title", "article"]
    assert len(sheet.rows) == 2
    assert {len(row) for row in sheet.rows} == {len(sheet.columns)}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_screen_fits_the_terminal(language, width):
    statuses = ("met", "late", "missed", "pending", "exempt", "waived", "unrecorded")
    findings = [finding(one, f"2026-{n:02}") for n, one in enumerate(statuses, 1)]
    from orglife.reports.text_width import width as columns

    said = text(findings, language, width)
    assert max(map(columns, said.split("\n"))) <= width
    said.encode("gbk")
