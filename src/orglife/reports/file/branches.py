"""The branches that a user knows by name."""

from __future__ import annotations

from collections.abc import Mapping

from orglife.messages import say
from orglife.reports.view import Column, Heading, Table, View


def branches_view(files: Mapping[str, str], used: str) -> View:
    """Return the names with their files, in their order, the one in use marked."""
    data = {
        "schema": "orglife.branches/1",
        "used": used or None,
        "branches": [
            {"name": name, "file": file, "used": name == used} for name, file in files.items()
        ],
    }
    table = Table(
        (
            Column("name", say("Branch")),
            Column("used", say("In use")),
            Column("file", say("File")),
        ),
        tuple((name, say("yes") if name == used else None, file) for name, file in files.items()),
        empty=say("No branch is on the list. Add one with: orglife use FILE"),
    )
    return View(data, (Heading(say("Branches on the list")), table))
