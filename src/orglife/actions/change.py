"""What an action gives back."""

from __future__ import annotations

from typing import NamedTuple

from orglife.messages import Message
from orglife.model.branch import Branch


class ChangedRecord(NamedTuple):
    """A record that an action added or changed: its table and id."""

    table: str
    id: int


class Change(NamedTuple):
    """The branch after an action, and what is said of it.

    `summary` is one line without the name of the branch and without how to undo it; both are added
    where it is printed. An action that changes nothing returns the branch that it was given.
    """

    branch: Branch
    summary: Message
    records: tuple[ChangedRecord, ...] = ()
    warnings: tuple[Message, ...] = ()
