"""Backups, difference, verification, diagnosis.

The backups of a branch file: when they were made, what is in them, whether they are good.

What differs between the branch file and one of its backups.

What `verify` found: whether the chain holds, and whether a state handed in earlier is in it.

What `doctor` found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from orglife.errors import RefusedError
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.history import RecordChange, change_of, fields_of
from orglife.reports.columns import RecordColumn, not_in_data, records_view
from orglife.reports.file.change_descriptions import RECORDS, describe_change, label_of
from orglife.reports.view import Block, Column, Heading, Line, Table, View


class BackupSummary(Protocol):
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


BACKUP_COLUMNS = (
    RecordColumn("number", say("No."), lambda one: one.number, align="right"),
    RecordColumn("day", say("State before"), lambda one: one.day),
    RecordColumn(
        "members",
        say("Members"),
        lambda one: len(one.branch.members) if one.branch else None,
        align="right",
    ),
    RecordColumn(
        "activities",
        say("Activities"),
        lambda one: len(one.branch.activities) if one.branch else None,
        align="right",
    ),
    RecordColumn("bytes", say("Bytes"), lambda one: one.size, align="right"),
    RecordColumn(
        "state",
        say("State"),
        lambda one: say("good") if one.problem is None else one.problem,
        not_in_data,
    ),
    RecordColumn("good", data=lambda one: one.problem is None),
    RecordColumn("problem", data=lambda one: one.problem),
)


def backups_view(file: str, kept: Iterable[BackupSummary]) -> View:
    """Return the backups, the newest first."""
    listed = sorted(kept, key=lambda one: one.number, reverse=True)
    below: tuple[Block, ...] = ()
    if listed:
        number = listed[0].number
        hint = say("go back to one: orglife backup restore {number}", number=number)
        below = (Line(hint, "hint"),)
    return records_view(
        {"schema": "orglife.backups/1", "file": file},
        "backups",
        listed,
        BACKUP_COLUMNS,
        above=(Heading(say("Backups of {file}", file=file)),),
        below=below,
        empty=say("there are none yet: the first change makes the first"),
    )


def backup_difference_view(
    file: str, number: int, day: str, branch: Branch, steps: tuple[RecordChange, ...]
) -> View:
    """Return what was added, changed and removed since the backup, record by record."""
    said = [describe_change(step, branch) for step in steps]
    data = {
        "schema": "orglife.backup-difference/1",
        "file": file,
        "backup": {"number": number, "day": day},
        "differences": [
            {
                "type": RECORDS[step.table].code,
                "id": step.id,
                "label": label_of(step),
                "change": change_of(step),
                "fields": fields_of(step),
                "message": words,
            }
            for step, words in zip(steps, said, strict=True)
        ],
    }
    title = say("{file}: what is otherwise than in backup {number}", file=file, number=number)
    table = Table(
        (Column("changes", say("What changed")),),
        tuple((words,) for words in said),
        empty=say("the records are the same"),
    )
    return View(data, (Heading(title), table))


SHORTEST = 8
"""Characters of a digest that say which is meant."""


def verification_view(
    branch: Branch,
    problems: tuple[Message, ...],
    heads: tuple[str, ...],
    erased: int,
    head: str = "",
) -> View:
    """Return the verdict. `heads` are those of the chain, the oldest first; `head` is asked for.

    A head that is not in the chain is one more problem: the past was rewritten since, or the
    digest is that of another branch.

    Raises:
        RefusedError: `head` is too short to say anything.
    """
    place = _place(heads, head) if head else None
    if head and place is None:
        problems = (
            *problems,
            say("the state {head} is not in this file's past: it was rewritten", head=head),
        )
    lines = [Line(one, "error") for one in problems]
    if not problems:
        lines.append(
            Line(
                say_n(
                    "the history of {n} entry holds, and every record is what it says",
                    "the history of {n} entries holds, and every record is what it says",
                    len(heads),
                )
            )
        )
    if erased:
        lines.append(
            Line(
                say_n(
                    "{n} content was erased by purge", "{n} contents were erased by purge", erased
                )
            )
        )
    if place is not None:
        later = len(heads) - place
        lines.append(
            Line(
                say("the state {head} is that of now", head=head)
                if not later
                else say_n(
                    "the state {head} is that after entry {place}; {n} entry was made since",
                    "the state {head} is that after entry {place}; {n} entries were made since",
                    later,
                    head=head,
                    place=place,
                )
            )
        )
    newest = heads[-1] if heads else ""
    lines.append(Line(say("head of the history: {head}", head=newest)))
    data = {
        "schema": "orglife.verify/1",
        "branch": branch.meta.name,
        "head": newest,
        "entries": len(heads),
        "erased": erased,
        "asked": head or None,
        "found_after": place,
        "problems": list(problems),
    }
    return View(
        data,
        (Heading(say("{branch}: the file against its history", branch=branch.meta.name)), *lines),
    )


def _place(heads: tuple[str, ...], head: str) -> int | None:
    """Return the number of the entry after which the head was this one."""
    wanted = head.strip().lower()
    if len(wanted) < SHORTEST:
        raise RefusedError(
            say("{head} is too short for a digest", head=head),
            hint=say("give at least {n} of its characters", n=SHORTEST),
        )
    return next((place for place, one in enumerate(heads, 1) if one.startswith(wanted)), None)


class ReportedProblem(Protocol):
    """Something that is wrong; `storage.doctor.Ailment` is one."""

    @property
    def code(self) -> str:
        """For programs."""

    @property
    def message(self) -> Message:
        """What it is."""

    @property
    def remedy(self) -> Message | None:
        """What to do about it."""

    @property
    def fixable(self) -> bool:
        """Whether `--fix` mends it."""


def diagnosis_view(file: str, found: Iterable[ReportedProblem]) -> View:
    """Return everything that is wrong with a file and what lies around it."""
    listed = list(found)
    blocks: list[Block] = [Heading(say("{file}: examined", file=file))]
    if not listed:
        blocks.append(Line(say("nothing is wrong")))
    for one in listed:
        blocks.append(Line(one.message, "error"))
        if one.remedy is not None:
            blocks.append(Line(say("  {cure}", cure=one.remedy), "hint"))
    fixable = sum(one.fixable for one in listed)
    if fixable:
        blocks.append(
            Line(
                say_n(
                    "{n} of these is mended by: orglife doctor --fix",
                    "{n} of these are mended by: orglife doctor --fix",
                    fixable,
                ),
                "hint",
            )
        )
    data = {
        "schema": "orglife.doctor/1",
        "file": file,
        "found": [
            {
                "code": one.code,
                "message": one.message,
                "cure": one.remedy,
                "fixable": one.fixable,
            }
            for one in listed
        ],
    }
    return View(data, tuple(blocks))
