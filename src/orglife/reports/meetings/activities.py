"""Activities: the list of a period, and one of them with everything on record."""

from __future__ import annotations

from datetime import date
from typing import Any

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.motion import decides
from orglife.model.names import kind_term
from orglife.model.period import Period
from orglife.model.terms import ACTIVITY_STATES, ATTENDANCE, Term
from orglife.reports.meetings.activity_facts import details, facts, voters_at
from orglife.reports.meetings.private import bodies_blocks, bodies_data, bodies_of
from orglife.reports.meetings.votes import counts_said, verdict_blocks
from orglife.reports.view import Block, Capital, Cell, Column, Heading, Line, Table, View
from orglife.rules.layer import rules_of


def activities_view(
    branch: Branch,
    period: Period | None,
    *,
    kind: str = "",
    group: int | None = None,
    day: date,
) -> View:
    """Return what was held or is planned, by day; `period` None means all of it.

    What was held after `day` is left out, as is what is cancelled and planned for another period.
    """
    found = sorted(
        (
            one
            for one in branch.activities.values()
            if (period is None or one.day in period)
            and (not kind or one.kind == kind)
            and (group is None or one.group == group)
            and (one.state != "held" or one.held_by(day))
        ),
        key=lambda one: (one.day, one.id),
    )

    def data() -> dict[str, Any]:
        return {
            "schema": "orglife.activities/1",
            "branch": branch.meta.name,
            "as_of": day,
            "period": period.label if period is not None else None,
            "activities": [_summary(branch, one) for one in found],
        }

    title = say("Activities of {branch}", branch=branch.meta.name)
    heading = Heading(title, period.label if period is not None else None)
    return View(data, lambda: (heading, _table(branch, found)))


def _table(branch: Branch, found: list[Activity]) -> Table:
    late = late_after(branch)
    return Table(
        columns=(
            Column("id", say("No."), "right"),
            Column("day", say("Day")),
            Column("kind", say("Kind")),
            Column("group", say("Group")),
            Column("topic", say("Topic")),
            Column("present", say("Present"), "right"),
            Column("expected", say("Expected"), "right"),
            Column("state", say("State")),
        ),
        rows=tuple(_row(branch, one, late) for one in found),
        styles=tuple("" if one.state == "held" else "pending" for one in found),
        empty=say("Nothing is on record. Record something with: orglife log"),
    )


def activity_view(branch: Branch, activity: Activity, *, private: bool = False) -> View:
    """Return one activity: what, who was there and who not with the reason, what was voted.

    Texts kept apart are shown with `private` only.
    """
    data = {
        "schema": "orglife.activity/1",
        "branch": branch.meta.name,
        **_summary(branch, activity),
        **details(branch, activity),
    }
    heading = say("{kind} #{id}", kind=Capital(kind_term(branch, activity.kind)), id=activity.id)
    blocks: list[Block] = [Heading(heading, activity.day.isoformat())]
    blocks += [Line(line) for line in facts(branch, activity)]
    blocks += _attendance_blocks(branch, activity)
    for motion in activity.motions:
        blocks.append(Line(say("Motion: {motion}", motion=motion.text)))
        blocks.append(Line(counts_said(motion)))
        if motion.differing:
            blocks.append(Line(say("Differing opinions: {text}", text=motion.differing)))
        if decides(activity):
            blocks += verdict_blocks(branch, activity, motion)
    if activity.minutes:
        blocks.append(Heading(say("Minutes"), level=2))
        blocks += [Line(line) for line in activity.minutes.splitlines()]
    if private:
        bodies = bodies_of(branch, "activities", activity.id)
        data["private"] = bodies_data(branch, bodies)
        blocks += bodies_blocks(branch, bodies)
    return View(data, tuple(blocks))


def _row(branch: Branch, one: Activity, late: int | None) -> tuple[Cell, ...]:
    frozen = one.attendance
    return (
        f"#{one.id}",
        one.day,
        Capital(kind_term(branch, one.kind)),
        branch.groups[one.group].name if one.group is not None else None,
        "; ".join(one.topics) or None,
        len(frozen.came) if frozen is not None else None,
        len(frozen.expected) if frozen is not None else None,
        _state(one, late),
    )


def late_after(branch: Branch) -> int | None:
    """Return after how many days an entry counts as late, by the rule in force in this branch."""
    rule = rules_of(branch).get("ENTRY-LATE")
    days = rule.check.get("days") if rule is not None and rule.enabled else None
    return days if isinstance(days, int) else None


def _state(one: Activity, late: int | None) -> Message | Term:
    """Return the state; what was entered late says so, a register's own entry date first."""
    entry = one.claimed or one.recorded
    if late is not None and one.state == "held" and entry is not None:
        days = (entry - one.day).days
        if days > late:
            return say("held, entered {days} days later", days=days)
    if one.state == "planned" and one.moves:
        return say("planned, moved from {day}", day=one.moves[-1].planned)
    return ACTIVITY_STATES[one.state]


def _summary(branch: Branch, one: Activity) -> dict[str, Any]:
    frozen = one.attendance
    return {
        "id": one.id,
        "kind": one.kind,
        "title": kind_term(branch, one.kind),
        "state": one.state,
        "day": one.day,
        "held": one.held,
        "planned": one.planned,
        "recorded": one.recorded,
        "claimed": one.claimed,
        "scope": one.scope,
        "group": None
        if one.group is None
        else {"id": one.group, "name": branch.groups[one.group].name},
        "for_year": one.for_year,
        "sitting": one.sitting,
        "topics": list(one.topics),
        "expected": len(frozen.expected) if frozen is not None else None,
        "present": len(frozen.came) if frozen is not None else None,
        "minutes_long": one.minutes_long,
    }


def _attendance_blocks(branch: Branch, one: Activity) -> list[Block]:
    frozen = one.attendance
    if frozen is None:
        return []
    blocks: list[Block] = [
        Line(
            say(
                "Present {came} of {expected} who should attend",
                came=len(frozen.came),
                expected=len(frozen.expected),
            )
        )
    ]
    if decides(one):
        voters = voters_at(branch, one)
        blocks.append(
            Line(
                say(
                    "With a vote: {came} of {expected}",
                    came=len(voters & frozen.came),
                    expected=len(voters),
                )
            )
        )
    if frozen.present:
        names = tuple(branch.members[key].name for key in frozen.present)
        blocks.append(Line(say("Present: {names}", names=names)))
    if frozen.others:
        blocks.append(
            Table(
                columns=(
                    Column("name", say("Member")),
                    Column("state", say("State")),
                    Column("reason", say("Reason")),
                ),
                rows=tuple(
                    (branch.members[key].name, ATTENDANCE[absence.state], absence.reason or None)
                    for key, absence in frozen.others.items()
                ),
            )
        )
    return blocks
