"""A branch in Chinese and one in English, everything they write, and who opens it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from chromium import Chromium
from running import TODAY, clean_environment, command_of
from samples import FORMS, WRITTEN

PICTURES = Path(__file__).parents[2] / "build" / "looks"
"""Kept, so that somebody looks at them."""


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder a language, with every file of `WRITTEN` in it."""
    folders = {}
    for language in ("en", "zh"):
        folder = folders[language] = tmp_path_factory.mktemp(language)

        def run(*args: object, folder: Path = folder, language: str = language) -> None:
            subprocess.run(
                [*command_of(TODAY), *map(str, args), "--lang", language],
                cwd=folder,
                env=clean_environment() | {"ORGLIFE_CONFIG_DIR": str(folder / "own")},
                check=True,
                capture_output=True,
                timeout=60,
            )

        run("demo", ".")
        for form, extension in WRITTEN:
            run(*FORMS[form], "-o", f"{form}.{extension}")
        run("export", "roster", "-o", "roster.xlsx")
        run("export", "calendar", "2026", "-o", "year.ics")
    return folders


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Chromium:
    return Chromium(tmp_path_factory.mktemp("chromium"))


@pytest.fixture(scope="session")
def pictures() -> Path:
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES


@pytest.fixture(scope="session")
def papers(written: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every workbook and document as LibreOffice prints it, a folder a language."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing; .ci/run installs it"
    home = tmp_path_factory.mktemp("office")
    folders = {}
    for language, folder in written.items():
        target = folders[language] = tmp_path_factory.mktemp(f"paper-{language}")
        for extension in ("xlsx", "docx"):
            (target / extension).mkdir()
            done = subprocess.run(
                [
                    *(
                        program,
                        "--headless",
                        "--norestore",
                        f"-env:UserInstallation={home.as_uri()}",
                    ),
                    *("--convert-to", "pdf", "--outdir", str(target / extension)),
                    *map(str, sorted(folder.glob(f"*.{extension}"))),
                ],
                capture_output=True,
                text=True,
                check=True,
                timeout=180,
                env={**os.environ, "HOME": str(home)},
            )
            complaints = [line for line in done.stderr.splitlines() if "javaldx" not in line]
            assert complaints == [], complaints
    return folders
