"""A pager for what is longer than the screen; only ever called on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys

from orglife.cli.process import environment, output

NEVER = ("never", "cat")
KEPT_ON_SCREEN = 2
"""Lines of the prompt around the text."""


def page(text: str, wanted: str) -> None:
    """Write text to the terminal, through a pager where it is longer than the screen.

    `wanted` is `auto` (`less -R`, where it is installed), `never`, or a program with arguments.
    """
    lines = environment.height_of(sys.stdout)
    if wanted in NEVER or lines is None or text.count("\n") + KEPT_ON_SCREEN <= lines:
        output.write_out(text)
        return
    words = _words(wanted)
    if not (words and _shown(text, words)):
        output.write_out(text)


def _words(wanted: str) -> list[str]:
    from shlex import split
    from shutil import which

    try:
        words = ["less", "-R"] if wanted == "auto" else split(wanted)
    except ValueError:  # an open quotation mark
        return []
    return words if words and which(words[0]) else []


def _shown(text: str, words: list[str]) -> bool:
    """Whether the pager could be started. That it was left early is no error."""
    sys.stdout.flush()
    settings = {"LESS": "R", "LESSCHARSET": "utf-8", **os.environ}
    encoding = sys.stdout.encoding or "utf-8"
    try:
        started = subprocess.Popen(words, stdin=subprocess.PIPE, env=settings)  # noqa: S603  # the user's own pager
    except OSError:
        return False
    started.communicate(text.encode(encoding, errors="backslashreplace"))
    return True
