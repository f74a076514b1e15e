"""What no branch file may hold: bytes over the limits, dangling ids, invalid records.

Limits are searched for in the bytes, a hundredth of the time of decoding; values are looked at
one by one only where the search finds something. Ids are compared as one set a table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec
from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.activity import Activity, MemberOrName, Motion
from orglife.model.base import JSON_INTEGER_LIMIT
from orglife.model.branch import Branch, Waiver
from orglife.model.calendar import Period
from orglife.model.member import Member

MAX_BYTES = 256 * 1024 * 1024
MAX_DEPTH = 32
MAX_TEXT = 1024 * 1024

TOO_LONG = say("a text of more than {limit} bytes", limit=MAX_TEXT)


def long_text(data: bytes) -> int | None:
    """Return where a text begins that is too long and has no quotation mark in it, or None.

    Told before anything is decoded, which would take several times its size of memory. Line ends,
    tabs and backslashes are two bytes each in JSON, so only what is longer than twice the limit
    is too long for certain; what lies between is looked at as a text.
    """
    return _gap(data, b'"', len(data), 2 * MAX_TEXT)


def may_exceed_limits(data: bytes, end: int | None = None) -> bool:
    """Whether a text too long, a control character or half a one may stand in `data[:end]`.

    What this does not look for, the types of the records refuse: depth, huge numbers.
    """
    end = len(data) if end is None else end

    def has(mark: bytes) -> bool:
        return data.find(mark, 0, end) >= 0  # a slice would be a copy of the file

    return (
        (has(b"\\") and any(map(has, (b"\\u", b"\\b", b"\\f", b"\\r"))))
        or _gap(data, b"\n", end, MAX_TEXT) is not None  # a longer text needs a longer line
        or has(b"\x7f")
        or (has(b"\xc2") and _has_c1(data, end))
    )


def _gap(data: bytes, mark: bytes, stop: int, longest: int) -> int | None:
    """Return where more than `longest` bytes without `mark` begin in `data[:stop]`, or None."""
    start = 0
    while start + longest < stop:
        end = data.rfind(mark, start, start + longest + 1)
        if end < 0:
            return start
        start = end + 1
    return None


def _has_c1(data: bytes, end: int) -> bool:
    import re

    return re.compile(rb"\xc2[\x80-\x9f]").search(data, 0, end) is not None


def limit_violation(value: object) -> Message | None:
    """Return what is wrong with a value decoded from JSON, or None. Never recurses."""
    todo: list[tuple[object, int]] = [(value, 1)]
    while todo:
        item, depth = todo.pop()
        if isinstance(item, str):
            wrong = breach_of_text(item)
            if wrong is not None:
                return wrong
        elif isinstance(item, int):
            if abs(item) >= JSON_INTEGER_LIMIT:
                return say("a number beyond {limit}", limit=JSON_INTEGER_LIMIT)
        elif isinstance(item, float):
            if item != item or item in (float("inf"), float("-inf")):
                return say("a number that is none")
        elif isinstance(item, dict | list | tuple):
            if depth > MAX_DEPTH:
                return say("more than {limit} levels", limit=MAX_DEPTH)
            if isinstance(item, dict):
                todo += [(key, depth) for key in item]
            inner = item.values() if isinstance(item, dict) else item
            todo += [(one, depth + 1) for one in inner]
    return None


def breach_of_text(text: str) -> Message | None:
    """Return what is wrong with a text: its length, a control character, half a character."""
    if len(text) * 4 > MAX_TEXT and len(text.encode("utf-8", "replace")) > MAX_TEXT:
        return TOO_LONG
    if text.isprintable():
        return None
    for character in text:
        code = ord(character)
        if (code < 32 and character not in "\n\t") or 127 <= code < 160:
            return say("a control character (U+{code})", code=f"{code:04X}")
        if 0xD800 <= code < 0xE000:
            return say("half a character (U+{code})", code=f"{code:04X}")
    return None


def decode_any(data: bytes) -> object:
    """Decode JSON of any shape; `ValueError` where it is none, however deep or odd."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None


class DanglingReference(Struct, frozen=True):
    """A record, and an id in it that leads nowhere."""

    table: str
    id: int
    target: str
    missing: int

    @property
    def message(self) -> Message:
        """What to say of it."""
        return say(
            "{table} #{id} names {target} #{missing}, which does not exist",
            table=self.table,
            id=self.id,
            target=self.target,
            missing=self.missing,
        )


def dangling(branch: Branch, among: Branch | None = None) -> DanglingReference | None:
    """Return the first id that leads nowhere, or None. 3 ms for 10,000 activities.

    Looks at the records of `among`, where others are known to be sound, else at every one.
    """
    looked = branch if among is None else among
    members = branch.members.keys()
    called = _called_in_activities(looked.activities.values())
    if not called <= members:
        for activity in looked.activities.values():
            lost = min(_called_in_activities([activity]) - members, default=None)
            if lost is not None:
                return DanglingReference("activities", activity.id, "members", lost)
    tables: dict[str, Iterable[int]] = {
        "members": members,
        "groups": branch.groups.keys(),
        "activities": branch.activities.keys(),
    }
    for table, record, target, key in _links(looked):
        if key is not None and key not in tables[target]:
            return DanglingReference(table, record, target, key)
    return None


def _called_in_activities(activities: Collection[Activity]) -> set[int]:
    """Return the id of every member whom these activities name, field by field."""
    people: set[MemberOrName | None] = {one.chair for one in activities}
    people.update([one.recorder for one in activities])
    people.update([one.lecturer for one in activities])
    people.update([one.initiator for one in activities])
    found = {person for person in people if isinstance(person, int)}
    lists = [one.attendance for one in activities if one.attendance is not None]
    found.update(*[one.present for one in lists], *[one.others for one in lists])
    for motions in [one.motions for one in activities if one.motions]:
        for motion in motions:
            found.update(_called_in_motion(motion))
    found.update(*[one.session.parts for one in activities if one.session is not None])
    found.update(*[one.appraisal.grades for one in activities if one.appraisal is not None])
    return found


def _called_in_motion(motion: Motion) -> Iterator[int]:
    yield from motion.not_in_room
    yield from (one.member for one in motion.excluded)
    if motion.ballots is not None:
        yield from (one.member for one in motion.ballots.candidates)


Link = tuple[str, int, str, int | None]
"""Table and id of a record, and the table and id that it names."""


def _links(branch: Branch) -> Iterator[Link]:
    """Yield the ids in every other record; these are few."""
    for activity in branch.activities.values():
        if activity.group is not None:
            yield "activities", activity.id, "groups", activity.group
    for member in branch.members.values():
        if member.mobile or member.development is not None:
            yield from _links_of_member(member)
    for group in branch.groups.values():
        for one in group.memberships:
            yield "groups", group.id, "members", one.member
        for leader in group.leaders:
            yield "groups", group.id, "members", leader.member
    for post in branch.posts.values():
        yield "posts", post.id, "members", post.member
        yield "posts", post.id, "activities", post.elected
    for task in branch.tasks.values():
        yield "tasks", task.id, "members", task.owner
        yield "tasks", task.id, "members", task.checked_by
        yield "tasks", task.id, "activities", task.source
    for waiver in branch.waivers.values():
        yield "waivers", waiver.id, "groups", waiver.group
    for body in branch.private.values():
        yield "private", body.id, "members", body.member


def _links_of_member(member: Member) -> Iterator[Link]:
    for spell in member.mobile:
        yield "members", member.id, "members", spell.contact
    one = member.development
    if one is None:
        return
    for other in (*one.contacts, *one.introducers, *(review.reviewer for review in one.reviews)):
        yield "members", member.id, "members", other
    decided = (one.voted, one.confirmed, one.extended_by)
    for activity in (*decided, *(review.activity for review in one.reviews)):
        yield "members", member.id, "activities", activity


def first_invalid_record(branch: Branch) -> Message | None:
    """Return the first record that makes no sense and why, or None."""
    dayless = _dayless(branch.activities.values())
    if dayless is not None:
        return say("activities #{id}: it has no day", id=dayless.id)
    for waiver in branch.waivers.values():
        if not _has_period(waiver):
            return say("waivers #{id}: {period} is no period", id=waiver.id, period=waiver.period)
    return None


def _dayless(activities: Iterable[Activity]) -> Activity | None:
    """Return one that was held on no day, or is planned for none."""
    wrong = [
        one
        for one in activities
        if one.held is None and (one.planned is None or one.state == "held")
    ]
    return wrong[0] if wrong else None


def _has_period(waiver: Waiver) -> bool:
    try:
        return Period.parse(waiver.period).label == waiver.period
    except ValueError:
        return False
