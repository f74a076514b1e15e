"""Checks of votes: quorum, majority, exclusions, notice, candidates, one vote a person.

Branch regulation, Arts. 11 and 12; a motion that is not carried is no breach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.activity import Activity, Exclusion, Motion
from orglife.model.admission import persons_named
from orglife.model.branch import Branch
from orglife.model.roster import may_vote
from orglife.model.voting import (
    VoteVerdict,
    approved_exclusions,
    arithmetic,
    electorate_of,
    is_voting_meeting,
    judge_candidates,
    judge_motion,
    needed_present,
    outcome_of,
)
from orglife.rules.check_kind import register_check
from orglife.rules.context import CheckContext
from orglife.rules.finding import (
    Arithmetic,
    ExcludedMember,
    FindingDetails,
    Judgement,
    Reference,
    evidence,
)
from orglife.rules.rule import Parameter

MEETING = Motion(text="")
"""Stands for the meeting itself, where nothing was put to the vote."""


class QuorumCount(Struct, frozen=True):
    """How many were present at a motion, or at a meeting."""

    motion: str
    due: int
    present: int
    needed: int
    excluded: tuple[Exclusion, ...]


@register_check(
    "quorum",
    about="activity",
    parameters={
        "motion": Parameter(str, choices=("ordinary", "committee", "admission", "election")),
        "meeting": Parameter(str, ""),
    },
)
def quorum(context: CheckContext) -> Iterator[Judgement]:
    """Every motion of this kind was put to a meeting that could decide it.

    Counts over those who had a vote on the day of the meeting: a later resignation does not make
    an old meeting quorate. One finding a meeting, with the numbers of its thinnest vote. A kind of
    `meeting` is one that may not even proceed without its quorum, motion or not.
    """
    meeting, wanted = context.text("meeting"), context.text("motion")
    meetings = context.held(meeting) if meeting else []
    voted = [activity for activity in context.voted() if activity.kind != meeting]
    for activity in filter(is_voting_meeting, [*meetings, *voted]):
        presences = [
            _presence(context, activity, motion)
            for motion in activity.motions
            if arithmetic(activity, motion) == wanted
        ]
        if activity.kind == meeting and activity.attendance is not None:
            presences.append(_presence(context, activity, MEETING))
        if not presences:
            continue
        thinnest = min(presences, key=lambda count: count.present - count.needed)
        yield context.record_finding(
            activity.day,
            met=thinnest.present >= thinnest.needed,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                _message(thinnest),
                Arithmetic(
                    thinnest.needed,
                    thinnest.present,
                    thinnest.due,
                    tuple(
                        ExcludedMember(
                            exclusion.member,
                            context.branch.members[exclusion.member].name,
                            exclusion.reason,
                        )
                        for exclusion in thinnest.excluded
                    ),
                    evidence([activity]),
                ),
            ),
        )


def _presence(context: CheckContext, activity: Activity, motion: Motion) -> QuorumCount:
    entitled = context.facts.roster_on(activity.day).entitled(activity.scope)
    voters = electorate_of(activity, motion, entitled)
    due = len(voters.due)
    needed = needed_present(voters.kind, due)
    return QuorumCount(motion.text, due, len(voters.present), needed, voters.excluded)


def _message(count: QuorumCount) -> Message:
    values = {"present": count.present, "due": count.due, "needed": count.needed}
    said = say("{present} of the {due} who should decide were present, {needed} needed", **values)
    return say("{motion}: {verdict}", motion=count.motion, verdict=said) if count.motion else said


class MotionDecision(Struct, frozen=True):
    """What was put to the vote, a motion or a candidate, and the verdict."""

    about: str
    verdict: VoteVerdict


@register_check(
    "majority",
    about="activity",
    parameters={"motion": Parameter(str, choices=("ordinary", "admission", "election"))},
)
def majority(context: CheckContext) -> Iterator[Judgement]:
    """Every motion of this kind has its verdict; one finding a meeting, always met.

    Needed, found and base are of the vote with the smallest margin. That a meeting without quorum
    decided is a finding of the quorum's rule.
    """
    for activity in context.voted():
        if not is_voting_meeting(activity):
            continue
        decisions = [
            decision
            for motion in activity.motions
            if arithmetic(activity, motion) == context.text("motion")
            for decision in verdicts_on(context.branch, activity, motion)
        ]
        if not decisions:
            continue
        closest = min(
            (decision.verdict for decision in decisions),
            key=lambda verdict: abs(verdict.yes - verdict.needed_yes),
        )
        base = closest.present if closest.kind == "election" else closest.due
        yield context.record_finding(
            activity.day,
            met=True,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                _joined(tuple(_said(context, activity))),
                Arithmetic(closest.needed_yes, closest.yes, base, records=evidence([activity])),
            ),
        )


def _said(context: CheckContext, activity: Activity) -> Iterator[Message]:
    """Yield what came of each motion of the kind that is judged: of an election, who is elected."""
    for motion in activity.motions:
        if arithmetic(activity, motion) != context.text("motion"):
            continue
        if motion.ballots is not None:
            yield election_said(context.branch, activity, motion)
            continue
        yield from map(decision_said, verdicts_on(context.branch, activity, motion))


def election_said(branch: Branch, activity: Activity, motion: Motion) -> Message:
    """Return who is elected, with the votes, who is not, and who is voted on again."""
    outcome = outcome_of(branch, activity, motion)
    votes = motion.ballots.candidates if motion.ballots is not None else ()
    counts = {one.member: one.votes for one in votes}

    def listed(keys: Iterable[int]) -> tuple[str, ...]:
        return tuple(f"{branch.members[key].name} ({counts[key]})" for key in keys)

    verdict = judge_motion(branch, activity, motion)
    others = [
        one.member
        for one in sorted(votes, key=lambda one: -one.votes)
        if one.member not in outcome.elected and one.member not in outcome.tied
    ]
    said = say(
        "elected: {names}; {needed} of {present} needed",
        names=listed(outcome.elected) or say("nobody"),
        needed=verdict.needed_yes,
        present=verdict.present,
    )
    if not verdict.quorate:
        return say("elected: nobody, no quorum; votes: {names}", names=listed(counts))
    if outcome.tied:
        said = say(
            "{said}; as many votes each for the last seat, not elected, voted on again: {names}",
            said=said,
            names=listed(outcome.tied),
        )
    if others:
        said = say("{said}; not elected: {names}", said=said, names=listed(others))
    return said


def verdicts_on(branch: Branch, activity: Activity, motion: Motion) -> Iterator[MotionDecision]:
    """Yield the verdict on a motion; of an election with ballots, on each candidate."""
    if motion.ballots is None:
        yield MotionDecision(motion.text, judge_motion(branch, activity, motion))
        return
    for candidate, verdict in judge_candidates(branch, activity, motion):
        yield MotionDecision(branch.members[candidate.member].name, verdict)


def decision_said(decision: MotionDecision) -> Message:
    """Return the verdict on what was put to the vote, with its numbers."""
    verdict = decision.verdict
    base = verdict.present if verdict.kind == "election" else verdict.due
    values = {
        "about": decision.about,
        "yes": verdict.yes,
        "base": base,
        "needed": verdict.needed_yes,
    }
    if not verdict.quorate:
        return say("{about}: not carried, no quorum; {yes} approved", **values)
    if verdict.carried:
        return say("{about}: carried, {yes} of {base} approved, {needed} needed", **values)
    return say("{about}: not carried, {yes} of {base} approved, {needed} needed", **values)


def _joined(messages: tuple[Message, ...]) -> Message:
    return messages[0] if len(messages) == 1 else say("{verdicts}", verdicts=messages)


@register_check("exclusions", about="activity")
def exclusions_approved(context: CheckContext) -> Iterator[Judgement]:
    """Everyone left out of those who should attend has a reason and the superior's consent."""
    for activity in context.voted():
        every = [exclusion for motion in activity.motions for exclusion in motion.excluded]
        if not every:
            continue
        approved = [
            exclusion
            for motion in activity.motions
            for exclusion in approved_exclusions(activity, motion)
        ]
        doubtful = [exclusion.member for exclusion in every if exclusion not in approved]
        yield context.record_finding(
            activity.day,
            met=not doubtful,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say(
                    "left out for no listed reason, or without the superior's consent by the day:"
                    " {names}; they count all the same",
                    names=context.names(doubtful),
                )
                if doubtful
                else say(
                    "left out for a listed reason and with the superior's consent: {names}",
                    names=context.names(exclusion.member for exclusion in every),
                ),
                Arithmetic(len(every), len(approved), records=evidence([activity])),
            ),
        )


@register_check("notice", about="activity")
def notice_given(context: CheckContext) -> Iterator[Judgement]:
    """Members were told by the day of the meeting what would be put to the vote."""
    for activity in context.voted():
        motions = activity.motions if activity.scope == "branch" else ()
        if not motions:
            continue
        unannounced = tuple(
            motion.text
            for motion in motions
            if motion.notice is None or motion.notice > activity.day
        )
        yield context.record_finding(
            activity.day,
            met=not unannounced,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("put to the vote without a date of notice: {motions}", motions=unannounced)
                if unannounced
                else say("members were told of every motion before the vote"),
                Arithmetic(
                    len(motions), len(motions) - len(unannounced), records=evidence([activity])
                ),
            ),
        )


@register_check("candidates", about="activity")
def candidates_entitled(context: CheckContext) -> Iterator[Judgement]:
    """Whoever stands for election has the right to be elected (election regulation, Art. 5)."""
    for activity in context.voted():
        candidates = [candidate for motion in activity.motions for candidate in _candidates(motion)]
        if not candidates or not is_voting_meeting(activity):
            continue
        members = [context.branch.members[key] for key in candidates]
        without = tuple(
            member.name for member in members if not may_vote(context.branch, member, activity.day)
        )
        yield context.record_finding(
            activity.day,
            met=not without,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("stood for election without the right to be elected: {names}", names=without)
                if without
                else say("every candidate had the right to be elected"),
                Arithmetic(len(members), len(members) - len(without), records=evidence([activity])),
            ),
        )


def _candidates(motion: Motion) -> tuple[int, ...]:
    ballots = motion.ballots
    return (
        tuple(candidate.member for candidate in ballots.candidates) if ballots is not None else ()
    )


@register_check("one-by-one", about="activity")
def one_by_one(context: CheckContext) -> Iterator[Judgement]:
    """As many votes on admission as persons decided on, each about one person alone."""
    decided: dict[int, list[int]] = {}
    for member in context.branch.members.values():
        if member.development is not None:
            for source in {member.development.voted, member.development.confirmed}:
                if source is not None:
                    decided.setdefault(source, []).append(member.id)
    for activity in context.held() if decided else ():
        persons = decided.get(activity.id, [])
        if not persons:
            continue
        motions = [one for one in activity.motions if one.kind == "admission"]
        together = [one for one in motions if _names_several(context, one, persons)]
        votes = len(motions)
        yield context.record_finding(
            activity.day,
            met=votes >= len(persons) and not together,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say(
                    "decided on: {names}; one motion for several: {motions}",
                    names=context.names(persons),
                    motions=tuple(one.text for one in together),
                )
                if together
                else say(
                    "decided on: {names}; votes on admission: {votes}",
                    names=context.names(persons),
                    votes=votes,
                ),
                Arithmetic(
                    len(persons),
                    votes,
                    records=(
                        *evidence([activity]),
                        *(Reference("member", person) for person in persons),
                    ),
                ),
            ),
        )


def _names_several(context: CheckContext, motion: Motion, persons: list[int]) -> bool:
    """Whether a motion names more than one of those on whom the meeting decided."""
    people = [context.branch.members[key] for key in persons]
    return len(persons_named(people, motion.text)) > 1
