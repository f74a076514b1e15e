"""What is on record already and contradicted by a fact entered late: lists of attendance, votes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orglife.actions.people.lists import lists_to_mend
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.motion import decides
from orglife.model.roster import entitled_on
from orglife.model.which import in_short
from orglife.rules.checks.majority import Decision, decision_said, verdicts_on

SHOWN = 5
"""Votes that are told one by one."""


def contradicted(before: Branch, after: Branch, members: Iterable[int]) -> Iterator[Message]:
    """Yield what is to be mended, or known, now that these members were here on other days."""
    yield from votes_recounted(before, after)
    for key in members:
        yield from lists_to_mend(before, after, key)


def votes_recounted(before: Branch, after: Branch) -> Iterator[Message]:
    """Yield the verdicts that turn, and the meetings where others should have decided.

    Who should decide is derived for the day of the meeting, so what is entered late about somebody
    counts for every vote since.
    """
    turned: list[Message] = []
    for activity in after.activities.values():
        if activity.state != "held" or not activity.motions or not decides(activity):
            continue
        now, then = (
            len(entitled_on(branch, activity.scope, activity.day)) for branch in (after, before)
        )
        if now == then:
            continue
        told = list(_turned(before, after, activity))
        turned += told or [_recounted(activity, now, then)]
    yield from turned[:SHOWN]
    more = len(turned) - SHOWN
    if more > 0:
        yield say("other votes are counted anew too: {n}; 'orglife check' has them all", n=more)


def _recounted(activity: Activity, now: int, then: int) -> Message:
    if now > then:
        return say(
            "more should have decided at #{id} than before: {now}, not {then}",
            id=activity.id,
            now=now,
            then=then,
        )
    return say(
        "fewer should have decided at #{id} than before: {now}, not {then}",
        id=activity.id,
        now=now,
        then=then,
    )


def _turned(before: Branch, after: Branch, activity: Activity) -> Iterator[Message]:
    for motion in activity.motions:
        for then, now in zip(
            verdicts_on(before, activity, motion), verdicts_on(after, activity, motion), strict=True
        ):
            if _outcome(then) != _outcome(now):
                yield say(
                    "{activity}: {now}; before this: {then}",
                    activity=in_short(after, activity),
                    now=decision_said(now),
                    then=decision_said(then),
                )


def _outcome(one: Decision) -> tuple[bool, bool]:
    return one.verdict.quorate, one.verdict.carried
