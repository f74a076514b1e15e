"""Activities: the list of a period, one of them with everything on record, plans, private texts.

Texts that are kept apart are shown only where they are asked for by an explicit flag.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from orglife.messages import Message, say
from orglife.model.activity import Activity, Attendance, MemberOrName
from orglife.model.branch import Branch, PrivateText
from orglife.model.calendar import Period
from orglife.model.names import kind_term
from orglife.model.roster import entitled_on, should_attend
from orglife.model.terms import (
    ACTIVITY_STATES,
    ATTENDANCE,
    FORMS,
    PROBLEM_FIELDS,
    REPORT_FORMS,
    Term,
)
from orglife.model.voting import is_voting_meeting
from orglife.reports.language import Capitalized
from orglife.reports.meetings.votes import count_text, motion_data, verdict_blocks
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.branch_rules import rules_of


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
            Column("expected", say("Should attend"), "right"),
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
        **activity_data(branch, activity),
    }
    heading = say(
        "{kind} #{id}", kind=Capitalized(kind_term(branch, activity.kind)), id=activity.id
    )
    blocks: list[Block] = [Heading(heading, activity.day.isoformat())]
    blocks += [Line(line) for line in activity_lines(branch, activity)]
    blocks += _attendance_blocks(branch, activity)
    for motion in activity.motions:
        blocks.append(Line(say("Motion: {motion}", motion=motion.text)))
        blocks.append(Line(count_text(motion)))
        if motion.differing:
            blocks.append(Line(say("Differing opinions: {text}", text=motion.differing)))
        if is_voting_meeting(activity):
            blocks += verdict_blocks(branch, activity, motion)
    if activity.minutes:
        blocks.append(Heading(say("Minutes"), level=2))
        blocks += [Line(line) for line in activity.minutes.splitlines()]
    if private:
        bodies = private_texts_of(branch, "activities", activity.id)
        data["private"] = bodies_data(branch, bodies)
        blocks += bodies_blocks(branch, bodies)
    return View(data, tuple(blocks))


def _row(branch: Branch, one: Activity, late: int | None) -> tuple[Cell, ...]:
    frozen = one.attendance
    return (
        f"#{one.id}",
        one.day,
        Capitalized(kind_term(branch, one.kind)),
        branch.groups[one.group].name if one.group is not None else None,
        "; ".join(one.topics) or None,
        len(frozen.attendees) if frozen is not None else None,
        len(should_attend(branch, one).members) if frozen is not None else None,
        _activity_state(one, late),
    )


def late_after(branch: Branch) -> int | None:
    """Return after how many days an entry counts as late, by the rule in force in this branch."""
    rule = rules_of(branch).get("ENTRY-LATE")
    days = rule.check.get("days") if rule is not None and rule.enabled else None
    return days if isinstance(days, int) else None


def _activity_state(one: Activity, late: int | None) -> Message | Term:
    """Return the state; what was entered late says so, a register's own entry date first."""
    entry = one.claimed or one.recorded
    if late is not None and one.state == "held" and entry is not None:
        days = (entry - one.day).days
        if days > late:
            return say("held, entered {days} days later", days=days)
    if one.state == "planned" and one.moves:
        return say("planned, moved from {day}", day=one.moves[-1].planned)
    return ACTIVITY_STATES[one.state]


SUMMARY = (
    *("id", "kind", "title", "state", "day", "held", "planned", "recorded", "claimed", "scope"),
    *("group", "for_year", "sitting", "topics", "expected", "should_attend", "left_out"),
    *("present", "minutes_long", "days"),
)
"""The keys of an activity in a list, in their order."""

DETAILS = (
    *("form", "start", "end", "place", "online", "chair", "recorder", "lecturer", "guests"),
    *("voters_expected", "voters_present", "attendance", "motions", "outcome", "follow_up"),
    *("reason", "means", "new_means", "initiator", "reached", "team", "household", "tie_in"),
    *(..., "moves", "finalized", "digest", "amendments", "minutes"),
)
"""The keys of one activity besides, in their order; fields that are not named stand at `...`."""

LINES = (
    *("topics", "for_year", "place", "online", "start", "minutes_long", "chair", "recorder"),
    *("lecturer", "guests", "outcome", "follow_up", "means", "new_means", "initiator", "reached"),
    *("team", "household", "tie_in", ..., "reason", "planned", "recorded", "claimed", "finalized"),
)
"""The order of the lines about one activity."""


def _summary(branch: Branch, one: Activity) -> dict[str, Any]:
    from orglife.model.fields.activity import ACTIVITY_FIELDS

    frozen = one.attendance
    awaited = should_attend(branch, one)
    own = {
        "title": kind_term(branch, one.kind),
        "day": one.day,
        "group": None
        if one.group is None
        else {"id": one.group, "name": branch.groups[one.group].name},
        "expected": len(frozen.expected) if frozen is not None else None,
        "should_attend": len(awaited.members) if frozen is not None else None,
        "left_out": [
            {"id": key, "name": branch.members[key].name, "reason": why}
            for key, why in awaited.left_out.items()
        ],
        "present": len(frozen.attendees) if frozen is not None else None,
    }
    return ACTIVITY_FIELDS.data(branch, one, SUMMARY, own)


def _attendance_blocks(branch: Branch, one: Activity) -> list[Block]:
    frozen = one.attendance
    if frozen is None:
        return []
    awaited = should_attend(branch, one)
    blocks: list[Block] = [
        Line(
            say(
                "Present {came} of {expected} who should attend",
                came=len(frozen.attendees),
                expected=len(awaited.members),
            )
        ),
        *(
            Line(
                say(
                    "Left out of those who should attend: {name} ({reason})",
                    name=branch.members[key].name,
                    reason=why,
                )
            )
            for key, why in awaited.left_out.items()
        ),
    ]
    if is_voting_meeting(one):
        voters = voters_at(branch, one)
        blocks.append(
            Line(
                say(
                    "With a vote: {came} of {expected}",
                    came=len(voters & frozen.attendees),
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


def person_name(branch: Branch, person: MemberOrName | None) -> str | None:
    """Return the name of a member or of somebody who is none."""
    return branch.members[person].name if isinstance(person, int) else person


def activity_data(branch: Branch, one: Activity) -> dict[str, Any]:
    """Return everything about an activity that its summary leaves out."""
    from orglife.model.fields.activity import ACTIVITY_FIELDS

    frozen = one.attendance or Attendance()
    voters = voters_at(branch, one)
    own = {
        "voters_expected": len(voters) if is_voting_meeting(one) else None,
        "voters_present": len(voters & frozen.attendees) if is_voting_meeting(one) else None,
        "attendance": [
            {
                "id": key,
                "name": branch.members[key].name,
                "state": frozen.others[key].state if key in frozen.others else "present",
                "reason": frozen.others[key].reason if key in frozen.others else "",
            }
            for key in sorted(frozen.expected)
        ],
        "motions": [
            motion_data(branch, one, motion) for motion in one.motions if is_voting_meeting(one)
        ],
        "moves": [{"planned": move.planned, "reason": move.reason} for move in one.moves],
        "amendments": [{"on": change.on, "reason": change.reason} for change in one.amendments],
    }
    return ACTIVITY_FIELDS.data(branch, one, DETAILS, own, without=SUMMARY)


def voters_at(branch: Branch, activity: Activity) -> frozenset[int]:
    """Return those with a vote on that day, as a motion counts them, on the frozen list or not."""
    if activity.attendance is None:
        return frozenset()
    return frozenset(one.id for one in entitled_on(branch, activity.scope, activity.day))


def activity_lines(branch: Branch, one: Activity) -> list[Message]:
    """Return the lines about what, where and by whom; only those that are known."""
    from orglife.model.fields.activity import ACTIVITY_FIELDS

    found: list[Message] = []
    if one.state != "held":
        found.append(say("State: {state}", state=ACTIVITY_STATES[one.state]))
    if one.group is not None:
        found.append(say("Group: {group}", group=branch.groups[one.group].name))
    if one.form in FORMS:
        found.append(say("In the form of a {form}", form=FORMS[one.form]))
    elif one.form in REPORT_FORMS:
        found.append(say("Form: {form}", form=REPORT_FORMS[one.form]))
    if one.sitting is not None:
        found.append(_sitting(branch, one))
    own: dict[str, Message | None] = {
        "start": say("From {start} to {end}", start=one.start, end=one.end)
        if one.start and one.end
        else None
    }
    if one.state != "held":
        own["planned"] = None
    found += ACTIVITY_FIELDS.lines(branch, one, LINES, own)
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


def private_texts_of(branch: Branch, table: str, record: int) -> list[PrivateText]:
    """Return the texts of a record, by id."""
    return [
        body for body in branch.private.values() if (body.table, body.record) == (table, record)
    ]


def bodies_data(branch: Branch, bodies: list[PrivateText]) -> list[dict[str, Any]]:
    """Return texts for programs."""
    return [
        {
            "id": body.id,
            "member": None
            if body.member is None
            else {"id": body.member, "name": branch.members[body.member].name},
            "label": body.label,
            "on": body.on,
            "text": body.text,
        }
        for body in bodies
    ]


def bodies_blocks(branch: Branch, bodies: list[PrivateText]) -> list[Block]:
    """Return texts for people, each with whom and what it is about."""
    if not bodies:
        return []
    found: list[Block] = [Heading(say("Kept apart, private"), level=2)]
    found += [Line(_said(branch, body)) for body in bodies]
    return found


def _said(branch: Branch, body: PrivateText) -> Message:
    about: list[Message | str] = []
    if body.member is not None:
        about.append(branch.members[body.member].name)
    field = PROBLEM_FIELDS.get(body.label.partition(":")[2])
    if field is not None:
        about.append(say("{field}", field=field))
    if not about:
        return say("{day}: {text}", day=body.on, text=body.text)
    return say("{day}, {about}: {text}", day=body.on, about=tuple(about), text=body.text)


def plans_view(branch: Branch, period: Period, day: date) -> View:
    """Return the plans whose day, or first day, lies in `period`, as they stand on `day`."""
    plans = sorted(
        (
            one
            for one in branch.activities.values()
            if one.planned is not None and (one.planned in period or _first(one) in period)
        ),
        key=lambda one: (one.planned or day, one.id),
    )
    data = {
        "schema": "orglife.plans/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": period.label,
        "plans": [_data(branch, one, day) for one in plans],
    }
    open_late = [one for one in plans if _passed(one, day)]
    table = Table(
        columns=(
            Column("id", say("No."), "right"),
            Column("planned", say("Planned")),
            Column("kind", say("Kind")),
            Column("group", say("Group")),
            Column("topic", say("Topic")),
            Column("state", say("State")),
            Column("held", say("Held")),
            Column("reason", say("Reason")),
        ),
        rows=tuple(
            (
                f"#{one.id}",
                one.planned,
                Capitalized(kind_term(branch, one.kind)),
                branch.groups[one.group].name if one.group is not None else None,
                "; ".join(one.topics) or None,
                _plan_state(one, day),
                one.held,
                _reasons(one),
            )
            for one in plans
        ),
        styles=tuple(
            "warning" if _passed(one, day) else "met" if one.state == "held" else ""
            for one in plans
        ),
        empty=say("Nothing is planned. Plan something with: orglife plan add KIND --on DATE"),
    )
    blocks: list[Block] = [
        Heading(say("Plans of {branch}", branch=branch.meta.name), period.label),
        table,
    ]
    if open_late:
        first = open_late[0]
        said = say(
            "Next: orglife log {kind} --on {day}, or plan move, or plan cancel",
            kind=first.kind,
            day=first.planned,
        )
        blocks.append(Line(said, "hint"))
    return View(data, tuple(blocks))


def _first(one: Activity) -> date:
    """Return the day for which it was planned at first."""
    return one.moves[0].planned if one.moves else one.planned or one.day


def _passed(one: Activity, day: date) -> bool:
    return one.state == "planned" and one.planned is not None and one.planned < day


def _plan_state(one: Activity, day: date) -> Message | Term:
    return say("not recorded yet") if _passed(one, day) else ACTIVITY_STATES[one.state]


def _reasons(one: Activity) -> Message | str | None:
    said: list[Message | str] = [
        say("moved from {day}: {reason}", day=move.planned, reason=move.reason)
        for move in one.moves
    ]
    if one.reason:
        said.append(one.reason)
    if not said:
        return None
    return said[0] if len(said) == 1 else say("{reasons}", reasons=tuple(said))


def _data(branch: Branch, one: Activity, day: date) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "title": kind_term(branch, one.kind),
        "group": None
        if one.group is None
        else {"id": one.group, "name": branch.groups[one.group].name},
        "planned": one.planned,
        "first_planned": _first(one),
        "held": one.held,
        "state": one.state,
        "passed": _passed(one, day),
        "topics": list(one.topics),
        "moves": [{"planned": move.planned, "reason": move.reason} for move in one.moves],
        "reason": one.reason,
    }
