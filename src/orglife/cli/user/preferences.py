"""Config.json.

The small JSON files of one user: preferences, mappings, drafts; for their owner only.

What one person prefers, in a file of that person's own; never anything about a branch.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from orglife.cli.process import environment, output
from orglife.errors import ChoiceError, StoreError
from orglife.messages import LANGUAGE_CODES, Message, say
from orglife.model.names import suggest_nearest
from orglife.model.terms import parse_yes_no

T = TypeVar("T")


def read_user_file(path: Path, kind: type[T]) -> T | None:
    """Return what stands in the file, or None where there is none.

    Raises:
        StoreError: it can't be read, or is not what orglife wrote.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(
            say("can't read {path}: {why}", path=str(path), why=error.strerror or str(error))
        ) from error
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        raise StoreError(
            say("{path} is not what orglife wrote: {why}", path=str(path), why=str(error)),
            hint=say("mend it, or remove it: it holds preferences only"),
        ) from error


def write_user_file(path: Path, value: object) -> None:
    """Write the file, whole or not at all, for its owner only.

    Raises:
        StoreError: it can't be written.
    """
    make_private_folder(path.parent)
    text = msgspec.json.format(msgspec.json.encode(value), indent=1)
    output.write_output_file(path, text + b"\n", overwrite=True)


def make_private_folder(path: Path) -> None:
    """Make a folder for its owner only, where it is not there yet, and each one above it too.

    A folder of orglife's that others may look into is closed to them, whatever made it so.

    Raises:
        StoreError: it can't be made.
    """
    try:
        missing = [one for one in (path, *path.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir(exist_ok=True, mode=0o700)
            one.chmod(0o700)  # whatever the umask, and where the system has no modes, nothing
        close_folders(path)
    except OSError as error:
        raise StoreError(
            say("can't write {path}: {why}", path=str(path), why=error.strerror or str(error))
        ) from error


def close_folders(path: Path) -> None:
    """Take away what others may do in a folder of settings or drafts, and in those above it.

    Only in those that are orglife's own: the folders of settings and of state, and what is in
    them. What can't be changed stays.
    """
    own = (environment.config_folder(), environment.state_folder())
    for folder in (path, *path.parents):
        if not any(folder.is_relative_to(one) for one in own):
            return
        with suppress(OSError):
            if stat.S_IMODE(folder.stat().st_mode) & 0o077:
                folder.chmod(0o700)


def writable_by_others(path: Path) -> bool:
    """Whether another user may change a file, or put another one in its place.

    So it is where it, or its folder, belongs to somebody else or may be written by others; in a
    folder with the sticky bit only the file itself counts. Links are followed to what they name.
    """
    if not hasattr(os, "geteuid"):
        return False
    trusted = (os.geteuid(), 0)
    real = Path(os.path.realpath(path))
    try:
        file, folder = real.stat(), real.parent.stat()
    except OSError:
        return False
    if file.st_uid not in trusted or file.st_mode & 0o022:
        return True
    if folder.st_mode & stat.S_ISVTX:
        return False
    return folder.st_uid not in trusted or bool(folder.st_mode & 0o022)


FILE = "config.json"


class Preferences(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value by key; empty where nothing was set."""

    language: str = ""
    color: str = ""
    unicode: str = ""
    pager: str = ""
    accessible: str = ""
    file: str = ""
    mappings: str = ""


class PreferenceKey(NamedTuple):
    """What can be set: what it is for, and the values it takes (none: any text)."""

    help: Message
    values: tuple[str, ...] = ()


BOOLEAN = ("true", "false")
KEYS = {
    "language": PreferenceKey(say("the language where no file says it"), LANGUAGE_CODES),
    "color": PreferenceKey(say("colour on the terminal"), ("auto", "always", "never")),
    "unicode": PreferenceKey(say("draw with more than ASCII and Han characters"), BOOLEAN),
    "pager": PreferenceKey(say("shows what is longer than the screen: auto, never, or a program")),
    "accessible": PreferenceKey(
        say("one field a line in place of tables, for screen readers"), BOOLEAN
    ),
    "file": PreferenceKey(say("the branch file where none is named, found or in use")),
    "mappings": PreferenceKey(say("remember what --map said of a header"), ("always", "never")),
}
ALSO = {"lang": "language", "colour": "color"}


def preferences_path() -> Path:
    """Return where the preferences are kept."""
    return environment.config_folder() / FILE


def load_preferences() -> Preferences:
    """Return what was set.

    Raises:
        StoreError: the file can't be read, or is not what orglife wrote.
    """
    return read_user_file(preferences_path(), Preferences) or Preferences()


def known_if_sound() -> Preferences:
    """Return what was set, or nothing where the file is damaged: that must not stop the work."""
    try:
        return load_preferences()
    except StoreError:
        return Preferences()


def save_preferences(preferences: Preferences) -> None:
    """Write what was set."""
    write_user_file(preferences_path(), preferences)


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
        hint=suggest_nearest(text, KEYS) or say("one of: {codes}", codes=tuple(KEYS)),
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
        said = parse_yes_no(wanted, "setting")
        folded = folded if said is None else str(said).lower()
    if key == "language":
        folded = environment.language_of(folded) or folded
    if folded not in allowed:
        raise ChoiceError(
            say("{value} is no value of {name}", value=text, name=key),
            hint=say("one of: {codes}", codes=allowed),
        )
    return folded
