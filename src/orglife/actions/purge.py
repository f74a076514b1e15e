"""What is erased for good: old private texts, and what is personal about somebody who has left.

An erasure is a function over single records, so that it can be applied to what the records were
before as well: to the history and to backups.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from orglife.actions.meetings.minutes import digest_of
from orglife.errors import RefusedError
from orglife.messages import say
from orglife.model.activity import Absence, Activity, Motion
from orglife.model.branch import Branch, PrivateText
from orglife.model.member import Member
from orglife.model.names import find_member, parse_record_number
from orglife.model.personal_data import NameMatcher, map_texts, people_of
from orglife.model.task import PRIVATE_KINDS, Task

GONE = "..."
"""Stands for a reason or a text that was erased, where there has to be one."""


class Erasure(NamedTuple):
    """What to erase."""

    clean: Callable[[Any], Any]
    """From a record to the record without what is erased; None where nothing stays."""
    names: Callable[[str], bool] | None = None
    """Whether a text outside the records (a command line, a draft) may name the person."""


def old_text_erasure(day: date) -> Erasure:
    """Return the erasure of every private text of a day before `day`."""

    def clean(record: Any) -> Any:
        return None if isinstance(record, PrivateText) and record.on < day else record

    return Erasure(clean)


def member_erasure(branch: Branch, name: str, day: date, past: Iterable[Any] = ()) -> Erasure:
    """Return the erasure of what is personal about a member who has left by `day`.

    `past` are the records as they were, from which former names are known. Name, other names,
    residence, unit, duty, remark, places and reasons go, and private texts about them; in the
    texts of other records a number stands in place of the name. Dates, stages and attendance stay,
    under the number: the meetings were held.

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
    return _person(branch, member.id, list(past))


def _has_left(member: Member, day: date) -> bool:
    return (
        member.former
        or member.transferred_on(day)
        or (member.left is not None and member.left.last < day)
    )


def _person(branch: Branch, key: int, past: list[Any]) -> Erasure:
    known = [*branch.members.values(), *branch.activities.values(), *past]
    own = dict.fromkeys(
        (
            name
            for one in known
            if isinstance(one, Member) and one.id == key
            for name in (one.name, *one.other_names)
            if parse_record_number(name) is None
        ),
        f"#{key}",
    )
    others: dict[str, str | None] = {
        name: None
        for one in branch.members.values()
        if one.id != key
        for name in (one.name, *one.other_names)
    }
    talks = {
        one.id
        for one in known
        if isinstance(one, Activity) and one.scope == "members" and key in people_of(one)
    }
    in_texts = NameMatcher({**own, **others})
    in_commands = NameMatcher(own)

    def named(text: str) -> bool:
        return in_commands.may_stand_in(text) or _numbered_in(text, key)

    def meant(text: str) -> bool:
        return in_texts.stand_in(text) or _numbered_in(text, key)

    def clean(record: Any) -> Any:
        if isinstance(record, PrivateText):
            about = record.member == key or (
                record.member is None and record.table == "activities" and record.record in talks
            )
            return None if about else map_texts(record, in_texts.in_place)
        if isinstance(record, Member) and record.id == key:
            return _without_person(record)
        if isinstance(record, Task) and record.kind in PRIVATE_KINDS:
            return _without_care(record, meant)
        cleaned = map_texts(record, in_texts.in_place)
        if isinstance(record, Activity):
            return _without_reasons(_without_traces(record, cleaned, named), key)
        return cleaned

    return Erasure(clean, named)


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
        key="",
    )


def _numbered_in(text: str, key: int) -> bool:
    return any(parse_record_number(one) == key for one in re.findall(r"[#＃]\s*\d+", text))


def _without_care(task: Task, meant: Callable[[str], bool]) -> Task:
    """Return a task of care without its texts, where these name the person."""
    texts = [task.subject, task.channel, task.result, task.evidence]
    if not any(map(meant, [*texts, *(one.text for one in task.progress)])):
        return task
    return replace(
        task,
        subject=GONE,
        channel=task.channel and GONE,
        result=task.result and GONE,
        evidence=task.evidence and GONE,
        progress=tuple(replace(one, text=GONE) for one in task.progress),
    )


def _without_traces(old: Activity, new: Activity, named: Callable[[str], bool]) -> Activity:
    """Return an activity whose digests tell nothing of the texts that were in it."""
    if new.minutes != old.minutes and old.digest:
        new = replace(new, digest=digest_of(new.minutes))
    if old.key and (new.topics != old.topics or named(old.key)):
        new = replace(new, key="")
    return new


def _without_reasons(activity: Activity, key: int) -> Activity:
    """Return the activity without why the member was absent, or excluded from a vote."""
    motions = tuple(_without_exclusion(one, key) for one in activity.motions)
    if motions != activity.motions:
        activity = replace(activity, motions=motions)
    attendance = activity.attendance
    if attendance is None:
        return activity
    absence = attendance.others.get(key)
    if absence is None or not absence.reason:
        return activity
    others = {**attendance.others, key: Absence(state=absence.state)}
    return replace(activity, attendance=replace(attendance, others=others))


def _without_exclusion(motion: Motion, key: int) -> Motion:
    """Return the motion with the exclusion, which counts for its result, and not the reason."""
    excluded = tuple(
        replace(one, reason=GONE) if one.member == key and one.reason.strip() else one
        for one in motion.excluded
    )
    return replace(motion, excluded=excluded) if excluded != motion.excluded else motion
