"""Who makes up a group: three or more members and at least one full member, on any day.

The two numbers are of the group rules (`docs/reference/rules.md`, GR-SIZE and GR-FULL). The branch
regulation itself gives none; the founding article asks for the full member.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.model.branch import Branch
from orglife.model.calendar import DAY
from orglife.model.group import Group
from orglife.model.roster import first_day, group_members_on


class Limits(NamedTuple):
    """How many members a group has at least, and how many of them are full."""

    members: int
    full: int


LIMITS = Limits(members=3, full=1)
"""What holds unless the branch's own layer of rules says otherwise."""


class Shortfall(NamedTuple):
    """What a group lacks on a day: `found` where `needed` are asked."""

    rule: str
    """GR-SIZE or GR-FULL."""
    group: int
    day: date
    needed: int
    found: int


def shortfalls(branch: Branch, group: Group, day: date, limits: Limits = LIMITS) -> list[Shortfall]:
    """Return what `group` lacks on `day`; nothing where it does not exist."""
    if not group.exists_on(day):
        return []
    members = group_members_on(branch, group, day)
    full = sum(member.stage_on(day) == "full" for member in members)
    size = len(members)
    found = []
    if size < limits.members:
        found.append(Shortfall("GR-SIZE", group.id, day, limits.members, size))
    if full < limits.full:
        found.append(Shortfall("GR-FULL", group.id, day, limits.full, full))
    return found


def change_days(branch: Branch, group: Group, after: date) -> list[date]:
    """Return the days later than `after` on which what makes up `group` changes, in order.

    Memberships begin and end, members arrive, leave, return and become full members, the group
    itself begins and ends.
    """
    days: set[date | None] = {group.formed}
    if group.dissolved is not None:
        days.add(group.dissolved + DAY)
    for one in group.memberships:
        member = branch.members[one.member]
        days |= {one.since, first_day(branch, member)}
        days |= {one.until + DAY} if one.until is not None else set()
        days |= {member.left.last + DAY} if member.left is not None else set()
        days |= {stage.first for stage in member.stages.values() if stage is not None}
        for transfer in member.transfers:
            days |= {transfer.received, transfer.returned}
    return sorted(day for day in days if day is not None and day > after)
