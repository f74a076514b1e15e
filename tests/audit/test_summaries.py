"""Summaries as they are opened by others: the numbers of the JSON, and texts that stay texts."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from audit_case import ASKED
from python_calamine import CalamineWorkbook
from resealed import with_meta

SEVERITIES = ("error", "warning", "information")
FORMULA, COMMAND, MARKUP = "=1+1", "@SUM(A1:A9)", "<script>alert(1)</script> & <b>"
TORN = "=2+2.json"


@pytest.fixture
def summary(orglife, files, tmp_path):
    """Return the summary in a format, read from the file that was written."""
    for path, changes in (
        (files[0], {"name": FORMULA, "superior": COMMAND}),
        (files[1], {"name": MARKUP, "superior": "-7"}),
    ):
        path.write_bytes(with_meta(path.read_bytes(), **changes))
    (tmp_path / TORN).write_bytes(files[2].read_bytes()[:-9])
    (tmp_path / "in" / "copy.json").write_bytes(files[3].read_bytes())

    def written(name: str, *words: object) -> Path:
        result = orglife(
            *("audit", "run", "in", TORN, *ASKED, "--jobs", 1, "-o", name),
            *words,
        )
        assert result.status == 7, result.stderr
        return tmp_path / name

    return written


def rows_of(found: dict) -> list[list[object]]:
    """Return what the one table for spreadsheets must hold, from the summary as JSON."""

    def numbers(row: dict) -> list[object]:
        return [row["branches"], row["branches_with_missed"], *row["missed"].values()]

    nothing = [""] * 5
    return [
        ["all", "", *numbers(found), ""],
        *(["superior", one["superior"], *numbers(one), ""] for one in found["superiors"]),
        *(["unit", one["sector"], *numbers(one), ""] for one in found["sectors"]),
        *(
            ["branch", one["name"], 1, 1, *one["missed"].values(), one["file"]]
            for one in found["branches_listed"]
        ),
        *(["unreadable", one["code"], *nothing, one["file"]] for one in found["unreadable_listed"]),
        *(
            ["copy", {"identical": "the same content"}[one["why"]], *nothing, one["file"]]
            for one in found["copies_listed"]
        ),
    ]


def unmarked(cell: object) -> object:
    """Return a cell without the mark that keeps a text a text."""
    if isinstance(cell, str) and cell[:2] in ("'=", "'+", "'-", "'@"):
        return cell[1:]
    return cell


def json_of(summary) -> dict:
    found = json.loads(summary("s.json").read_text(encoding="utf-8"))
    assert (found["unreadable"], found["copies"], len(found["superiors"])) == (1, 1, 3)
    return found


def test_the_csv_has_the_numbers_of_the_json(summary) -> None:
    text = summary("s.csv").read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))

    assert head == ["level", "name", "branches", "branches_with_missed", *SEVERITIES, "file"]
    expected = [[str(cell) for cell in row] for row in rows_of(json_of(summary))]
    assert [[unmarked(cell) for cell in row] for row in rows] == expected


def test_the_workbook_has_the_numbers_of_the_json_as_numbers(summary) -> None:
    path = summary("s.xlsx")
    (table, *_) = CalamineWorkbook.from_path(path).sheet_names
    _, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name(table).to_python()

    assert [[unmarked(cell) for cell in row] for row in rows] == rows_of(json_of(summary))
    assert {type(cell) for row in rows if row[0] == "branch" for cell in row[2:7]} == {float}


def test_the_workbook_says_in_its_notes_what_was_not_judged(orglife, summary, tmp_path) -> None:
    (tmp_path / "in" / "other.json").write_text('{"name": "another program"}')
    notes = CalamineWorkbook.from_path(summary("s.xlsx")).get_sheet_by_name("Notes").to_python()
    said = [row[0] for row in notes]

    assert "14 files: 12 judged, 1 set aside as copies, 1 not readable" in said
    assert "Left aside: 1 file that is no branch file" in said


def test_texts_that_look_like_formulas_stay_texts(summary) -> None:
    sheet = summary("s.csv").read_text(encoding="utf-8-sig")
    path = summary("s.xlsx")
    cells = {
        cell
        for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        for cell in row
    }

    for text in (FORMULA, COMMAND, "-7", TORN):
        assert f"'{text}" in cells
        assert text not in cells
        assert f",'{text}" in sheet
        assert f",{text}" not in sheet
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)


class Page(HTMLParser):
    """The tables of a page by their captions, as rows of texts; and the names of its elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.elements: set[str] = set()
        self._rows: list[list[str]] = []
        self._text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        self.elements.add(tag)
        if tag in ("caption", "th", "td"):
            self._text = ""
        elif tag == "tr":
            self._rows.append([])

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self.tables[self._text] = self._rows = []
        elif tag in ("th", "td"):
            self._rows[-1].append(self._text)

    def rows(self, caption: str) -> list[list[str]]:
        """Return the rows of a table below its heads."""
        return self.tables[caption][1:]


def test_the_page_has_the_numbers_of_the_json(summary) -> None:
    found = json_of(summary)
    page = Page(summary("s.html").read_text(encoding="utf-8"))

    def missed(one: dict) -> list[str]:
        return [str(one["missed"][severity]) for severity in SEVERITIES]

    def counted(one: dict) -> list[str]:
        return [str(one["branches"]), str(one["branches_with_missed"]), *missed(one)]

    assert page.rows("By superior") == [
        [one["superior"], *counted(one)] for one in found["superiors"]
    ]
    assert page.rows("By kind of unit") == [
        [one["sector"], *counted(one)] for one in found["sectors"]
    ]
    assert page.rows("By branch") == [
        [one["name"], one["superior"], *missed(one), one["file"]]
        for one in found["branches_listed"]
    ]
    statuses = page.tables["By rule"][0][3:]
    assert {"met", "missed"} <= set(statuses)
    assert page.rows("By rule") == [
        [one["rule"], one["title"], str(one["branches"]), *(str(one[code]) for code in statuses)]
        for one in found["rules"]
    ]
    (torn,) = found["unreadable_listed"]
    assert page.rows("Not readable (1)") == [[TORN, "damaged", torn["message"]]]


def test_markup_in_a_name_is_text_on_the_page(summary) -> None:
    page = Page(summary("s.html").read_text(encoding="utf-8"))

    assert MARKUP in [row[0] for row in page.rows("By branch")]
    assert not {"script", "b"} & page.elements


@pytest.mark.parametrize("ending", ["csv", "xlsx", "html"])
def test_parts_make_the_same_file_as_one_run(orglife, files, tmp_path, ending) -> None:
    orglife("audit", "run", "in", *ASKED, "--jobs", 1, "-o", f"once.{ending}")
    for part in (1, 2):
        orglife("audit", "run", "in", *ASKED, "--shard", f"{part}/2", "--findings", f"part{part}")
    orglife("audit", "merge", "part1", "part2", "-o", f"merged.{ending}")

    once, merged = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("once", "merged"))
    assert once == merged
