"""Who is elected: those with enough votes, the most first, as many as there are seats."""

from __future__ import annotations

from orglife.model.activity import Activity, Motion
from orglife.model.branch import Branch
from orglife.model.motion import judge_candidates


def elected(branch: Branch, activity: Activity, motion: Motion) -> tuple[int, ...]:
    """Return the members elected, most votes first.

    Where as many votes were given to more candidates than seats are left, none of these is elected:
    they are voted on again.
    """
    if motion.ballots is None:
        return ()
    winners = [
        candidate
        for candidate, verdict in judge_candidates(branch, activity, motion)
        if verdict.carried
    ]
    winners.sort(key=lambda one: -one.votes)
    seats = motion.ballots.seats
    if len(winners) > seats:
        border = winners[seats].votes
        winners = [one for one in winners[:seats] if one.votes > border]
    return tuple(one.member for one in winners)
