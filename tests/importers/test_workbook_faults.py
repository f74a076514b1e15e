"""Workbooks made by hand: errors, formulas without a value, what is hidden, what is no workbook."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from sheets import TODAY, empty, said

from orglife.errors import RefusedError
from orglife.importers.load import import_tables, load_tables
from orglife.importers.readers import read_book
from orglife.importers.xls_records import parts_of_xls

HEAD = ("姓名", "人员类别", "党小组", "备注")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def workbook(*rows: str, columns: str = "") -> bytes:
    """The bytes of a workbook of one sheet with these rows of XML."""
    made, data = BytesIO(), BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("名册")
    body = f"{columns}<sheetData>{''.join(rows)}</sheetData>"
    sheet = f'<worksheet xmlns="{MAIN}">{body}</worksheet>'
    with ZipFile(made) as whole, ZipFile(data, "w") as archive:
        for name in whole.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            archive.writestr(name, sheet if is_sheet else whole.read(name))
    return data.getvalue()


def head() -> str:
    return (
        '<row r="1">'
        + "".join(cell(f"{'ABCD'[at]}1", one) for at, one in enumerate(HEAD))
        + ("</row>")
    )


def person(number: int, more: str, look: str = "") -> str:
    place = f'<row r="{number}"{look}>' + cell(f"A{number}", f"党员{'甲乙丙丁'[number - 2]}")
    return place + cell(f"B{number}", "正式党员") + more + "</row>"


def brought(data: bytes):
    tables = load_tables(data, "名册.xlsx")
    done = import_tables(
        empty(),
        [part for table in tables for part in table.parts],
        today=TODAY,
    )
    return done, [one for table in tables for one in table.notices]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('<c r="C2" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="C2" t="e"><f>X</f><v>#N/A</v></c>', "#N/A"),
        ('<c r="C2"><f>VLOOKUP(A2,X,2,0)</f></c>', "no value"),
        ('<c r="C2" t="str"><f>A2&amp;"x"</f></c>', "no value"),
    ],
)
def test_a_cell_without_a_value_is_refused_where_it_stands(more, words):
    done, _ = brought(workbook(head(), person(2, more), person(3, cell("C3", "一组"))))
    assert [(one.sheet, one.row, one.column) for one in done.problems] == [("名册", 2, "党小组")]
    assert words in said(done.problems)[0]


@pytest.mark.parametrize(
    "more",
    [
        '<c r="C2" t="str"><f>IF(1,"")</f><v></v></c>',
        '<c r="C2" t="str"><f>X</f><v/></c>',
        '<c r="C2"/>',
        "",
    ],
)
def test_a_formula_whose_value_is_an_empty_text_is_empty(more):
    done, _ = brought(workbook(head(), person(2, more)))
    assert said(done.problems) == []
    assert [one.name for one in done.branch.members.values()] == ["党员甲"]


def test_the_value_of_a_formula_is_read():
    more = '<c r="C2" t="str"><f>X</f><v>二组</v></c>'
    done, _ = brought(workbook(head(), person(2, more)))
    assert [group.name for group in done.branch.groups.values()] == ["二组"]


def test_an_error_in_a_column_that_is_not_read_matters_to_nobody():
    extra = head().replace("备注", "性别")
    done, _ = brought(workbook(extra, person(2, '<c r="D2" t="e"><v>#N/A</v></c>')))
    assert said(done.problems) == []


def test_hidden_rows_and_columns_are_read_and_told():
    columns = '<cols><col min="3" max="3" hidden="1"/></cols>'
    data = workbook(head(), person(2, cell("C2", "一组"), ' hidden="1"'), columns=columns)
    done, notices = brought(data)
    assert len(done.branch.members) == 1
    assert any("hidden row 2" in one for one in said(notices))
    assert any("hidden columns" in one and "C" in one for one in said(notices))


def test_a_column_without_a_heading_is_told_with_its_rows():
    data = workbook(head(), person(2, cell("F2", "别的")))
    _, notices = brought(data)
    assert any("column F has no heading" in one and "row 2" in one for one in said(notices))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<table><tr><td>x</td></tr></table>", "web page"),
        (b"\xef\xbb\xbf  <HTML><body></body></HTML>", "web page"),
        (b'<?xml version="1.0"?><html xmlns="x"></html>', "web page"),
        ("\ufeff<html></html>".encode("utf-16-le"), "web page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "web archive"),
        (
            b'<?xml version="1.0"?><Workbook x="urn:schemas-microsoft-com:office:spreadsheet">',
            "2003",
        ),
        ("姓名,人員類別\n".encode("big5"), "Big5"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument",
            "OpenDocument",
        ),
    ],
)
def test_what_only_looks_like_a_workbook_is_named_with_the_mend(data, words):
    with pytest.raises(RefusedError, match=words) as refused:
        read_book(data, "x.xls")
    assert "save" in str(refused.value.hint)


@pytest.mark.parametrize("length", [0, 8, 76, 512, 600, 2000])
def test_a_broken_compound_file_has_no_parts_and_takes_no_time(length):
    data = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x09\x00" * 1000)[:length]
    assert parts_of_xls(data) == {}
