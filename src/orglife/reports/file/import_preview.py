"""What an import would do, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from orglife.messages import Message, say
from orglife.model.terms import Term
from orglife.reports.view import Column, Heading, Line, Table, View

ROW_STATES = {
    "new": Term("new", en="new", zh="新增"),
    "changed": Term("changed", en="changed", zh="变更"),
    "same": Term("same", en="same", zh="相同"),
    "kept": Term("kept", en="kept", zh="保留"),
    "gone": Term("gone", en="not in the sheet", zh="表中没有"),
    "skipped": Term("skipped", en="left out", zh="略过"),
}
SHEET_KINDS = {
    "roster": Term("roster", en="roster", zh="党员花名册"),
    "register": Term("register", en="register", zh="组织生活台账"),
    "matrix": Term("matrix", en="attendance matrix", zh="考勤表"),
    "criticism": Term("criticism", en="sheet of a criticism session", zh="批评和自我批评表"),
    "appraisal": Term("appraisal", en="appraisal sheet", zh="民主评议表"),
}


class ImportedField(NamedTuple):
    """A field of a row that is otherwise on record, as shown: its name, old and new value."""

    field: str
    old: object
    new: object


class ImportedRow(NamedTuple):
    """A row of the sheet, its state (a code of `ROW_STATES`) and what becomes of it.

    `number` is 0 for what is on record and stands in no row.
    """

    number: int
    state: str
    said: Message
    sheet: str = ""
    changes: tuple[ImportedField, ...] = ()


def import_view(
    branch: str,
    kind: str,
    columns: dict[str, tuple[str, ...]],
    rows: Sequence[ImportedRow],
    problems: Sequence[Message],
    said: Message,
) -> View:
    """Return what would happen. `columns` is field to the headings that it was found under."""
    data = {
        "schema": "orglife.import/1",
        "branch": branch,
        "kind": kind,
        "columns": {field: list(headings) for field, headings in columns.items()},
        "rows": [
            {
                "row": one.number,
                "state": one.state,
                "message": one.said,
                "sheet": one.sheet,
                "changes": [
                    {"field": change.field, "old": change.old, "new": change.new}
                    for change in one.changes
                ],
            }
            for one in rows
            if one.number
        ],
        "gone": [one.said for one in rows if not one.number],
        "problems": list(problems),
        "message": said,
    }
    table = Table(
        (
            Column("row", say("Row"), "right"),
            Column("state", say("State")),
            Column("message", say("What would happen")),
        ),
        tuple((one.number or None, ROW_STATES[one.state], one.said) for one in rows),
        empty=say("There is no row of data."),
    )
    found = tuple(
        say("{heading} = {field}", heading=heading, field=field)
        for field, headings in columns.items()
        for heading in headings
    )
    return View(
        data,
        (
            Heading(say("{branch}: import of a {kind}", branch=branch, kind=SHEET_KINDS[kind])),
            Line(say("columns: {columns}", columns=found), "hint"),
            table,
        ),
        table,
    )


SHOWN_NEW = 8
"""New rows that the summary names; the rest is counted."""
SHOWN_LONG = 3
"""The same where each takes a line of its own."""
BRIEF = 40
"""Characters; what is longer takes a line of its own."""
SHOWN_CHANGES = 20
"""Changes that the summary shows, one a line."""


def summary_lines(
    heading: Sequence[str],
    rows: Sequence[ImportedRow],
    problems: int,
    text: Callable[[object], str],
) -> list[str]:
    """Return the screen before an import is written: what is new, what changes, what is the same.

    `heading` says which sheets they are; `text` puts words into the language that is spoken.
    """
    from orglife.reports.text_width import width

    def label(state: str, number: int) -> str:
        return f"{text(ROW_STATES[state])} {number}"

    count = {state: sum(one.state == state for one in rows) for state in ROW_STATES}
    shown = [state for state in ("new", "changed", "kept", "gone") if count[state]]
    column = max((width(label(state, count[state])) for state in (*shown, "same")), default=0) + 2
    lines = list(heading)
    for state in shown:
        first = label(state, count[state])
        for line in _details(state, [one for one in rows if one.state == state], text):
            lines.append(first + " " * (column - width(first)) + line)
            first = ""
    same = label("same", count["same"])
    lines.append(same + " " * (column - width(same)) + text(say("with problems: {n}", n=problems)))
    return lines


def _details(
    state: str, rows: Sequence[ImportedRow], text: Callable[[object], str]
) -> Iterator[str]:
    if state != "changed":
        named = [text(one.said) for one in rows]
        brief = all(len(name) <= BRIEF for name in named)
        shown = SHOWN_NEW if brief else SHOWN_LONG
        more = [text(say("{n} more", n=len(rows) - shown))] if len(rows) > shown else []
        if brief:
            yield text(say("{names}", names=(*named[:shown], *more)))
        else:
            yield from (*named[:shown], *more)
        return
    pairs = [(one, change) for one in rows for change in one.changes]
    for one, change in pairs[:SHOWN_CHANGES]:
        empty = say("(empty)")
        who = text(one.said).partition(": ")[0].partition("：")[0]
        old, new = text(change.old or empty), text(change.new or empty)
        line = f"{who}  {text(change.field)}  {old} -> {new}"
        yield line if change.new else f"{line}  " + text(say("(clears what is on record)"))
    if len(pairs) > SHOWN_CHANGES:
        yield text(say("{n} more", n=len(pairs) - SHOWN_CHANGES))
