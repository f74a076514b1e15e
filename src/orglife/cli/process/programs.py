"""Pager, editor (subprocess).

A pager for what is longer than the screen; only ever called on a terminal.

A text edited in the user's own editor; the draft is kept where anything goes wrong.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from orglife.cli.process import environment, output
from orglife.errors import StoreError
from orglife.messages import say

NEVER = ("never", "cat")
KEPT_ON_SCREEN = 2
"""Lines of the prompt around the text."""


def show_in_pager(text: str, wanted: str) -> None:
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


FALLBACK = "notepad" if sys.platform == "win32" else "vi"


class EditorSession:
    """A draft in a file that is new, in a folder which only its owner may read."""

    def __init__(self, text: str, path: Path) -> None:
        self.path = path
        try:
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise StoreError(
                say("can't write {path}: {why}", path=str(path), why=error.strerror or str(error))
            ) from error

    def edit(self) -> str:
        """Return the text after the user's editor has closed.

        Raises:
            StoreError: no editor, or it failed; the draft stays where it is.
        """
        from shlex import split

        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or FALLBACK
        try:
            done = subprocess.run([*split(editor), str(self.path)], check=False)  # noqa: S603  # the user's own editor
        except (OSError, ValueError) as error:
            raise self.kept(str(error)) from None
        if done.returncode:
            raise self.kept(f"{editor}: {done.returncode}")
        return self.read()

    def read(self) -> str:
        """Return what stands in the draft now."""
        try:
            return self.path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeError) as error:
            raise self.kept(str(error)) from None

    def kept(self, reason: str) -> StoreError:
        """Return the error that says where the draft is."""
        return StoreError(
            say("the editor failed: {reason}", reason=reason),
            hint=say("the draft is kept in {path}; choose an editor with EDITOR", path=self.path),
        )
