"""The draft of minutes: what is on record already, and a heading for each part still to be written.

What a record must hold: time, place, chair, recorder, who should attend, was present and absent
with the reason, guests, topics, speeches with differing opinions, votes, resolutions, signatures.
"""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import Message, say
from orglife.model.activity import Activity, Attendance
from orglife.model.branch import Branch
from orglife.model.names import kind_term
from orglife.model.roster import should_attend
from orglife.model.terms import ATTENDANCE, MOTION_KINDS
from orglife.model.voting import is_voting_meeting, judge_motion
from orglife.reports.language import Capitalized
from orglife.reports.meetings.activities import person_name, voters_at
from orglife.reports.meetings.votes import count_text, result

SECTIONS: dict[str, tuple[Message, ...]] = {
    "general-meeting": (
        say("Discussion, differing opinions included"),
        say("Resolutions"),
    ),
    "committee-meeting": (
        say("Discussion, differing opinions included"),
        say("Decisions, with who carries them out by when"),
    ),
    "group-meeting": (
        say("Study"),
        say("What members said"),
        say("What was agreed"),
    ),
    "lecture": (say("Main points"), say("Questions and discussion")),
    "theme-day": (say("What was done"), say("What is to be followed up")),
    "organizational-life-meeting": (
        say("Preparation: study, talks, opinions heard"),
        say("Problems found"),
        say("Measures, with who carries them out by when"),
    ),
    "appraisal": (
        say("Self-assessment and mutual assessment"),
        say("Decision of the meeting"),
    ),
}
"""What is to be written of each kind; one line a kind."""
GENERAL = (say("Course"), say("What was agreed"))


def minutes_draft(branch: Branch, activity: Activity) -> tuple[Message | str, ...]:
    """Return the lines of a draft."""
    return tuple(_draft(branch, activity))


def _draft(branch: Branch, activity: Activity) -> Iterator[Message | str]:
    empty = ""
    yield say(
        "# {kind}, {day}", kind=Capitalized(kind_term(branch, activity.kind)), day=activity.day
    )
    yield empty
    yield say("Branch: {text}", text=branch.meta.name)
    if activity.group is not None:
        yield say("Group: {group}", group=branch.groups[activity.group].name)
    yield say("Time: {start} - {end}", start=activity.start, end=activity.end)
    yield say("Place: {text}", text=say("online") if activity.online else activity.place)
    yield say("Chair: {text}", text=person_name(branch, activity.chair))
    yield say("Recorder: {text}", text=person_name(branch, activity.recorder))
    if activity.lecturer is not None:
        yield say("Lecturer: {text}", text=person_name(branch, activity.lecturer))
    yield from _attendance(branch, activity)
    if activity.guests:
        yield say("Guests: {text}", text=activity.guests)
    yield empty
    yield say("## Topics")
    for at, topic in enumerate(activity.topics, 1):
        yield say("{number}. {topic}", number=at, topic=topic)
    for motion in activity.motions:
        yield empty
        yield say("## Vote: {motion}", motion=motion.text)
        yield say(
            "{kind}: {counts}",
            kind=Capitalized(MOTION_KINDS[motion.kind]),
            counts=count_text(motion),
        )
        if is_voting_meeting(activity) and motion.ballots is None:
            yield result(judge_motion(branch, activity, motion))
        if motion.differing:
            yield say("Differing opinions: {text}", text=motion.differing)
    for section in SECTIONS.get(activity.kind, GENERAL):
        yield empty
        yield say("## {section}", section=section)
        yield empty
    yield say("Signed by the recorder:            by the chair:")


def _attendance(branch: Branch, activity: Activity) -> Iterator[Message]:
    frozen = activity.attendance or Attendance()
    yield say(
        "Should attend {expected}, present {came}",
        expected=len(should_attend(branch, activity).members),
        came=len(frozen.attendees),
    )
    if is_voting_meeting(activity):
        voters = voters_at(branch, activity)
        yield say(
            "With a vote: {came} of {expected}",
            came=len(voters & frozen.attendees),
            expected=len(voters),
        )
    yield say("Present: {names}", names=tuple(branch.members[key].name for key in frozen.present))
    for key, absence in frozen.others.items():
        name = branch.members[key].name
        state = ATTENDANCE[absence.state]
        if absence.reason:
            yield say("{name}: {state}, {reason}", name=name, state=state, reason=absence.reason)
        else:
            yield say("{name}: {state}", name=name, state=state)
