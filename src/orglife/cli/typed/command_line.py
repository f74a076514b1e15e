"""The command line as the history keeps it: as typed, less shared options and private text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer import Context

PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+.,:/#@%")
EXPANDED = "$`!"
IDEOGRAPHIC_SPACE = "\u3000"


def quote(text: str) -> str:
    """Return `text` as one word of a command line.

    What a shell would put something else for (`$HOME`, `!!`) stands between single quotation
    marks, all else between double ones, which cmd knows too.
    """
    if text and text[0] != "#" and all(one in PLAIN or one > IDEOGRAPHIC_SPACE for one in text):
        return text
    if any(one in EXPANDED for one in text):
        return "'" + text.replace("'", "'\\''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def command_line(ctx: Context, private: tuple[str, ...]) -> str:
    """Return `orglife group create "Group 4" --member ...` without values of `private` ones."""
    words = [ctx.command_path]
    for param in ctx.command.params:
        if param.name is None or param.name not in ctx.params:
            continue
        source = ctx.get_parameter_source(param.name)
        if source is not None and source.name == "COMMANDLINE":
            hidden = param.name in private
            words.extend(_words(param, ctx.params[param.name], hidden))
    return " ".join(words)


def _words(param: Any, value: Any, hidden: bool) -> Iterator[str]:
    values = list(value) if isinstance(value, (list, tuple)) else [value]
    if param.param_type_name == "argument":
        yield from ("..." if hidden else quote(str(one)) for one in values)
        return
    option = max(param.opts, key=len)
    for one in values:
        if one is True:
            yield option
        elif one is False:
            yield from param.secondary_opts[:1]
        else:
            yield option
            yield "..." if hidden else quote(str(one))
