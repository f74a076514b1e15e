"""What `import --map` said of a header, remembered for the next sheet with the same one."""

from __future__ import annotations

from pathlib import Path

from orglife.cli import environment, own_file

FILE = "mappings.json"

Mapping = dict[str, str]
"""Heading to field; an empty field leaves the column out."""


def path() -> Path:
    """Return where they are kept."""
    return environment.config_folder() / FILE


def known() -> dict[str, Mapping]:
    """Return what was remembered, by header.

    Raises:
        StoreError: the file can't be read, or is not what orglife wrote.
    """
    return own_file.read(path(), dict[str, Mapping]) or {}


def remember(header: str, mapping: Mapping) -> bool:
    """Keep what was said of a header; return whether that is new."""
    before = known()
    if before.get(header) == mapping:
        return False
    own_file.keep(path(), {**before, header: mapping})
    return True


def forget() -> None:
    """Forget everything."""
    path().unlink(missing_ok=True)
