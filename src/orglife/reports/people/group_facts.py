"""What is counted about a group: who leads it, what it has held, who came. Nothing is scored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.roster import group_members_on
from orglife.model.terms import ATTENDANCE, GROUP_TYPES, fold
from orglife.reports.duties.duty import counts
from orglife.rules.finding import Finding

MEETINGS = "GR-FREQ"
"""The rule whose findings say how many meetings were due."""


def leader_of(branch: Branch, group: Group, day: date) -> Member | None:
    """Return who leads the group on `day`, being one of it."""
    leader = group.leader_on(day)
    inside = {one.id: one for one in group_members_on(branch, group, day)}
    return inside.get(leader.member) if leader is not None else None


def group_data(
    branch: Branch, group: Group, findings: Sequence[Finding], day: date
) -> dict[str, Any]:
    """Return a group for programs, as of `day`."""
    members = group_members_on(branch, group, day)
    leader = leader_of(branch, group, day)
    needed, done = meetings_of(group, findings)
    held = activities_of(branch, group, day)
    return {
        "id": group.id,
        "name": group.name,
        "type": group.type,
        "type_title": GROUP_TYPES[group.type],
        "basis": group.basis,
        "members": len(members),
        "full": sum(one.stage_on(day) == "full" for one in members),
        "leader": {"id": leader.id, "name": leader.name} if leader is not None else None,
        "meetings_due": needed,
        "meetings_held": done,
        "last_held": held[-1].day if held else None,
    }


def meetings_of(group: Group, findings: Sequence[Finding]) -> tuple[int, int]:
    """Return how many meetings were due by now and how many of these were held."""
    return counts(
        [
            one
            for one in findings
            if one.rule.id == MEETINGS and (one.subject.type, one.subject.id) == ("group", group.id)
        ]
    )


def activities_of(branch: Branch, group: Group, day: date) -> list[Activity]:
    """Return what the group has held by `day`, by day."""
    return sorted(
        (one for one in branch.activities.values() if one.group == group.id and one.held_by(day)),
        key=lambda one: (one.day, one.id),
    )


def held_at_venue(branch: Branch, group: Group, day: date) -> list[Activity]:
    """Return what anybody has held by `day` at the group's own place."""
    if not group.venue:
        return []
    return sorted(
        (
            one
            for one in branch.activities.values()
            if one.held_by(day) and fold(one.place) == fold(group.venue)
        ),
        key=lambda one: (one.day, one.id),
    )


def attendance_of(activities: Sequence[Activity]) -> dict[str, int]:
    """Return how many came and how many did not, by state, over `activities`."""
    found = dict.fromkeys(("expected", *ATTENDANCE), 0)
    for one in activities:
        if one.attendance is not None:
            found["expected"] += len(one.attendance.expected)
            found["present"] += len(one.attendance.present)
            for absence in one.attendance.others.values():
                found[absence.state] += 1
    return found
