"""What an import comes to: each row's result, warnings, summary; and the loop over plain rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from orglife.actions.change import Change, ChangedRecord
from orglife.errors import (
    OrglifeError,
    RefusedError,
)
from orglife.importers.comparison import FieldChange, RowComparison
from orglife.importers.header import RecognizedSheet
from orglife.importers.rows import RowCells, RowProblem, data_rows
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch

T = TypeVar("T")


class RowResult(NamedTuple):
    """What happens to a row and in words.

    `state` is `new`, `same` (is on record so already), `changed`, `kept` (a command decided
    otherwise since), `gone` (on record and in no row; `row` is 0 then) or `skipped`.
    """

    row: int
    state: str
    said: Message
    sheet: str = ""
    changes: tuple[FieldChange, ...] = ()


class Gone(NamedTuple):
    """A record that stands in no row of the sheet: its table, id and what it is."""

    table: str
    id: int
    said: Message


class ImportResult(NamedTuple):
    """The branch after an import and everything that is to be told about it."""

    branch: Branch
    said: Message
    rows: tuple[RowResult, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    warnings: tuple[Message, ...] = ()
    records: tuple[ChangedRecord, ...] = ()
    gone: tuple[Gone, ...] = ()
    """Who or what is on record and stands in no row; nothing is removed."""
    uncleared: int = 0
    """How many cells are empty where something is on record, which was left."""

    def refuse_problems(self) -> None:
        """Refuse the whole import where any row is bad.

        Raises:
            RefusedError: with every problem in its details.
        """
        if not self.problems:
            return
        rows = len({(problem.sheet, problem.whole or problem.row) for problem in self.problems})
        asked = sum(bool(problem.candidates) for problem in self.problems)
        hint = say("mend them, or leave them out with --on-error skip")
        if asked == len(self.problems):
            hint = say(
                "say of each which it is, with --match ROW=#ID or --new ROW; or leave them out "
                "with --on-error skip"
            )
        raise RefusedError(
            say_n(
                "{n} row can't be imported; nothing was written",
                "{n} rows can't be imported; nothing was written",
                rows,
            ),
            hint=hint,
            details=tuple(problem.said for problem in self.problems),
        )


def compared_said(who: Message, found: RowComparison) -> Message:
    """Return a row that was compared, in words: what changes, and what is left as on record."""
    parts: list[Message] = [one.said for one in found.changes]
    parts += [
        say(
            "{field}: {old} is kept, a command decided so since; the sheet says {new}",
            field=one.label,
            old=one.old or say("(empty)"),
            new=one.new or say("(empty)"),
        )
        for one in found.kept
    ]
    parts += [
        say(
            "{field}: {old} is on record and the cell is empty; --clear empties it",
            field=one.label,
            old=one.old,
        )
        for one in found.uncleared
    ]
    if not parts:
        return say("{record}: the same", record=who)
    return say("{record}: {fields}", record=who, fields=say_list(parts))


def say_list(parts: Sequence[Message]) -> Message:
    """Return several sentences as one, with semicolons between them."""
    names = [f"part{at}" for at in range(len(parts))]
    text = "; ".join("{" + name + "}" for name in names)
    return Message(text, dict(zip(names, parts, strict=True)))


def kept_warning(row: int, sheet: str, who: str | Message, found: RowComparison) -> Message:
    """Return the warning that a command decided otherwise since, and how the sheet would win."""
    fields = say_list(
        [
            say(
                "{field} {old} (the sheet says {new})",
                field=one.label,
                old=one.old or say("(empty)"),
                new=one.new or say("(empty)"),
            )
            for one in found.kept
        ]
    )
    said = say(
        "row {row}, {who}: left as a command decided since: {fields}; --prefer sheet takes the "
        "sheet's",
        row=row,
        who=who,
        fields=fields,
    )
    return say("sheet {sheet}, {said}", sheet=sheet, said=said) if sheet else said


ALIKE = 3
"""From so many rows on, what is said of each alike is said once."""
ROWS = 5
"""So many of the other rows are named by number."""


def in_row(row: int, warning: Message) -> Message:
    """Return a warning about one row of the file."""
    return say("row {row}: {warning}", row=row, warning=warning)


def collapse_warnings(warnings: tuple[Message, ...]) -> tuple[Message, ...]:
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


def import_summary(
    *added: Message, new: bool, known: int, skipped: int, changed: int = 0, kept: int = 0
) -> Message:
    """Return what an import did, in numbers; `added` says what is new, if anything is."""
    parts = list(added) if new else []
    if changed:
        parts.append(say_n("{n} row changed", "{n} rows changed", changed))
        new = True
    if known:
        parts.append(say_n("{n} row was on record", "{n} rows were on record", known))
    if kept:
        parts.append(say_n("{n} row left as on record", "{n} rows left as on record", kept))
    if skipped:
        parts.append(say_n("{n} row left out", "{n} rows left out", skipped))
    if new:
        return say("imported: {counts}.", counts=tuple(parts))
    return say("nothing new: {counts}.", counts=tuple(parts)) if parts else say("nothing new.")


def import_rows(
    branch: Branch,
    table: RecognizedSheet,
    read: Callable[[RowCells, Branch], T | None],
    act: Callable[[Branch, T], Change],
    said: Callable[[int], Message],
    *,
    skip: bool,
) -> tuple[ImportResult, list[tuple[int, T, Change]]]:
    """Return what the rows come to, and of each that was taken in its number and change.

    The warnings of these changes are not told yet.
    `read` gives None for a row that says nothing new, or with its problems noted; `said` counts
    the new ones. With `skip` bad rows are left out; without it a single one leaves the branch as
    it was.
    """
    rows, told = data_rows(table)
    after = branch
    problems: list[RowProblem] = []
    done: list[RowResult] = []
    taken: list[tuple[int, T, Change]] = []
    records: dict[ChangedRecord, None] = {}
    for row in rows:
        cells = RowCells(table, row)
        one = read(cells, after)
        if one is None and not cells.problems:
            done.append(RowResult(row.number, "same", say("nothing new")))
            continue
        if one is not None:
            try:
                change = act(after, one)
            except OrglifeError as error:
                cells.refuse("", error.message, error.hint)
            else:
                after = change.branch
                records.update(dict.fromkeys(change.records))
                taken.append((row.number, one, change))
                done.append(RowResult(row.number, "new", change.summary))
                continue
        problems += cells.problems
        done.append(RowResult(row.number, "skipped", say("can't be imported")))
    warnings = told
    if problems and not skip:
        refused = say("nothing imported.")
        return ImportResult(branch, refused, tuple(done), tuple(problems), warnings), taken
    states = [one.state for one in done]
    counts = import_summary(
        said(states.count("new")),
        new="new" in states,
        known=states.count("same"),
        skipped=states.count("skipped"),
    )
    imported = ImportResult(after, counts, tuple(done), tuple(problems), warnings, tuple(records))
    return imported, taken
