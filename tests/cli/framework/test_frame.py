"""The frame that every command stands in: options, streams, exit codes, errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
import typer
from running import Run, clean_environment, command_of

from orglife.actions.change import Change, ChangedRecord
from orglife.cli import commands
from orglife.cli.commands import LazyCommand
from orglife.cli.framework.command import Session, change, confirm, reads, show, writes
from orglife.errors import LockedError, RuleBrokenError
from orglife.messages import say
from orglife.reports.view import Line, View

HOSTILE = "\x1b]52;c;ZXZpbA==\x07[bold]x[/]\u202egnp.exe\n\x9b31m=1+1"


@reads()
def show_word(
    session: Session,
    word: Annotated[str, typer.Argument()] = "",
    ask: Annotated[bool, typer.Option("--confirm")] = False,
) -> None:
    """Show what it was given."""
    if ask:
        confirm(session, say("Really?"))
    day = session.today
    session.say(say("about it"))
    show(
        session,
        View(
            {"schema": "orglife.test/1", "word": word, "day": day},
            (Line(say("{word} on {day}", word=word, day=day)),),
        ),
    )


@writes(private=("body",))
def rename(
    session: Session,
    name: Annotated[str, typer.Argument()],
    yes: Annotated[int, typer.Option("--yes")] = 0,
    body: Annotated[str, typer.Option("--body")] = "",
) -> None:
    """Rename the branch."""

    def action(branch):
        if branch.meta.name == name:
            return Change(branch, say("The name is {name} already.", name=name))
        renamed = branch.change_meta(name=name)
        done = say("Renamed to {name} on {day}.", name=name, day=session.day(""))
        return Change(renamed, done, (ChangedRecord("meta", 1),), (say("this is a test"),))

    change(session, action)


@reads()
def refuse(session: Session, what: str) -> None:
    """Fail in one of several ways."""
    if what == "bug":
        raise RuntimeError(HOSTILE)
    if what == "interrupted":
        raise KeyboardInterrupt
    if what == "file":
        raise PermissionError(13, "Permission denied", "roster.csv")
    if what == "locked":
        raise LockedError(say("locked by {pid}", pid=7))
    raise RuleBrokenError(say("no: {what}", what=what), hint=say("do {what}", what=what))


@pytest.fixture(autouse=True)
def extra_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, function in (("show", "show_word"), ("rename", "rename"), ("refuse", "refuse")):
        monkeypatch.setitem(
            commands.COMMANDS, name, LazyCommand(f"test_frame:{function}", "Tests", name)
        )


@pytest.fixture
def branch_file(orglife: Run, tmp_path: Path) -> Path:
    assert orglife("demo", ".").status == 0
    return tmp_path / "branch.json"


def test_data_goes_to_stdout_and_the_rest_to_stderr(orglife, branch_file):
    result = orglife("show", "hello")

    assert result == (0, "hello on 2026-11-22\n", "about it\n")


def test_quiet_says_nothing_on_stderr(orglife, branch_file):
    assert orglife("show", "hello", "-q").stderr == ""
    assert orglife("-q", "show", "hello").stderr == ""


@pytest.mark.parametrize(
    "args",
    [
        ("--as-of", "2026-03-01", "show"),
        ("show", "--as-of", "2026-03-01"),
        ("--as-of", "2025-01-01", "show", "--as-of", "2026-03-01"),
    ],
)
def test_shared_options_stand_before_or_after_and_the_nearer_wins(orglife, branch_file, args):
    assert "2026-03-01" in orglife(*args).stdout


@pytest.mark.parametrize("option", ["--as-of", "--known-on", "--output"])
@pytest.mark.parametrize("before", [True, False])
def test_options_of_reading_are_refused_on_a_writing_command(orglife, branch_file, option, before):
    kept = branch_file.read_bytes()
    given = (option, "2026-03-01")

    result = orglife(*given, "rename", "New") if before else orglife("rename", "New", *given)

    assert result.status == 2
    assert option in result.stderr
    assert branch_file.read_bytes() == kept


def test_the_branch_file_is_named_by_option_then_environment_then_folder(
    orglife, branch_file, tmp_path
):
    for name in ("option", "environment"):
        (tmp_path / name).mkdir()
        orglife("demo", name)
        orglife("rename", name, "-f", f"{name}/branch.json")
    env = {"ORGLIFE_FILE": "environment/branch.json"}

    def branch(*args, **more):
        return json.loads(orglife("status", "--format", "json", *args, **more).stdout)["branch"]

    assert branch("-f", "option/branch.json", env=env) == "option"
    assert branch(env=env) == "environment"
    assert branch() == "Riverside First (made up)"


def test_a_missing_branch_file_says_how_to_make_one(orglife, tmp_path):
    result = orglife("status")

    assert result.status == 4
    assert "orglife init" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_mistyped_path_creates_nothing(orglife, tmp_path):
    result = orglife("status", "--file", tmp_path / "brnach.json")

    assert result.status == 4
    assert list(tmp_path.iterdir()) == []


def test_a_change_is_one_line_with_the_branch_the_weekday_and_how_to_undo_it(orglife, branch_file):
    result = orglife("rename", "New")

    assert result.status == 0
    assert result.stdout == ""
    assert result.stderr == (
        "Warning: this is a test\nNew: Renamed to New on Sun 2026-11-22. Undo with: orglife undo\n"
    )


def test_a_change_as_json_names_the_records(orglife, branch_file):
    result = orglife("rename", "New", "--format", "json")

    assert result.stderr == "Warning: this is a test\n"
    assert json.loads(result.stdout) == {
        "schema": "orglife.change/1",
        "branch": "New",
        "changed": True,
        "dry_run": False,
        "records": [{"type": "branch", "id": 1}],
        "message": "Renamed to New on 2026-11-22.",
        "warnings": ["this is a test"],
    }


def test_a_dry_run_says_what_would_happen_and_writes_nothing(orglife, branch_file):
    kept = branch_file.read_bytes()

    result = orglife("rename", "New", "--dry-run")

    assert result.status == 0
    assert "not written" in result.stderr
    assert "Renamed to New" in result.stderr
    assert branch_file.read_bytes() == kept


def test_a_change_that_changes_nothing_says_so_and_writes_nothing(orglife, branch_file):
    orglife("rename", "New")
    kept = branch_file.read_bytes()

    result = orglife("rename", "New")

    assert result.status == 0
    assert "Nothing was written" in result.stderr
    assert branch_file.read_bytes() == kept


def test_private_text_does_not_reach_the_history(orglife, branch_file):
    orglife("rename", "New name", "--body", "said in confidence", "--yes", "8")

    text = branch_file.read_text(encoding="utf-8")
    assert "said in confidence" not in text
    command = 'orglife rename "New name" --yes 8 --body ...'
    assert json.dumps(command)[1:-1] in text


def test_an_option_of_the_command_takes_its_spelling_from_the_shared_one(orglife, branch_file):
    result = orglife("rename", "New", "--yes", "8", "-y")

    assert result.status == 0
    assert "-y " not in orglife("rename", "--help").stdout.split("--body")[0]


@pytest.mark.parametrize(
    ("what", "code"), [("rule", 3), ("locked", 5), ("file", 4), ("interrupted", 130), ("bug", 70)]
)
def test_every_error_has_its_exit_code(orglife, what, code):
    assert orglife("refuse", what).status == code


def test_an_error_says_what_and_how_to_mend_it(orglife):
    result = orglife("refuse", "that")

    assert result == (3, "", "Error: no: that\nHint: do that\n")


def test_an_error_is_told_in_the_language_asked_for(orglife):
    assert orglife("refuse", "that", "--lang", "zh").stderr.startswith("错误：")
    assert orglife("refuse", "x", env={"ORGLIFE_LANG": "zh"}).stderr.startswith("错误：")
    assert orglife("refuse", "x", env={"LANG": "zh_CN.UTF-8"}).stderr.startswith("错误：")
    assert orglife("refuse", "--lang", "en", env={"ORGLIFE_LANG": "zh"}).stderr.startswith("Error")


def test_an_error_as_json_is_one_object_on_stderr_and_english(orglife):
    result = orglife("refuse", "that", "--format", "json", env={"ORGLIFE_LANG": "zh"})

    assert json.loads(result.stderr) == {
        "schema": "orglife.error/1",
        "code": 3,
        "message": "no: that",
        "hint": "do that",
    }
    assert result.stdout == ""


@pytest.mark.parametrize(
    "args",
    [
        ("nonsense",),
        ("show", "--nonsense"),
        ("rename",),
        ("rename", "New", "--yes", "many"),
        ("show", "one", "two"),
        ("show", "--format", "nonsense"),
        ("show", "--lang", "fr"),
        ("show", "--color", "sometimes"),
        ("show", "--as-of", "2026-02-30"),
        ("task",),
        ("--file",),
    ],
)
@pytest.mark.parametrize("form", [(), ("--format=json",)])
def test_usage_errors_exit_2_in_the_same_style(orglife, branch_file, args, form):
    form = () if "--format" in args else form
    result = orglife(*form, *args)

    assert result.status == 2
    assert result.stdout == ""
    if form:
        answer = json.loads(result.stderr)
        assert answer["code"] == 2
        assert answer["hint"]
    else:
        assert result.stderr.startswith("Error: ")


def test_an_unknown_command_is_refused_with_the_nearest(orglife):
    assert "status" in orglife("statsu").stderr


def test_hostile_text_in_an_error_is_shown_escaped(orglife):
    for args in (("refuse", HOSTILE), ("refuse", "bug"), (HOSTILE,), ("show", f"--{HOSTILE}")):
        for line in orglife(*args).stderr.splitlines():
            assert line.isprintable(), line


def test_a_bug_keeps_its_traceback(orglife):
    result = orglife("refuse", "bug")

    assert "Traceback" in result.stderr
    assert "RuntimeError" in result.stderr


def test_without_a_command_status_is_shown_or_how_to_begin(orglife, tmp_path):
    beginning = orglife()
    assert beginning.status == 0
    for word in ("orglife init", "orglife import", "orglife demo"):
        assert word in beginning.stdout

    orglife("demo", ".")
    assert orglife().stdout == orglife("status").stdout


def test_confirmation_without_a_terminal_is_refused_with_the_option(orglife, branch_file):
    kept = branch_file.read_bytes()

    result = orglife("show", "--confirm")

    assert result.status == 2
    assert "-y" in result.stderr
    assert branch_file.read_bytes() == kept


def test_output_goes_to_a_new_file_that_only_the_owner_reads(orglife, branch_file, tmp_path):
    result = orglife("show", "hello", "-o", "out.json")

    path = tmp_path / "out.json"
    assert result.status == 0
    assert result.stdout == ""
    assert json.loads(path.read_text())["word"] == "hello"
    assert path.stat().st_mode & 0o777 == 0o600


def test_output_overwrites_only_with_force(orglife, branch_file, tmp_path):
    path = tmp_path / "out.json"
    path.write_text("kept")

    assert orglife("show", "-o", "out.json").status == 2
    assert path.read_text() == "kept"
    assert orglife("show", "-o", "out.json", "--force").status == 0
    assert json.loads(path.read_text())["schema"] == "orglife.test/1"
    assert [one.name for one in tmp_path.glob(".*.tmp")] == []


def test_output_without_a_known_extension_is_refused(orglife, branch_file, tmp_path):
    assert orglife("show", "-o", "out.nonsense").status == 2
    assert orglife("show", "-o", "nowhere/out.json").status == 4
    assert not (tmp_path / "out.nonsense").exists()


def test_the_version_is_said_in_two_ways(process):
    assert process("--version", today=None).stdout == process("version", today=None).stdout


def test_output_closed_early_ends_quietly_with_141(tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    closed = subprocess.run(
        [*command_of(None), "--help"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        env=clean_environment(),
        timeout=60,
    )
    os.close(writing)
    assert closed.returncode == 141
    assert closed.stderr == b""


def test_output_that_is_full_is_an_error(tmp_path):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*command_of(None), "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=clean_environment(),
            timeout=60,
        )
    assert done.returncode == 4
    assert done.stderr.startswith(b"Error: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["gbk:strict", "ascii:strict", "latin-1"])
def test_a_console_that_lacks_a_character_gets_it_escaped(process, tmp_path, encoding):
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    made = process("--lang", "zh", "demo", ".", env=env)
    assert made.status == 0
    process("demo", ".")

    done = subprocess.run(
        [*command_of("2026-11-22"), "--lang", "zh", "status"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**clean_environment(), **env},
        timeout=60,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_a_module_is_imported_only_when_its_command_is_called():
    code = (
        "import sys\n"
        "from orglife.cli import main\n"
        "main.run_command_line(['--help'])\n"
        "found = [m for m in sys.modules if m.startswith('orglife.') or m == 'rich']\n"
        "print(found, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    for name in ("orglife.model.branch", "orglife.storage", "orglife.cli.duties.check", "'rich'"):
        assert name not in done.stderr


def test_a_check_begins_with_nothing_that_it_does_without(sample):
    """Every class of named tuples takes a tenth of a millisecond, and every module as much."""
    words = ["check", "2026", "--format", "json", "--as-of", "2026-11-22", "-f", str(sample)]
    code = (
        "import sys\n"
        "from orglife.cli import main\n"
        f"main.run_command_line({words!r})\n"
        "ours = {n: m for n, m in sys.modules.items() if n.startswith('orglife.')}\n"
        "print(*ours, file=sys.stderr)\n"
        "print(*[c for m in ours.values() for c in vars(m).values() if hasattr(c, '_fields')],"
        " file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    modules, named_tuples = done.stderr.split("\n")[:2]

    assert json.loads(done.stdout)["schema"] == "orglife.check/1"
    assert named_tuples == ""
    assert not {
        "orglife.cli.framework.value_sources",
        "orglife.cli.framework.prompts",
        "orglife.model.dates_numeric",
        "orglife.model.activity_lookup",
        "orglife.storage.history",
        "orglife.storage.write",
    } & set(modules.split())
