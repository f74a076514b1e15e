"""Backups, difference, verification, diagnosis.

The backups of a branch file: when they were made, what is in them, whether they are good.

What differs between the branch file and one of its backups.

What `verify` found: whether the chain holds, and whether a state handed in earlier is in it.

What `doctor` found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

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


SHORTEST = 12
"""Digits of a head that say which is meant."""


class KeptHead(NamedTuple):
    """A head that somebody kept: on a report, in a file of heads, in a proof."""

    head: str
    source: str = ""
    """The file that has it; empty where it was typed."""
    entries: int = 0
    """After which entry it was the head; 0 where that is not known."""
    wrong: Message | None = None
    """Why it can't be that of this file, whatever the digits."""


def verification_view(
    branch: Branch,
    problems: tuple[Message, ...],
    heads: tuple[str, ...],
    erased: int,
    head: str | None = None,
    *,
    old_rule: int = 0,
    unknown: int = 0,
    backwards: tuple[Message, ...] = (),
    kept: Sequence[KeptHead] = (),
) -> View:
    """Return the verdict. `heads` are those of the chain, the oldest first; `head` is asked for.

    A head that is not in the chain is one more problem: the past was rewritten since, or the
    digest is that of another branch. So are the heads in `kept`. `old_rule` entries are covered by
    the rule of schema 1 only; `backwards` are the entries older than the one they follow.

    Raises:
        RefusedError: `head` is no beginning of a digest, or too short to say anything.
    """
    asked = () if head is None else (KeptHead(_digits(head)),)
    places = [(one, _place(heads, one)) for one in (*asked, *kept)]
    problems = (*problems, *(_missing(one) for one, place in places if place is None))
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
    lines += [Line(one) for one in (*_limits(erased, old_rule, unknown), *backwards)]
    lines += [Line(_found(one, place, heads)) for one, place in places if place is not None]
    newest = heads[-1] if heads else ""
    lines.append(Line(say("head of the history: {head}", head=newest)))
    data = {
        "schema": "orglife.verify/1",
        "branch": branch.meta.name,
        "head": newest,
        "entries": len(heads),
        "erased": erased,
        "old_rule": old_rule,
        "unknown": unknown,
        "backwards": list(backwards),
        "asked": head,
        "found_after": places[0][1] if places else None,
        "problems": list(problems),
    }
    return View(
        data,
        (Heading(say("{branch}: the file against its history", branch=branch.meta.name)), *lines),
    )


def _limits(erased: int, old_rule: int, unknown: int) -> Iterator[Message]:
    """Yield what the history does not hold, or does not vouch for."""
    if erased:
        yield say_n("{n} content was erased by purge", "{n} contents were erased by purge", erased)
    if unknown:
        yield say_n(
            "{n} former state is not known: it was changed outside orglife",
            "{n} former states are not known: they were changed outside orglife",
            unknown,
        )
    if old_rule:
        yield say_n(
            "entry 1 is covered by the rule of schema 1 only, which does not tell a purge from "
            "a content taken out",
            "entries 1 to {n} are covered by the rule of schema 1 only, which does not tell a "
            "purge from a content taken out",
            old_rule,
        )


def _missing(kept: KeptHead) -> Message:
    if kept.wrong is not None:
        return kept.wrong
    if kept.source:
        return say(
            "the state {head} of {source} is not in this file's past: it was rewritten",
            head=kept.head,
            source=kept.source,
        )
    return say("the state {head} is not in this file's past: it was rewritten", head=kept.head)


def _found(kept: KeptHead, place: int, heads: tuple[str, ...]) -> Message:
    later = len(heads) - place
    if not later:
        return say("the state {head} is that of now", head=kept.head)
    return say_n(
        "the state {head} is that after entry {place}; {n} entry was made since",
        "the state {head} is that after entry {place}; {n} entries were made since",
        later,
        head=kept.head,
        place=place,
    )


def _digits(head: str) -> str:
    """Return what was typed of a head, as it is looked for."""
    wanted = head.strip().lower()
    if len(wanted) < SHORTEST:
        raise RefusedError(
            say("{head} is too short for a digest", head=head),
            hint=say("give at least {n} of its characters", n=SHORTEST),
        )
    return wanted


def _place(heads: tuple[str, ...], kept: KeptHead) -> int | None:
    """Return the number of the entry after which the head was this one."""
    if kept.wrong is not None or len(kept.head) < SHORTEST:
        return None
    found = (place for place, one in enumerate(heads, 1) if one.startswith(kept.head))
    place = next(found, None)
    return None if kept.entries and place != kept.entries else place


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
