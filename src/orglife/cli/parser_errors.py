"""Errors of the argument parser, said as orglife says its own."""

from __future__ import annotations

from typer._click.exceptions import (
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
)
from typer._click.exceptions import (
    UsageError as ParserError,
)

from orglife.errors import UsageError
from orglife.messages import Message, say


def mended(error: ClickException) -> UsageError:
    """Return the parser's error as a `UsageError` (exit 2) whose hint points to the help."""
    command = "orglife"
    if isinstance(error, ParserError) and error.ctx is not None:
        command = error.ctx.command_path
    hint = say("'{command} --help' shows how it is used", command=command)
    if isinstance(error, NoSuchOption):
        if error.possibilities:
            hint = say("the nearest: {names}", names=tuple(sorted(error.possibilities)))
        return UsageError(
            say("{command} has no option {name}", command=command, name=error.option_name),
            hint=hint,
        )
    if isinstance(error, MissingParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
        return UsageError(say("{command} needs {name}", command=command, name=name), hint=hint)
    if isinstance(error, BadParameter) and error.param and error.ctx:
        name = error.param.get_error_hint(error.ctx)
        return UsageError(_about(name, error.message), hint=hint)
    return UsageError(say("{problem}", problem=error.format_message()), hint=hint)


def _about(name: str, problem: str) -> Message:
    return say("{name}: {problem}", name=name.replace("'", ""), problem=problem)
