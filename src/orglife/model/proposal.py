"""A proposal to divide the branch: who would be in which group, why, and what it would change."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.model.division import Reason


class Terms(NamedTuple):
    """What is asked of a proposal; `keep` are pairs of a member and the group to stay in."""

    by: str = "residence"
    least: int | None = None
    """None: as the rules ask."""
    most: int | None = None
    groups: int | None = None
    keep: tuple[tuple[str, str], ...] = ()


class ProposedGroup(NamedTuple):
    """A group of the proposal; `group` is the one that goes on under it, if any."""

    name: str
    group: int | None
    key: str
    """What most of its members share, as it is written; empty where nothing is."""
    members: tuple[int, ...]
    full: int
    reasons: tuple[Reason, ...]


class Move(NamedTuple):
    """A member who would be in another group than now (`before` None: in none)."""

    member: int
    before: int | None
    name: str


class Proposal(NamedTuple):
    """A division of the branch on a day, and what it would change."""

    by: str
    day: date
    terms: Terms
    groups: tuple[ProposedGroup, ...]
    moves: tuple[Move, ...]
    dissolved: tuple[int, ...]
