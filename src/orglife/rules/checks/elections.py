"""Checks of elections: enough candidates, no seat left open (election regulation of 2020)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity, Motion
from orglife.model.voting import (
    candidates_needed,
    is_voting_meeting,
    judge_motion,
    office_of,
    outcome_of,
)
from orglife.rules.check_kind import register_check
from orglife.rules.context import CheckContext
from orglife.rules.finding import Arithmetic, FindingDetails, Judgement, evidence
from orglife.rules.rule import Parameter


@register_check(
    "candidates-enough",
    about="activity",
    parameters={"percent": Parameter(int, 20, most=1_000)},
)
def candidates_enough(context: CheckContext) -> Iterator[Judgement]:
    """More candidates stand for the committee than there are seats, by so many percent.

    A by-election is judged alike. One finding a meeting, with the numbers of the scarcest.
    """
    percent = context.number("percent")
    for activity in context.voted():
        found = [
            (one.ballots.seats, len(one.ballots.candidates))
            for one in activity.motions
            if one.ballots is not None and office_of(activity, one) == "members"
        ]
        if not found or not is_voting_meeting(activity):
            continue
        seats, candidates = min(found, key=lambda one: one[1] - candidates_needed(one[0], percent))
        needed = candidates_needed(seats, percent)
        yield context.record_finding(
            activity.day,
            met=candidates >= needed,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say(
                    "{candidates} for {seats}; at least {needed}, {percent}% more than the seats",
                    candidates=say_n("{n} candidate", "{n} candidates", candidates),
                    seats=say_n("{n} seat", "{n} seats", seats),
                    needed=needed,
                    percent=percent,
                ),
                Arithmetic(needed, candidates, seats, records=evidence([activity])),
            ),
        )


class SeatsFilled(Struct, frozen=True):
    """The seats filled by an election and those that followed it for the same office."""

    seats: int
    filled: int
    tied: tuple[int, ...]
    reduced: bool
    meetings: tuple[Activity, ...]


@register_check("seats-open", about="activity")
def seats_open(context: CheckContext) -> Iterator[Judgement]:
    """Every seat of an election is filled, by it or by one that followed, or given up.

    Of a meeting that could not elect, and of a vote again, nothing is said here.
    """
    for activity in context.voted():
        if not is_voting_meeting(activity):
            continue
        lefts = [
            _left(context, activity, place)
            for place, one in enumerate(activity.motions)
            if one.ballots is not None
            and judge_motion(context.branch, activity, one).quorate
            and not _votes_again(activity, place)
        ]
        if not lefts:
            continue
        worst = max(lefts, key=lambda one: 0 if one.reduced else one.seats - one.filled)
        yield context.record_finding(
            activity.day,
            met=worst.reduced or worst.filled >= worst.seats,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                _left_said(context, worst),
                Arithmetic(worst.seats, worst.filled, records=evidence(worst.meetings)),
            ),
        )


def _votes_again(activity: Activity, place: int) -> bool:
    """Whether the meeting voted on the same office before: then the first one is judged."""
    office = office_of(activity, activity.motions[place])
    return any(
        one.ballots is not None and office_of(activity, one) == office
        for one in activity.motions[:place]
    )


def _left(context: CheckContext, activity: Activity, place: int) -> SeatsFilled:
    motion = activity.motions[place]
    office = office_of(activity, motion)
    first = outcome_of(context.branch, activity, motion)
    seats = len(first.elected) + first.open
    chosen, tied = set(first.elected), first.tied
    reduced = motion.ballots is not None and motion.ballots.reduced
    meetings = [activity]
    for meeting, later in _later(context, activity, place):
        if len(chosen) >= seats or later.ballots is None or office_of(meeting, later) != office:
            continue
        again = outcome_of(context.branch, meeting, later)
        chosen |= set(again.elected)
        tied = again.tied
        reduced = reduced or later.ballots.reduced
        meetings.append(meeting)
    evidence_of = tuple({one.id: one for one in meetings}.values())
    return SeatsFilled(seats, min(len(chosen), seats), tied, reduced, evidence_of)


def _later(
    context: CheckContext, activity: Activity, place: int
) -> Iterator[tuple[Activity, Motion]]:
    """Yield the motions put to the vote after one: of the meeting itself, then of later ones."""
    for motion in activity.motions[place + 1 :]:
        yield activity, motion
    after = [
        one
        for one in context.branch.activities.values()
        if one.motions
        and one.held_by(context.facts.as_of)
        and is_voting_meeting(one)
        and (one.day, one.id) > (activity.day, activity.id)
    ]
    for meeting in sorted(after, key=lambda one: (one.day, one.id)):
        for motion in meeting.motions:
            yield meeting, motion


def _left_said(context: CheckContext, left: SeatsFilled) -> Message:
    values = {"filled": left.filled, "seats": left.seats}
    if left.filled >= left.seats:
        return say("{filled} of {seats} seats filled", **values)
    if left.reduced:
        return say("{filled} of {seats} seats filled, the number of seats was reduced", **values)
    if left.tied:
        return say(
            "{filled} of {seats} seats filled; {names} have as many votes: it is voted again"
            " between them",
            **values,
            names=context.names(left.tied),
        )
    return say(
        "{filled} of {seats} seats filled; elect again for what is open, or reduce the number",
        **values,
    )
