"""What is erased for good: old private texts, and what is personal about somebody who has left.

An erasure is a function over single records, so that it can be applied to what the records were
before as well: to the history and to backups.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from orglife.errors import RefusedError
from orglife.messages import say
from orglife.model.activity import Absence, Activity
from orglife.model.branch import Branch
from orglife.model.layer import Body
from orglife.model.member import Member
from orglife.model.names import find_member


class Purge(NamedTuple):
    """What to erase."""

    clean: Callable[[Any], Any]
    """From a record to the record without what is erased; None where nothing stays."""
    words: tuple[str, ...] = ()
    """A command line with one of these is erased from the history."""


def texts_before(day: date) -> Purge:
    """Return the erasure of every private text of a day before `day`."""

    def clean(record: Any) -> Any:
        return None if isinstance(record, Body) and record.on < day else record

    return Purge(clean)


def departed_member(branch: Branch, name: str, day: date) -> Purge:
    """Return the erasure of what is personal about a member who has left by `day`.

    Name, other names, residence, unit, duty, remark, places and reasons go, and private texts
    about them. Dates, stages and attendance stay, under the number: the meetings were held.

    Raises:
        UnknownNameError, AmbiguousNameError: the name means nobody, or several.
        RefusedError: the member is still here.
    """
    member = find_member(branch, name)
    if not _has_left(member, day):
        raise RefusedError(
            say("{name} (#{id}) has not left the branch", name=member.name, id=member.id),
            hint=say("only what is about departed members is erased"),
        )
    key = member.id

    def clean(record: Any) -> Any:
        if isinstance(record, Body):
            return None if record.member == key else record
        if isinstance(record, Member):
            return _without_person(record) if record.id == key else record
        if isinstance(record, Activity):
            return _without_reason(record, key)
        return record

    names = (member.name, *member.other_names)
    return Purge(clean, () if member.name == f"#{key}" else names)


def _has_left(member: Member, day: date) -> bool:
    return (
        member.former
        or member.transferred_on(day)
        or (member.left is not None and member.left.last < day)
    )


def _without_person(member: Member) -> Member:
    return replace(
        member,
        name=f"#{member.id}",
        other_names=(),
        left_reason="",
        residence="",
        unit="",
        duty="",
        remark="",
        mobile=tuple(replace(one, place="") for one in member.mobile),
        excused=tuple(replace(one, reason="") for one in member.excused),
        exempt=tuple(replace(one, reason="") for one in member.exempt),
        suspended=tuple(replace(one, reason="") for one in member.suspended),
        transfers=tuple(replace(one, to="") for one in member.transfers),
    )


def _without_reason(activity: Activity, key: int) -> Activity:
    """Return the activity without the member's reason for having been absent."""
    attendance = activity.attendance
    if attendance is None:
        return activity
    absence = attendance.others.get(key)
    if absence is None or not absence.reason:
        return activity
    others = {**attendance.others, key: Absence(state=absence.state)}
    return replace(activity, attendance=replace(attendance, others=others))
