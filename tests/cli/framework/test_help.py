"""Help of every command, in both languages."""

from __future__ import annotations

import shlex

import pytest
from running import every_command

from orglife.cli import commands, main
from orglife.cli.framework.errors import ErrorHandler
from orglife.cli.framework.help import FIRST_STEPS
from orglife.cli.framework.options import examples_of
from orglife.reports.text_width import width

PATHS = [tuple(path.split()) for path, _ in every_command()]


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_has_help_that_fits_and_says_what_it_does(orglife, path, language):
    result = orglife(*path, "--help", "--lang", language)

    assert result.status == 0
    assert result.stderr == ""
    lines = result.stdout.split("\n")
    assert max(map(width, lines)) <= 80
    assert all(line.isprintable() for line in lines)
    what = lines[lines.index("") + 1]
    assert what.strip()
    if language == "zh":
        assert any("\u4e00" <= one <= "\u9fff" for one in what), "run `make catalogue`"


def test_commands_are_grouped_by_task(orglife):
    said = orglife("--help").stdout

    for panel in {lazy.panel for lazy in commands.COMMANDS.values()}:
        assert f"\n{panel}\n" in said
    for name, lazy in commands.COMMANDS.items():
        assert f"  {name} " in said
        assert lazy.help


def test_the_first_steps_are_commands_that_exist():
    for line in FIRST_STEPS:
        assert line.split()[1] in commands.COMMANDS


def test_short_and_long_help_are_the_same(orglife):
    assert orglife("check", "-h") == orglife("check", "--help")


def test_every_command_begins_its_help_with_examples(orglife):
    panels = {lazy.panel for lazy in commands.COMMANDS.values()}
    for path in PATHS:
        lines = orglife(*path, "--help").stdout.split("\n")

        titles = ("Examples", "Arguments", "Options", "Commands", *panels)
        assert next(line for line in lines if line in titles) == "Examples", path


def test_every_example_is_understood():
    for path, command in every_command():
        for line in examples_of(command):
            words = shlex.split(line.partition(" >")[0])[1:]
            ctx = main.root().make_context("orglife", list(words), obj=ErrorHandler(words))
            while ctx._protected_args:
                rest = [*ctx._protected_args, *ctx.args]
                name, inner, rest = ctx.command.resolve_command(ctx, rest)
                ctx = inner.make_context(name, list(rest), parent=ctx)
            assert ctx.command_path.startswith(f"orglife {path}".strip()), line
