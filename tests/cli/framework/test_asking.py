"""`init` and `member add` on a terminal ask for what is missing and for nothing else."""

import io
import json
import sys

import pytest
from running import noon

from orglife.cli import main
from orglife.cli.process import environment


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def typed(tmp_path, monkeypatch):
    """Run a command on a terminal with these lines typed: status and stderr."""

    def run(*args, lines=()):
        streams = Terminal("".join(f"{line}\n" for line in lines)), io.StringIO(), Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(environment, "now", lambda zone="": noon("2026-11-22"))
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            patch.chdir(tmp_path)
            status = main.run_command_line([str(arg) for arg in args])
        return status, streams[2].getvalue()

    return run


def meta(tmp_path):
    return json.loads((tmp_path / "branch.json").read_text(encoding="utf-8"))["meta"]["1"]


def test_init_asks_for_what_is_missing_and_says_the_whole_command(typed, tmp_path):
    lines = ["Riverside", "community", "2026-11-23", "2015-06-01", ""]

    status, said = typed("init", "branch.json", "--theme-day", "15th", lines=lines)

    assert status == 0, said
    assert "that is still to come" in said
    assert "Riverside: community, founded on 2015-06-01" in said
    assert (
        "The same as:\norglife init branch.json --theme-day 15th --name Riverside "
        "--sector community --founded 2015-06-01"
    ) in said
    assert meta(tmp_path)["founded"] == "2015-06-01"


def test_init_goes_back_and_asks_only_for_the_day(typed, tmp_path):
    words = ["init", "branch.json", "--name", "Riverside", "--sector", "社区"]

    status, said = typed(*words, lines=["<", "1 June 2015", "<", "2016-01-01", "y"])

    assert status == 0, said
    assert "Which sector" not in said
    assert meta(tmp_path)["founded"] == "2016-01-01"


@pytest.mark.parametrize("lines", [["2015-06-01", "n"], ["2015-06-01"], []])
def test_what_is_not_confirmed_makes_nothing(typed, tmp_path, lines):
    words = ["init", "branch.json", "--name", "Riverside", "--sector", "rural"]

    status, said = typed(*words, lines=lines)

    assert status != 0, said
    assert list(tmp_path.iterdir()) == []


def test_member_add_asks_for_the_standing_alone(typed, tmp_path):
    words = ["--name", "R", "--sector", "rural", "--founded", "2015-06-01"]
    assert typed("init", "branch.json", *words)[0] == 0

    status, said = typed("member", "add", "Li Si", lines=["officer", "2", "y"])

    assert status == 0, said
    assert "1 Full member  2 Probationary member" in said
    assert "Entered Li Si #1, probationary member." in said
    assert 'The same as: orglife member add "Li Si" --standing probationary' in said


def test_nothing_is_asked_where_nothing_is_missing_or_nobody_wants_it(typed, tmp_path):
    words = ["--name", "R", "--sector", "rural", "--founded", "2015-06-01"]
    assert typed("init", "branch.json", *words)[0] == 0
    before = (tmp_path / "branch.json").read_bytes()

    status, said = typed("member", "add", "Li Si", "--no-input")

    assert status == 2
    assert "--standing" in said
    assert (tmp_path / "branch.json").read_bytes() == before
