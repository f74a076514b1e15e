"""Grids: short words with what they mean, in every format, and no line too wide."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglife.messages import say
from orglife.model.terms import ATTENDANCE
from orglife.reports.formats.palette import ATTENDANCE_CELLS
from orglife.reports.formats.registry import render_view
from orglife.reports.language import Language
from orglife.reports.text_width import width
from orglife.reports.view import Column, RenderOptions, Table, View

ENGLISH, CHINESE = Language("en"), Language("zh")
SVG = "{http://www.w3.org/2000/svg}"


def grid(names=("An Bo",), states=tuple(ATTENDANCE), repeat=1):
    states = states * repeat
    columns = (
        Column("id", say("No."), "right"),
        Column("name", say("Name")),
        *(
            Column(f"m{at}", say("Period"), brief=f"{at % 12 + 1:02}-22")
            for at in range(len(states))
        ),
    )
    cells = tuple(ATTENDANCE[one] if one else None for one in states)
    rows = tuple((f"#{at}", name, *cells) for at, name in enumerate(names, 1))
    return View({}, (Table(columns, rows, title=say("Table"), grid=True),))


def test_every_state_has_a_word_of_its_own_in_both_languages():
    assert set(ATTENDANCE_CELLS) == set(ATTENDANCE)
    for language in ("en", "zh"):
        words = [word.title(language) for word in ATTENDANCE_CELLS.values()]
        assert len(set(words)) == len(words)
        assert all(width(word) == 2 for word in words)


@pytest.mark.parametrize(
    ("language", "row"),
    [
        (ENGLISH, "#1 An Bo ok lt ex XX ?? --"),
        (CHINESE, "#1 An Bo 到 迟 假 缺 未 免"),
    ],
)
def test_the_screen_has_a_line_a_member_and_says_what_the_words_mean(language, row):
    lines = render_view("table", grid(), language).splitlines()

    assert lines[1:4] == [" " * 9 + "01 02 03 04 05 06", " " * 9 + "22 22 22 22 22 22", row]
    for term in ATTENDANCE.values():
        assert term.title(language.code) in "".join(lines[4:])


def test_only_what_is_used_is_explained():
    text = render_view("table", grid(states=("present", None)), ENGLISH)

    assert "ok present" in text
    assert "absent" not in text


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_what_does_not_fit_stands_in_a_band_below(columns):
    view = grid(("An Bo", "党小组" * 8), repeat=9)
    text = render_view("table", view, ENGLISH, RenderOptions(width=columns))
    lines = text.splitlines()

    assert max(map(width, lines)) <= columns
    assert sum(line.count("XX") for line in lines) == 9 * 2 + 1
    assert sum(line.startswith("#1 An Bo") for line in lines) == -(-54 // ((columns - 20) // 3))


@given(st.lists(st.text("ab 党\x1b\u202e", max_size=40), min_size=1, max_size=3))
def test_no_line_is_wider_whatever_the_names(names):
    text = render_view("table", grid(tuple(names), repeat=4), ENGLISH, RenderOptions(width=60))

    assert all(width(line) <= 60 and line.isprintable() for line in text.split("\n"))


def test_colour_stands_beside_the_same_words():
    coloured = render_view("table", grid(), ENGLISH, RenderOptions(width=80, colour=True))

    assert "\x1b[1;31mXX" in coloured


def test_numbers_are_shown_and_nought_is_not():
    columns = (
        Column("name", say("Name")),
        *(Column(f"c{at}", say("x"), brief="1") for at in "abc"),
    )
    view = View({}, (Table(columns, (("x", 3, 0, None),), grid=True),))

    assert render_view("table", view, ENGLISH).splitlines()[1] == "x  3"


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_the_picture_has_a_word_in_every_box_and_a_title(language):
    root = ET.fromstring(render_view("svg", grid(("<b>&", "x"), repeat=7), language))
    groups = root.findall(f"{SVG}g")

    assert len(groups) == 2 * 6 * 7
    for at, group in enumerate(groups[:6]):
        code = list(ATTENDANCE)[at]
        assert group.find(f"{SVG}text").text == ATTENDANCE_CELLS[code].title(language.code)
        assert group.find(f"{SVG}title").text.endswith(ATTENDANCE[code].title(language.code))
        assert group.find(f"{SVG}title").text.startswith("#1 <b>&, ")
    wide = float(root.attrib["width"])
    for box in root.iter(f"{SVG}rect"):
        assert float(box.attrib.get("x", 0)) + float(box.attrib["width"]) <= wide


def test_word_has_it_in_tables_that_fit_a_page():
    document = docx.Document(io.BytesIO(render_view("docx", grid(repeat=4), ENGLISH)))

    assert [len(table.columns) for table in document.tables] == [17, 9]
    assert document.tables[0].rows[1].cells[4].text == "XX"
    assert any("XX without excuse" in one.text for one in document.paragraphs)


def test_markdown_says_the_whole_words():
    assert "without excuse" in render_view("md", grid(), ENGLISH)


@pytest.mark.parametrize("what", ["attendance", "talks"])
def test_reports_show_their_grid(orglife, sample, what):
    orglife("log", "talk", "--on", "2026-11-04", "--with", "Qiu Wei", "--with", "Zeng Li")
    shown = orglife("report", what)
    drawn = orglife("report", what, "--format", "svg")

    title = {"attendance": "Members by meetings", "talks": "Who has talked with whom"}[what]
    assert title in shown.stdout
    assert drawn.status == 0
    assert title in drawn.stdout
