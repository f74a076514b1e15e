"""The backups of a branch file: when they were made, what is in them, whether they are good."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.reports.view import Column, Heading, Line, Table, View


class Kept(Protocol):
    """What is known of a backup; `storage.restore.State` is one."""

    @property
    def number(self) -> int:
        """By which it is restored."""

    @property
    def day(self) -> str:
        """On which it was superseded."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def branch(self) -> Branch | None:
        """What is in it, where it can be read."""

    @property
    def problem(self) -> Message | None:
        """Why it cannot be."""


def backups_view(file: str, kept: Iterable[Kept]) -> View:
    """Return the backups, the newest first."""
    listed = sorted(kept, key=lambda one: one.number, reverse=True)
    table = Table(
        (
            Column("number", say("No."), "right"),
            Column("day", say("State before")),
            Column("members", say("Members"), "right"),
            Column("activities", say("Activities"), "right"),
            Column("bytes", say("Bytes"), "right"),
            Column("state", say("State")),
        ),
        tuple(
            (
                one.number,
                one.day,
                len(one.branch.members) if one.branch else None,
                len(one.branch.activities) if one.branch else None,
                one.size,
                say("good") if one.problem is None else one.problem,
            )
            for one in listed
        ),
        empty=say("there are none yet: the first change makes the first"),
    )
    data = {
        "schema": "orglife.backups/1",
        "file": file,
        "backups": [
            {
                "number": one.number,
                "day": one.day,
                "members": len(one.branch.members) if one.branch else None,
                "activities": len(one.branch.activities) if one.branch else None,
                "bytes": one.size,
                "good": one.problem is None,
                "problem": one.problem,
            }
            for one in listed
        ],
    }
    heading = Heading(say("Backups of {file}", file=file))
    if not listed:
        return View(data, (heading, table))
    hint = say("go back to one: orglife backup restore {number}", number=listed[0].number)
    return View(data, (heading, table, Line(hint, "hint")))
