"""Placing people into a number of groups that is possible: it can't fail.

First everybody who is kept somewhere, then a full member for each group, then those alike into
groups of their own, then the rest. Nobody is put where the groups still short of members would be
left without enough people, and all groups together hold everybody; so there is always a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from orglife.model.division.wish import Division, Part, Person, Wish

STRAY = 3
"""How much worse it is to part somebody from their own than to have no group for their own."""


class _Group:
    """A group in the making; `key` is the kind of people it is meant for."""

    def __init__(self, label: str | None, key: str, members: list[Person]) -> None:
        self.label = label
        self.key = key
        self.members = members

    def has_full(self) -> bool:
        return any(one.full for one in self.members)


def place(people: Sequence[Person], wish: Wish, count: int) -> Division:
    """Return a division of `people`, in order of id, into `count` groups, which is possible."""
    making = _Making(people, wish, count)
    making.seat_full_members()
    making.bring_home()
    making.place_the_rest()
    return Division(tuple(_part(group) for group in making.groups))


class _Making:
    """The groups as they fill up, and who is still without a place."""

    def __init__(self, people: Sequence[Person], wish: Wish, count: int) -> None:
        self.wish = wish
        kept = {
            label: [one for one in people if wish.keep.get(one.id) == label]
            for label in dict.fromkeys(wish.keep[key] for key in sorted(wish.keep))
        }
        self.groups = [
            _Group(label, wish.leaning.get(label, main_key(inside)), inside)
            for label, inside in kept.items()
        ]
        self.waiting = [one for one in people if one.id not in wish.keep]
        self.size_of_key = Counter(one.key for one in people)
        self.full_of_key = Counter(one.key for one in people if one.full)
        for _ in range(count - len(self.groups)):
            self.groups.append(_Group(None, self._next_key(), []))

    def _next_key(self) -> str:
        """Return the kind of people that gains most by one more group of its own."""
        having = Counter(group.key for group in self.groups)
        homeless = sum(size for key, size in self.size_of_key.items() if not having[key])

        def rank(key: str) -> tuple[int, float, str]:
            size, groups = self.size_of_key[key], having[key]
            others = 0 if groups else homeless - size
            gain = self._cost(key, groups, others) - self._cost(key, groups + 1, others)
            return (-gain, -size / (groups + 1), key)

        return min(self.size_of_key, key=rank)

    def _cost(self, key: str, groups: int, others: int) -> int:
        """Return what so many groups of their own cost the people of a kind.

        Those of `others`, who have no group of their own either, fill up the first of them.
        """
        size, most = self.size_of_key[key], self.wish.most
        if not groups:
            return size if key else 0
        lacking = max(0, groups * self.wish.least - size - others)
        without_full = max(0, groups - self.full_of_key[key])
        too_many = max(0, size - groups * most) if most is not None and key else 0
        return STRAY * max(lacking, without_full) + too_many

    def seat_full_members(self) -> None:
        """Give each group a full member: one of its own kind, else whoever is missed least."""
        for group in self.groups:
            if not group.has_full():
                own = [one for one in self.waiting if one.full and one.key == group.key]
                if own:
                    self._put(own[0], group)
        homes = {group.key for group in self.groups}
        for group in self.groups:
            if not group.has_full():
                free = [one for one in self.waiting if one.full]
                left = Counter(one.key for one in free)
                self._put(min(free, key=lambda one: (one.key in homes, -left[one.key], one)), group)

    def bring_home(self) -> None:
        """Put those alike into the groups of their own, evenly, as far as there is room."""
        for key, _ in sorted(self.size_of_key.items(), key=lambda item: (-item[1], item[0])):
            own = [group for group in self.groups if group.key == key]
            if not own or not key:
                continue
            for one in [one for one in self.waiting if one.key == key]:
                open_ones = [group for group in own if self._may_enter(group)]
                if open_ones:
                    self._put(one, min(open_ones, key=lambda group: len(group.members)))

    def place_the_rest(self) -> None:
        """Put the others where members are lacking, those alike together, then where few are."""
        homes = {group.key for group in self.groups}
        sizes = Counter(one.key for one in self.waiting)
        rest = sorted(
            self.waiting,
            key=lambda one: (not one.key, one.key in homes, -sizes[one.key], one.key, one.id),
        )
        for one in rest:

            def rank(group: _Group, one: Person = one) -> tuple[bool, int]:
                at_home = one.key and any(other.key == one.key for other in group.members)
                return (not at_home, len(group.members))

            self._put(one, min(filter(self._may_enter, self.groups), key=rank))

    def _may_enter(self, group: _Group) -> bool:
        size, least, most = len(group.members), self.wish.least, self.wish.most
        if most is not None and size >= most:
            return False
        lacking = sum(max(0, least - len(other.members)) for other in self.groups)
        return size < least or len(self.waiting) > lacking

    def _put(self, one: Person, group: _Group) -> None:
        self.waiting.remove(one)
        group.members.append(one)


def main_key(people: Iterable[Person]) -> str:
    """Return the key that most of `people` share, the first in order of several; may be empty."""
    keys = Counter(one.key for one in people if one.key)
    return min(keys, key=lambda key: (-keys[key], key), default="")


def _part(group: _Group) -> Part:
    return Part(
        group.label, main_key(group.members), tuple(sorted(one.id for one in group.members))
    )
