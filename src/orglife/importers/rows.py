"""A sheet that went out and came back: each row read, found known, or taken in as one change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from orglife.actions.change import Change, Changed
from orglife.errors import OrglifeError
from orglife.importers.header import Recognised
from orglife.importers.outcome import Imported, RowDone, counted
from orglife.importers.problem import Cells, Problem, data_rows
from orglife.messages import Message, say
from orglife.model.branch import Branch

T = TypeVar("T")


def import_rows(
    branch: Branch,
    table: Recognised,
    read: Callable[[Cells, Branch], T | None],
    act: Callable[[Branch, T], Change],
    said: Callable[[int], Message],
    *,
    skip: bool,
) -> tuple[Imported, list[tuple[int, T, Change]]]:
    """Return what the rows come to, and of each that was taken in its number and change.

    The warnings of these changes are not told yet.
    `read` gives None for a row that says nothing new, or with its problems noted; `said` counts
    the new ones. With `skip` bad rows are left out; without it a single one leaves the branch as
    it was.
    """
    rows, ended = data_rows(table)
    after = branch
    problems: list[Problem] = []
    done: list[RowDone] = []
    taken: list[tuple[int, T, Change]] = []
    records: dict[Changed, None] = {}
    for row in rows:
        cells = Cells(table, row)
        one = read(cells, after)
        if one is None and not cells.problems:
            done.append(RowDone(row.number, "known", say("nothing new")))
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
                done.append(RowDone(row.number, "new", change.said))
                continue
        problems += cells.problems
        done.append(RowDone(row.number, "skipped", say("can't be imported")))
    warnings = () if ended is None else (ended,)
    if problems and not skip:
        refused = say("nothing imported.")
        return Imported(branch, refused, tuple(done), tuple(problems), warnings), taken
    states = [one.state for one in done]
    counts = counted(
        said(states.count("new")),
        new="new" in states,
        known=states.count("known"),
        skipped=states.count("skipped"),
    )
    imported = Imported(after, counts, tuple(done), tuple(problems), warnings, tuple(records))
    return imported, taken
