"""What a shell is told may come next."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys

import pytest

from orglife.cli.main import root
from orglife.cli.system import completer
from orglife.cli.system.completer import SCRIPTS, bash_escape, bash_words, candidates, split_line


@pytest.fixture
def values(sample, monkeypatch):
    """The values that may end a line; the branch file is in the working directory."""
    monkeypatch.chdir(sample.parent)
    return lambda *words: [one.value for one in candidates(list(words), root())]


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (["mem"], ["member"]),
        (["member", "sh"], ["show"]),
        (["check", "--cal"], ["--calendar"]),
        (["check", "--rule", "GR-FR"], ["GR-FREQ"]),
        (["check", "--rule=GR-FR"], ["--rule=GR-FREQ"]),
        (["log", "lec"], ["lecture"]),
        (["log", "theme-day+lec"], ["theme-day+lecture"]),
        (["log", "党小"], ["党小组会"]),
        (["log", "lecture", "--group", "G"], ["Group 1", "Group 2", "Group 3"]),
        (["member", "show", "Yang J"], ["Yang Jie"]),
        (["log", "lecture", "--absent", "Yang Jie; Shan Ju"], ["Yang Jie; Shan Jun"]),
        (["group", "assign", "Yang Jie=Group 2"], ["Yang Jie=Group 2"]),
        (["committee", "seat", "secretary=Yang J"], ["secretary=Yang Jie"]),
        (["task", "add", "com"], ["commitment"]),
        (["status", "--format", "j"], ["json"]),
        (["status", "--lang", ""], ["en", "zh"]),
        (["completion", "z"], ["zsh"]),
        (["config", "set", "pa"], ["pager"]),
        (["init", "new.json", "--sector", "社"], ["社区", "社会组织"]),
    ],
)
def test_a_word_is_completed(values, words, some):
    assert values(*words) == some


@pytest.mark.parametrize(
    "words",
    [
        ["import", "ro"],
        ["-f", "bra"],
        ["log", "lecture", "--on", "to"],
        ["member", "show", "nobody"],
        ["status", "x"],
        ["no-such-command", "x"],
    ],
)
def test_where_a_file_or_anything_else_may_stand_nothing_is_proposed(values, words):
    assert values(*words) == []


def test_the_file_that_was_named_is_the_one_that_is_read(values, orglife, tmp_path):
    founding = ("--name", "a", "--sector", "rural", "--founded", "2020-01-01")
    orglife("init", "other.json", *founding)
    orglife("member", "add", "Only One", "--standing", "full", "-f", "other.json")

    assert values("-f", "other.json", "member", "show", "") == ["Only One"]
    assert values("member", "show", "--file=other.json", "") == ["Only One"]


def test_only_those_who_are_here_are_proposed(values, orglife):
    orglife("member", "edit", "Yang Jie", "--left", "2026-01-01")

    assert "Yang Jie" not in values("member", "show", "Yang")


def test_shared_options_that_make_no_sense_are_not_proposed(values):
    assert "--as-of" not in values("log", "--")
    assert "--as-of" in values("check", "--")


@pytest.mark.parametrize("broken", ["", "{", "not there"])
def test_whatever_goes_wrong_nothing_is_said(tmp_path, monkeypatch, broken):
    if broken != "not there":
        (tmp_path / "branch.json").write_text(broken)
    monkeypatch.chdir(tmp_path)
    out, err = io.TextIOWrapper(io.BytesIO()), io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        status = completer.complete_line("zsh", ["member", "show", ""], root)

    assert (status, out.buffer.getvalue(), err.getvalue()) == (0, b"", "")


@pytest.mark.parametrize(
    ("line", "words", "raw", "quote"),
    [
        ("a b", ["a", "b"], "b", ""),
        ("a ", ["a", ""], "", ""),
        ("a  'b c' d", ["a", "b c", "d"], "d", ""),
        ('a "b c', ["a", "b c"], '"b c', '"'),
        (r"a b\ c", ["a", "b c"], r"b\ c", ""),
        (r"a 'b\'", ["a", "b\\"], r"'b\'", ""),
        ("a\t党小", ["a", "党小"], "党小", ""),
    ],
)
def test_a_line_of_bash_is_taken_apart(line, words, raw, quote):
    assert split_line(line) == (words, raw, quote)


@pytest.mark.parametrize(
    ("line", "current", "value", "spelled"),
    [
        ("orglife member show Ka", "Ka", "Kang Le", r"Kang\ Le"),
        ('orglife member show "Ka', '"Ka', "Kang Le", "Kang Le"),
        ("orglife group assign A=Gr", "Gr", "A=Group 2", r"Group\ 2"),
        ("orglife group assign A=", "=", "A=Group 2", r"Group\ 2"),
        ("orglife member show x", "x", "$(rm -rf ~);`x`", r"\$\(rm\ -rf\ \~\)\;\`x\`"),
    ],
)
def test_bash_gets_a_value_as_one_word_of_which_nothing_is_evaluated(line, current, value, spelled):
    _, spell = bash_words(line, current)

    assert spell(value) == spelled
    assert split_line(f"x {bash_escape(value)}")[0] == ["x", value]


HOSTILE = (
    "$(touch owned)",
    "`touch owned`",
    'a" ; touch owned ; "',
    "a' ; touch owned ; '",
    "${HOME}",
    "back\\slash\\",
    "Wang!!",
    "a!b'c\"d",
    "~/x *?[a-z]{1,2}",
    "#3; && || | < > ( )",
    "王 伟",
)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("quote", ["", '"', "'"])
@pytest.mark.parametrize("value", HOSTILE)
def test_bash_itself_reads_the_value_whichever_mark_is_open(tmp_path, quote, value):
    typed = f"printf %s {quote}{value[:1]}"
    _, spell = bash_words(typed, value[:1])
    line = f"set -H; printf %s {quote}{spell(value)}{quote}\n"

    done = subprocess.run(
        ["bash", "--norc", "--noprofile"], input=line, capture_output=True, text=True, cwd=tmp_path
    )

    assert done.stdout == value
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ["orglife member show $'Ka", 'orglife member show x"Ka'])
def test_nothing_is_proposed_within_a_quotation_that_is_read_otherwise(line):
    with pytest.raises(ValueError, match="within a word"):
        bash_words(line, "Ka")


def test_a_value_with_a_line_break_is_no_candidate(monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    monkeypatch.setattr("sys.stdout", out)
    found = [
        completer.Completion("Wang\n$(touch owned)"),
        completer.Completion("Li\x1b[2J"),
        completer.Completion("Kang", "of\nGroup 1\x1b"),
    ]
    monkeypatch.setattr("orglife.cli.system.completer.candidates", lambda *_: found)

    completer.complete_line("zsh", ["member", "show", ""], lambda: None)

    assert out.buffer.getvalue() == b"Kang\tof Group 1\n"


@pytest.mark.parametrize("shell", SCRIPTS)
def test_every_shell_has_a_script(orglife, shell):
    printed = orglife("completion", shell)

    assert printed.status == 0
    assert "_ORGLIFE_COMPLETE" in printed.stdout
    assert orglife("completion", shell.upper()).stdout == printed.stdout


def test_another_shell_is_refused(orglife):
    result = orglife("completion", "tcsh")

    assert result.status == 2
    assert "bash" in result.stderr
