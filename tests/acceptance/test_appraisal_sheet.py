"""The appraisal sheet goes out as CSV, is filled in, and comes back by `import`."""

import csv
from pathlib import Path

import pytest
from running import Run

from orglife.storage.store import Store

COLUMNS = 6


@pytest.fixture
def branch_file(orglife: Run, sample: Path) -> Path:
    assert orglife("log", "appraisal", "--on", "2026-11-20").status == 0
    return sample


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows(rows)


def sheet(orglife: Run, path: Path, filled: dict[str, list[str]], *words: str) -> None:
    """Make the sheet and fill in grade, measure and due; everybody else is qualified."""
    made = orglife(*words, "form", "appraisal", "2026", "-o", path.name, "--force")
    assert made.status == 0, made.stderr
    head, *rows = rows_of(path)
    assert len(head) == COLUMNS
    write(path, [head, *(row[:3] + filled.get(row[1], ["qualified", "", ""]) for row in rows)])


@pytest.mark.parametrize(
    ("language", "excellent", "basic"),
    [("en", "excellent", "basically qualified"), ("zh", "优秀", "基本合格")],
)
def test_it_comes_back_once_with_its_measures(
    orglife: Run, branch_file: Path, tmp_path: Path, language: str, excellent: str, basic: str
) -> None:
    path = tmp_path / "grades.csv"
    filled = {"Yang Jie": [excellent, "", ""], "Zeng Li": [basic, "Attend", "2026-12-31"]}
    sheet(orglife, path, filled, "--lang", language)

    done = orglife("import", path.name, "-y")
    assert done.status == 0, done.stderr
    assert "24 grades" in done.stderr
    branch = Store(branch_file).load()
    meeting = max(branch.activities)
    grades = branch.activities[meeting].appraisal.grades
    assert (grades[1], grades[3], len(grades)) == ("excellent", "basically-qualified", 24)
    assert [(t.subject, t.owner, t.source) for t in branch.tasks.values()] == [
        ("Attend", 3, meeting)
    ]

    before = branch_file.read_bytes()
    assert orglife("import", path.name, "-y").status == 0
    assert orglife("appraisal", "close").status == 0
    closed = branch_file.read_bytes()
    assert orglife("import", path.name, "-y").status == 0
    assert (branch_file.read_bytes(), closed != before) == (closed, True)


def test_an_empty_sheet_and_a_part_of_one_say_only_what_they_say(
    orglife: Run, branch_file: Path, tmp_path: Path
) -> None:
    before = branch_file.read_bytes()
    made = orglife("form", "appraisal", "2026", "-o", "grades.csv")
    assert made.status == 0
    assert orglife("import", "grades.csv", "-y").status == 0
    assert branch_file.read_bytes() == before

    rows = rows_of(tmp_path / "grades.csv")
    rows[1][3] = "qualified"
    write(tmp_path / "grades.csv", rows)
    assert "1 grade" in orglife("import", "grades.csv", "-y").stderr
    branch = Store(branch_file).load()
    assert list(branch.activities[max(branch.activities)].appraisal.grades.values()) == [
        "qualified"
    ]


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        (["superb", "", ""], "superb"),
        (["unqualified", "Attend", ""], "by when"),
        (["excellent", "Attend", "2026-12-31"], "a measure belongs"),
        (["", "Attend", "2026-12-31"], "a measure belongs"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(
    orglife: Run, branch_file: Path, tmp_path: Path, filled: list[str], said: str
) -> None:
    path = tmp_path / "grades.csv"
    sheet(orglife, path, {"Zeng Li": filled})
    before = branch_file.read_bytes()

    done = orglife("import", path.name, "-y")
    assert done.status == 3
    assert said in done.stderr
    assert "row 4" in done.stderr
    assert branch_file.read_bytes() == before


def test_a_grade_on_record_is_not_changed_by_an_older_sheet(
    orglife: Run, branch_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "grades.csv"
    sheet(orglife, path, {})
    assert orglife("appraisal", "grade", "Zeng Li", "unqualified").status == 0
    before = branch_file.read_bytes()

    done = orglife("import", path.name, "-y")
    assert done.status == 3
    assert "orglife appraisal grade '#3' qualified" in done.stderr
    assert branch_file.read_bytes() == before


def test_a_probationary_member_gets_no_grade_from_a_sheet(
    orglife: Run, branch_file: Path, tmp_path: Path
) -> None:
    probationary = next(
        one.name for one in Store(branch_file).load().members.values() if one.full_since is None
    )
    write(tmp_path / "g.csv", [["name", "year", "grade"], [probationary, "2026", "qualified"]])

    done = orglife("import", "g.csv", "-y")
    assert done.status == 3
    assert "APPR-PROBATIONARY" in done.stderr


def test_namesakes_are_told_by_the_number_of_the_form(
    orglife: Run, branch_file: Path, tmp_path: Path
) -> None:
    assert orglife(
        "member", "add", "Zeng Li", "--standing", "full", "--joined", "2001-01-01", "--full-since",
        "2002-01-01", "--arrived", "2026-10-01",
    ).status == 0  # fmt: skip
    assert orglife("activity", "remove", "last appraisal", "-y").status == 0
    assert orglife("log", "appraisal", "--on", "2026-11-21").status == 0
    path = tmp_path / "grades.csv"
    sheet(orglife, path, {})

    done = orglife("import", path.name, "-y")
    assert done.status == 0, done.stderr
    assert "25 grades" in done.stderr
    write(path, [["name", "grade"], ["Zeng Li", "qualified"]])
    assert "several members" in orglife("import", path.name, "-y").stderr


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_workbook_comes_back_from_the_sheet_that_was_made_for_it(
    orglife: Run, branch_file: Path, tmp_path: Path, language: str
) -> None:
    made = orglife("--lang", language, "form", "appraisal", "2026", "-o", "grades.xlsx")
    assert made.status == 0, made.stderr
    assert orglife("appraisal", "grade", "--rest", "qualified").status == 0
    again = orglife("form", "appraisal", "2026", "-o", "filled.xlsx", "--lang", language)
    assert again.status == 0
    assert orglife("undo").status == 0
    before = branch_file.read_bytes()
    empty = orglife("import", "grades.xlsx", "-y")
    assert (empty.status, branch_file.read_bytes()) == (0, before), empty.stderr

    done = orglife("import", "filled.xlsx", "-y")
    assert done.status == 0, done.stderr
    assert "24 grades" in done.stderr
    assert "--sheet names another" in done.stderr


def test_a_sheet_that_was_renamed_is_asked_for_by_name(
    orglife: Run, branch_file: Path, tmp_path: Path
) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile

    assert orglife("form", "appraisal", "2026", "-o", "grades.xlsx").status == 0
    with ZipFile(tmp_path / "grades.xlsx") as old:
        parts = {one: old.read(one) for one in old.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'name="Table"', b'name="Ours"')
    with ZipFile(tmp_path / "renamed.xlsx", "w", ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)

    done = orglife("import", "renamed.xlsx", "-y")
    assert done.status == 3
    assert "--sheet: Ballot, Result, Ours" in done.stderr
    assert orglife("import", "renamed.xlsx", "-y", "--sheet", "Result").status == 0
    assert orglife("import", "renamed.xlsx", "-y", "--sheet", "Ours").status == 0
