"""Divide members into groups of a size, with a full member in each and similar members together.

    divide(people, DivisionRequest(least=3, most=10)) -> Division or DivisionImpossible

In the order of the file: the request; how many groups are possible, counted exactly; the choice
among the possible numbers; the placement, which can't fail for a possible number. The reasons are
in `proposal.py`. What members have in common decides who is placed where as far as the sizes allow,
and never whether a division exists. The same members and request give the same division.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.roster import LIMITS


class DivisionMember(NamedTuple):
    """Somebody to be placed; `key` is what people are grouped by, empty where it is not known."""

    id: int
    key: str
    full: bool


class DivisionRequest(NamedTuple):
    """What a division must keep to. `keep` gives the label of the group that somebody stays in."""

    least: int = LIMITS.members
    most: int | None = None
    groups: int | None = None
    """How many groups; None leaves it open."""
    keep: Mapping[int, str] = {}
    leaning: Mapping[str, str] = {}
    """Label to the key of the people whom that group is meant for; else of those kept there."""
    groups_now: int = 0
    """How many groups there are; decides between numbers of groups that are equally good."""


class DivisionGroup(NamedTuple):
    """One group: ids in order, the label that `keep` gave it, the key that most of it share."""

    label: str | None
    key: str
    members: tuple[int, ...]


class Division(NamedTuple):
    """The groups, those that were kept first."""

    parts: tuple[DivisionGroup, ...]


class DivisionImpossible(NamedTuple):
    """Why there is no division: the numbers that stand against each other."""

    reasons: tuple[Message, ...]


class FixedGroup(NamedTuple):
    """What `keep` asks of one group: who is in it already, and the fewest it can have."""

    label: str
    size: int
    full: int
    need: int


class DivisionCounts(NamedTuple):
    """What the counting goes by."""

    total: int
    free_full: int
    """Full members who are not kept anywhere."""
    kept: tuple[FixedGroup, ...]

    @property
    def kept_need(self) -> int:
        """The fewest members that the kept groups have together."""
        return sum(one.need for one in self.kept)

    @property
    def kept_without_full(self) -> int:
        """How many kept groups wait for a full member."""
        return sum(one.full == 0 for one in self.kept)


def numbers_of(people: Sequence[DivisionMember], wish: DivisionRequest) -> DivisionCounts:
    """Return what is counted. A kept group without a full member needs room for one."""
    kept = []
    for label in dict.fromkeys(wish.keep[key] for key in sorted(wish.keep)):
        inside = [one for one in people if wish.keep.get(one.id) == label]
        full = sum(one.full for one in inside)
        need = max(wish.least, len(inside) + (full == 0))
        kept.append(FixedGroup(label, len(inside), full, need))
    free = sum(one.full for one in people if one.id not in wish.keep)
    return DivisionCounts(len(people), free, tuple(kept))


def counts_possible(people: Sequence[DivisionMember], wish: DivisionRequest) -> list[int]:
    """Return the numbers of groups into which `people` can be divided, ascending.

    A number is possible when the groups can hold everybody, everybody is enough for them, and there
    is a full member for each.
    """
    numbers = numbers_of(people, wish)
    up_to_one_each = [count for count, _ in enumerate(people, start=1)]
    wanted = up_to_one_each if wish.groups is None else [wish.groups]
    return [count for count in wanted if not any(_against(count, numbers, wish))]


def reasons_against(people: Sequence[DivisionMember], wish: DivisionRequest) -> tuple[Message, ...]:
    """Return why no number of groups is possible, all reasons with their numbers.

    Where no number is asked for, the smallest one that could hold everybody is judged: more groups
    need more members and more full members.
    """
    numbers = numbers_of(people, wish)
    if not people:
        return (say("there is nobody to divide"),)
    if wish.groups is not None:
        return tuple(_against(wish.groups, numbers, wish))
    fewest = max(1, len(numbers.kept))
    if wish.most is None or wish.most < 1 or fewest * wish.most >= numbers.total:
        return tuple(_against(fewest, numbers, wish))
    fewest = -(-numbers.total // wish.most)
    first = say_n(
        "{total} members, at most {most} in a group, are at least {n} group",
        "{total} members, at most {most} in a group, are at least {n} groups",
        fewest,
        total=numbers.total,
        most=wish.most,
    )
    return (first, *_against(fewest, numbers, wish))


def _against(count: int, numbers: DivisionCounts, wish: DivisionRequest) -> Iterator[Message]:
    """Yield what stands against `count` groups."""
    total, kept = numbers.total, numbers.kept
    yield from _overfull(numbers, wish)
    if count < max(1, len(kept)):
        yield say_n(
            "{n} group is fewer than the {kept} that are asked for by name",
            "{n} groups are fewer than the {kept} that are asked for by name",
            count,
            kept=max(1, len(kept)),
        )
        return
    if wish.most is not None and count * wish.most < total:
        yield say_n(
            "{n} group of at most {most} holds {room} of {total} members",
            "{n} groups of at most {most} hold {room} of {total} members",
            count,
            most=wish.most,
            room=count * wish.most,
            total=total,
        )
    needed = numbers.kept_need + (count - len(kept)) * wish.least
    if needed > total:
        yield say_n(
            "{n} group of at least {least} needs {needed} members, and there are {total}",
            "{n} groups of at least {least} need {needed} members, and there are {total}",
            count,
            least=wish.least,
            needed=needed,
            total=total,
        )
    seats = numbers.kept_without_full + count - len(kept)
    if seats > numbers.free_full:
        yield say_n(
            "{n} group needs a full member, and {found} can be placed",
            "{n} groups need a full member each, and {found} can be placed",
            seats,
            found=numbers.free_full,
        )


def _overfull(numbers: DivisionCounts, wish: DivisionRequest) -> Iterator[Message]:
    """Yield what stands against the kept groups, whatever their number."""
    if wish.most is None:
        return
    if wish.most < wish.least:
        yield say(
            "at most {most} in a group is less than at least {least}",
            most=wish.most,
            least=wish.least,
        )
    for one in numbers.kept:
        if one.size > wish.most:
            yield say(
                "{label}: {size} are kept there, and it holds at most {most}",
                label=one.label,
                size=one.size,
                most=wish.most,
            )
        elif one.size == wish.most and not one.full:
            yield say(
                "{label}: the {size} kept there fill it, and none is a full member",
                label=one.label,
                size=one.size,
            )


DIVIDE_FROM = 20
"""A branch of so many should divide (GR-TWENTY); nor is a group of so many proposed unasked."""

USUAL_SIZE = 8
"""Decides how many groups there are only where nothing else does."""


class Cost(NamedTuple):
    """What is weighed, in this order; all numbers of people or groups, none of them a rating."""

    too_large: int
    """Groups that should themselves be divided, where no largest size was asked for."""
    apart: int
    """Members without a group of their own kind, and (three times) those parted from theirs;
    nobody who is kept where they are."""
    pieces: int
    """Into how many pieces all kinds are divided."""
    unusual: int
    """How far the number of groups is from that of today, or from the usual one."""
    groups: int


def divide(
    people: Sequence[DivisionMember], wish: DivisionRequest
) -> Division | DivisionImpossible:
    """Return the division that parts the fewest from their own, or why there is none."""
    people = sorted(people)
    counts = counts_possible(people, wish)
    if not counts:
        return DivisionImpossible(reasons_against(people, wish))
    if len({one.key for one in people}) == 1:  # what all share divides nobody
        people = [one._replace(key="") for one in people]
        wish = wish._replace(leaning={})
    return min(
        (place_members(people, wish, count) for count in counts),
        key=lambda one: cost_of(people, wish, one),
    )


def cost_of(people: Sequence[DivisionMember], wish: DivisionRequest, division: Division) -> Cost:
    """Return what speaks against a division."""
    key_of = {one.id: one.key for one in people}
    free = {one.id for one in people if one.id not in wish.keep}
    homes = {part.key for part in division.parts}
    apart = pieces = 0
    for part in division.parts:
        pieces += len({key_of[one] for one in part.members if key_of[one]})
        keys = [key_of[one] for one in part.members if one in free and key_of[one]]
        apart += sum(STRAY if key in homes else 1 for key in keys if key != part.key)
    large = sum(len(part.members) >= DIVIDE_FROM for part in division.parts)
    count = len(division.parts)
    usual = wish.groups_now or round(len(people) / USUAL_SIZE)
    return Cost(large if wish.most is None else 0, apart, pieces, abs(count - usual), count)


STRAY = 3
"""How much worse it is to part somebody from their own than to have no group for their own."""


class _Group:
    """A group in the making; `key` is the kind of people it is meant for."""

    def __init__(self, label: str | None, key: str, members: list[DivisionMember]) -> None:
        self.label = label
        self.key = key
        self.members = members

    def has_full(self) -> bool:
        return any(one.full for one in self.members)


def place_members(people: Sequence[DivisionMember], wish: DivisionRequest, count: int) -> Division:
    """Return a division of `people`, in order of id, into `count` groups, which is possible."""
    making = _Making(people, wish, count)
    making.seat_full_members()
    making.bring_home()
    making.place_the_rest()
    return Division(tuple(_part(group) for group in making.groups))


class _Making:
    """The groups as they fill up, and who is still without a place."""

    def __init__(self, people: Sequence[DivisionMember], wish: DivisionRequest, count: int) -> None:
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

            def rank(group: _Group, one: DivisionMember = one) -> tuple[bool, int]:
                at_home = one.key and any(other.key == one.key for other in group.members)
                return (not at_home, len(group.members))

            self._put(one, min(filter(self._may_enter, self.groups), key=rank))

    def _may_enter(self, group: _Group) -> bool:
        size, least, most = len(group.members), self.wish.least, self.wish.most
        if most is not None and size >= most:
            return False
        lacking = sum(max(0, least - len(other.members)) for other in self.groups)
        return size < least or len(self.waiting) > lacking

    def _put(self, one: DivisionMember, group: _Group) -> None:
        self.waiting.remove(one)
        group.members.append(one)


def main_key(people: Iterable[DivisionMember]) -> str:
    """Return the key that most of `people` share, the first in order of several; may be empty."""
    keys = Counter(one.key for one in people if one.key)
    return min(keys, key=lambda key: (-keys[key], key), default="")


def _part(group: _Group) -> DivisionGroup:
    return DivisionGroup(
        group.label, main_key(group.members), tuple(sorted(one.id for one in group.members))
    )
