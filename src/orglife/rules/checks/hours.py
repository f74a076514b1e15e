"""Study hours of every member in a year (education regulation, Art. 20)."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.duration import hours_text
from orglife.model.names import kinds_of
from orglife.model.period import LENGTHS
from orglife.model.roster import belongs
from orglife.rules.asked import months_asked
from orglife.rules.case import Case, Sum
from orglife.rules.finding import Finding, evidence
from orglife.rules.parameter import Parameter
from orglife.rules.year import counted

PARAMETERS = {
    "per": Parameter(str, "year", choices=("year",)),
    "at_least": Parameter(int),
    "who": Parameter(str, "members", choices=("members", "seated")),
}
MONTHS = LENGTHS["year"]


def hours(case: Case) -> Iterator[Finding]:
    """Every member studied so many hours, less the months that are not asked of them.

    Counts kinds of activity that are study, the branch's own too; the study time of a sitting
    counts once. Exact in whole minutes: 12 x found >= needed x months asked.
    """
    kinds = [kind.code for kind in kinds_of(case.branch).values() if kind.study]
    full = case.number("at_least")
    seated = {post.member for post in case.facts.posts(case.day)}
    for period in case.periods("year"):
        in_time, late = counted(case.facts, kinds, period)
        early, both = _studied(in_time), _studied(in_time + late)
        for member in case.facts.members(case.day):
            if case.text("who") == "seated" and member.id not in seated:
                continue
            if not belongs(case.branch, member, period.last):
                continue
            _, months, reason = months_asked(case.facts, member, period)
            if not months and reason is None:
                continue
            asked = full * 60 * months
            on_time = MONTHS * early.minutes(member.id) >= asked
            count = early if on_time else both
            minutes = count.minutes(member.id)
            needed = -(-full * months // MONTHS)
            yield case.of_period(
                case.the_member(member),
                period,
                fulfilled=months > 0 and MONTHS * minutes >= asked,
                late=not on_time,
                exempt=None if months else reason,
                numbers=Sum(needed, minutes // 60, months, records=evidence(count.of(member.id))),
                message=_message(minutes, needed, months),
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

    def __init__(self) -> None:
        self._sittings: dict[int, dict[int, Activity]] = {}

    def add(self, activity: Activity) -> None:
        """Count an activity for everyone who was there."""
        if activity.attendance is None:
            return
        sitting = activity.id if activity.sitting is None else activity.sitting
        for member in activity.attendance.came:
            sittings = self._sittings.setdefault(member, {})
            before = sittings.get(sitting)
            if before is None or before.minutes_long < activity.minutes_long:
                sittings[sitting] = activity

    def of(self, member: int) -> list[Activity]:
        """Return what counts for `member`, one activity a sitting."""
        return list(self._sittings.get(member, {}).values())

    def minutes(self, member: int) -> int:
        """Return the whole minutes that `member` studied."""
        return sum(one.minutes_long for one in self.of(member))


def _studied(activities: list[Activity]) -> Studied:
    studied = Studied()
    for activity in activities:
        studied.add(activity)
    return studied
