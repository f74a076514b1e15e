"""What goes with a motion: exclusions, notice, rights of candidates, one vote a person."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say
from orglife.model.activity import Motion
from orglife.model.motion import approved_exclusions, decides
from orglife.model.roster import may_vote
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Reference, Sum, evidence


def exclusions_approved(case: Case) -> Iterator[Judgement]:
    """Everyone left out of those who should attend has a reason and the superior's consent."""
    for activity in case.voted():
        every = [one for motion in activity.motions for one in motion.excluded]
        if not every:
            continue
        approved = [
            one for motion in activity.motions for one in approved_exclusions(activity, motion)
        ]
        doubtful = [one.member for one in every if one not in approved]
        yield case.of_record(
            activity.day,
            met=not doubtful,
            details=lambda: Details(
                case.the_activity(activity),
                say(
                    "left out without a reason, "
                    "or without the superior's consent by the day: {names}",
                    names=case.names(doubtful),
                )
                if doubtful
                else say(
                    "left out with a reason and the superior's consent: {names}",
                    names=case.names(one.member for one in every),
                ),
                Sum(len(every), len(approved), records=evidence([activity])),
            ),
        )


def notice_given(case: Case) -> Iterator[Judgement]:
    """Members were told by the day of the meeting what would be put to the vote."""
    for activity in case.voted():
        motions = activity.motions if activity.scope == "branch" else ()
        if not motions:
            continue
        unannounced = tuple(
            one.text for one in motions if one.notice is None or one.notice > activity.day
        )
        yield case.of_record(
            activity.day,
            met=not unannounced,
            details=lambda: Details(
                case.the_activity(activity),
                say("put to the vote without a date of notice: {motions}", motions=unannounced)
                if unannounced
                else say("members were told of every motion before the vote"),
                Sum(len(motions), len(motions) - len(unannounced), records=evidence([activity])),
            ),
        )


def candidates_entitled(case: Case) -> Iterator[Judgement]:
    """Whoever stands for election has the right to be elected (election regulation, Art. 5)."""
    for activity in case.voted():
        candidates = [one for motion in activity.motions for one in _candidates(motion)]
        if not candidates or not decides(activity):
            continue
        members = [case.branch.members[key] for key in candidates]
        without = tuple(one.name for one in members if not may_vote(case.branch, one, activity.day))
        yield case.of_record(
            activity.day,
            met=not without,
            details=lambda: Details(
                case.the_activity(activity),
                say("stood for election without the right to be elected: {names}", names=without)
                if without
                else say("every candidate had the right to be elected"),
                Sum(len(members), len(members) - len(without), records=evidence([activity])),
            ),
        )


def _candidates(motion: Motion) -> tuple[int, ...]:
    ballots = motion.ballots
    return tuple(one.member for one in ballots.candidates) if ballots is not None else ()


def one_by_one(case: Case) -> Iterator[Judgement]:
    """As many votes on admission as persons whom the meeting admitted or confirmed."""
    decided: dict[int, list[int]] = {}
    for member in case.branch.members.values():
        if member.development is not None:
            for source in {member.development.voted, member.development.confirmed}:
                if source is not None:
                    decided.setdefault(source, []).append(member.id)
    for activity in case.held() if decided else ():
        persons = decided.get(activity.id, [])
        if not persons:
            continue
        votes = sum(motion.kind == "admission" for motion in activity.motions)
        yield case.of_record(
            activity.day,
            met=votes >= len(persons),
            details=lambda: Details(
                case.the_activity(activity),
                say(
                    "decided on: {names}; votes on admission: {votes}",
                    names=case.names(persons),
                    votes=votes,
                ),
                Sum(
                    len(persons),
                    votes,
                    records=(
                        *evidence([activity]),
                        *(Reference("member", person) for person in persons),
                    ),
                ),
            ),
        )
