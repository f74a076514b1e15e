"""Into how many groups people can be divided: counted, so that the answer is exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.division.wish import Person, Wish


class Kept(NamedTuple):
    """What `keep` asks of one group: who is in it already, and the fewest it can have."""

    label: str
    size: int
    full: int
    need: int


class Numbers(NamedTuple):
    """What the counting goes by."""

    total: int
    free_full: int
    """Full members who are not kept anywhere."""
    kept: tuple[Kept, ...]

    @property
    def kept_need(self) -> int:
        """The fewest members that the kept groups have together."""
        return sum(one.need for one in self.kept)

    @property
    def kept_without_full(self) -> int:
        """How many kept groups wait for a full member."""
        return sum(one.full == 0 for one in self.kept)


def numbers_of(people: Sequence[Person], wish: Wish) -> Numbers:
    """Return what is counted. A kept group without a full member needs room for one."""
    kept = []
    for label in dict.fromkeys(wish.keep[key] for key in sorted(wish.keep)):
        inside = [one for one in people if wish.keep.get(one.id) == label]
        full = sum(one.full for one in inside)
        need = max(wish.least, len(inside) + (full == 0))
        kept.append(Kept(label, len(inside), full, need))
    free = sum(one.full for one in people if one.id not in wish.keep)
    return Numbers(len(people), free, tuple(kept))


def counts_possible(people: Sequence[Person], wish: Wish) -> list[int]:
    """Return the numbers of groups into which `people` can be divided, ascending.

    A number is possible when the groups can hold everybody, everybody is enough for them, and there
    is a full member for each.
    """
    numbers = numbers_of(people, wish)
    up_to_one_each = [count for count, _ in enumerate(people, start=1)]
    wanted = up_to_one_each if wish.groups is None else [wish.groups]
    return [count for count in wanted if not any(_against(count, numbers, wish))]


def reasons_against(people: Sequence[Person], wish: Wish) -> tuple[Message, ...]:
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


def _against(count: int, numbers: Numbers, wish: Wish) -> Iterator[Message]:
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


def _overfull(numbers: Numbers, wish: Wish) -> Iterator[Message]:
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
