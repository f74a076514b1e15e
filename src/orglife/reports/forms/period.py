"""Plan, register, appraisal sheet.

The plan of a period for handing in: what is planned, and what the rules ask besides.

The register of a period for the file: everything held, with attendance and absentees by name.

The sheet of a democratic appraisal: each full member, and room for one of four grades.
"""

from __future__ import annotations

from datetime import date

from orglife.messages import Message, say, say_n
from orglife.model.activity import Absence, Activity, Attendance
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.member import Member
from orglife.model.names import kind_term
from orglife.model.roster import full_members_on, primary_groups_of
from orglife.model.terms import ATTENDANCE, GRADES
from orglife.model.voting import excellent_limit
from orglife.reports.duties.duties import duty_title, frequency_text, is_duty, subject_text
from orglife.reports.duties.findings import finding_data
from orglife.reports.language import Capitalized
from orglife.reports.meetings.activities import activity_view, late_after, person_name
from orglife.reports.meetings.attendance import held_in
from orglife.reports.papers.period_papers import done_by_kind, plan_paper, register_paper
from orglife.reports.papers.yearly_papers import appraisal_paper
from orglife.reports.view import RULE, Block, Cell, Column, Heading, Line, Table, View, signature
from orglife.rules.branch_rules import rule_versions
from orglife.rules.engine import check_branch, judge_rules
from orglife.rules.facts import BranchFacts
from orglife.rules.finding import Finding


def plan_form(branch: Branch, period: Period, day: date) -> View:
    """Return the sheet: what is planned for `period` and not cancelled, by day.

    Below it stands what the rules ask in the period and is not held by `day`, planned or not.
    """
    plans = sorted(
        (
            one
            for one in branch.activities.values()
            if one.planned is not None and one.planned in period and one.state != "cancelled"
        ),
        key=lambda one: (one.planned or day, one.id),
    )
    asked = _asked(branch, period, day)
    table = Table(
        (
            Column("number", say("No."), "right"),
            Column("day", say("Day")),
            Column("kind", say("Kind")),
            Column("group", say("Group")),
            Column("topic", say("Topic")),
            Column("place", say("Place")),
            Column("chair", say("Chair")),
            Column("remark", say("Remark")),
        ),
        tuple(
            (
                at,
                one.planned,
                kind_term(branch, one.kind),
                branch.groups[one.group].name if one.group is not None else None,
                "; ".join(one.topics) or None,
                one.place or None,
                person_name(branch, one.chair),
                _remark(one),
            )
            for at, one in enumerate(plans, 1)
        ),
        empty=say("Nothing is planned. Plan something with: orglife plan add KIND --on DATE"),
    )
    data = {
        "schema": "orglife.plan-form/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": period.label,
        "plans": [
            {
                "id": one.id,
                "kind": one.kind,
                "group": one.group,
                "planned": one.planned,
                "state": one.state,
                "topics": list(one.topics),
            }
            for one in plans
        ],
        "asked": [finding_data(one) for one in asked],
    }
    blocks: list[Block] = [
        Heading(say("Plan {period}", period=period), branch.meta.name),
        table,
        Line(""),
        Heading(say("What the rules ask besides"), level=2),
        _asked_table(branch, asked),
        Line(""),
        signature(say("Secretary")),
    ]
    return View(
        data,
        tuple(blocks),
        table,
        paper=lambda language: plan_paper(branch, period, plans, asked, language),
    )


def _remark(one: Activity) -> Message | None:
    if one.state == "held":
        return say("held on {day}", day=one.held)
    if one.moves:
        return say("moved from {day}", day=one.moves[-1].planned)
    return None


def _asked(branch: Branch, period: Period, day: date) -> list[Finding]:
    """Return the duties of branch and groups that end in the period and are still open."""
    facts = BranchFacts(branch, period, day, horizon=period.last)
    return [
        one
        for one in judge_rules(facts, rule_versions(branch))
        if one.status == "pending" and is_duty(one) and one.subject.type != "member"
    ]


def _asked_table(branch: Branch, asked: list[Finding]) -> Table:
    return Table(
        (
            Column("duty", say("Duty")),
            Column("who", say("Who")),
            Column("often", say("How often")),
            Column("by", say("By")),
        ),
        tuple(
            (
                Capitalized(duty_title(one.rule, branch)),
                subject_text(one),
                frequency_text(one.rule, one.subject.type),
                one.deadline,
            )
            for one in sorted(asked, key=lambda one: (one.deadline or date.max, one.rule.id))
        ),
        empty=say("Nothing else falls due in this period."),
    )


def register_form(branch: Branch, period: Period, day: date, *, by_kind: bool = False) -> View:
    """Return the register of what was held in `period` by `day`, by day and number.

    What was entered long after it was held says so; an entry date of an old register is shown as
    what that register states. On paper the rows stand by day, or under their kinds (`by_kind`).
    """
    held = held_in(branch, period, day)
    late = late_after(branch)
    table = Table(
        (
            Column("id", say("No."), "right"),
            Column("date", say("Day")),
            Column("kind", say("Kind")),
            Column("group", say("Group")),
            Column("topic", say("Topic")),
            Column("chair", say("Chair")),
            Column("recorder", say("Recorder")),
            Column("should_attend", say("Should attend"), "right"),
            Column("present", say("Present"), "right"),
            Column("absent", say("Absent")),
            Column("outcome", say("Outcome")),
            Column("entered", say("Entered")),
        ),
        tuple(_row(branch, one, late) for one in held),
        empty=say("Nothing was held."),
    )
    data = {
        "schema": "orglife.register/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": period.label,
        "activities": [
            {
                key: value
                for key, value in activity_view(branch, one).data.items()
                if key not in ("schema", "branch")
            }
            for one in held
        ],
    }
    blocks: list[Block] = [
        Heading(say("Register {period}", period=period), branch.meta.name),
        table,
        Line(""),
        Line(say_n("{n} entry, as of {day}", "{n} entries, as of {day}", len(held), day=day)),
        signature(say("Secretary")),
    ]
    return View(
        data,
        tuple(blocks),
        table,
        paper=lambda language: register_paper(
            branch,
            period,
            held,
            late,
            day,
            language,
            by_kind=by_kind,
            done=done_by_kind(check_branch(branch, period, as_of=day)) if by_kind else None,
        ),
    )


def _row(branch: Branch, one: Activity, late: int | None) -> tuple[Cell, ...]:
    frozen = one.attendance or Attendance()
    return (
        f"#{one.id}",
        one.day,
        kind_term(branch, one.kind),
        branch.groups[one.group].name if one.group is not None else None,
        "; ".join(one.topics) or None,
        person_name(branch, one.chair),
        person_name(branch, one.recorder),
        len(frozen.expected) or None,
        len(frozen.attendees) if frozen.expected else None,
        _absent(branch, frozen),
        one.outcome or None,
        _entered(one, late),
    )


def _absent(branch: Branch, frozen: Attendance) -> Message | None:
    said = tuple(
        _one_absent(branch.members[key].name, one)
        for key, one in frozen.others.items()
        if one.state != "late"
    )
    return say("{names}", names=said) if said else None


def _one_absent(name: str, absence: Absence) -> Message:
    state = ATTENDANCE[absence.state]
    if absence.reason:
        return say("{name} ({state}: {reason})", name=name, state=state, reason=absence.reason)
    return say("{name} ({state})", name=name, state=state)


def _entered(one: Activity, late: int | None) -> Message | date | None:
    entry = one.claimed or one.recorded
    if entry is None:
        return None
    days = (entry - one.day).days
    if late is not None and days > late:
        return say("{day}, {n} days later", day=entry, n=days)
    return say("{day}, as stated", day=entry) if one.claimed is not None else entry


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
    return View(
        data,
        tuple(blocks),
        sheet,
        paper=lambda language: appraisal_paper(branch, year, people, grades, meeting, language),
        to_import=True,
    )


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
