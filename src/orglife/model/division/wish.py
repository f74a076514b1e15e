"""What is divided, what is asked of a division, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from orglife.messages import Message
from orglife.model.composition import LIMITS


class Person(NamedTuple):
    """Somebody to be placed; `key` is what people are grouped by, empty where it is not known."""

    id: int
    key: str
    full: bool


class Wish(NamedTuple):
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


class Part(NamedTuple):
    """One group: ids in order, the label that `keep` gave it, the key that most of it share."""

    label: str | None
    key: str
    members: tuple[int, ...]


class Division(NamedTuple):
    """The groups, those that were kept first."""

    parts: tuple[Part, ...]


class Impossible(NamedTuple):
    """Why there is no division: the numbers that stand against each other."""

    reasons: tuple[Message, ...]
