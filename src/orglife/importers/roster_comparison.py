"""A row of a roster and the member whom it means: who that is, and what it says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from orglife.importers.comparison import FieldChange, Shown, alike_text, nearly_same_name
from orglife.importers.roster_rows import RosterRow
from orglife.importers.sheet_kinds import SEAT_PREFIX, column_terms
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate, add_days
from orglife.model.fields.people import GROUP_FIELDS, MEMBER_FIELDS, POST_FIELDS
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.names import name_key
from orglife.model.terms import SEATS, STAGES, Term, normalize

ROSTER_KEYS = (
    *("name", "standing", "joined", "full since", "group", "post", "leader", "unit", "duty"),
    *("residence", "arrived", "left", "visiting", "remark"),
)
FIELD_TERMS = column_terms(
    {**{key: key for key in ROSTER_KEYS}, "other_names": "other names"},
    MEMBER_FIELDS,
    GROUP_FIELDS,
    POST_FIELDS,
)
"""The word for each field that is compared: the heading of its column."""
TEXTS = ("unit", "duty", "residence", "remark")
YES_TERM = Term("yes", en="yes", zh="是")


class RosterPlace(NamedTuple):
    """Where a member stands on a day: the primary group, the seats, the group that they lead."""

    group: Group | None = None
    seats: tuple[str, ...] = ()
    leader: int | None = None
    """The member who leads the group."""


class MemberIndex:
    """The members on record by what a roster says of them; former ones apart."""

    def __init__(self, branch: Branch, today: date) -> None:
        self.today = today
        self.members = dict(branch.members)
        self.by_name: dict[str, list[int]] = {}
        self.by_joined: dict[PartialDate | None, list[int]] = {}
        self.by_key: dict[str, int] = {}
        for member in branch.members.values():
            for name in (member.name, *member.other_names):
                ids = self.by_name.setdefault(name_key(name), [])
                if member.id not in ids:
                    ids.append(member.id)
            if member.key:
                self.by_key[member.key] = member.id
            if not member.former:
                self.by_joined.setdefault(member.joined, []).append(member.id)
        self.placed: dict[int, RosterPlace] = {}
        for group in branch.groups.values():
            if not group.exists_on(today):
                continue
            leader = group.leader_on(today)
            for one in group.memberships:
                if one.primary and one.covers(today):
                    self.placed[one.member] = RosterPlace(
                        group, (), leader.member if leader is not None else None
                    )
        for post in branch.posts.values():
            if post.covers(today):
                place = self.placed.get(post.member, RosterPlace())
                self.placed[post.member] = place._replace(seats=(*place.seats, post.seat))

    def named(self, name: str) -> list[int]:
        """Return who has this name on record, former members left out."""
        ids = self.by_name.get(name_key(name), [])
        return [key for key in ids if not self.members[key].former]

    def former(self, name: str) -> int | None:
        """Return the former member of this name, known by name only."""
        ids = self.by_name.get(name_key(name), [])
        return next((key for key in ids if self.members[key].former), None)

    def exact(self, person: RosterRow) -> int | None:
        """Return who a row surely means: by its key, or by name and day of joining."""
        member = person.member
        by_key = self.by_key.get(member.key)
        if by_key is not None and not self.members[by_key].former:
            return by_key
        same = self.named(member.name)
        alike = [key for key in same if self.members[key].joined == member.joined]
        if len(alike) == 1:
            return alike[0]
        if "joined" not in person.fields and len(same) == 1:
            return same[0]
        return None

    def near(self, person: RosterRow, in_sheet: set[int]) -> list[int]:
        """Return whom a row may mean: of the same name, or nearly, and of the same day.

        `in_sheet` are those who stand in the sheet themselves.
        """
        member = person.member
        found = self.named(member.name)
        for key in self.by_joined.get(member.joined, []) if member.joined is not None else []:
            other = self.members[key]
            short = min(len(name_key(other.name)), len(name_key(member.name))) < 3
            if key in found or (short and key in in_sheet):
                continue
            if any(nearly_same_name(member.name, name) for name in _names_of(other)):
                found.append(key)
        return found


def described(name: str, joined: PartialDate | None) -> Message:
    """Return a person as a near match is told: the name and the day of joining."""
    if joined is None:
        return say("{name} (no day of joining)", name=name)
    return say("{name} (joined {day})", name=name, day=str(joined))


def differing_fields(
    person: RosterRow, record: Member, place: RosterPlace, members: dict[int, Member], today: date
) -> Iterator[FieldChange]:
    """Yield the fields that a row says otherwise than its record; only those with a column."""
    row = person.member

    def change(field: str, old: Shown, new: Shown) -> FieldChange:
        return FieldChange(field, FIELD_TERMS[field], old, new)

    if not _is_named(row.name, record):
        yield change("name", record.name, row.name)
    stage = record.stage_on(today) or next(iter(record.stages), "applicant")
    if "standing" in person.fields and person.standing != stage:
        yield change("standing", STAGES[stage], STAGES[person.standing])
    for field, old, new in (
        ("joined", record.joined, row.joined),
        ("full since", record.full_since, row.full_since),
        ("arrived", record.arrived, row.arrived),
        ("left", last_day(record), row.left),
    ):
        if field in person.fields and old != new:
            yield change(field, _day(old), _day(new))
    for field in TEXTS:
        before, after = getattr(record, field), getattr(row, field)
        if field in person.fields and not alike_text(before, after):
            yield change(field, before, after)
    if "visiting" in person.fields and record.visiting != row.visiting:
        yield change("visiting", *(YES_TERM if one.visiting else "" for one in (record, row)))
    if "other names" in person.fields and set(map(name_key, record.other_names)) != set(
        map(name_key, row.other_names)
    ):
        yield change("other_names", record.other_names, row.other_names)
    yield from _differing_places(person, place, record.id, members)


def _differing_places(
    person: RosterRow, place: RosterPlace, key: int, members: dict[int, Member]
) -> Iterator[FieldChange]:
    group = place.group
    if "group" in person.fields:
        names = () if group is None else (group.name, *group.other_names)
        if normalize(person.group) not in map(normalize, names or ("",)):
            yield FieldChange(
                "group", FIELD_TERMS["group"], group.name if group is not None else "", person.group
            )
    seated = any(field == "post" or field.startswith(SEAT_PREFIX) for field in person.fields)
    if seated and set(person.posts) != set(place.seats):
        yield FieldChange(
            "post",
            FIELD_TERMS["post"],
            tuple(SEATS[seat] for seat in place.seats),
            tuple(SEATS[seat] for seat in person.posts),
        )
    leader = members[place.leader].name if place.leader is not None else ""
    if person.leads not in ("", "yes"):
        if name_key(person.leads) != name_key(leader):
            yield FieldChange("leader", FIELD_TERMS["leader"], leader, person.leads)
        return
    leads = group is not None and place.leader == key
    if person.leads == "yes" and not leads:
        yield FieldChange("leader", FIELD_TERMS["leader"], "", YES_TERM)
    elif "leader" in person.fields and leads and not person.leads:
        yield FieldChange("leader", FIELD_TERMS["leader"], YES_TERM, "")


def _is_named(name: str, record: Member) -> bool:
    return any(name_key(name) == name_key(other) for other in _names_of(record))


def _names_of(member: Member) -> tuple[str, ...]:
    return (member.name, *member.other_names)


def last_day(member: Member) -> PartialDate | None:
    """Return the last day here: as stated, or the day before another branch received them."""
    if member.left is not None:
        return member.left
    for transfer in member.transfers:
        if transfer.received is not None and transfer.returned is None:
            return PartialDate.of(add_days(transfer.received, -1))
    return None


def _day(day: PartialDate | None) -> str:
    return "" if day is None else str(day)
