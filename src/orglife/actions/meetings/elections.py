"""Record an election of a meeting that was held: candidates, ballots, who is elected.

Election regulation of 2020: four fifths of those who should attend make an election quorate, votes
of more than half of those present elect, more ballots returned than issued make it void.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change
from orglife.actions.meetings.activity_record import put_activity
from orglife.actions.meetings.votes import (
    exclusions,
    not_in_room,
    refuse_late_notice,
    refuse_non_voting,
    unlisted_warnings,
)
from orglife.errors import InvalidRecordError, RuleBrokenError
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity, Ballots, ElectionCandidate, Motion
from orglife.model.branch import Branch
from orglife.model.names import describe_activity, find_member, parse_term
from orglife.model.roster import may_vote
from orglife.model.terms import OFFICES
from orglife.model.voting import (
    candidates_needed,
    elected_members,
    electorate,
    judge_motion,
    office_of,
    outcome_of,
)


class ElectionEntry(NamedTuple):
    """An election as it is told; `votes` are pairs of name and number."""

    text: str
    seats: int
    issued: int
    returned: int
    votes: tuple[tuple[str, int], ...]
    spoiled: int = 0
    not_in_room: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    consent: date | None = None
    notice: date | None = None
    office: str = ""
    """members, secretary or deputy-secretary; by default what such a meeting elects."""
    reduced: bool = False
    """Whether the number of seats was brought down to those elected."""


def record_election(
    branch: Branch, activity: Activity, told: ElectionEntry, *, force: bool = False
) -> Change:
    """Add an election with its ballots to a meeting.

    Raises:
        InvalidRecordError: the meeting was not held or elects nobody; more ballots than voters,
            more returned than issued (void), more votes than ballots; told of after the meeting.
        RuleBrokenError: a candidate who can't be elected (EL-RIGHTS), without `force`.
        UnknownNameError, AmbiguousNameError: a name means nobody, or two.
    """
    refuse_non_voting(branch, activity)
    refuse_late_notice(activity, told.notice)
    candidates = _candidates(branch, activity, told.votes, force=force)
    motion = Motion(
        text=told.text,
        kind="election",
        not_in_room=not_in_room(branch, activity, told.not_in_room),
        excluded=exclusions(branch, activity, "election", told.excluded, told.consent, force=force),
        consent=told.consent,
        notice=told.notice,
        ballots=Ballots(
            seats=told.seats,
            issued=told.issued,
            returned=told.returned,
            spoiled=told.spoiled,
            candidates=candidates,
            office=parse_term(told.office, OFFICES, say("office")) if told.office else "",
            reduced=told.reduced,
        ),
    )
    _refuse_ballots(told, len(electorate(branch, activity, motion).present))
    changed = replace(activity, motions=(*activity.motions, motion))
    chosen = elected_members(branch, activity, motion)
    warnings = unlisted_warnings(branch, motion)
    if not judge_motion(branch, activity, motion).quorate:
        warnings += (say("an election without quorum is recorded; 'orglife check' reports it"),)
    else:
        warnings += tuple(_left_open(branch, activity, motion))
    warnings += tuple(_too_few(activity, motion))
    said = say(
        "Recorded the election at {activity}: elected {names}.",
        activity=describe_activity(branch, activity),
        names=tuple(branch.members[key].name for key in chosen) or say("nobody"),
    )
    return put_activity(branch, changed, said, warnings)


def _left_open(branch: Branch, activity: Activity, motion: Motion) -> Iterator[Message]:
    """Yield who has to be voted on again, and that seats are left open."""
    outcome = outcome_of(branch, activity, motion)
    ballots = motion.ballots
    if ballots is None or not outcome.open or ballots.reduced:
        return
    if outcome.tied:
        votes = next(one.votes for one in ballots.candidates if one.member in outcome.tied)
        yield say(
            "{names} have {votes} votes each for the last seat: the meeting votes again between"
            " them, and whoever then has more is elected (EL-WIN)",
            names=tuple(branch.members[key].name for key in outcome.tied),
            votes=votes,
        )
        return
    yield say_n(
        "{n} seat is open (EL-UNFILLED): elect again for it, or record with --reduced that the"
        " number was reduced",
        "{n} seats are open (EL-UNFILLED): elect again for them, or record with --reduced that the"
        " number was reduced",
        outcome.open,
    )


def _too_few(activity: Activity, motion: Motion) -> Iterator[Message]:
    ballots = motion.ballots
    if ballots is None or office_of(activity, motion) != "members":
        return
    needed = candidates_needed(ballots.seats)
    if len(ballots.candidates) < needed:
        yield say(
            "{candidates} for {seats}; at least {needed} (EL-DIFF)",
            candidates=say_n("{n} candidate", "{n} candidates", len(ballots.candidates)),
            seats=say_n("{n} seat", "{n} seats", ballots.seats),
            needed=needed,
        )


def _candidates(
    branch: Branch, activity: Activity, votes: Sequence[tuple[str, int]], *, force: bool
) -> tuple[ElectionCandidate, ...]:
    if not votes:
        raise InvalidRecordError(
            say("an election needs candidates"), hint=say('as in: --votes "Li Si=18; Wang Wu=12"')
        )
    found: dict[int, ElectionCandidate] = {}
    for name, number in votes:
        member = find_member(branch, name)
        if member.id in found:
            raise InvalidRecordError(say("{name} stands twice", name=member.name))
        if not may_vote(branch, member, activity.day) and not force:
            raise RuleBrokenError(
                say(
                    "{name} could not be elected on {day} (EL-RIGHTS)",
                    name=member.name,
                    day=activity.day,
                ),
                hint=say("--force records it all the same"),
            )
        found[member.id] = ElectionCandidate(member=member.id, votes=number)
    return tuple(found.values())


def _refuse_ballots(told: ElectionEntry, present: int) -> None:
    numbers: dict[str, object] = {
        "issued": told.issued,
        "returned": told.returned,
        "spoiled": told.spoiled,
        "present": present,
        "seats": told.seats,
    }
    if told.seats < 1 or min(told.issued, told.returned, told.spoiled) < 0:
        raise InvalidRecordError(
            say("seats are one or more, and no number of ballots is negative"),
        )
    if told.issued > present:
        raise InvalidRecordError(
            say("{issued} ballots issued, but {present} with a vote were in the room", **numbers),
            hint=say("mend the numbers, or the attendance with 'orglife activity attend'"),
        )
    if told.returned > told.issued:
        raise InvalidRecordError(
            say("{returned} ballots returned of {issued} issued: the election is void", **numbers),
            hint=say("elect again, and record that election"),
        )
    if told.spoiled > told.returned:
        raise InvalidRecordError(say("{spoiled} ballots spoiled of {returned} returned", **numbers))
    valid = told.returned - told.spoiled
    for name, number in told.votes:
        if not 0 <= number <= valid:
            raise InvalidRecordError(
                say(
                    "{votes} votes for {name}, of {valid} valid ballots",
                    votes=number,
                    name=name,
                    valid=valid,
                )
            )
    total = sum(number for _, number in told.votes)
    if total > valid * told.seats:
        raise InvalidRecordError(
            say(
                "{total} votes, but {valid} valid ballots for {seats} seats make at most {most}",
                total=total,
                valid=valid,
                seats=told.seats,
                most=valid * told.seats,
            )
        )
