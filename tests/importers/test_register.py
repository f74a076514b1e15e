"""Registers: what becomes of each column, what is refused; a second import adds nothing."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from sheets import bring_in, empty, said

from orglife.importers.comparison import Choices
from orglife.importers.import_result import collapse_warnings
from orglife.messages import say
from orglife.model.calendar import PartialDate
from orglife.model.member import Member

ROSTER = """name,standing,joined,full since,group,post
Zhang San,full,1998.07,1999.07,Group 1,secretary
Li Si,full,2001-07-01,2002-07-01,Group 1,organization
Wang Wu,full,2001-07-01,2002-07-01,Group 1,
Zhou Ba,full,2001-07-01,2002-07-01,Group 2,publicity
Late Comer,probationary,2026-06-01,,Group 1,
"""
HEAD = (
    "date,kind,group,topic,chair,recorder,lecturer,place,absent,guests,hours,for year,recorded,"
    "should attend,present\n"
)


@pytest.fixture
def branch():
    return bring_in(empty(), ROSTER).branch


def row(**cells):
    """A register of one row."""
    cells = {"date": "2026-07-03", "kind": "theme-day"} | {
        key.replace("_", " "): value for key, value in cells.items()
    }
    names = HEAD.strip().split(",")
    assert set(cells) <= set(names)
    return HEAD + ",".join(f'"{cells.get(name, "")}"' for name in names) + "\n"


def held(branch, **cells):
    done = bring_in(branch, row(**cells))
    assert said(done.problems) == []
    return list(done.branch.activities.values())


def test_a_row_becomes_an_activity_with_frozen_attendance(branch):
    (one,) = held(
        branch,
        topic="Safety; Order",
        chair="Zhang San",
        recorder="Li Si",
        place="Hall",
        absent="Wang Wu:excused:ill; Zhou Ba",
        guests="Visitor One; Visitor Two",
        hours="1.5",
        recorded="2026-07-05",
    )
    assert (one.kind, one.held, one.scope) == ("theme-day", date(2026, 7, 3), "branch")
    assert one.topics == ("Safety", "Order")
    assert (one.chair, one.recorder, one.place) == (1, 2, "Hall")
    assert one.guests == ("Visitor One", "Visitor Two")
    assert one.minutes_long == 90
    assert one.attendance.present == (1, 2, 5)
    assert {key: (a.state, a.reason) for key, a in one.attendance.others.items()} == {
        3: ("excused", "ill"),
        4: ("unstated", ""),
    }


def test_an_entry_date_of_a_register_is_a_claim(branch):
    (one,) = held(branch, recorded="2026-07-05")
    assert one.claimed == date(2026, 7, 5)
    assert one.recorded == date(2026, 11, 22)


@pytest.mark.parametrize("cell", ["2025", "2025年", "2025年度", "2025.0"])
def test_the_year_that_a_meeting_is_for(branch, cell):
    done = bring_in(branch, row(kind="组织生活会", for_year=cell))
    if cell == "2025.0":
        assert [one.column for one in done.problems] == ["for year"]
    else:
        assert next(iter(done.branch.activities.values())).for_year == 2025


@pytest.mark.parametrize(
    ("cell", "others"),
    [
        ("无", {}),
        ("全勤", {}),
        ("none", {}),
        ("Li Si（请假：生病）；Wang Wu（无故）", {2: ("excused", "生病"), 3: ("absent", "")}),
        ("Li Si（病假）、Wang Wu", {2: ("excused", "病假"), 3: ("unstated", "")}),
        ("Li Si:late", {2: ("late", "")}),
        ("Li Si:exempt:old age", {2: ("exempt", "old age")}),
    ],
)
def test_absentees_in_both_languages(branch, cell, others):
    (one,) = held(branch, absent=cell)
    assert {k: (a.state, a.reason) for k, a in one.attendance.others.items()} == others


def test_a_bare_name_under_a_heading_of_excuses_is_excused(branch):
    text = "日期,会议类型,请假人员,缺席人员\n2026-07-03,主题党日,Li Si,Wang Wu\n"
    (one,) = bring_in(branch, text).branch.activities.values()
    assert {k: a.state for k, a in one.attendance.others.items()} == {2: "excused", 3: "unstated"}


def test_who_joined_later_is_not_expected_before(branch):
    (one,) = held(branch, date="2026-05-31")
    assert 5 not in one.attendance.expected
    (one,) = held(branch, date="2026-06-01")
    assert 5 in one.attendance.expected


@pytest.mark.parametrize(
    ("kind", "kinds"),
    [
        ("主题党日暨党课", ["theme-day", "lecture"]),
        ("theme-day+general-meeting", ["theme-day", "general-meeting"]),
        ("支部党员大会（第三季度）", ["general-meeting"]),
        ("支委会", ["committee-meeting"]),
    ],
)
def test_kinds_and_sittings(branch, kind, kinds):
    found = held(branch, kind=kind)
    assert [one.kind for one in found] == kinds
    assert {one.sitting for one in found} == ({found[0].id} if len(found) > 1 else {None})


def test_rows_of_one_day_are_no_sitting(branch):
    text = row(kind="theme-day") + row(kind="lecture").removeprefix(HEAD)
    found = bring_in(branch, text).branch.activities.values()
    assert [one.sitting for one in found] == [None, None]


@pytest.mark.parametrize("cell", ["", "党支部", "支部", "-", "Riverside"])
def test_the_branch_itself_is_no_group(branch, cell):
    (one,) = held(branch, group=cell)
    assert one.group is None


def test_a_chair_marked_absent_is_accepted_with_a_warning(branch):
    done = bring_in(branch, row(chair="Li Si", absent="Li Si:excused"))
    assert said(done.warnings) == ["row 2: Li Si, the chair, is marked as absent"]
    assert done.branch.activities[1].chair == 2


def test_what_is_alike_in_many_rows_is_said_once(branch):
    alike = "".join(
        row(date=f"2026-0{month}-05", chair="Li Si", absent="Li Si:excused").removeprefix(
            HEAD if month > 1 else ""
        )
        for month in range(1, 9)
    )
    warnings = bring_in(branch, alike).warnings
    assert len(warnings) == 8
    (one,) = said(collapse_warnings(warnings))
    first = "row 2: Li Si, the chair, is marked as absent"
    assert one == f"{first}; alike in 7 other rows: 3, 4, 5, 6, 7, ... (--dry-run shows each)"
    assert said(collapse_warnings(warnings[:2])) == said(warnings[:2])
    assert said(collapse_warnings(warnings[:3]))[0].endswith(
        "2 other rows: 3, 4 (--dry-run shows each)"
    )
    other = say("something else")
    assert said(collapse_warnings((other, *warnings, other))) == [
        "something else",
        one,
        "something else",
    ]


def test_numbers_are_compared_and_not_kept(branch):
    done = bring_in(branch, row(should_attend="6人", present="4", absent="Li Si"))
    assert said(done.warnings) == ["row 2: should attend: the register says 6, by name there are 5"]
    assert len(done.branch.activities[1].attendance.present) == 4


def test_names_of_those_present_leave_the_others_unstated(branch):
    (one,) = held(branch, present="Zhang San、Li Si", absent="Wang Wu:excused")
    assert one.attendance.present == (1, 2)
    assert {k: a.state for k, a in one.attendance.others.items()} == {
        3: "excused",
        4: "unstated",
        5: "unstated",
    }
    (one,) = held(branch, present="全体党员")
    assert len(one.attendance.present) == 5


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2026-07-03 14:30", "14:30", ""),
        ("2026-07-03T09:05:00", "09:05", ""),
        ("2026-07-03 00:00:00", "", ""),
        ("2026年7月3日 下午2:30-4:00", "14:30", "16:00"),
        ("2026年7月3日上午9：00—11：30", "09:00", "11:30"),
        ("2026年7月3日（星期五）14:30至16:00", "14:30", "16:00"),
        ("2026年7月3日 23:59", "23:59", ""),
    ],
)
def test_a_time_beside_the_day_is_when_it_began(branch, cell, start, end):
    (one,) = held(branch, date=cell)
    assert (one.held, one.start, one.end) == (date(2026, 7, 3), start, end)


@pytest.mark.parametrize("cell", ["14:30", "2026-07-03 24:00", "2026-07-03 1:2", "2026-07-03 :30"])
def test_what_is_no_time_beside_a_day_is_refused(branch, cell):
    done = bring_in(branch, row(date=cell))
    assert [one.column for one in done.problems] == ["date"]


def test_tabs_times_weekdays_minutes_and_a_sum_below():
    roster = ROSTER.replace("Zhang San", "张三").replace("Li Si", "李四").replace("Wang Wu", "王五")
    done = bring_in(bring_in(empty(), roster).branch, Path("sheets/register-tabs.tsv"))
    assert said(done.problems) == []
    first, second, third = done.branch.activities.values()
    assert [one.kind for one in (first, second, third)] == [
        "theme-day",
        "lecture",
        "committee-meeting",
    ]
    assert (first.held, first.start, first.minutes_long) == (date(2026, 1, 9), "14:30", 90)
    assert {k: a.reason for k, a in first.attendance.others.items()} == {2: "病假", 3: ""}
    assert {a.state for a in first.attendance.others.values()} == {"excused"}
    assert (third.held, third.start) == (date(2026, 1, 15), "")
    assert [one for one in said(done.warnings) if "should attend" in one]
    assert any("not read" in one for one in said(done.warnings))


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"date": "2026-02-30"}, "date", "no such day"),
        ({"date": "11/12/2026"}, "date", "two ways"),
        ({"date": "2026-07"}, "date", "month"),
        ({"date": "2015-05-31"}, "date", "founded"),
        ({"date": "2026-11-23"}, "date", "to come"),
        ({"kind": ""}, "kind", "missing"),
        ({"kind": "theme-days"}, "kind", "no kind"),
        ({"kind": "民主生活会"}, "kind", "民主生活会"),
        ({"group": "Group 9"}, "group", "no group"),
        ({"kind": "group-meeting"}, "group", "which one"),
        ({"kind": "general-meeting", "group": "Group 1"}, "group", "not held by a group"),
        ({"chair": "Nemo"}, "chair", "no member"),
        ({"recorder": "Nemo"}, "recorder", "no member"),
        ({"absent": "Not Here"}, "absent", "no member"),
        ({"absent": "Li Si:exused"}, "absent", "not a state"),
        ({"absent": "Li Si（病假"}, "absent", "bracket"),
        ({"absent": "Li Si:absent; Li Si:excused"}, "absent", "twice"),
        ({"kind": "group-meeting", "group": "Group 1", "absent": "Zhou Ba"}, "absent", "Group 1"),
        ({"date": "2026-05-31", "absent": "Late Comer"}, "absent", "not yet"),
        ({"kind": "committee-meeting", "absent": "Wang Wu"}, "absent", "committee"),
        ({"hours": "a lot"}, "hours", "hours"),
        ({"for_year": "2027"}, "for year", "2027"),
        ({"for_year": "2026-11"}, "for year", "not a year"),
        ({"recorded": "2026-11-23"}, "recorded", "to come"),
        ({"should_attend": "many"}, "should attend", "number"),
    ],
)
def test_a_bad_cell_is_refused_with_row_column_and_reason(branch, cells, column, words):
    done = bring_in(branch, row(**cells))
    assert done.branch is branch
    assert [(one.row, one.column) for one in done.problems] == [(2, column)]
    assert words in str(done.problems[0].message)


def test_the_first_and_the_last_day_are_accepted(branch):
    (one,) = held(branch, date="2015-06-01")
    assert one.held == date(2015, 6, 1)
    (one,) = held(branch, date="2026-11-22", recorded="2026-11-22")
    assert one.held == date(2026, 11, 22)


def test_every_problem_of_every_row_is_listed(branch):
    done = bring_in(branch, Path("sheets/register-bad.csv"))
    assert done.branch is branch
    assert [(one.row, one.column) for one in done.problems] == [
        (2, "date"),
        (3, "date"),
        (4, "date"),
        (5, "kind"),
        (6, "kind"),
        (7, "group"),
        (8, "group"),
        (9, "group"),
        (10, "absent"),
        (10, "absent"),
        (10, "hours"),
        (10, "chair"),
        (11, "absent"),
        (11, "absent"),
        (12, "absent"),
    ]


def test_a_namesake_is_refused_with_both_ids(branch):
    twin = Member(id=6, name="Li Si", stages={"full": PartialDate(2010, 7, 1)})
    done = bring_in(branch.add("members", twin), row(absent="Li Si"))
    assert "#2, #6" in said(done.problems)[0]
    (one,) = held(branch.add("members", twin), absent="#6:excused")
    assert set(one.attendance.others) == {6}


def test_unknown_names_become_former_members_when_asked(branch):
    text = row(chair="Old Hand", recorder="Old Hand", absent="Gone Long:excused; Li Si")
    done = bring_in(branch, text, former=True)
    assert said(done.problems) == []
    former = [one for one in done.branch.members.values() if one.former]
    assert [one.name for one in former] == ["Gone Long", "Old Hand"]
    one = done.branch.activities[1]
    assert done.branch.members[one.chair].name == "Old Hand"
    assert set(one.attendance.others) == {2}
    assert any("absence is not kept" in line for line in said(done.warnings))
    assert bring_in(done.branch, text, former=True).branch is done.branch
    assert str(done.said) == "imported: 1 activity, 2 former members."


@pytest.mark.parametrize(
    "pair", [("roster.csv", "register.csv"), ("党员花名册.csv", "组织生活台账.csv")]
)
def test_importing_again_changes_nothing(pair):
    branch = empty()
    for name in pair:
        branch = bring_in(branch, Path(name)).branch
    assert len(branch.activities) == 137
    again = bring_in(branch, Path(pair[1]))
    assert again.branch is branch
    assert {one.state for one in again.rows} == {"same"}


def test_equal_rows_are_counted(branch):
    two = row() + row().removeprefix(HEAD)
    once = bring_in(branch, two).branch
    assert len(once.activities) == 2
    assert bring_in(once, two).branch is once
    assert bring_in(once, row()).branch is once
    three = two + row().removeprefix(HEAD)
    assert len(bring_in(once, three).branch.activities) == 3


def test_what_was_logged_by_command_is_known(branch):
    from orglife.actions.meetings.activity_entry import ActivityEntry
    from orglife.actions.meetings.log import log_activity

    entry = ActivityEntry(kind="theme-day", day=date(2026, 7, 3), fields={"topics": ("Safety",)})
    logged = log_activity(branch, entry, recorded=date(2026, 7, 3)).branch
    assert bring_in(logged, row(topic=" safety ")).branch is logged


@pytest.mark.parametrize(
    "change", [{"topics": ("Other",)}, {"held": date(2026, 7, 4)}, {"kind": "study"}]
)
def test_importing_again_never_undoes_a_later_change(branch, change):
    once = bring_in(branch, row(topic="Safety")).branch
    changed = once.put("activities", replace(once.activities[1], **change))
    since = Choices(decided=lambda: {("activities", 1): frozenset(change)})
    again = bring_in(changed, row(topic="Safety"), choices=since)
    assert again.branch is changed
    assert [one.state for one in again.rows] == ["kept"]


def test_a_row_of_another_kind_or_group_is_new(branch):
    once = bring_in(branch, row(kind="lecture", topic="Safety")).branch
    for cells in (
        {"kind": "study", "topic": "Safety"},
        {"kind": "lecture", "topic": "Safety", "group": "Group 1"},
    ):
        assert len(bring_in(once, row(**cells)).branch.activities) == 2


@pytest.mark.parametrize(
    "cells",
    [
        {"date": "2026-07-04", "kind": "lecture", "topic": "Safety"},
        {"kind": "lecture", "topic": "Order"},
    ],
)
def test_a_row_of_another_day_or_topic_is_asked_about(branch, cells):
    once = bring_in(branch, row(kind="lecture", topic="Safety")).branch
    asked = bring_in(once, row(**cells))
    assert [one.candidates for one in asked.problems] == [(1,)]
    other = bring_in(once, row(**cells), choices=Choices(new=frozenset(("2",))))
    assert len(other.branch.activities) == 2
    same = bring_in(once, row(**cells), choices=Choices(match={"2": 1}))
    assert len(same.branch.activities) == 1
    assert bring_in(same.branch, row(**cells)).branch is same.branch


def test_bad_rows_may_be_skipped(branch):
    text = row() + row(date="2026-02-30").removeprefix(HEAD)
    done = bring_in(branch, text, skip=True)
    assert [(one.row, one.state) for one in done.rows] == [(2, "new"), (3, "skipped")]
    assert len(done.branch.activities) == 1
    assert len(done.problems) == 1


def test_a_thousand_rows_are_quick(branch):
    from time import process_time

    body = "".join(
        row(topic=f"Topic {n}", chair="Zhang San", absent="Li Si:excused:ill").removeprefix(HEAD)
        for n in range(1000)
    )
    began = process_time()
    done = bring_in(branch, HEAD + body)
    assert len(done.branch.activities) == 1000
    assert process_time() - began < 5


def test_a_former_member_of_a_row_that_was_left_out_is_not_made(branch):
    bad = row(date="2026-02-30", chair="Never There").removeprefix(HEAD)
    known = row(topic="Safety")
    done = bring_in(branch, known + bad, former=True, skip=True)
    assert not [one for one in done.branch.members.values() if one.former]
    again = bring_in(done.branch, known + row(chair="Old Hand").removeprefix(HEAD), former=True)
    assert [one.name for one in again.branch.members.values() if one.former] == ["Old Hand"]
