"""What is said on stderr fits the terminal, and a command in it stays whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal

from orglife.cli.framework import terminal_lines
from orglife.cli.process import environment
from orglife.messages import Message, say
from orglife.reports.text_width import width

Orglife = Any
WIDTHS = (40, 60, 80, 120)
TOPIC = "How the old quarter is made safer, street by street, before the winter comes"
ABSENT = "Li Tao:excused:ill; Yang Jie:absent"
COMMANDS = (
    ("log", "group-meeting", "--group", "2", "--on", "2026-11-20", "--topic", TOPIC),
    ("log", "group-meeting", "--group", "2", "--on", "2026-11-20", "--absent", ABSENT),
    ("log", "lecture", "--on", "2026-11-20", "--chair", "Nobody At All", "--absent", ABSENT),
    ("activity", "attend", "last", "lecture", "X", "excused"),
    ("vote", "5"),
    ("undo", "900"),
)


def at(monkeypatch: pytest.MonkeyPatch, columns: int | None) -> None:
    monkeypatch.setattr(environment, "width_of", lambda _stream: columns)


def is_command(line: str) -> bool:
    return line.strip(" '").startswith("orglife ")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", WIDTHS)
def test_every_line_on_a_terminal_fits_it(
    sample: Path, tmp_path: Path, columns: int, language: str
) -> None:
    for words in COMMANDS:
        screen = Terminal(
            *words, "--lang", language, "--no-input", cwd=tmp_path, env={"COLUMNS": str(columns)}
        )
        said = screen.end()[1].splitlines()

        assert said
        assert [one for one in said if width(one) > columns and not is_command(one)] == []


@pytest.mark.parametrize("columns", WIDTHS)
def test_off_a_terminal_nothing_is_wrapped(orglife: Orglife, sample: Path, columns: int) -> None:
    said = orglife(*COMMANDS[0], env={"COLUMNS": str(columns)}).stderr

    assert said.count("\n") == 1


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    ("message", "command"),
    [
        (
            say(
                "The same as: {command}", command=f'orglife log lecture --topic "{TOPIC}; 安全，等"'
            ),
            f'orglife log lecture --topic "{TOPIC}; 安全，等"',
        ),
        (
            say(
                "{branch}: {said} {way_back}",
                branch="第三党支部",
                said=say("{n} members, in three groups, were entered", n=24),
                way_back=say("Undo with: {command}", command='orglife -f "a b (2).json" undo'),
            ),
            'orglife -f "a b (2).json" undo',
        ),
        (
            say(
                "as in: {example}; '{command} --help' says more",
                example='orglife member show "Li Si"',
                command="orglife member show",
            ),
            'orglife member show "Li Si"',
        ),
        (
            say('as in: orglife vote 132 --motion "Admit Zhao Min" --yes 8 --no 0'),
            'orglife vote 132 --motion "Admit Zhao Min" --yes 8 --no 0',
        ),
        (say("a decision is recorded; 'orglife check' will report it"), "'orglife check'"),
    ],
)
def test_a_command_is_never_broken(
    monkeypatch: pytest.MonkeyPatch, columns: int, message: Message, command: str
) -> None:
    at(monkeypatch, columns)

    said = terminal_lines.fit_to_terminal(str(message), message).split("\n")

    assert [one for one in said if command in one] != []
    assert " ".join(said) == str(message)
    assert all(width(one) <= max(columns, width(command) + 1) for one in said)


@pytest.mark.parametrize(
    "text", ["a newer orglife wrote this file, so that it can't be read: use orglife that wrote it"]
)
def test_orglife_in_a_sentence_is_no_command(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    at(monkeypatch, 40)

    said = terminal_lines.fit_to_terminal(text).split("\n")

    assert " ".join(said) == text
    assert all(width(one) <= 40 for one in said)


def test_a_prompt_keeps_its_choices_and_the_place_for_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at(monkeypatch, 40)

    said = terminal_lines.fitted_prompt(f"Which?\n  1 {TOPIC}\n  2 Other  [2]: ")

    assert said.endswith("\n  2 Other  [2]: ")
    assert all(width(one) <= 40 for one in said.split("\n"))
    assert all(one.startswith("  ") for one in said.split("\n")[1:])


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_the_path_of_a_file_is_not_broken(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    at(monkeypatch, columns)
    path = "/home/somebody/branches/third-branch-of-the-old-quarter/branch-of-2026.json"
    message = say("The file is {path}. Take back what was done last there?", path=path)

    said = terminal_lines.fit_to_terminal(str(message), message).split("\n")

    assert [one for one in said if path in one] != []
    assert " ".join(said) == str(message)
