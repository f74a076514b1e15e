"""Naming an activity: `132`, `#132`, `DATE [KIND] [GROUP]`, `last KIND [GROUP]`.

One match is meant; several are listed and refused, none is refused with where to look.
"""

from __future__ import annotations

from datetime import date

from orglife.errors import AmbiguousNameError, DateError, OrglifeError, UnknownNameError
from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.dates import read_day
from orglife.model.kinds import ActivityKind
from orglife.model.names import describe_activity, find_group, find_kind, parse_record_number
from orglife.model.terms import normalize

LAST = ("last", "latest", "上次", "最近", "最近一次")
MOST_DIGITS = 7
"""A longer number is a date such as 20261106."""


def find_activity(
    branch: Branch, text: str, *, today: date, states: tuple[str, ...] = ("held", "planned")
) -> Activity:
    """Return the one activity that `text` names, of those in `states` unless an id is given.

    Raises:
        UnknownNameError: there is none.
        AmbiguousNameError: there are several; the message lists them.
        DateError: it is neither an id nor begins with a day or `last`.
    """
    number = _number(text)
    if number is not None:
        found = [branch.activities[number]] if number in branch.activities else []
    else:
        found = _described(branch, text, today, states)
    if not found:
        raise UnknownNameError(
            say("there is no activity {text} in {branch}", text=text, branch=branch.meta.name),
            hint=say("'orglife activity list' shows them"),
        )
    if len(found) > 1:
        raise AmbiguousNameError(
            say(
                "{text} may mean several: {activities}",
                text=text,
                activities=tuple(describe_activity(branch, one) for one in found),
            ),
            hint=say("name one by its number, as in '#{id}'", id=found[0].id),
        )
    return found[0]


def find_plan(branch: Branch, text: str, *, today: date) -> Activity:
    """Return the one planned activity that `text` names; a day without a year is one to come.

    Raises:
        As `find_activity`.
    """
    return find_activity(branch, text, today=today, states=("planned",))


def _number(text: str) -> int | None:
    number = parse_record_number(text)
    bare = normalize(text)
    if number is None and bare.isdecimal() and bare.isascii() and len(bare) <= MOST_DIGITS:
        return int(bare)
    return number


DAY_WORDS = 8
"""No day is written in more words."""
KIND_WORDS = 40
"""No kind and group together are written in more words."""


def _described(branch: Branch, text: str, today: date, states: tuple[str, ...]) -> list[Activity]:
    words = text.split()
    if words and normalize(words[0]) in LAST and len(words) > 1:
        try:
            kind, group = _kind_and_group(branch, words[1:])
        except UnknownNameError as unknown:
            if not _begins_with_day(words, today):
                raise unknown from None
        else:
            return _last(branch, kind, group, today, states)
    day, rest = _day(words, today, future="held" not in states)
    kind, group = _kind_and_group(branch, rest) if rest else (None, None)
    return [
        activity
        for activity in branch.activities.values()
        if activity.day == day and activity.state in states and _is(activity, kind, group)
    ]


def _last(
    branch: Branch,
    kind: ActivityKind | None,
    group: int | None,
    today: date,
    states: tuple[str, ...],
) -> list[Activity]:
    wanted = "held" if "held" in states else states[0]
    found = [
        activity
        for activity in branch.activities.values()
        if activity.state == wanted
        and _is(activity, kind, group)
        and (wanted != "held" or activity.held_by(today))
    ]
    latest = max((activity.day for activity in found), default=None)
    return [activity for activity in found if activity.day == latest]


def _is(activity: Activity, kind: ActivityKind | None, group: int | None) -> bool:
    return (kind is None or activity.kind == kind.code) and (
        group is None or activity.group == group
    )


def _begins_with_day(words: list[str], today: date) -> bool:
    try:
        _day(words, today)
    except DateError:
        return False
    return True


def _day(words: list[str], today: date, *, future: bool = False) -> tuple[date, list[str]]:
    """Return the day at the beginning, of as many words as make one, and the words after it."""
    first: DateError | None = None
    for count in range(min(len(words), DAY_WORDS), 0, -1):
        try:
            day = read_day(" ".join(words[:count]), today=today, future=future)
        except DateError as error:
            first = error
        else:
            return day, words[count:]
    raise DateError(
        first.message if first is not None else say("an activity must be named"),
        hint=say("name an activity as 132, as 2026-11-06 lecture, or as last lecture"),
    )


def _kind_and_group(branch: Branch, words: list[str]) -> tuple[ActivityKind | None, int | None]:
    """Return the kind that the first words name and the group that the rest names."""
    whole = " ".join(words)
    try:
        return find_kind(branch, whole), None
    except OrglifeError as failed:
        error = failed
    try:
        return None, find_group(branch, whole).id
    except OrglifeError:
        pass
    if len(words) > KIND_WORDS:
        raise error
    for at in reversed(range(1, len(words))):
        try:
            kind = find_kind(branch, " ".join(words[:at]))
        except OrglifeError:
            continue
        return kind, find_group(branch, " ".join(words[at:])).id
    raise error
