"""HTML reports in a browser: nothing fetched, nothing failing, readable wherever opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper import colours_of, pages_of, pictures_of, size_of, text_of

from orglife.reports.formats.palette import PAINTS

pytestmark = pytest.mark.looks

PAGES = [(name, "zh") for name in ("check", "year", "attendance", "coverage")]
PAGES += [("check", "en"), ("year", "en")]
TELEPHONE, DESK = 390, 1280
READABLE = 12
"""Pixels of the smallest letters outside a grid, on a telephone."""


def test_what_a_page_fetches_and_what_fails_in_it_would_be_found(chromium, tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<img src="http://192.0.2.1/x.png"><script>nope()</script>', encoding="utf-8")
    fetched, failed = chromium.opened(page)

    assert fetched == ["http://192.0.2.1/x.png"]
    assert len(failed) == 1


def test_what_is_too_wide_or_too_small_would_be_found(chromium, tmp_path):
    page = tmp_path / "page.html"
    text = '<body><p style="width:900px">x</p><p style="font-size:7px">y</p></body>'
    page.write_text(text, encoding="utf-8")
    found = chromium.measured(page, TELEPHONE)

    assert found["beyond"] == ["P"]
    assert found["smallest"] == 7


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_page_fetches_nothing_and_nothing_fails_in_it(chromium, written, name, language):
    fetched, failed = chromium.opened(written[language] / f"{name}.html")

    assert fetched == []
    assert failed == []


@pytest.mark.parametrize("width", [TELEPHONE, DESK])
@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_page_fits_its_window_and_can_be_read(chromium, written, name, language, width):
    found = chromium.measured(written[language] / f"{name}.html", width)

    assert found["words"] > 100
    assert found["scroll"] <= found["width"] == width
    assert found["beyond"] == []
    assert found["smallest"] >= READABLE
    assert all(500 <= wide <= width or width == TELEPHONE for wide in found["pictures"])


@pytest.mark.parametrize(("width", "height"), [(TELEPHONE, 1600), (DESK, 1600)])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_is_pictured_for_those_who_look(
    chromium, written, pictures, language, width, height
):
    for name in ("check", "year"):
        picture = pictures / f"{name}-{language}-{width}.png"
        chromium.pictured(written[language] / f"{name}.html", picture, width, height)
        assert picture.stat().st_size > 20_000  # a blank one is a tenth of it


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_calendar_alone_is_a_picture_with_its_colours(chromium, written, pictures, language):
    picture = pictures / f"calendar-{language}.png"
    chromium.pictured(written[language] / "check.svg", picture, 1200, 820)
    colours = colours_of(picture)

    for code in ("met", "missed"):
        assert colours[PAINTS[code].fill] > 500


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_page_prints_on_a4_with_its_words(chromium, written, pictures, tmp_path, name, language):
    paper = tmp_path / f"{name}-{language}-printed.pdf"
    chromium.printed(written[language] / f"{name}.html", paper)
    text = text_of(paper)
    shown: list[Path] = pictures_of(paper, pictures)

    assert sorted(round(side) for side in size_of(paper)) == [595, 842]
    assert 1 <= pages_of(paper) == len(shown) <= 12
    assert ("滨河社区" in text) == (language == "zh")
    assert shown[0].stat().st_size > 5_000
