"""Workbooks, read back: days are days, nothing is computed, the heads stay in sight."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from orglife.messages import say
from orglife.model.terms import ATTENDANCE, STATUSES
from orglife.reports.formats.registry import render_view
from orglife.reports.formats.to_csv import unescape_formula
from orglife.reports.language import DayWithWeekday, Language, kept_in_cells
from orglife.reports.papers.paper import (
    PORTRAIT,
    Paper,
    PaperCell,
    PaperRow,
    PaperSheet,
    PaperTable,
    head_row,
    title_lines,
)
from orglife.reports.view import Calendar, CalendarRow, Column, Heading, Line, Table, View

ENGLISH, CHINESE = Language("en"), Language("zh")
DAY = date(2026, 11, 22)
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def columns(*keys):
    return tuple(Column(key, say("{k}", k=key.capitalize())) for key in keys)


def book(*blocks, sheet=None, language=ENGLISH, data=None):
    content = render_view("xlsx", View(data or {}, blocks, sheet), language)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)), Parts(content)


class Parts:
    """The XML parts of a workbook."""

    def __init__(self, content):
        self.archive = zipfile.ZipFile(io.BytesIO(content))

    def sheet(self, number=1):
        return ET.fromstring(self.archive.read(f"xl/worksheets/sheet{number}.xml"))

    def style_of(self, cell, number=1):
        """Return the fill of a cell, as RRGGBB, or nothing."""
        sheet = self.sheet(number)
        index = int(sheet.find(f".//m:c[@r='{cell}']", NS).attrib.get("s", 0))
        styles = ET.fromstring(self.archive.read("xl/styles.xml"))
        form = styles.find("m:cellXfs", NS)[index]
        fill = styles.find("m:fills", NS)[int(form.attrib["fillId"])]
        colour = fill.find(".//m:fgColor", NS)
        return colour.attrib["rgb"][2:].lower() if colour is not None else ""


def test_cells_are_what_they_are():
    row = ("#12", 7, DAY, DayWithWeekday(DAY), STATUSES["missed"], None, "2026-11-22", "007")
    table = Table(columns("id", "n", "day", "d", "status", "no", "text", "code"), (row,))
    read, _ = book(table)
    cells = read.get_sheet_by_index(0).to_python()[1]

    assert cells == ["#12", 7.0, DAY, DAY, "missed", "", "2026-11-22", "007"]


def test_days_that_excel_counts_otherwise_stay_text():
    table = Table(columns("day"), ((date(1900, 2, 28),), (date(1900, 3, 1),)))
    read, _ = book(table)

    assert read.get_sheet_by_index(0).to_python()[1:] == [["1900-02-28"], [date(1900, 3, 1)]]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_no_text_is_computed_and_every_text_can_be_read(texts):
    table = Table(columns("text"), tuple((one,) for one in texts))
    read, parts = book(table)
    cells = [row[0] for row in read.get_sheet_by_index(0).to_python(skip_empty_area=False)[1:]]
    cells += [""] * (len(texts) - len(cells))

    assert not parts.sheet().findall(".//m:f", NS)
    assert not any(str(one).startswith(("=", "+", "-", "@")) for one in cells)
    said = ["\n".join(map(kept_in_cells, one.split("\n"))).strip() for one in texts]
    assert [unescape_formula(str(one)) for one in cells] == said


def test_the_row_of_heads_stays_in_sight_and_is_on_every_page():
    _, parts = book(Table(columns("id", "name", "unit"), (("#1", "x", "y"),)))
    pane = parts.sheet().find(".//m:pane", NS)

    assert (pane.attrib["ySplit"], pane.attrib["xSplit"], pane.attrib["state"]) == (
        "1",
        "2",
        "frozen",
    )
    names = parts.archive.read("xl/workbook.xml").decode()
    assert "_xlnm.Print_Titles" in names
    assert "$1:$1" in names


def test_a_state_is_told_by_word_and_colour():
    rows = ((STATUSES["missed"], ATTENDANCE["excused"]),)
    read, parts = book(Table(columns("status", "x"), rows, styles=("missed",)))

    assert read.get_sheet_by_index(0).to_python()[1] == ["missed", "excused"]
    assert (parts.style_of("A2"), parts.style_of("B2")) == ("d55e00", "dddddd")


@pytest.mark.parametrize(
    ("language", "words"), [(ENGLISH, ("ok", "XX", "Jan")), (CHINESE, ("齐", "缺", "1月"))]
)
def test_a_calendar_is_a_sheet_of_words_and_colours(language, words):
    rows = (CalendarRow("Group 2", ("met", "missed", *[None] * 10), "2/1"),)
    read, parts = book(Calendar(2026, rows), language=language)
    sheet = read.get_sheet_by_index(0).to_python()

    assert sheet[0][1] == words[2]
    assert sheet[1][:3] == ["Group 2", *words[:2]]
    assert sheet[1][-1] == "2/1"
    assert (parts.style_of("B2"), parts.style_of("C2")) == ("0072b2", "d55e00")
    assert sheet[3][1] == words[0]  # what it means stands beside it


def test_what_stands_around_the_tables_has_a_sheet_of_its_own():
    blocks = (Heading("Title", "as of"), Table(columns("a"), (("x",),)), Line("=said"), Line(""))
    read, _ = book(*blocks)

    assert read.sheet_names == ["Table", "Notes"]
    assert [row[0] for row in read.get_sheet_by_name("Notes").to_python()] == [
        *("Title", "as of", "'=said"),
    ]


def printed(*pieces, page=PORTRAIT):
    sheet = PaperSheet("Form", page, title_lines("Riverside", "Sign-in"), pieces)
    return lambda language: Paper("Sign-in", language.code, (sheet,))


def test_a_paper_is_a_sheet_with_its_rows_heights_and_footer():
    head = head_row(("No.", "Name", "Signature"))
    rows = (head, PaperRow((PaperCell("1"), PaperCell("=An Bo"), PaperCell()), 11))
    view = View({}, ()).on_paper(printed(PaperTable((10, 50, 102), rows, heads=1)))
    content = render_view("xlsx", view, ENGLISH)
    read, parts = CalamineWorkbook.from_filelike(io.BytesIO(content)), Parts(content)

    assert read.sheet_names == ["Form"]
    cells = read.get_sheet_by_index(0).to_python()
    assert [row[0] for row in cells[:4]] == ["Riverside", "Sign-in", "No.", 1.0]
    assert cells[3][1] == "'=An Bo"
    row = parts.sheet().find(".//m:row[@r='4']", NS)
    assert float(row.attrib["ht"]) >= 11 / 25.4 * 72  # room to write
    assert parts.sheet().find(".//m:pane", NS).attrib["ySplit"] == "3"
    assert parts.sheet().find(".//m:oddFooter", NS).text == "&CPage &P of &N"
    assert parts.sheet().find(".//m:oddHeader", NS) is None


def test_a_sheet_that_is_read_back_stands_behind_the_paper():
    sheet = Table(columns("name", "grade"), (("An Bo", None),))
    paper = printed(PaperTable((81, 81), (head_row(("Name", "Grade")),)))
    view = View({}, (), sheet, paper=paper, to_import=True)
    read = CalamineWorkbook.from_filelike(io.BytesIO(render_view("xlsx", view, ENGLISH)))

    assert read.sheet_names == ["Form", "Table"]
    assert read.get_sheet_by_index(1).to_python()[0] == ["Name", "Grade"]


def test_many_columns_of_short_words_are_a_grid_with_heads_that_are_turned():
    keys = [f"meeting {at}" for at in range(40)]
    table = Table(columns("id", "name", *keys), (("#1", "x", *[ATTENDANCE["present"]] * 40),))
    _, parts = book(table)
    styles = ET.fromstring(parts.archive.read("xl/styles.xml"))
    turned = [one.attrib.get("textRotation") for one in styles.iter(f"{{{NS['m']}}}alignment")]

    assert "90" in turned
    assert parts.sheet().find(".//m:pageSetup", NS).attrib["fitToWidth"] == "2"
    widths = [float(one.attrib["width"]) for one in parts.sheet().findall(".//m:col", NS)]
    assert widths[-1] < 10


@pytest.mark.parametrize("name", ["a/b:c*d?[e]", "x" * 40, "'x'", "", "History", "历" * 40])
def test_a_sheet_has_a_name_that_excel_takes(name):
    one = Table(columns("a"), (("x",),), title=say("{name}", name=name))
    read, _ = book(one, one)

    for found in read.sheet_names:
        assert 0 < len(found) <= 31
        assert not re.search(r"[\[\]:*?/\\]", found)
        assert found.casefold() != "history"
        assert not found.startswith("'")
    assert len({found.casefold() for found in read.sheet_names}) == len(read.sheet_names)


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    read, _ = book(Table(columns("a"), (("x" * 40_000,),)))
    cell = read.get_sheet_by_index(0).to_python()[1][0]

    assert len(cell) == 32_767
    assert cell.endswith(" ...")


def test_it_was_made_on_the_day_it_is_about_and_not_by_the_clock():
    _, parts = book(Heading("T <&>"), data={"as_of": DAY})
    core = parts.archive.read("docProps/core.xml").decode()

    assert datetime.fromisoformat(re.search(r">(2026[^<]*)Z<", core)[1]).date() == DAY
    assert {one.date_time for one in parts.archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "command",
    ["check 2026", "report year", "report attendance", "report talks", "form register", "due"],
)
def test_commands_write_workbooks_and_the_same_bytes_twice(orglife, sample, tmp_path, command):
    for name in ("one.xlsx", "two.xlsx"):
        result = orglife(*command.split(), "-o", name)
        assert result.status in (0, 1), result.stderr
    one, two = ((tmp_path / name).read_bytes() for name in ("one.xlsx", "two.xlsx"))
    assert one == two
    assert CalamineWorkbook.from_filelike(io.BytesIO(one)).sheet_names


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_was_exported_as_a_workbook_is_known_to_its_own_branch(orglife, sample, lang):
    before = sample.read_bytes()
    for what in ("roster", "activities"):
        assert orglife("export", what, "-o", f"{what}.xlsx", "--lang", lang).status == 0
        result = orglife("import", f"{what}.xlsx", "-y")
        assert result.status == 0, result.stderr
    assert sample.read_bytes() == before


def test_a_roster_has_real_days_and_ids_are_text(orglife, sample, tmp_path):
    orglife("export", "roster", "-o", "r.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "r.xlsx").get_sheet_by_index(0).to_python()
    joined = [dict(zip(rows[0], row, strict=True))["joined"] for row in rows[1:]]
    assert any(isinstance(one, date) for one in joined)
    orglife("activity", "list", "-o", "a.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert all(isinstance(row[0], str) and row[0].startswith("#") for row in rows[1:])
