"""Months in a row without taking part, for which no good reason is recorded.

Education regulation, Art. 31: a fact that asks to contact the member. Nothing follows from it here
about anybody's standing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.messages import say, say_n
from orglife.model.activity import Activity
from orglife.model.kinds import CENTRAL
from orglife.model.member import Member
from orglife.model.period import Period
from orglife.rules.asked import left_out_on
from orglife.rules.case import Case, Sum
from orglife.rules.finding import Finding, evidence
from orglife.rules.parameter import Parameter

PARAMETERS = {"months": Parameter(int)}
WITHOUT_REASON = ("absent", "unstated")


def absence(case: Case) -> Iterator[Finding]:
    """No member stayed away without a reason for so many months in a row, up to the day.

    Counts whole months with something required to which the member was expected: months with
    nothing of the kind neither count nor break the run, months that were excused break it.
    """
    limit = case.number("months")
    kinds = [kind.code for kind in CENTRAL.values() if kind.required]
    for day in case.state():
        months = _months(case, kinds, day)
        for member in case.facts.members(day):
            missed: list[Activity] = []
            run = 0
            for over, activities in months:
                expected = [one for one in activities if _expected(one, member)]
                verdict = _stayed_away(expected, member.id)
                if verdict is False:
                    break
                if verdict and over:
                    run += 1
                    missed += expected
            yield case.of_state(
                case.the_member(member),
                met=run < limit,
                exempt=left_out_on(member, day),
                numbers=Sum(limit, run, records=evidence(missed if run >= limit else ())),
                message=say("took part, or was excused")
                if not run
                else say_n(
                    "{n} month without taking part, no reason recorded",
                    "{n} months in a row without taking part, no reason recorded",
                    run,
                )
                if run < limit
                else say_n(
                    "{n} month without taking part, no reason recorded: contact this member",
                    "{n} months in a row without taking part, no reason recorded:"
                    " contact this member",
                    run,
                ),
            )


def _months(case: Case, kinds: list[str], day: date) -> list[tuple[bool, list[Activity]]]:
    """Return the months up to `day`, latest first: whether it is over, and what was held in it."""
    held: dict[tuple[int, int], list[Activity]] = {}
    for one in case.facts.activities(kinds, Period(date.min, day)):
        held.setdefault((one.day.year, one.day.month), []).append(one)
    found = []
    for (year, month), activities in sorted(held.items(), reverse=True):
        last = Period.months(year, month, 1).last
        found.append((last <= day and last < case.facts.as_of, activities))
    return found


def _expected(activity: Activity, member: Member) -> bool:
    """Whether the member should have come and nothing took them out of the duty that day."""
    return (
        activity.attendance is not None
        and member.id in activity.attendance.expected
        and left_out_on(member, activity.day) is None
    )


def _stayed_away(expected: list[Activity], member: int) -> bool | None:
    """Return whether the member stayed away from all without reason; None where none was held."""
    if not expected:
        return None
    states = set()
    for one in expected:
        if one.attendance is not None:
            absence = one.attendance.others.get(member)
            states.add("present" if absence is None else absence.state)
    if states & {"present", "late"}:
        return False
    return bool(states & set(WITHOUT_REASON))
