"""Put a motion to the vote of a meeting that was held: the count is recorded, the verdict derived.

A decision without a quorum is a fact and is recorded; a count that can't be true is refused.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change
from orglife.actions.meetings.record import put_activity
from orglife.actions.meetings.vote_checks import (
    exclusions,
    not_in_room,
    refuse_count,
    refuse_late_notice,
    refuse_meeting,
    refuse_numbers,
)
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity, Motion
from orglife.model.branch import Branch
from orglife.model.motion import electorate, judge_motion, uncounted
from orglife.model.names import choose
from orglife.model.terms import MOTION_KINDS
from orglife.model.which import in_short


class Vote(NamedTuple):
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


def record_vote(branch: Branch, activity: Activity, vote: Vote) -> Change:
    """Add a motion with its count to a meeting.

    Branch regulation Art. 11 and 12, admission rules, election regulation.

    Raises:
        InvalidRecordError: the meeting was not held, or decides nothing by vote; more votes than
            voters; an exclusion without reason, without consent or in an ordinary vote; written
            opinions in other votes than admissions.
        UnknownNameError, AmbiguousNameError: a name means nobody, or two.
    """
    refuse_meeting(branch, activity)
    motion = _motion(branch, activity, vote)
    voters = electorate(branch, activity, motion)
    refuse_count(motion, voters)
    verdict = judge_motion(branch, activity, motion)
    warnings: tuple[Message, ...] = ()
    if not verdict.quorate:
        warnings = (say("a decision without quorum is recorded; 'orglife check' will report it"),)
    left = uncounted(motion, len(voters.present))
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
        activity=in_short(branch, activity),
        yes=motion.yes,
        no=motion.no,
        abstain=motion.abstain,
    )
    return put_activity(branch, changed, said, warnings)


def _motion(branch: Branch, activity: Activity, vote: Vote) -> Motion:
    kind = choose(vote.kind, MOTION_KINDS, say("kind of motion"))
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
        excluded=exclusions(branch, activity, kind, vote.excluded, vote.consent),
        consent=vote.consent,
        notice=vote.notice,
        differing=vote.differing.strip(),
    )
