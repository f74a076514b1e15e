"""Every format, with hostile text in every place, at every width."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglife.errors import ChoiceError
from orglife.messages import say, say_n
from orglife.model.calendar import PartialDate
from orglife.model.terms import STATUSES, Term
from orglife.reports.formats.registry import FORMATS, by_extension, render_view
from orglife.reports.formats.to_csv import unescape_formula
from orglife.reports.formats.to_json import plain_data
from orglife.reports.language import Capitalized, DayWithWeekday, Language
from orglife.reports.view import (
    Agenda,
    Calendar,
    CalendarEvent,
    CalendarRow,
    Column,
    Heading,
    Line,
    RenderOptions,
    Separator,
    Table,
    View,
)

HOSTILE = (
    "[bold red]x[/bold red]",
    "\x1b[2J\x1b]8;;http://example.org\x07link",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x9b31mC1\x85",
    "\u202egnp.exe\u2066",
    "one\ntwo\r\nthree\ttab",
    '=cmd|"/c calc"!A0',
    "+1",
    "-1",
    "@x",
    "'=quoted",
    "<script>alert(1)</script>&amp;",
    "a|b`c*d_e#f\\",
    'quote" and, comma',
    "张\u3000三 \U0001f600",
    "",
)
ENGLISH, CHINESE = Language("en"), Language("zh")
WORDS = st.text(st.sampled_from("abc =-党员小组会（），\x1b\u202e\n<|"), max_size=40)


def view_of(texts, number=1):
    columns = (
        Column("name", say("Name")),
        Column("status", say("Status")),
        Column("day", say("Day")),
        Column("number", say("Number"), "right"),
        Column("message", say("Message")),
    )
    rows = tuple(
        (one, STATUSES["missed"], date(2026, 11, 22), number, say("{who} was {x}", who=one, x=one))
        for one in texts
    )
    months = ("met", "late", "missed", "pending", "exempt", "waived", "unrecorded") + (None,) * 5
    return View(
        {
            "schema": "orglife.test/1",
            "texts": list(texts),
            "day": DayWithWeekday(date(2026, 11, 22)),
        },
        (
            Heading(say("About {who}", who=texts[0]), say("as of {day}", day=date(2026, 1, 1))),
            Separator(),
            *(Line(say("said: {text}", text=one), "missed") for one in texts),
            Line(texts[-1], "hint"),
            Table(columns, rows, title=say("Rows"), styles=("missed",) * len(rows)),
            Calendar(
                2026,
                tuple(CalendarRow(one or "x", months, "7/1") for one in texts),
                say("Calendar of {who}", who=texts[0]),
            ),
        ),
        agenda=Agenda(
            texts[0],
            date(2026, 11, 22),
            tuple(
                CalendarEvent(f"e{at}@orglife", date(2026, 12, 31), one or "x", (one, "more"))
                for at, one in enumerate(texts)
            ),
        ),
    )


def width(line):
    return sum(
        2 if unicodedata.east_asian_width(one) in "WF" else not unicodedata.combining(one)
        for one in line
    )


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
@pytest.mark.parametrize("name", ["table", "md", "html", "svg"])
def test_no_format_for_people_lets_an_escape_sequence_through(name, language):
    text = render_view(name, view_of(HOSTILE), language, RenderOptions(width=80))

    for line in text.split("\n"):
        assert line.isprintable(), line


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_no_line_is_wider_than_the_terminal(columns, language):
    text = render_view("table", view_of(HOSTILE), language, RenderOptions(width=columns))

    assert max(map(width, text.split("\n"))) <= columns


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from([60, 80, 120]), st.booleans())
def test_no_line_is_wider_whatever_people_write(texts, columns, chinese):
    language = CHINESE if chinese else ENGLISH
    text = render_view("table", view_of(tuple(texts)), language, RenderOptions(width=columns))

    assert all(width(line) <= columns for line in text.split("\n"))


@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=3), st.sampled_from([12, 20, 60]))
def test_nothing_is_cut_however_narrow_the_terminal(texts, columns):
    def letters(width):
        text = render_view("table", view_of(tuple(texts)), ENGLISH, RenderOptions(width=width))
        return sorted(text.replace(" ", "").replace("\n", "").replace("-", "").replace(":", ""))

    narrow, wide = letters(columns), letters(None)
    assert len(narrow) >= len(wide)


def test_there_is_no_wrapping_where_there_is_no_terminal():
    long = "word " * 100
    text = render_view("table", View({}, (Line(long),)), ENGLISH)

    assert text == long.rstrip() + "\n"


def test_on_a_terminal_colour_stands_beside_the_same_words():
    import re

    plain = render_view("table", view_of(HOSTILE), ENGLISH, RenderOptions(width=80))
    coloured = render_view("table", view_of(HOSTILE), ENGLISH, RenderOptions(width=80, colour=True))

    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.split("\n")] == plain.split("\n")
    assert "\x1b]" not in coloured


def test_a_long_table_is_aligned_without_rich(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "rich.console", None)  # importing it would fail
    text = render_view(
        "table", view_of(("x",) * 201), ENGLISH, RenderOptions(width=80, colour=True)
    )

    assert "\x1b" not in text


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_what_orglife_draws_fits_a_gbk_console(language):
    text = render_view("table", view_of(("张三",)), language, RenderOptions(width=80))

    text.encode("gbk")
    for one in text:
        assert ord(one) < 128 or "\u4e00" <= one <= "\u9fff" or one in "（），：；、。？", one


def test_unicode_may_be_asked_for():
    assert "✗" in render_view("table", view_of(("x",)), ENGLISH, RenderOptions(unicode=True))


def test_json_gives_back_what_went_in_and_moves_no_cursor():
    text = render_view("json", view_of(HOSTILE), ENGLISH)

    assert json.loads(text)["texts"] == list(HOSTILE)
    assert all(line.isprintable() for line in text.split("\n"))
    assert list(json.loads(text)) == ["schema", "texts", "day"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_json_gives_back_any_text(texts):
    text = render_view("json", View({"texts": texts}, ()), ENGLISH)

    assert json.loads(text) == {"texts": texts}
    assert all(line.isprintable() for line in text.split("\n"))


def test_messages_in_json_are_in_the_language_asked_for():
    data = {
        "a": say("Period"),
        "b": Term("x", en="one", zh="一"),
        "c": (say_n("{n} day", "{n} days", 2),),
    }

    assert json.loads(render_view("json", View(data, ()), ENGLISH)) == {
        "a": "Period",
        "b": "one",
        "c": ["2 days"],
    }
    assert json.loads(render_view("json", View(data, ()), CHINESE))["a"] == "期间"
    assert json.loads(render_view("json", View(data, ()), CHINESE))["b"] == "一"


SAID = (
    (say("{n} days", n=2), "2 days", "2 days"),
    (say("Period"), "Period", "期间"),
    (
        say("{who}, {day}", who=Term("x", en="one", zh="一"), day=date(2026, 11, 20)),
        "one, 2026-11-20",
        "一, 2026-11-20",
    ),
    (Term("x", en="one", zh="一"), "one", "一"),
    (DayWithWeekday(date(2026, 11, 20)), "Fri 2026-11-20", "2026-11-20 周五"),
    (Capitalized(Term("x", en="one", zh="一")), "One", "一"),
    (date(2026, 11, 20), "2026-11-20", "2026-11-20"),
    (PartialDate(2026, 11), "2026-11", "2026-11"),
)
"""A value, and its words in both languages."""


@pytest.mark.parametrize(("value", "english", "chinese"), SAID)
def test_whatever_can_be_said_is_said_in_json_wherever_it_stands(value, english, chinese):
    data = {"whole": value, "list": [value], "deep": {"pair": (value, 1)}, 7: [{"x": value}]}

    for language, words in ((ENGLISH, english), (CHINESE, chinese)):
        assert json.loads(render_view("json", View(data, ()), language)) == {
            "whole": words,
            "list": [words],
            "deep": {"pair": [words, 1]},
            "7": [{"x": words}],
        }


@pytest.mark.parametrize(("value", "english", "chinese"), SAID)
def test_plain_data_keeps_days_and_says_the_rest(value, english, chinese):
    said = plain_data({"a": [value], "b": {"c": value}, "d": (1, "x", None, True)}, CHINESE)
    words = value if isinstance(value, date) else chinese

    assert said == {"a": [words], "b": {"c": words}, "d": (1, "x", None, True)}
    assert plain_data(value, ENGLISH) == (value if isinstance(value, date) else english)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_csv_gives_back_any_text_and_holds_no_formula(texts):
    column = Column("text", say("Name"))
    table = Table((column, Column("n", say("Number"))), tuple((one, -1) for one in texts))
    rows = list(
        csv.reader(io.StringIO(render_view("csv", View({}, (table,)), ENGLISH), newline=""))
    )

    assert rows[0] == ["text", "n"]
    assert [unescape_formula(row[0]) for row in rows[1:]] == texts
    assert all(not row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows[1:])
    assert all(row[1] == "-1" for row in rows[1:])


def test_csv_files_begin_with_a_mark_for_excel_and_stdout_does_not():
    view = view_of(("x",))

    assert render_view("csv", view, ENGLISH, RenderOptions(to_file=True)).startswith("\ufeff")
    assert not render_view("csv", view, ENGLISH).startswith("\ufeff")


def test_csv_on_a_terminal_moves_no_cursor():
    text = render_view("csv", view_of(HOSTILE), ENGLISH, RenderOptions(terminal=True))

    assert all(line.isprintable() for line in text.split("\n"))


def test_csv_holds_the_sheet_where_there_is_one():
    sheet = Table((Column("only", say("Name")),), (("x",),))

    view = View({}, view_of(("y",)).blocks, sheet)
    assert render_view("csv", view, ENGLISH) == "only\nx\n"
    assert render_view("csv", view, CHINESE) == "名称\nx\n"


def test_markdown_tables_keep_their_columns_whatever_stands_in_them():
    import re

    text = render_view("md", view_of(HOSTILE), ENGLISH)
    rows = [line for line in text.split("\n") if line.startswith("|")]

    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) in (6, 15), row
    assert "<script>" not in text


def test_html_is_one_well_formed_file_without_outside_references():
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open, self.tags, self.texts = [], [], []

        def handle_starttag(self, tag, attrs):
            self.tags.append((tag, dict(attrs)))
            if tag not in ("meta", "hr"):
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

        def handle_data(self, data):
            self.texts.append(data)

    text = render_view("html", view_of(HOSTILE), CHINESE)
    reader = Reader()
    reader.feed(text)

    assert reader.open == []
    names = {tag for tag, _ in reader.tags}
    assert not names & {"script", "img", "link", "iframe", "a", "image", "use", "foreignobject"}
    assert ("html", {"lang": "zh-CN"}) in reader.tags
    assert all("on" not in attrs and "src" not in attrs for _, attrs in reader.tags)
    assert "<script>alert(1)</script>&amp;" in reader.texts


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_same_view_gives_the_same_bytes(name):
    assert render_view(name, view_of(HOSTILE), ENGLISH) == render_view(
        name, view_of(HOSTILE), ENGLISH
    )


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.json", "json"), ("b/c.d/x.CSV", "csv"), ("C:\\x\\y.htm", "html"), ("a.txt", "table")],
)
def test_the_extension_names_the_format(path, name):
    assert by_extension(path) == name


@pytest.mark.parametrize("path", ["a", "a.b/c", "x.exe", ".json/x", ""])
def test_an_unknown_extension_is_refused(path):
    with pytest.raises(ChoiceError):
        by_extension(path)


def test_a_table_without_rows_says_what_that_means():
    table = Table((Column("a", say("Name")),), (), empty=say("Nothing here."))

    for name in ("table", "md", "html"):
        assert "Nothing here." in render_view(name, View({}, (table,)), ENGLISH)
    assert render_view("csv", View({}, (table,)), ENGLISH) == "a\n"
