"""A long import says how far it has come to whoever waits at a terminal, and to nobody else."""

from __future__ import annotations

import io
from itertools import count
from pathlib import Path

import pytest
from running import SAMPLES, noon


def test_a_long_import_shows_its_rows_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orglife.cli import main
    from orglife.cli.process import environment, output

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen, seconds = Screen(), count(0, 2)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(environment, "now", lambda zone="": noon("2026-11-22"))
    founded = ["--sector", "rural", "--founded", "2015-06-01"]
    assert main.run_command_line(["-q", "init", "branch.json", "--name", "R", *founded]) == 0
    monkeypatch.setattr(environment, "is_terminal", lambda stream: stream is screen)
    monkeypatch.setattr(output.time, "monotonic", lambda: float(next(seconds)))
    monkeypatch.setattr("sys.stderr", screen)

    assert main.run_command_line(["import", str(SAMPLES / "roster.csv"), "-y"]) == 0

    assert "of 26 rows" in screen.getvalue()


def test_nobody_else_sees_it(orglife) -> None:
    founded = ["--sector", "rural", "--founded", "2015-06-01"]
    assert orglife("init", "branch.json", "--name", "R", *founded).status == 0

    result = orglife("import", SAMPLES / "roster.csv", "-y")

    assert result.status == 0
    assert "of 26 rows" not in result.stderr
