"""The register of a period for the file: everything held, with attendance and absentees by name."""

from __future__ import annotations

from datetime import date

from orglife.messages import Message, say, say_n
from orglife.model.activity import Absence, Activity, Attendance
from orglife.model.branch import Branch
from orglife.model.names import kind_term
from orglife.model.period import Period
from orglife.model.terms import ATTENDANCE
from orglife.reports.meetings.activities import activity_view, late_after
from orglife.reports.meetings.activity_facts import person_name
from orglife.reports.meetings.presence import held_in
from orglife.reports.signature import signature
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View


def register_form(branch: Branch, period: Period, day: date) -> View:
    """Return the register of what was held in `period` by `day`, by day and number.

    What was entered long after it was held says so; an entry date of an old register is shown as
    what that register states.
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
    return View(data, tuple(blocks), table)


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
        len(frozen.came) if frozen.expected else None,
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
