"""The sheet of a criticism session that went out and came back: a row a person or a problem.

What is on record already is known; a row in which nothing is filled in says nothing. Texts of
problems go to `private`.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.actions.meetings.criticise import Part, add_part
from orglife.actions.meetings.criticism import find_session
from orglife.errors import OrglifeError
from orglife.importers.header import Recognised
from orglife.importers.outcome import Imported, in_row
from orglife.importers.people import whom
from orglife.importers.problem import Cells
from orglife.importers.register_cells import read_number
from orglife.importers.rows import import_rows
from orglife.importers.seats import is_yes
from orglife.messages import say, say_n
from orglife.model.activity import Activity, SelfCriticism, Session
from orglife.model.branch import Branch
from orglife.model.dates import read_day
from orglife.model.names import choose
from orglife.model.session import measures_of
from orglife.model.terms import PROBLEM_FIELDS
from orglife.model.which import find_activity


class _Row(NamedTuple):
    """A row that can be read: the session it belongs to and the part that it tells."""

    activity: Activity
    member: int
    part: Part


def import_criticism(
    branch: Branch, table: Recognised, *, today: date, skip: bool = False
) -> Imported:
    """Return the branch with the parts that a sheet tells; with `skip` bad rows are left out."""
    imported, taken = import_rows(
        branch,
        table,
        lambda cells, after: _new(_read(cells, after, today)),
        lambda after, one: add_part(after, one.activity, one.part, today=today),
        lambda new: say_n("{n} part of the session", "{n} parts of the session", new),
        skip=skip,
    )
    warned = (in_row(row, warning) for row, _, change in taken for warning in change.warnings)
    return imported._replace(warnings=(*imported.warnings, *warned))


def _read(cells: Cells, branch: Branch, today: date) -> _Row | None:
    """Return what a row tells, or None with its problems noted."""
    nothing: int | None = None
    no_day: date | None = None
    member = cells.read("name", lambda text: whom(branch, text).id, nothing)
    field = cells.read(
        "problem field",
        lambda text: choose(text, PROBLEM_FIELDS, say("field of problems")),
        "",
    )
    text = cells.text("problem")
    if text and not field and not cells.problems:
        cells.refuse(
            "problem field",
            say("a problem needs its field"),
            say("one of: {codes}", codes=tuple(PROBLEM_FIELDS)),
        )
    measure = cells.text("measure")
    part = Part(
        name=f"#{member}" if member is not None else "",
        made=cells.read("self-criticism", is_yes, False),
        received=cells.read("opinions received", read_number, nothing),
        accepted=cells.read("accepted", is_yes, False),
        problems=((field, text),) if field else (),
        measures=(measure,) if measure else (),
        owner=cells.read("owner", lambda text: f"#{whom(branch, text).id}", ""),
        due=cells.read("due", lambda text: read_day(text, today=today, future=True), no_day),
    )
    activity = _meeting(cells, branch, today)
    if cells.problems or member is None or activity is None:
        return None
    return _Row(activity, member, _without_known(branch, activity, member, part))


def _meeting(cells: Cells, branch: Branch, today: date) -> Activity | None:
    try:
        named = cells.text("meeting")
        return find_activity(branch, named, today=today) if named else find_session(branch)
    except OrglifeError as error:
        cells.refuse("meeting", error.message, error.hint)
        return None


def _without_known(branch: Branch, activity: Activity, member: int, part: Part) -> Part:
    """Return the part without problems and measures that are on record."""
    old = _old(activity, member)
    texts = {
        (body.label.partition(":")[2], body.text)
        for body in branch.private.values()
        if (body.table, body.record, body.member) == ("activities", activity.id, member)
    }
    undertaken = {task.subject for task in measures_of(branch, activity)}
    return part._replace(
        problems=tuple(
            (field, text)
            for field, text in part.problems
            if (field, text) not in texts and (text or field not in old.problems)
        ),
        measures=tuple(one for one in part.measures if one not in undertaken),
    )


def _new(one: _Row | None) -> _Row | None:
    """Return a row that says more than is on record; else None."""
    if one is None:
        return None
    old = _old(one.activity, one.member)
    part = one.part
    more = (
        part.problems
        or part.measures
        or (part.made and not old.made)
        or (part.accepted and not old.accepted)
        or (part.received is not None and part.received != old.received)
    )
    return one if more else None


def _old(activity: Activity, member: int) -> SelfCriticism:
    session = activity.session or Session()
    return session.parts.get(member, SelfCriticism())
