"""What an import would do, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orglife.messages import Message, say
from orglife.model.terms import Term
from orglife.reports.view import Column, Heading, Line, Table, View

ROW_STATES = {
    "new": Term("new", en="new", zh="新增"),
    "known": Term("known", en="on record", zh="已有"),
    "skipped": Term("skipped", en="left out", zh="略过"),
}
SHEET_KINDS = {
    "roster": Term("roster", en="roster", zh="党员花名册"),
    "register": Term("register", en="register", zh="组织生活台账"),
    "criticism": Term("criticism", en="sheet of a criticism session", zh="批评和自我批评表"),
    "appraisal": Term("appraisal", en="appraisal sheet", zh="民主评议表"),
}


class ImportedRow(NamedTuple):
    """A row of the sheet, its state (a code of `ROW_STATES`) and what becomes of it."""

    number: int
    state: str
    said: Message


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
        "rows": [{"row": one.number, "state": one.state, "message": one.said} for one in rows],
        "problems": list(problems),
        "message": said,
    }
    table = Table(
        (
            Column("row", say("Row"), "right"),
            Column("state", say("State")),
            Column("message", say("What would happen")),
        ),
        tuple((one.number, ROW_STATES[one.state], one.said) for one in rows),
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
