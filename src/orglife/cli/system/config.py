"""`orglife config`: what one person prefers, and where each setting comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from orglife.cli.frame.command import Session, noun, reads

if TYPE_CHECKING:
    from orglife.cli.own.settings import Setting

app = noun("config", "Your own settings: language, colour, pager, and where each comes from")

Key = Annotated[
    str,
    typer.Argument(
        help="language, color, unicode, pager, accessible, file or mappings",
    ),
]


@app.command("show")
@reads
def show(session: Session) -> None:
    """Show every setting with its value and where it comes from."""
    from orglife.cli.own import preferences
    from orglife.reports.file.settings import settings_view

    preferences.known()
    found = _found(session)
    session.show(
        settings_view(
            {key: (one.value, one.origin) for key, one in found.items()},
            {key: one.help for key, one in preferences.KEYS.items()},
            str(preferences.path()),
        )
    )


@app.command("get")
@reads
def get(session: Session, key: Key) -> None:
    """Print one setting as it is now."""
    from orglife.cli.own import preferences
    from orglife.messages import say
    from orglife.reports.view import Line, View

    name = preferences.key_named(key)
    preferences.known()
    setting = _found(session)[name]
    data = {"schema": "orglife.setting/1", "key": name, "value": setting.value}
    session.show(View({**data, "origin": setting.origin}, (Line(setting.value),)))
    session.say(say("from: {origin}", origin=setting.origin))


@app.command("set")
@reads
def set_(
    session: Session,
    key: Key,
    value: Annotated[str, typer.Argument(help="The value; empty to take it back")],
) -> None:
    """Set what you prefer; a flag, a variable or the branch file may still say otherwise."""
    from msgspec.structs import replace

    from orglife.cli.own import mappings, preferences
    from orglife.messages import say

    name = preferences.key_named(key)
    wanted = preferences.value_of(name, value)
    preferences.keep(replace(preferences.known(), **{name: wanted}))
    if name == "mappings" and wanted == "never":
        mappings.forget()
    if wanted:
        session.say(say("{key} is now {value}", key=name, value=wanted))
    else:
        session.say(say("{key} is as if it had never been set", key=name))


def _found(session: Session) -> dict[str, Setting]:
    """Return the settings, with the branch file read where there is one that can be."""
    from contextlib import suppress

    from orglife.errors import OrglifeError

    if session.file.exists():
        with suppress(OrglifeError):
            session.load()
    return session.settings.all()
