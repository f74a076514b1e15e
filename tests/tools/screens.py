"""Let the program write the screens of the tutorials and how-to pages: `make screens`.

A block that follows `<!-- screen -->` holds commands (`$ orglife ...`) and what they say. The
commands of a page run one after the other in a folder with the sample tables, on a terminal of 80
columns, on 2026-11-22. Words in the mark change that:

    <!-- screen: head 12 -->              only the first lines are shown
    <!-- screen: typed 3 | 2 | friday --> what is typed at the questions
    <!-- screen: quiet -->                only the command is shown

`<!-- screens: zh -->` anywhere in a page makes the program speak Chinese.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SAMPLES = DOCS / "samples"
TODAY = datetime.combine(datetime(2026, 11, 22).date(), time(12)).astimezone()
BLOCK = re.compile(
    r"(<!-- screen(?:: (?P<how>[^\n]*?))? -->\n+```console\n)(?P<text>.*?)(?=^```)", re.S | re.M
)
MORE = "..."


class Ran(NamedTuple):
    """One command of a page: its words, exit code and what it said."""

    line: str
    status: int
    said: str


class Screen(io.StringIO):
    """A terminal, both for what is said and for what is typed; that is echoed."""

    def __init__(self, typed: list[str]) -> None:
        super().__init__()
        self._typed = typed

    def isatty(self) -> bool:
        """Whether somebody sits here: yes."""
        return True

    def readline(self, _size: int = -1, /) -> str:
        """Return what is typed next, and show it."""
        line = self._typed.pop(0) if self._typed else ""
        self.write(f"{line}\n")
        return f"{line}\n"


def pages() -> list[Path]:
    """Return the pages that have screens."""
    return [path for path in sorted(DOCS.rglob("*.md")) if BLOCK.search(path.read_text("utf-8"))]


def run_page(text: str, folder: Path) -> Iterator[tuple[re.Match[str], list[Ran]]]:
    """Run the commands of a page in `folder`, block by block."""
    for path in SAMPLES.iterdir():
        shutil.copy(path, folder / path.name)
    language = "zh" if "<!-- screens: zh -->" in text else "en"
    for block in BLOCK.finditer(text):
        how = block["how"] or ""
        typed = (
            [one.strip() for one in how.removeprefix("typed").split("|")] if "typed" in how else []
        )
        lines = [line[2:] for line in block["text"].splitlines() if line.startswith("$ ")]
        yield block, [_run(line, folder, language, typed) for line in lines]


def _run(line: str, folder: Path, language: str, typed: list[str]) -> Ran:
    from orglife.cli import main
    from orglife.cli.process import environment, output

    words = shlex.split(line)
    screen = Screen(typed)
    kept = sys.stdin, sys.stdout, sys.stderr, environment.now, Path.cwd(), dict(os.environ)
    patience = output.PATIENCE
    own = {
        "ORGLIFE_LANG": language,
        "ORGLIFE_CONFIG_DIR": str(folder / ".config"),
        "ORGLIFE_STATE_DIR": str(folder / ".state"),
        "ORGLIFE_PAGER": "never",
        "NO_COLOR": "1",
        "COLUMNS": "80",
    }
    sys.stdin = sys.stdout = sys.stderr = screen
    environment.now = lambda zone="": TODAY
    output.PATIENCE = float("inf")  # a bar on a slow machine is no part of a screen
    os.chdir(folder)
    os.environ.update(own)
    try:
        status = main.run_command_line(words[1:])
    finally:
        sys.stdin, sys.stdout, sys.stderr, environment.now = kept[:4]
        output.PATIENCE = patience
        os.chdir(kept[4])
        os.environ.clear()
        os.environ.update(kept[5])
    return Ran(line, status, screen.getvalue())


def shown(block: re.Match[str], ran: list[Ran]) -> str:
    """Return a block as it should stand in the page."""
    how = block["how"] or ""
    parts = []
    for one in ran:
        lines = [] if how == "quiet" else one.said.rstrip("\n").split("\n") if one.said else []
        if how.startswith("head"):
            most = int(how.split()[1])
            lines = [*lines[:most], MORE] if len(lines) > most else lines
        parts.append("\n".join([f"$ {one.line}", *(line.rstrip() for line in lines)]) + "\n")
    return block[1] + "\n".join(parts)


def written(text: str) -> str:
    """Return a page with the screens of today's program."""
    with tempfile.TemporaryDirectory() as folder:
        pieces, at = [], 0
        for block, ran in run_page(text, Path(folder)):
            pieces += [text[at : block.start()], shown(block, ran)]
            at = block.end()
        return "".join([*pieces, text[at:]])


if __name__ == "__main__":
    for path in pages():
        path.write_text(written(path.read_text("utf-8")), "utf-8", newline="\n")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
