"""Admission to the Party: the order of its stages, its intervals, and which motion is about whom.

Rules of 2014. Whoever records a step and whoever reports on one asks here. A day known only to the
month is read in the person's favour: a stage began with its first day.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from msgspec import Struct

from orglife.model.activity import Activity, Motion
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate, add_months
from orglife.model.member import AdmissionRecord, Member
from orglife.model.names import name_key
from orglife.model.roster import is_member_on
from orglife.model.terms import STAGES
from orglife.model.voting import judge_motion

ORDER = tuple(STAGES)
"""The stages, first to last."""
VOTED = ("probationary", "full")
"""Stages that the general meeting decides (branch regulation, Art. 11)."""


_STANDS_BY = re.compile("introduced by|introducer|介绍人|培养联系人", re.IGNORECASE)
"""Whom a motion names after one of these stands by the person and is no other case."""


class StageReached(Struct, frozen=True):
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

    An extension runs from the end of the period that it extends: of 29 February a year ends on
    28 February, and half a year more on 28 August. None where nobody knows when it began.
    """
    if member.joined is None:
        return None
    extended = member.development.extended if member.development is not None else 0
    return add_months(earliest_end(member.joined, months), extended)


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

    Those whose text has this name and no other; where none has it, those that name nobody. The
    rules ask for one vote a person (DV-ONE). An introducer or a contact of the person may be named.
    """
    named = [(one, named_in_motion(branch, member, one)) for one in _admissions(activity)]
    mine = [one for one, names in named if names == {member.id}]
    if mine or any(member.id in names for _, names in named):
        return mine
    return [one for one, names in named if not names]


def motions_with_others(
    branch: Branch, activity: Activity, member: Member
) -> list[tuple[Motion, set[int]]]:
    """Return the admission motions of a meeting that name somebody else, each with all it names."""
    named = [(one, named_in_motion(branch, member, one)) for one in _admissions(activity)]
    return [(one, names) for one, names in named if names - {member.id}]


def named_in_motion(branch: Branch, member: Member, motion: Motion) -> set[int]:
    """Return the ids of those whom a motion names, as it is read for `member`.

    A name that is also somebody else's means `member`; who introduces or cultivates the person is
    no other case.
    """
    found: set[int] = set()
    text = _STANDS_BY.split(motion.text, maxsplit=1)[0]
    for ids in persons_named(branch.members.values(), text):
        found |= {member.id} if member.id in ids else {min(ids)}
    record = record_of(member)
    return found - {*record.introducers, *record.contacts}


def persons_named(people: Collection[Member], text: str) -> list[set[int]]:
    """Return for each name that stands in `text` the ids of those who have it.

    A longer name goes before one within it; a name in Latin letters is looked for as whole words.
    """
    plain = name_key(text)
    latin = text.casefold()
    names: dict[str, set[int]] = {}
    for member in people:
        if not member.visiting:
            names.setdefault(name_key(member.name), set()).add(member.id)
    spelled = {name_key(one.name): one.name.casefold() for one in people}
    found = []
    for name in sorted(filter(None, names), key=len, reverse=True):
        if name.isascii():
            words = r"\s*".join(re.escape(word) for word in spelled[name].split())
            pattern = rf"(?<![a-z0-9]){words}(?![a-z0-9])"
            latin, times = re.subn(pattern, "\n", latin)
        else:
            times = plain.count(name)
            plain = plain.replace(name, "\n")
        if times:
            found.append(names[name])
    return found


def _admissions(activity: Activity) -> list[Motion]:
    return [one for one in activity.motions if one.kind == "admission"]


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


def record_of(member: Member) -> AdmissionRecord:
    """Return the admission record; an empty one for somebody who has none yet."""
    return member.development or AdmissionRecord()
