"""`orglife audit` from the outside."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "bench"))

ASKED = ("--period", "2026", "--as-of", "2026-11-22", "--jobs", 1)


@pytest.fixture
def stick(sample: Path, tmp_path: Path) -> Path:
    """A folder with one branch file."""
    folder = tmp_path / "stick"
    folder.mkdir()
    shutil.move(sample, folder / "branch.json")
    return folder


def test_it_says_what_was_missed(orglife, stick) -> None:
    result = orglife("audit", "run", stick, *ASKED)

    assert result.status == 1
    assert "1 file: 1 judged, 0 set aside as copies, 0 not readable" in result.stdout
    assert "Riverside" in result.stdout
    assert "GR-FREQ" in result.stdout
    assert result.stderr == ""


def test_it_speaks_chinese(orglife, stick) -> None:
    result = orglife("audit", "run", stick, *ASKED, "--lang", "zh")

    assert "党支部" in result.stdout
    assert "By rule" not in result.stdout
    assert "judged" not in result.stdout


def test_without_a_period_it_is_this_year(orglife, stick) -> None:
    result = orglife("audit", "run", stick, "--format", "json", today="2026-03-05")

    summary = json.loads(result.stdout)
    assert (summary["period"], summary["as_of"]) == ("2026", "2026-03-05")


def test_no_branch_file_here_is_needed(orglife, stick, tmp_path) -> None:
    assert not (tmp_path / "branch.json").exists()

    assert orglife("audit", "run", stick, "--jobs", 1).status == 1


@pytest.mark.parametrize("fail_on", ["error", "warning", "information", "never"])
def test_the_exit_code_depends_on_what_was_missed(orglife, stick, fail_on) -> None:
    missed = json.loads(orglife("audit", "run", stick, *ASKED, "--format", "json").stdout)["missed"]
    order = ["error", "warning", "information"]
    enough = [] if fail_on == "never" else order[: order.index(fail_on) + 1]

    result = orglife("audit", "run", stick, *ASKED, "--fail-on", fail_on)

    assert result.status == int(any(missed[one] for one in enough))


def test_a_file_that_cannot_be_read_wins_over_what_was_missed(orglife, stick) -> None:
    (stick / "torn.json").write_text("{")

    result = orglife("audit", "run", stick, *ASKED)

    assert result.status == 7
    assert "torn.json" in result.stdout
    assert "1 judged" in result.stdout


def test_a_path_that_is_not_there_is_reported_like_a_damaged_file(orglife, stick) -> None:
    result = orglife("audit", "run", stick, "gone.json", *ASKED, "--findings", "-")

    assert result.status == 7
    assert '"file":"gone.json","code":"missing"' in result.stdout


def test_an_empty_folder_is_an_error(orglife, tmp_path) -> None:
    (tmp_path / "empty").mkdir()

    assert orglife("audit", "run", "empty").status == 4


def test_what_commands_wrote_into_the_folder_is_no_branch_file(orglife, stick) -> None:
    orglife("audit", "run", stick, *ASKED, "-o", stick / "summary.json")
    orglife("-f", stick / "branch.json", "export", "all", "-o", stick / "all.json")
    assert (stick / "all.json").exists()

    result = orglife("audit", "run", stick, *ASKED, "--format", "json")

    assert json.loads(result.stdout)["files"] == 1
    assert orglife("audit", "run", stick / "all.json", *ASKED).status == 7


@pytest.mark.parametrize("extension", ["html", "csv", "md", "json", "txt"])
def test_the_summary_comes_in_every_format(orglife, stick, tmp_path, extension) -> None:
    name = f"summary.{extension}"

    assert orglife("audit", "run", stick, *ASKED, "-o", name).status == 1

    assert "Riverside" in (tmp_path / name).read_text(encoding="utf-8-sig")
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_the_csv_is_one_table(orglife, stick) -> None:
    import csv

    rows = list(
        csv.DictReader(
            orglife("audit", "run", stick, *ASKED, "--format", "csv").stdout.splitlines()
        )
    )

    assert {row["level"] for row in rows} == {"all", "superior", "unit", "branch"}
    assert rows[-1]["name"] == "Riverside"


def test_findings_stream_to_stdout_with_nothing_else(orglife, stick) -> None:
    result = orglife("audit", "run", stick, *ASKED, "--findings", "-")

    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert found[0]["record"] == "audit"
    assert found[1]["record"] == "branch"
    assert {one["record"] for one in found[2:-1]} == {"finding"}
    assert found[-1] == {"record": "end", "files": 1, "left_aside": 0}


@pytest.mark.parametrize("option", ["--findings", "-o"])
def test_nothing_is_overwritten_unasked_and_that_is_known_before_the_work(
    orglife, stick, tmp_path, option
) -> None:
    (tmp_path / "there.json").write_text("mine")

    assert orglife("audit", "run", stick, *ASKED, option, "there.json").status == 2
    assert (tmp_path / "there.json").read_text() == "mine"

    orglife("audit", "run", stick, *ASKED, option, "there.json", "--force")
    assert (tmp_path / "there.json").read_text() != "mine"


def test_each_branch_gets_a_notice_in_its_own_language(orglife, stick, tmp_path) -> None:
    for language in ("en", "zh"):
        orglife(
            *("init", stick / f"{language}.json", "--name", f"B {language}"),
            *("--sector", "school", "--founded", "2020-01-01", "--language", language),
        )

    result = orglife("audit", "run", stick, *ASKED, "--notices", "out")

    assert result.status == 1
    english = next((tmp_path / "out").glob("B-en-*.md")).read_text(encoding="utf-8")
    chinese = next((tmp_path / "out").glob("B-zh-*.md")).read_text(encoding="utf-8")
    assert "GM-FREQ" in english
    assert "GM-FREQ" in chinese
    assert "warning" in english
    assert "提醒" in chinese
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_a_notice_has_codes_in_place_of_names_unless_asked(orglife, stick, tmp_path) -> None:
    orglife("audit", "run", stick, *ASKED, "--notices", "coded")
    orglife("audit", "run", stick, *ASKED, "--notices", "named", "--names")
    coded, named = (
        next((tmp_path / folder).iterdir()).read_text(encoding="utf-8")
        for folder in ("coded", "named")
    )

    assert "M001" in coded
    assert "M001" not in named
    assert len(coded.splitlines()) > 10


def test_notices_are_not_written_among_the_files(orglife, stick) -> None:
    result = orglife("audit", "run", stick, *ASKED, "--notices", stick / "out")

    assert result.status == 2
    assert [one.name for one in stick.iterdir()] == ["branch.json"]


def test_a_scheduler_without_the_extra_is_refused_with_its_name(
    orglife, stick, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    result = orglife("audit", "run", stick, *ASKED, "--scheduler", "tcp://127.0.0.1:1")

    assert result.status == 2
    assert "orglife[cluster]" in result.stderr


def test_a_hostile_name_does_no_harm(orglife, stick, tmp_path) -> None:
    sys.path.append(str(Path(__file__).parents[2] / "audit"))
    from resealed import with_meta

    path = stick / "branch.json"
    name = "=cmd|' /C calc'!A0[red]</td><b>\u202e../../x"
    path.write_bytes(with_meta(path.read_bytes(), name=name))

    table = orglife("audit", "run", stick, *ASKED, "--notices", "out").stdout
    html = orglife("audit", "run", stick, *ASKED, "--format", "html").stdout
    sheet = orglife("audit", "run", stick, *ASKED, "--format", "csv").stdout

    assert "\u202e" not in table + html
    assert "</td><b>" not in html
    assert "'=cmd" in sheet
    (notice,) = (tmp_path / "out").iterdir()
    assert notice.parent == tmp_path / "out"


def test_stdin_is_a_list(orglife, stick) -> None:
    result = orglife(
        "audit", "run", "-", *ASKED, "--format", "json", stdin=f"{stick / 'branch.json'}\n"
    )

    assert json.loads(result.stdout)["branches"] == 1


def test_a_bar_is_shown_on_a_terminal_and_taken_away(stick, monkeypatch, tmp_path) -> None:
    from orglife.cli.process import output
    from orglife.reports.language import Language

    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(output.time, "monotonic", lambda: 5.0)
        bar = output.ProgressBar(Language("en"), quiet=False)
        bar.show(1, 4)
        monkeypatch.setattr(output.time, "monotonic", lambda: 6.5)
        bar.show(2, 4)
        bar.end()
    shown = _everything(master)

    assert "1 of 4" not in shown  # the first second
    assert "2 of 4 files" in shown
    assert shown.endswith("\r\x1b[K")


def _everything(master: int) -> str:
    """Return all that was written to a terminal that is closed by now."""
    pieces = []
    with suppress(OSError):  # how Linux says that nothing is left
        while piece := os.read(master, 1000):
            pieces.append(piece)
    os.close(master)
    return b"".join(pieces).decode()


def test_no_bar_off_a_terminal(stick, monkeypatch, capsys) -> None:
    from orglife.cli.process import output
    from orglife.reports.language import Language

    bar = output.ProgressBar(Language("en"), quiet=False)
    monkeypatch.setattr(output.time, "monotonic", lambda: 1e9)
    bar.show(2, 4)
    bar.end()

    assert capsys.readouterr().err == ""


def test_a_closed_pipe_ends_it_quietly(process, stick, tmp_path) -> None:
    words = [
        sys.executable,
        "-m",
        "orglife",
        "audit",
        "run",
        str(stick),
        "--findings",
        "-",
        "--all",
    ]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        said = child.stderr.read()

    assert (child.returncode, said) == (141, b"")
