"""Settings: what each is, and where its value comes from."""

from __future__ import annotations

from collections.abc import Mapping

from orglife.messages import Message, say
from orglife.reports.view import Column, Heading, Line, Table, View


def settings_view(
    settings: Mapping[str, tuple[str, Message]], helps: Mapping[str, Message], path: str
) -> View:
    """Return the settings (key to value and origin), what they are for, and the user's file."""
    rows = tuple((key, value, origin, helps.get(key)) for key, (value, origin) in settings.items())
    data = {
        "schema": "orglife.config/1",
        "file": path,
        "settings": [
            {"key": key, "value": value, "origin": origin}
            for key, (value, origin) in settings.items()
        ],
    }
    columns = (
        Column("key", say("Setting")),
        Column("value", say("Value")),
        Column("origin", say("From")),
        Column("help", say("What it is")),
    )
    return View(
        data,
        (
            Heading(say("Settings")),
            Table(columns, rows),
            Line(""),
            Line(say("Yours are kept in {path}", path=path), "hint"),
            Line(say("Change one with: orglife config set KEY VALUE"), "hint"),
        ),
    )
