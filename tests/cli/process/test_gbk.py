"""A console that knows GBK only, as Chinese Windows has it: nothing crashes, nothing is garbled."""

from __future__ import annotations

import io
import sys

import pytest
from running import every_command, noon

from orglife.cli import main
from orglife.cli.process import environment

COMMANDS = [
    *(("status",), ("due",), ("check", "2026", "--fail-on", "never"), ("rules", "list")),
    *(("rules", "show", "GM-PASS"), ("kinds", "list"), ("plan", "list"), ("activity", "list")),
    *(("activity", "show", "last", "lecture"), ("task", "list", "--all")),
    *(("member", "list", "--all"),),
    *(("group", "list"), ("group", "show", "1"), ("group", "suggest"), ("committee", "list")),
    *(("committee", "history"), ("admission", "list", "--all"), ("appraisal", "show")),
    *(("criticism", "show"), ("report", "year"), ("report", "attendance"), ("report", "talks")),
    *(("report", "coverage"), ("report", "tasks"), ("report", "changes", "--since", "2026-01-01")),
    *(("form", "plan"), ("form", "register"), ("form", "appraisal")),
    *(("form", "sign-in", "last", "lecture"),),
    *(("form", "minutes", "last", "lecture"), ("handover",), ("history",), ("verify",)),
    *(("config", "show"), ("backup", "list"), ("doctor",), ("export", "roster"), ("use",)),
    *(("schedule", "print"), ("audit", "run", ".", "--names"), ("version",), ()),
    *(("log", "lecture", "--on", "today", "-n"), ("undo", "-n"), ("member", "show", "nobody")),
    *(("check", "--rule", "NO"), ("status", "--format", "nonsense"), ("no-such-command",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    from orglife.storage.store import Store

    folder = tmp_path_factory.mktemp("gbk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(environment, "now", lambda zone="": noon("2026-11-22"))
        assert main.run_command_line(["demo", ".", "-q"]) == 0
    assert Store(folder / "branch.json").load().members
    return folder


def strict(args, folder, monkeypatch):
    """Run on streams that refuse whatever GBK lacks; return the status and what was written."""
    streams = [io.TextIOWrapper(io.BytesIO(), "gbk", "strict", newline="") for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.setattr(environment, "now", lambda zone="": noon("2026-11-22"))
        patch.setattr(sys, "stdin", io.StringIO())
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        patch.chdir(folder)
        status = main.run_command_line(list(args))
    for stream in streams:
        stream.flush()
    return status, b"".join(stream.buffer.getvalue() for stream in streams).decode("gbk")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_a_command_says_is_all_in_gbk(made_up, monkeypatch, words, language):
    status, said = strict((*words, "--lang", language), made_up, monkeypatch)

    assert status in (0, 1, 2, 3), said
    assert said.strip() or words == ("use",)
    assert "Traceback" not in said


@pytest.mark.parametrize("path", [path.split() for path, _ in every_command()], ids=" ".join)
def test_help_is_all_in_gbk(made_up, monkeypatch, path):
    status, said = strict((*path, "--help", "--lang", "zh"), made_up, monkeypatch)

    assert status == 0
    assert "Traceback" not in said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_strict_console_gets_foreign_letters_escaped(process, language):
    env = {"PYTHONIOENCODING": "gbk:strict", "PYTHONUTF8": "0"}
    process("demo", ".")
    name = "A\U0001f600\u0e01"
    process("member", "add", name, "--standing", "full", "--full-since", "2020-01-01")

    done = process("member", "list", "--lang", language, env=env)

    assert done.status == 0, done.stderr
    assert r"A\U0001f600\u0e01" in done.stdout
