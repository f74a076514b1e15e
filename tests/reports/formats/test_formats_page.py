"""docs/reference/formats.md is true: every format, its extensions, the words of the calendar."""

from __future__ import annotations

import re
from pathlib import Path

from orglife.cli.framework.options import SHARED_OPTIONS
from orglife.reports.formats.palette import ATTENDANCE_CELLS, STATUS_CELLS
from orglife.reports.formats.registry import EXTENSIONS, FORMATS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "formats.md"


def rows(first):
    """Return the cells of the table whose first head is `first`."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {first} "))
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def test_every_format_stands_in_the_page_with_its_extensions():
    shown = {name.strip("`"): set(re.findall(r"`(\.\w+)`", ext)) for name, ext, _ in rows("format")}
    wanted = {name: {ext for ext, form in EXTENSIONS.items() if form == name} for name in FORMATS}
    wanted["table"] -= {".table"}

    assert shown == wanted


def test_the_words_of_the_calendar_are_those_of_the_screen():
    shown = {code.strip("`"): (english, chinese) for code, english, chinese, _ in rows("state")}

    assert shown == {
        code: (word.title("en"), word.title("zh")) for code, word in STATUS_CELLS.items()
    }


def test_the_words_of_grids_are_those_of_the_screen():
    shown = {code.strip("`"): (english, chinese) for code, english, chinese in rows("attendance")}

    assert shown == {
        code: (word.title("en"), word.title("zh")) for code, word in ATTENDANCE_CELLS.items()
    }


def test_the_help_of_the_option_names_every_format():
    said = next(one.help for one in SHARED_OPTIONS if one.name == "format")

    assert re.findall(r"[a-z]+", said.replace(" or ", " ")) == list(FORMATS)
