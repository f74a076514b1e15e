"""Votes, elections.

The verdict on a motion, with its arithmetic and the rules that it follows.

The verdict on an election, and what comes next: an election fills no seat by itself.
"""

from __future__ import annotations

from typing import Any

from orglife.messages import Message, say
from orglife.model.activity import Activity, Ballots, Motion
from orglife.model.branch import Branch
from orglife.model.names import members_named
from orglife.model.terms import EXCLUSIONS, MOTION_KINDS
from orglife.model.voting import (
    Electorate,
    VoteVerdict,
    elected_members,
    electorate,
    judge_motion,
    office_of,
    outcome_of,
)
from orglife.reports.view import Block, Column, Line, Table, View

QUORUM_RULES = {
    "ordinary": "GM-QUORUM",
    "committee": "CM-QUORUM",
    "admission": "DV-QUORUM",
    "election": "EL-QUORUM",
}
PASS_RULES = {
    "ordinary": "GM-PASS",
    "committee": "CM-QUORUM",
    "admission": "DV-PASS",
    "election": "EL-WIN",
}


def vote_view(branch: Branch, activity: Activity, motion: Motion) -> View:
    """Return the verdict on one motion of `activity`."""
    data = {
        "schema": "orglife.vote/1",
        "branch": branch.meta.name,
        "activity": activity.id,
        "day": activity.day,
        **motion_data(branch, activity, motion),
    }
    return View(data, verdict_blocks(branch, activity, motion))


def motion_data(branch: Branch, activity: Activity, motion: Motion) -> dict[str, Any]:
    """Return a motion with its numbers and verdict, for programs."""
    voters = electorate(branch, activity, motion)
    verdict = judge_motion(branch, activity, motion)
    return {
        "motion": motion.text,
        "kind": motion.kind,
        "title": MOTION_KINDS[motion.kind],
        "arithmetic": verdict.kind,
        "yes": motion.yes,
        "no": motion.no,
        "abstain": motion.abstain,
        "written": motion.written,
        "due": verdict.due,
        "present": verdict.present,
        "needed_present": verdict.needed_present,
        "quorate": verdict.quorate,
        "needed_yes": verdict.needed_yes,
        "carried": verdict.carried,
        "excluded": [
            {"id": one.member, "name": branch.members[one.member].name, "reason": one.reason}
            for one in voters.excluded
        ],
        "not_in_room": [
            {"id": key, "name": branch.members[key].name} for key in motion.not_in_room
        ],
        "consent": motion.consent,
        "notice": motion.notice,
        "differing": motion.differing,
        "ballots": _ballots_data(branch, activity, motion),
        "rules": [PASS_RULES[verdict.kind], QUORUM_RULES[verdict.kind]],
        "message": result(verdict)
        if motion.ballots is None
        else _outcome(branch, activity, motion),
    }


def verdict_blocks(branch: Branch, activity: Activity, motion: Motion) -> tuple[Block, ...]:
    """Return the lines that people read: the result, the quorum, who was left out."""
    voters = electorate(branch, activity, motion)
    verdict = judge_motion(branch, activity, motion)
    blocks: list[Block] = []
    if motion.ballots is None:
        blocks.append(Line(result(verdict), "met" if verdict.carried else "warning"))
    else:
        blocks.append(Line(_outcome(branch, activity, motion)))
        blocks.append(_candidates(branch, activity, motion, motion.ballots))
    blocks.append(Line(_quorum(verdict), "" if verdict.quorate else "error"))
    if voters.excluded:
        blocks.append(Line(_left_out(branch, motion, voters)))
    if motion.written:
        blocks.append(
            Line(say("The counts include {written} written opinions.", written=motion.written))
        )
    return tuple(blocks)


def count_text(motion: Motion) -> Message:
    """Return the count of a motion, or the ballots of an election."""
    ballots = motion.ballots
    if ballots is None:
        return say(
            "{yes} yes, {no} no, {abstain} abstained",
            yes=motion.yes,
            no=motion.no,
            abstain=motion.abstain,
        )
    return say(
        "Ballots: {issued} issued, {returned} returned, {spoiled} spoiled; {seats} to be elected",
        issued=ballots.issued,
        returned=ballots.returned,
        spoiled=ballots.spoiled,
        seats=ballots.seats,
    )


def _outcome(branch: Branch, activity: Activity, motion: Motion) -> Message:
    verdict = judge_motion(branch, activity, motion)
    names = tuple(branch.members[key].name for key in elected_members(branch, activity, motion))
    if not names:
        return say(
            "Nobody is elected: the votes of more than half of the {present} present ({needed})"
            " are needed.",
            present=verdict.present,
            needed=verdict.needed_yes,
        )
    return say(
        "Elected: {names}. The votes of more than half of the {present} present ({needed}) are"
        " needed.",
        names=names,
        present=verdict.present,
        needed=verdict.needed_yes,
    )


def _candidates(branch: Branch, activity: Activity, motion: Motion, ballots: Ballots) -> Table:
    chosen = elected_members(branch, activity, motion)
    return Table(
        columns=(
            Column("name", say("Candidate")),
            Column("votes", say("Votes"), "right"),
            Column("elected", say("Elected")),
        ),
        rows=tuple(
            (
                branch.members[one.member].name,
                one.votes,
                say("yes") if one.member in chosen else say("no"),
            )
            for one in ballots.candidates
        ),
    )


def _ballots_data(branch: Branch, activity: Activity, motion: Motion) -> dict[str, Any] | None:
    ballots = motion.ballots
    if ballots is None:
        return None
    outcome = outcome_of(branch, activity, motion)
    chosen = outcome.elected
    return {
        "seats": ballots.seats,
        "issued": ballots.issued,
        "returned": ballots.returned,
        "spoiled": ballots.spoiled,
        "office": office_of(activity, motion),
        "reduced": ballots.reduced,
        "open": outcome.open,
        "tied": list(outcome.tied),
        "candidates": [
            {
                "id": one.member,
                "name": branch.members[one.member].name,
                "votes": one.votes,
                "elected": one.member in chosen,
            }
            for one in ballots.candidates
        ],
    }


def result(verdict: VoteVerdict) -> Message:
    """Return whether it was carried, and by which arithmetic."""
    numbers: dict[str, object] = {
        "due": verdict.due,
        "needed": verdict.needed_yes,
        "yes": verdict.yes,
        "present": verdict.present,
        "needed_present": verdict.needed_present,
    }
    if not verdict.quorate:
        return say(
            "Not carried: without a quorum nothing is decided ({needed_present} needed,"
            " {present} present).",
            **numbers,
        )
    numbers["result"] = say("Carried") if verdict.carried else say("Not carried")
    if verdict.kind == "election":
        return say(
            "{result}: an election needs the votes of more than half of the {present} present"
            " ({needed}); {yes} were given.",
            **numbers,
        )
    if verdict.kind == "admission":
        return say(
            "{result}: admission needs more than half of the {due} who should attend to approve"
            " ({needed}); {yes} did.",
            **numbers,
        )
    if verdict.kind == "committee":
        return say(
            "{result}: the committee needs more than half of the {due} seated to approve"
            " ({needed}); {yes} did.",
            **numbers,
        )
    return say(
        "{result}: a motion needs more than half of the {due} who should attend to approve"
        " ({needed}); {yes} did.",
        **numbers,
    )


def _quorum(verdict: VoteVerdict) -> Message:
    numbers: dict[str, object] = {
        "present": verdict.present,
        "due": verdict.due,
        "needed": verdict.needed_present,
        "part": _part(verdict.kind),
        "rules": (PASS_RULES[verdict.kind], QUORUM_RULES[verdict.kind])
        if PASS_RULES[verdict.kind] != QUORUM_RULES[verdict.kind]
        else (PASS_RULES[verdict.kind],),
    }
    if verdict.quorate:
        return say("Quorum kept: {present} present, {part} {due}. (rule {rules})", **numbers)
    return say(
        "No quorum: {present} present, {needed} needed, {part} {due}. (rule {rules})", **numbers
    )


def _part(kind: str) -> Message:
    if kind == "admission":
        return say("more than half of")
    if kind == "election":
        return say("at least four fifths of")
    return say("at least half of")


def _left_out(branch: Branch, motion: Motion, voters: Electorate) -> Message:
    return say(
        "Left out of those who should attend, with the superior's consent of {day}: {who}.",
        day=motion.consent,
        who=tuple(
            say(
                "{name} ({reason})",
                name=branch.members[exclusion.member].name,
                reason=EXCLUSIONS.get(exclusion.reason, exclusion.reason),
            )
            for exclusion in voters.excluded
        ),
    )


def election_view(branch: Branch, activity: Activity, motion: Motion, program: str) -> View:
    """Return the verdict on an election, and the command that seats those elected.

    `program` is `orglife`, with its -f. An election fills no seat by itself: who of those elected
    takes which is decided after it.
    """
    view = vote_view(branch, activity, motion)
    chosen = elected_members(branch, activity, motion)
    if not chosen:
        return view
    pairs = " ".join(f'SEAT="{_typed(branch, key)}"' for key in chosen)
    command = f"{program} committee seat {pairs} --on {activity.day.isoformat()}"
    blocks = (
        *view.blocks,
        Line(say("Next, seat them: {command}", command=command), "hint"),
    )
    return View({**view.data, "next": command}, blocks)


def _typed(branch: Branch, key: int) -> str:
    """Return how a command names a member: namesakes by `#id`."""
    name = branch.members[key].name
    return name if len(members_named(branch, name)) == 1 else f"#{key}"
