"""Study hours of every member in a year (education regulation, Art. 20)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.duration import hours_text
from orglife.model.member import Member
from orglife.model.names import kinds_of
from orglife.model.period import LENGTHS
from orglife.rules.asked import months_asked
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum, evidence
from orglife.rules.parameter import Parameter
from orglife.rules.year import counted

PARAMETERS = {
    "per": Parameter(str, "year", choices=("year",)),
    "at_least": Parameter(int, most=8_784),
    "who": Parameter(str, "members", choices=("members", "seated")),
}
MONTHS = LENGTHS["year"]


def hours(case: Case) -> Iterator[Judgement]:
    """Every member studied so many hours, less the months that are not asked of them.

    Counts kinds of activity that are study, the branch's own too; the study time of a sitting
    counts once. Exact in whole minutes: 12 x found >= needed x months asked.
    """
    kinds = [kind.code for kind in kinds_of(case.branch).values() if kind.study]
    full = case.number("at_least")
    seated = case.text("who") == "seated"
    who = case.facts.seated(case.day) if seated else case.facts.here(case.day)
    for period in case.periods(case.text("per")):
        in_time, late = counted(case.facts, kinds, period)
        early = Studied(in_time)
        both = Studied(in_time + late) if late else early
        months_of = months_asked(case.facts, period)
        here = who & case.facts.here(period.last)
        members = [one for one in case.facts.members(case.day) if one.id in here]

        def lacks(studied: Studied, member: Member) -> bool:
            """Whether it is less than what is asked of the member."""
            asked = full * 60 * months_of[member.id].months
            return MONTHS * studied.minutes(member.id) < asked

        others = yield from case.settle(
            members, lambda one: lacks(both, one), case.unfulfilled(period)
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
            yield case.of_period(
                period,
                fulfilled=months > 0 and not lacks(count, member),
                late=not on_time,
                exempt=None if months else reason,
                details=lambda: Details(
                    case.the_member(member),
                    _message(minutes, needed, months),
                    Sum(needed, minutes // 60, months, records=evidence(count.of(member.id))),
                ),
            )


def _message(minutes: int, needed: int, months: int) -> Message:
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


class Studied:
    """The study time of each member: per sitting, the longest of what they attended there."""

    def __init__(self, activities: Iterable[Activity]) -> None:
        sittings: dict[int, list[Activity]] = {}
        for one in activities:
            sittings.setdefault(one.id if one.sitting is None else one.sitting, []).append(one)
        self._counting: list[tuple[Activity, frozenset[int]]] = []
        """What counts, and for whom."""
        self._times: dict[int, Counter[int]] = {}
        """Length in minutes to how often each member studied so long."""
        for several in sittings.values():
            several.sort(key=_minutes, reverse=True)
            for place, one in enumerate(several):
                came = _came(one).difference(*map(_came, several[:place]))
                self._counting.append((one, came))
                self._times.setdefault(one.minutes_long, Counter()).update(came)

    def of(self, member: int) -> list[Activity]:
        """Return what counts for `member`, one activity a sitting."""
        return [one for one, came in self._counting if member in came]

    def minutes(self, member: int) -> int:
        """Return the whole minutes that `member` studied."""
        return sum([length * times.get(member, 0) for length, times in self._times.items()])


def _came(activity: Activity) -> frozenset[int]:
    return activity.attendance.came if activity.attendance is not None else frozenset()


_minutes = attrgetter("minutes_long")
