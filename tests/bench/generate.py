"""Made-up branches of any length, the same for the same numbers; for measuring, not for reading.

A year of a branch of 50 members in five groups holds 83 activities with about 1,850 rows of
attendance: ten years are 830 activities and about 18,500 rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from orglife.model.activity import Absence, Activity, Attendance
from orglife.model.branch import Branch, Meta
from orglife.model.calendar import PartialDate, add_months
from orglife.model.group import Group, Leader, Membership, Post
from orglife.model.member import Member

SEATS = ("secretary", "deputy-secretary", "organization", "publicity", "discipline")
GROUPS = 5


def branch_of(*, last: int, years: int, members: int = 50, times: int = 1) -> Branch:
    """Return a branch whose records cover `years` calendar years up to the end of `last`.

    `times` repeats each activity, for files that no branch reaches in a lifetime.
    """
    first = last - years + 1
    people = {number: _member(number, first) for number in range(1, members + 1)}
    groups = {number: _group(number, members) for number in range(1, GROUPS + 1)}
    posts = {
        number: Post(id=number, seat=seat, member=number, since=date(first, 1, 1))
        for number, seat in enumerate(SEATS, 1)
    }
    activities: dict[int, Activity] = {}
    for kind, day, scope, group in _events(first, years):
        for _ in range(times):
            number = len(activities) + 1
            activities[number] = _activity(number, kind, day, scope, group, groups, members)
    counts = {
        "members": len(people),
        "groups": len(groups),
        "posts": len(posts),
        "activities": len(activities),
    }
    meta = Meta(
        uid=f"bench-{years}-{members}-{times}",
        name="Bench (made up)",
        sector="community",
        founded=date(first, 1, 1),
        theme_day="first friday",
        next={table: number + 1 for table, number in counts.items()},
    )
    return Branch(meta=meta, members=people, groups=groups, posts=posts, activities=activities)


def _member(number: int, first: int) -> Member:
    joined = date(first - 3 - number % 30, number % 12 + 1, number % 28 + 1)
    return Member(
        id=number,
        name=f"Made Up {number}",
        stages={
            "probationary": PartialDate.of(joined),
            "full": PartialDate.of(joined.replace(year=joined.year + 1)),
        },
        residence=f"Lane {number % 7}",
        unit=f"Unit {number % 5}",
    )


def _group(number: int, members: int) -> Group:
    inside = [one for one in range(1, members + 1) if one % GROUPS == number % GROUPS]
    return Group(
        id=number,
        name=f"Group {number}",
        basis="residence",
        memberships=tuple(Membership(member=one) for one in inside),
        leaders=(Leader(member=inside[0], how="appointed"),),
    )


def _events(first: int, years: int) -> Iterator[tuple[str, date, str, int | None]]:
    month = date(first, 1, 1)
    for number in range(12 * years):
        friday = month + timedelta(days=(4 - month.weekday()) % 7)
        yield "theme-day", friday, "branch", None
        yield "committee-meeting", month.replace(day=8), "committee", None
        for group in range(1, GROUPS + 1):
            if (number + group) % 13:
                yield "group-meeting", month.replace(day=10 + group), "group", group
        if number % 3 == 1:
            yield "general-meeting", month.replace(day=20), "branch", None
            yield "lecture", month.replace(day=21), "branch", None
        if number % 12 == 11:
            yield "organizational-life-meeting", month.replace(day=22), "branch", None
        month = add_months(month, 1)


def _activity(
    number: int,
    kind: str,
    day: date,
    scope: str,
    group: int | None,
    groups: dict[int, Group],
    members: int,
) -> Activity:
    expected = (
        [one.member for one in groups[group].memberships]
        if group
        else list(range(1, len(SEATS) + 1))
        if scope == "committee"
        else list(range(1, members + 1))
    )
    away = {
        expected[(number * 7) % len(expected)]: Absence(state="excused", reason="ill"),
        expected[(number * 11) % len(expected)]: Absence(state="unstated"),
    }
    return Activity(
        id=number,
        kind=kind,
        held=day,
        recorded=day + timedelta(days=1),
        scope=scope,
        group=group,
        chair=expected[0],
        recorder=expected[1],
        place="Hall",
        topics=(f"Topic {number % 40}",),
        attendance=Attendance(
            present=tuple(one for one in expected if one not in away), others=away
        ),
        minutes_long=90,
    )
