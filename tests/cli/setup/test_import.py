"""`orglife import` from the outside: commands in; records, streams, exit codes and bytes out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
SHEETS = DATA / "sheets"
PAIRS = {
    "en": ("roster.csv", "register.csv"),
    "zh": ("党员花名册.csv", "组织生活台账.csv"),
}
RULES = ("CM-FREQ", "GM-FREQ", "GR-FREQ", "OLM-FREQ", "THEME-DAY")


@pytest.fixture
def branch(orglife, tmp_path):
    """The path of a new branch file without anybody."""
    result = orglife(
        *("init", "branch.json", "--name", "Riverside", "--sector", "community"),
        *("--founded", "2015-06-01", "--theme-day", "first friday"),
    )
    assert result.status == 0, result.stderr
    return tmp_path / "branch.json"


def members(orglife):
    exported = orglife("export", "roster", "--format", "json")
    assert exported.status == 0, exported.stderr
    return json.loads(exported.stdout)["members"]


def activities(orglife):
    exported = orglife("export", "activities", "--format", "json")
    assert exported.status == 0, exported.stderr
    return json.loads(exported.stdout)["activities"]


def findings(orglife, period):
    result = orglife("check", period, "--as-of", "2026-11-22", "--format", "json")
    return json.loads(result.stdout)["findings"]


@pytest.mark.parametrize("language", PAIRS)
def test_the_sample_gives_exactly_the_expected_findings(orglife, branch, language):
    for name in PAIRS[language]:
        assert orglife("import", DATA / name, "--yes").status == 0
    groups = {"第一党小组": "Group 1", "第二党小组": "Group 2", "第三党小组": "Group 3"}
    found = [
        (
            one["rule"],
            groups.get(one["subject"]["name"], one["subject"]["name"])
            if one["subject"]["type"] == "group"
            else "",
            one["period"],
            str(one["needed"]),
            str(one["found"]),
            one["status"],
        )
        for year in ("2025", "2026")
        for one in findings(orglife, year)
        if one["rule"] in RULES
    ]
    with (DATA / "expected.csv").open(encoding="utf-8") as file:
        expected = [tuple(line.values()) for line in csv.DictReader(file)]
    assert sorted(found) == sorted(expected)
    assert len(expected) == 125


def test_english_and_chinese_give_the_same_findings(orglife, tmp_path):
    told = []
    for language, pair in PAIRS.items():
        file = f"{language}.json"
        orglife(
            *("init", file, "--name", "Riverside", "--sector", "community"),
            *("--founded", "2015-06-01", "--theme-day", "first friday"),
        )
        for name in pair:
            assert orglife("import", DATA / name, "-y", "-f", file).status == 0
        for year in ("2025", "2026"):
            result = orglife("check", year, "--format", "json", "-f", file)
            rows = json.loads(result.stdout)["findings"]
            for one in rows:
                one["subject"].pop("name")
                one.pop("message")
                one.pop("reason")
                for person in one["excluded"]:
                    person.pop("name")
                    person.pop("reason")
            told.append((language, year, rows))
    by_year = {year: [rows for _, one, rows in told if one == year] for year in ("2025", "2026")}
    for one, other in by_year.values():
        assert one == other


def test_a_roster_is_one_change_and_one_undo(orglife, branch):
    before = branch.read_bytes()
    result = orglife("import", DATA / "roster.csv", "--yes")
    assert result.status == 0
    assert result.stdout == ""
    assert "26 members, 3 groups, 5 posts" in result.stderr
    assert orglife("undo", "--yes").status == 0
    assert members(orglife) == []
    assert branch.read_bytes() != before  # the history knows both
    again = orglife("import", DATA / "roster.csv", "--yes")
    assert again.status == 0
    assert members(orglife)[0]["id"] == 27  # no id is given twice


def test_the_same_file_again_leaves_the_file_byte_for_byte(orglife, branch):
    for name in PAIRS["en"]:
        orglife("import", DATA / name, "--yes")
    before = branch.read_bytes()
    for name in PAIRS["en"]:
        result = orglife("import", DATA / name, "--yes")
        assert result.status == 0
        assert "Nothing was written" in result.stderr
    assert branch.read_bytes() == before


def test_off_a_terminal_it_needs_yes(orglife, branch):
    before = branch.read_bytes()
    result = orglife("import", DATA / "roster.csv")
    assert result.status == 2
    assert "-y" in result.stderr
    assert branch.read_bytes() == before


def test_a_dry_run_shows_every_row_and_writes_nothing(orglife, branch):
    before = branch.read_bytes()
    result = orglife("import", DATA / "roster.csv", "--dry-run")
    assert result.status == 0
    assert sum("full member" in line for line in result.stdout.splitlines()) == 24
    assert "26 members" in result.stderr
    assert branch.read_bytes() == before
    orglife("import", DATA / "roster.csv", "--yes")
    before = branch.read_bytes()
    told = orglife("import", DATA / "register.csv", "--dry-run", "--format", "json")
    answer = json.loads(told.stdout)
    assert answer["schema"] == "orglife.import/1"
    assert answer["kind"] == "register"
    assert answer["columns"]["absent"] == ["absent"]
    assert [one["row"] for one in answer["rows"]] == list(range(2, 139))
    assert {one["state"] for one in answer["rows"]} == {"new"}
    assert branch.read_bytes() == before


def test_every_problem_is_named_with_row_and_column_and_nothing_written(orglife, branch):
    before = branch.read_bytes()
    result = orglife("import", SHEETS / "roster-spoiled.csv", "--yes")
    assert result.status == 3
    lines = result.stderr.splitlines()
    for where in ("row 2, joined", "row 2, full since", "row 3, joined", "row 6, standing"):
        assert any(where in line for line in lines), where
    assert "5 rows can't be imported" in result.stderr
    assert "--on-error skip" in result.stderr
    assert branch.read_bytes() == before


def test_problems_as_json_are_one_object(orglife, branch):
    result = orglife("import", SHEETS / "roster-spoiled.csv", "--yes", "--format", "json", "-q")
    answer = json.loads(result.stderr)
    assert answer["schema"] == "orglife.error/1"
    assert answer["code"] == 3
    assert len(answer["details"]) == 6


def test_bad_rows_are_left_out_when_asked(orglife, branch):
    text = "name,standing\nLi Si,full\nWang Wu,masses\n"
    result = orglife("import", "-", "--yes", "--on-error", "skip", stdin=text)
    assert result.status == 0
    assert "row 3, standing" in result.stderr
    assert "1 row left out" in result.stderr
    assert [one["name"] for one in members(orglife)] == ["Li Si"]


def test_stdin_is_a_file_too(orglife, branch):
    result = orglife("import", "-", "--yes", stdin="姓名,人员类别\n李四,正式党员\n")
    assert result.status == 0, result.stderr
    assert [one["name"] for one in members(orglife)] == ["李四"]


def test_gb18030_is_told_and_private_columns_are_named_and_left_out(orglife, branch):
    result = orglife("import", SHEETS / "花名册-gb18030.csv", "--yes")
    assert result.status == 0, result.stderr
    assert "GB18030" in result.stderr
    assert "身份证号, 联系电话" in result.stderr
    assert "known and not kept: 性别" in result.stderr
    assert b"000000" not in branch.read_bytes()


def test_a_column_is_mapped_by_hand(orglife, branch):
    text = "姓名,身份,成立日\n李四,正式党员,2001-07-01\n"
    result = orglife(
        *("import", "-", "-y", "--map", "成立日=joined", "--map", "身份=standing"), stdin=text
    )
    assert result.status == 0, result.stderr
    assert members(orglife)[0]["stages"] == {"probationary": "2001-07-01", "full": None}


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--map", "joined"], 2),
        (["--map", "name=nome"], 2),
        (["--map", "nowhere=joined"], 3),
        (["--sheet", "Sheet9"], 3),
        (["--on-error", "ignore"], 2),
        (["--unknown", "guess"], 2),
    ],
)
def test_a_bad_option_is_refused(orglife, branch, args, code):
    before = branch.read_bytes()
    result = orglife("import", DATA / "roster.csv", "-y", *args)
    assert result.status == code, result.stderr
    assert "Hint: " in result.stderr
    assert branch.read_bytes() == before


def test_a_file_that_is_not_there_or_a_folder_is_code_4(orglife, branch, tmp_path):
    for name in ("nowhere.csv", tmp_path):
        result = orglife("import", name, "-y")
        assert result.status == 4
        assert "can't read" in result.stderr


def test_what_is_no_sheet_is_code_3(orglife, branch, tmp_path):
    before = branch.read_bytes()
    for text in ("", "just a line\n", "%PDF-1.4", '{"a": 1}'):
        (tmp_path / "x.csv").write_text(text, encoding="utf-8")
        assert orglife("import", "x.csv", "-y").status == 3
    assert branch.read_bytes() == before


def test_unknown_names_of_a_register_are_refused_or_made_former(orglife, branch):
    orglife("import", DATA / "roster.csv", "-y")
    text = "date,kind,chair\n2020-05-08,theme-day,Old Hand\n"
    refused = orglife("import", "-", "-y", stdin=text)
    assert refused.status == 3
    assert "--unknown former" in refused.stderr
    assert orglife("import", "-", "-y", "--unknown", "former", stdin=text).status == 0
    assert members(orglife)[-1]["name"] == "Old Hand"
    assert members(orglife)[-1]["former"] is True


def test_a_later_change_by_command_is_never_undone(orglife, branch):
    orglife("import", DATA / "roster.csv", "-y")
    assert orglife("member", "edit", "Qiu Wei", "--unit", "Library").status == 0
    before = branch.read_bytes()
    assert orglife("import", DATA / "roster.csv", "-y").status == 0
    assert branch.read_bytes() == before


def test_the_whole_export_is_restored_into_a_new_file_only(orglife, sample, tmp_path):
    assert orglife("export", "all", "-o", "all.json").status == 0
    result = orglife("import", "all.json", "-f", "new.json", "--yes")
    assert result.status == 0, result.stderr
    for period in ("2025", "2026"):
        one = orglife("check", period, "--format", "json")
        other = orglife("check", period, "--format", "json", "-f", "new.json")
        assert one.stdout == other.stdout
    restored = orglife("export", "all", "-f", "new.json").stdout
    assert restored == (tmp_path / "all.json").read_text(encoding="utf-8")
    before = sample.read_bytes()
    refused = orglife("import", "all.json", "--yes")
    assert refused.status == 3
    assert sample.read_bytes() == before


def test_a_dry_run_and_a_missing_yes_restore_nothing(orglife, sample, tmp_path):
    orglife("export", "all", "-o", "all.json")
    assert orglife("import", "all.json", "-f", "new.json", "--dry-run").status == 0
    assert orglife("import", "all.json", "-f", "new.json").status == 2
    assert not (tmp_path / "new.json").exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data["members"].append(data["members"][0]),
        lambda data: data["members"].pop(),
        lambda data: data["meta"].update(next={}),
        lambda data: data.update(surprise=1),
        lambda data: data.update(schema="orglife.all/2"),
        lambda data: data["activities"][0].update(held="2026-02-30"),
        lambda data: data["activities"][0].update(chair=999),
        lambda data: data["members"][0].update(name="a\x00b"),
    ],
    ids=["twice", "dangling", "ids", "key", "schema", "day", "chair", "control"],
)
def test_a_damaged_export_is_refused_and_makes_no_file(orglife, sample, tmp_path, damage):
    data = json.loads(orglife("export", "all").stdout)
    damage(data)
    (tmp_path / "all.json").write_text(json.dumps(data), encoding="utf-8")
    result = orglife("import", "all.json", "-f", "new.json", "--yes")
    assert result.status == 3, result.stderr
    assert not (tmp_path / "new.json").exists()


def test_what_sheets_hold_never_reaches_the_screen_raw(orglife, branch):
    text = 'name,standing,remark\n"Li\x1b[31m Si",full,"\u202egnp"\n"[bold]Wang[/bold]",king,x\n'
    result = orglife("import", "-", "-n", stdin=text)
    assert result.status == 3
    for stream in (result.stdout, result.stderr):
        assert all(line.isprintable() for line in stream.splitlines())
    assert "[bold]Wang[/bold]" in result.stdout + result.stderr or "king" in result.stderr


def test_years_before_the_records_begin_are_unrecorded_and_no_gaps(orglife, tmp_path):
    orglife(
        *("init", "branch.json", "--name", "Riverside", "--sector", "community"),
        *("--founded", "2015-06-01", "--records-from", "2026-01-01"),
    )
    orglife("import", DATA / "roster.csv", "-y")
    for year in ("2020", "2025"):
        statuses = {one["status"] for one in findings(orglife, year) if one["rule"] in RULES}
        assert statuses == {"unrecorded"}
    text = "date,kind\n2025-02-07,theme-day\n"
    assert orglife("import", "-", "-y", stdin=text).status == 0
    found = {
        one["period"]: one["status"]
        for one in findings(orglife, "2025")
        if one["rule"] == "THEME-DAY"
    }
    assert found.pop("2025-02") == "met"
    assert set(found.values()) == {"unrecorded"}
    assert "missed" in {one["status"] for one in findings(orglife, "2026")}


def test_an_entry_date_of_the_register_stays_a_claim(orglife, branch):
    orglife("import", DATA / "roster.csv", "-y")
    orglife("import", DATA / "register.csv", "-y")
    meeting = next(
        one for one in activities(orglife) if one["kind"] == "organizational-life-meeting"
    )
    assert (meeting["held"], meeting["for_year"]) == ("2026-01-28", 2025)
    assert (meeting["claimed"], meeting["recorded"]) == ("2026-03-30", "2026-11-22")


def test_a_workbook_is_imported_like_a_text(orglife, branch):
    result = orglife("import", SHEETS / "名册.xls", "-y")
    assert result.status == 0, result.stderr
    assert [one["name"] for one in members(orglife)] == ["张三", "李四"]


def test_a_thousand_rows_are_all_or_none_whatever_call_fails(orglife, branch, monkeypatch):
    """F16: the process is killed between any two calls; the next import makes it whole."""
    from datetime import datetime

    from orglife.importers.load import import_table, load_table
    from orglife.storage.filesystem import FileSystem
    from orglife.storage.store import Store

    class KilledError(BaseException):
        pass

    class Dying(FileSystem):
        """Counts the calls that touch the disk, and dies at the one it is told."""

        def __init__(self, last: int) -> None:
            self.left = last

        def __getattribute__(self, name):
            if name in ("open", "write", "fsync", "replace", "link", "unlink", "mkdir", "chmod"):
                self.left -= 1
                if self.left < 0:
                    raise KilledError
            return super().__getattribute__(name)

    head = "name,standing,joined,full since,group\n"
    rows = "".join(
        f"Member {n} {'abcdefghij'[n % 10]},full,2001-07-01,2002-07-01,Group {n % 9}\n"
        for n in range(1000)
    )
    table = load_table((head + rows).encode(), "roster.csv").recognised
    now = datetime.fromisoformat("2026-11-22T12:00:00+08:00")

    def change(before):
        done = import_table(before, table, today=now.date())
        assert not done.problems
        return done.branch, done

    before = branch.read_bytes()
    killed = 0
    while True:
        try:
            Store(branch, fs=Dying(killed)).update(change, command="import", now=now)
        except KilledError:
            killed += 1
            found = len(Store(branch).load().members)
            assert found in (0, 1000), killed
            if found == 1000:
                branch.write_bytes(before)
            continue
        break
    assert killed > 10
    assert len(Store(branch).load().members) == 1000
    whole = branch.read_bytes()
    Store(branch).update(change, command="import", now=now)
    assert branch.read_bytes() == whole
