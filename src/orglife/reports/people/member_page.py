"""One member on one page: what is on record, for the member's own file. Facts, and no rating."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from orglife.messages import Message, say
from orglife.model.activity import SelfCriticism
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.duration import hours_text
from orglife.model.kinds import ORGANIZATIONAL_LIFE_MEETING
from orglife.model.member import Member
from orglife.model.names import kind_term, kinds_of
from orglife.model.task import Task
from orglife.model.terms import ATTENDANCE, GRADES, TALK_PAIRS, TASK_KINDS
from orglife.reports.language import Capitalized
from orglife.reports.meetings.attendance import held_in, state_of, states_of
from orglife.reports.meetings.talks import pairs_in
from orglife.reports.meetings.tasks import task_data, task_state
from orglife.reports.people.members import facts_about, history_of
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.checks.participation import StudyTime
from orglife.rules.facts import BranchFacts


def member_page(branch: Branch, member: Member, period: Period, day: date) -> View:
    """Return the page of one member: what is so on `day`, and what was in `period` up to it.

    No text of a talk, a criticism or a visit is on it, and no task of care.
    """
    facts = BranchFacts(branch, period, day)
    seen, person = facts.branch, facts.branch.members[member.id]
    known = facts_about(seen, person, day)
    sections = [
        _attendance(seen, person, period, day),
        _study(seen, person, period, day),
        _talks(facts, person, period),
        _sessions(seen, person, period, day),
        _tasks(seen, person, period, day),
    ]
    data: dict[str, Any] = {
        "schema": "orglife.member-page/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": period.label,
        "id": person.id,
        "name": person.name,
        "facts": [{"code": one.code, "title": one.title, "value": one.value} for one in known],
        "history": [
            {"since": since, "until": until, "what": what}
            for since, until, what in history_of(seen, person)
        ],
    }
    blocks: list[Block] = [
        Heading(say("{name} #{id}", name=person.name, id=person.id), branch.meta.name),
        Table(
            (Column("what", say("What")), Column("value", say("Value"))),
            tuple((one.title, one.value) for one in known),
        ),
        *_over_time(seen, person),
        Heading(say("In {period}", period=period), say("as of {day}", day=day), level=2),
    ]
    for found, shown in sections:
        data |= found
        blocks += shown
    return View(data, tuple(blocks))


Section = tuple[dict[str, Any], list[Block]]


def _over_time(branch: Branch, member: Member) -> Iterator[Block]:
    rows = history_of(branch, member)
    if rows:
        yield Line("")
        yield Table(
            (
                Column("since", say("From")),
                Column("until", say("Until")),
                Column("what", say("What")),
            ),
            tuple(rows),
        )


def _attendance(branch: Branch, member: Member, period: Period, day: date) -> Section:
    """Return how often the member stands in each state, kind by kind."""
    held = held_in(branch, period, day)
    rows: list[tuple[Cell, ...]] = []
    data = []
    for kind in kinds_of(branch):
        mine = [one for one in held if one.kind == kind and state_of(one, member.id) is not None]
        if not mine:
            continue
        states = states_of(mine, member.id)
        term = kind_term(branch, kind)
        data.append(
            {
                "kind": kind,
                "title": term,
                "expected": len(mine),
                **{code: states[code] for code in ATTENDANCE},
            }
        )
        rows.append((Capitalized(term), len(mine), *(states[code] or None for code in ATTENDANCE)))
    table = Table(
        (
            Column("kind", say("Kind")),
            Column("expected", say("Expected"), "right"),
            *(
                Column(code, say("{state}", state=Capitalized(term)), "right")
                for code, term in ATTENDANCE.items()
            ),
        ),
        tuple(rows),
        empty=say("Nothing was held to which this member was expected."),
    )
    return {"attendance": data}, [table]


def _study(branch: Branch, member: Member, period: Period, day: date) -> Section:
    kinds = [kind.code for kind in kinds_of(branch).values() if kind.study]
    minutes = StudyTime(held_in(branch, period, day, kinds)).minutes(member.id)
    said = say("Study hours: {hours}", hours=hours_text(minutes))
    return {"study_minutes": minutes}, [Line(""), Line(said)]


def _talks(facts: BranchFacts, member: Member, period: Period) -> Section:
    mine = [one for one in pairs_in(facts, period) if member.id in (one.one, one.other)]
    data = []
    said: list[Message] = []
    for pair in mine:
        other = facts.branch.members[pair.other if pair.one == member.id else pair.one]
        data.append(
            {
                "activity": pair.activity.id,
                "day": pair.activity.day,
                "with": {"id": other.id, "name": other.name},
                "type": pair.type,
            }
        )
        values = {"name": other.name, "day": pair.activity.day, "pair": TALK_PAIRS[pair.type]}
        said.append(say("{name} ({day}, {pair})", **values))
    line = say("Talks: {talks}", talks=tuple(said) if said else say("none"))
    return {"talks": data}, [Line(line)]


def _sessions(branch: Branch, member: Member, period: Period, day: date) -> Section:
    """Return self-criticism as facts, and the grades that meetings decided."""
    sessions, grades = [], []
    blocks: list[Block] = []
    for one in held_in(branch, period, day, (ORGANIZATIONAL_LIFE_MEETING, "appraisal")):
        if one.session is not None and state_of(one, member.id) is not None:
            part = one.session.parts.get(member.id, SelfCriticism())
            sessions.append(
                {
                    "activity": one.id,
                    "day": one.day,
                    "self_criticism": part.made,
                    "received": part.received,
                    "accepted": part.accepted,
                }
            )
            made = say("made") if part.made else say("not made")
            blocks.append(
                Line(
                    say(
                        "Self-criticism of {day}: {made}; opinions received: {received}",
                        day=one.day,
                        made=made,
                        received=part.received,
                    )
                )
            )
        if one.appraisal is not None and member.id in one.appraisal.grades:
            grade = one.appraisal.grades[member.id]
            grades.append({"activity": one.id, "day": one.day, "grade": grade})
            blocks.append(
                Line(say("Appraisal of {day}: {grade}", day=one.day, grade=GRADES[grade]))
            )
    return {"sessions": sessions, "appraisals": grades}, blocks


def _tasks(branch: Branch, member: Member, period: Period, day: date) -> Section:
    """Return what the member undertook: what was open in the period."""
    mine = [
        one
        for one in branch.tasks.values()
        if one.owner == member.id and not one.is_private and _touches(one, period, day)
    ]
    table = Table(
        (
            Column("id", say("No."), "right"),
            Column("kind", say("Kind")),
            Column("subject", say("Subject")),
            Column("due", say("Due")),
            Column("state", say("State")),
        ),
        tuple(
            (f"#{one.id}", TASK_KINDS[one.kind], one.subject, one.due, task_state(one, day))
            for one in mine
        ),
        empty=say("No task is on record."),
    )
    return {"tasks": [task_data(branch, one, day) for one in mine]}, [Line(""), table]


def _touches(task: Task, period: Period, day: date) -> bool:
    return task.opened <= min(period.last, day) and (
        task.closed is None or task.closed >= period.first
    )
