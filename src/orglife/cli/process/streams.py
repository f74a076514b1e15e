"""The process's own streams, made fit to be written to before anything is said.

A shell may close them (`>&-`), and PYTHONUNBUFFERED takes away the buffer that takes up what one
write leaves over: a full disk or a reader that leaves would then cut the output short in silence.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Literal, TextIO


def prepare() -> None:
    """Put streams that can be used in place of those that are closed or lose what is written.

    What the encoding of a stream lacks is written escaped.
    """
    if sys.stdin is None:
        sys.stdin = _nowhere("r")
    if sys.stdout is None:
        _nowhere("w")  # takes the number of stdout, which no file of ours may get
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_ClosedOutput()), "utf-8")
    if sys.stderr is None:
        sys.stderr = _nowhere("w")
    sys.stdout = _whole(sys.stdout)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class _ClosedOutput(io.RawIOBase):
    """A stdout that was closed before the process began."""

    def writable(self) -> bool:
        return True

    def write(self, _data: object) -> int:
        """Raise what a pipe raises whose reader has gone."""
        raise BrokenPipeError


def _whole(stream: TextIO) -> TextIO:
    """Return `stream`, with a buffer where it has none."""
    if not isinstance(stream, io.TextIOWrapper) or not isinstance(stream.buffer, io.RawIOBase):
        return stream
    encoding = stream.encoding
    raw = stream.detach()
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, line_buffering=raw.isatty())


def _nowhere(mode: Literal["r", "w"]) -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123  # lives as long as we do
