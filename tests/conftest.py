"""What every test may ask for: the command line, in process or not, and a sample branch."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from running import (
    FORGOTTEN,
    SAMPLES,
    TODAY,
    Result,
    Run,
    clean_environment,
    command_of,
    noon,
    text_of,
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write tests/golden anew")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in FORGOTTEN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ORGLIFE_CONFIG_DIR", str(tmp_path / "own configuration"))
    monkeypatch.setenv("ORGLIFE_STATE_DIR", str(tmp_path / "own state"))


@pytest.fixture
def orglife(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process: `orglife("check", "2026", today="2026-11-22")`.

    The working directory is `tmp_path`; streams are UTF-8 and no terminals.
    """

    def run(
        *args: object,
        today: str = TODAY,
        env: dict[str, str] | None = None,
        stdin: str | None = None,
        cwd: Path | None = None,
    ) -> Result:
        from orglife.cli import main
        from orglife.cli.process import environment

        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2)]
        with monkeypatch.context() as patch:
            patch.setattr(environment, "now", lambda zone="": noon(today))
            patch.setattr(sys, "stdin", io.StringIO(stdin or ""))
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            patch.chdir(cwd or tmp_path)
            status = main.run_command_line([str(arg) for arg in args])
        return Result(status, *(text_of(stream) for stream in streams))

    return run


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """Run the command line as a process of its own; as `orglife` otherwise.

    `today` is put in where the clock is read; without it the process has the machine's clock.
    """

    def run(
        *args: object,
        today: str | None = TODAY,
        env: dict[str, str] | None = None,
        stdin: str | None = None,
        cwd: Path | None = None,
    ) -> Result:
        done = subprocess.run(
            [*command_of(today), *(str(arg) for arg in args)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            env={**clean_environment(), **(env or {})},
            cwd=cwd or tmp_path,
            check=False,
            timeout=60,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def sample_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The branch file made of the sample roster and register, made once."""
    folder = tmp_path_factory.mktemp("sample")
    for args in (
        [
            *["init", "b.json", "--name", "Riverside", "--sector", "community"],
            *["--founded", "2015-06-01", "--theme-day", "first friday"],
        ],
        ["import", str(SAMPLES / "roster.csv"), "-f", "b.json", "--yes"],
        ["import", str(SAMPLES / "register.csv"), "-f", "b.json", "--yes"],
    ):
        subprocess.run(
            [*command_of(TODAY), *args],
            env=clean_environment(),
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=60,
        )
    return (folder / "b.json").read_bytes()


@pytest.fixture
def sample(sample_bytes: bytes, tmp_path: Path) -> Path:
    """A fresh copy of the sample branch file, named `branch.json` in the working directory."""
    path = tmp_path / "branch.json"
    path.write_bytes(sample_bytes)
    return path
