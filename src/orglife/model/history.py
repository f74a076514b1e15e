"""What was done to a branch, invocation by invocation, as values."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from orglife.model.branch import HasId

ERASED: Final = "erased"
"""Stands for a record whose content `purge` took out of the history."""

UNKNOWN: Final = "unknown"
"""Stands for a record changed outside orglife, of which nothing kept what it was before."""

RecordState = HasId | str | None
"""A record as it was; None where there was none; `ERASED`; `UNKNOWN`."""


class RecordChange(NamedTuple):
    """A record that an invocation changed, as it was before and as it was left."""

    table: str
    id: int
    before: RecordState
    after: RecordState


class HistoryEvent(NamedTuple):
    """One invocation that changed the branch."""

    number: int
    at: datetime
    """In UTC; for people to read. The order is that of the numbers."""
    command: str
    """What was typed, without private text; empty where it was erased."""
    steps: tuple[RecordChange, ...]
    digest: str
    """Stands for this and everything before it."""
    undoes: tuple[int, ...] = ()
    redoes: tuple[int, ...] = ()
    schema: int = 0
    """The schema to which it brought the records; no command is taken back with it."""


def change_of(step: RecordChange) -> str:
    """Return `added`, `changed`, `removed`; `erased` or `unknown` where the content is not there.

    `unknown`: it was changed outside orglife, and nothing kept what it was.
    """
    if ERASED in (step.before, step.after):
        return "erased"
    if UNKNOWN in (step.before, step.after):
        return "unknown"
    if step.before is None:
        return "added"
    return "removed" if step.after is None else "changed"


def fields_of(step: RecordChange) -> list[str]:
    """Return the names of the fields that differ."""
    if change_of(step) != "changed":
        return []
    names: tuple[str, ...] = getattr(step.after, "__struct_fields__", ())
    return [one for one in names if getattr(step.before, one) != getattr(step.after, one)]
