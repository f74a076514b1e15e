"""Errors of the argument parser, said as orglife says its own: in both languages, with the mend."""

from __future__ import annotations

from typing import Any

from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
)
from typer._click.exceptions import UsageError as ParserError

from orglife.errors import UsageError
from orglife.messages import Message, say

# How the parser words what it does not say by a class of its own; a test holds each.
NO_VALUE = "does not take a value"
NOT_A = " is not a valid "
OUTSIDE = " is not in the range "
TOO_MANY = "Got unexpected extra argument"


def usage_error(error: ClickException) -> UsageError:
    """Return the parser's error as a `UsageError` (exit 2) whose hint says how to mend it."""
    command = "orglife"
    if isinstance(error, ParserError) and error.ctx is not None:
        command = error.ctx.command_path
    return UsageError(_said(error, command), hint=_hint(error, command))


def _hint(error: ClickException, command: str) -> Message:
    if isinstance(error, NoSuchOption) and (near := _near(error)):
        return say("the nearest: {names}", names=near)
    if error.message.startswith(TOO_MANY) and _names_one_activity(error):
        return say(
            "put a meeting of several words between quotation marks: {command} {meeting} ...",
            command=command,
            meeting='"last lecture"',
        )
    if isinstance(error, ParserError):
        from orglife.cli.framework.options import examples_of

        for example in examples_of(error.ctx and error.ctx.command)[:1]:
            return say(
                "as in: {example}; '{command} --help' says more", example=example, command=command
            )
    return say("'{command} --help' shows how it is used", command=command)


def _near(error: NoSuchOption) -> tuple[str, ...]:
    """Return the options that are like the one typed without its dashes, which all have."""
    from difflib import get_close_matches

    bare = {name.lstrip("-"): name for name in sorted(error.possibilities or ())}
    wanted = error.option_name.lstrip("-")
    begun = [name for key, name in bare.items() if key.startswith(wanted)]
    return tuple(begun) or tuple(bare[key] for key in get_close_matches(wanted, bare))


def _names_one_activity(error: ClickException) -> bool:
    """Whether the command takes an activity as one word, with others behind it."""
    ctx = error.ctx if isinstance(error, ParserError) else None
    params: list[Any] = ctx.command.params if ctx is not None else []
    return any(param.name == "activity" and param.nargs == 1 for param in params)


def _said(error: ClickException, command: str) -> Message:
    if isinstance(error, NoSuchOption):
        return say("{command} has no option {name}", command=command, name=error.option_name)
    if isinstance(error, MissingParameter):
        return say("{command} needs {name}", command=command, name=_name(error))
    if isinstance(error, BadOptionUsage):
        if NO_VALUE in error.message:
            return say("{name} takes no value", name=error.option_name)
        return say("{name} needs a value", name=error.option_name)
    if isinstance(error, BadParameter) and error.param is not None:
        return _bad_value(error, _name(error))
    if error.message.startswith(TOO_MANY):
        surplus = error.message.partition("(")[2].partition("(")[2].rstrip(")")
        return say("{command} has no use for: {words}", command=command, words=surplus)
    return say("{problem}", problem=error.format_message())


def _bad_value(error: BadParameter, name: str) -> Message:
    value, found, kind = error.message.partition(NOT_A)
    if found:
        shown = value.strip("'\"")
        if kind.startswith("int"):
            return say("{name}: {value} is no whole number", name=name, value=shown)
        return say("{name}: {value} is no number", name=name, value=shown)
    value, found, limits = error.message.partition(OUTSIDE)
    if found:
        low, _, high = limits.rstrip(".").partition("<=x<=")
        return say(
            "{name}: {value} is not from {low} to {high}",
            name=name,
            value=value,
            low=low,
            high=high,
        )
    return say("{name}: {problem}", name=name, problem=error.message)


def _name(error: BadParameter) -> str:
    """Return an option as it is typed, an argument as its help names it."""
    param: Any = error.param
    if param is None:
        return ""
    if param.param_type_name == "argument":
        name = str(param.make_metavar(ctx=error.ctx))
        return name.strip("[]").removesuffix("...").strip("{}").upper()
    return str(max(param.opts, key=len))
