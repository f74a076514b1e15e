"""Word documents: the built-in page, the user's own template, and templates that ask too much."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest

from orglife.errors import RefusedError
from orglife.messages import say
from orglife.model.terms import ATTENDANCE
from orglife.reports.formats.registry import render_view
from orglife.reports.language import Language
from orglife.reports.view import (
    Calendar,
    CalendarRow,
    Column,
    Heading,
    Line,
    RenderOptions,
    Table,
    View,
)

ENGLISH, CHINESE = Language("en"), Language("zh")
DAY = date(2026, 11, 22)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "<w:p>&{{ body }}{% for x in y %}\x1b]52;c;x\x07\u202e\ue000 =1+1"


def table(*names, width=2):
    keys = ("name", "state", *(f"c{at}" for at in range(width - 2)))
    rows = tuple((one, ATTENDANCE["absent"], *(None,) * (width - 2)) for one in names)
    return Table(tuple(Column(key, say("Name")) for key in keys), rows)


def view(*blocks, **data):
    heading = Heading("Minutes", "Riverside")
    return View({"schema": "orglife.x/1", "as_of": DAY, **data}, (heading, *blocks))


def opened(content):
    return docx.Document(io.BytesIO(content))


def made(*blocks, language=ENGLISH, template=None, **data):
    return opened(
        render_view("docx", view(*blocks, **data), language, RenderOptions(template=template))
    )


def template(*paragraphs, rows=()):
    document = docx.Document()
    for one in paragraphs:
        document.add_paragraph(one)
    if rows:
        grid = document.add_table(rows=0, cols=1)
        for one in rows:
            grid.add_row().cells[0].text = one
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def texts(document):
    return [one.text for one in document.paragraphs if one.text]


def test_the_built_in_page_holds_everything_in_its_order():
    document = made(Line("one"), Heading("Two", level=2), table("An Bo"), Line("three"))

    assert texts(document) == ["Minutes", "Riverside", "one", "Two", "three"]
    assert document.paragraphs[0].style.name == "Heading 1"
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["An Bo", "without excuse"]


def test_a_state_is_told_by_word_and_colour():
    cell = made(table("x")).tables[0].rows[1].cells[1]

    assert cell._tc.find(f".//{W}shd").get(f"{W}fill") == "D55E00"


def test_the_heads_of_a_table_are_repeated_and_no_row_is_divided():
    rows = made(table("x", "y")).tables[0].rows

    assert rows[0]._tr.find(f".//{W}tblHeader") is not None
    assert all(row._tr.find(f".//{W}cantSplit") is not None for row in rows)


def test_columns_to_be_filled_in_have_room_to_write():
    rows = made(table("x", width=3)).tables[0].rows

    assert int(rows[1]._tr.find(f".//{W}trHeight").get(f"{W}val")) >= 480
    assert rows[0]._tr.find(f".//{W}trHeight") is None


def test_the_calendar_is_a_table_of_words_and_colours():
    calendar = Calendar(2026, (CalendarRow("Group 2", ("met", *[None] * 11), "1/1"),), say("Cal"))
    document = made(calendar, language=CHINESE)

    assert [cell.text for cell in document.tables[0].rows[1].cells][:2] == ["Group 2", "齐"]
    assert "齐 已开展" in texts(document)


@pytest.mark.parametrize(("width", "turned"), [(10, False), (11, True)])
def test_wide_tables_turn_the_page(width, turned):
    section = made(table("x", width=width)).sections[0]

    assert (section.page_width > section.page_height) == turned


def test_hostile_text_is_text():
    document = made(Line(HOSTILE), table(HOSTILE))
    line = texts(document)[2]

    assert line == document.tables[0].rows[1].cells[0].text
    assert line.startswith("<w:p>&{{ body }}{% for x in y %}")
    assert line.isprintable()


def test_a_template_says_what_goes_where():
    own = template(
        "Held at {{ place }} on {{ day }}",
        "{% for one in people %}{{ one.name }};{% endfor %}",
        "{{ heading }} / {{ subheading }} / {{ nothing }}",
    )
    people = [{"name": HOSTILE}, {"name": "An Bo"}]
    document = made(place="Hall", day=DAY, people=people, nothing=None, template=own)

    said = texts(document)
    assert said[0] == "Held at Hall on 2026-11-22"
    assert said[1].endswith("=1+1;An Bo;")
    assert said[1].startswith("<w:p>&{{ body }}")
    assert said[2] == "Minutes / Riverside / "


def test_a_template_may_hold_the_table_row_by_row():
    own = template(rows=("{%tr for row in table.rows %}", "{{ row.name }}", "{%tr endfor %}"))
    document = made(table("An Bo", "Bai He"), template=own)

    assert [row.cells[0].text for row in document.tables[0].rows] == ["An Bo", "Bai He"]


def test_the_body_stands_where_the_template_wants_it():
    document = made(Line("one"), template=template("Before", "{{ body }}", "After"))

    assert texts(document) == ["Before", "Minutes", "Riverside", "one", "After"]


@pytest.mark.parametrize(
    "asked",
    [
        "{{ plaec }}",
        "{{ 1 / 0 }}",
        "{% for %}",
        "{{ heading.__class__.__mro__ }}",
        "{{ ''.__class__.__subclasses__() }}",
        "{{ heading.format.__globals__ }}",
        "{% include 'x' %}",
    ],
)
def test_a_template_that_cannot_be_filled_in_is_refused(asked):
    with pytest.raises(RefusedError) as refused:
        made(template=template(asked))

    assert "heading" in str(refused.value.hint)


def test_what_is_no_document_is_refused():
    with pytest.raises(RefusedError):
        made(template=b"PK no archive")


@pytest.mark.parametrize("own", [None, template("{{ heading }}", "{{ body }}")])
def test_the_same_view_gives_the_same_bytes_and_no_time_of_the_clock(own):
    look = RenderOptions(template=own)
    one, two = (render_view("docx", view(table("x")), ENGLISH, look) for _ in range(2))

    assert one == two
    archive = zipfile.ZipFile(io.BytesIO(one))
    assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert opened(one).core_properties.modified.date() == DAY


@pytest.mark.parametrize(
    "command",
    [
        "form minutes last general-meeting",
        "form sign-in last general-meeting",
        "form register 2026",
        "form plan 2026",
        "report year 2026",
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_forms_and_the_year_are_written_for_word(orglife, sample, tmp_path, command, lang):
    result = orglife(*command.split(), "-o", "x.docx", "--lang", lang)
    assert result.status == 0, result.stderr

    assert texts(docx.Document(tmp_path / "x.docx"))
    again = orglife(*command.split(), "--format", "docx", "-o", "y.docx", "--lang", lang)
    assert again.status == 0
    assert (tmp_path / "x.docx").read_bytes() == (tmp_path / "y.docx").read_bytes()
