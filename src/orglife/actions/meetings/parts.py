"""Who had a part in something held: chair, recorder, lecturer; members, or others by name."""

from __future__ import annotations

from orglife.actions.meetings.attendance import (
    Place,
)
from orglife.actions.meetings.entry import ActivityEntry
from orglife.model.activity import Person
from orglife.model.branch import Branch
from orglife.model.names import find_member, members_named
from orglife.model.terms import fold


def find_person(branch: Branch, text: str, guests: tuple[str, ...]) -> Person | None:
    """Return a chair or recorder: a member, or a guest by name.

    Raises:
        UnknownNameError, AmbiguousNameError: neither, or two members.
    """
    if not text.strip():
        return None
    if fold(text) in (fold(guest) for guest in guests) and not members_named(branch, text):
        return text.strip()
    return find_member(branch, text).id


def find_lecturer(branch: Branch, text: str) -> Person | None:
    """Return a lecturer: a member, or anybody else by name, since many come from outside."""
    if not text.strip():
        return None
    if members_named(branch, text) or text.strip().startswith(("#", "＃")):
        return find_member(branch, text).id
    return text.strip()


def those_with_a_part(
    branch: Branch, places: tuple[Place, ...], entry: ActivityEntry
) -> tuple[str, ...]:
    """Return who took part where nobody is named for it: those with a part in it."""
    if entry.present or all(place.scope != "members" for place in places):
        return ()
    parts = (entry.chair, entry.recorder, entry.lecturer)
    return tuple(dict.fromkeys(name for name in parts if name and members_named(branch, name)))
