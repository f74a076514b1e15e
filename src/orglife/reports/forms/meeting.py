"""Sign-in sheet, minutes.

The sign-in sheet of an activity: who should attend, with room for a signature each.

The minutes of an activity for printing and signing: what is on record, and room for the rest.

Holds what an inspector looks for: time, place, chair, recorder, who should attend, was present and
absent by name with the reason, guests, topics, votes with their counts, resolutions, signatures.
"""

from __future__ import annotations

from orglife.messages import Message, say
from orglife.model.activity import Activity, Attendance
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.names import kind_term
from orglife.model.roster import expected_on, may_vote, primary_groups_of, relief_reason
from orglife.model.terms import ATTENDANCE
from orglife.model.voting import is_voting_meeting
from orglife.reports.language import Capitalized, DayWithWeekday
from orglife.reports.meetings.activities import activity_view, person_name, voters_at
from orglife.reports.meetings.minutes import GENERAL, SECTIONS
from orglife.reports.meetings.votes import verdict_blocks
from orglife.reports.papers.minutes_paper import minutes_paper
from orglife.reports.papers.sign_in_paper import sign_in_paper
from orglife.reports.view import RULE, Block, Column, Heading, Line, Table, View, signature


def sign_in_form(branch: Branch, activity: Activity, *, remarks: bool = False) -> View:
    """Return the sheet; of a planned activity for those who should attend on its day."""
    people = _expected(branch, activity)
    group = branch.groups[activity.group].name if activity.group is not None else None
    data = {
        "schema": "orglife.sign-in/1",
        "branch": branch.meta.name,
        "activity": activity.id,
        "kind": activity.kind,
        "day": activity.day,
        "group": group,
        "members": [
            {"id": one.id, "name": one.name, "votes": may_vote(branch, one, activity.day)}
            for one in people
        ],
    }
    table = Table(
        (
            Column("number", say("No."), "right"),
            Column("name", say("Name")),
            Column("group", say("Group")),
            Column("vote", say("Vote")),
            Column("signature", say("Signature")),
            Column("remark", say("Remark")),
        ),
        tuple(
            (
                at,
                one.name,
                ", ".join(g.name for g in primary_groups_of(branch, one.id, activity.day)) or None,
                say("yes") if may_vote(branch, one, activity.day) else say("no"),
                None,
                relief_reason(one, activity.day),
            )
            for at, one in enumerate(people, 1)
        ),
        empty=say("Whom it concerns is said when it is recorded."),
    )
    return View(
        data,
        (*_head(branch, activity), table, *_foot(len(people))),
        table,
        paper=lambda language: sign_in_paper(branch, activity, language, remarks=remarks),
    )


def heading(branch: Branch, activity: Activity, what: Message) -> tuple[Block, ...]:
    """Return the head that a form about an activity has: branch, kind, group, day, time, place."""
    blocks: list[Block] = [
        Heading(
            say("{kind}: {what}", kind=Capitalized(kind_term(branch, activity.kind)), what=what),
            branch.meta.name,
        )
    ]
    if activity.group is not None:
        blocks.append(Line(say("Group: {group}", group=branch.groups[activity.group].name)))
    time = say("{start} - {end}", start=activity.start or RULE, end=activity.end or RULE)
    blocks.append(
        Line(say("Day: {day}   Time: {time}", day=DayWithWeekday(activity.day), time=time))
    )
    place = say("online") if activity.online else activity.place or RULE
    blocks.append(Line(say("Place: {text}", text=place)))
    return tuple(blocks)


def _head(branch: Branch, activity: Activity) -> tuple[Block, ...]:
    return (
        *heading(branch, activity, say("sign-in sheet")),
        Line(
            say(
                "Chair: {chair}   Recorder: {recorder}",
                chair=person_name(branch, activity.chair) or RULE,
                recorder=person_name(branch, activity.recorder) or RULE,
            )
        ),
        *(Line(say("Topic: {text}", text=topic)) for topic in activity.topics),
        Line(""),
    )


def _foot(expected: int) -> tuple[Block, ...]:
    return (
        Line(""),
        Line(
            say(
                "Should attend: {expected}   Present: {line}   Guests: {line}",
                expected=expected,
                line=RULE,
            )
        ),
        signature(say("Recorder")),
    )


def _expected(branch: Branch, activity: Activity) -> list[Member]:
    if activity.attendance is not None:
        return [branch.members[key] for key in sorted(activity.attendance.expected)]
    return expected_on(branch, activity.day, activity.scope, activity.group)


ROOM = 4
"""Empty lines for what is written by hand."""


def minutes_form(branch: Branch, activity: Activity) -> View:
    """Return the minutes: written ones as they are, else the sections with room to write."""
    blocks: list[Block] = [
        *heading(branch, activity, say("minutes")),
        Line(
            say(
                "Chair: {chair}   Recorder: {recorder}",
                chair=person_name(branch, activity.chair) or RULE,
                recorder=person_name(branch, activity.recorder) or RULE,
            )
        ),
    ]
    if activity.lecturer is not None:
        blocks.append(Line(say("Lecturer: {text}", text=person_name(branch, activity.lecturer))))
    blocks += [Line(one) for one in _attendance(branch, activity)]
    if activity.guests:
        blocks.append(Line(say("Guests: {text}", text=activity.guests)))
    absent = _absent(branch, activity)
    blocks += [absent] if absent.rows else []
    blocks += [Line(""), Heading(say("Topics"), level=2)]
    blocks += [
        Line(say("{number}. {topic}", number=at, topic=topic))
        for at, topic in enumerate(activity.topics, 1)
    ]
    blocks += _votes(branch, activity)
    blocks += _written(activity)
    if activity.outcome:
        blocks.append(Line(say("Outcome: {text}", text=activity.outcome)))
    blocks += [Line(""), signature(say("Recorder")), signature(say("Chair"))]
    data = {
        **activity_view(branch, activity).data,
        "schema": "orglife.minutes-form/1",
        "minutes": activity.minutes,
    }
    return View(
        data,
        tuple(blocks),
        absent,
        paper=lambda language: minutes_paper(branch, activity, language),
    )


def _attendance(branch: Branch, activity: Activity) -> list[Message]:
    frozen = activity.attendance or Attendance()
    said = [
        say(
            "Should attend {expected}, present {came}",
            expected=len(frozen.expected),
            came=len(frozen.attendees),
        )
    ]
    if is_voting_meeting(activity):
        voters = voters_at(branch, activity)
        said.append(
            say(
                "With a vote: {came} of {expected}",
                came=len(voters & frozen.attendees),
                expected=len(voters),
            )
        )
    names = tuple(branch.members[key].name for key in frozen.present)
    return [*said, say("Present: {names}", names=names)] if names else said


def _absent(branch: Branch, activity: Activity) -> Table:
    frozen = activity.attendance or Attendance()
    return Table(
        (
            Column("name", say("Not present, or late")),
            Column("state", say("State")),
            Column("reason", say("Reason")),
        ),
        tuple(
            (branch.members[key].name, ATTENDANCE[one.state], one.reason or None)
            for key, one in frozen.others.items()
        ),
    )


def _votes(branch: Branch, activity: Activity) -> list[Block]:
    blocks: list[Block] = []
    for motion in activity.motions:
        blocks += [Line(""), Heading(say("Vote: {motion}", motion=motion.text), level=2)]
        if motion.ballots is None:
            blocks.append(
                Line(
                    say(
                        "{yes} yes, {no} no, {abstain} abstained",
                        yes=motion.yes,
                        no=motion.no,
                        abstain=motion.abstain,
                    )
                )
            )
        if is_voting_meeting(activity):
            blocks += verdict_blocks(branch, activity, motion)
        if motion.differing:
            blocks.append(Line(say("Differing opinions: {text}", text=motion.differing)))
    return blocks


def _written(activity: Activity) -> list[Block]:
    if activity.minutes.strip():
        lines = activity.minutes.strip().splitlines()
        return [Line(""), Heading(say("Minutes"), level=2), *(Line(line) for line in lines)]
    blocks: list[Block] = []
    for section in SECTIONS.get(activity.kind, GENERAL):
        blocks += [Line(""), Heading(section, level=2), *[Line(RULE * ROOM)] * 2]
    return blocks
