"""What one person prefers, in a file of that person's own; never anything about a branch."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from orglife.cli.own import own_file
from orglife.cli.process import environment
from orglife.errors import ChoiceError, StoreError
from orglife.messages import Message, say
from orglife.model.names import nearest

FILE = "config.json"
TRUE = ("true", "yes", "on", "1", "是")
FALSE = ("false", "no", "off", "0", "否")


class Preferences(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value by key; empty where nothing was set."""

    language: str = ""
    color: str = ""
    unicode: str = ""
    pager: str = ""
    accessible: str = ""
    file: str = ""
    mappings: str = ""


class Key(NamedTuple):
    """What can be set: what it is for, and the values it takes (none: any text)."""

    help: Message
    values: tuple[str, ...] = ()


BOOLEAN = ("true", "false")
KEYS = {
    "language": Key(say("the language where no file says it"), ("en", "zh")),
    "color": Key(say("colour on the terminal"), ("auto", "always", "never")),
    "unicode": Key(say("draw with more than ASCII and Han characters"), BOOLEAN),
    "pager": Key(say("shows what is longer than the screen: auto, never, or a program")),
    "accessible": Key(say("one field a line in place of tables, for screen readers"), BOOLEAN),
    "file": Key(say("the branch file where none is named, found or in use")),
    "mappings": Key(say("remember what --map said of a header"), ("always", "never")),
}
ALSO = {"lang": "language", "colour": "color"}


def path() -> Path:
    """Return where the preferences are kept."""
    return environment.config_folder() / FILE


def known() -> Preferences:
    """Return what was set.

    Raises:
        StoreError: the file can't be read, or is not what orglife wrote.
    """
    return own_file.read(path(), Preferences) or Preferences()


def known_if_sound() -> Preferences:
    """Return what was set, or nothing where the file is damaged: that must not stop the work."""
    try:
        return known()
    except StoreError:
        return Preferences()


def keep(preferences: Preferences) -> None:
    """Write what was set."""
    own_file.keep(path(), preferences)


def key_named(text: str) -> str:
    """Return the key that `text` means.

    Raises:
        ChoiceError: there is none; the hint names the nearest.
    """
    wanted = text.strip().casefold()
    wanted = ALSO.get(wanted, wanted)
    if wanted in KEYS:
        return wanted
    raise ChoiceError(
        say("{value} can't be set", value=text),
        hint=nearest(text, KEYS) or say("one of: {codes}", codes=tuple(KEYS)),
    )


def value_of(key: str, text: str) -> str:
    """Return a value as it is kept; an empty one is taken back.

    Raises:
        ChoiceError: it is none of those that the key takes.
    """
    wanted = text.strip()
    allowed = KEYS[key].values
    if not wanted or not allowed:
        return str(Path(wanted).resolve()) if key == "file" and wanted else wanted
    folded = wanted.casefold()
    if allowed == BOOLEAN:
        folded = "true" if folded in TRUE else "false" if folded in FALSE else folded
    if key == "language":
        folded = environment.language_of(folded) or folded
    if folded not in allowed:
        raise ChoiceError(
            say("{value} is no value of {name}", value=text, name=key),
            hint=say("one of: {codes}", codes=allowed),
        )
    return folded
