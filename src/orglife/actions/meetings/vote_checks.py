"""What is refused of a vote or an election: the meeting, the days, the persons, the count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from orglife.actions.meetings.record import refuse_finalized
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.activity import Activity, Exclusion, Motion
from orglife.model.branch import Branch
from orglife.model.motion import Electorate, decides
from orglife.model.names import find_member
from orglife.model.roster import may_vote
from orglife.model.which import in_short


def refuse_meeting(branch: Branch, activity: Activity) -> None:
    """Refuse an activity to which nothing can be put to the vote.

    Raises:
        InvalidRecordError: planned, cancelled, finalized, or not of branch or committee.
    """
    what = in_short(branch, activity)
    if activity.state != "held":
        raise InvalidRecordError(
            say("{activity} was not held: nothing can be voted there", activity=what),
            hint=say("record the meeting with 'orglife log', then the vote"),
        )
    refuse_finalized(branch, activity)
    if not decides(activity):
        raise InvalidRecordError(
            say(
                "{activity}: a meeting of a group or of some decides nothing by vote", activity=what
            ),
            hint=say("record the vote with the general meeting or the committee meeting"),
        )


def refuse_numbers(numbers: Mapping[str, int]) -> None:
    """Refuse a number of votes below zero; `numbers` is option to number.

    Raises:
        InvalidRecordError: with the option.
    """
    for name, number in numbers.items():
        if number < 0:
            raise InvalidRecordError(
                say(
                    "{option} {number}: a number of votes is not negative",
                    option=name,
                    number=number,
                )
            )


def not_in_room(branch: Branch, activity: Activity, names: Sequence[str]) -> tuple[int, ...]:
    """Return those who had left the room at the vote, by id.

    Raises:
        InvalidRecordError: somebody who was not at the meeting at all.
    """
    came = activity.attendance.came if activity.attendance is not None else frozenset()
    keys = []
    for name in names:
        member = find_member(branch, name)
        if member.id not in came:
            raise InvalidRecordError(
                say(
                    "{name} was not at the meeting of {day} and can't have left the room",
                    name=member.name,
                    day=activity.day,
                ),
                hint=say("absence is part of the attendance: 'orglife activity attend'"),
            )
        keys.append(member.id)
    return tuple(sorted(set(keys)))


def exclusions(
    branch: Branch,
    activity: Activity,
    kind: str,
    pairs: Sequence[tuple[str, str]],
    consent: date | None,
) -> tuple[Exclusion, ...]:
    """Return those left out of those who should attend, for a vote of `kind`.

    Raises:
        InvalidRecordError: not an election or admission of the branch, no reason, no consent of the
            superior by the day of the meeting, or somebody who has no vote or was there.
    """
    if not pairs:
        return ()
    if kind == "ordinary" or activity.scope != "branch":
        raise InvalidRecordError(
            say("nobody is left out of those who should attend an ordinary vote"),
            hint=say("exclusions exist for elections and admissions: --kind election"),
        )
    if consent is None:
        raise InvalidRecordError(
            say("an exclusion needs the superior's consent"),
            hint=say("give its day with --consent"),
        )
    _refuse_late(activity, consent, say("the superior's consent comes first"))
    came = activity.attendance.came if activity.attendance is not None else frozenset()
    found: dict[int, Exclusion] = {}
    for name, reason in pairs:
        member = find_member(branch, name)
        if not reason.strip():
            raise InvalidRecordError(
                say("why is {name} left out?", name=member.name),
                hint=say('write it as --exclude "{name}:REASON"', name=member.name),
            )
        if not may_vote(branch, member, activity.day):
            raise InvalidRecordError(
                say(
                    "{name} had no vote on {day} and does not count as it is",
                    name=member.name,
                    day=activity.day,
                ),
                hint=say("leave this exclusion out"),
            )
        if member.id in came:
            raise InvalidRecordError(
                say("{name} was at the meeting and can't be left out", name=member.name),
                hint=say("leave this exclusion out, or mend the attendance first"),
            )
        found[member.id] = Exclusion(member=member.id, reason=reason.strip())
    return tuple(found[key] for key in sorted(found))


def refuse_late_notice(activity: Activity, notice: date | None) -> None:
    """Refuse that members were told of a motion or an election only after the meeting.

    Raises:
        InvalidRecordError: with both days.
    """
    _refuse_late(activity, notice, say("members were told of a motion on the day or before"))


def _refuse_late(activity: Activity, day: date | None, why: Message) -> None:
    if day is not None and day > activity.day:
        raise InvalidRecordError(
            say("{day} is after the meeting of {held}: {why}", day=day, held=activity.day, why=why)
        )


def refuse_count(motion: Motion, voters: Electorate) -> None:
    """Refuse a count that can't be true.

    Raises:
        InvalidRecordError: more votes than voters, more written opinions than votes or absent.
    """
    votes = motion.yes + motion.no + motion.abstain
    present, due = len(voters.present), len(voters.due)
    if motion.written > due - present:
        raise InvalidRecordError(
            say(
                "{written} written opinions, but only {absent} with a vote were not in the room"
                " ({due} should attend, {present} were there)",
                written=motion.written,
                absent=due - present,
                due=due,
                present=present,
            )
        )
    if motion.written > votes:
        raise InvalidRecordError(
            say(
                "{written} written opinions, but only {votes} votes",
                written=motion.written,
                votes=votes,
            ),
            hint=say("written opinions are part of --yes, --no and --abstain"),
        )
    if votes > present + motion.written:
        raise InvalidRecordError(
            say(
                "more votes than voters: {yes} yes + {no} no + {abstain} abstained = {votes},"
                " but {present} with a vote were in the room and {written} wrote",
                yes=motion.yes,
                no=motion.no,
                abstain=motion.abstain,
                votes=votes,
                present=present,
                written=motion.written,
            ),
            hint=say("mend the numbers, or the attendance with 'orglife activity attend'"),
        )
