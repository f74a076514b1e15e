"""Variables, terminal, clock, streams.

What the process was given besides arguments: variables, streams, terminal. Read only here.

The only clock. Nothing below `cli/` asks what day it is.

The process's own streams, made fit to be written to before anything is said.

A shell may close them (`>&-`), and PYTHONUNBUFFERED takes away the buffer that takes up what one
write leaves over: a full disk or a reader that leaves would then cut the output short in silence.
"""

from __future__ import annotations

import io
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import IO, Literal, TextIO

ENGLISH, CHINESE = "en", "zh"


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether somebody sits at this stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def width_of(stream: IO[str]) -> int | None:
    """Return the columns of the terminal behind `stream`, or None where there is none."""
    if not is_terminal(stream):
        return None
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def wants_colour(asked: str, stream: IO[str]) -> bool:
    """Whether to colour: `--color`, then NO_COLOR, FORCE_COLOR, TERM=dumb, then the terminal."""
    if asked in ("always", "never"):
        return asked == "always"
    _, said = colour_variable()
    return said == "always" if said else is_terminal(stream)


def colour_variable() -> tuple[str, str]:
    """Return the variable that decides about colour, and what it says; two empty texts if none."""
    if os.environ.get("NO_COLOR"):
        return "NO_COLOR", "never"
    if os.environ.get("FORCE_COLOR"):
        return "FORCE_COLOR", "always"
    if os.environ.get("TERM") == "dumb":
        return "TERM", "never"
    return "", ""


def pager(variable: str) -> str:
    """Return the program that a variable such as PAGER names."""
    return os.environ.get(variable, "").strip()


def accessible_variable() -> bool | None:
    """Return False if ORGLIFE_ACCESSIBLE says no, True for any other text, None if it is empty."""
    said = os.environ.get("ORGLIFE_ACCESSIBLE", "").strip()
    if not said:
        return None
    from orglife.model.terms import parse_yes_no

    return parse_yes_no(said, "setting") is not False


def height_of(stream: IO[str]) -> int | None:
    """Return the lines of the terminal behind `stream`, or None where there is none."""
    if not is_terminal(stream):
        return None
    lines = os.environ.get("LINES", "")
    if lines.isdecimal() and int(lines) > 0:
        return int(lines)
    try:
        return os.get_terminal_size(stream.fileno()).lines or None
    except (OSError, ValueError):
        return None


def prepare_colour(stream: IO[str]) -> bool:
    """Whether the terminal behind `stream` obeys colour sequences; an old Windows one may not."""
    if sys.platform == "win32" and is_terminal(stream):
        import ctypes

        console = ctypes.windll.kernel32
        handle = console.GetStdHandle(-11)
        mode = ctypes.c_ulong()
        if not console.GetConsoleMode(handle, ctypes.byref(mode)):
            return False
        return bool(console.SetConsoleMode(handle, mode.value | 4))
    return True


def language_of(text: str) -> str | None:
    """Return the language that a locale such as `zh_CN.UTF-8` names, if orglife speaks it."""
    code = text.strip().lower().replace("-", "_").split(".")[0].split("_")[0]
    from orglife.messages import LANGUAGE_CODES

    if code in LANGUAGE_CODES:
        return code
    return {"chinese": CHINESE, "english": ENGLISH, "c": ENGLISH, "posix": ENGLISH}.get(code)


def chosen_language() -> str | None:
    """Return the language of ORGLIFE_LANG."""
    return language_of(os.environ.get("ORGLIFE_LANG", ""))


def locale_language() -> str:
    """Return the language of the locale, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return language_of(os.environ[name]) or ENGLISH
    if sys.platform == "win32":
        import locale

        return language_of(locale.getlocale()[0] or "") or ENGLISH
    return ENGLISH


def named_file() -> str:
    """Return the branch file that ORGLIFE_FILE names, or nothing."""
    return os.environ.get("ORGLIFE_FILE", "")


def config_folder() -> Path:
    """Return the folder of the user's own configuration: ORGLIFE_CONFIG_DIR, else the system's."""
    named = os.environ.get("ORGLIFE_CONFIG_DIR", "")
    if named:
        return Path(named)
    if _on_linux():  # as platformdirs has it, at 6 ms less a start
        return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config", "orglife")
    from platformdirs import user_config_path

    return user_config_path("orglife", appauthor=False)


def state_folder() -> Path:
    """Return the folder of what is unfinished: ORGLIFE_STATE_DIR, else the system's."""
    named = os.environ.get("ORGLIFE_STATE_DIR", "")
    if named:
        return Path(named)
    if _on_linux():
        return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state", "orglife")
    from platformdirs import user_state_path

    return user_state_path("orglife", appauthor=False)


def _on_linux() -> bool:
    platform: str = sys.platform
    return platform.startswith("linux")


def cores() -> int:
    """Return how many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def now(zone: str = "") -> datetime:
    """Return the present moment, in the time zone named, else in that of the machine."""
    if not zone:
        return datetime.now().astimezone()
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime.now(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):  # no such zone on this machine
        return datetime.now().astimezone()


def prepare_streams() -> None:
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
