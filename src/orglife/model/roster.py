"""Who belongs, should attend and may vote on a day, and what a group lacks; derived, never stored.

Every function takes the branch and the day: a later resignation changes nothing about an earlier
meeting. Groups need three members, one of them full (GR-SIZE, GR-FULL; founding article).
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date

from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.base import HasDates
from orglife.model.branch import Branch, Extension
from orglife.model.calendar import DAY
from orglife.model.group import Group, Post
from orglife.model.member import Member

LEADING_SEATS = ("secretary", "deputy-secretary")
"""The seats that exist without a committee too (branch regulation, Art. 20)."""


def first_day(branch: Branch, member: Member) -> date:
    """Return the later of the founding, the arrival and the admission."""
    # Asked thousands of times a check: no list, no generator.
    day = branch.meta.founded
    arrived, joined = member.arrived, member.joined
    if arrived is not None and arrived.first > day:
        day = arrived.first
    if joined is not None and joined.first > day:
        day = joined.first
    return day


def is_member_on(branch: Branch, member: Member, day: date) -> bool:
    """Whether the organizational relationship is here on `day`.

    Somebody sent away but not yet received elsewhere still counts (education regulation, Art. 25).
    """
    return (
        not member.former
        and not member.visiting
        and first_day(branch, member) <= day
        and (member.left is None or day <= member.left.last)
        and not (member.transfers and member.transferred_on(day))
        and member.stage_on(day) in ("full", "probationary")
    )


def members_on(branch: Branch, day: date) -> list[Member]:
    """Return the members of the branch on `day`, full and probationary, by id."""
    return [member for member in branch.members.values() if is_member_on(branch, member, day)]


def may_vote(branch: Branch, member: Member, day: date) -> bool:
    """Whether the member has the right to vote on `day` (election regulation, Art. 5)."""
    return is_member_on(branch, member, day) and has_vote(branch, member, day)


def has_vote(branch: Branch, member: Member, day: date) -> bool:
    """Whether a member who is here on `day` has the right to vote then.

    Somebody whom a meeting made a full member votes from the day after it, even if the full
    membership is counted from an earlier day: what a meeting knew decides.
    """
    if member.stage_on(day) != "full" or (member.suspended and member.suspended_on(day)):
        return False
    decided = confirmed_on(branch, member)
    return decided is None or decided < day


def confirmed_on(branch: Branch, member: Member) -> date | None:
    """Return the day on which it was decided that `member` becomes a full member, if known."""
    record = member.development
    if record is None:
        return None
    meeting = None if record.confirmed is None else branch.activities.get(record.confirmed)
    return record.decided if meeting is None else meeting.day


def known_full(branch: Branch, member: Member, day: date) -> bool:
    """Whether `member` was a full member on `day` as far as was known then."""
    if member.stage_on(day) != "full":
        return False
    decided = confirmed_on(branch, member)
    return decided is None or decided <= day


def members_known_full_on(branch: Branch, day: date) -> list[Member]:
    """Return the members of whom it was known on `day` that they are full members, by id.

    The number of which a third may be excellent in an appraisal on that day.
    """
    return [member for member in members_on(branch, day) if known_full(branch, member, day)]


def voters_on(branch: Branch, day: date) -> list[Member]:
    """Return the members with voting right on `day`, by id."""
    return [member for member in branch.members.values() if may_vote(branch, member, day)]


def full_members_on(branch: Branch, day: date) -> list[Member]:
    """Return the full members on `day`, by id."""
    return [one for one in members_on(branch, day) if one.stage_on(day) == "full"]


def groups_on(branch: Branch, day: date) -> list[Group]:
    """Return the groups that exist on `day`, by id."""
    if day < branch.meta.founded:
        return []
    return [group for group in branch.groups.values() if group.exists_on(day)]


def group_members_on(branch: Branch, group: Group, day: date) -> list[Member]:
    """Return who is in `group` on `day`, by id; nobody where it does not exist."""
    return group_members_of(members_on(branch, day), group, day)


def group_members_of(here: Iterable[Member], group: Group, day: date) -> list[Member]:
    """Return the same where it is known already who is `here` on that day, by id."""
    if not group.exists_on(day):
        return []
    inside = {one.member for one in group.memberships if one.covers(day)}
    return [member for member in here if member.id in inside]


def primary_groups_of(branch: Branch, member: int, day: date) -> list[Group]:
    """Return the groups in which `member` has a primary place on `day`; one, if all is well."""
    return [
        group
        for group in groups_on(branch, day)
        if any(
            one.member == member and one.primary and one.covers(day) for one in group.memberships
        )
    ]


def posts_on(branch: Branch, day: date) -> list[Post]:
    """Return the posts that are held on `day`, by id, their holders being in the branch."""
    return posts_of(branch, {member.id for member in members_on(branch, day)}, day)


def posts_of(branch: Branch, here: Container[int], day: date) -> list[Post]:
    """Return the same where it is known already who is `here` on that day, by id."""
    return [post for post in branch.posts.values() if post.member in here and post.covers(day)]


def has_committee(branch: Branch, day: date) -> bool:
    """Whether a committee exists: a seat other than secretary or deputy is filled."""
    return is_committee(posts_on(branch, day))


def is_committee(posts: Iterable[Post]) -> bool:
    """Whether those who hold these posts at one time are a committee."""
    return any(post.seat not in LEADING_SEATS for post in posts)


def committee_on(branch: Branch, day: date) -> list[Member]:
    """Return the persons seated on `day`, each once, by id; nobody where there is no committee."""
    posts = posts_on(branch, day)
    if not is_committee(posts):
        return []
    return [branch.members[key] for key in sorted({post.member for post in posts})]


def term_since(branch: Branch, day: date) -> date | None:
    """Return the day on which the term began that runs on `day`; None where nobody knows.

    It is the committee's: who fills a vacancy comes into the running one. A file of old says of no
    post to which term it belongs: there it is the last day on which all seats then held began
    together, else the earliest start on record.
    """
    held = [post for post in posts_on(branch, day) if post.since is not None]
    stated = [post.term for post in held if post.term is not None]
    if stated:
        return max(stated)
    if not held:
        return None
    known = [post for post in branch.posts.values() if post.since and post.since <= day]
    starts = sorted({post.since for post in known if post.since}, reverse=True)
    for start in starts:
        if all(post.since == start for post in known if post.covers(start)):
            return start
    return starts[-1]


def extension_of(branch: Branch, since: date) -> Extension | None:
    """Return the extension of the term that began on `since`: the one approved last."""
    following = [post.term for post in branch.posts.values() if post.term and post.term > since]
    until = min(following, default=date.max)
    found = [one for one in branch.meta.extensions if since <= one.approved < until]
    return max(found, key=lambda one: one.approved, default=None)


def entitled_on(branch: Branch, scope: str, day: date) -> list[Member]:
    """Return who has a vote in a meeting of `scope` (branch or committee) on `day`, by id."""
    return committee_on(branch, day) if scope == "committee" else voters_on(branch, day)


def roster_change_days(branch: Branch) -> list[date]:
    """Return the days on which anything changes that this module derives, in ascending order.

    From one of them to the day before the next, every function here returns the same.
    """
    days = {branch.meta.founded}
    # One pass over all members of every file that is audited: no generators, no lists.
    for member in branch.members.values():
        for reached in member.stages.values():
            if reached is not None:
                days.add(reached.first)
        if member.development is not None:
            _end(days, confirmed_on(branch, member) or branch.meta.founded)
        if member.arrived is not None:
            days.add(member.arrived.first)
        if member.left is not None:
            _end(days, member.left.last)
        for transfer in member.transfers:
            days.update(day for day in (transfer.received, transfer.returned) if day is not None)
        if member.suspended:
            _turn(days, member.suspended)
    for group in branch.groups.values():
        if group.formed is not None:
            days.add(group.formed)
        if group.dissolved is not None:
            _end(days, group.dissolved)
        _turn(days, group.memberships)
        _turn(days, group.leaders)
    _turn(days, branch.posts.values())
    return sorted(days)


def _turn(days: set[date], runs: Iterable[HasDates]) -> None:
    """Add the first day of every run, and the day after its last."""
    for run in runs:
        if run.since is not None:
            days.add(run.since)
        if run.until is not None:
            _end(days, run.until)


def _end(days: set[date], last: date) -> None:
    """Add the day after the last of something; nothing comes after the last of all days."""
    if last < date.max:
        days.add(last + DAY)


def expected_on(branch: Branch, day: date, scope: str, group: int | None = None) -> list[Member]:
    """Return who should attend an activity of `scope` (branch, committee, group) on `day`.

    For `members` nobody is expected but those chosen, whom the caller names.
    """
    if scope == "branch":
        return members_on(branch, day)
    if scope == "committee":
        return committee_on(branch, day)
    if scope == "group" and group is not None:
        return group_members_on(branch, branch.groups[group], day)
    return []


class GroupLimits(Struct, frozen=True):
    """How many members a group has at least, and how many of them are full."""

    members: int
    full: int


LIMITS = GroupLimits(members=3, full=1)
"""What holds unless the branch's own layer of rules says otherwise."""


class GroupShortfall(Struct, frozen=True):
    """What a group lacks on a day: `found` where `needed` are asked."""

    rule: str
    """GR-SIZE or GR-FULL."""
    group: int
    day: date
    needed: int
    found: int


def shortfalls(
    branch: Branch, group: Group, day: date, limits: GroupLimits = LIMITS
) -> list[GroupShortfall]:
    """Return what `group` lacks on `day`; nothing where it does not exist."""
    if not group.exists_on(day):
        return []
    members = group_members_on(branch, group, day)
    full = sum(member.stage_on(day) == "full" for member in members)
    size = len(members)
    found = []
    if size < limits.members:
        found.append(GroupShortfall("GR-SIZE", group.id, day, limits.members, size))
    if full < limits.full:
        found.append(GroupShortfall("GR-FULL", group.id, day, limits.full, full))
    return found


def composition_change_days(branch: Branch, group: Group, after: date) -> list[date]:
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


class ExpectedMembers(Struct, frozen=True):
    """Who should attend an activity, and who on its list need not.

    Whoever is exempt (education regulation, Art. 23), on long leave or mobile is left out, unless
    they came. Not the number of voters: that is derived in `voting`.
    """

    members: tuple[int, ...]
    """Ids in ascending order."""
    left_out: dict[int, Message]
    """Id to the reason."""


def should_attend(branch: Branch, activity: Activity) -> ExpectedMembers:
    """Return who should attend `activity`; nobody if no attendance is on record."""
    attendance = activity.attendance
    if attendance is None:
        return ExpectedMembers((), {})
    reasons = {key: attendance_relief(branch, activity, key) for key in sorted(attendance.expected)}
    return ExpectedMembers(
        tuple(key for key, reason in reasons.items() if reason is None),
        {key: reason for key, reason in reasons.items() if reason is not None},
    )


def attendance_relief(branch: Branch, activity: Activity, member: int) -> Message | None:
    """Return why a member on the list of `activity` need not have come; None if they came.

    A state typed for the person does not replace an exemption.
    """
    attendance = activity.attendance
    if attendance is None or attendance.has_attended(member):
        return None
    reason = relief_reason(branch.members[member], activity.day)
    absence = attendance.others.get(member)
    if reason is None and absence is not None and absence.state == "exempt":
        return say("exempt: {reason}", reason=absence.reason)
    return reason


def relief_reason(member: Member, day: date) -> Message | None:
    """Return why `member` owes no attendance or hours on `day`; None if they are owed."""
    relief = member.relief_on(day)
    if relief is None:
        return None
    if relief.why == "exempt":
        return say("exempt: {reason}", reason=relief.reason)
    if relief.why == "excused":
        return say("on long leave: {reason}", reason=relief.reason)
    return say("mobile: {place}", place=relief.reason)
