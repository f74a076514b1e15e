"""`BranchFacts`, the branch as one run of the engine sees it, indexed; `RosterSnapshot`.

Derived values that many rules need are kept for the length of the run, and no longer. Who belongs,
leads and holds a post changes on a few days of a year (`roster.roster_change_days`), so it is
derived once for each interval between two of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from orglife.model import roster
from orglife.model.activity import Activity
from orglife.model.as_of import branch_as_of
from orglife.model.branch import Branch
from orglife.model.calendar import Period, add_days
from orglife.model.group import Group, Leader, Post
from orglife.model.member import Member

LOOK_BACK = 400
"""Days before the checked period from which activities are kept: rules span a year at most."""
LOOK_ON = 366
"""Days after it: a yearly meeting is held in the next year, by the day that a rule allows."""

T = TypeVar("T")


class BranchFacts:
    """A branch, the checked period and the day as of which it is checked.

    `branch` is `branch_as_of(branch, as_of)`. `day` is the earlier of the period's last day and
    `as_of`: the day on which states are judged. Periods that begin after `horizon` are not
    checked; it lies after `as_of` only for duties that fall due later.
    """

    def __init__(
        self, branch: Branch, period: Period, as_of: date, *, horizon: date | None = None
    ) -> None:
        self.branch = branch_as_of(branch, as_of)
        self.period = period
        self.as_of = as_of
        self.horizon = horizon or as_of
        self.label = period.label
        self.day = min(period.last, as_of)
        self._change_days = roster.roster_change_days(self.branch)
        self._snapshots: dict[int, RosterSnapshot] = {}
        self._snapshot_of_day: dict[date, RosterSnapshot] = {}
        self._attendees: dict[int, frozenset[int]] = {}
        self._kept: dict[Hashable, object] = {}

    @cached_property
    def held(self) -> list[Activity]:
        """Activities held by `as_of` in and around the checked period, by day and id."""
        first = add_days(self.period.first, -LOOK_BACK)
        last = min(self.as_of, add_days(self.period.last, LOOK_ON))
        held = [
            activity
            for activity in self.branch.activities.values()
            if (day := activity.held) is not None
            and first <= day <= last
            and activity.state == "held"
        ]
        held.sort(key=attrgetter("held"))  # by id they are already
        return held

    @cached_property
    def held_in_period(self) -> list[Activity]:
        """Activities held in the checked period, by day and id."""
        return _within(self.held, _days(self.held), self.period)

    @cached_property
    def voted(self) -> list[Activity]:
        """Activities with motions held in the checked period, by day and id."""
        return [activity for activity in self.held_in_period if activity.motions]

    @cached_property
    def by_kind(self) -> dict[str, list[Activity]]:
        """The activities of `held` by kind."""
        kinds: dict[str, list[Activity]] = {}
        for activity in self.held:
            kinds.setdefault(activity.kind, []).append(activity)
        return kinds

    @cached_property
    def _days_of_kind(self) -> dict[str, list[date]]:
        return {kind: _days(activities) for kind, activities in self.by_kind.items()}

    def activities(self, kinds: Iterable[str], period: Period) -> list[Activity]:
        """Return the activities of `kinds` held in `period`, kind by kind, by day and id."""
        pool, days = self.by_kind, self._days_of_kind
        found: list[Activity] = []
        for kind in kinds:
            if kind in pool:
                found += _within(pool[kind], days[kind], period)
        return found

    def records(self, period: Period) -> list[Activity]:
        """Return all activities held in `period`, kind by kind, by day and id."""
        return self.cached(("records", period), lambda: self.activities(self.by_kind, period))

    def units(self, unit: str) -> list[Period]:
        """Return the units that end in the checked period and begin by the horizon."""
        return self.cached(
            ("units", unit),
            lambda: [period for period in self.period.split(unit) if period.first <= self.horizon],
        )

    def cached(self, key: Hashable, derive: Callable[[], T]) -> T:
        """Return the result of `derive`, called once a run for each `key`."""
        try:
            return self._kept[key]  # type: ignore[return-value]  # kept under a key of this type only
        except KeyError:
            value = self._kept[key] = derive()
            return value

    def roster_on(self, day: date) -> RosterSnapshot:
        """Return the snapshot of `day`; one object for all days between two roster changes."""
        found = self._snapshot_of_day.get(day)
        if found is None:
            number = bisect_right(self._change_days, day)
            found = self._snapshots.get(number)
            if found is None:
                found = self._snapshots[number] = RosterSnapshot(self.branch, day)
            self._snapshot_of_day[day] = found
        return found

    def members(self, day: date) -> list[Member]:
        """Return the members on `day`, full and probationary, by id."""
        return self.roster_on(day).members

    def full_members(self, day: date) -> list[Member]:
        """Return the full members on `day`, by id."""
        return self.roster_on(day).full_members

    def member_ids(self, day: date) -> frozenset[int]:
        """Return the ids of the members on `day`."""
        return self.roster_on(day).member_ids

    def groups(self, day: date) -> list[Group]:
        """Return the groups that exist on `day`, by id."""
        return self.roster_on(day).groups

    def group_members(self, group: Group, day: date) -> list[Member]:
        """Return who is in `group` on `day`, by id."""
        return self.roster_on(day).group_members(group)

    def posts(self, day: date) -> list[Post]:
        """Return the posts that are held on `day`, by id."""
        return self.roster_on(day).posts

    def post_holders(self, day: date) -> frozenset[int]:
        """Return the ids of those who hold a post on `day`."""
        return self.roster_on(day).post_holders

    def has_committee(self, day: date) -> bool:
        """Whether a seat other than secretary or deputy is filled on `day`."""
        return self.roster_on(day).has_committee

    def secretary(self, day: date) -> Post | None:
        """Return the post of the secretary on `day`."""
        return self.roster_on(day).secretary

    def attendees(self, activity: Activity) -> frozenset[int]:
        """Return the ids of those who attended, in time or late; empty without attendance."""
        found = self._attendees.get(activity.id)
        if found is None:
            attendance = activity.attendance
            found = attendance.attendees if attendance is not None else frozenset()
            self._attendees[activity.id] = found
        return found


def _days(activities: list[Activity]) -> list[date]:
    return [activity.day for activity in activities]


def _within(activities: list[Activity], days: list[date], period: Period) -> list[Activity]:
    """Return the activities of `period`; `days` are theirs, in ascending order."""
    return activities[bisect_left(days, period.first) : bisect_right(days, period.last)]


class RosterSnapshot:
    """Members, groups, leaders and posts on one day.

    Valid for every day up to the next roster change.
    """

    def __init__(self, branch: Branch, day: date) -> None:
        self._branch = branch
        self._day = day
        self._group_members: dict[int, list[Member]] = {}

    @cached_property
    def members(self) -> list[Member]:
        """The members, full and probationary, by id."""
        return roster.members_on(self._branch, self._day)

    @cached_property
    def full_members(self) -> list[Member]:
        """The full members, by id."""
        return [member for member in self.members if member.stage_on(self._day) == "full"]

    @cached_property
    def member_ids(self) -> frozenset[int]:
        """The ids of the members."""
        return frozenset([member.id for member in self.members])

    @cached_property
    def groups(self) -> list[Group]:
        """The groups, by id."""
        return roster.groups_on(self._branch, self._day)

    @cached_property
    def posts(self) -> list[Post]:
        """The posts that are held, by id."""
        return roster.posts_of(self._branch, self.member_ids, self._day)

    @cached_property
    def post_holders(self) -> frozenset[int]:
        """The ids of those who hold a post."""
        return frozenset([post.member for post in self.posts])

    @cached_property
    def secretary(self) -> Post | None:
        """The post of the secretary."""
        return next((post for post in self.posts if post.seat == "secretary"), None)

    @cached_property
    def has_committee(self) -> bool:
        """Whether a seat other than secretary or deputy is filled."""
        return roster.is_committee(self.posts)

    @cached_property
    def voters(self) -> list[Member]:
        """The members with voting right, by id."""
        return [
            member for member in self.members if roster.has_vote(self._branch, member, self._day)
        ]

    @cached_property
    def committee(self) -> list[Member]:
        """Those who are seated, by id, where there is a committee."""
        if not self.has_committee:
            return []
        return [member for member in self.members if member.id in self.post_holders]

    @cached_property
    def leaders(self) -> dict[int, Leader]:
        """Who leads each group that has a leader, by the id of the group."""
        led = [(group.id, group.leader_on(self._day)) for group in self._branch.groups.values()]
        return {key: leader for key, leader in led if leader is not None}

    def entitled(self, scope: str) -> list[Member]:
        """Return who has a vote in a meeting of `scope` (branch, committee), by id."""
        return self.committee if scope == "committee" else self.voters

    def group_members(self, group: Group) -> list[Member]:
        """Return who is in `group`, by id."""
        found = self._group_members.get(group.id)
        if found is None:
            found = roster.group_members_of(self.members, group, self._day)
            self._group_members[group.id] = found
        return found
