"""Stdout, stderr, files, progress bar.

Where text leaves the process: stdout for data, stderr for what is said about it, files for -o.

Every piece has passed `reports.visible` by then, except what a program reads (JSON, CSV).

A progress bar on stderr: only on a terminal, and only for work of more than a second.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from orglife.cli.process import environment
from orglife.errors import UsageError
from orglife.messages import say
from orglife.reports.language import Language


def write_out(content: str | bytes) -> None:
    """Write data to stdout; what its encoding lacks is shown escaped."""
    if isinstance(content, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    sys.stdout.write(content)


def refuse_binary(form: str, *, terminal: bool) -> None:
    """Refuse to write a workbook or a Word document onto a terminal.

    Raises:
        UsageError: stdout is a terminal, and the format is none for people's eyes.
    """
    from orglife.reports.formats.registry import FORMATS

    if terminal and FORMATS[form].binary:
        raise UsageError(
            say("{format} is nothing to read on a terminal", format=form.upper()),
            hint=say("write it into a file, as in: -o report.{format}", format=form),
        )


def json_for_stdout(text: str) -> str:
    r"""Return JSON in which what the console's encoding lacks is written as `\u202e`.

    The escapes that stdout would put in its place are none of JSON.
    """
    encoding = sys.stdout.encoding or "utf-8"
    if encoding.lower().replace("-", "") == "utf8":
        return text
    from orglife.reports.formats.to_json import json_escape

    return "".join(one if _encodable(one, encoding) else json_escape(one) for one in text)


def _encodable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def write_err(line: str) -> None:
    """Write one line to stderr, after what stdout has so far."""
    sys.stdout.flush()
    sys.stderr.write(line + "\n")


def make_output_folder(path: Path) -> None:
    """Make a folder that was named for several files, if need be; never those above it.

    Raises:
        StoreError: the one above is missing, mistyped perhaps, or may not be written to.
    """
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        from orglife.cli.process.outputs import unwritable

        raise unwritable(path, error) from error


def write_output_file(path: Path, content: str | bytes, *, overwrite: bool) -> None:
    """Write a new file that only its owner may read; never over another without `overwrite`.

    A file is put in its place whole: a failure leaves the old one, or none. One that is
    overwritten keeps its mode, and a link to it stays.

    Raises:
        UsageError: the file exists.
        RefusedError: it is a branch file, or belongs to one.
        StoreError: it can't be written.
    """
    from orglife.cli.process.outputs import put, unwritable

    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        put(path, data, overwrite=overwrite)
    except OSError as error:
        raise unwritable(path, error) from error


PATIENCE = 1.0
"""Seconds before anything is shown."""
PAUSE = 0.1
"""Seconds between two pictures."""
WIDTH = 30


class ProgressBar:
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
