"""Checks of participation: months missed in a row, attendance, study hours, talks.

Education regulation, Art. 20 (hours) and Art. 31 (absence: a fact that asks to contact the member,
without effect on anybody's standing); branch regulation, Art. 19 (talks).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import chain

from orglife.messages import Message, say, say_n
from orglife.model.activity import Activity
from orglife.model.calendar import DAY, LENGTHS, Period
from orglife.model.duration import hours_text
from orglife.model.kinds import REQUIRED
from orglife.model.member import Member
from orglife.model.names import kinds_of
from orglife.model.roster import relief_reason
from orglife.model.terms import TALK_PAIRS
from orglife.rules.check_kind import activity_kinds, register_check
from orglife.rules.checks.meetings import titles
from orglife.rules.context import CheckContext
from orglife.rules.facts import BranchFacts
from orglife.rules.finding import (
    Arithmetic,
    Finding,
    FindingDetails,
    Judgement,
    Reference,
    evidence,
)
from orglife.rules.obligations import activities_for_year, months_owed
from orglife.rules.rule import Parameter

WITHOUT_REASON = ("absent", "unstated")


class AbsenceMonth:
    """A month with something required: whether it is over, what was held, who was where.

    Who was where is derived at first use.
    """

    def __init__(self, over: bool, activities: list[Activity]) -> None:
        self.over = over
        self.activities = activities

    @cached_property
    def there(self) -> set[int]:
        """Who took part at least once."""
        attendances = [
            activity.attendance for activity in self.activities if activity.attendance is not None
        ]
        return set().union(*[attendance.attendees for attendance in attendances])

    @cached_property
    def away(self) -> dict[int, bool]:
        """Who stayed away, and whether at least once without a reason."""
        away: dict[int, bool] = {}
        for activity in self.activities:
            if activity.attendance is not None:
                for member, absence in activity.attendance.others.items():
                    away[member] = away.get(member, False) or absence.state in WITHOUT_REASON
        return away


# Activities are kept for a year before the checked period (`facts.LOOK_BACK`): 12 months at most.
@register_check("absence", about="member", parameters={"months": Parameter(int, least=1, most=12)})
def absence(context: CheckContext) -> Iterator[Judgement]:
    """No member stayed away without a reason for so many months in a row, up to the day.

    Counts whole months with something required to which the member was expected: months with
    nothing of the kind neither count nor break the run, months that were excused break it.
    """
    limit = context.number("months")
    for day in context.state():
        members = context.facts.members(day)
        missed = _missed(context, day, members)
        others = yield from context.count_certain(
            members, lambda member: len(missed.get(member.id, ())) < limit
        )
        for member in others:
            months = missed.get(member.id, [])
            run = len(months)
            yield context.state_finding(
                met=run < limit,
                exempt=relief_reason(member, day),
                details=lambda: FindingDetails(
                    context.member_subject(member),
                    _absence_message(run, limit),
                    Arithmetic(
                        limit, run, records=_records(months, member) if run >= limit else ()
                    ),
                ),
            )


def _missed(
    context: CheckContext, day: date, members: list[Member]
) -> dict[int, list[AbsenceMonth]]:
    """Return the months in a row, up to `day`, that each member stayed away from, latest first."""
    missed: dict[int, list[AbsenceMonth]] = {}
    for month in _months(context, day):
        going_on: list[Member] = []
        for member in members:
            stayed_away = _stayed_away(month, member)
            if stayed_away is False:
                continue
            going_on.append(member)
            if stayed_away and month.over:
                missed.setdefault(member.id, []).append(month)
        if not going_on:
            break
        members = going_on
    return missed


def _records(months: list[AbsenceMonth], member: Member) -> tuple[Reference, ...]:
    return evidence(
        [
            activity
            for month in months
            for activity in month.activities
            if _missing(activity, member)
        ]
    )


def _absence_message(run: int, limit: int) -> Message:
    if not run:
        return say("no whole month missed without a reason")
    if run < limit:
        return say_n(
            "{n} month without taking part, no reason recorded; the line is at {limit}",
            "{n} months in a row without taking part, no reason recorded; the line is at {limit}",
            run,
            limit=limit,
        )
    return say_n(
        "{n} month without taking part, no reason recorded (the line is at {limit}): contact this"
        " member",
        "{n} months in a row without taking part, no reason recorded (the line is at {limit}):"
        " contact this member",
        run,
        limit=limit,
    )


def _months(context: CheckContext, day: date) -> Iterator[AbsenceMonth]:
    """Yield the months up to `day` with something required, latest first."""
    held = context.facts.held
    month = Period.containing(day, "month")
    while held and held[0].day <= month.last:
        activities = context.facts.activities(REQUIRED, Period(month.first, min(month.last, day)))
        if activities:
            yield AbsenceMonth(month.last <= day and month.last < context.facts.as_of, activities)
        month = Period.containing(month.first - DAY, "month")


def _missing(activity: Activity, member: Member) -> bool:
    return activity.attendance is not None and member.id in activity.attendance.others


def _stayed_away(month: AbsenceMonth, member: Member) -> bool | None:
    """Return whether the member stayed away without reason; None where nothing was expected."""
    if member.exempt or member.excused or member.mobile:
        expected = [
            activity for activity in month.activities if relief_reason(member, activity.day) is None
        ]
        month = AbsenceMonth(month.over, expected)
    if member.id in month.there:
        return False
    return month.away.get(member.id)


def command_to_attend(finding: Finding) -> str:
    """Return the command that records another activity with the member; empty without a kind."""
    kinds = activity_kinds(finding.rule)
    return f'log {kinds[0]} --with "#{finding.subject.id}"' if kinds else ""


@register_check(
    "attended",
    about="member",
    periodic=True,
    next_command=command_to_attend,
    parameters={
        "activity": Parameter(list),
        "per": Parameter(str, choices=tuple(LENGTHS)),
        "at_least": Parameter(int, 1),
    },
)
def attended(context: CheckContext) -> Iterator[Judgement]:
    """Every member who is here on the period's first and last day took part so often.

    A member who owes no month of it is exempt.
    """
    needed, kinds = context.number("at_least"), titles(context)
    for period in context.periods(context.text("per")):
        in_time, late = activities_for_year(context.facts, context.texts("activity"), period)
        early, later = _times(context, in_time), _times(context, late)
        months_of = months_owed(context.facts, period)
        members = [
            member
            for member in context.facts.members(context.day)
            if member.id in months_of and months_of[member.id].whole
        ]

        def times(member: Member, *counts: dict[int, int]) -> int:
            """How often the member was there."""
            return sum([count.get(member.id, 0) for count in counts])

        others = yield from context.count_certain(
            members, lambda member: times(member, early) >= needed
        )
        others = yield from context.count_certain(
            others,
            lambda member: (
                bool(months_of[member.id].months) and times(member, early, later) < needed
            ),
            context.unmet_status(period),
        )
        for member in others:
            owed = months_of[member.id]
            found = times(member, early)
            on_time = found >= needed
            if not on_time:
                found = times(member, early, later)
            yield context.period_finding(
                period,
                fulfilled=found >= needed,
                late=not on_time,
                exempt=None if owed.months else owed.reason,
                details=lambda: FindingDetails(
                    context.member_subject(member),
                    say("{kinds}: {found} of {needed}", kinds=kinds, found=found, needed=needed),
                    Arithmetic(needed, found, records=_evidence(context, in_time + late, member)),
                ),
            )


def _evidence(
    context: CheckContext, activities: list[Activity], member: Member
) -> tuple[Reference, ...]:
    return evidence(
        [activity for activity in activities if member.id in context.facts.attendees(activity)]
    )


def _times(context: CheckContext, activities: list[Activity]) -> dict[int, int]:
    """Return how often each member was there."""
    return Counter(chain.from_iterable(map(context.facts.attendees, activities)))


MONTHS = LENGTHS["year"]


@register_check(
    "hours",
    about="member",
    periodic=True,
    frequency=lambda n: say("{n} h a year/member", n=n),
    next_command="log study --hours 2",
    parameters={
        "per": Parameter(str, "year", choices=("year",)),
        "at_least": Parameter(int, most=8_784),
        "who": Parameter(str, "members", choices=("members", "seated")),
    },
)
def study_hours(context: CheckContext) -> Iterator[Judgement]:
    """Every member studied so many hours, less the months that they do not owe.

    Counts kinds of activity that are study, the branch's own too; the study time of a sitting
    counts once. Exact in whole minutes: 12 x found >= needed x months owed.
    """
    kinds = [kind.code for kind in kinds_of(context.branch).values() if kind.study]
    full = context.number("at_least")
    seated = context.text("who") == "seated"
    who = (
        context.facts.post_holders(context.day) if seated else context.facts.member_ids(context.day)
    )
    for period in context.periods(context.text("per")):
        in_time, late = activities_for_year(context.facts, kinds, period)
        early = StudyTime(in_time)
        both = StudyTime(in_time + late) if late else early
        months_of = months_owed(context.facts, period)
        here = who & context.facts.member_ids(period.last)
        members = [member for member in context.facts.members(context.day) if member.id in here]

        def lacks(studied: StudyTime, member: Member) -> bool:
            """Whether the member studied less than is owed."""
            owed = full * 60 * months_of[member.id].months
            return MONTHS * studied.minutes(member.id) < owed

        others = yield from context.count_certain(
            members, lambda member: lacks(both, member), context.unmet_status(period)
        )
        for member in others:
            owed = months_of[member.id]
            months, reason = owed.months, owed.reason
            if not months and reason is None:
                continue
            on_time = not lacks(early, member)
            count = early if on_time else both
            minutes = count.minutes(member.id)
            needed = -(-full * months // MONTHS)
            yield context.period_finding(
                period,
                fulfilled=months > 0 and not lacks(count, member),
                late=not on_time,
                exempt=None if months else reason,
                details=lambda: FindingDetails(
                    context.member_subject(member),
                    _hours_message(minutes, needed, months),
                    Arithmetic(
                        needed, minutes // 60, months, records=evidence(count.of(member.id))
                    ),
                ),
            )


@register_check(
    "hours-odd",
    about="activity",
    parameters={"day_hours": Parameter(int, 8, least=1, most=24)},
)
def hours_odd(context: CheckContext) -> Iterator[Judgement]:
    """What counts as study lasted no longer a day than is usual; at most 24 hours count anyhow."""
    limit = context.number("day_hours")
    kinds = [kind.code for kind in kinds_of(context.branch).values() if kind.study]
    timed = [one for one in context.held(*kinds) if one.minutes_long]
    longer = yield from context.count_certain(
        timed, lambda one: one.minutes_long <= limit * 60 * max(one.days, 1)
    )
    for activity in longer:
        days = max(activity.days, 1)
        a_day = -(-activity.minutes_long // (60 * days))
        values = {
            "hours": hours_text(activity.minutes_long),
            "days": say_n("{n} day", "{n} days", days),
            "limit": limit,
        }
        yield context.record_finding(
            activity.day,
            met=activity.minutes_long <= limit * 60 * days,
            details=lambda: FindingDetails(
                context.activity_subject(activity),
                say("{hours} hours in {days}, at most 24 a day count", **values)
                if activity.minutes_long > 24 * 60 * days
                else say("{hours} hours in {days}, {limit} a day are usual", **values),
                Arithmetic(limit, a_day, days, records=evidence([activity])),
            ),
        )


def _hours_message(minutes: int, needed: int, months: int) -> Message:
    values = {"hours": hours_text(minutes), "needed": needed}
    if not months:
        return say("{hours} study hours, none asked", **values)
    if months < MONTHS:
        return say(
            "{hours} study hours, {needed} needed for {months} of 12 months",
            **values,
            months=months,
        )
    return say("{hours} study hours, {needed} needed", **values)


class StudyTime:
    """The study time of each member: per sitting, the longest of what they attended there."""

    def __init__(self, activities: Iterable[Activity]) -> None:
        sittings: dict[int, list[Activity]] = {}
        for activity in activities:
            sittings.setdefault(
                activity.id if activity.sitting is None else activity.sitting, []
            ).append(activity)
        self._counting: list[tuple[Activity, frozenset[int]]] = []
        """What counts, and for whom."""
        self._times: dict[int, Counter[int]] = {}
        """Length in minutes to how often each member studied so long."""
        for several in sittings.values():
            several.sort(key=_minutes, reverse=True)
            for place, activity in enumerate(several):
                came = _came(activity).difference(*map(_came, several[:place]))
                self._counting.append((activity, came))
                self._times.setdefault(study_minutes(activity), Counter()).update(came)

    def of(self, member: int) -> list[Activity]:
        """Return what counts for `member`, one activity a sitting."""
        return [activity for activity, came in self._counting if member in came]

    def minutes(self, member: int) -> int:
        """Return the whole minutes that `member` studied."""
        return sum([length * times.get(member, 0) for length, times in self._times.items()])


def _came(activity: Activity) -> frozenset[int]:
    return activity.attendance.attendees if activity.attendance is not None else frozenset()


def study_minutes(activity: Activity) -> int:
    """Return the minutes of study that an activity counts for: at most 24 hours a day."""
    return min(activity.minutes_long, 24 * 60 * max(activity.days, 1))


_minutes = study_minutes


@register_check(
    "talks",
    about="branch",
    periodic=True,
    kinds=("talk",),
    frequency=lambda n: say("{n} a year/pair", n=n),
    next_command="log talk --with NAME --with NAME",
    parameters={
        "per": Parameter(str, "year", choices=("year",)),
        "at_least": Parameter(int, 1),
    },
)
def talks_held(context: CheckContext) -> Iterator[Judgement]:
    """Each pair type that the branch can have had so many talks; one finding for all of them.

    Who of the two was seated is seen from the posts on the day of the talk. Needed and found count
    pair types; a branch with one seat has no pair of two seated.
    """
    at_least = context.number("at_least")
    for period in context.periods(context.text("per")):
        possible = _possible(context.facts, context.day)
        if not possible:
            continue
        in_time, late = activities_for_year(context.facts, ("talk",), period)
        early = _pairs(context.facts, in_time)
        both = early + _pairs(context.facts, late)
        on_time = all(early[pair] >= at_least for pair in possible)
        count = early if on_time else both
        found = sum(count[pair] >= at_least for pair in possible)
        yield context.period_finding(
            period,
            fulfilled=found == len(possible),
            late=not on_time,
            details=lambda: FindingDetails(
                context.branch_subject(),
                say(
                    "{pairs}; {needed} of each needed",
                    pairs=tuple(
                        say("{pair}: {found}", pair=TALK_PAIRS[pair], found=count[pair])
                        for pair in possible
                    ),
                    needed=at_least,
                ),
                Arithmetic(
                    len(possible), found, records=evidence(in_time if on_time else in_time + late)
                ),
            ),
        )


def pair_of(facts: BranchFacts, member: int, other: int, day: date) -> str:
    """Return the pair type (code) of a talk of two members on `day`."""
    seated = {post.member for post in facts.posts(day)}
    return ("member-member", "committee-member", "committee-committee")[
        (member in seated) + (other in seated)
    ]


def _possible(facts: BranchFacts, day: date) -> list[str]:
    """Return the pair types for which there are two persons on `day`."""
    seated = {post.member for post in facts.posts(day)}
    others = len(facts.members(day)) - len(seated)
    possible = {
        "committee-committee": len(seated) > 1,
        "committee-member": bool(seated) and others > 0,
        "member-member": others > 1,
    }
    return [pair for pair in TALK_PAIRS if possible[pair]]


def _pairs(facts: BranchFacts, activities: list[Activity]) -> Counter[str]:
    """Return how many talks there were of each pair type; both must be members on the day."""
    count: Counter[str] = Counter()
    for activity in activities:
        if activity.attendance is None:
            continue
        here = {member.id for member in facts.members(activity.day)}
        came = sorted(activity.attendance.attendees & here)
        count.update(
            {
                pair_of(facts, member, other, activity.day)
                for place, member in enumerate(came)
                for other in came[place + 1 :]
            }
        )
    return count
