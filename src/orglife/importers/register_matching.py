"""Which activities on record the rows of a register mean.

First those that `--match` names, then those of the same day, kind, group and topics, then those
that came from the same row before. What is nearly the same as one that no row means is asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from orglife.importers.comparison import RowChoices
from orglife.importers.register_comparison import MeetingIdentity, identity_of, import_key
from orglife.importers.register_rows import MeetingSource, RegisterRow
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.names import kind_term


class Meeting:
    """A meeting that was read: what it says, its records, and those on record that it means."""

    def __init__(
        self, source: MeetingSource, held: RegisterRow, made: tuple[Activity, ...]
    ) -> None:
        self.source = source
        self.held = held
        self.made = made
        self.identity = identity_of(made)
        self.key = ""
        self.parts: tuple[Activity, ...] = ()


class Matching:
    """The sittings on record, and the meetings of a sheet that mean them."""

    def __init__(
        self,
        branch: Branch,
        sittings: Sequence[tuple[Activity, ...]],
        identities: Sequence[MeetingIdentity],
        row_choices: RowChoices,
    ) -> None:
        self.branch = branch
        self.sittings = sittings
        self.identities = identities
        self.row_choices = row_choices

    def match(self, meetings: Sequence[Meeting]) -> None:
        """Give each meeting the records that it means; ask about those that may mean some."""
        number_keys(meetings)
        free = set(range(len(self.sittings)))
        by_identity: dict[MeetingIdentity, list[int]] = {}
        by_occasion: dict[tuple[Any, ...], list[int]] = {}
        by_subject: dict[tuple[Any, ...], list[int]] = {}
        for at, identity in enumerate(self.identities):
            by_identity.setdefault(identity, []).append(at)
            by_occasion.setdefault(identity.occasion, []).append(at)
            by_subject.setdefault(identity.subject, []).append(at)
        waiting = self._by_hand(meetings, free)
        waiting = self._by_identity(waiting, by_identity, by_occasion, free)
        waiting = self._by_key(waiting, free)
        for meeting in waiting:
            if self.row_choices.is_new(meeting.source.sheet, meeting.source.option):
                continue
            identity = meeting.identity
            near = [at for at in by_occasion.get(identity.occasion, []) if at in free]
            if "topic" in meeting.held.fields or identity.topics:
                near += [
                    at
                    for at in by_subject.get(identity.subject, [])
                    if at in free and at not in near and identity.topics
                ]
            if near:
                self._ask(meeting, near)

    def _by_hand(self, meetings: Sequence[Meeting], free: set[int]) -> list[Meeting]:
        """Give the meetings that `--match` names their records; return the others."""
        places = {one.id: at for at, parts in enumerate(self.sittings) for one in parts}
        waiting = []
        for meeting in meetings:
            source = meeting.source
            wanted = self.row_choices.matched(source.sheet, source.option)
            if wanted is None:
                waiting.append(meeting)
                continue
            at = places.get(wanted)
            if at is None:
                source.refuse("", say("there is no activity #{id} held", id=wanted), None, (), "")
            elif at not in free:
                source.refuse("", say("#{id} is meant by another row too", id=wanted), None, (), "")
            elif len(self.sittings[at]) != len(meeting.made):
                source.refuse("kind", say("#{id} is no such sitting", id=wanted), None, (), "")
            else:
                self._give(meeting, at, free)
        return waiting

    def _by_identity(
        self,
        waiting: list[Meeting],
        by_identity: dict[MeetingIdentity, list[int]],
        by_occasion: dict[tuple[Any, ...], list[int]],
        free: set[int],
    ) -> list[Meeting]:
        """Give meetings the records of the same day, kind, group and topics; return the others.

        Of several equal ones those first whose attendance is the same too. A sheet without topics
        is compared by the rest.
        """
        alike: dict[tuple[object, ...], list[Meeting]] = {}
        for meeting in waiting:
            topical = "topic" in meeting.held.fields
            place: tuple[object, ...] = meeting.identity if topical else meeting.identity.occasion
            alike.setdefault((topical, place), []).append(meeting)
        left: list[Meeting] = []
        for meetings in alike.values():
            first = meetings[0]
            if "topic" in first.held.fields:
                pool = [at for at in by_identity.get(first.identity, []) if at in free]
            else:
                pool = [at for at in by_occasion.get(first.identity.occasion, []) if at in free]
            rest: list[Meeting] = []
            for meeting in meetings:
                exact = next(
                    (
                        at
                        for at in pool
                        if [one.attendance for one in self.sittings[at]]
                        == [one.attendance for one in meeting.made]
                    ),
                    None,
                )
                if exact is None:
                    rest.append(meeting)
                else:
                    pool.remove(exact)
                    self._give(meeting, exact, free)
            for meeting in rest:
                if pool:
                    self._give(meeting, pool.pop(0), free)
                else:
                    left.append(meeting)
        order = {id(meeting): at for at, meeting in enumerate(waiting)}
        return sorted(left, key=lambda meeting: order[id(meeting)])

    def _by_key(self, waiting: list[Meeting], free: set[int]) -> list[Meeting]:
        """Give meetings the records that came from the same row before; return the others."""
        keys = {
            parts[0].key: at
            for at, parts in enumerate(self.sittings)
            if parts[0].key and at in free
        }
        left = []
        for meeting in waiting:
            at = keys.get(meeting.key)
            if at is None or at not in free or len(self.sittings[at]) != len(meeting.made):
                left.append(meeting)
            else:
                self._give(meeting, at, free)
        return left

    def _give(self, meeting: Meeting, at: int, free: set[int]) -> None:
        free.discard(at)
        meeting.parts = self.sittings[at]

    def _ask(self, meeting: Meeting, near: list[int]) -> None:
        """Note that a row may mean something on record."""
        source = meeting.source
        option = self.row_choices.option_for(source.sheet, source.option)
        records = [self.sittings[at] for at in near]
        ids = tuple(parts[0].id for parts in records)
        source.refuse(
            "date",
            say(
                "{meeting} may be {others}",
                meeting=described_meeting(self.branch, meeting.made),
                others=tuple(
                    say(
                        "#{id} {meeting}",
                        id=parts[0].id,
                        meeting=described_meeting(self.branch, parts),
                    )
                    for parts in records
                ),
            ),
            say(
                "the same meeting: --match {row}=#{id}; another one: --new {row}",
                row=f"'{option}'" if "!" in option else option,
                id=ids[0],
            ),
            ids,
            option,
        )


def described_meeting(branch: Branch, parts: Sequence[Activity]) -> Message:
    """Return a meeting as a near match is told: kind, group, day and topics."""
    first = parts[0]
    group = next((one.group for one in parts if one.group is not None), None)
    kinds = tuple(kind_term(branch, one.kind) for one in parts)
    what = say("{kinds} of {day}", kinds=kinds, day=str(first.held))
    if group is not None:
        what = say("{what}, {group}", what=what, group=branch.groups[group].name)
    return say("{what}: {topics}", what=what, topics=first.topics) if first.topics else what


def number_keys(meetings: Sequence[Meeting]) -> None:
    """Give each meeting the key of its row: equal ones are counted."""
    seen: Counter[str] = Counter()
    for meeting in meetings:
        base = import_key(meeting.made, 1)
        seen[base] += 1
        meeting.key = import_key(meeting.made, seen[base])
