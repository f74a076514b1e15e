"""The sign-in sheet of an activity: who should attend, with room for a signature each."""

from __future__ import annotations

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.names import kind_term
from orglife.model.roster import expected_on, may_vote, primary_groups_of
from orglife.reports.meetings.activity_facts import person_name
from orglife.reports.signature import RULE, signature
from orglife.reports.view import Block, Capital, Column, Heading, Line, Table, View, Weekday
from orglife.rules.asked import left_out_on


def sign_in_form(branch: Branch, activity: Activity) -> View:
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
                left_out_on(one, activity.day),
            )
            for at, one in enumerate(people, 1)
        ),
        empty=say("Whom it concerns is said when it is recorded."),
    )
    return View(data, (*_head(branch, activity), table, *_foot(len(people))), table)


def heading(branch: Branch, activity: Activity, what: Message) -> tuple[Block, ...]:
    """Return the head that a form about an activity has: branch, kind, group, day, time, place."""
    blocks: list[Block] = [
        Heading(
            say("{kind}: {what}", kind=Capital(kind_term(branch, activity.kind)), what=what),
            branch.meta.name,
        )
    ]
    if activity.group is not None:
        blocks.append(Line(say("Group: {group}", group=branch.groups[activity.group].name)))
    time = say("{start} - {end}", start=activity.start or RULE, end=activity.end or RULE)
    blocks.append(Line(say("Day: {day}   Time: {time}", day=Weekday(activity.day), time=time)))
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
