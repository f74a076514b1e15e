"""Admission to the Party: the order of its stages, its intervals, and which motion is about whom.

Rules of 2014. Whoever records a step and whoever reports on one asks here. A day known only to the
month is read in the person's favour: a stage began with its first day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from orglife.model.activity import Activity, Motion
from orglife.model.branch import Branch
from orglife.model.calendar import DAY, PartialDate, add_months
from orglife.model.member import AdmissionRecord, Member
from orglife.model.names import name_key
from orglife.model.roster import is_member_on
from orglife.model.terms import STAGES
from orglife.model.voting import judge_motion

ORDER = tuple(STAGES)
"""The stages, first to last."""
VOTED = ("probationary", "full")
"""Stages that the general meeting decides (branch regulation, Art. 11)."""


class StageReached(NamedTuple):
    """A stage and the day on which it was reached, where that is known."""

    stage: str
    on: PartialDate | None


def latest_stage(member: Member) -> StageReached | None:
    """Return the last stage on record, or None for somebody without any."""
    return next(
        (
            StageReached(code, member.stages[code])
            for code in reversed(ORDER)
            if code in member.stages
        ),
        None,
    )


def next_stage(stage: str) -> str | None:
    """Return the stage after `stage`; None after the last."""
    at = ORDER.index(stage) + 1
    return ORDER[at] if at < len(ORDER) else None


def skipped_stages(member: Member, stage: str) -> tuple[str, ...]:
    """Return the stages between the last on record and `stage`, which would be left out."""
    last = latest_stage(member)
    begin = ORDER.index(last.stage) + 1 if last is not None else 0
    return ORDER[begin : ORDER.index(stage)]


def earliest_end(begun: PartialDate, months: int) -> date:
    """Return the first day on which a stage that lasts `months` may end."""
    return add_months(begun.first, months)


def probation_end(member: Member, months: int) -> date | None:
    """Return the day on which the probation of `months`, and its extension, is over.

    None where nobody knows when it began.
    """
    if member.joined is None:
        return None
    extended = member.development.extended if member.development is not None else 0
    return earliest_end(member.joined, months + extended)


def is_in_admission(branch: Branch, member: Member, day: date) -> bool:
    """Whether the person is an applicant up to a probationary member of this branch on `day`."""
    stage = member.stage_on(day)
    if stage in (None, "full") or member.former or member.visiting:
        return False
    if stage == "probationary":
        return is_member_on(branch, member, day)
    return member.left is None or day <= member.left.last


def decided_at(branch: Branch, activity: int) -> Iterator[Member]:
    """Yield those whom a motion of this meeting admitted, confirmed, or kept on probation."""
    for member in branch.members.values():
        one = member.development
        if one is not None and activity in (one.voted, one.confirmed, one.extended_by):
            yield member


def motions_about(branch: Branch, activity: Activity, member: Member) -> list[Motion]:
    """Return the admission motions of a meeting that can be about `member`.

    Those whose text has the name; where none has it, those that name nobody else whom it can be
    about. The rules ask for one vote a person (DV-ONE).
    """
    before = activity.day - DAY
    people = [one for one in branch.members.values() if one.stage_on(before) != "full"]
    motions = [one for one in activity.motions if one.kind == "admission"]
    named = [(one, _named_in(people, one.text)) for one in motions]
    mine = [one for one, ids in named if member.id in ids]
    return mine or [one for one, ids in named if not ids]


def carried_about(branch: Branch, activity: Activity, member: Member) -> list[Motion]:
    """Return the carried motions about `member` that have not decided on somebody else."""
    mine = motions_about(branch, activity, member)
    carried = [one for one in mine if judge_motion(branch, activity, one).carried]
    used = sum(
        motions_about(branch, activity, other) == mine
        for other in decided_at(branch, activity.id)
        if other.id != member.id
    )
    return carried[used:]


def _named_in(people: Iterable[Member], text: str) -> set[int]:
    """Return the ids of those whose name stands in `text`, a longer name before one within it."""
    plain = name_key(text)
    found: set[int] = set()
    names: dict[str, set[int]] = {}
    for member in people:
        names.setdefault(name_key(member.name), set()).add(member.id)
    for name in sorted(names, key=len, reverse=True):
        if name and name in plain:
            found |= names[name]
            plain = plain.replace(name, "\n")
    return found


def record_of(member: Member) -> AdmissionRecord:
    """Return the admission record; an empty one for somebody who has none yet."""
    return member.development or AdmissionRecord()
