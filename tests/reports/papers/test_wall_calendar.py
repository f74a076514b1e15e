"""The calendar to hang up: one page, boxes only where something is asked, a state by its word."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=[("A4", ()), ("A3", ("--a3",))], ids=["A4", "A3"])
def drawn(request, orglife, sample, tmp_path):
    size, words = request.param
    done = orglife("check", "2026", "--fail-on", "never", *words, "-o", "wall.svg")
    assert done.status == 0, done.stderr
    return size, (tmp_path / "wall.svg").read_text(encoding="utf-8")


def test_it_prints_on_one_landscape_page_of_its_size(drawn):
    size, text = drawn
    root = ET.fromstring(text)
    width, height = {"A4": ("297mm", "210mm"), "A3": ("420mm", "297mm")}[size]

    assert (root.get("width"), root.get("height")) == (width, height)
    assert root.get("viewBox") == "0 0 297 210"
    assert f"size:{width} {height}" in text


def test_everything_lies_within_the_page(drawn):
    for box in ET.fromstring(drawn[1]).iter(f"{SVG}rect"):
        assert float(box.get("x", 0)) + float(box.get("width")) <= 297
        assert float(box.get("y", 0)) + float(box.get("height")) <= 210


def test_every_box_of_a_month_has_its_word_and_no_command_stands_in_it(drawn):
    groups = list(ET.fromstring(drawn[1]).iter(f"{SVG}g"))

    assert len(groups) > 30
    for group in groups:
        assert group.find(f"{SVG}title").text
        assert group.find(f"{SVG}text").text.strip()
    assert "orglife" not in drawn[1]
    assert not re.search(r"(href|src|url\()", drawn[1])
