"""CSV: encodings, delimiters, row numbers, and what is no table."""

import pytest

from orglife.errors import RefusedError
from orglife.importers import readers as limits
from orglife.importers.readers import choose_sheets, delimiter_of, read_book

TEXT = "姓名,党小组\r\n张三,第一党小组\r\n"


@pytest.mark.parametrize(
    ("encoding", "notices"),
    [("utf-8", 0), ("utf-8-sig", 0), ("gb18030", 1), ("gbk", 1), ("utf-16", 1)],
)
def test_an_encoding_is_found_and_a_rare_one_told(encoding, notices):
    book = read_book(TEXT.encode(encoding), "r.csv")
    assert [row.cells for row in book.sheets[0].rows] == [
        ("姓名", "党小组"),
        ("张三", "第一党小组"),
    ]
    assert len(book.notices) == notices


def test_bytes_in_no_encoding_are_refused():
    with pytest.raises(RefusedError, match="neither UTF-8 nor GB18030"):
        read_book(b"name,group\n\xff\xff\xff,x\n", "r.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_between_the_cells(delimiter):
    rows = [["date", "kind", "absent"], ["d", "k", "A; B; C; D; E"], ["d", "k", "A, B"]]
    text = "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )
    assert delimiter_of(text) == delimiter


def test_semicolons_in_cells_don_t_count_even_where_they_are_more():
    text = "date,kind,absent\n" + "d,k,a; b; c; d; e; f; g\n" * 9
    assert delimiter_of(text) == ","


def test_the_lines_of_one_cell_are_not_as_many_rows():
    text = 'date,kind,topics\nd,k,"one;\ntwo;\nthree"\n'
    assert delimiter_of(text) == ","


def test_a_single_column_is_a_table():
    assert delimiter_of("name\nLi Si\n") == ","


def test_excel_s_own_first_line_names_the_delimiter_and_counts_as_a_row():
    rows = read_book(b"sep=;\r\nname;group\r\nLi Si;1, 2\r\n", "r.csv").sheets[0].rows
    assert [(row.number, row.cells) for row in rows] == [
        (2, ("name", "group")),
        (3, ("Li Si", "1, 2")),
    ]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    rows = read_book(b'a,b\n\n"two\nlines",c\nd,e\n', "r.csv").sheets[0].rows
    assert [row.number for row in rows if not row.blank] == [1, 3, 4]


def test_a_quotation_mark_without_partner_is_refused_with_its_row():
    with pytest.raises(RefusedError, match="row 2"):
        read_book(b'a,b\n"open,c\nd,e\n', "r.csv")


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"%PDF-1.7\n", b"<html><table>", b"\x89PNG\r\n\x1a\n", b"{\\rtf1"],
)
def test_what_is_no_table_is_refused(data):
    with pytest.raises(RefusedError):
        read_book(data, "r.csv")


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("orglife.importers.readers.LARGEST", 1024)
    with pytest.raises(RefusedError, match="larger"):
        read_book(b"a" * 1025, "r.csv")
    monkeypatch.undo()
    monkeypatch.setattr("orglife.importers.readers.MOST_ROWS", 3)
    with pytest.raises(RefusedError, match="more than 3 rows"):
        read_book(b"a\nb\nc\nd\n", "r.csv")
    with pytest.raises(RefusedError, match="longer"):
        read_book(b"a,b\n" + b"x" * (limits.LONGEST_CELL + 1) + b",c\n", "r.csv")


def test_a_sheet_that_is_not_there_is_refused():
    book = read_book(b"a,b\n", "r.csv")
    with pytest.raises(RefusedError, match="no sheet"):
        choose_sheets(book, "Sheet2", "r.csv")
