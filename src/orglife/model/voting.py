"""Votes and elections: who votes, quorum, majority, who is elected.

Everything is derived for the day of the meeting, in integers and without rounding. Sources: branch
regulation Art. 11 and 12 (general, committee), admission rules Art. 20, election regulation of
2020. `due` are those with voting right who should attend (应到会), less approved exclusions; for a
committee, the persons seated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from orglife.errors import InvalidRecordError
from orglife.messages import say
from orglife.model.activity import Activity, ElectionCandidate, Exclusion, Motion
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.names import name_key
from orglife.model.roster import entitled_on
from orglife.model.terms import EXCLUSIONS, normalize

EXCLUDABLE = {
    "election": tuple(EXCLUSIONS),
    "admission": tuple(code for code in EXCLUSIONS if code != "retired-home"),
}
"""Kind of motion to the reasons that hold there (explanation of the Organization Department)."""


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


def is_voting_meeting(activity: Activity) -> bool:
    """Whether a motion can be put to this activity: to the branch or its committee, no other."""
    return activity.scope in ("branch", "committee")


def arithmetic(activity: Activity, motion: Motion) -> str:
    """Return which arithmetic applies: the committee has its own for all but its elections."""
    if activity.scope == "committee" and motion.kind != "election":
        return "committee"
    return motion.kind


def approved_exclusions(activity: Activity, motion: Motion) -> tuple[Exclusion, ...]:
    """Return the exclusions that lower the number of those who should attend.

    They exist for elections and admissions by the branch, need one of the listed reasons each, and
    the superior's consent by the day of the meeting; recording one states that the meeting approved
    it. Everybody else counts even if absent.
    """
    consent = motion.consent
    if activity.scope != "branch" or motion.kind not in ("election", "admission"):
        return ()
    if consent is None or consent > activity.day:
        return ()
    return tuple(one for one in motion.excluded if listed_reason(motion.kind, one.reason))


def listed_reason(kind: str, text: str) -> str:
    """Return the code of a reason for leaving somebody out of a vote of `kind`; else empty.

    A file may hold the code, or its English or Chinese wording.
    """
    wanted = normalize(text)
    for code in EXCLUDABLE.get(kind, ()):
        term = EXCLUSIONS[code]
        if wanted in map(normalize, term.names):
            return code
    return ""


def electorate(branch: Branch, activity: Activity, motion: Motion) -> Electorate:
    """Return who should decide `motion` and who of them was there.

    Whoever arrived late was present; whoever had left the room was not, and still should have
    been. A written opinion is a vote and no presence.

    Raises:
        InvalidRecordError: a group meeting decides nothing by vote.
    """
    if not is_voting_meeting(activity):
        raise InvalidRecordError(
            say("a meeting of a group or of chosen members decides nothing by vote"),
            hint=say("record the vote with the general meeting or the committee meeting"),
        )
    return electorate_of(activity, motion, entitled_on(branch, activity.scope, activity.day))


def electorate_of(activity: Activity, motion: Motion, entitled: Sequence[Member]) -> Electorate:
    """Return the same where it is known already who has a vote in such a meeting on that day."""
    if motion.kind == "admission":
        entitled = [one for one in entitled if not _is_concerned(activity, motion, one)]
    excluded = approved_exclusions(activity, motion)
    if excluded:
        entitled_ids = {member.id for member in entitled}
        excluded = tuple(one for one in excluded if one.member in entitled_ids)
    left_out = {one.member for one in excluded}
    came = activity.attendance.attendees if activity.attendance is not None else frozenset()
    due = tuple([member.id for member in entitled if member.id not in left_out])
    return Electorate(
        kind=arithmetic(activity, motion),
        due=due,
        present=tuple([one for one in due if one in came and one not in motion.not_in_room]),
        excluded=excluded,
    )


def _is_concerned(activity: Activity, motion: Motion, member: Member) -> bool:
    """Whether a motion makes somebody a full member on its own day: nobody votes on themselves.

    Of a roster, which tells no vote; who was confirmed on record has no vote that day anyhow.
    """
    full = member.full_since
    return (
        full is not None
        and full.day is not None
        and full.first == activity.day
        and name_key(member.name) in name_key(motion.text)
    )


def missing_votes(motion: Motion, present: int) -> int:
    """Return how many of those `present` with a vote, and who wrote, stand in no count.

    Below zero where more votes are counted than there were voters.
    """
    return present + motion.written - (motion.yes + motion.no + motion.abstain)


def judge_motion(branch: Branch, activity: Activity, motion: Motion) -> VoteVerdict:
    """Return the verdict on `motion`, with its numbers.

    Branch regulation Art. 11 and 12, admission rules of 2014, election regulation of 2020.

    Raises:
        InvalidRecordError: a group meeting decides nothing by vote.
    """
    voters = electorate(branch, activity, motion)
    return vote_verdict(
        voters.kind, due=len(voters.due), present=len(voters.present), yes=motion.yes
    )


def judge_candidates(
    branch: Branch, activity: Activity, motion: Motion
) -> Iterator[tuple[ElectionCandidate, VoteVerdict]]:
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
            vote_verdict(
                voters.kind,
                due=len(voters.due),
                present=len(voters.present),
                yes=candidate.votes,
            ),
        )


def needed_present(kind: str, due: int) -> int:
    """Return the smallest number present that makes a quorum.

    ordinary and committee: at least half; admission: more than half; election: four fifths.
    """
    if kind == "admission":
        return due // 2 + 1
    if kind == "election":
        return -(-4 * due // 5)
    return -(-due // 2)


def needed_yes(base: int) -> int:
    """Return the smallest number that is more than half of `base`."""
    return base // 2 + 1


class VoteVerdict(Struct, frozen=True):
    """Whether a meeting could decide, whether it did, and the numbers behind both."""

    kind: str
    due: int
    present: int
    needed_present: int
    yes: int
    needed_yes: int

    @property
    def quorate(self) -> bool:
        """Whether enough were present to decide."""
        return self.present >= self.needed_present

    @property
    def carried(self) -> bool:
        """Whether enough approved; without a quorum nothing is carried."""
        return self.quorate and self.yes >= self.needed_yes


def vote_verdict(kind: str, *, due: int, present: int, yes: int) -> VoteVerdict:
    """Return the verdict on a motion of `kind` (ordinary, committee, admission, election).

    An election is won by more than half of those present; everything else is passed by more than
    half of those who should attend.
    """
    return VoteVerdict(
        kind=kind,
        due=due,
        present=present,
        needed_present=needed_present(kind, due),
        yes=yes,
        needed_yes=needed_yes(present if kind == "election" else due),
    )


def excellent_limit(graded: int) -> int:
    """Return how many of `graded` full members may be excellent: a third, rounded down."""
    return graded // 3


def elected_members(branch: Branch, activity: Activity, motion: Motion) -> tuple[int, ...]:
    """Return the members elected, most votes first.

    Where as many votes were given to more candidates than seats are left, none of these is elected:
    they are voted on again.
    """
    return outcome_of(branch, activity, motion).elected


class Outcome(Struct, frozen=True):
    """What came of an election."""

    elected: tuple[int, ...]
    """The members elected, most votes first."""
    tied: tuple[int, ...]
    """Those with as many votes each, and more of them than seats are left."""
    open: int
    """How many seats nobody was elected to."""


def outcome_of(branch: Branch, activity: Activity, motion: Motion) -> Outcome:
    """Return who is elected, who has to be voted on again, and how many seats are left.

    Of a motion without ballots nobody, and no seat.
    """
    if motion.ballots is None:
        return Outcome((), (), 0)
    return outcome_among(
        motion.ballots.seats,
        (
            candidate
            for candidate, verdict in judge_candidates(branch, activity, motion)
            if verdict.carried
        ),
    )


def outcome_among(seats: int, winners: Iterable[ElectionCandidate]) -> Outcome:
    """Return the same where it is known already which candidates have enough votes."""
    seats = max(seats, 0)  # a file may hold any number
    ranked = sorted(winners, key=lambda candidate: -candidate.votes)
    tied: list[ElectionCandidate] = []
    if len(ranked) > seats:
        border = ranked[seats].votes
        tied = [candidate for candidate in ranked if candidate.votes == border]
        if seats and ranked[seats - 1].votes > border:
            tied = []
        ranked = [candidate for candidate in ranked[:seats] if candidate not in tied]
    return Outcome(
        tuple(candidate.member for candidate in ranked),
        tuple(candidate.member for candidate in tied),
        seats - len(ranked),
    )


def office_of(activity: Activity, motion: Motion) -> str:
    """Return what an election is for; unless it is said, what such a meeting elects.

    The general meeting the members of the committee, the committee its secretary (branch
    regulation, Art. 21).
    """
    if motion.ballots is not None and motion.ballots.office:
        return motion.ballots.office
    return "members" if activity.scope == "branch" else "secretary"


def candidates_needed(seats: int, percent: int = 20) -> int:
    """Return how many candidates there are at least for so many seats: `percent` more."""
    return seats - (-seats * percent // 100)
