"""Checks of meetings: held in every period, convened, on the fixed day, chaired, attended.

Branch regulation, Art. 14 (chair) and Art. 16 (theme party day).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.errors import DateError
from orglife.messages import Message, say
from orglife.model.activity import Activity, MemberOrName
from orglife.model.calendar import DAY, LENGTHS, Period
from orglife.model.group import Group
from orglife.model.kinds import ORGANIZATIONAL_LIFE_MEETING, REQUIRED
from orglife.model.names import kinds_of
from orglife.model.roster import should_attend
from orglife.model.terms import Term
from orglife.model.voting import needed_present
from orglife.rules.check_kind import activity_kinds, register_check
from orglife.rules.context import CheckContext
from orglife.rules.finding import (
    Arithmetic,
    ExcludedMember,
    Finding,
    FindingDetails,
    Judgement,
    evidence,
)
from orglife.rules.obligations import GRACE, activities_for_year, last_day_for, too_late
from orglife.rules.rule import Parameter


def command_to_hold(finding: Finding) -> str:
    """Return the command that records, or for a criticism session opens, what was not held."""
    kinds = activity_kinds(finding.rule)
    if not kinds:
        return ""
    if kinds[0] == ORGANIZATIONAL_LIFE_MEETING:
        return f"criticism open {finding.period[:4]}"
    subject = finding.subject
    group = f" --group {subject.id}" if subject.type == "group" else ""
    return f"log {kinds[0]}{group}"


@register_check(
    "held",
    about="branch",
    periodic=True,
    titled_by_kind=True,
    next_command=command_to_hold,
    parameters={
        "activity": Parameter(list),
        "per": Parameter(str, choices=tuple(LENGTHS)),
        "scope": Parameter(str, "any", choices=("any", "branch", "committee", "group")),
        "at_least": Parameter(int, 1),
        "topic": Parameter(list, []),
        "quorum": Parameter(bool, default=False),
        "grace": Parameter(str, GRACE),
    },
)
def meetings_held(context: CheckContext) -> Iterator[Judgement]:
    """Every period has its meetings.

    `scope` says whose meetings count, and for `group` that each group owes them; `any` takes the
    branch's, the committee's and a group's alike. `topic` asks that one of these words stand in a
    topic. A kind counts for itself, whatever else was held in the same sitting. What nobody came to
    was not held; with `quorum` neither was a meeting that could not even proceed. `grace` is the
    day, as in 03-31, by which something counts for the year before.
    """
    kinds = context.texts("activity")
    scope, needed = context.text("scope"), context.number("at_least")
    words = [word.casefold() for word in context.texts("topic")]
    for period in context.periods(context.text("per")):
        put_off = _put_off(context, period)
        in_time, late = activities_for_year(
            context.facts, kinds, period, grace=context.text("grace"), put_off=put_off
        )
        if scope != "any":
            in_time, late = _of_scope(in_time, scope), _of_scope(late, scope)
        if words:
            in_time, late = _about(in_time, words), _about(late, words)
        none_held = [one for one in in_time + late if not _was_held(context, one)]
        if none_held:
            in_time = [one for one in in_time if one not in none_held]
            late = [one for one in late if one not in none_held]
        if scope != "group":
            yield _finding(context, None, period, needed, in_time, late, none_held)
            continue
        early, later = _by_group(in_time), _by_group(late)
        groups = context.groups(period)
        others = yield from context.count_certain(
            groups, lambda group: len(early.get(group.id, ())) >= needed
        )
        for group in others:
            pools = early.get(group.id, []), later.get(group.id, [])
            unheld = [one for one in none_held if one.group == group.id]
            yield _finding(context, group, period, needed, *pools, unheld)


def _put_off(context: CheckContext, period: Period) -> date | None:
    """Return the day that the superior set for the year `period` instead of its end."""
    days = [one.deadline for one in context.waivers if one.deadline and one.period == period.label]
    return max(days, default=None)


def _was_held(context: CheckContext, activity: Activity) -> bool:
    """Whether somebody came and, where that is asked, enough of the committee to proceed."""
    attendance = activity.attendance
    if attendance is None or not attendance.expected:
        return True
    if not attendance.attendees:
        return False
    return (
        not context.flag("quorum")
        or activity.scope != "committee"
        or _could_meet(context, activity)
    )


def _could_meet(context: CheckContext, activity: Activity) -> bool:
    seated = [one.id for one in context.facts.roster_on(activity.day).entitled("committee")]
    came = context.facts.attendees(activity)
    return sum(one in came for one in seated) >= needed_present("committee", len(seated))


def _of_scope(activities: list[Activity], scope: str) -> list[Activity]:
    return [activity for activity in activities if activity.scope == scope]


def _about(activities: list[Activity], words: list[str]) -> list[Activity]:
    return [
        activity
        for activity in activities
        if any(word in topic.casefold() for topic in activity.topics for word in words)
    ]


def _by_group(activities: list[Activity]) -> dict[int | None, list[Activity]]:
    groups: dict[int | None, list[Activity]] = {}
    for activity in activities:
        groups.setdefault(activity.group, []).append(activity)
    return groups


def _finding(
    context: CheckContext,
    group: Group | None,
    period: Period,
    needed: int,
    in_time: list[Activity],
    late: list[Activity],
    none_held: list[Activity],
) -> Judgement:
    """Return the finding for a group, or for the branch where there is none."""
    on_time = len(in_time) >= needed
    counting = in_time if on_time else in_time + late
    return context.period_finding(
        period,
        fulfilled=len(counting) >= needed,
        late=not on_time,
        details=lambda: FindingDetails(
            context.branch_subject() if group is None else context.group_subject(group),
            _with_remarks(
                context,
                period,
                _message(context, period, needed, counting, on_time=on_time),
                none_held if len(counting) < needed else [],
                fulfilled=len(counting) >= needed,
            ),
            Arithmetic(needed, len(counting), records=evidence(counting)),
        ),
    )


def _message(
    context: CheckContext, period: Period, needed: int, counting: list[Activity], *, on_time: bool
) -> Message:
    values = {"kinds": titles(context), "found": len(counting), "needed": needed}
    if len(counting) >= needed and not on_time:
        return say(
            "{kinds}: held late, on {day}; due by {deadline}",
            kinds=titles(context),
            day=counting[needed - 1].day,
            deadline=period.last,
        )
    if on_time:
        return say("{kinds}: {found} held, {needed} needed", **values)
    if context.facts.as_of <= period.last:
        return say(
            "{kinds}: {found} of {needed} held; due by {deadline}", **values, deadline=period.last
        )
    return say("{kinds}: {found} of {needed} held", **values)


def _with_remarks(
    context: CheckContext,
    period: Period,
    said: Message,
    none_held: list[Activity],
    *,
    fulfilled: bool,
) -> Message:
    """Return the message with what did not count and until when it can still be made up."""
    if fulfilled:
        return said
    for one in none_held:
        attendance = one.attendance
        if attendance is not None and not attendance.attendees:
            said = say(
                "{said}; on {day} nobody came, and it does not count", said=said, day=one.day
            )
        else:
            said = say(
                "{said}; that of {day} had {present} present and could not meet",
                said=said,
                day=one.day,
                present=len(context.facts.attendees(one)),
            )
    if context.text("per") != "year" or context.facts.as_of <= period.last:
        return said
    last = last_day_for(period.first.year, context.text("grace"), _put_off(context, period))
    if context.facts.as_of <= last:
        return say("{said}; it can still be made up until {day}", said=said, day=last)
    for one in too_late(context.facts, context.texts("activity"), period, last):
        said = say(
            "{said}; that of {day} came after {last} and does not count",
            said=said,
            day=one.day,
            last=last,
        )
    return said


def titles(context: CheckContext) -> tuple[Term, ...]:
    """Return the titles of the kinds of activity that the rule names."""
    known = kinds_of(context.branch)
    return tuple(
        known[code].term if code in known else Term(code, en=code)
        for code in context.texts("activity")
    )


@register_check(
    "convened",
    about="branch",
    next_command="activity list",
    parameters={"per": Parameter(str, choices=tuple(LENGTHS)), "at_least": Parameter(int, 1)},
)
def convened(context: CheckContext) -> Iterator[Judgement]:
    """Something required of branch or committee was held that the secretary chaired or delegated.

    Where a record names no chair, the secretary convened it.
    """
    needed = context.number("at_least")
    periods = list(context.periods(context.text("per")))
    if not periods:
        return
    # A unit that ends in the checked period may begin before it.
    whole = Period(periods[0].first, periods[-1].last)
    held = context.facts.activities(REQUIRED, whole)
    convened = [(activity.day, activity) for activity in held if _by_secretary(context, activity)]
    for period in periods:
        found = [activity for day, activity in convened if period.first <= day <= period.last]
        yield context.period_finding(
            period,
            fulfilled=len(found) >= needed,
            details=lambda: FindingDetails(
                context.branch_subject(),
                say(
                    "convened by the secretary: {found} of {needed}",
                    found=len(found),
                    needed=needed,
                ),
                Arithmetic(needed, len(found), records=evidence(found)),
            ),
        )


def _by_secretary(context: CheckContext, activity: Activity) -> bool:
    if activity.scope not in ("branch", "committee"):
        return False
    if activity.attendance is not None and not context.facts.attendees(activity):
        return False
    if activity.chair is None or activity.delegated:
        return True
    post = context.facts.secretary(activity.day)
    return post is not None and post.member == activity.chair


@register_check("fixed-day", about="activity")
def fixed_day(context: CheckContext) -> Iterator[Judgement]:
    """A theme day on another day than the fixed one has a reason.

    The reason of a postponed plan counts. In a month that has one on the fixed day, others are
    additional and not judged.
    """
    from orglife.model.weekdays import read_theme_day  # few branches have a fixed day

    try:
        fixed = read_theme_day(context.branch.meta.theme_day)
    except DateError:
        return
    days = [activity for activity in context.held("theme-day") if activity.scope == "branch"]
    kept = {activity.day for activity in days}
    others = yield from context.count_certain(
        days, lambda activity: activity.day == fixed.of(activity.day.year, activity.day.month)
    )
    for activity in others:
        day = fixed.of(activity.day.year, activity.day.month)
        if activity.day != day and day in kept:
            continue
        reasons = [activity.reason, *(move.reason for move in activity.moves)]
        reason = next((text for text in reasons if text.strip()), "")
        values = {"held": activity.day, "day": day, "reason": reason}
        yield context.record_finding(
            activity.day,
            met=activity.day == day or bool(reason),
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("held on its fixed day")
                if activity.day == day
                else say("held on {held} and not on {day}: {reason}", **values)
                if reason
                else say("held on {held} and not on {day}, no reason given", **values),
                Arithmetic(records=evidence([activity])),
            ),
        )


MEETINGS = ("general-meeting", "committee-meeting", "group-meeting")


@register_check("chair", about="activity")
def chair_entitled(context: CheckContext) -> Iterator[Judgement]:
    """The meeting was chaired by whom it falls to.

    A general or committee meeting by the secretary; by the deputy or a committee member where the
    secretary was not there, whether the record says that it was delegated or not; by any full
    member where there is neither. On the day on which the seat changed hands whoever held it before
    is right too. A group's by its leader, or by another of the group where the leader was not
    there. Not judged where the record names no chair, or nobody held the post that day.
    """
    meetings = [activity for activity in context.held(*MEETINGS) if activity.chair is not None]
    doubtful = yield from context.count_certain(
        meetings, lambda activity: activity.chair == _first(context, activity)
    )
    for activity in doubtful:
        chair, first = activity.chair, _first(context, activity)
        if chair is None or first is None:
            continue
        met = chair in _rightful(context, activity, first)
        yield context.record_finding(
            activity.day,
            met=met,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("chaired by {name}", name=_name(context, chair))
                if met
                else _wrong(context, activity, chair, first),
                Arithmetic(1, int(met), records=evidence([activity])),
            ),
        )


def _wrong(context: CheckContext, activity: Activity, chair: MemberOrName, first: int) -> Message:
    values = {"name": _name(context, chair), "rightful": _name(context, first)}
    of_group = activity.kind == "group-meeting"
    if _was_there(activity, first):
        return (
            say("chaired by {name}; the leader {rightful} was there and chairs", **values)
            if of_group
            else say("chaired by {name}; the secretary {rightful} was there and chairs", **values)
        )
    if of_group:
        return say("chaired by {name}, who is not of the group", **values)
    return say("chaired by {name}, who is neither deputy nor committee member", **values)


def _was_there(activity: Activity, member: int) -> bool:
    return activity.attendance is None or activity.attendance.has_attended(member)


def _rightful(context: CheckContext, activity: Activity, first: int) -> set[int]:
    """Return who may chair."""
    rightful = {first}
    if activity.kind == "group-meeting":
        if activity.group is not None and not _was_there(activity, first):
            group = context.branch.groups[activity.group]
            rightful |= {one.id for one in context.facts.group_members(group, activity.day)}
        return rightful
    now, before = context.facts.secretary(activity.day), context.facts.secretary(activity.day - DAY)
    if now is not None and before is not None and now.since == activity.day:
        rightful.add(before.member)
    if any(_was_there(activity, one) for one in rightful):
        return rightful
    others = {post.member for post in context.facts.posts(activity.day)} - {first}
    return rightful | (others or {one.id for one in context.facts.full_members(activity.day)})


def _first(context: CheckContext, activity: Activity) -> int | None:
    """Return to whom the chair falls, there or not: the group's leader, the secretary."""
    era = context.facts.roster_on(activity.day)
    of_group = activity.kind == "group-meeting"
    post = era.leaders.get(activity.group or 0) if of_group else era.secretary
    return post.member if post is not None else None


def _name(context: CheckContext, person: MemberOrName) -> str:
    return person if isinstance(person, str) else context.branch.members[person].name


@register_check("well-attended", about="activity", parameters={"activity": Parameter(list)})
def well_attended(context: CheckContext) -> Iterator[Judgement]:
    """At least half of those who should attend came; whoever is exempt or away is left out."""
    held = [
        activity
        for activity in context.held(*context.texts("activity"))
        if activity.attendance is not None
    ]
    doubtful = yield from context.count_certain(held, _half_of_all_came)
    for activity in doubtful:
        expected = should_attend(context.branch, activity)
        if not expected.members:
            continue
        came = sum(key in context.facts.attendees(activity) for key in expected.members)
        base = len(expected.members)
        needed = -(-base // 2)
        yield context.record_finding(
            activity.day,
            met=came >= needed,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("{came} of the {base} who should attend came", came=came, base=base),
                Arithmetic(
                    needed,
                    came,
                    base,
                    tuple(
                        ExcludedMember(key, context.branch.members[key].name, reason)
                        for key, reason in expected.left_out.items()
                    ),
                    evidence([activity]),
                ),
            ),
        )


def _half_of_all_came(activity: Activity) -> bool:
    """Whether half of all on the list came: then so did half of those who should attend."""
    attendance = activity.attendance
    return (
        attendance is not None
        and bool(attendance.expected)
        and 2 * len(attendance.attendees) >= len(attendance.expected)
    )
