"""Which language, colour and width a run has."""

from __future__ import annotations

import io
import json

import pytest

from orglife.cli.process import environment
from orglife.cli.process.environment import language_of, wants_colour, width_of


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("zh_CN.UTF-8", "zh"),
        ("zh-Hans-CN", "zh"),
        ("en_GB", "en"),
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("Chinese (Simplified)_China.936", None),
        ("Chinese_China.936", "zh"),
        ("fr_FR", None),
        ("", None),
    ],
)
def test_a_locale_names_a_language(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("asked", "variables", "terminal", "colour"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour_is_decided_by_option_variables_and_terminal(
    monkeypatch, asked, variables, terminal, colour
):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert wants_colour(asked, Terminal() if terminal else io.StringIO()) is colour


def test_there_is_a_width_on_a_terminal_only(monkeypatch):
    assert width_of(io.StringIO()) is None
    assert width_of(Terminal()) == 80
    monkeypatch.setenv("COLUMNS", "60")
    assert width_of(Terminal()) == 60
    assert width_of(io.StringIO()) is None


def test_a_closed_stream_is_no_terminal():
    stream = io.StringIO()
    stream.close()

    assert environment.is_terminal(stream) is False
    assert environment.is_terminal(None) is False


@pytest.mark.parametrize("variables", [{"FORCE_COLOR": "1"}, {}])
def test_a_pipe_gets_colour_only_when_forced_and_is_never_wrapped(orglife, variables):
    orglife("demo", ".")
    said = orglife("check", env=variables).stdout

    assert ("\x1b[" in said) is bool(variables)
    assert max(map(len, said.split("\n"))) > 80


def test_json_on_a_console_of_another_encoding_stays_json(process, tmp_path):
    process("demo", ".")
    name = "河\U0001f600边"
    made = process("member", "add", name, "--standing", "full", "--full-since", "2020-01-01")
    assert made.status == 0, made.stderr

    env = {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"}
    done = process("member", "list", "--format", "json", env=env)
    assert done.stdout.isascii()
    assert name in json.dumps(json.loads(done.stdout), ensure_ascii=False)


@pytest.mark.parametrize("folder", ["config", "state"])
@pytest.mark.parametrize("named", [True, False])
def test_linux_has_the_folders_that_platformdirs_names(monkeypatch, tmp_path, folder, named):
    monkeypatch.delenv(f"ORGLIFE_{folder.upper()}_DIR", raising=False)
    monkeypatch.delenv(f"XDG_{folder.upper()}_HOME", raising=False)
    if named:
        monkeypatch.setenv(f"XDG_{folder.upper()}_HOME", str(tmp_path))
    ask = getattr(environment, f"{folder}_folder")
    told = {}
    for ours in (True, False):
        monkeypatch.setattr(environment, "_on_linux", lambda ours=ours: ours)
        told[ours] = ask()

    assert told[True] == told[False]
    assert told[True].name == "orglife"
