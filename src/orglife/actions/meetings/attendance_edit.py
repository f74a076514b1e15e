"""Correct one person's attendance of a recorded activity.

The list is frozen when the activity is recorded: a transfer or an arrival that is entered later
does not change it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from orglife.actions.change import Change
from orglife.actions.meetings.activity_entry import ActivityScope
from orglife.actions.meetings.activity_record import (
    activity_phrase,
    put_activity,
    refuse_finalized,
    refuse_unheld,
)
from orglife.actions.meetings.attendance import (
    NamedAttendance,
    expected_at,
    unknown_on,
    why_unexpected,
)
from orglife.actions.meetings.log_checks import refuse_too_few
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.activity import Absence, Activity, Attendance
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.name_lists import Absentee, read_absentees
from orglife.model.names import find_member, is_member, kinds_of, parse_term
from orglife.model.terms import ATTENDANCE, Term
from orglife.model.voting import electorate, is_voting_meeting

UNEXPECTED = Term("unexpected", en="not expected", zh="不应到会", also=("unexpected", "不应到"))
"""Not a state of attendance: the person is taken off the list."""
STATES = {**ATTENDANCE, UNEXPECTED.code: UNEXPECTED}


def read_states(branch: Branch, text: str) -> tuple[Absentee, ...]:
    """Return who stands in which state: `Li Si:excused:ill; Wang Wu:unexpected`.

    Raises:
        ChoiceError: a state that is none, or may be several.
        InvalidRecordError: a name without a state, or a state without a name.
    """
    found = read_absentees(text, bare="", known=is_member(branch), states=STATES)
    for one in found:
        if not one.state:
            raise InvalidRecordError(
                say("{text}: a name and a state are needed", text=one.name),
                hint=say("as in: 'Li Si:excused:ill; Wang Wu:unexpected'"),
            )
    return found


def set_attendance(
    branch: Branch, activity: Activity, name: str, state: str, *, reason: str = ""
) -> Change:
    """Set one person's attendance: present, late, excused, absent, unstated, exempt, unexpected.

    Raises:
        ChoiceError: an unknown state.
        InvalidRecordError: it was not held, is finalized, or did not expect the person; somebody
            to be taken off the list who should have attended.
        UnknownNameError, AmbiguousNameError: the name means nobody, or two.
    """
    refuse_finalized(branch, activity)
    refuse_unheld(branch, activity)
    code = parse_term(state, STATES, say("state of attendance"))
    member = find_member(branch, name)
    if code == UNEXPECTED.code:
        return _taken_off(branch, activity, member)
    attendance = activity.attendance or Attendance()
    if member.id not in attendance.expected and not _may_join(branch, activity, member.id):
        raise InvalidRecordError(
            why_unexpected(
                branch, activity.day, ActivityScope(activity.scope, activity.group), member.id
            ),
            hint=say("who took part all the same is a guest: 'orglife activity edit --guest'"),
        )
    present = tuple(key for key in attendance.present if key != member.id)
    others = {key: one for key, one in attendance.others.items() if key != member.id}
    if code == "present":
        present = tuple(sorted((*present, member.id)))
    else:
        others[member.id] = Absence(state=code, reason=reason.strip())
    changed = replace(
        activity,
        attendance=Attendance(present=present, others={key: others[key] for key in sorted(others)}),
    )
    if changed == activity:
        return Change(branch, say("{name} stands there so already.", name=member.name))
    frozen = changed.attendance or Attendance()
    said = say(
        "{name} is {state} at {activity} of {day}: present {came} of {expected}.",
        name=member.name,
        state=ATTENDANCE[code],
        activity=activity_phrase(branch, activity),
        day=activity.day,
        came=len(frozen.attendees),
        expected=len(frozen.expected),
    )
    return put_activity(branch, changed, said, tuple(_too_many_votes(branch, changed)))


def _taken_off(branch: Branch, activity: Activity, member: Member) -> Change:
    """Take somebody off the list whom nobody expected, by what is on record now.

    Raises:
        InvalidRecordError: by the roster of that day they should have attended.
        UsageError: too few of those whom it concerned would be left.
    """
    attendance = activity.attendance or Attendance()
    if member.id not in attendance.expected:
        return Change(
            branch,
            say("{name} is not among those who should have attended.", name=member.name),
        )
    place = ActivityScope(activity.scope, activity.group)
    if activity.scope == "members":
        kind = kinds_of(branch).get(activity.kind)
        if kind is not None:
            refuse_too_few(kind, sorted(attendance.expected - {member.id}))
    elif member.id in expected_at(branch, activity.day, place, NamedAttendance({})):
        raise InvalidRecordError(
            say("{name} should have attended on {day}", name=member.name, day=activity.day),
            hint=say(
                "first enter why not: 'orglife member transfer-out', 'orglife group assign' and "
                "the like"
            ),
        )
    changed = replace(
        activity,
        attendance=Attendance(
            present=tuple(key for key in attendance.present if key != member.id),
            others={key: one for key, one in attendance.others.items() if key != member.id},
        ),
    )
    frozen = changed.attendance or Attendance()
    said = say(
        "{name} is no longer among those who should have attended {activity} of {day}: "
        "present {came} of {expected}.",
        name=member.name,
        activity=activity_phrase(branch, activity),
        day=activity.day,
        came=len(frozen.attendees),
        expected=len(frozen.expected),
    )
    warnings = (*_what_stays(activity, member), *_too_many_votes(branch, changed))
    return put_activity(branch, changed, said, warnings)


def _what_stays(activity: Activity, member: Member) -> Iterator[Message]:
    """Say what else of the activity names somebody who is taken off its list."""
    came = activity.attendance is not None and member.id in activity.attendance.attendees
    if came:
        yield say(
            "who took part all the same is a guest: orglife activity edit {id} --guest {name}",
            id=activity.id,
            name=member.name,
        )
    parts = activity.session.parts if activity.session is not None else {}
    grades = activity.appraisal.grades if activity.appraisal is not None else {}
    there = (
        (activity.chair == member.id, say("chair")),
        (activity.recorder == member.id, say("recorder")),
        (activity.lecturer == member.id, say("lecturer")),
        (member.id in parts, say("part in the session")),
        (member.id in grades, say("grade")),
    )
    stays = tuple(what for is_so, what in there if is_so)
    if stays:
        yield say("on record of {name} there remain: {parts}", name=member.name, parts=stays)


def _may_join(branch: Branch, activity: Activity, key: int) -> bool:
    """Whether somebody can be added to the list: of chosen members, or where it was empty."""
    if unknown_on(branch, branch.members[key], activity.day):
        return False
    named = NamedAttendance({}, chosen=(key,))
    return key in expected_at(
        branch, activity.day, ActivityScope(activity.scope, activity.group), named
    )


def _too_many_votes(branch: Branch, activity: Activity) -> Iterator[Message]:
    for motion in activity.motions:
        if not is_voting_meeting(activity):
            continue
        voters = len(electorate(branch, activity, motion).present) + motion.written
        votes = motion.yes + motion.no + motion.abstain
        if votes > voters:
            yield say(
                "the vote on {motion} now counts {votes} votes of {voters} voters",
                motion=motion.text,
                votes=votes,
                voters=voters,
            )
