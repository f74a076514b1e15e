"""The sheet of a democratic appraisal: each full member, and room for one of four grades."""

from __future__ import annotations

from datetime import date

from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.quorum import excellent_limit
from orglife.model.roster import full_members_on, primary_groups_of
from orglife.model.terms import GRADES
from orglife.reports.signature import RULE, signature
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View


def appraisal_form(branch: Branch, year: int, day: date) -> View:
    """Return the sheet for the appraisal of `year`, for the full members on `day`.

    Where a meeting has decided already its grades stand in the last column; a grade is decided by
    the meeting and never computed (branch regulation, Art. 18).
    """
    meeting = _meeting(branch, year, day)
    grades = meeting.appraisal.grades if meeting is not None and meeting.appraisal else {}
    people = full_members_on(branch, day)
    sheet = Table(
        (
            Column("id", say("No."), "right"),
            Column("name", say("Member's name")),
            Column("year", say("Year")),
            Column("grade", say("Grade")),
            Column("measure", say("Measure")),
            Column("due", say("Due")),
        ),
        tuple(
            (f"#{one.id}", one.name, str(year), _grade(grades, one), None, None) for one in people
        ),
    )
    paper = Table(
        (
            Column("id", say("No."), "right"),
            Column("name", say("Member's name")),
            Column("group", say("Group")),
            Column("self", say("Self-assessment")),
            Column("mutual", say("Mutual assessment")),
            Column("grade", say("Grade")),
        ),
        tuple(
            (
                f"#{one.id}",
                one.name,
                ", ".join(g.name for g in primary_groups_of(branch, one.id, day)) or None,
                None,
                None,
                _grade(grades, one),
            )
            for one in people
        ),
        empty=say("The branch has no full members."),
    )
    data = {
        "schema": "orglife.appraisal-form/1",
        "branch": branch.meta.name,
        "as_of": day,
        "year": year,
        "activity": meeting.id if meeting is not None else None,
        "members": [
            {"id": one.id, "name": one.name, "grade": grades.get(one.id)} for one in people
        ],
        "grades": list(GRADES),
        "excellent_limit": excellent_limit(len(people)),
    }
    blocks: list[Block] = [
        Heading(say("Democratic appraisal {year}", year=str(year)), branch.meta.name),
        Line(
            say(
                "Grades: {grades}. Of {full} full members at most {limit} may be excellent.",
                grades=tuple(GRADES.values()),
                full=len(people),
                limit=excellent_limit(len(people)),
            )
        ),
        Line(""),
        paper,
        Line(""),
        Line(
            say(
                "Should attend: {expected}   Present: {line}   Guests: {line}",
                expected=len(people),
                line=RULE,
            )
        ),
        signature(say("Recorder")),
        signature(say("Secretary")),
    ]
    return View(data, tuple(blocks), sheet)


def _meeting(branch: Branch, year: int, day: date) -> Activity | None:
    """Return the latest appraisal of that year that was held by `day`."""
    found = [
        one
        for one in branch.activities.values()
        if one.kind == "appraisal" and one.held_by(day) and (one.for_year or one.day.year) == year
    ]
    return max(found, key=lambda one: (one.day, one.id), default=None)


def _grade(grades: dict[int, str], member: Member) -> Cell:
    return GRADES[grades[member.id]] if member.id in grades else None
