"""A wheel built from the tree installs into an empty environment and runs there."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", out, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_the_compiled_data_and_the_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert "orglife/rules/packs/central.toml" in names
    assert "orglife/rules/packs/central.json" in names
    assert "orglife/locale/zh/LC_MESSAGES/orglife.mo" in names
    assert "orglife/py.typed" in names
    assert "orglife/cli/system/shells/orglife.bash" in names
    assert [name for name in names if name.endswith("share/man/man1/orglife.1")]
    assert [name for name in names if name.endswith("licenses/LICENSE")]
    assert not [name for name in names if name.startswith("tests/")]


def test_it_runs_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    bin_folder = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run(
        [bin_folder / "python", "-m", "pip", "install", "--quiet", wheel],
        check=True,
        capture_output=True,
    )

    def orglife(*words: object) -> str:
        done = subprocess.run(
            [bin_folder / "orglife", *map(str, words)],
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
        )
        return done.stdout

    assert orglife("--version").startswith("orglife ")
    orglife("demo", "made-up")
    found = json.loads(
        orglife("-f", "made-up/branch.json", "check", "--format", "json", "--fail-on", "never")
    )
    assert found["schema"] == "orglife.check/1"
    assert found["findings"]
    assert "党小组" in orglife("-f", "made-up/branch.json", "status", "--lang", "zh")
