"""`make` on a stranger's machine: an environment that could not be made whole is made anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SYSTEM = """#!/bin/sh
# A Python of which one thing is made up: `-m venv`, whose last word is the folder.
case "$*" in
"-m venv"*) for folder; do :; done; echo "$*" >>{log}; {venv};;
*) exec {python} "$@";;
esac
"""
WITHOUT_ENSUREPIP = '{python} -m venv --without-pip "$folder"; echo no ensurepip >&2; exit 1'
# As with `--clear`. Its Python has everything, and installs whatever it is asked for.
ALL_WELL = r"""rm -rf "$folder"; mkdir -p "$folder/bin"; printf '#!/bin/sh\n' >"$folder/bin/python"
chmod +x "$folder/bin/python" """


class Machine:
    """A folder for the environment, and a system's Python that makes it in one way or another."""

    def __init__(self, folder: Path) -> None:
        self.environment = folder / "env"
        self._program = folder / "python3"
        self._log = folder / "log"

    def make(self, venv: str) -> subprocess.CompletedProcess[str]:
        made_up = venv.format(python=sys.executable)
        script = SYSTEM.format(python=sys.executable, log=self._log, venv=made_up)
        self._program.write_text(script, encoding="utf-8")
        self._program.chmod(0o755)
        # `make` tells what it was called with to those that it calls, as these tests.
        variables = {name: text for name, text in os.environ.items() if not name.startswith("M")}
        words = [f"VENV={self.environment}", f"PYTHON={self._program}", f"{self.environment}/.run"]
        return subprocess.run(
            ["make", *words], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
        )

    def times_made(self) -> int:
        return len(self._log.read_text(encoding="utf-8").splitlines()) if self._log.exists() else 0

    def packages(self) -> Path:
        """Make an environment without pip, and return where pip would be."""
        words = [sys.executable, "-m", "venv", "--without-pip", str(self.environment)]
        subprocess.run(words, check=True)
        return next(self.environment.glob("lib/python*/site-packages"))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_nothing_is_left_where_the_environment_cannot_be_made(machine: Machine) -> None:
    done = machine.make(WITHOUT_ENSUREPIP)

    assert done.returncode != 0
    assert "no ensurepip" in done.stderr
    assert not machine.environment.exists()
    assert machine.make(ALL_WELL).returncode == 0
    assert (machine.environment / ".run").exists()


def test_an_environment_left_without_pip_is_made_anew(machine: Machine) -> None:
    machine.packages()

    done = machine.make(ALL_WELL)

    assert (done.returncode, machine.times_made()) == (0, 1), done.stderr


def test_an_environment_whose_pip_is_not_whole_is_made_anew(machine: Machine) -> None:
    """Broken off while pip was put there: its last file is the list of its files."""
    packages = machine.packages()
    (packages / "pip").mkdir()
    (packages / "pip" / "__init__.py").write_text("", encoding="utf-8")
    (packages / "pip-25.1.dist-info").mkdir()
    (packages / "pip-25.1.dist-info" / "METADATA").write_text("Name: pip\n", encoding="utf-8")

    done = machine.make(ALL_WELL)

    assert (done.returncode, machine.times_made()) == (0, 1), done.stderr


def test_a_whole_environment_stays(machine: Machine) -> None:
    machine.make(ALL_WELL)
    (machine.environment / ".run").unlink()

    done = machine.make(ALL_WELL)

    assert (done.returncode, machine.times_made()) == (0, 1), done.stderr


def test_help_names_every_target_and_says_what_it_does() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)

    said = dict(line.split(maxsplit=1) for line in done.stdout.splitlines() if "[" not in line)
    assert said["unit"] == "the tests"
    assert said["test-matrix"].startswith("oldest and newest packages")
    assert not any("##" in text for text in said.values())
