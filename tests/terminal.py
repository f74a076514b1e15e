"""A real terminal for tests: a process on a pseudo-terminal, typed into and read from."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import time
from pathlib import Path

from running import TODAY, clean_environment, command_of

PATIENCE = 20.0
"""Seconds to wait for what is expected, at most."""


def _at_a_terminal() -> None:
    """Stand as a program does that a shell started: whoever started the tests may ignore Ctrl-C."""
    for one in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(one, signal.SIG_DFL)
    os.login_tty(0)


class Terminal:
    """One run of orglife on a terminal of its own, 80 columns wide."""

    def __init__(self, *args: object, cwd: Path, env: dict[str, str] | None = None) -> None:
        self._master, slave = pty.openpty()
        self.said = ""
        self._process = subprocess.Popen(
            [*command_of(TODAY), *map(str, args)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env={**clean_environment(), "COLUMNS": "80", "NO_COLOR": "1", **(env or {})},
            preexec_fn=_at_a_terminal,
        )
        os.close(slave)

    def expect(self, text: str) -> str:
        """Wait until `text` was said; return all that was said up to it, and forget that."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.said:
            assert time.monotonic() < deadline, f"waited for {text!r} in {self.said!r}"
            assert self._read(), f"ended without {text!r}: {self.said!r}"
        before, _, self.said = self.said.partition(text)
        return before + text

    def type(self, line: str) -> None:
        """Type a line and Enter."""
        os.write(self._master, f"{line}\n".encode())

    def interrupt(self) -> None:
        """Press Ctrl-C once the process waits: a signal just before its read is seen after it."""
        deadline = time.monotonic() + PATIENCE
        while not self._is_asleep():
            assert time.monotonic() < deadline, "it never waited for what is typed"
            time.sleep(0.01)
        os.write(self._master, b"\x03")

    def _is_asleep(self) -> bool:
        """Return whether the process sleeps, by what Linux says of it; elsewhere True."""
        try:
            status = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
        except FileNotFoundError:
            return True
        return status.rpartition(")")[2].split()[0] == "S"

    def end(self) -> tuple[int, str]:
        """Wait for the end; return the exit code and what was still said."""
        while self._read():
            pass
        return self._process.wait(PATIENCE), self.said

    def close(self) -> None:
        """Leave nothing behind, whatever came of the test."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._master)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._master], [], [], PATIENCE)
        assert ready, f"nothing was said for {PATIENCE} seconds after {self.said!r}"
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux: the other end is closed
            return False
        self.said += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)
