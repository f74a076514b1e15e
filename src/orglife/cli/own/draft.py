"""What is unfinished, kept for its owner only: an entry that was broken off, minutes being written.

What is private (the body of a talk) is never asked for and never in it.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec

from orglife.cli.own import own_file
from orglife.cli.process import environment
from orglife.errors import StoreError


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answers so far, by the name of the option, and the day on which they were given."""

    day: str
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}


def path(file: Path) -> Path:
    """Return where the draft for a branch file lies; each has its own."""
    return _folder(file).with_suffix(".json")


def _folder(file: Path) -> Path:
    name = sha256(str(file.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return environment.state_folder() / "drafts" / name


def new_minutes(file: Path) -> Path:
    """Return a new folder of their own for minutes of a branch that are to be edited.

    Raises:
        StoreError: it can't be made.
    """
    from tempfile import mkdtemp

    folder = _folder(file)
    own_file.make_folder(folder)
    return Path(mkdtemp(prefix="minutes-", dir=folder))


def minutes_of(file: Path) -> list[Path]:
    """Return the folders of minutes that were kept since they could not be written."""
    return sorted(_folder(file).glob("minutes-*"))


def remove_minutes(folder: Path) -> None:
    """Remove minutes with everything that the editor left beside them."""
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)


def keep(file: Path, told: dict[str, object], day: str) -> bool:
    """Keep what was answered; return whether there was anything to keep."""
    texts = {name: value for name, value in told.items() if isinstance(value, str) and value}
    lists = {
        name: tuple(map(str, value))
        for name, value in told.items()
        if isinstance(value, tuple) and value
    }
    if not texts and not lists:
        return False
    own_file.keep(path(file), Draft(day, texts, lists))
    return True


def found(file: Path) -> Draft | None:
    """Return the draft for a branch file; a damaged one is none."""
    try:
        return own_file.read(path(file), Draft)
    except StoreError:
        return None


def forget(file: Path) -> None:
    """Remove the draft."""
    path(file).unlink(missing_ok=True)
