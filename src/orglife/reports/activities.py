"""Activities: the list of a period, and one of them with everything on record."""

from __future__ import annotations

from datetime import date
from typing import Any

from orglife.messages import Message, say
from orglife.model.activity import Activity, Attendance, Person
from orglife.model.branch import Branch
from orglife.model.duration import hours_text
from orglife.model.motion import decides
from orglife.model.period import Period
from orglife.model.roster import may_vote
from orglife.model.terms import ACTIVITY_STATES, ATTENDANCE, FORMS, Term
from orglife.model.which import kind_term
from orglife.reports.private import bodies_blocks, bodies_data, bodies_of
from orglife.reports.view import Block, Capital, Cell, Column, Heading, Line, Table, View
from orglife.reports.votes import counts_said, motion_data, verdict_blocks
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
    data = {
        "schema": "orglife.activities/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": period.label if period is not None else None,
        "activities": [_summary(branch, one) for one in found],
    }
    title = say("Activities of {branch}", branch=branch.meta.name)
    aside = period.label if period is not None else None
    late = late_after(branch)
    table = Table(
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
    return View(data, (Heading(title, aside), table))


def activity_view(branch: Branch, activity: Activity, *, private: bool = False) -> View:
    """Return one activity: what, who was there and who not with the reason, what was voted.

    Texts kept apart are shown with `private` only.
    """
    data = {
        "schema": "orglife.activity/1",
        "branch": branch.meta.name,
        **_summary(branch, activity),
        **_details(branch, activity),
    }
    heading = say("{kind} #{id}", kind=Capital(kind_term(branch, activity.kind)), id=activity.id)
    blocks: list[Block] = [Heading(heading, activity.day.isoformat())]
    blocks += [Line(line) for line in _facts(branch, activity)]
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


def person_name(branch: Branch, person: Person | None) -> str | None:
    """Return the name of a member or of somebody who is none."""
    return branch.members[person].name if isinstance(person, int) else person


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


def _details(branch: Branch, one: Activity) -> dict[str, Any]:
    frozen = one.attendance or Attendance()
    voters = voters_at(branch, one)
    return {
        "form": one.form,
        "start": one.start,
        "end": one.end,
        "place": one.place,
        "online": one.online,
        "chair": person_name(branch, one.chair),
        "recorder": person_name(branch, one.recorder),
        "lecturer": person_name(branch, one.lecturer),
        "guests": list(one.guests),
        "voters_expected": len(voters) if decides(one) else None,
        "voters_present": len(voters & frozen.came) if decides(one) else None,
        "attendance": [
            {
                "id": key,
                "name": branch.members[key].name,
                "state": frozen.others[key].state if key in frozen.others else "present",
                "reason": frozen.others[key].reason if key in frozen.others else "",
            }
            for key in sorted(frozen.expected)
        ],
        "motions": [motion_data(branch, one, motion) for motion in one.motions if decides(one)],
        "outcome": one.outcome,
        "follow_up": one.follow_up,
        "reason": one.reason,
        "means": list(one.means),
        "moves": [{"planned": move.planned, "reason": move.reason} for move in one.moves],
        "finalized": one.finalized,
        "digest": one.digest,
        "amendments": [{"on": change.on, "reason": change.reason} for change in one.amendments],
        "minutes": one.minutes,
    }


def voters_at(branch: Branch, activity: Activity) -> frozenset[int]:
    """Return those with a vote on that day who should have attended, by the frozen list."""
    if activity.attendance is None:
        return frozenset()
    if activity.scope == "committee":
        return activity.attendance.expected
    return frozenset(
        key
        for key in activity.attendance.expected
        if may_vote(branch, branch.members[key], activity.day)
    )


def _facts(branch: Branch, one: Activity) -> list[Message]:
    """Return the lines about what, where and by whom; only those that are known."""
    found: list[Message] = []
    if one.state != "held":
        found.append(say("State: {state}", state=ACTIVITY_STATES[one.state]))
    if one.group is not None:
        found.append(say("Group: {group}", group=branch.groups[one.group].name))
    if one.form:
        found.append(say("In the form of a {form}", form=FORMS[one.form]))
    if one.sitting is not None:
        found.append(_sitting(branch, one))
    for text, value in (
        (say("Topics: {text}", text=one.topics), one.topics),
        (say("For the year {text}", text=str(one.for_year)), one.for_year),
        (say("Place: {text}", text=one.place), one.place),
        (say("Online"), one.online),
        (say("From {start} to {end}", start=one.start, end=one.end), one.start and one.end),
        (say("Hours: {text}", text=hours_text(one.minutes_long)), one.minutes_long),
        (say("Chair: {text}", text=person_name(branch, one.chair)), one.chair),
        (say("Recorder: {text}", text=person_name(branch, one.recorder)), one.recorder),
        (say("Lecturer: {text}", text=person_name(branch, one.lecturer)), one.lecturer),
        (say("Guests: {text}", text=one.guests), one.guests),
        (say("Outcome: {text}", text=one.outcome), one.outcome),
        (say("To be followed up by {text}", text=one.follow_up), one.follow_up),
        (say("Means: {text}", text=one.means), one.means),
        (say("Reason: {text}", text=one.reason), one.reason),
        (say("Planned for {text}", text=one.planned), one.planned and one.state == "held"),
        (say("Recorded on {text}", text=one.recorded), one.recorded),
        (say("Entered on {text}, as the register states", text=one.claimed), one.claimed),
        (say("Finalized on {text}", text=one.finalized), one.finalized),
    ):
        if value:
            found.append(text)
    found.extend(
        say("Moved from {day}: {reason}", day=move.planned, reason=move.reason)
        for move in one.moves
    )
    if one.digest:
        found.append(say("Digest of the minutes: {digest}", digest=one.digest))
    found.extend(
        say("Amended on {day}: {reason}", day=change.on, reason=change.reason)
        for change in one.amendments
    )
    return found


def _sitting(branch: Branch, one: Activity) -> Message:
    others = tuple(
        say("{kind} #{id}", kind=kind_term(branch, other.kind), id=other.id)
        for other in branch.activities.values()
        if other.sitting == one.sitting and other.id != one.id
    )
    return say("In one sitting with: {others}", others=others)


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
