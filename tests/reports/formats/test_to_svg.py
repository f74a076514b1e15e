"""The calendar as a picture: a word in every cell, nothing drawn over, nothing fetched."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from orglife.errors import ChoiceError
from orglife.messages import say
from orglife.reports.formats.palette import STATUS_CELLS
from orglife.reports.formats.registry import render_view
from orglife.reports.formats.to_svg import across
from orglife.reports.language import Language
from orglife.reports.view import Calendar, CalendarRow, Heading, Line, View

ENGLISH, CHINESE = Language("en"), Language("zh")
SVG = "{http://www.w3.org/2000/svg}"
MONTHS = (*STATUS_CELLS, None, None, None, None, None)


def picture(*labels, language=ENGLISH, years=(2026,), aside="as of today", title="Riverside"):
    rows = tuple(CalendarRow(one, MONTHS, "11/10") for one in labels)
    calendars = [Calendar(year, rows, say("{x} {year}", x=title, year=year)) for year in years]
    text = render_view("svg", View({}, (Heading("h", aside), *calendars)), language)
    return ET.fromstring(text)


def texts(root):
    return [one.text for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_every_state_is_told_by_its_word_and_its_whole_words(language):
    root = picture("Group 2", language=language)
    groups = root.findall(f"{SVG}g")

    assert len(groups) == 12
    for group, status in zip(groups, MONTHS, strict=True):
        words = [one.text for one in group.findall(f"{SVG}text")]
        assert words == ([STATUS_CELLS[status].title(language.code)] if status else [])
        assert group.find(f"{SVG}title").text.startswith("Group 2 2026-")
    assert len({group.find(f"{SVG}title").text for group in groups}) == 12


def test_what_the_cells_mean_stands_below_and_only_what_is_used():
    rows = (CalendarRow("x", ("met",) + (None,) * 11, "1/1"),)
    root = ET.fromstring(render_view("svg", View({}, (Calendar(2026, rows),)), ENGLISH))

    assert texts(root)[-3:] == ["ok", "held", "nothing asked"]
    assert "missed" not in texts(root)


def test_missed_and_open_differ_in_black_and_white_too():
    boxes = {
        group.find(f"{SVG}title").text.rpartition(": ")[2]: group.find(f"{SVG}rect").attrib
        for group in picture("x").findall(f"{SVG}g")
    }

    assert boxes["missed"]["stroke-width"] == "2.5"
    assert "stroke-dasharray" in boxes["still open"]
    assert "stroke-width" not in boxes["held"]


def test_hostile_text_is_text():
    hostile = "<script>alert(1)</script>&\x1b]52;c;x\x07\u202e\"'\ufffe"
    root = picture(hostile, title=hostile)

    assert {one.tag for one in root.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "rect", "text", "g")
    }
    assert all(one.isprintable() for one in texts(root) if one)
    assert any("<script>" in one for one in texts(root) if one)
    for one in root.iter():
        assert not any(name.endswith(("href", "src")) or name[:2] == "on" for name in one.attrib)


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_nothing_is_drawn_outside_the_picture_or_over_something_else(language):
    long = "A duty with a name that is rather long for its place in any picture"
    root = picture("党小组会" * 9, long, "x", language=language, title=long * 3)
    wide, high = (float(root.attrib[name]) for name in ("width", "height"))
    boxes = [
        tuple(float(one.attrib[name]) for name in ("x", "y", "width", "height"))
        for one in list(root.iter(f"{SVG}rect"))[1:]
    ]
    for x, y, width, height in boxes:
        assert x >= 0
        assert x + width <= wide
        assert y + height <= high
    for at, (x, y, width, height) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = (
                x + width <= other[0]
                or other[0] + other[2] <= x
                or y + height <= other[1]
                or other[1] + other[3] <= y
            )
            assert apart
    for one in root.iter(f"{SVG}text"):
        size = int(one.attrib.get("font-size", 13))
        length = across(one.text, size)
        x = float(one.attrib["x"])
        x -= {"end": length, "middle": length / 2}.get(one.attrib.get("text-anchor"), 0)
        assert x >= 0, one.text
        assert x + length <= wide + 4, one.text
        assert float(one.attrib["y"]) <= high


def test_years_stand_below_one_another():
    root = picture("x", years=(2025, 2026))
    first, second = root.findall(f"{SVG}svg")

    assert float(second.attrib["y"]) == float(first.attrib["height"])
    assert float(root.attrib["height"]) == sum(float(o.attrib["height"]) for o in (first, second))
    assert {"Riverside 2025", "Riverside 2026"} <= set(texts(root))


def test_the_picture_names_itself_to_those_who_do_not_see_it():
    root = picture("x")

    assert root.attrib["role"] == "img"
    title = root.find(f"{SVG}title")
    assert title.attrib["id"] == root.attrib["aria-labelledby"]
    assert title.text == "Riverside 2026"


def test_where_nothing_can_be_drawn_the_hint_says_what_can():
    with pytest.raises(ChoiceError) as refused:
        render_view("svg", View({}, (Line("x"),)), ENGLISH)

    assert "check -o calendar.svg" in str(refused.value.hint)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_check_writes_the_picture_and_the_same_bytes_twice(orglife, sample, tmp_path, lang):
    for name in ("one.svg", "two.svg"):
        args = ("check", "2026", "-o", name, "--lang", lang, "--fail-on", "never")
        assert orglife(*args).status == 0
    one, two = ((tmp_path / name).read_bytes() for name in ("one.svg", "two.svg"))
    assert one == two
    said = texts(ET.fromstring(one.decode()))
    assert ("组织生活日历" in said[0]) == (lang == "zh")
    day = "2026年11月22日" if lang == "zh" else "22 Nov 2026"
    assert any(day in text for text in said if text)
    assert "Group 2" in said
