"""Record votes of a meeting that was held; the verdict is derived.

A decision without a quorum is a fact and is recorded; a count that can't be true is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change
from orglife.actions.meetings.activity_record import put_activity, refuse_finalized
from orglife.errors import InvalidRecordError, RuleBrokenError
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity, Exclusion, Motion
from orglife.model.admission import persons_named
from orglife.model.branch import Branch
from orglife.model.names import describe_activity, find_member, parse_term
from orglife.model.roster import may_vote
from orglife.model.terms import EXCLUSIONS, MOTION_KINDS, match_terms
from orglife.model.voting import (
    EXCLUDABLE,
    Electorate,
    electorate,
    is_voting_meeting,
    judge_motion,
    listed_reason,
    missing_votes,
)


def not_in_room(branch: Branch, activity: Activity, names: Sequence[str]) -> tuple[int, ...]:
    """Return those who had left the room at the vote, by id.

    Raises:
        InvalidRecordError: somebody who was not at the meeting at all.
    """
    came = activity.attendance.attendees if activity.attendance is not None else frozenset()
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


class VoteEntry(NamedTuple):
    """A count as it is told; `excluded` are pairs of name and reason."""

    text: str
    kind: str = "ordinary"
    yes: int = 0
    no: int = 0
    abstain: int = 0
    written: int = 0
    """How many of the three counts came in writing before the meeting (admissions only)."""
    not_in_room: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    consent: date | None = None
    notice: date | None = None
    differing: str = ""


def record_vote(
    branch: Branch, activity: Activity, vote: VoteEntry, *, force: bool = False
) -> Change:
    """Add a motion with its count to a meeting.

    Branch regulation Art. 11 and 12, admission rules, election regulation.

    Raises:
        InvalidRecordError: the meeting was not held, or decides nothing by vote; more votes than
            voters; an exclusion without reason, without consent or in an ordinary vote; written
            opinions in other votes than admissions.
        RuleBrokenError: somebody left out for a reason that is not listed, without `force`.
        UnknownNameError, AmbiguousNameError: a name means nobody, or two.
    """
    refuse_non_voting(branch, activity)
    motion = _motion(branch, activity, vote, force=force)
    voters = electorate(branch, activity, motion)
    refuse_count(motion, voters)
    verdict = judge_motion(branch, activity, motion)
    warnings: tuple[Message, ...] = ()
    if not verdict.quorate:
        warnings = (say("a decision without quorum is recorded; 'orglife check' will report it"),)
    warnings += unlisted_warnings(branch, motion)
    if motion.kind == "admission":
        warnings += _about_several(branch, motion)
    left = missing_votes(motion, len(voters.present))
    if left > 0:
        warnings += (
            say_n(
                "{n} with a vote stands in none of the counts: --no, --abstain, --not-in-room",
                "{n} with a vote stand in none of the counts: --no, --abstain, --not-in-room",
                left,
            ),
        )
    if any(one.text == motion.text and one.kind == motion.kind for one in activity.motions):
        warnings += (say("{record} has this motion already", record=f"#{activity.id}"),)
    changed = replace(activity, motions=(*activity.motions, motion))
    said = say(
        "Recorded the vote on {motion} at {activity}: {yes} yes, {no} no, {abstain} abstained.",
        motion=motion.text,
        activity=describe_activity(branch, activity),
        yes=motion.yes,
        no=motion.no,
        abstain=motion.abstain,
    )
    return put_activity(branch, changed, said, warnings)


def _about_several(branch: Branch, motion: Motion) -> tuple[Message, ...]:
    """Return that an admission motion names several who are no full members: it decides on none."""
    people = [one for one in branch.members.values() if "full" not in one.stages]
    named = persons_named(people, motion.text)
    if len(named) < 2:
        return ()
    return (
        say(
            "the motion names {names}; each is discussed and voted on alone (DV-ONE)",
            names=tuple(branch.members[min(ids)].name for ids in named),
        ),
    )


def _motion(branch: Branch, activity: Activity, vote: VoteEntry, *, force: bool) -> Motion:
    kind = parse_term(vote.kind, MOTION_KINDS, say("kind of motion"))
    if not vote.text.strip():
        raise InvalidRecordError(say("a motion needs a text"), hint=say("give it with --motion"))
    refuse_numbers(
        {
            "--yes": vote.yes,
            "--no": vote.no,
            "--abstain": vote.abstain,
            "--written": vote.written,
        }
    )
    if vote.written and (kind != "admission" or activity.scope != "branch"):
        raise InvalidRecordError(
            say("written opinions count only in admissions"),
            hint=say("leave --written out, or say --kind admission"),
        )
    refuse_late_notice(activity, vote.notice)
    return Motion(
        text=vote.text.strip(),
        kind=kind,
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        written=vote.written,
        not_in_room=not_in_room(branch, activity, vote.not_in_room),
        excluded=exclusions(branch, activity, kind, vote.excluded, vote.consent, force=force),
        consent=vote.consent,
        notice=vote.notice,
        differing=vote.differing.strip(),
    )


def refuse_non_voting(branch: Branch, activity: Activity) -> None:
    """Refuse an activity to which nothing can be put to the vote.

    Raises:
        InvalidRecordError: planned, cancelled, finalized, or not of branch or committee.
    """
    what = describe_activity(branch, activity)
    if activity.state != "held":
        raise InvalidRecordError(
            say("{activity} was not held: nothing can be voted there", activity=what),
            hint=say("record the meeting with 'orglife log', then the vote"),
        )
    refuse_finalized(branch, activity)
    if not is_voting_meeting(activity):
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


def exclusions(
    branch: Branch,
    activity: Activity,
    kind: str,
    pairs: Sequence[tuple[str, str]],
    consent: date | None,
    *,
    force: bool = False,
) -> tuple[Exclusion, ...]:
    """Return those left out of those who should attend, for a vote of `kind`.

    Reasons are kept as their codes. With `force` one that is not listed is kept as it is typed, and
    lowers nothing.

    Raises:
        InvalidRecordError: not an election or admission of the branch, no reason, no consent of the
            superior by the day of the meeting, or somebody who has no vote or was there.
        RuleBrokenError: a reason that is not listed (EL-EXCLUDE), without `force`.
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
    came = activity.attendance.attendees if activity.attendance is not None else frozenset()
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
        code = _reason(kind, reason)
        if not code and not force:
            raise RuleBrokenError(
                say(
                    "'{reason}' is no listed reason to leave {name} out; everybody else counts even"
                    " if absent (EL-EXCLUDE)",
                    reason=reason.strip(),
                    name=member.name,
                ),
                hint=say("--force records it, and it lowers nothing"),
                details=tuple(
                    say("{code}: {case}", code=one, case=EXCLUSIONS[one])
                    for one in EXCLUDABLE[kind]
                ),
            )
        found[member.id] = Exclusion(member=member.id, reason=code or reason.strip())
    return tuple(found[key] for key in sorted(found))


def _reason(kind: str, text: str) -> str:
    """Return the code of the one listed reason that `text` means; empty for none or several."""
    found = match_terms(text, [EXCLUSIONS[code] for code in EXCLUDABLE[kind]])
    return found[0].code if len(found) == 1 else ""


def unlisted_warnings(branch: Branch, motion: Motion) -> tuple[Message, ...]:
    """Return who was left out for no listed reason, and counts all the same."""
    others = [one for one in motion.excluded if not listed_reason(motion.kind, one.reason)]
    if not others:
        return ()
    return (
        say(
            "no listed reason to leave out: {names}; they count all the same (EL-EXCLUDE)",
            names=tuple(branch.members[one.member].name for one in others),
        ),
    )


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
