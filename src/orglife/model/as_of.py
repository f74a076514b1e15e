"""The branch as of a day: without records that begin later, with later end dates open.

`--as-of` asks what was true on a day. Code that computes on the result of `branch_as_of` need not
compare dates with the day again. Activities stay (lists call `held_by`), as do records without a
date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from msgspec.structs import replace

from orglife.model.base import HasDates
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate
from orglife.model.group import Group
from orglife.model.member import AdmissionRecord, Member, Transfer
from orglife.model.roster import confirmed_on
from orglife.model.task import Task

D = TypeVar("D", bound=HasDates)


def branch_as_of(branch: Branch, day: date) -> Branch:
    """Return the branch as `day` sees it; the same object where nothing lies after it."""
    changes: dict[str, Any] = {}
    members = {key: _member(branch, branch.members[key], day) for key in _changing(branch, day)}
    if any(one is not branch.members[key] for key, one in members.items()):
        changes["members"] = branch.members | members
    groups = {
        key: _group(one, day)
        for key, one in branch.groups.items()
        if one.formed is None or one.formed <= day
    }
    if len(groups) < len(branch.groups) or any(
        groups[key] is not one for key, one in branch.groups.items()
    ):
        changes["groups"] = groups
    posts = _runs(branch.posts.values(), day)
    if posts is not None:
        changes["posts"] = {one.id: one for one in posts}
    tasks = {key: _task(one, day) for key, one in branch.tasks.items() if one.opened <= day}
    if len(tasks) < len(branch.tasks) or any(
        tasks[key] is not one for key, one in branch.tasks.items()
    ):
        changes["tasks"] = tasks
    approved = tuple(one for one in branch.meta.extensions if one.approved <= day)
    if len(approved) < len(branch.meta.extensions):
        changes["meta"] = replace(branch.meta, extensions=approved)
    return replace(branch, **changes) if changes else branch


def _changing(branch: Branch, day: date) -> list[int]:
    """Return who may look different on `day`: a stage lies after it, or something has an end.

    Asked of every member of every branch that is audited, of whom few are such.
    """
    return [
        one.id
        for one in branch.members.values()
        if one.left
        or one.mobile
        or one.excused
        or one.exempt
        or one.suspended
        or one.transfers
        or one.development
        or [on for on in one.stages.values() if on is not None and on.first > day]
    ]


def _later(day: date | None, limit: date) -> bool:
    return day is not None and day > limit


def _runs(runs: Iterable[D], day: date) -> tuple[D, ...] | None:
    """Return the runs as `day` sees them, or None where nothing about them lies after it."""
    every = list(runs)
    if not [one for one in every if _later(one.since, day) or _later(one.until, day)]:
        return None
    return tuple(
        replace(one, until=None) if _later(one.until, day) else one  # type: ignore[type-var]  # every run of days is a Struct
        for one in every
        if not _later(one.since, day)
    )


def _group(group: Group, day: date) -> Group:
    changes: dict[str, Any] = {
        name: runs
        for name in ("memberships", "leaders")
        if (runs := _runs(getattr(group, name), day)) is not None
    }
    if _later(group.dissolved, day):
        changes["dissolved"] = None
    return replace(group, **changes) if changes else group


def _task(task: Task, day: date) -> Task:
    return replace(task, closed=None, result="") if _later(task.closed, day) else task


def _member(branch: Branch, member: Member, day: date) -> Member:
    changes: dict[str, Any] = {
        name: runs
        for name in ("mobile", "excused", "exempt", "suspended")
        if getattr(member, name) and (runs := _runs(getattr(member, name), day)) is not None
    }
    if member.left is not None and member.left.last > day:
        changes |= {"left": None, "left_reason": ""}
    stages = _stages(branch, member, day)
    if stages is not None:
        changes["stages"] = stages
    if member.transfers:
        transfers = tuple(_transfer(one, day) for one in member.transfers if one.sent <= day)
        if transfers != member.transfers:
            changes["transfers"] = transfers
    if member.development is not None:
        development = _development(branch, member.development, day)
        if development != member.development:
            changes["development"] = development
    return replace(member, **changes) if changes else member


def _stages(branch: Branch, member: Member, day: date) -> dict[str, PartialDate | None] | None:
    """Return the stages reached by `day`, or None where all were.

    A full member of whose admission nothing is known was a probationary one before. Who was not
    yet admitted was no full member either, even if nobody knows since when they are one.
    """
    stages = member.stages
    future = [code for code, on in stages.items() if on is not None and on.first > day]
    if "full" in stages and "full" not in future and _later(confirmed_on(branch, member), day):
        future.append("full")
    if not future:
        return None
    kept = {code: on for code, on in stages.items() if code not in future}
    if "full" in future and "probationary" not in stages:
        kept["probationary"] = None
    if "probationary" in future and kept.get("full", day) is None:
        del kept["full"]
    return kept


def _transfer(transfer: Transfer, day: date) -> Transfer:
    changes: dict[str, Any] = {
        name: None for name in ("received", "returned") if _later(getattr(transfer, name), day)
    }
    return replace(transfer, **changes) if changes else transfer


def _development(branch: Branch, one: AdmissionRecord, day: date) -> AdmissionRecord:
    changes: dict[str, Any] = {
        name: None
        for name in ("talked", "approved", "decided", "approved_full")
        if _later(getattr(one, name), day)
    }
    meeting = branch.activities.get(one.extended_by) if one.extended_by is not None else None
    if meeting is not None and not meeting.held_by(day):
        changes |= {"extended": 0, "extended_by": None}
    meeting = branch.activities.get(one.confirmed) if one.confirmed is not None else None
    if meeting is not None and not meeting.held_by(day):
        changes["confirmed"] = None
    return replace(
        one, reviews=tuple(review for review in one.reviews if review.held <= day), **changes
    )
