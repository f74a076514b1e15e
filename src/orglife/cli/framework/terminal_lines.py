"""What is said on stderr, in lines of the terminal's width.

A command that is to be typed is not broken: whoever copies one that is gets its first line run. It
stands in a line of its own instead, which the terminal itself continues where it is longer. So
does the path of a file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from orglife.cli.process import environment
from orglife.messages import Message

PROGRAM = "orglife"
BEFORE = (" ", "'", "：", "（", "(")
PATH_SIGNS = "/\\"
MARKS = "'\"`;；,，.。)）?？"
"""What stands right after a command and belongs into its line."""


def fit_to_terminal(text: str, message: Message | None = None, *, indent: str = "") -> str:
    """Return `text` in lines that fit the terminal behind stderr; off a terminal as it is.

    The values of `message`, which was made into the text, say where commands end.
    """
    columns = environment.width_of(sys.stderr)
    if columns is None:
        return indent + text
    from orglife.reports.text_width import width, wrap_around

    if width(text) + len(indent) <= columns:
        return indent + text
    pieces = _pieces(text, tuple(_commands(message)))
    return "\n".join(indent + line for line in wrap_around(pieces, columns - len(indent)))


def fitted_prompt(text: str) -> str:
    """Return the lines of a question, each fitted; the answer stands behind the last."""
    bare = text.rstrip(" ")
    return "\n".join(map(_hanging, bare.split("\n"))) + text[len(bare) :]


def _hanging(line: str) -> str:
    bare = line.lstrip(" ")
    return fit_to_terminal(bare, indent=line[: len(line) - len(bare)])


def _pieces(text: str, commands: tuple[str, ...]) -> Iterator[str]:
    """Yield `text` in pieces, commands and paths as `Whole` ones."""
    from orglife.reports.text_width import UnbreakableText

    begun = 0
    while (at := _next(text, begun)) < len(text):
        end = _end(text, at, commands)
        start = at - 1 if text[at - 1 : at] == "'" else at
        yield from _with_paths(text[begun:start])
        yield UnbreakableText(text[start:end].rstrip(" "))
        begun = end - (text[end - 1] == " ")
    yield from _with_paths(text[begun:])


def _with_paths(text: str) -> Iterator[str]:
    """Yield text in pieces; the path of a file is a `Whole` one, up to the next space."""
    from orglife.reports.text_width import UnbreakableText

    plain = ""
    for at, word in enumerate(text.split(" ")):
        plain += " " if at else ""
        if word.isascii() and any(sign in word for sign in PATH_SIGNS):
            yield plain
            yield UnbreakableText(word)
            plain = ""
        else:
            plain += word
    yield plain


def _next(text: str, begun: int) -> int:
    """Return where the next command begins, or the length of the text."""
    at = text.find(f"{PROGRAM} ", begun)
    while at > 0 and not (text[at - 1] in BEFORE and _is_command(text[at:])):
        at = text.find(f"{PROGRAM} ", at + 1)
    return at if at >= 0 else len(text)


def _is_command(text: str) -> bool:
    from orglife.cli.commands import COMMANDS

    word = text.split(" ", 2)[1].rstrip(MARKS)
    return word.startswith("-") or word in COMMANDS or not word


def _end(text: str, at: int, commands: tuple[str, ...]) -> int:
    """Return where the command at a place ends, with the marks behind it."""
    end = at
    for command in commands:
        if text.startswith(command, at):
            end = max(end, at + len(command))
    if end == at:
        quoted = text[at - 1 : at] == "'"
        close = text.find("'", at) if quoted else -1
        end = close if close >= 0 else _last_word(text, at)
    while end < len(text) and text[end] in MARKS:
        end += 1
    return end


def _last_word(text: str, at: int) -> int:
    """Return where a command ends that stands in the sentence itself: its last ASCII word."""
    end = at
    quote = ""
    while end < len(text):
        one = text[end]
        if not quote and (not one.isascii() or (one == "(" and text[end - 1] == " ")):
            break
        if not quote and one in ";,." and text[end + 1 : end + 2] in ("", " "):
            break
        if one == '"':
            quote = "" if quote else one
        end += 1
    return end


def _commands(value: object) -> Iterator[str]:
    """Yield the command lines among the values of a message, the longest first to be tried."""
    if isinstance(value, Message):
        for one in value.values.values():
            yield from _commands(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _commands(one)
    elif isinstance(value, str) and value.startswith(PROGRAM):
        from orglife.reports.language import escape_unprintable

        yield escape_unprintable(value)
