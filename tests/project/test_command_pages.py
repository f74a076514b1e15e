"""The reference of commands and the manual page say what the commands say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages():
    sys.path.insert(0, str(ROOT / "tests" / "tools"))
    try:
        import command_pages
    finally:
        sys.path.pop(0)
    return command_pages


def test_the_reference_is_that_of_the_commands(pages):
    assert pages.PAGE.read_text(encoding="utf-8") == pages.page(), "run `make reference`"


def test_the_manual_page_is_that_of_the_commands(pages):
    assert pages.MANUAL.read_text(encoding="utf-8") == pages.manual(), "run `make reference`"


def test_every_command_and_every_exit_code_stands_in_both(pages):
    entries = [one for _, found in pages.panels() for one in found]
    page, manual = pages.page(), pages.manual()

    assert len(entries) > 80
    for one in entries:
        assert f"\n### {one.path}\n" in page
        assert one.path.replace("-", "\\-") in manual
    codes = [code for code, _ in pages.exit_codes()]
    assert {"0", "1", "2", "3", "4", "5", "6", "7", "70"} <= set(codes)


@pytest.mark.shells
def test_the_manual_page_is_shown_without_a_warning(pages):
    assert shutil.which("groff")
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z", pages.MANUAL],
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
