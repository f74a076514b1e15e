"""Enough were present to decide (branch regulation, Arts. 11 and 12; admissions; elections)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.activity import Activity, Exclusion, Motion
from orglife.model.motion import arithmetic, decides, electorate_of
from orglife.model.quorum import needed_present
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, LeftOut, Sum, evidence
from orglife.rules.parameter import Parameter

PARAMETERS = {
    "motion": Parameter(str, choices=("ordinary", "committee", "admission", "election")),
    "meeting": Parameter(str, ""),
}


MEETING = Motion(text="")
"""Stands for the meeting itself, where nothing was put to the vote."""


class Presence(Struct, frozen=True):
    """How many were present at a motion, or at a meeting."""

    motion: str
    due: int
    present: int
    needed: int
    excluded: tuple[Exclusion, ...]


def quorum(case: Case) -> Iterator[Judgement]:
    """Every motion of this kind was put to a meeting that could decide it.

    Counts over those who had a vote on the day of the meeting: a later resignation does not make
    an old meeting quorate. One finding a meeting, with the numbers of its thinnest vote. A kind of
    `meeting` is one that may not even proceed without its quorum, motion or not.
    """
    meeting, wanted = case.text("meeting"), case.text("motion")
    meetings = case.held(meeting) if meeting else []
    voted = [one for one in case.voted() if one.kind != meeting]
    for activity in filter(decides, [*meetings, *voted]):
        presences = [
            _presence(case, activity, motion)
            for motion in activity.motions
            if arithmetic(activity, motion) == wanted
        ]
        if activity.kind == meeting and activity.attendance is not None:
            presences.append(_presence(case, activity, MEETING))
        if not presences:
            continue
        thinnest = min(presences, key=lambda one: one.present - one.needed)
        yield case.of_record(
            activity.day,
            met=thinnest.present >= thinnest.needed,
            details=lambda: Details(
                case.the_activity(activity),
                _message(thinnest),
                Sum(
                    thinnest.needed,
                    thinnest.present,
                    thinnest.due,
                    tuple(
                        LeftOut(one.member, case.branch.members[one.member].name, one.reason)
                        for one in thinnest.excluded
                    ),
                    evidence([activity]),
                ),
            ),
        )


def _presence(case: Case, activity: Activity, motion: Motion) -> Presence:
    entitled = case.facts.era(activity.day).entitled(activity.scope)
    voters = electorate_of(activity, motion, entitled)
    due = len(voters.due)
    needed = needed_present(voters.kind, due)
    return Presence(motion.text, due, len(voters.present), needed, voters.excluded)


def _message(one: Presence) -> Message:
    values = {"present": one.present, "due": one.due, "needed": one.needed}
    said = say("{present} of the {due} who should decide were present, {needed} needed", **values)
    return say("{motion}: {verdict}", motion=one.motion, verdict=said) if one.motion else said
