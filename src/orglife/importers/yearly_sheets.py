"""Sheets of a criticism session or an appraisal that were filled in and come back.

An empty row is skipped, and a row that is on record adds nothing. Texts of problems go to
`private`. A grade on record is never changed by a sheet, which may be older.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.actions.meetings.appraisal import find_appraisal, grade
from orglife.actions.meetings.criticism import CriticismEntry, add_part, find_session
from orglife.errors import OrglifeError
from orglife.importers.cell_names import find_named_member
from orglife.importers.header import RecognizedSheet
from orglife.importers.import_result import ImportResult, import_rows, in_row
from orglife.importers.rows import RowCells, is_yes, read_number, read_year
from orglife.messages import say, say_n
from orglife.model.activity import Activity, Appraisal, CriticismSession, SelfCriticism
from orglife.model.activity_lookup import find_activity
from orglife.model.branch import Branch, measures_of
from orglife.model.dates import read_day
from orglife.model.names import find_member, members_named, parse_term
from orglife.model.terms import GRADES, GRADES_NEEDING_MEASURE, PROBLEM_FIELDS


class _CriticismRow(NamedTuple):
    """A row that can be read: the session it belongs to and the part that it tells."""

    activity: Activity
    member: int
    part: CriticismEntry


def import_criticism(
    branch: Branch, table: RecognizedSheet, *, today: date, skip: bool = False
) -> ImportResult:
    """Return the branch with the parts that a sheet tells; with `skip` bad rows are left out."""
    imported, taken = import_rows(
        branch,
        table,
        lambda cells, after: _new(_read_criticism_row(cells, after, today)),
        lambda after, one: add_part(after, one.activity, one.part, today=today),
        lambda new: say_n("{n} part of the session", "{n} parts of the session", new),
        skip=skip,
    )
    warned = (in_row(row, warning) for row, _, change in taken for warning in change.warnings)
    return imported._replace(warnings=(*imported.warnings, *warned))


def _read_criticism_row(cells: RowCells, branch: Branch, today: date) -> _CriticismRow | None:
    """Return what a row tells, or None with its problems noted."""
    nothing: int | None = None
    no_day: date | None = None
    member = cells.read("name", lambda text: find_named_member(branch, text).id, nothing)
    field = cells.read(
        "problem field",
        lambda text: parse_term(text, PROBLEM_FIELDS, say("field of problems")),
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
    part = CriticismEntry(
        name=f"#{member}" if member is not None else "",
        made=cells.read("self-criticism", is_yes, False),
        received=cells.read("opinions received", read_number, nothing),
        accepted=cells.read("accepted", is_yes, False),
        problems=((field, text),) if field else (),
        measures=(measure,) if measure else (),
        owner=cells.read("owner", lambda text: f"#{find_named_member(branch, text).id}", ""),
        due=cells.read("due", lambda text: read_day(text, today=today, future=True), no_day),
    )
    activity = _criticism_meeting(cells, branch, today)
    if cells.problems or member is None or activity is None:
        return None
    return _CriticismRow(activity, member, _without_known(branch, activity, member, part))


def _criticism_meeting(cells: RowCells, branch: Branch, today: date) -> Activity | None:
    try:
        named = cells.text("meeting")
        return find_activity(branch, named, today=today) if named else find_session(branch)
    except OrglifeError as error:
        cells.refuse("meeting", error.message, error.hint)
        return None


def _without_known(
    branch: Branch, activity: Activity, member: int, part: CriticismEntry
) -> CriticismEntry:
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


def _new(one: _CriticismRow | None) -> _CriticismRow | None:
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
    session = activity.session or CriticismSession()
    return session.parts.get(member, SelfCriticism())


class _GradeRow(NamedTuple):
    """A row that can be read; the measure is empty where it is on record."""

    activity: Activity
    member: int
    grade: str
    measure: str
    due: date | None


def import_appraisal(
    branch: Branch, table: RecognizedSheet, *, today: date, skip: bool = False
) -> ImportResult:
    """Return the branch with the grades that a sheet tells; with `skip` bad rows are left out."""
    imported, taken = import_rows(
        branch,
        table,
        lambda cells, after: _read_grade_row(cells, after, today),
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


def _read_grade_row(cells: RowCells, branch: Branch, today: date) -> _GradeRow | None:
    """Return what a row tells; None where it tells nothing new, or with its problems noted."""
    nothing: int | None = None
    no_day: date | None = None
    member = _member(cells, branch)
    code = cells.read("grade", lambda text: parse_term(text, GRADES, say("grade")), "")
    year = cells.read("year", lambda text: read_year(text, today), nothing)
    measure = cells.text("measure")
    due = cells.read("due", lambda text: read_day(text, today=today, future=True), no_day)
    if cells.problems or member is None:
        return None
    if measure and code not in GRADES_NEEDING_MEASURE:
        cells.refuse(
            "measure",
            say(
                "a measure belongs to one of these grades: {grades}",
                grades=tuple(GRADES[one] for one in GRADES_NEEDING_MEASURE),
            ),
        )
    if cells.problems or not code:
        return None
    activity = _appraisal_meeting(cells, branch, year, today)
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
    return _GradeRow(activity, member, code, measure, due)


def _member(cells: RowCells, branch: Branch) -> int | None:
    """Return whom a row is about: of namesakes the one whose number the form gave."""
    number = cells.text("id")
    nobody: int | None = None

    def read(text: str) -> int:
        if "#" in text or "＃" in text:
            return find_named_member(branch, text).id
        namesakes = [f"#{one.id}" for one in members_named(branch, text)]
        return find_member(branch, number if number in namesakes else text).id

    return cells.read("name", read, nobody)


def _appraisal_meeting(
    cells: RowCells, branch: Branch, year: int | None, today: date
) -> Activity | None:
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
