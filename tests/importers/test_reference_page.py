"""docs/reference/import.md names every field that is read, and only those."""

import re
from pathlib import Path

from orglife.importers.sheet_kinds import KINDS, SEAT_PREFIX

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "import.md"


def test_the_page_names_every_field_of_every_sheet():
    text = PAGE.read_text(encoding="utf-8")
    for kind in KINDS:
        table = text.split(f"| {kind.key} | headings |")[1].split("\n\n")[0]
        rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", table, re.MULTILINE)
        fields = {one.key: one for one in kind.fields if not one.key.startswith(SEAT_PREFIX)}
        assert {name for name, _ in rows} == set(fields)
        for name, headings in rows:
            first = re.split(r"[;:]", headings)[0]
            for heading in first.split(", "):
                titles = {re.sub("（.*）", "", title) for title in fields[name].titles}
                assert heading in titles or heading.replace("（分钟）", "分钟") in titles, heading
