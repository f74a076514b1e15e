"""What one run of the engine knows: the branch as the day sees it, indexed once.

Derivations that many rules ask for (who belongs, who leads) are kept for the length of the run
and for the day they were asked for; nothing of it outlives the run.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from orglife.model import roster
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.period import Period
from orglife.model.post import Post
from orglife.model.seen import seen_on

LOOK_BACK = timedelta(days=400)
"""How far before the asked period activities are kept: spans of rules are a year at most."""
LOOK_ON = timedelta(days=100)
"""How far after it: what is held for a year by 31 March of the next."""

T = TypeVar("T")


class Facts:
    """A branch, the period asked and the day of asking.

    `branch` is as `as_of` sees it. `day` is the earlier of the period's last day and `as_of`: the
    day on which rules of state are judged. Periods that begin after `horizon` are not asked; it
    lies after `as_of` only where somebody looks ahead.
    """

    def __init__(
        self, branch: Branch, asked: Period, as_of: date, *, horizon: date | None = None
    ) -> None:
        self.branch = seen_on(branch, as_of)
        self.asked = asked
        self.as_of = as_of
        self.horizon = horizon or as_of
        self.label = asked.label
        self.day = min(asked.last, as_of)
        self._kept: dict[Hashable, object] = {}

    @cached_property
    def held(self) -> list[Activity]:
        """What was held by `as_of` in and around the asked period, by day and id."""
        first = self.asked.first - LOOK_BACK
        last = min(self.as_of, self.asked.last + LOOK_ON)
        return sorted(
            (
                one
                for one in self.branch.activities.values()
                if (day := one.held) is not None and first <= day <= last and one.state == "held"
            ),
            key=attrgetter("held", "id"),
        )

    @cached_property
    def held_in_asked(self) -> list[Activity]:
        """What was held in the asked period, by day and id."""
        first, last = self.asked.first, self.asked.last
        return [one for one in self.held if first <= one.day <= last]

    @cached_property
    def voted(self) -> list[Activity]:
        """What was held in the asked period and has motions, by day and id."""
        return [one for one in self.held_in_asked if one.motions]

    @cached_property
    def by_kind(self) -> dict[str, list[Activity]]:
        """The same by kind."""
        kinds: dict[str, list[Activity]] = {}
        for one in self.held:
            kinds.setdefault(one.kind, []).append(one)
        return kinds

    def activities(self, kinds: Iterable[str], period: Period) -> list[Activity]:
        """Return what of `kinds` was held in `period`, kind by kind, by day and id."""
        first, last = period.first, period.last
        return [
            one
            for kind in kinds
            for one in self.by_kind.get(kind, ())
            if one.held is not None and first <= one.held <= last
        ]

    def once(self, key: Hashable, derive: Callable[[], T]) -> T:
        """Return what `derive` gives, derived once a run for each `key`."""
        try:
            return self._kept[key]  # type: ignore[return-value]  # kept under a key of this type only
        except KeyError:
            value = self._kept[key] = derive()
            return value

    def members(self, day: date) -> list[Member]:
        """Return the members on `day`, full and probationary, by id."""
        return self.once(("members", day), lambda: roster.members_on(self.branch, day))

    def full_members(self, day: date) -> list[Member]:
        """Return the full members on `day`, by id."""
        return self.once(("full", day), lambda: roster.full_members_on(self.branch, day))

    def groups(self, day: date) -> list[Group]:
        """Return the groups that exist on `day`, by id."""
        return self.once(("groups", day), lambda: roster.groups_on(self.branch, day))

    def group_members(self, group: Group, day: date) -> list[Member]:
        """Return who is in `group` on `day`, by id."""
        return self.once(
            ("group", group.id, day), lambda: roster.group_members_on(self.branch, group, day)
        )

    def posts(self, day: date) -> list[Post]:
        """Return the posts that are held on `day`, by id."""
        return self.once(("posts", day), lambda: roster.posts_on(self.branch, day))

    def has_committee(self, day: date) -> bool:
        """Whether a seat other than secretary or deputy is filled on `day`."""
        return any(post.seat not in roster.LEADING_SEATS for post in self.posts(day))

    def secretary(self, day: date) -> Post | None:
        """Return the post of the secretary on `day`."""
        return next((post for post in self.posts(day) if post.seat == "secretary"), None)
