"""Shared options that make no sense: of a reading command on a writing one, unknown values."""

from __future__ import annotations

from typing import Any

from orglife.cli.process import environment
from orglife.errors import ChoiceError, UsageError
from orglife.messages import say

READING = (("as_of", "--as-of"), ("known_on", "--known-on"), ("output", "--output"))


def refuse_misplaced(options: dict[str, Any], kind: str) -> None:
    """Refuse options that the `kind` of command (`reads`, `writes`) has no use for.

    Raises:
        UsageError: a reading command's option on one that writes.
        ChoiceError: an unknown format, colour or language.
    """
    if kind == "writes":
        for name, option in READING:
            if options.get(name) is not None:
                raise UsageError(
                    say("{option} can't be used with a command that writes", option=option),
                    hint=say("leave it out")
                    if name == "output"
                    else say("leave it out; when something happened is said with --on"),
                )
    _refuse_unknown(options)


def _refuse_unknown(options: dict[str, Any]) -> None:
    from orglife.model.names import nearest
    from orglife.reports.formats.render import FORMATS

    for name, allowed in (
        ("format", tuple(FORMATS)),
        ("color", ("auto", "always", "never")),
        ("lang", ("en", "zh")),
    ):
        value = options.get(name)
        if value is None or value in allowed:
            continue
        if not (name == "lang" and environment.language_of(str(value))):
            raise ChoiceError(
                say("{value} is no value of --{name}", value=value, name=name),
                hint=nearest(str(value), allowed) or say("one of: {codes}", codes=allowed),
            )
