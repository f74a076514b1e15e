"""Private text that is not typed on the command line, where every user sees it in the process list.

Where an option or argument has `-` in place of such a text, it is read from stdin: whole where
stdin is a file or a pipe, a line of it on a terminal.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from orglife.cli.process import environment
from orglife.errors import UsageError
from orglife.messages import say

if TYPE_CHECKING:
    from orglife.cli.framework.command import Session

STDIN = "-"
LONGEST = 1024 * 1024
"""Bytes of a text that a record can hold, and so at most as many characters."""


def with_stdin(session: Session, values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of a command with the text of stdin where one of `names` has `-`.

    In a list of `FIELD:TEXT` the text may be `-`: `style:-`.

    Raises:
        UsageError: two of them have it, stdin is empty or can't be read as text.
    """
    places = [
        (name, place)
        for name in names
        for place, value in enumerate(_as_list(values.get(name)))
        if value == STDIN or value.endswith((":-", "：-"))
    ]
    if not places:
        return values
    if len(places) > 1:
        raise UsageError(say("stdin is one text, and it is asked for {n} times", n=len(places)))
    (name, place) = places[0]
    listed = _as_list(values[name])
    listed[place] = listed[place][:-1] + _read(session)
    whole = listed if isinstance(values[name], (list, tuple)) else listed[0]
    return {**values, name: whole}


def _as_list(value: object) -> list[str]:
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value]
    return [value] if isinstance(value, str) else []


def _read(session: Session) -> str:
    try:
        if environment.is_terminal(sys.stdin):
            session.say(say("Text, in one line (it goes into no history):"))
            text = sys.stdin.readline(LONGEST)
        else:
            text = sys.stdin.read(LONGEST + 1)
    except (OSError, UnicodeError) as error:
        raise UsageError(say("stdin can't be read as text: {why}", why=str(error))) from error
    text = text.strip("\r\n")
    if not text.strip():
        raise UsageError(say("stdin has no text"), hint=say("as in: ... - < text.txt"))
    return text
