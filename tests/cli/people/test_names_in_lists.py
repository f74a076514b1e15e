"""Names that stand in real rosters work wherever a name is typed, or are refused on entry."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_branch import riverside

from orglife.storage.store import Store

BIG = "张伟（大）"
ALONG = ("张伟（小）", "买买提·艾力", "Zoë Müller", "J. R. O'Brien-Smith", "王伟2")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "branch.json"
    Store(path).create(riverside(), command="init", now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    return path


@pytest.fixture
def done(orglife, file):
    def run(*args):
        result = orglife(*args)
        assert result.status == 0, result.stderr
        return result

    for name in (BIG, *ALONG):
        run("member", "add", name, "--standing", "full", "--full-since", "2015-07-01")
    return run


def others(file, number=1):
    branch = Store(file).load()
    frozen = branch.activities[number].attendance
    return {branch.members[key].name: (one.state, one.reason) for key, one in frozen.others.items()}


@pytest.mark.parametrize("name", [BIG, *ALONG])
def test_a_name_of_a_real_roster_is_typed_in_every_list(done, file, name):
    on = ("--on", "2026-11-20")
    done("log", "general-meeting", *on, "--absent", name)
    done("log", "general-meeting", *on, "--absent", f"{name}（病假）；Li Si")
    done("log", "general-meeting", *on, "--absent", f"{name}:excused:in hospital; Li Si:absent")
    done("log", "general-meeting", *on, "--present", f"Li Si; {name}", "--late", name)
    done("log", "talk", *on, "--with", f"{name}; Li Si")
    done("group", "assign", f"{name}=Group 1", *on)
    done("committee", "seat", f"discipline={name}", *on)
    done("activity", "attend", "1", name, "late")
    done("activity", "finalize", "2")
    done("activity", "amend", "2", "--attend", f"{name}:absent", "--reason", "it was so")

    assert others(file)[name] == ("late", "")
    assert others(file, 2) == {name: ("absent", ""), "Li Si": ("unstated", "")}
    assert others(file, 3) == {name: ("excused", "in hospital"), "Li Si": ("absent", "")}
    assert len(Store(file).load().activities[4].attendance.attendees) == 2


@pytest.mark.parametrize("name", [BIG, *ALONG])
def test_a_register_and_an_election_name_them_too(done, file, tmp_path, name):
    (tmp_path / "r.csv").write_text(
        "日期,会议类型,主持人,缺席,请假,实到\n"
        f"2026-07-03,支部党员大会,{name},{name}、Li Si（病假）,,\n"
        f"2026-08-07,支部党员大会,{name},,{name},\n"
        f"2026-09-04,支部党员大会,{name},,,{name}、Li Si\n",
        encoding="utf-8",
    )

    done("import", "r.csv", "--yes")

    assert others(file) == {name: ("unstated", ""), "Li Si": ("excused", "病假")}
    assert others(file, 2) == {name: ("excused", "")}
    assert len(Store(file).load().activities[3].attendance.attendees) == 2
    exported = done("export", "activities", "--format", "csv").stdout
    assert name in exported


@pytest.mark.parametrize("dot", "•‧∙⋅・･.．")
def test_middle_dots_are_all_the_same(done, file, dot):
    done("log", "general-meeting", "--on", "2026-11-20", "--absent", f"买买提{dot}艾力")

    assert list(others(file)) == ["买买提·艾力"]


REFUSED = [
    ("Wang, Jr", "Wang Jr"),
    ("A:B", "A B"),
    ("张三：李四", "张三 李四"),
    ("张三、李四", "张三 李四"),
    ("Li;Si", "Li Si"),
    ("Li=Si", "Li Si"),
    ("Zhang Wei #12", "Zhang Wei 12"),
    ("Li\\Si", "Li Si"),
    ("张伟（大", "张伟（大）"),
    ("张伟）大（", "张伟（大）"),
    ("无", "nobody"),
    ("None", "nobody"),
    ("全勤", "nobody"),
    ("1-1", "not a name"),
    ("x" * 61, "60"),
]


@pytest.mark.parametrize(("name", "words"), REFUSED)
@pytest.mark.parametrize(
    "command",
    [
        ("member", "add", "{}", "--standing", "full"),
        ("member", "edit", "Li Si", "--name", "{}"),
        ("member", "edit", "Li Si", "--other-name", "{}"),
        ("admission", "add", "{}", "--applied", "2026-11-01"),
    ],
)
def test_what_a_list_would_read_otherwise_is_refused_with_what_to_write(
    orglife, file, command, name, words
):
    before = file.read_bytes()

    result = orglife(*(part.replace("{}", name) for part in command))

    assert result.status in (2, 3)
    assert words in result.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize(("name", "words"), [one for one in REFUSED if one[0] != "无"])
def test_a_roster_with_such_a_name_is_refused_at_its_row(orglife, file, tmp_path, name, words):
    (tmp_path / "r.csv").write_text(
        f'姓名,人员类别\nFeng Yi,正式\n"{name}",正式\n', encoding="utf-8"
    )
    before = file.read_bytes()

    result = orglife("import", "r.csv", "--yes")

    assert result.status == 3
    assert "row 3" in result.stderr
    assert words in result.stderr
    assert file.read_bytes() == before


def test_a_roster_with_real_names_comes_in_and_goes_out(orglife, file, tmp_path):
    rows = "\n".join(
        f'"{name}",正式,2015-07-01,"曾{at}（旧）、Old {at}"'
        for at, name in enumerate((BIG, *ALONG))
    )
    (tmp_path / "r.csv").write_text(f"姓名,人员类别,转正时间,曾用名\n{rows}\n", encoding="utf-8")
    assert orglife("import", "r.csv", "--yes").status == 0
    assert orglife("export", "roster", "-o", "out.csv").status == 0

    again = orglife("import", "out.csv", "--yes")

    assert "nothing new" in again.stderr
    listed = json.loads(orglife("member", "list", "--format", "json").stdout)["members"]
    assert {BIG, *ALONG} <= {one["name"] for one in listed}
    assert Store(file).load().members[11].other_names == ("曾0（旧）", "Old 0")


def test_a_torn_bracket_among_guests_is_a_problem_of_the_row(orglife, file, tmp_path):
    (tmp_path / "r.csv").write_text(
        "日期,会议类型,列席\n2026-07-03,支部党员大会,王教授（党校\n", encoding="utf-8"
    )

    result = orglife("import", "r.csv", "--yes")

    assert result.status == 3
    assert "row 2, 列席" in result.stderr


def test_a_lecturer_from_outside_is_called_what_the_sheet_says(orglife, file, tmp_path):
    (tmp_path / "r.csv").write_text(
        "日期,会议类型,主讲人\n2026-07-03,党课,市委党校：王教授\n", encoding="utf-8"
    )

    assert orglife("import", "r.csv", "--yes").status == 0
    assert Store(file).load().activities[1].lecturer == "市委党校：王教授"


@pytest.mark.parametrize("dot", "•・.")
def test_whoever_was_typed_with_another_dot_is_erased_and_coded_all_the_same(done, file, dot):
    typed = f"买买提{dot}艾力"
    done("log", "general-meeting", "--on", "2026-11-20", "--topic", f"About {typed}",
         "--absent", f"{typed}:excused:therapy")  # fmt: skip

    coded = done("export", "all", "--anonymize", "--format", "json").stdout
    done("member", "edit", typed, "--left", "2026-11-21", "--left-reason", "moved away")
    done("purge", "--member", "买买提·艾力", "-y")

    assert "艾力" not in coded
    assert "艾力" not in file.read_text(encoding="utf-8")
    assert "therapy" not in file.read_text(encoding="utf-8")
