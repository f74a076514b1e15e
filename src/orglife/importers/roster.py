"""A roster: rows to members, groups and posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from orglife.actions.people.contradictions import lists_to_correct, votes_recounted
from orglife.importers.comparison import Choices, RowChoices
from orglife.importers.header import RecognizedSheet
from orglife.importers.import_result import ImportResult, RowResult, in_row
from orglife.importers.roster_comparison import MemberIndex
from orglife.importers.roster_rows import RosterRow, read_person, refuse_second
from orglife.importers.roster_writer import NO_CHOICES, RosterWriter
from orglife.importers.rows import RowCells, RowProblem, data_rows
from orglife.messages import Message, say
from orglife.model.branch import Branch


def import_rosters(
    branch: Branch,
    tables: Sequence[RecognizedSheet],
    *,
    today: date,
    skip: bool = False,
    choices: Choices = NO_CHOICES,
    row_choices: RowChoices | None = None,
) -> ImportResult:
    """Return the branch with the members of rosters, their groups, posts and leaders.

    Whoever is on record is compared field by field, and what a row says otherwise is changed. With
    `skip` bad rows are left out; without it a single one leaves the branch as it was.
    """
    names = [table.sheet.name for table in tables]
    said_of_rows = row_choices or RowChoices(choices, names)
    warnings: list[Message] = []
    problems: list[RowProblem] = []
    people: list[RosterRow] = []
    seen: dict[str, tuple[str, int]] = {}
    index = MemberIndex(branch, today)
    for table in tables:
        rows, told = data_rows(table)
        warnings += told
        for row in table.watched(rows):
            cells = RowCells(table, row)
            person = read_person(cells, today, lambda name: bool(index.named(name)))
            if person is not None:
                refuse_second(cells, person, seen)
            if person is None or cells.problems:
                problems += cells.problems
            else:
                people.append(person)
    deciding = choices
    columns = {table.sheet.name: table for table in tables}
    writer = RosterWriter(branch, columns, people, today, deciding, said_of_rows)
    while writer.problems:
        problems += writer.problems
        bad = {(problem.sheet, problem.whole or problem.row) for problem in writer.problems}
        people = [person for person in people if (person.sheet, person.row) not in bad]
        writer = RosterWriter(branch, columns, people, today, deciding, said_of_rows)
    order = {name: at for at, name in enumerate(names)}
    bad_rows = sorted({(problem.sheet, problem.whole or problem.row) for problem in problems})
    done = [
        *writer.done,
        *(RowResult(row, "skipped", say("can't be imported"), sheet) for sheet, row in bad_rows),
    ]
    done.sort(key=lambda one: (order.get(one.sheet, 0), one.row))
    problems.sort(key=lambda problem: (order.get(problem.sheet, 0), problem.row))
    gone = writer.gone({key for problem in problems for key in problem.candidates})
    if problems and not skip:
        said = say("nothing imported.")
        return ImportResult(branch, said, tuple(done), tuple(problems), tuple(warnings), gone=gone)
    after = writer.result()
    warnings += writer.warnings
    touched = {**writer.added, **writer.rewritten}
    warnings += _contradicted(branch, after, touched)
    return ImportResult(
        after,
        writer.said(len(bad_rows)),
        tuple(done),
        tuple(problems),
        tuple(warnings),
        tuple(dict.fromkeys(writer.records)),
        gone,
        writer.uncleared,
    )


def import_roster(
    branch: Branch, table: RecognizedSheet, *, today: date, skip: bool = False
) -> ImportResult:
    """Return the branch with the members of one roster; see `import_rosters`."""
    return import_rosters(branch, (table,), today=today, skip=skip)


def _contradicted(branch: Branch, after: Branch, added: dict[int, int]) -> Iterator[Message]:
    """Yield which votes and lists of attendance the new members contradict, these by their row."""
    yield from votes_recounted(branch, after)
    for key, row in added.items():
        for warning in lists_to_correct(branch, after, key):
            yield in_row(row, warning)
