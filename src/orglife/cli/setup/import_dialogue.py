"""What is asked before an import is written: which record a row means, and whether to write it.

Everything that is not read has been said by then. Nothing is written before the last answer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from orglife.cli.framework.command import show
from orglife.cli.framework.prompts import Dialogue
from orglife.cli.framework.terminal_lines import fitted_prompt
from orglife.cli.setup.import_options import few_warnings, with_answers
from orglife.errors import RefusedError
from orglife.messages import Message, say, say_n
from orglife.model.terms import Term, normalize, parse_yes_no
from orglife.reports.file.import_preview import (
    ImportedField,
    ImportedRow,
    import_view,
    summary_lines,
)
from orglife.reports.language import escape_unprintable

if TYPE_CHECKING:
    from orglife.cli.framework.command import Session
    from orglife.importers.comparison import Choices
    from orglife.importers.import_result import ImportResult
    from orglife.importers.load import ImportTable
    from orglife.importers.rows import RowProblem
    from orglife.model.branch import Branch

SEE = ("v", "看", "逐条看")
"""What is answered to see row by row what would be written."""


def agree(
    session: Session,
    tables: tuple[ImportTable, ...],
    name: str,
    choices: Choices,
    outcome: Callable[[Branch, Choices], ImportResult],
    *,
    skip: bool,
) -> Choices:
    """Ask about each row that may mean something on record, then whether to write; return all.

    Raises:
        RefusedError: a row can't be read, which is told before anything is asked; or the answer
            was no.
    """
    branch = session.load()
    done = outcome(branch, choices)
    if not skip:
        _without_questions(done).refuse_problems()
    for warning in few_warnings(done.warnings):
        session.warn(warning)
    while unclear := [problem for problem in done.problems if problem.candidates]:
        choices = _ask(session, unclear[0], choices)
        done = outcome(branch, choices)
        if not skip:
            _without_questions(done).refuse_problems()
    for line in summary_lines(
        _heading(session, tables, name, done),
        shown_rows(done),
        len(done.problems),
        lambda value: escape_unprintable(session.language.text(value)),
    ):
        session.say(say("{line}", line=line))
    _confirm(session, tables, done)
    return choices


def shown_rows(done: ImportResult) -> list[ImportedRow]:
    """Return the rows of an import as they are shown, with what stands in no row."""
    rows = [
        ImportedRow(
            one.row,
            one.state,
            one.said,
            one.sheet,
            tuple(ImportedField(change.field, change.old, change.new) for change in one.changes),
        )
        for one in done.rows
    ]
    return [*rows, *(ImportedRow(0, "gone", one.said) for one in done.gone)]


def _without_questions(done: ImportResult) -> ImportResult:
    return done._replace(
        problems=tuple(problem for problem in done.problems if not problem.candidates)
    )


def _ask(session: Session, problem: RowProblem, choices: Choices) -> Choices:
    """Ask which record a row means, and return the choices with the answer."""
    talk = Dialogue(session)
    where = say("row {row}: {problem}", row=problem.row, problem=problem.message)
    if problem.sheet:
        where = say("sheet {sheet}, {problem}", sheet=problem.sheet, problem=where)
    terms = [
        *(Term(f"#{key}", en=f"it is #{key}", zh=f"就是 #{key}") for key in problem.candidates),
        Term("new", en="none of them: a new record", zh="都不是，新增"),
    ]
    answer = talk.choose(where, terms)
    if answer == "new":
        return with_answers(choices, {}, (problem.option,))
    return with_answers(choices, {problem.option: int(answer[1:])}, ())


def _heading(
    session: Session, tables: tuple[ImportTable, ...], name: str, done: ImportResult
) -> list[str]:
    """Return the first line of the summary: file, sheets, rows, and the columns that are left."""
    sheets = tuple(
        dict.fromkeys(t.recognised.sheet.name for t in tables if t.recognised.sheet.name)
    )
    rows = say_n("{n} row", "{n} rows", len(done.rows))
    head = say("{file}  {rows}", file=name, rows=rows)
    if sheets:
        head = say("{file}  sheet {sheets}  {rows}", file=name, sheets=sheets, rows=rows)
    left = tuple(
        column
        for table in tables
        for column in (
            *table.recognised.private,
            *table.recognised.not_kept,
            *table.recognised.unknown,
            *table.recognised.set_aside,
        )
    )
    lines = [escape_unprintable(session.language.text(head))]
    if left:
        told = say("columns that are not imported: {columns}", columns=left)
        lines.append(escape_unprintable(session.language.text(told)))
    return lines


def _confirm(session: Session, tables: tuple[ImportTable, ...], done: ImportResult) -> None:
    """Ask whether to write it; `v` shows it row by row first.

    Raises:
        RefusedError: the answer was no.
    """
    session.asked = False
    question = _question(done)
    while True:
        text = escape_unprintable(session.language.text(question))
        see = escape_unprintable(session.language.text(say("v shows each row")))
        sys.stderr.write(fitted_prompt(f"{text} [y/N] ({see}): "))
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if normalize(answer) in SEE:
            _show(session, tables, done)
            continue
        if not parse_yes_no(answer, "question"):
            raise RefusedError(say("not confirmed; nothing was written"))
        return


def _question(done: ImportResult) -> Message:
    cleared = sum(not change.new for row in done.rows for change in row.changes)
    new = sum(row.state == "new" for row in done.rows)
    changed = sum(row.state == "changed" for row in done.rows)
    if cleared:
        return say(
            "new {new}, changed {changed} (of these cleared: {cleared}). Write it?",
            new=new,
            changed=changed,
            cleared=cleared,
        )
    return say("new {new}, changed {changed}. Write it?", new=new, changed=changed)


def _show(session: Session, tables: tuple[ImportTable, ...], done: ImportResult) -> None:
    first = tables[0].recognised
    view = import_view(
        done.branch.meta.name,
        first.kind.key,
        {field: tuple(first.headings[at] for at in at_) for field, at_ in first.columns.items()},
        shown_rows(done),
        [problem.said for problem in done.problems],
        done.said,
    )
    show(session, view)
