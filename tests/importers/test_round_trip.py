"""What orglife exports is imported as nothing new, and exported again as the same bytes.

Texts hold what a record can hold: spaces of every kind, line breaks, soft hyphens, signs that
separate, words that say nothing.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sheets import TODAY, empty, said

from orglife.actions.meetings.activity_entry import ActivityEntry
from orglife.actions.meetings.log import log_activity
from orglife.importers.load import import_tables, load_tables
from orglife.model.calendar import PartialDate, Period
from orglife.model.member import Member
from orglife.model.name_lists import Absentee
from orglife.reports.exports.sheets import activities_export, roster_export
from orglife.reports.formats.registry import render_view
from orglife.reports.formats.to_csv import unescape_formula
from orglife.reports.language import Language
from orglife.reports.meetings.attendance import AttendanceQuery, attendance_view
from orglife.reports.view import RenderOptions

SIGNS = "a张 \u00a0\u2009\u202f\u3000\u200b\u00ad\n\t;；、,，:：()（）\\'\"=-+@#无/|"
WORDS = st.sampled_from(
    ["无", "-", "—", "/", "none", "'无", "''", "=1", "a\u00a0b", "a\u00adb", "\\;"]
)
TEXTS = (
    (WORDS | st.text(st.sampled_from(SIGNS), max_size=8))
    .map(str.strip)
    .filter(lambda text: not text or any(sign.isalnum() or sign in "=-/'" for sign in text))
)
LISTS = st.lists(TEXTS.filter(bool), max_size=3)
NAMES = ("郭梅", "江舟", "欧阳清（大）", "Anna Bo")


def branch_of(texts):
    branch = empty()
    for number, name in enumerate(NAMES, 1):
        unit, duty, residence, remark = texts[number - 1]
        member = Member(
            id=number,
            name=name,
            stages={"probationary": PartialDate(2009, 1, number), "full": None},
            unit=unit,
            duty=duty,
            residence=residence,
            remark=remark,
        )
        branch = branch.add("members", member)
    return branch


def exported(view, ending, language):
    return render_view(ending, view, Language(language), RenderOptions(to_file=True))


def brought(branch, content, ending, **options):
    data = content.encode() if isinstance(content, str) else content
    tables = load_tables(data, f"x.{ending}", original=unescape_formula, defaults=options)
    return import_tables(branch, [part for one in tables for part in one.parts], today=TODAY)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_roster_comes_back_as_it_went_out(ending, language):
    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=4, max_size=4))
    def check(texts):
        branch = branch_of(texts)
        content = exported(roster_export(branch, TODAY), ending, language)

        again = brought(branch, content, ending)
        assert said(again.problems) == []
        assert again.branch is branch
        assert again.uncleared == 0

        fresh = brought(empty(), content, ending)
        assert said(fresh.problems) == []
        assert exported(roster_export(fresh.branch, TODAY), ending, language) == content

    check()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_register_comes_back_as_it_went_out(ending):
    @settings(max_examples=25, deadline=None)
    @given(LISTS, TEXTS, TEXTS, LISTS, TEXTS, st.integers(0, 200))
    @example([], "", "", ["a\\", "b"], "", 0)
    @example(["无", ":\n张", ":\n张"], "", "", [], "", 0)
    def check(topics, place, outcome, guests, reason, minutes):
        branch = branch_of([("", "", "", "")] * 4)
        entry = ActivityEntry(
            kind="theme-day+lecture",
            day=date(2026, 7, 3),
            absent=(Absentee("#1", "excused", " ".join(reason.split())), Absentee("#2", "late")),
            fields={
                "topics": tuple(topics),
                "place": place,
                "outcome": outcome,
                "guests": tuple(
                    guest for guest in guests if guest not in ("无", "-", "—", "/", "none")
                ),
                "minutes_long": minutes,
            },
        )
        before = branch
        branch = log_activity(branch, entry, recorded=date(2026, 7, 4)).branch
        content = exported(activities_export(branch, TODAY), ending, "zh")

        again = brought(branch, content, ending)
        assert said(again.problems) == []
        assert again.branch is branch, [str(one.said) for one in again.rows]

        fresh = brought(before, content, ending)
        assert said(fresh.problems) == []
        assert exported(activities_export(fresh.branch, TODAY), ending, "zh") == content

    check()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_report_of_attendance_is_read_back(ending, language):
    branch = branch_of([("", "", "", "")] * 4)
    for kind, day, absent in (
        (
            "general-meeting",
            date(2026, 3, 6),
            (Absentee("#1", "excused"), Absentee("#2", "absent")),
        ),
        ("general-meeting", date(2026, 3, 6), ()),
        ("lecture", date(2026, 4, 3), (Absentee("#3", "late"), Absentee("#4", "exempt"))),
        ("theme-day", date(2026, 5, 8), (Absentee("#4", "unstated"),)),
    ):
        entry = ActivityEntry(kind=kind, day=day, absent=absent, fields={"topics": ("学习",)})
        branch = log_activity(branch, entry, recorded=TODAY).branch
    asked = AttendanceQuery(Period.year(2026), TODAY)
    content = exported(attendance_view(branch, asked), ending, language)

    again = brought(branch, content, ending)
    assert said(again.problems) == []
    assert {one.state for one in again.rows} == {"same"}
    assert again.branch is branch

    bare = replace(branch, activities={})
    fresh = brought(bare, content, ending)
    assert said(fresh.problems) == []
    assert [one.attendance.others for one in fresh.branch.activities.values()] == [
        {key: replace(absence, reason="") for key, absence in one.attendance.others.items()}
        for one in branch.activities.values()
    ]
