"""Every command that README shows runs, in the order in which it shows them."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
MARK = "<!-- example: each command runs in a test -->"


def commands() -> list[list[str]]:
    found = []
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for part in text.split(MARK)[1:]:
        block = part.split("```console\n", 1)[1].split("```", 1)[0]
        found += [shlex.split(line.removeprefix("$ ")) for line in block.splitlines()]
    return found


def test_the_examples_of_the_readme_run(orglife, tmp_path) -> None:
    for name in ("roster.csv", "register.csv"):
        shutil.copy(ROOT / "tests" / "data" / name, tmp_path / name)
    shown = commands()
    assert len(shown) >= 12

    for program, *words in shown:
        assert program == "orglife"
        result = orglife(*words)
        allowed = (0, 1) if words[0] == "check" else (0,)
        assert result.status in allowed, f"orglife {shlex.join(words)}:\n{result.stderr}"


def test_every_page_that_the_readme_names_is_there() -> None:
    import re

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / target).is_file(), target
