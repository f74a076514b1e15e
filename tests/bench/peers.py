"""Other programs that keep 10,000 dated records in a file of their own: those that are installed.

Each lists them all and adds one. They do other work than orglife, so what is compared is what a
person waits for.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from measure import Command


def peers(bins: Path, folder: Path) -> tuple[list[Command], list[str]]:
    """Return what can be timed, and the names of those that are not installed."""
    makers = {"task": _taskwarrior, "hledger": _hledger, "jrnl": _jrnl, "sqlite-utils": _sqlite}
    found: list[Command] = []
    missing = []
    for name, maker in makers.items():
        program = bins / name if (bins / name).exists() else shutil.which(name)
        if program is None:
            missing.append(name)
        else:
            found += maker(str(program), folder)
    return found, missing


def _again(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


def _taskwarrior(program: str, folder: Path) -> list[Command]:
    kept, used = folder / "task-kept", folder / "task"
    settings = folder / "taskrc"
    settings.write_text(f"data.location={kept}\nconfirmation=off\nverbose=nothing\ngc=on\n")
    base = [program, f"rc:{settings}"]
    subprocess.run([*base, "import", str(folder / "tasks.json")], check=True, capture_output=True)
    subprocess.run([*base, "list"], check=True, capture_output=True)
    there = f"rc.data.location:{used}"
    return [
        Command("taskwarrior list", [*base, "list"]),
        Command(
            "taskwarrior add", [*base, there, "add", "Bench"], before=lambda: _again(kept, used)
        ),
    ]


def _hledger(program: str, folder: Path) -> list[Command]:
    kept, used, answers = folder / "hours.journal", folder / "used.journal", folder / "answers"
    answers.write_text("2025-11-20\nBench\nstudy:group1\n1.5 h\ntime\n\n.\ny\n.\n")
    return [
        Command("hledger check", [program, "-f", str(kept), "check"]),
        Command(
            "hledger add",
            [program, "-f", str(used), "add"],
            statuses=(0, 1),
            before=lambda: _again(kept, used),
            stdin=answers,
        ),
    ]


def _jrnl(program: str, folder: Path) -> list[Command]:
    kept, used, settings = folder / "diary.txt", folder / "used.txt", folder / "jrnl.yaml"
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    settings.write_text(
        "---\n"  # JSON is YAML, but what begins with a brace is taken for an old version's
        + json.dumps(
            {
                "version": said.split()[1],
                "journals": {"default": {"journal": str(used)}},
                "colors": {"body": "none", "date": "none", "tags": "none", "title": "none"},
                "editor": "",
                "encrypt": False,
                "template": False,
                "tagsymbols": "@",
                "default_hour": 9,
                "default_minute": 0,
                "timeformat": "%F %R",
                "linewrap": 79,
                "highlight": False,
                "indent_character": "|",
                "display_format": None,
            }
        )
    )
    _again(kept, used)
    base = [program, "--config-file", str(settings)]
    return [
        Command("jrnl list", [*base, "-n", "10000", "--short"]),
        Command("jrnl add", [*base, "Bench."], before=lambda: _again(kept, used)),
    ]


def _sqlite(program: str, folder: Path) -> list[Command]:
    kept, used, row = folder / "kept.db", folder / "used.db", folder / "row.json"
    tasks = folder / "tasks.json"
    with tasks.open(encoding="utf-8") as lines:
        row.write_text(lines.readline(), encoding="utf-8")
    subprocess.run(
        [program, "insert", str(kept), "activities", str(tasks), "--nl"],
        check=True,
        capture_output=True,
    )
    return [
        Command("sqlite-utils rows", [program, "rows", str(kept), "activities", "--csv"]),
        Command(
            "sqlite-utils insert",
            [program, "insert", str(used), "activities", str(row), "--nl"],
            before=lambda: _again(kept, used),
        ),
    ]
