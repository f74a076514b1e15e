"""Papers in LibreOffice and Chromium: the same pages, black ink, the faces of a paper."""

from __future__ import annotations

import icalendar
import pytest
from paper import colours_of, pages_of, pictures_of, said_by, size_of, text_of
from samples import SHEETS, WRITTEN

pytestmark = pytest.mark.looks

BRANCH = {"en": "Riverside", "zh": "滨河社区第一党支部"}
BOOKS = sorted(name for name, extension in WRITTEN if extension == "xlsx")


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_word_and_html_print_the_same_pages(
    papers, written, chromium, pictures, tmp_path, language, name
):
    word = papers[language] / "docx" / f"{name}.pdf"
    assert word.exists(), "LibreOffice wrote nothing"
    page = tmp_path / f"{name}.pdf"
    chromium.printed(written[language] / f"{name}.html", page)
    for paper, kind in ((word, "docx"), (page, "html")):
        copy = tmp_path / f"{name}-{language}-{kind}.pdf"
        copy.write_bytes(paper.read_bytes())
        shown = pictures_of(copy, pictures)
        assert pages_of(copy) == len(shown) == SHEETS[name], kind
        assert BRANCH[language].replace(" ", "") in text_of(copy)
        assert _is_grey(colours_of(shown[0])), f"{kind}: colour on paper"


def _is_grey(colours):
    """Whether every pixel is black, white or a grey between."""
    return all(
        max(parts) - min(parts) < 12
        for colour in colours
        for parts in [[int(colour[at : at + 2], 16) for at in (1, 3, 5)]]
    )


@pytest.mark.parametrize("name", SHEETS)
def test_chinese_papers_are_set_in_a_song_face(papers, name):
    fonts = said_by("pdffonts", str(papers["zh"] / "docx" / f"{name}.pdf"))

    assert "Serif" in fonts
    assert "DejaVu" not in fonts


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_libreoffice_prints_the_workbook(papers, pictures, tmp_path, language, name):
    paper = tmp_path / f"{name}-{language}-xlsx.pdf"
    paper.write_bytes((papers[language] / "xlsx" / f"{name}.pdf").read_bytes())
    shown = pictures_of(paper, pictures)

    assert BRANCH[language].replace(" ", "") in text_of(paper)
    assert 1 <= pages_of(paper) == len(shown) <= 40


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_wall_calendar_prints_on_one_landscape_page(chromium, written, tmp_path, language):
    page = tmp_path / "calendar.pdf"
    chromium.printed(written[language] / "check.svg", page)

    assert pages_of(page) == 1
    assert [round(side) for side in size_of(page)] == [842, 595]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_another_library_reads_the_calendar(written, language):
    calendar = icalendar.Calendar.from_ical((written[language] / "year.ics").read_bytes())

    events = calendar.walk("VEVENT")
    assert len(events) > 20
    assert len({str(one["UID"]) for one in events}) == len(events)
    assert calendar.errors == []
    assert all(one.errors == [] for one in events)
