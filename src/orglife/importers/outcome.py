"""What an import comes to: the branch, what happened to each row, and what is wrong."""

from __future__ import annotations

from typing import NamedTuple

from orglife.actions.change import Changed
from orglife.errors import RefusedError
from orglife.importers.problem import Problem
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch


class RowDone(NamedTuple):
    """What happens to a row: `new`, `known` (is on record already) or `skipped`; and in words."""

    row: int
    state: str
    said: Message


class Imported(NamedTuple):
    """The branch after an import and everything that is to be told about it."""

    branch: Branch
    said: Message
    rows: tuple[RowDone, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Message, ...] = ()
    records: tuple[Changed, ...] = ()

    def refuse_problems(self) -> None:
        """Refuse the whole import where any row is bad.

        Raises:
            RefusedError: with every problem in its details.
        """
        if not self.problems:
            return
        rows = len({problem.row for problem in self.problems})
        raise RefusedError(
            say_n(
                "{n} row can't be imported; nothing was written",
                "{n} rows can't be imported; nothing was written",
                rows,
            ),
            hint=say("mend them, or leave them out with --on-error skip"),
            details=tuple(problem.said for problem in self.problems),
        )


ALIKE = 3
"""From so many rows on, what is said of each alike is said once."""
ROWS = 5
"""So many of the other rows are named by number."""


def in_row(row: int, warning: Message) -> Message:
    """Return a warning about one row of the file."""
    return say("row {row}: {warning}", row=row, warning=warning)


def folded(warnings: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return warnings with those alike about many rows as one, in the place of the first."""
    alike: dict[str, list[Message]] = {}
    for one in warnings:
        alike.setdefault(_inner(one), []).append(one)
    found: list[Message] = []
    for one in warnings:
        if not _inner(one):
            found.append(one)
            continue
        same = alike.pop(_inner(one), [])
        rows = list(dict.fromkeys(two.values["row"] for two in same))
        if len(rows) < ALIKE:
            found += same
            continue
        others = (*(str(row) for row in rows[1 : 1 + ROWS]), *(["..."] if rows[1 + ROWS :] else []))
        found.append(
            say_n(
                "{first}; alike in {n} other row: {rows} (--dry-run shows each)",
                "{first}; alike in {n} other rows: {rows} (--dry-run shows each)",
                len(rows) - 1,
                first=one,
                rows=others,
            )
        )
    return tuple(found)


def _inner(warning: Message) -> str:
    """Return what is said of a row, names left out; nothing where no row is meant."""
    inner = warning.values.get("warning")
    return inner.text if isinstance(inner, Message) else ""


def counted(*added: Message, new: bool, known: int, skipped: int) -> Message:
    """Return what an import did, in numbers; `added` says what is new, if anything is."""
    parts = list(added) if new else []
    if known:
        parts.append(say_n("{n} row was on record", "{n} rows were on record", known))
    if skipped:
        parts.append(say_n("{n} row left out", "{n} rows left out", skipped))
    if new:
        return say("imported: {counts}.", counts=tuple(parts))
    return say("nothing new: {counts}.", counts=tuple(parts)) if parts else say("nothing new.")
