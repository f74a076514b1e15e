"""What is known of one activity: as data, and as the lines that people read."""

from __future__ import annotations

from typing import Any

from orglife.messages import Message, say
from orglife.model.activity import Activity, Attendance, Person
from orglife.model.branch import Branch
from orglife.model.duration import hours_text
from orglife.model.motion import decides
from orglife.model.names import kind_term
from orglife.model.roster import entitled_on
from orglife.model.terms import ACTIVITY_STATES, FORMS, REPORT_FORMS
from orglife.reports.meetings.votes import motion_data


def person_name(branch: Branch, person: Person | None) -> str | None:
    """Return the name of a member or of somebody who is none."""
    return branch.members[person].name if isinstance(person, int) else person


def details(branch: Branch, one: Activity) -> dict[str, Any]:
    """Return everything about an activity that its summary leaves out."""
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
        "new_means": one.new_means,
        "initiator": person_name(branch, one.initiator),
        "reached": one.reached,
        "team": one.team,
        "household": one.household,
        "tie_in": one.tie_in,
        "moves": [{"planned": move.planned, "reason": move.reason} for move in one.moves],
        "finalized": one.finalized,
        "digest": one.digest,
        "amendments": [{"on": change.on, "reason": change.reason} for change in one.amendments],
        "minutes": one.minutes,
    }


def voters_at(branch: Branch, activity: Activity) -> frozenset[int]:
    """Return those with a vote on that day, as a motion counts them, on the frozen list or not."""
    if activity.attendance is None:
        return frozenset()
    return frozenset(one.id for one in entitled_on(branch, activity.scope, activity.day))


def facts(branch: Branch, one: Activity) -> list[Message]:
    """Return the lines about what, where and by whom; only those that are known."""
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
        (say("These means were used for the first time"), one.new_means),
        (say("Idea of: {text}", text=person_name(branch, one.initiator)), one.initiator),
        (say("People reached: {text}", text=one.reached), one.reached),
        (say("Team: {text}", text=one.team), one.team),
        (say("Household: {text}", text=one.household), one.household),
        (say("Made use of: {text}", text=one.tie_in), one.tie_in),
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
