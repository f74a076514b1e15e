"""How the tests run the command line: the words, the clock and the environment of a run."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any, NamedTuple

SAMPLES = Path(__file__).parent / "data"
TODAY = "2026-11-22"

# What decides language, colour and file must not come from the machine that tests.
FORGOTTEN = (
    "ORGLIFE_FILE",
    "ORGLIFE_LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "LANGUAGE",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "TERM",
)


class Result(NamedTuple):
    """What a run of the command line left."""

    status: int
    stdout: str
    stderr: str


Run = Callable[..., Result]


def noon(day: str) -> datetime:
    """Return noon of a day, in the machine's zone."""
    return datetime.combine(datetime.fromisoformat(day).date(), time(12)).astimezone()


def command_of(today: str | None) -> list[str]:
    """Return the words that start orglife, with `today` as its clock."""
    if today is None:
        return [sys.executable, "-m", "orglife"]
    code = (
        "import datetime\n"
        "from orglife.cli import main\n"
        "from orglife.cli.process import environment\n"
        f"noon = datetime.datetime.fromisoformat('{noon(today).isoformat()}')\n"
        "environment.now = lambda zone='': noon\n"
        "main.run_process()\n"
    )
    return [sys.executable, "-c", code]


def clean_environment() -> dict[str, str]:
    """Return the environment without what decides language, colour and file."""
    kept = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
    return {**kept, "PYTHONUTF8": "1"}


def text_of(stream: io.TextIOWrapper) -> str:
    """Return what was written to a stream of the fixture."""
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")


def every_command() -> Iterator[tuple[str, Any]]:
    """Yield the path (`member add`) of every command and group, `""` for orglife, and itself."""
    from orglife.cli import main

    def below(path: str, command: Any) -> Iterator[tuple[str, Any]]:
        yield path, command
        table = getattr(command, "table", None)
        for name in table if table is not None else getattr(command, "commands", {}):
            yield from below(f"{path} {name}".strip(), command.get_command(None, name))

    return below("", main.root())
