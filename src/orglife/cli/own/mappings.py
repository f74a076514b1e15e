"""What `import --map` said of a header, remembered for the next sheet with the same one."""

from __future__ import annotations

from collections import abc
from pathlib import Path

from orglife.cli.own import own_file
from orglife.cli.process import environment
from orglife.errors import UsageError
from orglife.messages import Message, say

FILE = "mappings.json"

Mapping = dict[str, str]
"""Heading to field; an empty field leaves the column out."""


def from_options(texts: list[str]) -> Mapping:
    """Return what `--map COLUMN=FIELD` says, each time it is given.

    Raises:
        UsageError: one has no two sides.
    """
    found = {}
    for text in texts:
        column, equals, field = text.rpartition("=")
        if not equals or not column.strip():
            raise UsageError(
                say("{text} is not COLUMN=FIELD", text=text),
                hint=say("write it as in --map {example}", example="成立日=joined"),
            )
        found[column] = field
    return found


def in_words(mapping: abc.Mapping[str, str]) -> tuple[Message, ...]:
    """Return a mapping as it is told."""
    return tuple(
        say("{column} = {field}", column=column, field=field)
        if field
        else say("{column}, left out", column=column)
        for column, field in mapping.items()
    )


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
    keep({**before, header: mapping})
    return True


def keep(mappings: dict[str, Mapping]) -> None:
    """Write what is remembered, by header."""
    own_file.keep(path(), mappings)


def forget() -> None:
    """Forget everything."""
    path().unlink(missing_ok=True)
