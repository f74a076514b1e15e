"""XLSX and XLS: cells as text, several sheets, merged cells, and archives made to be a burden."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import DATA, TODAY, bring_in, empty, said

from orglife.errors import OrglifeError, RefusedError
from orglife.importers.excel import MOST_MEMBERS, cell_text, check_archive
from orglife.importers.load import import_table, load_table
from orglife.importers.readers import read_book
from orglife.model.calendar import PartialDate

HEAD = ("姓名", "人员类别", "入党时间", "转正时间", "党小组")


def workbook(build, **options):
    """The bytes of a workbook that `build` fills."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    build(book)
    book.close()
    return stream.getvalue()


def roster(book, name="党员名单", people=("张三", "李四")):
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["第三党支部党员名册"])
    sheet.write_row(1, 0, HEAD)
    for row, person in enumerate(people, 2):
        sheet.write_row(row, 0, [person, "正式党员"])
        sheet.write_datetime(row, 2, datetime(2001, 7, row), day)
        sheet.write(row, 3, 2002.07)
    if len(people) > 1:
        sheet.merge_range(2, 4, 1 + len(people), 4, "第一党小组")
    return sheet


def load(data, sheet=""):
    return load_table(data, "r.xlsx", sheet=sheet).recognised


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("text", "text"),
        (2.0, "2"),
        (1.5, "1.5"),
        (2018.1, "2018.1"),
        (1998.07, "1998.07"),
        (45982.0, "45982"),
        (True, "yes"),
        (False, "no"),
        (datetime(2026, 1, 3), "2026-01-03"),
        (datetime(2026, 1, 3, 14, 30), "2026-01-03 14:30"),
        (date(2026, 1, 3), "2026-01-03"),
        (time(9, 5), "09:05"),
        (timedelta(hours=1, minutes=30), "1:30"),
    ],
)
def test_a_cell_is_the_text_that_would_be_typed(value, text):
    assert cell_text(value) == text


def test_a_workbook_is_read_with_its_rows_days_months_and_merged_cells():
    done = import_table(empty(), load(workbook(roster)), today=TODAY)
    assert said(done.problems) == []
    first, second = done.branch.members.values()
    assert first.stages == {
        "probationary": PartialDate(2001, 7, 2),
        "full": PartialDate(2002, 7),
    }
    assert [one.member for one in done.branch.groups[1].memberships] == [1, 2]
    assert second.name == "李四"
    assert [one.row for one in done.rows] == [3, 4]


def test_an_old_xls_is_read_too():
    done = bring_in(empty(), Path("sheets/名册.xls"))
    assert said(done.problems) == []
    assert [one.name for one in done.branch.members.values()] == ["张三", "李四"]
    assert done.branch.members[1].joined == PartialDate(1998, 7, 1)
    assert [one.member for one in done.branch.groups[1].memberships] == [1, 2]


def test_spoiled_numbers_are_refused_with_sheet_row_column_and_the_mend():
    def build(book):
        sheet = roster(book)
        sheet.write(2, 2, 2018.1)
        sheet.write(3, 2, 45982)

    done = import_table(empty(), load(workbook(build)), today=TODAY)
    assert [(one.sheet, one.row, one.column) for one in done.problems] == [
        ("党员名单", 3, "入党时间"),
        ("党员名单", 4, "入党时间"),
    ]
    assert "2018-01 or 2018-10" in said(done.problems)[0]
    assert "Excel" in said(done.problems)[1]
    assert said(done.problems)[0].startswith("sheet 党员名单, row 3, 入党时间: ")


def test_a_header_of_two_merged_rows_is_found():
    def build(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 1, 0, "姓名")
        sheet.merge_range(0, 1, 1, 1, "人员类别")
        sheet.merge_range(0, 2, 0, 3, "党内职务")
        sheet.write_row(1, 2, ["书记", "组织委员"])
        sheet.write_row(2, 0, ["张三", "正式党员", "是", ""])
        sheet.write_row(3, 0, ["李四", "正式党员", "", "√"])

    done = import_table(empty(), load(workbook(build)), today=TODAY)
    assert said(done.problems) == []
    assert [(post.seat, post.member) for post in done.branch.posts.values()] == [
        ("secretary", 1),
        ("organization", 2),
    ]


def test_the_header_repeated_on_the_next_page_is_nobody():
    done = bring_in(empty(), "姓名,人员类别\n张三,正式党员\n姓名,人员类别\n李四,正式党员\n")
    assert [one.name for one in done.branch.members.values()] == ["张三", "李四"]


def test_the_only_sheet_that_can_be_imported_is_taken():
    def build(book):
        book.add_worksheet("说明").write(0, 0, "填表说明")
        roster(book)
        book.add_worksheet("空")
        roster(book, "旧").hide()

    assert load(workbook(build)).sheet.name == "党员名单"


def test_of_several_sheets_one_must_be_named():
    def build(book):
        roster(book, "一支部")
        roster(book, "二支部", ["王五"])

    data = workbook(build)
    with pytest.raises(RefusedError) as refused:
        load(data)
    assert "一支部, 二支部" in str(refused.value.hint)
    done = import_table(empty(), load(data, "二支部"), today=TODAY)
    assert [one.name for one in done.branch.members.values()] == ["王五"]
    with pytest.raises(RefusedError, match="no sheet"):
        load(data, "三支部")


def test_a_register_in_excel_with_times_and_numbers():
    def build(book):
        sheet = book.add_worksheet()
        stamp = book.add_format({"num_format": "yyyy/m/d h:mm"})
        sheet.write_row(0, 0, ["会议时间", "会议类型", "应到", "学时", "请假人员"])
        sheet.write_datetime(1, 0, datetime(2026, 1, 9, 14, 30), stamp)
        sheet.write_row(1, 1, ["主题党日", 26, 1.5, "Qiu Wei"])

    branch = bring_in(empty(), Path("roster.csv")).branch
    done = import_table(branch, load(workbook(build)), today=TODAY)
    assert said(done.problems) == []
    one = done.branch.activities[1]
    assert (one.held, one.start, one.minutes_long) == (date(2026, 1, 9), "14:30", 90)


def bomb(sizes, *, members=(), workbook=True):
    """An archive of parts that unpack to so many bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        if workbook:
            archive.writestr("xl/workbook.xml", "<workbook/>")
        for at, size in enumerate(sizes):
            archive.writestr(f"xl/worksheets/sheet{at}.xml", b"\0" * size)
        for name in members:
            archive.writestr(name, b"")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bomb([65 * 1024 * 1024]), "unpacks to 65 MiB"),
        (bomb([33 * 1024 * 1024] * 2), "unpacks to 66 MiB"),
        (bomb([2 * 1024 * 1024]), "unpacks to 2 MiB"),
        (bomb([], members=[f"part{n}" for n in range(MOST_MEMBERS + 1)]), "more than 1000 parts"),
        (bomb([], workbook=False), "no XLSX"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
        (b"PK\x03\x04", "damaged"),
    ],
    ids=["one", "two", "ratio", "members", "zip", "garbage", "short"],
)
def test_an_archive_that_is_a_burden_is_refused_before_it_is_unpacked(data, words):
    with pytest.raises(RefusedError) as refused:
        check_archive(data, "r.xlsx")
    assert words in str(refused.value.message)


def test_an_archive_that_lies_about_its_size_is_refused():
    data = bytearray(bomb([8 * 1024 * 1024]))
    size = struct.pack("<L", 8 * 1024 * 1024)
    at = -1
    while (at := data.find(size, at + 1)) >= 0:
        data[at : at + 4] = struct.pack("<L", 100)
    with pytest.raises(RefusedError, match="more than it says"):
        check_archive(bytes(data), "r.xlsx")


@pytest.mark.parametrize("cell", [(1_048_575, 0), (99_999, 16_383), (500, 16_383)])
def test_a_sheet_that_reaches_far_out_is_refused(cell):
    def build(book):
        roster(book).write(*cell, "x")

    with pytest.raises(RefusedError, match="reaches to row"):
        read_book(workbook(build), "r.xlsx")


def test_an_xls_that_was_cut_or_wiped_is_refused():
    data = (DATA / "sheets" / "名册.xls").read_bytes()
    assert read_book(data, "r.xls").sheets
    with pytest.raises(RefusedError):
        read_book(data[:2000], "r.xls")
    with pytest.raises(RefusedError):
        read_book(data[:512] + b"\0" * 4000, "r.xls")


WORKBOOK = workbook(roster)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data):
    for whole in (WORKBOOK, (DATA / "sheets" / "名册.xls").read_bytes()):
        raw = bytearray(whole)
        for _ in range(data.draw(st.integers(1, 8))):
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
        for one in (bytes(raw), bytes(raw[: data.draw(st.integers(4, len(raw)))])):
            try:
                load_table(one, "r.xlsx")
            except OrglifeError:
                continue
