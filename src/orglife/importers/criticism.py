"""The sheet of a criticism session that went out and came back: a row a person or a problem.

What is on record already is known; a row in which nothing is filled in says nothing. Texts of
problems go to `private`.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.actions.change import Changed
from orglife.actions.meetings.criticise import Part, add_part
from orglife.actions.meetings.criticism import find_session
from orglife.errors import OrglifeError
from orglife.importers.header import Recognised
from orglife.importers.outcome import Imported, RowDone, counted, in_row
from orglife.importers.people import whom
from orglife.importers.problem import Cells, Problem, data_rows
from orglife.importers.register_cells import read_number
from orglife.importers.seats import is_yes
from orglife.messages import Message, say, say_n
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
    rows, ended = data_rows(table)
    after = branch
    problems: list[Problem] = []
    done: list[RowDone] = []
    records: dict[Changed, None] = {}
    warnings: list[Message] = [] if ended is None else [ended]
    for row in rows:
        cells = Cells(table, row)
        one = _read(cells, after, today)
        if one is not None and not _new(after, one):
            done.append(RowDone(row.number, "known", say("nothing new")))
            continue
        if one is not None:
            try:
                change = add_part(after, after.activities[one.activity.id], one.part, today=today)
            except OrglifeError as error:
                cells.refuse("", error.message, error.hint)
            else:
                after = change.branch
                records.update(dict.fromkeys(change.records))
                warnings += [in_row(row.number, warning) for warning in change.warnings]
                done.append(RowDone(row.number, "new", change.said))
                continue
        problems += cells.problems
        done.append(RowDone(row.number, "skipped", say("can't be imported")))
    if problems and not skip:
        return Imported(
            branch, say("nothing imported."), tuple(done), tuple(problems), tuple(warnings)
        )
    states = [one.state for one in done]
    said = counted(
        say_n("{n} part of the session", "{n} parts of the session", states.count("new")),
        new="new" in states,
        known=states.count("known"),
        skipped=states.count("skipped"),
    )
    return Imported(after, said, tuple(done), tuple(problems), tuple(warnings), tuple(records))


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


def _new(branch: Branch, one: _Row) -> bool:
    """Whether a row says more than is on record."""
    old = _old(branch.activities[one.activity.id], one.member)
    part = one.part
    return bool(
        part.problems
        or part.measures
        or (part.made and not old.made)
        or (part.accepted and not old.accepted)
        or (part.received is not None and part.received != old.received)
    )


def _old(activity: Activity, member: int) -> SelfCriticism:
    session = activity.session or Session()
    return session.parts.get(member, SelfCriticism())
