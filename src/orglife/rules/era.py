"""A stretch of days in which nothing changes about who is where: derived once for all of them.

A branch has few such days of change (`roster.turning_days`), and a year some ninety meetings, each
of which is judged by who belonged, led and was seated on its day.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from orglife.model import roster
from orglife.model.branch import Branch
from orglife.model.group import Group, Leader
from orglife.model.member import Member
from orglife.model.post import Post


class Era:
    """Who is where, from one day of change to the day before the next; `day` is any of them."""

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
        return [one for one in self.members if one.stage_on(self._day) == "full"]

    @cached_property
    def here(self) -> frozenset[int]:
        """The ids of the members."""
        return frozenset([one.id for one in self.members])

    @cached_property
    def groups(self) -> list[Group]:
        """The groups, by id."""
        return roster.groups_on(self._branch, self._day)

    @cached_property
    def posts(self) -> list[Post]:
        """The posts that are held, by id."""
        return roster.posts_of(self._branch, self.here, self._day)

    @cached_property
    def seated(self) -> frozenset[int]:
        """The ids of those who hold a post."""
        return frozenset([one.member for one in self.posts])

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
        return [one for one in self.members if roster.has_vote(one, self._day)]

    @cached_property
    def committee(self) -> list[Member]:
        """Those who are seated, by id, where there is a committee."""
        if not self.has_committee:
            return []
        return [one for one in self.members if one.id in self.seated]

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
