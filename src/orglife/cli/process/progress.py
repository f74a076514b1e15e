"""A progress bar on stderr: only on a terminal, and only for work of more than a second."""

from __future__ import annotations

import sys
import time

from orglife.cli.process import environment
from orglife.messages import say
from orglife.reports.language import Language

PATIENCE = 1.0
"""Seconds before anything is shown."""
PAUSE = 0.1
"""Seconds between two pictures."""
WIDTH = 30


class Progress:
    """How much of something is done. Nothing is written where nobody looks."""

    def __init__(self, language: Language, *, quiet: bool, rows: bool = False) -> None:
        self._language = language
        self._seen = not quiet and environment.is_terminal(sys.stderr)
        self._begun = time.monotonic()
        self._shown = 0.0
        self._rows = rows

    def show(self, done: int, total: int = 0) -> None:
        """Say how much is done; without a total, only how many."""
        if not self._seen:
            return
        now = time.monotonic()
        if now - self._begun < PATIENCE or now - self._shown < PAUSE:
            return
        self._shown = now
        if total:
            filled = WIDTH * done // total
            bar = "#" * filled + "." * (WIDTH - filled)
            text = (
                say("[{bar}] {done} of {total} rows", bar=bar, done=done, total=total)
                if self._rows
                else say("[{bar}] {done} of {total} files", bar=bar, done=done, total=total)
            )
        else:
            text = say("{done} files found", done=done)
        # Back to the first column, and the rest of the line before erased.
        sys.stderr.write(f"\r{self._language.text(text)}\x1b[K")
        sys.stderr.flush()

    def end(self) -> None:
        """Take the bar away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
