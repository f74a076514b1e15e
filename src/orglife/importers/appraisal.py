"""The sheet of an appraisal that went out and came back: a row a member, with the grade decided.

`form appraisal` makes it. A row without a grade says nothing, and one that is on record already
adds nothing. A grade on record is never changed by a sheet: it may be older than the record.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.actions.change import Changed
from orglife.actions.meetings.appraisal import find_appraisal, grade
from orglife.errors import OrglifeError
from orglife.importers.header import Recognised
from orglife.importers.outcome import Imported, RowDone, counted
from orglife.importers.people import whom
from orglife.importers.problem import Cells, Problem, data_rows
from orglife.importers.register_cells import read_year
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity, Appraisal
from orglife.model.branch import Branch
from orglife.model.dates import read_day
from orglife.model.names import choose, find_member, members_named
from orglife.model.session import MEND, measures_of
from orglife.model.terms import GRADES
from orglife.model.which import find_activity


class _Row(NamedTuple):
    """A row that can be read; the measure is empty where it is on record."""

    activity: Activity
    member: int
    grade: str
    measure: str
    due: date | None


def import_appraisal(
    branch: Branch, table: Recognised, *, today: date, skip: bool = False
) -> Imported:
    """Return the branch with the grades that a sheet tells; with `skip` bad rows are left out."""
    rows, ended = data_rows(table)
    after = branch
    problems: list[Problem] = []
    done: list[RowDone] = []
    records: dict[Changed, None] = {}
    warned: dict[int, tuple[Message, ...]] = {}
    for row in rows:
        cells = Cells(table, row)
        one = _read(cells, after, today)
        if not cells.problems and (one is None or not _new(after, one)):
            done.append(RowDone(row.number, "known", say("nothing new")))
            continue
        if one is not None:
            try:
                change = grade(
                    after,
                    after.activities[one.activity.id],
                    {one.grade: (f"#{one.member}",)},
                    measure=one.measure,
                    due=one.due,
                    today=today,
                )
            except OrglifeError as error:
                cells.refuse("", error.message, error.hint)
            else:
                after = change.branch
                records.update(dict.fromkeys(change.records))
                warned[one.activity.id] = change.warnings  # of the whole: the last row's count
                done.append(RowDone(row.number, "new", change.said))
                continue
        problems += cells.problems
        done.append(RowDone(row.number, "skipped", say("can't be imported")))
    warnings = (*([ended] if ended else []), *(one for of in warned.values() for one in of))
    if problems and not skip:
        return Imported(branch, say("nothing imported."), tuple(done), tuple(problems), warnings)
    states = [one.state for one in done]
    said = counted(
        say_n("{n} grade", "{n} grades", states.count("new")),
        new="new" in states,
        known=states.count("known"),
        skipped=states.count("skipped"),
    )
    return Imported(after, said, tuple(done), tuple(problems), warnings, tuple(records))


def _read(cells: Cells, branch: Branch, today: date) -> _Row | None:
    """Return what a row tells; None where it tells nothing, or with its problems noted."""
    nothing: int | None = None
    no_day: date | None = None
    member = _member(cells, branch)
    code = cells.read("grade", lambda text: choose(text, GRADES, say("grade")), "")
    year = cells.read("year", lambda text: read_year(text, today), nothing)
    measure = cells.text("measure")
    due = cells.read("due", lambda text: read_day(text, today=today, future=True), no_day)
    if cells.problems or member is None:
        return None
    if measure and code not in MEND:
        cells.refuse(
            "measure",
            say(
                "a measure belongs to one of these grades: {grades}",
                grades=tuple(GRADES[one] for one in MEND),
            ),
        )
    if cells.problems or not code:
        return None
    activity = _meeting(cells, branch, year, today)
    if activity is None:
        return None
    if measure in {task.subject for task in measures_of(branch, activity) if task.owner == member}:
        measure = ""
    if measure and due is None:
        cells.refuse("due", say("by when is the measure to be carried out?"))
    old = _grades(activity).get(member, code)
    if old != code:
        cells.refuse(
            "grade",
            say("on record is: {grade}", grade=GRADES[old]),
            say(
                "to correct it: orglife appraisal grade '#{id}' {grade}",
                id=member,
                grade=code,
            ),
        )
    return None if cells.problems else _Row(activity, member, code, measure, due)


def _member(cells: Cells, branch: Branch) -> int | None:
    """Return whom a row is about: of namesakes the one whose number the form gave."""
    number = cells.text("id")
    nobody: int | None = None

    def read(text: str) -> int:
        if "#" in text or "＃" in text:
            return whom(branch, text).id
        namesakes = [f"#{one.id}" for one in members_named(branch, text)]
        return find_member(branch, number if number in namesakes else text).id

    return cells.read("name", read, nobody)


def _meeting(cells: Cells, branch: Branch, year: int | None, today: date) -> Activity | None:
    try:
        named = cells.text("meeting")
        if named:
            return find_activity(branch, named, today=today)
        return find_appraisal(branch, year)
    except OrglifeError as error:
        column = "meeting" if cells.has("meeting") else "year"
        cells.refuse(column, error.message, error.hint)
        return None


def _new(branch: Branch, one: _Row) -> bool:
    """Whether a row says more than is on record."""
    return bool(one.measure) or one.member not in _grades(branch.activities[one.activity.id])


def _grades(activity: Activity) -> dict[int, str]:
    return (activity.appraisal or Appraisal()).grades
