"""`orglife config`: a person's own settings, and where each comes from."""

from __future__ import annotations

import io
import json
import stat
import sys
from pathlib import Path

import pytest

from orglife.cli.process import programs

CONFIG = "own configuration"


def origin_of(orglife, key, **kwargs):
    shown = json.loads(orglife("config", "show", "--format", "json", **kwargs).stdout)
    return next((one["value"], one["origin"]) for one in shown["settings"] if one["key"] == key)


def test_each_place_yields_to_the_one_before_it(orglife, sample):
    assert origin_of(orglife, "language") == ("en", "locale of the system")

    orglife("config", "set", "language", "zh")
    assert origin_of(orglife, "language") == ("zh", "user configuration")

    founding = ("--name", "a", "--sector", "rural", "--founded", "2020-01-01")
    orglife("init", "en.json", *founding, "--language", "en")
    assert origin_of(orglife, "language", env={"ORGLIFE_FILE": "en.json"}) == ("en", "branch file")
    assert origin_of(orglife, "language", env={"ORGLIFE_LANG": "zh"}) == (
        "zh",
        "environment: ORGLIFE_LANG",
    )
    shown = orglife(
        "config", "show", "--format", "json", "--lang", "en", env={"ORGLIFE_LANG": "zh"}
    )
    assert '"option --lang"' in shown.stdout


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("language", "zh_CN.UTF-8", "zh"),
        ("lang", "en", "en"),
        ("colour", "NEVER", "never"),
        ("unicode", "yes", "true"),
        ("accessible", "0", "false"),
        ("pager", "less -FRX", "less -FRX"),
        ("mappings", "never", "never"),
    ],
)
def test_what_is_set_is_what_one_gets(orglife, key, typed, kept):
    assert orglife("config", "set", key, typed).status == 0

    assert orglife("config", "get", key).stdout == f"{kept}\n"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("langauge", "zh"), 2, "language"),
        (("language", "fr"), 2, "en, zh"),
        (("unicode", "perhaps"), 2, "true, false"),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_can(orglife, tmp_path, words, status, said):
    result = orglife("config", "set", *words)

    assert result.status == status
    assert said in result.stderr
    assert not (tmp_path / CONFIG / "config.json").exists()


def test_an_empty_value_takes_it_back(orglife, tmp_path):
    orglife("config", "set", "language", "zh")
    orglife("config", "set", "language", "")

    assert (tmp_path / CONFIG / "config.json").read_text() == "{}\n"


@pytest.mark.skipif("os.name == 'nt'")
def test_the_file_is_for_its_owner_only(orglife, tmp_path):
    orglife("config", "set", "language", "zh")

    assert stat.S_IMODE((tmp_path / CONFIG / "config.json").stat().st_mode) == 0o600


def test_a_damaged_file_stops_config_and_nothing_else(orglife, sample, tmp_path):
    path = tmp_path / CONFIG / "config.json"
    path.parent.mkdir()
    path.write_text('{"score": 1}')

    assert orglife("config", "show").status == 4
    assert orglife("config", "set", "language", "zh").status == 4
    assert path.read_text() == '{"score": 1}'
    assert orglife("status").status == 0


def test_the_file_of_the_user_is_the_last_one_looked_for(orglife, sample, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert orglife("status", cwd=elsewhere).status == 4

    orglife("config", "set", "file", "branch.json")

    assert "Riverside" in orglife("status", cwd=elsewhere).stdout
    assert origin_of(orglife, "file", cwd=elsewhere) == (str(sample), "user configuration")


def test_without_tables_every_field_has_a_line_of_its_own(orglife, sample):
    shown = orglife("check", "2026", "--fail-on", "never", env={"ORGLIFE_ACCESSIBLE": "1"}).stdout

    assert "----" not in shown
    assert "\n2026-02: held\n" in shown


def test_every_cell_of_a_table_is_said_without_tables_too(orglife, sample):
    table = json.loads(orglife("member", "list", "--format", "json").stdout)["members"]
    orglife("config", "set", "accessible", "true")
    said = orglife("member", "list").stdout

    assert said.count("name: ") == len(table)
    for member in table:
        assert f"name: {member['name']}\n" in said


class Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch):
    """A terminal of ten lines, and what was sent to a pager."""
    monkeypatch.setenv("LINES", "10")
    stream, sent = Screen(), []
    monkeypatch.setattr(programs, "_shown", lambda text, words: sent.append((text, words)) or True)

    def page(text, wanted):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            programs.show_in_pager(text, wanted)
        return sent, stream.getvalue()

    return page


def test_only_what_is_longer_than_the_screen_goes_to_a_pager(screen):
    assert screen("a\n" * 8, sys.executable) == ([], "a\n" * 8)

    sent, _ = screen("b\n" * 9, f"{sys.executable} -u")
    assert sent == [("b\n" * 9, [sys.executable, "-u"])]


@pytest.mark.parametrize("wanted", ["never", "cat", "no-such-pager-anywhere", '"open'])
def test_without_a_pager_everything_is_written(screen, wanted):
    assert screen("a\n" * 99, wanted) == ([], "a\n" * 99)


def test_a_pager_gets_the_text_as_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv("LINES", "10")
    monkeypatch.setattr(sys, "stdout", Screen())
    written = tmp_path / "seen"
    reader = tmp_path / "reader.py"
    reader.write_text(f"import sys; open({str(written)!r}, 'wb').write(sys.stdin.buffer.read())")

    programs.show_in_pager("党小组\n" * 20, f"{sys.executable} {Path(reader)}")

    assert written.read_text(encoding="utf-8") == "党小组\n" * 20


def test_what_map_said_of_a_header_is_remembered(orglife, sample, tmp_path):
    sheet = tmp_path / "new.csv"
    sheet.write_text("姓名,人员类别,成立日,分队\n赵一,正式党员,2019-07-01,x\n", encoding="utf-8")
    first = orglife("import", "new.csv", "-y", "--map", "成立日=joined", "--map", "分队=")
    assert "Remembered for sheets with this header: 成立日 = joined, 分队, left out" in first.stderr

    sheet.write_text("姓名,人员类别,成立日,分队\n钱二,正式党员,2018-07-01,x\n", encoding="utf-8")
    again = orglife("import", "new.csv", "-y")

    assert (
        "As said of this header before, with --map: 成立日 = joined, 分队, left out" in again.stderr
    )
    members = json.loads(orglife("member", "list", "--format", "json").stdout)["members"]
    joined = {one["name"]: one["joined"] for one in members}
    assert (joined["赵一"], joined["钱二"]) == ("2019-07-01", "2018-07-01")


def test_nothing_is_remembered_of_a_rehearsal_nor_when_told_so(orglife, sample, tmp_path):
    sheet = tmp_path / "new.csv"
    sheet.write_text("姓名,人员类别,成立日\n赵一,正式党员,2019-07-01\n", encoding="utf-8")
    orglife("import", "new.csv", "--dry-run", "--map", "成立日=joined")
    assert not (tmp_path / CONFIG / "mappings.json").exists()

    orglife("config", "set", "mappings", "never")
    orglife("import", "new.csv", "-y", "--map", "成立日=joined")
    assert not (tmp_path / CONFIG / "mappings.json").exists()


def test_to_remember_no_more_forgets(orglife, sample, tmp_path):
    sheet = tmp_path / "new.csv"
    sheet.write_text("姓名,人员类别,成立日\n赵一,正式党员,2019-07-01\n", encoding="utf-8")
    orglife("import", "new.csv", "-y", "--map", "成立日=joined")
    assert (tmp_path / CONFIG / "mappings.json").exists()

    orglife("config", "set", "mappings", "never")
    assert not (tmp_path / CONFIG / "mappings.json").exists()
