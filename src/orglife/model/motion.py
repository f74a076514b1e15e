"""A motion of a recorded activity: who should decide it, who was there, and the verdict.

One place for the derivation, for whoever records a vote and for whoever checks one. Everything is
derived for the day of the meeting: a later resignation changes nothing about an earlier vote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from orglife.errors import InvalidRecordError
from orglife.messages import say
from orglife.model.activity import Activity, Candidate, Exclusion, Motion
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.quorum import Verdict, judge
from orglife.model.roster import entitled_on


class Electorate(Struct, frozen=True):
    """The members behind a verdict, by id in ascending order."""

    kind: str
    """The arithmetic that applies: ordinary, committee, admission, election."""
    due: tuple[int, ...]
    """Those with a vote who should attend, without the excluded."""
    present: tuple[int, ...]
    """Those of `due` who were in the room."""
    excluded: tuple[Exclusion, ...]
    """Those left out of `due` with the superior's consent."""


def decides(activity: Activity) -> bool:
    """Whether a motion can be put to this activity: to the branch or its committee, no other."""
    return activity.scope in ("branch", "committee")


def arithmetic(activity: Activity, motion: Motion) -> str:
    """Return which arithmetic applies: the committee has its own for all but its elections."""
    if activity.scope == "committee" and motion.kind != "election":
        return "committee"
    return motion.kind


def approved_exclusions(activity: Activity, motion: Motion) -> tuple[Exclusion, ...]:
    """Return the exclusions that lower the number of those who should attend.

    They exist for elections and admissions by the branch, need a reason each, and the superior's
    consent by the day of the meeting; recording one states that the meeting approved it.
    """
    consent = motion.consent
    if activity.scope != "branch" or motion.kind not in ("election", "admission"):
        return ()
    if consent is None or consent > activity.day:
        return ()
    return tuple(one for one in motion.excluded if one.reason.strip())


def electorate(branch: Branch, activity: Activity, motion: Motion) -> Electorate:
    """Return who should decide `motion` and who of them was there.

    Whoever arrived late was present; whoever had left the room was not, and still should have
    been. A written opinion is a vote and no presence.

    Raises:
        InvalidRecordError: a group meeting decides nothing by vote.
    """
    if not decides(activity):
        raise InvalidRecordError(
            say("a meeting of a group or of chosen members decides nothing by vote"),
            hint=say("record the vote with the general meeting or the committee meeting"),
        )
    return electorate_of(activity, motion, entitled_on(branch, activity.scope, activity.day))


def electorate_of(activity: Activity, motion: Motion, entitled: Sequence[Member]) -> Electorate:
    """Return the same where it is known already who has a vote in such a meeting on that day."""
    excluded = approved_exclusions(activity, motion)
    if excluded:
        entitled_ids = {member.id for member in entitled}
        excluded = tuple(one for one in excluded if one.member in entitled_ids)
    left_out = {one.member for one in excluded}
    came = activity.attendance.came if activity.attendance is not None else frozenset()
    due = tuple([member.id for member in entitled if member.id not in left_out])
    return Electorate(
        kind=arithmetic(activity, motion),
        due=due,
        present=tuple([one for one in due if one in came and one not in motion.not_in_room]),
        excluded=excluded,
    )


def uncounted(motion: Motion, present: int) -> int:
    """Return how many of those `present` with a vote, and who wrote, stand in no count.

    Below zero where more votes are counted than there were voters.
    """
    return present + motion.written - (motion.yes + motion.no + motion.abstain)


def judge_motion(branch: Branch, activity: Activity, motion: Motion) -> Verdict:
    """Return the verdict on `motion`, with its numbers.

    Branch regulation Art. 11 and 12, admission rules of 2014, election regulation of 2020.

    Raises:
        InvalidRecordError: a group meeting decides nothing by vote.
    """
    voters = electorate(branch, activity, motion)
    return judge(voters.kind, due=len(voters.due), present=len(voters.present), yes=motion.yes)


def judge_candidates(
    branch: Branch, activity: Activity, motion: Motion
) -> Iterator[tuple[Candidate, Verdict]]:
    """Yield each candidate of an election with the verdict on their votes, in ballot order.

    Raises:
        InvalidRecordError: a group meeting decides nothing by vote.
    """
    if motion.ballots is None:
        return
    voters = electorate(branch, activity, motion)
    for candidate in motion.ballots.candidates:
        yield (
            candidate,
            judge(
                voters.kind,
                due=len(voters.due),
                present=len(voters.present),
                yes=candidate.votes,
            ),
        )
