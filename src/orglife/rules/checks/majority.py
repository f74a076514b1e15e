"""What was decided: a verdict with its numbers. Not carried is no breach."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.activity import Activity, Motion
from orglife.model.branch import Branch
from orglife.model.motion import arithmetic, decides, judge_candidates, judge_motion
from orglife.model.quorum import Verdict
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum, evidence
from orglife.rules.parameter import Parameter

PARAMETERS = {"motion": Parameter(str, choices=("ordinary", "admission", "election"))}


class Decision(Struct, frozen=True):
    """What was put to the vote, a motion or a candidate, and the verdict."""

    about: str
    verdict: Verdict


def majority(case: Case) -> Iterator[Judgement]:
    """Every motion of this kind has its verdict; one finding a meeting, always met.

    Needed, found and base are of the vote with the smallest margin. That a meeting without quorum
    decided is a finding of the quorum's rule.
    """
    for activity in case.voted():
        if not decides(activity):
            continue
        decisions = [
            decision
            for motion in activity.motions
            if arithmetic(activity, motion) == case.text("motion")
            for decision in verdicts_on(case.branch, activity, motion)
        ]
        if not decisions:
            continue
        closest = min(
            (one.verdict for one in decisions), key=lambda one: abs(one.yes - one.needed_yes)
        )
        base = closest.present if closest.kind == "election" else closest.due
        yield case.of_record(
            activity.day,
            met=True,
            details=lambda: Details(
                case.the_activity(activity),
                _told(tuple(decision_said(one) for one in decisions)),
                Sum(closest.needed_yes, closest.yes, base, records=evidence([activity])),
            ),
        )


def verdicts_on(branch: Branch, activity: Activity, motion: Motion) -> Iterator[Decision]:
    """Yield the verdict on a motion; of an election with ballots, on each candidate."""
    if motion.ballots is None:
        yield Decision(motion.text, judge_motion(branch, activity, motion))
        return
    for candidate, verdict in judge_candidates(branch, activity, motion):
        yield Decision(branch.members[candidate.member].name, verdict)


def decision_said(one: Decision) -> Message:
    """Return the verdict on what was put to the vote, with its numbers."""
    verdict = one.verdict
    base = verdict.present if verdict.kind == "election" else verdict.due
    values = {"about": one.about, "yes": verdict.yes, "base": base, "needed": verdict.needed_yes}
    if not verdict.quorate:
        return say("{about}: not carried, no quorum; {yes} approved", **values)
    if verdict.carried:
        return say("{about}: carried, {yes} of {base} approved, {needed} needed", **values)
    return say("{about}: not carried, {yes} of {base} approved, {needed} needed", **values)


def _told(messages: tuple[Message, ...]) -> Message:
    return messages[0] if len(messages) == 1 else say("{verdicts}", verdicts=messages)
