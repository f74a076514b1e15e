"""Rosters: what becomes of each column, what is refused, and that a second import adds nothing."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from sheets import bring_in, empty, said, table_of

from orglife.importers.comparison import Choices
from orglife.model.calendar import PartialDate
from orglife.model.member import Member
from orglife.model.roster import has_committee, members_on, posts_on

HEAD = "name,standing,joined,full since,group,post,leader,unit,residence,arrived,left,remark\n"


def member(**cells):
    """The only member of a roster of one row."""
    return one_row(**cells).branch.members[1]


def one_row(**cells):
    row = {"name": "Li Si", "standing": "full"} | {k.replace("_", " "): v for k, v in cells.items()}
    names = HEAD.strip().split(",")
    return bring_in(empty(), HEAD + ",".join(row.get(name, "") for name in names) + "\n")


def test_the_sample_makes_members_groups_and_posts():
    done = bring_in(empty(), Path("roster.csv"))
    assert str(done.said) == "imported: 26 members, 3 groups, 5 posts."
    branch = done.branch
    assert not done.problems
    assert [group.name for group in branch.groups.values()] == ["Group 1", "Group 2", "Group 3"]
    assert all(group.formed is None for group in branch.groups.values())
    assert all(one.since is None for g in branch.groups.values() for one in g.memberships)
    posts = posts_on(branch, date(2026, 11, 22))
    secretary = next(post.member for post in posts if post.seat == "secretary")
    assert branch.members[secretary].name == "Yang Jie"
    assert branch.next_id("members") == 27
    assert len(members_on(branch, date(2026, 3, 13))) == 24
    assert len(members_on(branch, date(2026, 4, 14))) == 26


def test_english_and_chinese_give_the_same_records_but_for_names():
    branches = [bring_in(empty(), Path(name)).branch for name in ("roster.csv", "党员花名册.csv")]
    one, other = (
        [(m.stages, m.arrived, m.left) for m in branch.members.values()] for branch in branches
    )
    assert one == other
    one, other = (
        [(g.memberships, g.leaders) for g in branch.groups.values()] for branch in branches
    )
    assert one == other
    assert branches[0].posts == branches[1].posts


@pytest.mark.parametrize(
    ("cells", "stages"),
    [
        (
            {"joined": "2001-07-01", "full_since": "2002-07-01"},
            {"probationary": PartialDate(2001, 7, 1), "full": PartialDate(2002, 7, 1)},
        ),
        ({"joined": "1998.07"}, {"probationary": PartialDate(1998, 7), "full": None}),
        ({}, {"full": None}),
        ({"full_since": "1999年7月"}, {"full": PartialDate(1999, 7)}),
        ({"standing": "", "full_since": "1999-07"}, {"full": PartialDate(1999, 7)}),
        (
            {"standing": "预备党员", "joined": "2026-03-14"},
            {"probationary": PartialDate(2026, 3, 14)},
        ),
        ({"standing": "probationary"}, {"probationary": None}),
        ({"standing": "入党积极分子"}, {"activist": None}),
        ({"standing": "正式党员（在职）"}, {"full": None}),
    ],
)
def test_standing_and_dates_make_the_stages(cells, stages):
    assert member(**cells).stages == stages


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"standing": ""}, "standing"),
        ({"standing": "", "joined": "2001-07-01"}, "standing"),
        ({"standing": "masses"}, "standing"),
        ({"joined": "2026-11-23"}, "joined"),
        ({"joined": "2018.1"}, "joined"),
        ({"joined": "45982"}, "joined"),
        ({"joined": "2002-07-02", "full_since": "2002-07-01"}, "full since"),
        ({"standing": "probationary", "full_since": "2002-07-01"}, "full since"),
        ({"standing": "activist", "joined": "2002-07-01"}, "joined"),
        ({"arrived": "2020-07-02", "left": "2020-07-01"}, "left"),
        ({"group": "2020-07-01"}, "group"),
        ({"post": "king"}, "post"),
        ({"leader": "yes"}, "leader"),
        ({"name": "12345"}, "name"),
    ],
)
def test_what_can_t_be_true_is_refused_with_row_and_column(cells, column):
    done = one_row(**cells)
    assert done.branch == empty()
    assert [(one.row, one.column) for one in done.problems] == [(2, column)]


@pytest.mark.parametrize(
    "cells",
    [
        {"joined": "2026-11-22", "standing": "probationary"},
        {"joined": "2002-07-01", "full_since": "2002-07-01"},
        {"joined": "2002-07", "full_since": "2002-07-01"},
        {"arrived": "2020-07-01", "left": "2020-07-01"},
    ],
)
def test_the_day_itself_is_accepted(cells):
    assert not one_row(**cells).problems


@pytest.mark.parametrize(
    ("cell", "seats"),
    [
        ("书记", ["secretary"]),
        ("支部书记", ["secretary"]),
        ("副书记、组织委员", ["deputy-secretary", "organization"]),
        ("副书记兼宣传委员", ["deputy-secretary", "publicity"]),
        ("discipline; publicity", ["discipline", "publicity"]),
        ("纪检委员/委员", ["discipline", "other"]),
        ("无", []),
        ("普通党员", []),
    ],
)
def test_posts_of_a_cell(cell, seats):
    done = one_row(post=f'"{cell}"')
    assert [post.seat for post in done.branch.posts.values()] == seats
    assert all(post.since is None for post in done.branch.posts.values())


@pytest.mark.parametrize("cells", [{"leader": "是"}, {"leader": "Li Si"}, {"post": "党小组长"}])
def test_a_leader_by_column_name_or_post(cells):
    group = one_row(group="North", **cells).branch.groups[1]
    assert [one.member for one in group.leaders] == [1]


def test_the_other_columns_are_kept():
    one = member(
        unit="School", residence="East Lane", arrived="2019-05", left="2021-06-30", remark="moved"
    )
    assert (one.unit, one.residence, one.remark) == ("School", "East Lane", "moved")
    assert one.arrived == PartialDate(2019, 5)
    assert one.left == PartialDate(2021, 6, 30)


def test_a_gb18030_roster_with_titles_hints_months_and_notes():
    table = table_of(Path("sheets/花名册-gb18030.csv"))
    assert table.recognised.private == ("身份证号", "联系电话")
    assert table.recognised.not_kept == ("性别",)
    assert "GB18030" in str(table.notices[0])
    done = bring_in(empty(), Path("sheets/花名册-gb18030.csv"))
    assert not done.problems
    people = done.branch.members
    assert [one.name for one in people.values()] == ["张三", "李四", "王五", "欧阳小明"]
    assert people[1].joined == PartialDate(1998, 7)
    assert [post.seat for post in done.branch.posts.values()] == [
        "secretary",
        "organization",
        "discipline",
    ]
    assert said(done.warnings) == [
        "rows 9 to 10 were not read: the data end where row 8 has no 党员姓名*"
    ]


def test_no_private_cell_reaches_the_branch():
    done = bring_in(empty(), Path("sheets/花名册-gb18030.csv"))
    assert "000000" not in repr(done.branch)


def test_one_column_per_post():
    branch = bring_in(empty(), Path("sheets/roster-one-column-per-post.csv")).branch
    held = {(post.seat, branch.members[post.member].name) for post in branch.posts.values()}
    assert held == {
        ("secretary", "Ma Chao"),
        ("deputy-secretary", "Ma Dai"),
        ("publicity", "Ma Dai"),
        ("organization", "Hu Ban"),
    }
    assert [one.member for one in branch.groups[1].leaders] == [2]
    assert has_committee(branch, date(2020, 1, 1))


def test_a_note_in_the_name_column_is_nobody():
    text = HEAD + "Li Si,full\n制表人：王五\n"
    assert len(bring_in(empty(), text).branch.members) == 1
    text = HEAD + "Li Si,full\n合计,1\n"
    assert len(bring_in(empty(), text).branch.members) == 1


def test_namesakes_are_told_apart_by_the_day_of_joining():
    done = bring_in(empty(), Path("sheets/roster-namesakes.csv"))
    assert len(done.branch.members) == 3
    again = bring_in(done.branch, Path("sheets/roster-namesakes.csv"))
    assert again.branch is done.branch


def test_the_same_person_twice_is_refused():
    done = bring_in(empty(), HEAD + "Li Si,full,2001-07-01\nLi  Si,full,2001-07-01\n")
    assert [(one.row, one.column) for one in done.problems] == [(3, "name")]


def test_every_problem_is_listed_and_nothing_imported():
    done = bring_in(empty(), Path("sheets/roster-spoiled.csv"))
    assert done.branch == empty()
    assert [(one.row, one.column) for one in done.problems] == [
        (2, "joined"),
        (2, "full since"),
        (3, "joined"),
        (4, "joined"),
        (5, "joined"),
        (6, "standing"),
    ]
    assert "January or October" in str(done.problems[0].message)
    assert "2018-10" in str(done.problems[0].hint)
    assert len(done.warnings) == 1


def test_bad_rows_may_be_skipped_and_are_counted():
    text = HEAD + "Li Si,full,2001-07-01\nWang Wu,full,2001-07-32\n"
    done = bring_in(empty(), text, skip=True)
    assert [one.name for one in done.branch.members.values()] == ["Li Si"]
    assert [(one.row, one.state) for one in done.rows] == [(2, "new"), (3, "skipped")]
    assert str(done.said) == "imported: 1 member, 0 groups, 0 posts, 1 row left out."


def test_a_second_secretary_and_a_second_leader_are_refused():
    text = HEAD + "Li Si,full,2001,,,secretary\nWang Wu,full,2002-07,,,书记\n"
    done = bring_in(empty(), text.replace("2001,", "2001-07,"))
    assert [(one.row, one.column) for one in done.problems] == [(3, "post")]
    text = HEAD + "Li Si,full,2001-07,,North,,yes\nWang Wu,full,2002-07,,North,,yes\n"
    done = bring_in(empty(), text)
    assert [(one.row, one.column) for one in done.problems] == [(3, "leader")]
    kept = bring_in(empty(), text, skip=True)
    assert [one.name for one in kept.branch.members.values()] == ["Li Si"]
    assert [one.member for one in kept.branch.groups[1].memberships] == [1]


@pytest.mark.parametrize("name", ["roster.csv", "党员花名册.csv"])
def test_importing_again_changes_nothing(name):
    once = bring_in(empty(), Path(name)).branch
    again = bring_in(once, Path(name))
    assert again.branch is once
    assert {one.state for one in again.rows} == {"same"}
    assert again.records == ()


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Yang Jieying"},
        {"stages": {"full": None}},
        {"unit": "Elsewhere"},
        {"left": PartialDate(2026, 1, 1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_importing_again_never_undoes_a_later_change(change):
    once = bring_in(empty(), Path("roster.csv")).branch
    changed = once.put("members", replace(once.members[1], **change))
    changed = changed.put("groups", replace(once.groups[1], name="East", memberships=()))
    changed = changed.drop("posts", 1)
    decided = frozenset((*change, "group", "leader", "post", "standing", "joined", "full since"))
    since = Choices(decided=lambda: {("members", 1): decided})
    again = bring_in(changed, Path("roster.csv"), choices=since)
    assert [one.state for one in again.rows if one.row == 3 - (again.rows[0].row == 2)] == ["kept"]
    assert again.branch.members == changed.members
    assert again.branch.posts == changed.posts


def test_a_later_roster_adds_who_is_new_and_moves_who_is_elsewhere():
    once = bring_in(empty(), HEAD + "Li Si,full,2001-07-01,,North\n").branch
    later = HEAD + "Li Si,full,2001-07-01,,South\nWang Wu,full,2003-07-01,,North\n"
    branch = bring_in(once, later).branch
    assert [one.name for one in branch.members.values()] == ["Li Si", "Wang Wu"]
    assert [g.name for g in branch.groups.values()] == ["North", "South"]
    north, south = (branch.groups[key].memberships for key in (1, 2))
    assert [(one.member, one.until) for one in north] == [(1, date(2026, 11, 21)), (2, None)]
    assert [(one.member, one.since) for one in south] == [(1, date(2026, 11, 22))]


def test_a_name_on_record_without_a_day_is_asked_about():
    once = bring_in(empty(), HEAD + "Li Si,full\n").branch
    assert bring_in(once, HEAD + "Li Si,full\n").branch is once
    done = bring_in(once, HEAD + "Li Si,full,2001-07-01\n")
    assert [(one.row, one.column) for one in done.problems] == [(2, "name")]


def test_a_namesake_on_record_is_asked_about():
    once = bring_in(empty(), HEAD + "Li Si,full,2001-07-01\n").branch
    sheet = HEAD + "Li Si,full,2003-07-01\n"
    asked = bring_in(once, sheet)
    assert [(one.row, one.column, one.candidates) for one in asked.problems] == [(2, "name", (1,))]
    other = bring_in(once, sheet, choices=Choices(new=frozenset(("2",)))).branch
    assert len(other.members) == 2
    same = bring_in(once, sheet, choices=Choices(match={"2": 1})).branch
    assert [str(one.joined) for one in same.members.values()] == ["2003-07-01"]
    assert bring_in(same, sheet).branch is same


def test_a_former_member_becomes_who_the_roster_says():
    once = empty().add("members", Member(id=1, name="Li Si", former=True))
    branch = bring_in(once, HEAD + "Li Si,full,2001-07-01\n").branch
    assert list(branch.members) == [1]
    assert not branch.members[1].former
    assert branch.members[1].joined == PartialDate(2001, 7, 1)


@pytest.mark.parametrize("text", ["\x07Li Si", "Li\x1b[31mSi", "李\x9b四"])
def test_what_can_t_be_printed_is_refused(text):
    done = bring_in(empty(), HEAD + f"{text},full\n")
    assert [(one.row, one.column) for one in done.problems] == [(2, "name")]


def test_hostile_text_is_kept_as_it_is():
    remark = "=HYPERLINK(1) [bold]x[/bold]"
    assert member(remark=f'"{remark}"').remark == remark
