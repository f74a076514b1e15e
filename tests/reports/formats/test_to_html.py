"""HTML pages: what a reader of the screen, a telephone and a printer need."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from orglife.messages import say
from orglife.model.terms import STATUSES
from orglife.reports.formats.registry import render_view
from orglife.reports.formats.to_html import style
from orglife.reports.language import Language
from orglife.reports.view import Column, Heading, Line, Table, View

ENGLISH = Language("en")


class Page(HTMLParser):
    """Every start tag with its attributes, in their order."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, *names):
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.fixture(params=["check", "report year", "report attendance", "report talks"])
def page(request, orglife, sample, tmp_path):
    result = orglife(*request.param.split(), "-o", "page.html")
    assert result.status in (0, 1), result.stderr
    return Page((tmp_path / "page.html").read_text(encoding="utf-8"))


def test_a_page_has_one_first_heading_and_skips_no_level(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_head_of_a_table_says_what_it_heads(page):
    heads = page.all("th")

    assert heads
    assert {one.get("scope") for one in heads} == {"col", "row"}
    assert len(page.all("main")) == 1


def test_what_scrolls_can_be_reached_by_keyboard_and_has_a_name(page):
    wide = [attrs for _, attrs in page.tags if attrs.get("class") == "wide"]

    assert wide
    for one in wide:
        assert one["tabindex"] == "0"
        assert one["role"] == "region"
        assert one["aria-label"]


def test_nothing_is_fetched_and_nothing_runs(page):
    policy = next(one for one in page.all("meta") if "http-equiv" in one)

    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    for tag, attrs in page.tags:
        assert tag not in ("script", "link", "img", "iframe", "object", "form", "input")
        assert not {"src", "srcset", "xlink:href", "style"} & set(attrs)
        assert attrs.get("href", "#").startswith("#")
        assert not any(name.startswith("on") for name in attrs)


def test_every_link_leads_to_a_place_of_the_page(page):
    places = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    links = [attrs["href"] for attrs in page.all("a")]

    assert len(places) == len(set(places))
    assert {link[1:] for link in links} <= set(places)


def test_the_style_fetches_nothing_and_turns_the_page_where_tables_are_wide():
    for landscape in (False, True):
        text = style(landscape=landscape)
        assert "url(" not in text
        assert "@import" not in text
        assert ("A4 landscape" in text) == landscape
        assert not re.search(r"\b(INK|PAPER|QUIET|ERROR|WARNING|INFORMATION|SHAPE)\b", text)


def test_the_calendar_is_a_picture_and_a_table_for_those_who_do_not_see_it(orglife, sample):
    text = orglife("check", "2026", "--format", "html").stdout

    assert text.count("<svg ") == 1
    assert "<details><summary>The same as a table</summary>" in text
    assert '<td class="month missed">XX</td>' in text


def test_the_first_heading_alone_is_of_the_first_level():
    blocks = (Heading("a"), Heading("b"), Heading("c", level=2))
    text = render_view("html", View({}, blocks), ENGLISH)

    assert re.findall(r"<(h\d)>", text) == ["h1", "h2", "h2"]


def table(width):
    columns = tuple(Column(f"c{at}" if at else "name", say("Name")) for at in range(width))
    return Table(columns, ((*("x",) * width,),))


@pytest.mark.parametrize(("columns", "turned"), [(10, False), (11, True)])
def test_wide_tables_are_printed_on_a_page_that_lies_on_its_side(columns, turned):
    text = render_view("html", View({}, (Heading("a"), table(columns))), ENGLISH)

    assert ("A4 landscape" in text) == turned


@pytest.mark.parametrize(("columns", "grid"), [(12, False), (13, True)])
def test_a_table_of_many_columns_is_set_closer(columns, grid):
    text = render_view("html", View({}, (Heading("a"), table(columns))), ENGLISH)

    assert ('<table class="grid">' in text) == grid


def test_a_state_is_coloured_where_its_word_stands():
    columns = (Column("name", say("Name")), Column("status", say("Status")))
    rows = (("x", STATUSES["missed"]),)
    text = render_view("html", View({}, (Table(columns, rows, styles=("missed",)),)), ENGLISH)

    assert '<td class="short missed">missed</td>' in text
    assert '<th scope="row" class="short">x</th>' in text


def test_short_cells_are_not_broken_and_long_ones_have_room():
    columns = tuple(Column(key, say("Name")) for key in "abc")
    rows = (("x", date(2026, 11, 22), "word " * 20),)
    text = render_view("html", View({}, (Table(columns, rows),)), ENGLISH)

    assert '<td class="short">2026-11-22</td>' in text
    assert '<td class="long">' in text


def test_a_class_is_one_of_the_page_never_a_text_of_a_user():
    text = render_view("html", View({}, (Line("x", '"><script>'),)), ENGLISH)

    assert "<script>" not in text


def test_a_grid_is_a_table_on_the_screen_and_a_picture_on_paper(orglife, sample):
    text = orglife("report", "attendance", "--format", "html").stdout

    assert '<table class="grid turned">' in text
    assert 'class="cell present" title="present">ok</td>' in text
    assert '<p class="key"><span class="present">ok</span> present' in text
    assert '<figure class="paper" aria-hidden="true"><svg ' in text
    assert "A4 portrait" in text
