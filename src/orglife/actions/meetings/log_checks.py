"""What is refused, or warned of, when a sitting is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from orglife.actions.meetings.activity_entry import PAIR_KINDS
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.duration import hours_text, minutes_between
from orglife.model.kinds import DEMOCRATIC_APPRAISAL, ORGANIZATIONAL_LIFE_MEETING, ActivityKind
from orglife.model.names import kind_term, kinds_of, suggest_nearest
from orglife.model.roster import should_attend, voters_on
from orglife.model.voting import needed_present

FEW = ("general-meeting", "group-meeting", "organizational-life-meeting", "appraisal")
"""Kinds of which it is told when fewer than half came."""
MOST_DAYS = 366


def refuse_day(branch: Branch, day: date, recorded: date) -> None:
    """Refuse a day on which nothing can have been held.

    Raises:
        InvalidRecordError: before the founding, or still to come.
    """
    if day < branch.meta.founded:
        raise InvalidRecordError(
            say(
                "{day} is before the branch was founded ({founded})",
                day=day,
                founded=branch.meta.founded,
            )
        )
    if day > recorded:
        raise InvalidRecordError(
            say("{day} is still to come: nothing can have been held", day=day),
            hint=say("what is planned is written down with 'orglife plan add'"),
        )


def duplicate_of(branch: Branch, activity: Activity) -> Message | None:
    """Return a warning where the same thing is on record: day, kind, group and topics."""
    for other in branch.activities.values():
        if (
            other.id != activity.id
            and other.state == "held"
            and (other.held, other.kind, other.scope, other.group, other.topics)
            == (activity.held, activity.kind, activity.scope, activity.group, activity.topics)
            and other.attendance == activity.attendance
        ):
            return say(
                "{record} looks like the same; if it was entered twice, undo this",
                record=f"#{other.id}",
            )
    return None


def refuse_too_few(kind: ActivityKind, expected: list[int]) -> None:
    """Refuse a meeting of chosen members without them, or a talk that is not between two.

    Raises:
        UsageError: whoever took part is to be named.
    """
    if kind.code in PAIR_KINDS and len(expected) != 2:
        raise UsageError(
            say("a {kind} is between two members: who were they?", kind=kind.term),
            hint=say("name them with: --with NAME --with NAME"),
        )
    if not expected:
        raise UsageError(
            say("whom did the {kind} concern?", kind=kind.term),
            hint=say("name them with: --with NAME"),
        )


def refuse_year(branch: Branch, year: int, day: date) -> None:
    """Refuse a `year` that the meeting of `day` can not be about.

    Raises:
        InvalidRecordError: before the founding or to come.
    """
    if not branch.meta.founded.year <= year <= day.year:
        raise InvalidRecordError(
            say(
                "a meeting of {day} can't be for the year {year}",
                day=day,
                year=str(year),
            ),
            hint=say(
                "--for-year is the year that the meeting is about, this one or an earlier one"
            ),
        )


def refuse_nobody(activities: tuple[Activity, ...]) -> None:
    """Refuse what nobody came to of those on its list: then nothing was held.

    Raises:
        InvalidRecordError: with the day.
    """
    for one in activities:
        attendance = one.attendance
        if attendance is not None and attendance.expected and not attendance.attendees:
            raise InvalidRecordError(
                say("nobody was present on {day}: nothing was held", day=one.day),
                hint=say(
                    "plan it anew with 'orglife plan add'; --force records it, and it fulfils"
                    " nothing"
                ),
            )


def refuse_longer_than_days(minutes: int, days: int) -> None:
    """Refuse a length that so many days don't have.

    Raises:
        InvalidRecordError: more than 24 hours a day, or no number of days.
    """
    if not 1 <= days <= MOST_DAYS:
        raise InvalidRecordError(say("{days} days: no such activity", days=days))
    if minutes > 24 * 60 * days:
        raise InvalidRecordError(
            say(
                "{hours} hours are more than the 24 of a day",
                hours=hours_text(minutes),
            )
            if days == 1
            else say(
                "{hours} hours are more than the 24 a day of {days} days",
                hours=hours_text(minutes),
                days=days,
            ),
            hint=say("for several days say how many: --days 3"),
        )


def turnout_warnings(branch: Branch, activity: Activity) -> Iterator[Message]:
    """Yield that few came, or nobody, and what it means."""
    attendance = activity.attendance
    if attendance is None or activity.scope == "members" or not attendance.expected:
        return
    awaited = should_attend(branch, activity).members
    came = len(attendance.attendees.intersection(awaited))
    values = {"record": f"#{activity.id}", "came": came, "expected": len(awaited)}
    if not attendance.attendees:
        yield say("{record}: nobody was present; it fulfils no duty", **values)
    elif activity.kind in FEW and 2 * came < len(awaited):
        if activity.kind == "general-meeting":
            voters = len(voters_on(branch, activity.day))
            yield say(
                "{record}: {came} of {expected} came (HELD-FEW); a vote would need half of the"
                " voters, {needed} (GM-QUORUM)",
                **values,
                needed=needed_present("ordinary", voters),
            )
        else:
            yield say("{record}: {came} of {expected} came (HELD-FEW)", **values)


def odd_hours(branch: Branch, activity: Activity) -> Iterator[Message]:
    """Yield that a day's study is longer than is usual (HOURS-ODD)."""
    kind = kinds_of(branch).get(activity.kind)
    if not activity.minutes_long or kind is None or not kind.study:
        return
    from orglife.rules.branch_rules import rules_of  # few records need it, and it loads the checks

    rule = rules_of(branch).get("HOURS-ODD")
    limit = rule.check.get("day_hours") if rule is not None else None
    if not isinstance(limit, int):
        return
    if activity.minutes_long > limit * 60 * activity.days:
        yield say(
            "{hours} hours in {days}, {limit} a day are usual (HOURS-ODD)",
            hours=hours_text(activity.minutes_long),
            days=say_n("{n} day", "{n} days", activity.days),
            limit=limit,
        )


def log_warnings(branch: Branch, activities: tuple[Activity, ...]) -> list[Message]:
    """Return what is accepted and yet odd; what several activities of a sitting share, once."""
    found = [*_parts_of_absent(branch, activities)]
    for one in activities:
        if one.attendance is not None and not one.attendance.expected:
            found.append(
                say("{record}: nobody is on record who should attend", record=f"#{one.id}")
            )
        if isinstance(one.lecturer, str):
            near = suggest_nearest(
                one.lecturer, (member.name for member in branch.members.values())
            )
            if near is not None:
                found.append(
                    say("the lecturer {name} is no member; {near}", name=one.lecturer, near=near)
                )
        found += longer_than_clock(one)
        found += turnout_warnings(branch, one)
        found += odd_hours(branch, one)
    return [one for at, one in enumerate(found) if one not in found[:at]]


def _parts_of_absent(branch: Branch, activities: tuple[Activity, ...]) -> Iterator[Message]:
    gone = {
        key
        for one in activities
        if one.attendance is not None
        for key in one.attendance.expected - one.attendance.attendees
    }
    for one in activities:
        for person, what in ((one.chair, say("chair")), (one.recorder, say("recorder"))):
            if person in gone:
                name = branch.members[int(person)].name
                yield say("{name}, the {what}, is marked as absent", name=name, what=what)


def longer_than_clock(activity: Activity) -> tuple[Message, ...]:
    """Return a warning where it lasted longer than from its beginning to its end."""
    if not 0 < minutes_between(activity.start, activity.end) < activity.minutes_long:
        return ()
    return (
        say(
            "the length given is more than from {start} to {end}",
            start=activity.start,
            end=activity.end,
        ),
    )


def year_warnings(branch: Branch, activities: Sequence[Activity]) -> Iterator[Message]:
    """Yield for which year each session counts, where the year before has none; or that none does.

    `branch` has the activities already.
    """
    for activity in activities:
        kind, day = activity.kind, activity.held
        if kind not in (ORGANIZATIONAL_LIFE_MEETING, DEMOCRATIC_APPRAISAL) or day is None:
            continue
        before = day.year - 1
        if activity.for_year is not None and activity.for_year < day.year:
            limit = _last_day_for(branch, kind, activity.for_year)
            if day > limit:
                yield say(
                    "held after {limit} it counts for {year} no more, and not for {held} either",
                    limit=limit,
                    year=str(activity.for_year),
                    held=str(day.year),
                )
        elif (
            activity.for_year is None
            and day <= _last_day_for(branch, kind, before)
            and _is_missing(branch, kind, before)
        ):
            yield say(
                "{kind}: counts for {year}; {before} has none on record: for that year say"
                " --for-year {before}",
                kind=kind_term(branch, kind),
                year=str(day.year),
                before=str(before),
            )


def _last_day_for(branch: Branch, kind: str, year: int) -> date:
    """Return the last day on which a yearly meeting of `kind` counts for `year`."""
    from orglife.rules.branch_rules import rules_of  # see above
    from orglife.rules.obligations import GRACE, last_day_for

    for rule in rules_of(branch).values():
        if rule.check.get("kind") == "held" and rule.check.get("activity") in (kind, [kind]):
            grace = rule.check.get("grace")
            return last_day_for(year, grace if isinstance(grace, str) else GRACE)
    return last_day_for(year, GRACE)


def _is_missing(branch: Branch, kind: str, year: int) -> bool:
    """Whether the year was asked for one and has none."""
    if max(branch.records_from, branch.meta.founded) > date(year, 10, 1):
        return False
    return not any(
        activity.kind == kind
        and activity.state == "held"
        and (activity.for_year or activity.day.year) == year
        for activity in branch.activities.values()
    )
