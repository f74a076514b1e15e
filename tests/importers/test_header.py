"""Headings: what is found under which, what is left out, what is refused."""

import pytest

from orglife.errors import ChoiceError, RefusedError
from orglife.importers.header import normalize_heading, recognize_sheet
from orglife.importers.readers import Sheet, SheetRow
from orglife.importers.rows import data_rows
from orglife.importers.sheet_kinds import NOT_KEPT, PRIVATE, REGISTER, ROSTER


def sheet(*rows):
    return Sheet("", tuple(SheetRow(at, tuple(cells)) for at, cells in enumerate(rows, 1)))


@pytest.mark.parametrize(
    "heading",
    [
        "入党时间",
        " 入党 时间 ",
        "入党\n时间",
        "入党时间：",
        "入党时间:",
        "*入党时间",
        "入党时间（年月日）",
        "入党时间(YYYY-MM-DD)",
        "入党时间【必填】",
        "入党时间*：",
    ],
)
def test_a_heading_is_compared_without_what_surrounds_it(heading):
    assert normalize_heading(heading) == "入党时间"


def test_width_and_case_make_no_difference():
    assert (
        normalize_heading("ＦＵＬＬ　Since")
        == normalize_heading("full since")
        == normalize_heading("full-since")
    )


@pytest.mark.parametrize("kind", [ROSTER, REGISTER], ids=["roster", "register"])
def test_no_heading_means_two_fields_of_one_sheet(kind):
    seen = {}
    for field in kind.fields:
        for title in field.titles:
            assert seen.setdefault(normalize_heading(title), field.key) == field.key, title


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("name", ["name", "姓名", "党员姓名"]),
        ("standing", ["standing", "人员类别", "人员状态", "党员类型", "政治面貌"]),
        ("joined", ["joined", "入党时间", "入党日期", "加入党组织日期"]),
        ("full since", ["full since", "转正时间", "转正日期"]),
        ("group", ["group", "所在党小组", "党小组", "组别"]),
        ("post", ["post", "党内职务", "支部职务"]),
        ("leader", ["leader", "党小组长"]),
        ("unit", ["unit", "工作单位", "工作单位及职务"]),
        ("residence", ["residence", "居住地", "居住小区", "网格"]),
        ("arrived", ["arrived", "转入时间"]),
        ("left", ["left", "转出时间"]),
        ("remark", ["remark", "备注"]),
    ],
)
def test_every_heading_of_a_roster_is_known(field, headings):
    for heading in headings:
        cells = [heading] if field == "name" else ["姓名", heading]
        assert field in recognize_sheet(sheet(cells, ["x"])).columns, heading


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("date", ["date", "日期", "会议时间", "活动时间"]),
        ("kind", ["kind", "会议类型", "会议名称", "活动类型"]),
        ("group", ["group", "党小组", "组织单位"]),
        ("topic", ["topic", "主题", "议题", "内容"]),
        ("chair", ["chair", "主持人"]),
        ("recorder", ["recorder", "记录人"]),
        ("lecturer", ["lecturer", "主讲人"]),
        ("place", ["place", "地点"]),
        ("absent", ["absent", "缺席人员及原因", "缺席"]),
        ("excused", ["请假人员"]),
        ("guests", ["guests", "列席人员"]),
        ("hours", ["hours", "学时"]),
        ("year", ["for year", "year", "所属年度"]),
        ("recorded", ["recorded", "entered", "录入日期"]),
        ("should attend", ["should attend", "应到"]),
        ("present", ["present", "实到"]),
    ],
)
def test_every_heading_of_a_register_is_known(field, headings):
    for heading in headings:
        cells = [one for one in ("日期", "会议类型") if field not in ("date", "kind")]
        cells += {"date": ["会议类型"], "kind": ["日期"]}.get(field, [])
        assert field in recognize_sheet(sheet([*cells, heading], ["x"])).columns, heading


def test_a_part_of_a_heading_is_enough_where_it_means_one_field():
    found = recognize_sheet(
        sheet(["党员姓名及编号", "入党时间年月日", "Group (no.) in 2026"], ["x"])
    )
    assert {key: at[0] for key, at in found.columns.items()} == {"name": 0, "joined": 1, "group": 2}


def test_a_heading_that_may_be_several_is_refused_and_mapped():
    rows = sheet(["姓名", "入党时间", "职务"], ["x"])
    with pytest.raises(RefusedError) as refused:
        recognize_sheet(rows)
    assert "职务" in str(refused.value.message)
    assert "--map" in str(refused.value.hint)
    assert recognize_sheet(rows, {"职务": "post"}).columns["post"] == (2,)
    assert "post" not in recognize_sheet(rows, {"职务": ""}).columns


def test_mapping_takes_fields_in_both_languages_and_names_unknown_ones():
    rows = sheet(["姓名", "成立日"], ["x"])
    assert recognize_sheet(rows, {"成立日": "入党时间"}).columns["joined"] == (1,)
    assert recognize_sheet(rows, {"成立日": "full-since"}).columns["full since"] == (1,)
    with pytest.raises(ChoiceError):
        recognize_sheet(rows, {"成立日": "joyned"})
    with pytest.raises(RefusedError, match="no column"):
        recognize_sheet(rows, {"nowhere": "joined"})


def test_two_columns_for_one_field_are_refused():
    with pytest.raises(RefusedError, match="both"):
        recognize_sheet(sheet(["姓名", "入党时间", "入党日期"], ["x"]))


def test_the_header_is_found_below_titles_but_not_below_ten_rows():
    title = ["Roster of the branch", "", ""]
    header, row = ["name", "standing", "joined"], ["Li Si", "full", "2001-07-01"]
    assert recognize_sheet(sheet(*[title] * 9, header, row)).header == 10
    with pytest.raises(RefusedError, match="no row of headings"):
        recognize_sheet(sheet(*[title] * 10, header, row))


def test_a_register_is_told_from_a_roster():
    assert recognize_sheet(sheet(["date", "kind", "group"], ["x"])).kind.key == "register"
    assert recognize_sheet(sheet(["name", "group", "post"], ["x"])).kind.key == "roster"
    with pytest.raises(RefusedError):
        recognize_sheet(sheet(["when", "what"], ["x"]))


@pytest.mark.parametrize("heading", PRIVATE.split("|"))
def test_a_private_column_is_left_out_by_name(heading):
    found = recognize_sheet(sheet(["姓名", heading], ["x", "y"]))
    assert found.private == (heading,)
    assert set(found.columns) == {"name"}


@pytest.mark.parametrize(
    "heading", ["居住地址", "家庭电话号码", "本人手机号（必填）", "Phone", "E-mail"]
)
def test_a_private_column_by_another_name_is_left_out_too(heading):
    assert recognize_sheet(sheet(["姓名", heading], ["x", "y"])).private == (heading,)


@pytest.mark.parametrize("heading", NOT_KEPT.split("|"))
def test_a_column_of_no_use_is_told(heading):
    found = recognize_sheet(sheet(["姓名", heading], ["x", "y"]))
    assert found.not_kept == (heading,)
    assert set(found.columns) == {"name"}


@pytest.mark.parametrize("heading", ["Operating unit", "Group (by phone)", "Other"])
def test_a_word_within_a_word_or_a_hint_is_not_private(heading):
    assert recognize_sheet(sheet(["name", heading], ["x", "y"])).private == ()


@pytest.mark.parametrize("heading", ["Date of joining the Party", "Admission date"])
def test_usual_english_headings_are_known(heading):
    assert recognize_sheet(sheet(["name", heading], ["x", "y"])).columns["joined"] == (1,)


def test_what_is_not_understood_is_told():
    found = recognize_sheet(sheet(["序号", "姓名", "幸运色"], ["x", "y", "z"]))
    assert found.unknown == ("幸运色",)
    assert [str(one) for one in found.notices] == [
        "not understood and left out: 幸运色 (or say what it is: --map 幸运色=FIELD)"
    ]


def test_hours_under_a_heading_in_minutes_are_minutes():
    found = recognize_sheet(sheet(["日期", "会议类型", "时长（分钟）"], ["x"]))
    assert "minutes long" in found.columns
    assert "hours" not in found.columns


def test_a_private_column_can_t_be_mapped():
    with pytest.raises(RefusedError, match="no such data"):
        recognize_sheet(sheet(["姓名", "手机"], ["x", "y"]), {"手机": "remark"})


def test_blank_rows_below_the_header_are_passed_over_but_a_second_header_is_refused():
    table = recognize_sheet(sheet(["姓名", "党小组"], ["", ""], ["张三", "一组"]))
    assert [row.number for row in data_rows(table)[0]] == [3]
    table = recognize_sheet(sheet(["姓名", "党小组"], ["", "编号"], ["张三", "一组"]))
    with pytest.raises(RefusedError, match="row 2"):
        data_rows(table)
