"""The sheet of an appraisal that went out and came back: a row a member, with the grade decided.

`form appraisal` makes it. A row without a grade says nothing, and one that is on record already
adds nothing. A grade on record is never changed by a sheet: it may be older than the record.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.actions.meetings.appraisal import find_appraisal, grade
from orglife.errors import OrglifeError
from orglife.importers.header import Recognised
from orglife.importers.outcome import Imported
from orglife.importers.people import whom
from orglife.importers.problem import Cells
from orglife.importers.register_cells import read_year
from orglife.importers.rows import import_rows
from orglife.messages import say, say_n
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
    imported, taken = import_rows(
        branch,
        table,
        lambda cells, after: _read(cells, after, today),
        lambda after, one: grade(
            after,
            one.activity,
            {one.grade: (f"#{one.member}",)},
            measure=one.measure,
            due=one.due,
            today=today,
        ),
        lambda new: say_n("{n} grade", "{n} grades", new),
        skip=skip,
    )
    # They are of the whole appraisal: the last row's count.
    warned = {one.activity.id: change.warnings for _, one, change in taken}
    told = (warning for last in warned.values() for warning in last)
    return imported._replace(warnings=(*imported.warnings, *told))


def _read(cells: Cells, branch: Branch, today: date) -> _Row | None:
    """Return what a row tells; None where it tells nothing new, or with its problems noted."""
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
    if cells.problems or not (measure or member not in _grades(activity)):
        return None
    return _Row(activity, member, code, measure, due)


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


def _grades(activity: Activity) -> dict[int, str]:
    return (activity.appraisal or Appraisal()).grades
