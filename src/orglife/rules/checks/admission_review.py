"""Every activist is assessed each half-year (admission rules of 2014, Art. 11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.messages import say
from orglife.model.member import Development, Member
from orglife.rules.case import Case
from orglife.rules.checks.admission import persons
from orglife.rules.finding import Details, Judgement, Reference, Sum
from orglife.rules.parameter import MONTHS, Parameter
from orglife.rules.windows import windows

PARAMETERS = {"months": Parameter(int, least=1, most=MONTHS)}


def admission_review(case: Case) -> Iterator[Judgement]:
    """An activist is assessed in every interval, until the next stage is reached."""
    for member, record in persons(case):
        since = member.stages.get("activist")
        if since is None:
            continue
        end = _end(member)
        reviews = _reviews(case, member, record)
        last = min(end, case.facts.asked.last)
        for one in windows(since.last, reviews, case.number("months"), last):
            if one.deadline >= end or not case.asks_for(one.begun, one.deadline):
                continue
            activity = reviews[one.done] if one.done else None
            yield case.of_deadline(
                one.begun,
                one.deadline,
                done=one.done,
                details=lambda: Details(
                    case.the_member(member),
                    say("assessed on {day}", day=one.done)
                    if one.done
                    else say(
                        "not assessed since {begun}, due by {deadline}",
                        deadline=one.deadline,
                        begun=one.begun,
                    ),
                    Sum(
                        1,
                        int(one.done is not None),
                        records=(Reference("activity", activity),) if activity else (),
                    ),
                ),
            )


def _end(member: Member) -> date:
    """Return the day on which the person stopped being an activist; the last of all if never."""
    later = [
        on.first
        for stage in ("development-target", "probationary", "full")
        if (on := member.stages.get(stage)) is not None
    ]
    return min(later, default=date.max)


def _reviews(case: Case, member: Member, record: Development) -> dict[date, int | None]:
    """Return the days of assessment, each with its activity where there is one."""
    found: dict[date, int | None] = {one.held: one.activity for one in record.reviews}
    for activity in case.branch.activities.values():
        if (
            activity.kind == "admission-review"
            and activity.held_by(case.facts.as_of)
            and activity.attendance is not None
            and member.id in activity.attendance.came
        ):
            found[activity.day] = activity.id
    return found
