"""orglife as it is installed, run as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Done(NamedTuple):
    """What a process left; `code` is negative where a signal ended it."""

    code: int
    out: str
    err: str


def command_line(*args: object) -> list[str]:
    """The command as it is installed: nothing is imported from the working directory."""
    code = "from orglife.cli.main import run_process; run_process()"
    return [sys.executable, "-IBX", "utf8", "-c", code, *map(str, args)]


def environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


def start(args: list[str], cwd: Path) -> Done:
    done = subprocess.run(
        args, cwd=cwd, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)
